"""Images on other hosts come into the site when they can be had safely and soon, and never hold a build up."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pipeline.base import Base
from tests.pipeline.remote_images.imageserver import (
    ImageServer,
    Route,
    body,
    endless,
    endless_head,
    image_server,
    mute,
    redirect,
    status,
)

from ainotes_site.pipeline.publish.manifest import Manifest
from ainotes_site.pipeline.publish.outputs import FolderTarget, Outputs
from ainotes_site.pipeline.remote_images.copy_images import Pictures, pictures
from ainotes_site.pipeline.remote_images.fetch import LIMITS, Limits
from ainotes_site.pipeline.remote_images.refusal import FetchError, Why
from ainotes_site.pipeline.remote_images.ssrf import Address, Allowed, is_public, place
from ainotes_site.pipeline.report import Stopwatch
from ainotes_site.pipeline.stages.link import link_sources
from ainotes_site.pipeline.stages.scan import SourceFile, digest
from ainotes_site.render.image_rewrite import Picture

SAMPLES = Path(__file__).resolve().parents[2] / "cases" / "images"
PNG = (SAMPLES / "plain-7x5.png").read_bytes()
JPEG = (SAMPLES / "on-its-side-5x7.jpg").read_bytes()


def this_machine(address: Address) -> bool:
    """The policy of these tests: the one address of the test's own server."""
    return address == ip_address("127.0.0.1")


@pytest.fixture
def server() -> Iterator[ImageServer]:
    with image_server() as running:
        yield running


def note(urls: Sequence[str]) -> str:
    """A note that shows the images."""
    return "# 图\n\n看图。\n\n" + "\n\n".join(f"![曲线 {number}]({url})" for number, url in enumerate(urls)) + "\n"


def bring(
    markdown: str,
    root: Path,
    allowed: Allowed = this_machine,
    limits: Limits = LIMITS,
    refused: dict[str, Why] | None = None,
    path: str = "a.md",
) -> Pictures:
    """The pictures of one note; the cache is `root/images`, the site `root/site`."""
    data = markdown.encode()
    library = link_sources([SourceFile(path, data, digest(data))]).library
    outputs = Outputs(FolderTarget(root / "site"), Manifest(), ())
    known = {} if refused is None else refused
    return pictures(library, outputs, root / "images", Stopwatch(), allowed=allowed, limits=limits, refused=known)


