"""Slugs, links between pages, and URLs freed of tracking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ainotes_site.urls import SLUG_LENGTH, pinyin, relative, slug, without_tracking


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("注意力机制 (Attention)", "zhu-yi-li-ji-zhi-attention"),
        ("GPT‑5 发布", "gpt-5-fa-bu"),
        ("Ｇｅｍｉｎｉ　１．５", "gemini-1-5"),
        ("Café déjà vu", "cafe-deja-vu"),
        ("绿色的女儿国", "lv-se-de-nv-er-guo"),
        ("軟體工程", "ruan-ti-gong-cheng"),
        ("😀 → ★", ""),
        ("x" * 99, "x" * SLUG_LENGTH),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(max_size=200))
def test_a_slug_is_a_safe_file_name(text: str) -> None:
    made = slug(text)
    assert len(made) <= SLUG_LENGTH
    assert made == "" or all(part.isalnum() and part.isascii() and part == part.lower() for part in made.split("-"))


def test_the_table_agrees_with_a_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    from pypinyin import lazy_pinyin

    common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    assert [pinyin(character) for character in common] == lazy_pinyin(list(common))


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("entries/a.html#x", "topics/rag.html", "../entries/a.html#x"),
        ("entries/a.html", "entries/b.html", "a.html"),
        ("index.html", "index.html", "index.html"),
        ("index.html", "terms/rag.html", "../index.html"),
        ("terms/rag.html", "index.html", "terms/rag.html"),
    ],
)
def test_links_between_pages(target: str, page: str, expected: str) -> None:
    assert relative(target, page) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.bilibili.com/video/BV1/?spm_id_from=333.788&vd_source=ab", "https://www.bilibili.com/video/BV1/"),
        ("https://youtube.com/watch?v=abc&si=xyz&t=10", "https://youtube.com/watch?v=abc&t=10"),
        ("https://example.com/?si=unit&b=2", "https://example.com/?si=unit&b=2"),
        ("https://a.com/?utm_source=x&q=%E4%B8%AD&utm_medium=y#part", "https://a.com/?q=%E4%B8%AD#part"),
        ("https://a.com/?specialist=1", "https://a.com/?specialist=1"),
        ("http://[bad", "http://[bad"),
        ("https://x.com/a/status/1?s=20&t=abc", "https://x.com/a/status/1"),
        ("https://netflix.com/?s=20&t=1", "https://netflix.com/?s=20&t=1"),
        ("mailto:a@b.c?subject=utm", "mailto:a@b.c?subject=utm"),
    ],
)
def test_tracking_goes_and_the_rest_stays(url: str, expected: str) -> None:
    assert without_tracking(url) == expected


@given(st.text(max_size=100))
def test_any_text_is_a_url_as_far_as_cleaning_goes(text: str) -> None:
    assert isinstance(without_tracking(text), str)


@pytest.mark.parametrize("name", ["con", "NUL", "Aux", "com1", "LPT9"])
def test_a_slug_is_no_name_that_windows_keeps_for_a_device(name: str) -> None:
    assert slug(name) == f"{name.lower()}-x"
    assert slug(f"{name} port") == f"{name.lower()}-port"
