"""The site as something to install and to keep: manifest, service worker, list of files."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ainotes_site.render.offline.offline import LIST, MANIFEST, WORKER, offline_files
from ainotes_site.settings import Settings

FILES = {"index.html": "aa", "entries/rag.html": "bb", "videos/图.png": "cc"}
ICONS = Path(__file__).resolve().parents[2] / "plugins/ainotes_mkdocs/theme"

digests = st.text("0123456789abcdef", min_size=4, max_size=8)
paths = st.text(min_size=1, max_size=12).filter(lambda path: not path.startswith(".") and "/." not in path)
sites = st.dictionaries(paths, digests, min_size=1, max_size=6)


def version(made: dict[str, bytes]) -> str:
    """The version that worker and list agree on."""
    in_list = json.loads(made[LIST])["version"]
    in_worker = re.match(rb'const VERSION = "([0-9a-f]{16})";\n', made[WORKER])
    assert in_worker is not None
    assert in_worker[1].decode() == in_list
    return str(in_list)


def test_list_has_each_file_with_digest_and_size() -> None:
    made = offline_files(FILES, Settings(), {"index.html": 120, "entries/rag.html": 80})
    files = json.loads(made[LIST])["files"]
    assert files["index.html"] == ["aa", 120]
    assert files["videos/%E5%9B%BE.png"] == ["cc", 0]
    assert files[MANIFEST][1] == len(made[MANIFEST])


def test_file_name_that_is_not_utf_8_keeps_its_bytes() -> None:
    made = offline_files({"images/\udcb2\udcbb(1).png": "aa"}, Settings())
    assert "images/%B2%BB(1).png" in json.loads(made[LIST])["files"]


def test_hidden_file_is_not_listed_because_hosts_refuse_it() -> None:
    made = offline_files({**FILES, ".nojekyll": "aa", "notes/.git/config": "bb"}, Settings())
    assert json.loads(made[LIST]) == json.loads(offline_files(FILES, Settings())[LIST])


def test_worker_and_list_are_not_in_the_list_because_they_change_with_it() -> None:
    made = offline_files({**FILES, WORKER: "old", LIST: "old", MANIFEST: "old"}, Settings())
    files = json.loads(made[LIST])["files"]
    assert WORKER not in files
    assert LIST not in files
    assert files[MANIFEST] == json.loads(offline_files(FILES, Settings())[LIST])["files"][MANIFEST]


def test_what_is_made_again_from_its_own_site_is_the_same() -> None:
    made = offline_files(FILES, Settings())
    again = offline_files({**FILES, **dict.fromkeys(made, "0")}, Settings())
    assert again == made


@given(sites, sites)
def test_version_changes_exactly_when_the_site_does(one: dict[str, str], other: dict[str, str]) -> None:
    same = version(offline_files(one, Settings())) == version(offline_files(other, Settings()))
    assert same == (one == other)


@given(sites)
def test_order_of_the_files_does_not_matter(site: dict[str, str]) -> None:
    turned = dict(reversed(list(site.items())))
    assert offline_files(site, Settings()) == offline_files(turned, Settings())


def test_version_changes_with_the_name_because_the_manifest_does() -> None:
    one, other = offline_files(FILES, Settings()), offline_files(FILES, Settings(site_name="别的笔记"))
    assert version(one) != version(other)


def test_manifest_says_what_an_installed_site_is() -> None:
    manifest = json.loads(offline_files(FILES, Settings(site_name="我的 AI 笔记", site_description="读与想"))[MANIFEST])
    assert manifest["name"] == "我的 AI 笔记"
    assert manifest["description"] == "读与想"
    assert manifest["lang"] == "zh-Hans"
    assert manifest["display"] == "standalone"


def test_manifest_is_relative_so_that_the_site_can_live_in_any_folder() -> None:
    manifest = json.loads(offline_files(FILES, Settings(site_url="https://example.org/notes/"))[MANIFEST])
    places = [manifest["start_url"], manifest["scope"], manifest["id"], *(icon["src"] for icon in manifest["icons"])]
    assert not [place for place in places if place.startswith("/") or ":" in place]


def test_every_icon_exists_in_the_size_that_it_claims() -> None:
    for icon in json.loads(offline_files(FILES, Settings())[MANIFEST])["icons"]:
        data = (ICONS / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
            assert data[:8] == b"\x89PNG\r\n\x1a\n"
            assert f"{width}x{height}" == icon["sizes"]
        else:
            assert data.startswith(b"<svg ")


def test_long_name_gets_a_short_form_for_the_home_screen() -> None:
    manifest = json.loads(offline_files(FILES, Settings(site_name="A knowledge base of everything"))[MANIFEST])
    assert manifest["short_name"] == "A knowledge…"


def test_interface_in_english_is_declared_english() -> None:
    assert json.loads(offline_files(FILES, Settings(lang="en"))[MANIFEST])["lang"] == "en"
