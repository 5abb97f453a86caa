"""The pages as one uses them: with keys, with a mouse, with a finger, without scripts, and on paper."""

from __future__ import annotations

import gzip
import json
import re
from math import cos, sin
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser

WITH_TERM = "entries/2025-wei-diao-yu-zheng-liu.html"
WITH_LINK = "entries/2025-tui-li-wei-shen-me-bu-que-ding.html"
MIXED_TOPIC = "topics/rag-retrieval.html"
"""Its entries are of two kinds."""


def go(page: Page, site: Path, name: str) -> None:
    page.goto((site / name).as_uri())


def test_the_first_tab_skips_to_the_content(page: Page, site: Path) -> None:
    go(page, site, "glossary.html")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "an-main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#an-main') !== null")


def test_the_current_destination_is_marked(page: Page, site: Path) -> None:
    go(page, site, "timeline.html")
    expect(page.locator(".an-nav [aria-current=page]")).to_have_text("时间线")


def test_every_link_of_the_navigation_leads_somewhere(page: Page, site: Path) -> None:
    go(page, site, "entries/qa.html")
    links = page.locator(".an-nav a").evaluate_all("links => links.map(link => [link.textContent.trim(), link.href])")
    assert len(links) >= 8
    for name, address in links:
        assert name
        assert Path(address.removeprefix("file://")).is_file()


def test_the_glossary_narrows_as_one_types_han_pinyin_or_english(page: Page, site: Path) -> None:
    go(page, site, "glossary.html")
    field = page.get_by_label("筛选术语")
    lines = page.locator(".an-index:visible")
    everything = lines.count()
    for typed in ("幻觉", "huanj", "hallu"):
        field.fill(typed)
        assert 0 < lines.count() < everything
        expect(page.locator(".an-glossary__status")).to_contain_text("找到")
    field.fill("没有这样的词")
    expect(lines).to_have_count(0)
    expect(page.locator(".an-letter:visible")).to_have_count(0)
    field.fill("")
    expect(lines).to_have_count(everything)


def test_a_topics_entries_can_be_narrowed_to_a_kind_by_keys(page: Page, site: Path) -> None:
    go(page, site, MIXED_TOPIC)
    cards = page.locator(".an-card:visible")
    everything = cards.count()
    post = page.locator(".an-filter button[data-kind=post]")
    post.press("Enter")
    expect(post).to_have_attribute("aria-pressed", "true")
    assert 0 < cards.count() < everything
    expect(page.locator("[data-an-filter] [role=status]")).to_have_text(f"显示 {cards.count()} 条")
    page.locator(".an-filter button[data-kind='']").press("Enter")
    expect(cards).to_have_count(everything)


def test_a_preview_opens_on_focus_by_key_and_closes_on_escape(page: Page, site: Path) -> None:
    go(page, site, WITH_TERM)
    link = page.locator("a.an-term").first
    page.keyboard.press("Tab")
    link.focus()
    card = page.get_by_role("tooltip")
    expect(card).to_be_visible()
    expect(card.locator(".an-preview__title")).not_to_be_empty()
    assert link.get_attribute("aria-describedby") == "an-preview"
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None
    expect(link).to_be_focused()


def test_a_preview_opens_on_hover_and_stays_while_the_pointer_is_in_it(page: Page, site: Path) -> None:
    go(page, site, WITH_TERM)
    page.locator("a.an-term").first.hover()
    card = page.locator(".an-preview")
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(2, 2)
    expect(card).to_be_hidden()


