"""The page one lands on from a hit: what led there is marked, and nothing else has changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser

ENTRY = "entries/attention-cheatsheet.html"


def landed(page: Page, site: Path, query: str) -> None:
    """The page of the first entry found, as a reader comes to it."""
    page.goto((site / "search.html").as_uri() + f"?q={query}")
    page.locator(".an-hit:not(.an-hit--term) a").first.click()
    page.locator(".an-highlight").wait_for()


def matches(page: Page, text: str, *words: str) -> list[str]:
    """What of `text` is marked for `words`."""
    ranges = page.evaluate(
        "async ([text, words]) => { await ainotes.ui.withEngine(); return ainotes.engine.occurrences(text, words); }",
        [text, list(words)],
    )
    return [_utf16(text, start, end) for start, end in ranges]


def _utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_words_that_led_here_are_marked(page: Page, site: Path) -> None:
    landed(page, site, "梯度稳定")
    assert page.locator("article mark.an-mark").all_inner_texts() == ["梯度稳定"]
    expect(page.locator("mark.an-mark--current")).to_be_in_viewport()


def test_what_was_found_by_pinyin_is_marked_as_it_is_written(page: Page, site: Path) -> None:
    landed(page, site, "zhuyili")
    assert "注意力" in page.locator("article mark.an-mark").all_inner_texts()
    expect(page.locator(".an-highlight__label")).not_to_contain_text("zhuyili")


def test_marks_can_be_cleared_and_the_page_is_as_it_was(page: Page, site: Path) -> None:
    page.goto((site / ENTRY).as_uri())
    before = page.locator("article").evaluate("article => article.innerHTML")
    page.goto((site / ENTRY).as_uri() + "?h=注意力&h=value")
    expect(page.locator("mark.an-mark").first).to_be_attached()
    page.get_by_role("button", name="清除高亮").click()
    expect(page.locator(".an-highlight")).to_have_count(0)
    assert page.locator("article").evaluate("article => article.innerHTML") == before
    assert "h=" not in page.url


def test_marking_changes_no_text_no_link_and_no_code(page: Page, site: Path) -> None:
    for path in ("entries/attention-cheatsheet.html", "sources.html", "glossary.html"):
        page.goto((site / path).as_uri())
        look = """() => ({
            text: document.querySelector("article").textContent,
            links: [...document.querySelectorAll("article a")].map(link => [link.getAttribute("href"), link.textContent]),
            code: [...document.querySelectorAll("article code")].map(code => code.textContent),
        })"""
        before = page.evaluate(look)
        page.goto((site / path).as_uri() + "?h=注意力&h=的&h=RAG&h=a")
        wait_until(page, "document.readyState === 'complete'")
        assert page.evaluate(look) == before


def test_first_match_of_the_section_is_gone_to(page: Page, site: Path) -> None:
    page.goto((site / ENTRY).as_uri())
    page.locator("article").evaluate(
        """article => {
            for (const name of ["甲", "乙"]) {
                const title = document.createElement("h2");
                title.id = name;
                title.textContent = name;
                const text = document.createElement("p");
                text.textContent = "这一节说的是混合专家。";
                text.style.marginBottom = "1500px";
                article.append(title, text);
            }
            location.hash = "乙";
            ainotes.ui.landedWords = () => ["混合专家"];
            ainotes.ui.startHighlight();
        }"""
    )
    expect(page.locator("mark.an-mark--current")).to_be_in_viewport()
    expect(page.locator("mark.an-mark").nth(1)).to_have_class(re.compile("an-mark--current"))
    page.get_by_role("button", name="下一处").click()
    expect(page.locator("mark.an-mark").nth(0)).to_be_in_viewport()


def mark_html(page: Page, site: Path, html: str, *words: str) -> list[str]:
    """The marked texts after marking `words` in `html`."""
    page.goto((site / "index.html").as_uri())
    found: list[str] = page.evaluate(
        """async ([html, words]) => {
            await ainotes.ui.withEngine();
            const root = document.createElement("article");
            root.innerHTML = html;
            document.body.append(root);
            ainotes.ui.highlight(root, words);
            return [...root.querySelectorAll("mark")].map(mark => mark.dataset.anMatch + mark.textContent);
        }""",
        [html, list(words)],
    )
    return found


def test_match_may_run_through_a_link_or_bold_text(page: Page, site: Path) -> None:
    assert mark_html(page, site, "<p>自<b>注意</b><a href='#'>力</a>机制</p>", "注意力机制") == [
        "0注意",
        "0力",
        "0机制",
    ]


def test_match_does_not_run_from_one_paragraph_into_the_next(page: Page, site: Path) -> None:
    assert mark_html(page, site, "<p>注意</p><p>力</p><ul><li>注意<p>力</p></li></ul>", "注意力") == []


def test_scripts_formulas_and_drawings_are_left_alone(page: Page, site: Path) -> None:
    html = "<p>权重<script type='x'>权重</script><svg><text>权重</text></svg><math><mi>权重</mi></math></p>"
    assert mark_html(page, site, html, "权重") == ["0权重"]


def test_chips_are_left_whole(page: Page, site: Path) -> None:
    """The parts of a chip have a gap between them: 自注意力 was shown as 自 注意力."""
    html = (
        "<p>自注意力</p><ul class='an-chips'><li><a href='#'>自注意力</a></li></ul><span class='an-tag'>注意力</span>"
    )
    assert mark_html(page, site, html, "注意力") == ["0注意力"]


def test_code_is_marked_too_and_stays_code(page: Page, site: Path) -> None:
    assert mark_html(page, site, "<pre><code>loss = 权重 * x</code></pre>", "loss", "权重") == ["0loss", "1权重"]


def test_match_in_a_closed_box_opens_it(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.evaluate(
        """() => {
            document.querySelector("article").innerHTML = "<details><summary>更多</summary><p>混合专家</p></details>";
            ainotes.ui.landedWords = () => ["混合专家"];
            ainotes.ui.startHighlight();
        }"""
    )
    expect(page.locator("details")).to_have_attribute("open", "")


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("说的是ＧＰＴ－４。", "gpt", ["ＧＰＴ"]),
        ("Attention 与 ATTENTION", "attention", ["Attention", "ATTENTION"]),
        ("Schrödinger 的猫", "schrodinger", ["Schrödinger"]),
        ("storage 与 RAGs", "rag", ["RAG"]),
        ("一猫二猫", "猫", ["猫", "猫"]),
        ("a b a", "a", []),
        ("𠮷野家", "野家", ["野家"]),
        ("㎏ 与 kg", "kg", ["㎏", "kg"]),
    ],
)
def test_words_are_found_as_a_reader_would(page: Page, site: Path, text: str, word: str, marked: list[str]) -> None:
    page.goto((site / "index.html").as_uri())
    assert matches(page, text, word) == marked


def test_words_that_overlap_or_touch_are_one_mark(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    assert matches(page, "自注意力机制", "注意力", "注意", "意力机") == ["注意力机"]
    assert matches(page, "自注意力机制", "注意", "力机制") == ["注意力机制"]


texts = st.text(st.sampled_from("注意力机制 aA-RＡé𠮷\n。"), max_size=20)


def test_marking_any_text_for_any_words_keeps_it(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(texts, min_size=1, max_size=4), st.lists(texts, max_size=3))
    def check(pieces: list[str], words: list[str]) -> None:
        result: dict[str, Any] = page.evaluate(
            """async ([pieces, words]) => {
                await ainotes.ui.withEngine();
                const root = document.createElement("article");
                for (const piece of pieces) {
                    const span = document.createElement("b");
                    span.textContent = piece;
                    root.append(span);
                }
                const count = ainotes.ui.highlight(root, words);
                const text = root.textContent;
                const marks = new Set([...root.querySelectorAll("mark")].map(mark => mark.dataset.anMatch));
                const ranges = ainotes.engine.occurrences(text, words);
                ainotes.ui.clearHighlight(root);
                const left = root.querySelectorAll("mark").length;
                return { text, count, marks: marks.size, ranges: ranges.length, left };
            }""",
            [pieces, words],
        )
        assert result["text"] == "".join(pieces)
        assert result["marks"] == result["count"] == result["ranges"]
        assert result["left"] == 0

    check()
