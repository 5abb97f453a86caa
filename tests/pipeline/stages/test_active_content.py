"""Which files beside the notes a browser would run something from: decided by parsing, never by trust."""

from __future__ import annotations

import time

import pytest

from ainotes_site.pipeline.stages.active_content import Inspection, is_active

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        '<rect fill="url(#g)" style="fill:url(\'#g\')"/>',
        "<style>a{fill:url(#x)} /* https://a.example */</style>",
        '<image href="data:image/png;base64,xx"/>',
        '<image xlink:href="beside.png"/>',
        '<use href="#a"/>',
        '<a xlink:href="https://a.example/"><text>x</text></a>',
        '<animate attributeName="fill" values="red;blue" dur="1s"/>',
        '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml" style="color:red">label<br/></div></foreignObject>',
        '<metadata><x:y xmlns:x="urn:x" x:z="1"/></metadata>',
        "<text>javascript:alert(1)</text>",
    ],
)
def test_a_picture_that_only_shows_something_is_passive(inside: str) -> None:
    assert not is_active("a.svg", (SVG % inside).encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        '<rect onload="alert(1)"/>',
        '<a href="javas&#10;cript:alert(1)"/>',
        '<a xlink:href=" javascript:alert(1)"/>',
        '<a href="data:text/html,x"/>',
        '<set attributeName="href" to="x"/>',
        '<animate attributeName="xlink:href" values="a;javascript:alert(1)"/>',
        '<image href="https://a.example/x.png"/>',
        '<image href="//a.example/x.png"/>',
        '<use href="data:image/svg+xml,x#y"/>',
        '<rect fill="url(https://a.example/x)"/>',
        '<style>@import "x.css";</style>',
        "<style>a{fill:u\\72 l(https://a.example)}</style>",
        "<style>a{fill:u/**/rl(https://a.example)}</style>",
        '<g xml:base="https://a.example/"/>',
        '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml" onclick="alert(1)"/></foreignObject>',
        '<foreignObject><form xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<handler type="text/javascript">alert(1)</handler>',
        '<?xml-stylesheet href="x.xsl" type="text/xsl"?>',
        "<rect",
    ],
)
def test_a_picture_that_runs_or_fetches_something_is_active(inside: str) -> None:
    assert is_active("a.svg", (SVG % inside).encode())


def with_declaration(declaration: str, inside: str) -> bytes:
    return (f"<!DOCTYPE svg [{declaration}]>" + SVG % inside).encode()


def test_entities_hide_nothing_and_do_not_grow() -> None:
    assert is_active("a.svg", with_declaration('<!ENTITY x "javascript:alert(1)">', '<a href="&x;"/>'))
    assert is_active("a.svg", with_declaration('<!ATTLIST rect onload CDATA "alert(1)">', "<rect/>"))
    assert not is_active("a.svg", with_declaration('<!ENTITY x "label">', "<text>&x;</text>"))
    bomb = ['<!ENTITY x0 "a">', *(f'<!ENTITY x{at + 1} "' + f"&x{at};" * 100 + '">' for at in range(9))]
    assert is_active("a.svg", with_declaration("".join(bomb), "<text>&x9;</text>"))


def test_an_encoding_that_browsers_may_read_otherwise_is_active() -> None:
    for encoding, active in (("utf-8", False), ("utf-16", False), ("cp037", True), ("utf-7", True)):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{SVG % ""}'
        assert is_active("a.svg", declared.encode("utf-16" if encoding == "utf-16" else "ascii")) is active


@pytest.mark.parametrize(
    ("path", "data", "expected"),
    [
        ("a.html", b"", True),
        ("A.HTM", b"", True),
        ("a.html. ", b"", True),
        ("a.mjs", b"", True),
        ("a.png", b"\x89PNG\r\n", False),
        ("a.png", b"<html>", True),
        ("a.bin", b"\n <!DOCTYPE html>", True),
        ("a.bin", b"\xff\xfe" + "<script>".encode("utf-16-le"), True),
        ("a.bin", b"<bold>", False),
        ("a.txt", b"<html>", False),
        ("LICENSE", b"MIT", False),
        ("feed.xml", b"<?xml version='1.0'?><feed/>", False),
        ("page.xml", b'<html xmlns="http://www.w3.org/1999/xhtml"><body onload="x"/></html>', True),
    ],
)
def test_the_name_and_the_beginning_decide_about_other_files(path: str, data: bytes, expected: bool) -> None:
    assert is_active(path, data) is expected


def test_pieces_of_any_size_give_the_same() -> None:
    data = (SVG % "<script/>").encode()
    for size in (1, 7, 64):
        inspection = Inspection("a.svg")
        for start in range(0, len(data), size):
            inspection.feed(data[start : start + size])
        assert inspection.is_active()


@pytest.mark.parametrize(
    "pieces",
    [
        [b"<g>" * 200_000],
        [b"<g/>" * 5_000_000],
        [b'<g d="', *[b"a" * 1_000_000] * 17, b'"/>'],
        [b"<style>", b"/* " * 1_300_000, b"</style>"],
    ],
    ids=["deep", "large", "long value", "comments without an end"],
)
def test_markup_that_would_keep_a_parser_busy_ends_soon(pieces: list[bytes]) -> None:
    begun = time.process_time()
    inspection = Inspection("a.svg")
    for piece in (b'<svg xmlns="http://www.w3.org/2000/svg">', *pieces, b"</svg>"):
        inspection.feed(piece)
    assert inspection.is_active() == (pieces[0] != b"<style>")
    assert time.process_time() - begun < 30