def test_a_tap_opens_the_link_and_no_preview(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    go(page, site, WITH_TERM)
    link = page.locator("a.an-term").first
    target = link.get_attribute("href") or ""
    link.tap()
    page.wait_for_url(f"**/{target.removeprefix('../')}")
    expect(page.locator(".an-preview")).to_have_count(0)
    context.close()


def test_the_menu_of_a_narrow_screen_opens_and_closes_by_keys(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, site, "index.html")
    menu = page.locator(".an-menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-nav--primary").get_by_text("术语表")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()


def test_the_term_of_the_day_is_one_of_the_glossary_and_changes_with_the_day(browser: Browser, site: Path) -> None:
    seen: list[str] = []
    for date in ("2030-01-01T12:00:00", "2030-01-02T12:00:00", "2030-01-02T23:00:00"):
        context = browser.new_context(timezone_id="Asia/Shanghai")
        page = context.new_page()
        page.clock.set_fixed_time(f"{date}+08:00")
        go(page, site, "index.html")
        shown = page.locator(".an-daily li:visible .an-daily__name")
        expect(shown).to_have_count(1)
        seen.append(shown.inner_text())
        context.close()
    assert seen[0] != seen[1] == seen[2]


def test_the_graph_goes_from_dot_to_dot_by_keys_and_says_what_each_is_joined_to(page: Page, site: Path) -> None:
    go(page, site, "graph.html")
    panel = page.locator(".an-graph__panel")
    expect(panel).to_contain_text("方向键")
    page.locator(".an-graph__map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    link = panel.get_by_role("heading", level=2).get_by_role("link")
    assert re.search(r"(topics|terms)/.+\.html$", link.get_attribute("href") or "")
    expect(panel.get_by_role("listitem").first).to_contain_text("条")
    page.keyboard.press("Escape")
    expect(panel).to_contain_text("方向键")


def test_a_click_on_the_graph_chooses_what_is_under_it(page: Page, site: Path) -> None:
    go(page, site, "graph.html")
    page.get_by_label("找主题或术语").fill("检索")
    name = page.locator(".an-graph__panel h2").inner_text()
    page.get_by_role("button", name="放开").click()
    expect(page.locator(".an-graph__panel h2")).to_have_count(0)
    page.locator(".an-graph__map").click()  # what was found is in the middle
    expect(page.locator(".an-graph__panel h2")).to_have_text(name)


def test_the_graph_finds_by_name_and_goes_on_by_keys(page: Page, site: Path) -> None:
    go(page, site, "graph.html")
    chosen = page.locator(".an-graph__panel h2")
    page.get_by_label("找主题或术语").fill("没有这样的词")
    expect(chosen).to_have_count(0)
    page.get_by_label("找主题或术语").fill("检索")
    expect(chosen).to_contain_text("检索")
    near = page.locator(".an-graph__near").first
    beside = near.inner_text()
    near.press("Enter")
    expect(chosen).to_have_text(beside)


_COVERED = """graph => {
    const boxes = graph.names;
    const covers = (one, other) =>
        one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
    return [boxes.length, boxes.filter((one, at) => boxes.slice(at + 1).some((other) => covers(one, other))).length];
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_name_of_the_graph_covers_another_at_any_scale(width: int, page: Page, site: Path) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    go(page, site, "graph.html")
    graph = page.locator("[data-an-graph]")
    for _ in range(6):
        wait_until(page, "document.querySelector('[data-an-graph]').names?.length > 0")
        written, covered = graph.evaluate(_COVERED)
        assert written and not covered
        page.get_by_role("button", name="放大").click()


def _crowded(html: str, count: int) -> str:
    """The page of the graph with so many terms."""
    nodes = [["topic", "topics/t.html", f"主题{n}", 90, n % 8 * 900, n // 8 * 900, 26, ""] for n in range(40)]
    places = ((n % 40, n * 2.4, 30 * (n / 40) ** 0.5) for n in range(count))
    nodes += [
        [
            "term",
            "terms/t.html",
            f"术语 {n}",
            9,
            round(nodes[n][4] + far * cos(turn)),
            round(nodes[n][5] + far * sin(turn)),
            5,
            "",
        ]
        for n, turn, far in places
    ]
    edges = [[at % 40, at, -3] for at in range(40, len(nodes))] + [[at, at + 1, 5] for at in range(39)]
    data = json.dumps({"nodes": nodes, "edges": edges})
    return re.sub(r"(data-an-graph-data>).*?(</script>)", lambda found: found[1] + data + found[2], html, flags=re.S)


@pytest.mark.parametrize(("count", "most"), [(2_000, 20), (20_000, 8)])
def test_a_crowded_graph_moves_smoothly(count: int, most: float, page: Page, site: Path, server: str) -> None:
    """A frame costs at most so many times what as many dots and lines cost without anything else (four times and once where a
    frame took 6 and 19 ms). The least of several is taken, as other work of the machine only ever adds to it."""
    html = _crowded((site / "graph.html").read_text(encoding="utf-8"), count)
    page.route("**/graph.html", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{server}/graph.html")
    wait_until(page, "document.querySelector('[data-an-graph]').names?.length > 0")
    plain, *times = page.evaluate(
        """() => {
            const pen = document.createElement("canvas").getContext("2d");
            const plain = (count) => {
                const start = performance.now();
                for (let at = 0; at < count; at += 1) {
                    pen.beginPath();
                    pen.arc(at % 300, at % 150, 3, 0, 7);
                    pen.fill();
                    pen.beginPath();
                    pen.moveTo(at % 300, 0);
                    pen.lineTo(0, at % 150);
                    pen.stroke();
                }
                return performance.now() - start;
            };
            const nodes = JSON.parse(document.querySelector("[data-an-graph-data]").textContent);
            const view = ainotes.ui.createGraphView(
                document.querySelector(".an-graph__map"),
                nodes.nodes.map(([kind, url, text, total, x, y, radius]) => (
                    { topic: kind === "topic", url, text, total, x, y, radius })),
                nodes.edges,
            );
            const times = [0.15, 0.15, 0.15, 0.15, 0.6, 0.6, 0.6, 2].map((scale, at) => {
                const start = performance.now();
                view.draw({ x: 3000 + at, y: 2000, scale, chosen: null, near: new Set(), onlyTopics: false });
                return performance.now() - start;
            });
            return [Math.min(...[1, 2, 3, 4, 5].map(() => plain(nodes.nodes.length))), ...times];
        }"""
    )
    assert min(times[1:4]) < most * plain and min(times[4:]) < most * plain


def test_a_page_draws_where_it_leads_and_says_it_in_words_too(page: Page, site: Path) -> None:
    go(page, site, WITH_TERM)
    local = page.locator(".an-local")
    if local.count() == 0:
        pytest.skip("a page that leads to little")
    assert local.get_attribute("aria-hidden") == "true"
    article = page.locator("article")
    for link in local.locator("a").all():
        href = (link.get_attribute("href") or "").rpartition("/")[2]
        assert article.locator(f"a[href$='{href}']:not([tabindex='-1'])").count()


def test_the_glossary_marks_the_letter_that_one_reads(page: Page, site: Path) -> None:
    go(page, site, "glossary.html")
    last = page.locator(".an-letters a").last
    last.click()
    expect(page.locator(".an-letters [aria-current]")).to_have_count(1)
    page.keyboard.press("Home")
    expect(page.locator(".an-letters [aria-current]")).to_have_count(1)


def test_the_first_choice_of_a_palette_looks_different(page: Page, site: Path) -> None:
    page.emulate_media(color_scheme="light")
    go(page, site, "index.html")
    form = page.locator("[data-md-component=palette]")
    if form.count() == 0:
        pytest.skip("a site without a choice")
    form.locator("label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("name", ["index.html", "glossary.html", "topics/rag-retrieval.html", WITH_TERM, "graph.html"])
def test_pages_read_without_scripts(browser: Browser, site: Path, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    go(page, site, name)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("form.an-glossary__filter, .an-filter, .an-graph").locator("visible=true")).to_have_count(0)
    if name == "index.html":
        assert page.locator(".an-daily li:visible").count() > 1
    context.close()


@pytest.mark.parametrize("name", ["entries/qa.html", "topics/rag-retrieval.full.html", "glossary.html"])
def test_paper_has_the_text_and_no_chrome(page: Page, site: Path, name: str) -> None:
    go(page, site, name)
    page.emulate_media(media="print")
    for chrome in (".md-header", ".md-footer", ".md-sidebar--secondary", ".an-turn"):
        expect(page.locator(chrome).locator("visible=true")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()


def test_paper_has_no_buttons_of_code_and_no_ways_back_from_footnotes(page: Page, site: Path) -> None:
    """Material hides them until a pointer comes, and shows them on paper: there they lay upon the code."""
    go(page, site, "about.html")
    note = '<pre><nav class="md-code__nav"><button class="md-code__button"></button></nav><code>code</code></pre>'
    note += '<div class="footnotes"><p>note <a class="footnote-backref" href="#">↩</a></p></div>'
    page.evaluate("html => document.querySelector('.md-typeset').insertAdjacentHTML('beforeend', html)", note)
    page.emulate_media(media="print")
    expect(page.locator(".md-typeset pre code").last).to_be_visible()
    expect(page.locator(".md-code__nav, .footnote-backref").locator("visible=true")).to_have_count(0)


def test_paper_has_the_light_colours_from_a_dark_screen_too(page: Page, site: Path) -> None:
    """Code had the pale colours of a dark screen on white paper."""
    page.emulate_media(color_scheme="dark")
    go(page, site, "entries/2025-xiang-liang-jian-suo-de-yi-dian-ti-hui.html")
    pale = """[...document.querySelectorAll('.highlight span:not(.w), .an-kind')]
        .map(node => getComputedStyle(node).color.match(/\\d+/g).map(Number)).filter(rgb => Math.max(...rgb) > 170).length"""
    assert page.evaluate(pale) > 5
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(pale) == 0


def test_a_formula_that_is_wider_than_the_paper_is_set_smaller(page: Page, site: Path, server: str) -> None:
    html = (site / "entries" / "attention-cheatsheet.html").read_text(encoding="utf-8")
    html = re.sub(r"(<math[^>]*>)(.*?)(</math>)", lambda found: found[1] + 9 * found[2] + found[3], html, flags=re.S)
    page.route("**/long.html", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{server}/entries/long.html")
    formula = page.locator(".an-math").first
    beyond = "box => box.scrollWidth - box.clientWidth"
    assert formula.evaluate(beyond) > 100
    page.emulate_media(media="print")
    assert formula.evaluate(beyond) == 0


def test_links_become_footnotes_on_paper(page: Page, site: Path) -> None:
    go(page, site, WITH_LINK)
    notes = page.locator(".an-footnotes")
    expect(notes).to_be_hidden()
    page.emulate_media(media="print")
    links = page.locator('.an-prose a[href^="http"]')
    assert notes.locator("li").all_inner_texts() == [link.get_attribute("href") for link in links.all()] != []


@pytest.mark.parametrize("name", ["index.html", "topics/rag-retrieval.html", WITH_TERM, "graph.html", "timeline.html"])
def test_nothing_moves_while_a_page_loads(page: Page, server: str, name: str) -> None:
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => {
            for (const shift of list.getEntries()) window.moved += shift.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(f"{server}/{name}", wait_until="load")
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved") < 0.02


@pytest.mark.parametrize("name", ["index.html", "entries/qa.html"])
def test_a_first_visit_loads_little(name: str, page: Page, site: Path, server: str) -> None:
    """Packed as a server packs them; Material's own part of it is 60 kB."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.removeprefix(f"{server}/").partition("?")[0]))
    page.goto(f"{server}/{name}", wait_until="networkidle")
    assert "assets/ainotes/site.js" in loaded and "assets/ainotes/engine.js" not in loaded
    assert sum(len(gzip.compress((site / path).read_bytes(), 6)) for path in set(loaded) if path) <= 110_000


def test_the_engine_comes_when_somebody_begins_to_search(page: Page, site: Path) -> None:
    go(page, site, "index.html")
    assert page.evaluate("typeof ainotes.search") == "undefined"
    page.keyboard.press("/")
    wait_until(page, "typeof ainotes.search === 'function'")


def test_an_unknown_address_fills_in_the_search(page: Page, site: Path, server: str) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    page.route("**/gone/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(f"{server}/gone/attention-%E6%B3%A8%E6%84%8F%E5%8A%9B.html")
    expect(page.locator("article input[type=search]")).to_have_value("attention 注意力")


def test_a_footnote_shows_where_it_is_pointed_at(page: Page, site: Path) -> None:
    go(page, site, "about.html")
    note = "<p>text<sup id='fnref-1'><a class='footnote-ref' href='#fn-1'>1</a></sup></p>"
    note += "<ol><li id='fn-1'><p>what it says <a class='footnote-backref' href='#fnref-1'>↩</a></p></li></ol>"
    page.evaluate(
        "html => { document.querySelector('.md-typeset').insertAdjacentHTML('beforeend', html);"
        " ainotes.ui.startFootnotes(); }",
        note,
    )
    page.locator(".footnote-ref").hover()
    expect(page.get_by_role("tooltip")).to_have_text("what it says ")
    page.mouse.move(5, 5)
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_an_unknown_address_of_a_server_still_finds_style_and_navigation(page: Page, server: str) -> None:
    page.goto(f"{server}/404.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    page.locator("article").get_by_role("link", name="术语表").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("术语表")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_table_that_fits_has_nothing_to_scroll(width: int, page: Page, site: Path) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    beyond = "box => box.scrollWidth - box.clientWidth"
    go(page, site, "sources.html")
    page.locator(".an-folder").evaluate_all("folders => folders.forEach(folder => (folder.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    go(page, site, "index.html")
    page.locator("article").evaluate(
        "article => { article.innerHTML = `<div class='an-prose'><div class='an-table' tabindex='0'>"
        "<div class='md-typeset__scrollwrap'><div class='md-typeset__table'><table><tr><td>一</td><td>二</td></tr>"
        "</table></div></div></div></div>` }"
    )
    assert page.locator(".an-table").evaluate(beyond) == 0


def test_the_timeline_is_narrowed_by_topic_and_person_and_names_its_months(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 844})
    go(page, site, "timeline.html")
    lines, months = page.locator("[data-in]:visible"), page.locator(".an-month:visible")
    everything, all_months = lines.count(), months.count()
    month = page.locator(".md-sidebar--secondary .md-nav__list .md-nav__list a").first
    assert page.locator(str(month.get_attribute("href"))).count() == 1
    topic = page.get_by_label("主题", exact=True)
    topic.select_option(index=1)
    value = topic.input_value()
    assert 0 < lines.count() < everything and months.count() < all_months
    assert all(value in str(line.get_attribute("data-in")).split() for line in lines.all())
    expect(page.locator(".an-narrow [role=status]")).to_contain_text(str(lines.count()))
    topic.select_option("")
    assert (lines.count(), months.count()) == (everything, all_months)


def test_a_year_of_days_fits_a_wide_screen(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 844})
    go(page, site, "timeline.html")
    boxes = page.locator(".an-heat__scroll").all()
    assert boxes and all(box.evaluate("box => box.scrollWidth <= box.clientWidth") for box in boxes)
