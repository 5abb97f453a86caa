"""The small tools of the pages: contents lists, pictures, anchors, charts, places in the graph."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ainotes_site.render
from ainotes_site.i18n import text
from ainotes_site.i18n.pages import PAGES
from ainotes_site.markup.result import EntryHeading
from ainotes_site.model import Entry, EntryId, Kind, Span
from ainotes_site.readers import READERS
from ainotes_site.render.charts import bars, heat
from ainotes_site.render.definitions import PLAIN_LENGTH, plain
from ainotes_site.render.html_rewrite import embed
from ainotes_site.render.image_rewrite import Picture, localise
from ainotes_site.render.pages.graph_layout import disc_radius, pack
from ainotes_site.render.table_of_contents import toc_html
from ainotes_site.render.view_models import day


def on(date: str) -> Entry:
    return Entry(EntryId(date), date, Kind.NOTE, "", Span("a.md", 1, 1), date=date)


def test_a_contents_list_nests_by_level_whatever_levels_are_skipped() -> None:
    shown = toc_html(
        [
            EntryHeading(2, "一", "a"),
            EntryHeading(4, "二 & 三", "b"),
            EntryHeading(3, "四", "c"),
            EntryHeading(2, "五", "d"),
        ]
    )
    outline = re.sub(r"<(?!/?(?:ul|li)\b)[^>]*>|本页目录", "", shown)
    outline = re.sub(r"<(ul|li) [^>]*>", r"<\1>", outline)
    assert outline == "<ul><li>一<ul><li>二 &amp; 三</li><li>四</li></ul></li><li>五</li></ul>"
    assert 'href="#b"' in shown and 'data-md-component="toc"' in shown


def test_a_page_without_headings_has_an_empty_contents_list() -> None:
    assert "<li" not in toc_html([])


@pytest.mark.parametrize("source", ["https://a.example/x.png", "http://a.example/x.png", "//a.example/x.png"])
def test_a_remote_image_becomes_a_link_to_the_original(source: str) -> None:
    shown = localise(f'<p><img src="{source}" alt="损失曲线 > 1"></p>', {}, "../", "zh")
    assert "<img" not in shown
    assert "损失曲线 &gt; 1" in shown and "a.example" in shown


def test_a_name_that_an_editor_gave_is_no_caption() -> None:
    for name in ("image.png", "image", "img_2024", "图片", "Screenshot 1.jpg"):
        shown = localise(f'<img src="https://a.example/x" alt="{name}">', {}, "", "zh")
        assert '__caption">图片<' in shown or (name == "img_2024" and "img" in shown)


def test_a_fetched_image_is_shown_from_the_site_with_its_size() -> None:
    pictures = {"https://a.example/x.png?a=1&b=2": Picture("images/x.png", 640, 480)}
    shown = localise('<img src="https://a.example/x.png?a=1&amp;b=2" alt="图">', pictures, "../", "zh")
    assert shown == '<img src="../images/x.png" alt="图" width="640" height="480" loading="lazy" decoding="async">'


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (' width="320"', ' width="320" height="240"'),
        (' width="100" height="50"', ' width="100" height="50"'),
        (' width="50%"', ' width="640" height="480"'),
        (' height="50"', ' width="640" height="480"'),
    ],
)
def test_a_fetched_image_keeps_the_size_that_the_note_asks_for(asked: str, shown: str) -> None:
    pictures = {"https://a.example/x.png": Picture("images/x.png", 640, 480)}
    assert f"{shown} loading" in localise(f'<img src="https://a.example/x.png" alt=""{asked}>', pictures, "", "zh")


def test_an_image_of_the_site_stays_and_loads_late() -> None:
    assert localise('<img src="../img/a.svg" alt="">', {}, "", "zh") == (
        '<img loading="lazy" decoding="async" src="../img/a.svg" alt="">'
    )


def test_code_that_speaks_of_images_stays_as_it_is() -> None:
    code = '<code>&lt;img src="https://a.example/x.png"&gt;</code>'
    assert localise(code, {}, "", "zh") == code


def test_entries_on_one_page_keep_their_anchors_apart() -> None:
    html = '<h2 id="a">甲</h2><p><a href="#a">上</a> <a href="x.html#a">外</a> id="a" #a</p><h6 id="b">乙</h6>'
    assert embed(html, "one", 1) == (
        '<h3 id="one--a">甲</h3><p><a href="#one--a">上</a> <a href="x.html#a">外</a> id="a" #a</p>'
        '<h6 id="one--b">乙</h6>'
    )


def test_months_without_entries_are_bars_of_no_height() -> None:
    drawn = bars([on("2024-01-05"), on("2024-03-01"), on("2024-03-09")], "zh")
    assert [(bar.iso, bar.total, bar.height) for bar in drawn] == [
        ("2024-01", 1, 50),
        ("2024-02", 0, 0),
        ("2024-03", 2, 100),
    ]


def test_a_long_time_is_drawn_in_years() -> None:
    assert [bar.iso for bar in bars([on("2019-05-01"), on("2024-03")], "zh")] == [
        str(year) for year in range(2019, 2025)
    ]


def test_years_without_a_month_are_drawn_in_years() -> None:
    drawn = bars([on("2022"), on("2021"), on("2022")], "zh")
    assert [(bar.iso, bar.total) for bar in drawn] == [("2021", 1), ("2022", 2)]
    drawn = bars([on("2019-05-01"), on("2021"), on("2024-03")], "zh")
    assert {bar.iso: bar.total for bar in drawn}["2021"] == 1
    drawn = bars([on("2023"), on("2023"), on("2023-05-01"), on("2024-01-02")], "zh")
    assert [(bar.iso, bar.total) for bar in drawn] == [("2023", 3), ("2024", 1)]


@pytest.mark.parametrize(("total", "english"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (11, "11 entries")])
def test_english_has_a_form_for_one(total: int, english: str) -> None:
    assert text("page.entries", "en", total=total) == english
    assert text("page.entries", "zh", total=total) == f"{total} 条"


def test_years_are_written_at_bars_where_there_is_room() -> None:
    months = bars([on("2023-11-05"), on("2024-08-01")], "zh")
    assert {bar.iso: bar.label for bar in months if bar.label} == {"2024-01": "2024"}
    assert [bar.label for bar in bars([on("2024-03-05"), on("2024-06-01")], "zh")] == ["2024", "", "", ""]
    years = bars([on(f"{year}") for year in range(2005, 2025)], "zh")
    assert 4 <= sum(bool(bar.label) for bar in years) <= 8 and years[-1].label == "2024"


def test_a_single_bar_is_not_drawn_and_inferred_dates_only_where_there_are_no_others() -> None:
    assert bars([on("2024-03-05"), on("2024-03-06")], "zh") == ()
    inferred = [replace(on(date), date_inferred=True) for date in ("2020-01-02", "2021-01-02")]
    assert [bar.iso for bar in bars([on("2024"), on("2023"), *inferred], "zh")] == ["2023", "2024"]
    assert len(bars(inferred, "zh")) == 13


def test_undated_entries_are_in_no_chart() -> None:
    entry = Entry(EntryId("a"), "a", Kind.NOTE, "", Span("a.md", 1, 1))
    assert bars([entry], "zh") == ()


def test_a_heat_map_has_every_day_of_its_year_in_its_place() -> None:
    cells = heat(2024, [on("2024-12-31"), on("2024-12-31"), on("2024-01-01"), on("2023-12-31"), on("2024-02")])
    assert len(cells) == 366
    assert (cells[0].iso, cells[0].week, cells[0].weekday, cells[0].shade) == ("2024-01-01", 0, 0, 2)
    assert (cells[-1].iso, cells[-1].weekday, cells[-1].total, cells[-1].shade) == ("2024-12-31", 1, 2, 4)
    assert sum(cell.total for cell in cells) == 3


@pytest.mark.parametrize(
    ("date", "chinese"),
    [("2024-04-01", "2024 年 4 月 1 日"), ("2024-04", "2024 年 4 月"), ("2024", "2024 年"), (None, "")],
)
def test_dates_are_written_as_people_write_them(date: str | None, chinese: str) -> None:
    assert day(date, "zh").words == chinese
    assert day(date, "en").words == (date or "")


@settings(max_examples=60)
@given(st.lists(st.integers(0, 80), max_size=24), st.randoms(use_true_random=False))
def test_discs_of_the_graph_never_overlap(sizes: list[int], chance: object) -> None:
    radii = [disc_radius(size) for size in sizes]
    bonds = {pair: (pair[0] * 7 + pair[1] * 3) % 5 for pair in combinations(range(len(radii)), 2)}
    placed = pack(radii, {pair: weight for pair, weight in bonds.items() if weight})
    for one, other in combinations(placed, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius


@given(st.text(max_size=400))
@settings(max_examples=80)
def test_the_start_of_a_definition_fits_a_card(text: str) -> None:
    assert len(plain(text)) <= PLAIN_LENGTH


def test_the_start_of_a_definition_ends_with_a_sentence() -> None:
    text = "第一句说了很多话，" * 8 + "到此为止。" + "第二句也很长，" * 20
    assert plain(text).endswith("到此为止。")


def test_every_word_of_the_templates_exists_in_both_languages() -> None:
    folder = Path(ainotes_site.render.__file__).parent
    used = {
        key
        for path in (*folder.glob("templates/*.html"), *folder.glob("*.py"))
        for key in re.findall(r"""\b(?:t|text)\(\s*["']([a-z_.]+)["']""", path.read_text(encoding="utf-8"))
        if not key.endswith(".")
    }
    assert len(used) > 60
    assert used <= PAGES.keys()
    assert all((chinese and english) or key == "timeline.month.unit" for key, (chinese, english) in PAGES.items())


def test_both_languages_fill_in_the_same_values() -> None:
    for chinese, english in PAGES.values():
        assert set(re.findall(r"\{(\w+)\}", chinese)) >= set(re.findall(r"\{(\w+)\}", english))


def test_every_format_and_kind_has_a_name() -> None:
    names = [f"format.{name}" for name in READERS] + [f"kind.{kind}" for kind in Kind]
    assert set(names) <= PAGES.keys()