def published(root: Path) -> dict[str, bytes]:
    folder = root / "site" / "assets" / "images" / "remote"
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def dead_url() -> str:
    """Where nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{unused.getsockname()[1]}/x.png"


def test_image_is_copied_under_the_digest_of_its_content(server: ImageServer, tmp_path: Path) -> None:
    url = server.give("/图 1.png?size=大&x=%20", PNG)
    server.routes["/%E5%9B%BE%201.png?size=%E5%A4%A7&x=%20"] = body(PNG)
    brought = bring(f"# 图\n\n![曲线](<{url}>)\n", tmp_path)
    assert [(picture.width, picture.height) for picture in brought.copies.values()] == [(7, 5)]
    assert published(tmp_path) == {f"{digest(PNG).hex()}.png": PNG}
    assert brought.missing == ()


def test_bytes_say_what_an_image_is_and_names_do_not(server: ImageServer, tmp_path: Path) -> None:
    url = server.give("/photo.png", body(JPEG, kind="text/plain"))
    path = f"assets/images/remote/{digest(JPEG).hex()}.jpg"
    assert bring(note([url]), tmp_path).copies == {url: Picture(path, 5, 7)}


def test_two_addresses_of_one_image_share_a_copy(server: ImageServer, tmp_path: Path) -> None:
    urls = [server.give("/a.png", PNG), server.give("/b.png", redirect("c.png")), server.give("/c.png", PNG)]
    assert set(bring(note(urls[:2]), tmp_path).copies) == set(urls[:2])
    assert len(published(tmp_path)) == 1


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 and its key, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl; install it to test https")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([*command.split(), "-keyout", f"{path}.key", "-out", path], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.key").read_bytes())
    return path


def test_over_https_only_trusted_certificates_will_do(
    certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with image_server(certificate) as server:
        url = server.give("/a.png", PNG)
        assert bring(note([url]), tmp_path).missing == ((url, Why.UNREACHABLE),)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert set(bring(note([url]), tmp_path).copies) == {url}


REFUSALS: dict[str, tuple[Route, Why]] = {
    "a page with the name of an image": (body(b"<!DOCTYPE html><title>x</title>"), Why.TYPE),
    "SVG": (body(b"<svg xmlns='http://www.w3.org/2000/svg'/>", kind="image/svg+xml"), Why.TYPE),
    "more bytes than allowed, announced": (body(PNG + bytes(5_000)), Why.LARGE),
    "more bytes than allowed, without end": (endless(PNG), Why.LARGE),
    "more pixels than allowed": (body((SAMPLES / "wide-300x2.png").read_bytes()), Why.LARGE),
    "a byte now and then": (endless(b"x", pause=0.05), Why.SLOW),
    "a header that never ends": (endless_head, Why.SLOW),
    "no answer": (mute, Why.SLOW),
    "less than was promised": (body(PNG, promised=len(PNG) + 1), Why.UNREACHABLE),
    "a redirect to itself": (redirect("/x.png"), Why.REDIRECTS),
    "a redirect to the network of the builder": (redirect("http://10.0.0.1/secret.png"), Why.PRIVATE),
    "a redirect to a file": (redirect("file:///etc/hostname"), Why.ADDRESS),
    "a redirect that is no URL": (redirect("http://[x"), Why.ADDRESS),
    "a redirect to nowhere": (status(302), Why.MISSING),
    "gone": (status(410), Why.MISSING),
    "overloaded": (status(503), Why.BUSY),
    "asked too often": (status(429), Why.BUSY),
}


@pytest.mark.parametrize("story", REFUSALS)
def test_what_is_refused_and_why(server: ImageServer, tmp_path: Path, story: str) -> None:
    route, why = REFUSALS[story]
    url = server.give("/x.png", route)
    limits = replace(LIMITS, image_bytes=2_000, pixels=500, image_seconds=0.5)
    assert bring(note([url]), tmp_path, limits=limits) == Pictures({}, ((url, why),))
    assert published(tmp_path) == {}


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:192.168.1.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "100:0:0:1::1",
    "2002:101:101::1",
    "2620:4f:8000::1",
    "192.88.99.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.175.48.1",
    "198.18.0.1",
    "64:ff9b::c058:6301",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_this_machine_and_its_network_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@given(st.ip_addresses())
def test_no_address_is_public_that_python_knows_to_be_special(address: Address) -> None:
    inner = getattr(address, "ipv4_mapped", None) or address
    assert not is_public(address) or inner.is_global or address in ip_network("64:ff9b::/96")


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "user@127.0.0.1"])
def test_no_name_leads_to_this_machine(server: ImageServer, tmp_path: Path, host: str) -> None:
    url = f"http://{host}:{server.port}/x.png"
    server.give("/x.png", PNG)
    assert bring(note([url]), tmp_path, allowed=is_public).missing == ((url, Why.PRIVATE),)
    assert server.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x.png", "http:///x.png", "http://a b/x", "http://a:99999/", "http://[/"]
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    with pytest.raises(FetchError) as refused:
        place(url)
    assert refused.value.why is Why.ADDRESS


def test_second_build_asks_nothing(server: ImageServer, tmp_path: Path) -> None:
    urls = [server.give("/a.png", PNG), server.give("/b.jpg", JPEG)]
    first = bring(note(urls), tmp_path)
    server.asked.clear()
    assert bring(note(urls), tmp_path) == first
    assert server.asked == []


def test_what_failed_is_asked_again_by_the_next_run_and_not_by_the_same(server: ImageServer, tmp_path: Path) -> None:
    url = server.give("/a.png", status(503))
    refused: dict[str, Why] = {}
    assert not bring(note([url]), tmp_path, refused=refused).settled
    server.give("/a.png", PNG)
    assert bring(note([url]), tmp_path, refused=refused).missing == ((url, Why.BUSY),)
    assert server.asked == ["/a.png"]
    assert bring(note([url]), tmp_path).settled
    assert len(published(tmp_path)) == 1


def test_damaged_copy_is_fetched_again(server: ImageServer, tmp_path: Path) -> None:
    url = server.give("/a.png", PNG)
    bring(note([url]), tmp_path)
    (kept,) = (tmp_path / "images").iterdir()
    kept.write_bytes(b"damaged")
    (tmp_path / "site" / "assets" / "images" / "remote" / f"{digest(PNG).hex()}.png").unlink()
    assert url in bring(note([url]), tmp_path).copies
    assert list(published(tmp_path).values()) == [PNG]
    assert kept.read_bytes() == PNG


def test_copies_that_no_note_shows_any_more_are_removed(server: ImageServer, tmp_path: Path) -> None:
    urls = [server.give("/a.png", PNG), server.give("/b.jpg", JPEG)]
    bring(note(urls), tmp_path)
    assert len(list((tmp_path / "images").iterdir())) == 2
    bring(note(urls[1:]), tmp_path)
    assert [path.read_bytes() for path in (tmp_path / "images").iterdir()] == [JPEG]


def test_only_what_pages_show_is_asked_for(server: ImageServer, tmp_path: Path) -> None:
    server.give("/shown.png", PNG)
    server.give("/html.png", PNG)
    bring(
        f"# 图\n\n![曲线]({server.url('/shown.png')}) <img src='{server.url('/html.png')}'>\n\n"
        f"`![代码]({server.url('/code.png')})` [链接]({server.url('/linked.png')}) <!-- ![]({server.url('/hidden.png')}) -->\n",
        tmp_path,
    )
    assert sorted(server.asked) == ["/html.png", "/shown.png"]


def test_images_in_definitions_are_brought_too(server: ImageServer, tmp_path: Path) -> None:
    url = server.give("/a.png", PNG)
    terms = f"---\nformat: glossary\n---\n# 术语\n\n- **困惑度（Perplexity）**：见图 ![曲线]({url})\n- **损失**：越小越好。\n"
    assert set(bring(terms, tmp_path, path="glossary/terms.md").copies) == {url}


def test_without_a_network_a_few_hosts_are_tried_and_the_rest_is_left(tmp_path: Path) -> None:
    urls = [dead_url() for _ in range(60)]
    brought = bring(note(urls), tmp_path)
    reasons = [why for _, why in brought.missing]
    assert brought.copies == {}
    assert reasons.count(Why.SKIPPED) >= 60 - LIMITS.threads - 3
    assert set(reasons) == {Why.SKIPPED, Why.UNREACHABLE}
    assert not brought.settled


def test_dead_host_does_not_keep_others_from_being_asked(server: ImageServer, tmp_path: Path) -> None:
    gone = dead_url()
    urls = [f"{gone}?{number}" for number in range(40)] + [server.give(f"/{number}.png", PNG) for number in range(5)]
    brought = bring(note(urls), tmp_path, limits=replace(LIMITS, threads=1))
    assert len(brought.copies) == 5
    assert [why for _, why in brought.missing].count(Why.UNREACHABLE) == 2


def test_network_that_swallows_everything_is_given_up(server: ImageServer, tmp_path: Path) -> None:
    urls = [server.give(f"/{number}.png", mute) for number in range(20)]
    brought = bring(note(urls), tmp_path, limits=replace(LIMITS, image_seconds=600, silent_seconds=0.3))
    assert [why for _, why in brought.missing] == [Why.SKIPPED] * 20


def test_time_for_all_images_is_limited_and_what_came_is_kept(server: ImageServer, tmp_path: Path) -> None:
    good = server.give("/a.png", PNG)
    urls = [server.give(f"/{number}.png", endless(b"x", pause=0.05)) for number in range(4)]
    brought = bring(note([good, *urls]), tmp_path, limits=replace(LIMITS, image_seconds=600, all_seconds=1.0))
    assert set(brought.copies) == {good}
    assert [why for _, why in brought.missing] == [Why.SKIPPED] * 4


@pytest.fixture
def knowledge(tmp_path: Path) -> Callable[[str, bool], Base]:
    """A knowledge base of one note."""
    base = Base(tmp_path / "base")
    base.notes.mkdir(parents=True)

    def write(url: str, fetched: bool) -> Base:
        (base.root / "mkdocs.yml").write_text(
            "site_name: 图\ndocs_dir: notes\nuse_directory_urls: false\ntheme: {name: material, font: false}\n"
            f"plugins:\n  - ainotes/entries: {{fetch_images: {str(fetched).lower()}}}\n",
            encoding="utf-8",
        )
        text = f"---\ntitle: 损失曲线\ndate: 2025-01-01\n---\n训练时损失下降。\n\n![损失随步数下降]({url})\n"
        (base.notes / "loss.md").write_text(text, encoding="utf-8")
        return base

    return write


def test_built_pages_show_the_copy_or_a_link_and_a_site_that_fetches_nothing_asks_nobody(
    server: ImageServer, knowledge: Callable[[str, bool], Base], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.give("/loss.png", PNG)
    resolved: list[str] = []

    def offline(host: str, *_: object, **__: object) -> None:
        resolved.append(host)
        raise socket.gaierror

    with monkeypatch.context() as network:
        network.setattr(socket, "getaddrinfo", offline)
        base = knowledge(url, False)
        assert base.build(strict=True).missing == ()
        assert resolved == []
        knowledge(url, True)
        for _ in range(2):
            report = base.build(strict=True)
            assert report.missing == ((url, Why.UNREACHABLE),)
            assert not report.unchanged
        assert resolved == ["127.0.0.1"]
        page = (base.site / "entries" / "loss.html").read_text(encoding="utf-8")
        assert f'class="an-image-away" href="{url}"' in page
        assert f'src="{url}' not in page

    bring((base.notes / "loss.md").read_text(encoding="utf-8"), base.root / "other")
    (base.root / "other" / "images").rename(base.cache / "images")
    server.asked.clear()
    assert base.build(strict=True).missing == ()
    page = (base.site / "entries" / "loss.html").read_text(encoding="utf-8")
    assert (
        f'<img src="../assets/images/remote/{digest(PNG).hex()}.png" alt="损失随步数下降" width="7" height="5"' in page
    )
    assert published(base.root)[f"{digest(PNG).hex()}.png"] == PNG
    assert base.build(strict=True).unchanged
    assert server.asked == []
