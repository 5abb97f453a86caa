"""Kind and size of an image are told from its bytes, whatever they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ainotes_site.model import PictureSize
from ainotes_site.pipeline.remote_images.image_formats import Measured, measure, picture_size

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "cases" / "images").iterdir())
"""Files of a well-known encoder; each name ends in the size that browsers draw."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_kind_and_size_are_those_that_browsers_see(path: Path) -> None:
    size = re.search(r"-(\d+)x(\d+)\.(\w+)$", path.name)
    assert size is not None
    assert measure(path.read_bytes()) == Measured(size[3], int(size[1]), int(size[2]))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", id="SVG, which can run scripts"
        ),
        pytest.param(b"<?xml version='1.0'?><svg/>", id="SVG after an XML declaration"),
        pytest.param(b"<!DOCTYPE html><title>404</title>", id="a page that says sorry"),
        pytest.param(b"BM" + bytes(60), id="a bitmap"),
        pytest.param(b"II*\0" + bytes(60), id="a TIFF"),
        pytest.param(b"\0\0\0\x18ftypmp42" + bytes(60), id="a film in the container that AVIF uses"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(16), id="a PNG without extent"),
        pytest.param(b"\xff\xd8\xff" + b"\xff" * 100_000, id="a JPEG of nothing but padding"),
    ],
)
def test_anything_else_is_no_image(data: bytes) -> None:
    assert measure(data) is None


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('<svg width="9" height="7.6px" viewBox="0 0 1 1">', PictureSize(9, 8)),
        ("<?xml version='1.0'?><svg viewBox='0, 0, 640 280.2'>", PictureSize(640, 280)),
        ('<svg width="100%" viewBox="0 0 640 280">', None),
        ('<svg viewBox="0 0 1e999 nan"/>', None),
        ('<svg viewBox="0 0 24 12"/>', PictureSize(300, 150)),
        ('<svg viewBox="0 0 0 9"/>', None),
        ("<svg/>", None),
        ("<title>404</title>", None),
    ],
)
def test_a_drawing_has_the_size_or_the_proportions_that_it_states(root: str, size: PictureSize | None) -> None:
    assert picture_size(root.encode()) == size


@settings(max_examples=300)
@given(st.sampled_from(SAMPLES), st.data())
def test_damaged_images_are_measured_or_refused(path: Path, chance: st.DataObject) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.draw(st.integers(0, 6))):
        data[chance.draw(st.integers(0, len(data) - 1))] = chance.draw(st.integers(0, 255))
    damaged = bytes(data[: chance.draw(st.integers(0, len(data)))])
    found, size = measure(damaged), picture_size(damaged)
    assert found is None or (found.width > 0 and found.height > 0)
    assert size == (found and PictureSize(found.width, found.height)) or b"<svg" in damaged
