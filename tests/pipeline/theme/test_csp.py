"""The policy of a page: what the theme's own page runs is in it, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256

import pytest
from tests.pipeline.base import Base

from ainotes_site.pipeline.theme.csp import policy_errors, with_policy

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def policy(html: str) -> dict[str, list[str]]:
    """Sources by directive."""
    found = META.search(html)
    assert found
    return {name: sources for name, *sources in (directive.split() for directive in found[1].split(";"))}


def page(body: str) -> str:
    return f"<!doctype html><html><head><meta charset=utf-8><title>x</title></head><body>{body}</body></html>"


def hashed(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def test_it_stands_behind_the_encoding_and_before_all_else() -> None:
    assert with_policy(page("")).startswith(
        '<!doctype html><html><head><meta charset=utf-8>\n<meta http-equiv="Content-Security-Policy" content="default-src'
    )


def test_what_is_refused_in_any_page() -> None:
    found = policy(with_policy(page("")))
    assert (found["object-src"], found["base-uri"], found["form-action"]) == (
        ["'none'"],
        ["'none'"],
        ["'self'", "file:"],
    )
    assert found["script-src"] == found["default-src"] == ["'self'"]
    assert "connect-src" not in found and "https:" in found["img-src"]


@pytest.mark.parametrize(
    ("script", "sources"),
    [
        ("<script>one()</script>", [hashed("one()")]),
        ("<SCRIPT >a < b && c</SCRIPT>", [hashed("a < b && c")]),
        ("<script>a\r\nb\rc</script>", [hashed("a\nb\nc")]),
        ('<script type="module">one()</script>', [hashed("one()")]),
        ('<script type="application/json">{}</script>', []),
        ("<script>one()</script><script>one()</script>", [hashed("one()")]),
        ("<!-- <script>one()</script> -->", []),
        ('<script src="a.js"></script>', []),
        ('<script src="https://cdn.example/lib@3/x.js?y"></script>', ["https://cdn.example/lib@3/"]),
        ('<script src="//cdn.example/x.js"></script>', ["cdn.example/"]),
        ('<a onclick="go(&quot;x&quot;)">x</a>', ["'unsafe-hashes'", hashed('go("x")')]),
    ],
)
def test_scripts_of_the_theme_and_of_other_plugins_are_named(script: str, sources: list[str]) -> None:
    assert policy(with_policy(page(script)))["script-src"] == ["'self'", *sources]


def test_what_a_trusted_page_embeds_is_named() -> None:
    html = page(
        '<iframe src="https://video.example/embed/1"></iframe><link rel=stylesheet href="https://fonts.example/css?a">'
        '<object data="x.pdf"></object>'
    )
    found = policy(with_policy(html))
    assert found["frame-src"] == ["'self'", "https://video.example/embed/"]
    assert "https://fonts.example/" in found["style-src"] and "https:" in found["font-src"]
    assert found["object-src"] == ["'none'"]


def test_an_owner_adds_sources() -> None:
    found = policy(
        with_policy(page("<script>x</script>"), {"object-src": "'self'", "connect-src": ["https://a.example"]})
    )
    assert found["object-src"] == ["'self'"]
    assert found["connect-src"] == ["'self'", "https://a.example"]
    loose = policy(with_policy(page("<script>x</script>"), {"script-src": ["'unsafe-inline'"]}))
    assert loose["script-src"] == ["'self'", "'unsafe-inline'"]


@pytest.mark.parametrize(
    "wrong", [{"script src": []}, {"script-src": ["a b"]}, {"script-src": 'x">'}, {"x;y": []}, {3: []}]
)
def test_additions_that_would_break_out_are_named(wrong: dict[object, object]) -> None:
    assert policy_errors(wrong)


def test_every_page_of_a_site_has_one_and_runs_what_it_names(base: Base) -> None:
    for file in base.site.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        named = policy(html)
        for attributes, script in re.findall(r"<script(\s[^>]*)?>(.*?)</script>", html, re.DOTALL):
            if "src=" not in attributes and "json" not in attributes:
                assert hashed(script) in named["script-src"], file
        assert named["base-uri"] == (["'self'"] if file.name == "404.html" else ["'none'"])


def test_it_can_be_extended_and_switched_off(base: Base) -> None:
    config = base.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("pages: [about.md]", "pages: [about.md]\n      csp: {connect-src: 'https://a.example'}")
    )
    base.build()
    assert "connect-src 'self' https://a.example" in (base.site / "index.html").read_text(encoding="utf-8")
    config.write_text(text.replace("pages: [about.md]", "pages: [about.md]\n      csp: false"), encoding="utf-8")
    base.build()
    assert not [file for file in base.site.rglob("*.html") if META.search(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    "begin", ["<!DOCTYPE html>\n<title>x</title>", "<html lang=en><title>x</title>", "<!doctype html><html>"]
)
def test_a_page_that_leaves_the_tag_of_its_head_out_has_one_too(begin: str) -> None:
    html = with_policy(f"{begin}<p>x<script>go()</script>")
    assert policy(html)["script-src"] == ["'self'", hashed("go()")]
    assert html.index("<meta") < html.index("<p>")
    assert html.lower().index("<!doctype" if "doctype" in begin.lower() else "<html") == 0


_HOOKS = """
from pathlib import Path

PAGE = "<!doctype html><html><head><meta charset=utf-8><title>Moved</title><script>location.replace('index.html')</script></head></html>"
FILES = {
    "old/place.html": PAGE,
    "bare.htm": "<!doctype html><title>x</title><p onclick='go()'>x",
    "part.html": "<p>to be put into another page</p>",
    "own.html": PAGE.replace("<title>", '<meta content="default-src *" HTTP-EQUIV="Content-Security-Policy"><title>'),
}

def on_post_build(config):
    for name, text in FILES.items():
        path = Path(config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    Path(config.site_dir, "latin.html").write_bytes(PAGE.encode() + b"\\xff")
"""


@pytest.mark.parametrize("plain", [False, True])
def test_pages_that_other_plugins_write_as_files_have_one(base: Base, plain: bool) -> None:
    config = base.root / "mkdocs.yml"
    config.write_text(f"{config.read_text(encoding='utf-8')}\nhooks: [hooks.py]\n", encoding="utf-8")
    (base.root / "hooks.py").write_text(_HOOKS, encoding="utf-8")
    if plain:
        command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config)]
        subprocess.run(command, check=True, capture_output=True)
    else:
        base.build()
    pages = {path.name: path.read_bytes() for path in base.site.rglob("*.htm*")}
    assert policy(pages["place.html"].decode())["script-src"] == ["'self'", hashed("location.replace('index.html')")]
    assert policy(pages["bare.htm"].decode())["script-src"] == ["'self'", "'unsafe-hashes'", hashed("go()")]
    assert pages["part.html"] == b"<p>to be put into another page</p>"
    assert pages["own.html"].lower().count(b"content-security-policy") == 1
    assert b"Content-Security-Policy" not in pages["latin.html"]


@pytest.mark.parametrize(
    ("module", "listed", "page"),
    [
        ("mkdocs_redirects", "redirects: {redirect_maps: {before.md: about.md}}", "before.html"),
        ("mkdocs_print_site_plugin", "print-site: {}", "print_page.html"),
    ],
)
def test_the_pages_of_known_plugins_have_one(base: Base, module: str, listed: str, page: str) -> None:
    pytest.importorskip(module)
    config = base.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("plugins:\n", f"plugins:\n  - {listed}\n"), encoding="utf-8")
    base.build()
    html = (base.site / page).read_text(encoding="utf-8")
    scripts = re.findall(r"""<script(?: type="text/javascript")?>(.*?)</script>""", html, re.DOTALL)
    assert scripts and set(map(hashed, scripts)) <= set(policy(html)["script-src"])
    assert html.index("Content-Security-Policy") < html.index("<script")
