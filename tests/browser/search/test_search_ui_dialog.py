"""The search dialog: opening, choosing, leaving; what it says and what it keeps."""

from __future__ import annotations

import re
import shutil
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import QuietHandler
from tests.browser.waiting import wait_until

from ainotes_site.i18n import catalogue

pytestmark = pytest.mark.browser

COUNT_QUESTIONS = """async () => {
    await ainotes.ui.withEngine();
    const engine = ainotes.search;
    window.asked = [];
    ainotes.search = (query, options) => { asked.push(query); return engine(query, options); };
}"""


def opened(page: Page, site: Path, path: str = "index.html") -> Locator:
    """The dialog, opened on a page that is read from disk."""
    page.goto((site / path).as_uri())
    page.keyboard.press("/")
    return page.get_by_role("dialog")


def searched(page: Page, site: Path, query: str) -> Locator:
    """The dialog with the results of a query."""
    dialog = opened(page, site)
    page.keyboard.type(query)
    expect(dialog.get_by_role("option").first).to_be_visible()
    return dialog


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_key_opens_the_dialog_with_the_focus_in_its_box(page: Page, site: Path, key: str) -> None:
    page.goto((site / "index.html").as_uri())
    page.locator("h1").first.wait_for()
    page.keyboard.press(key)
    expect(page.get_by_role("combobox")).to_be_focused()


def test_button_in_the_header_opens_it_on_every_kind_of_page(page: Page, site: Path) -> None:
    for path in ("index.html", "topics.html", "entries/attention-cheatsheet.html"):
        page.goto((site / path).as_uri())
        page.locator(".an-header [data-an-search-open]").click()
        expect(page.get_by_role("combobox")).to_be_focused()


def test_slash_typed_into_a_field_is_a_slash(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").last.focus()
    page.keyboard.type("a/b")
    expect(page.locator("textarea").last).to_have_value("a/b")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_page_that_is_only_read_loads_nothing_of_the_index(page: Page, site: Path) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.removeprefix(site.as_uri() + "/")))
    page.goto((site / "entries/attention-cheatsheet.html").as_uri(), wait_until="networkidle")
    assert not [url for url in loaded if url.startswith("search/")]
    page.keyboard.press("/")
    page.keyboard.type("RAG")
    expect(page.get_by_role("option").first).to_be_visible()
    assert [url for url in loaded if url.startswith("search/")]


def test_hits_come_while_typing_with_what_was_typed_marked(page: Page, site: Path) -> None:
    dialog = searched(page, site, "切块")
    expect(dialog.get_by_role("option").first.locator(".an-hit__snippet mark").first).to_have_text("切块")


def test_hit_shows_kind_date_topic_and_section(page: Page, site: Path) -> None:
    dialog = searched(page, site, "梯度稳定")
    hit = dialog.get_by_role("option").filter(has_text="注意力小抄")
    expect(hit.locator(".an-hit__kind")).to_have_text("笔记")
    expect(hit.locator("time")).to_have_text("2024-05-01")
    expect(hit).to_contain_text("注意力与 Transformer")
    expect(hit.locator(".an-hit__section")).to_have_text("English corner")
    expect(hit).to_have_attribute("href", re.compile(r"entries/attention-cheatsheet\.html\?h=.*#.+"))


def test_term_that_is_asked_for_stands_on_top(page: Page, site: Path) -> None:
    dialog = searched(page, site, "注意力机制")
    first = dialog.get_by_role("option").first
    expect(first).to_contain_text("术语")
    expect(first).to_contain_text("让模型按相关性给不同位置分配权重的方法")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/terms/.*\.html"))


def test_arrows_choose_round_and_round_and_enter_opens_the_choice(page: Page, site: Path) -> None:
    dialog = searched(page, site, "注意力")
    box, options = dialog.get_by_role("combobox"), dialog.get_by_role("option")

    def chosen() -> Locator:
        return dialog.locator("#" + str(box.get_attribute("aria-activedescendant")))

    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(dialog.locator("[aria-selected=true]")).to_have_count(1)
    expect(box).to_be_focused()
    target = chosen().get_attribute("href")
    assert target is not None
    assert target == options.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.startswith(f"{site.as_uri()}/{target.removeprefix('./').partition('?')[0]}"))


def test_control_enter_opens_a_new_tab_and_leaves_the_dialog_open(page: Page, site: Path) -> None:
    dialog = searched(page, site, "切块")
    with page.context.expect_page() as opening:
        page.keyboard.press("Control+Enter")
    opening.value.wait_for_load_state()
    assert "/entries/" in opening.value.url
    expect(dialog).to_be_visible()


def test_enter_right_after_typing_means_the_answer_to_all_that_was_typed(page: Page, site: Path) -> None:
    opened(page, site)
    page.keyboard.type("LoRA")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/terms/lora.*\.html"))


def test_escape_closes_and_gives_the_focus_back(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    button = page.locator(".an-header [data-an-search-open]")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_late_answer_to_an_older_query_is_dropped(page: Page, site: Path) -> None:
    dialog = opened(page, site)
    page.evaluate(
        """async () => {
            await ainotes.ui.withEngine();
            const engine = ainotes.search;
            ainotes.search = async (query, options) => {
                if (query === "LoRA") await new Promise(done => (window.release = done));
                return engine(query, options);
            };
        }"""
    )
    page.keyboard.type("LoRA")
    wait_until(page, "Boolean(window.release)")
    dialog.get_by_role("combobox").fill("切块")
    expect(dialog.get_by_role("option").first).to_contain_text("向量检索的一点体会")
    page.evaluate("release()")
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    expect(dialog.get_by_role("option").first).to_contain_text("向量检索的一点体会")


def test_keys_that_follow_each_other_at_once_are_one_question(page: Page, site: Path) -> None:
    dialog = opened(page, site)
    page.evaluate(COUNT_QUESTIONS)
    dialog.get_by_role("combobox").evaluate(
        """input => [..."注意力机制"].forEach(sign => {
            input.value += sign;
            input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        })"""
    )
    expect(dialog.get_by_role("option").first).to_be_visible()
    assert page.evaluate("asked") == ["注意力机制"]


def test_query_in_the_address_of_any_page_is_searched(page: Page, site: Path) -> None:
    page.goto((site / "topics.html").as_uri() + "?q=切块")
    expect(page.get_by_role("combobox")).to_have_value("切块")
    expect(page.get_by_role("option").first).to_contain_text("向量检索的一点体会")


def test_last_searches_are_offered_again_and_can_be_cleared(page: Page, site: Path) -> None:
    searched(page, site, "切块")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/entries/"))
    dialog = opened(page, site)
    dialog.get_by_role("button", name="切块").click()
    expect(dialog.get_by_role("combobox")).to_have_value("切块")
    expect(dialog.get_by_role("option").first).to_be_visible()
    dialog.get_by_role("button", name="清空").click()
    dialog.get_by_role("button", name="清除记录").click()
    expect(dialog.get_by_role("button", name="切块")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('ainotes.search.recent')") is None


def test_search_works_where_the_browser_forbids_storage(browser: Browser, site: Path) -> None:
    page = browser.new_page()  # its console may say that the theme cannot keep the choice of colours
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("denied", "SecurityError"); },
        });"""
    )
    searched(page, site, "切块")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/entries/"))
    page.context.close()


def test_text_in_storage_that_is_not_ours_does_no_harm(page: Page, site: Path) -> None:
    page.add_init_script("localStorage.setItem('ainotes.search.recent', '{broken')")
    searched(page, site, "切块")


def test_filter_narrows_the_results_and_stands_in_the_query(page: Page, site: Path) -> None:
    dialog = searched(page, site, "注意力")
    chip = dialog.locator('[data-filter="kind:article"]')
    count = int(chip.locator(".an-chip__count").inner_text())
    chip.click()
    expect(dialog.get_by_role("combobox")).to_have_value("注意力 kind:article")
    expect(dialog.locator('[data-filter="kind:article"]')).to_have_attribute("aria-pressed", "true")
    expect(dialog.locator(".an-hit:not(.an-hit--term)")).to_have_count(count)
    expect(dialog.locator('[data-filter="kind:article"]')).to_be_focused()
    dialog.locator('[data-filter="kind:article"]').click()
    expect(dialog.get_by_role("combobox")).to_have_value("注意力")


def test_every_hit_can_be_had_page_by_page(page: Page, site: Path) -> None:
    dialog = searched(page, site, "-kind:term")
    hits = dialog.locator(".an-hit:not(.an-hit--term)")
    total = int(re.sub(r"\D", "", dialog.locator(".an-search__total").inner_text()))
    assert total > 10
    while dialog.locator(".an-search__more-button").count():
        before = hits.count()
        dialog.locator(".an-search__more-button").click()
        expect(hits).not_to_have_count(before)
    expect(hits).to_have_count(total)
    addresses = hits.evaluate_all("hits => hits.map(hit => hit.getAttribute('href').split('?')[0])")
    assert len(set(addresses)) == total


def test_synonyms_are_said_and_can_be_turned_off(page: Page, site: Path) -> None:
    dialog = searched(page, site, "LoRA")
    expect(dialog.get_by_text("也搜了：")).to_contain_text("Low-Rank Adaptation")
    dialog.get_by_role("button", name="只按字面搜").click()
    expect(dialog.get_by_text("只按字面搜索，没有用同义词")).to_be_visible()
    dialog.get_by_role("button", name="也搜同义词").click()
    expect(dialog.get_by_text("也搜了：")).to_be_visible()


def test_empty_result_says_what_was_tried_and_what_could_help(page: Page, site: Path) -> None:
    dialog = opened(page, site)
    page.keyboard.type("qxzvjw")
    expect(dialog.get_by_text("没有找到「qxzvjw」").first).to_be_visible()
    expect(dialog.get_by_text("已经试过")).to_be_visible()
    expect(dialog.get_by_text("少用几个词")).to_be_visible()
    expect(dialog.get_by_role("link", name="术语表")).to_have_attribute("href", "./glossary.html")


def test_empty_result_with_filters_offers_to_remove_them(page: Page, site: Path) -> None:
    dialog = opened(page, site)
    page.keyboard.type("切块 after:2999")
    dialog.locator(".an-search__blank").get_by_role("button", name="去掉筛选").click()
    expect(dialog.get_by_role("combobox")).to_have_value("切块")
    expect(dialog.get_by_role("option").first).to_be_visible()


def test_what_was_not_understood_is_said(page: Page, site: Path) -> None:
    dialog = searched(page, site, '"切块')
    expect(dialog.locator(".an-remark").first).to_be_visible()


def test_help_documents_the_whole_query_language_in_both_languages(page: Page, site: Path) -> None:
    dialog = opened(page, site)
    button = dialog.get_by_role("button", name="搜索语法")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    panel = dialog.locator(".an-search__panel:visible")
    for example in ('"自注意力机制"', "-LoRA", " OR ", "tag:", "topic:", "kind:", "author:", "before:", "after:"):
        expect(panel).to_contain_text(example)
    page.evaluate("words => Object.assign(ainotes.words.text, words)", catalogue("search.", "en"))
    button.click()
    button.click()
    expect(panel).to_contain_text("The word after the minus must not occur")
    expect(panel).not_to_contain_text("search.")


def test_results_are_announced_when_typing_rests(page: Page, site: Path) -> None:
    dialog = searched(page, site, "切块")
    expect(dialog.get_by_role("status").last).to_have_text(re.compile(r"\d+ 条结果"))


@pytest.mark.parametrize("query", ["<img src=x onerror=alert(1)>", "%%% \\ ( [ * +", "\u0000\u202e", "𠮷" * 5000])
def test_hostile_query_is_only_text(page: Page, site: Path, query: str) -> None:
    dialog = opened(page, site)
    dialog.get_by_role("combobox").fill(query)
    expect(dialog.locator(".an-search__list")).to_have_attribute("aria-busy", "false")
    expect(dialog.locator("img, script")).to_have_count(0)


def test_failure_of_the_engine_is_said_and_the_next_search_works(page: Page, site: Path) -> None:
    dialog = opened(page, site)
    page.evaluate(
        """async () => {
            await ainotes.ui.withEngine();
            const engine = ainotes.search;
            ainotes.search = async (query, options) => {
                if (query === "坏") throw new Error("索引损坏");
                return engine(query, options);
            };
        }"""
    )
    page.keyboard.type("坏")
    expect(dialog.locator(".an-search__failed")).to_contain_text("搜索没有完成：索引损坏")
    dialog.get_by_role("combobox").fill("切块")
    expect(dialog.get_by_role("option").first).to_be_visible()


def test_missing_shards_are_said_and_the_page_goes_on(browser: Browser, server: str) -> None:
    page = browser.new_page()  # its console may say that files are missing
    page.route("**/search/**", lambda route: route.fulfill(status=404))
    page.goto(server + "/index.html")
    page.keyboard.press("/")
    page.keyboard.type("切块")
    expect(page.locator(".an-search__failed, .an-remark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("width", [320, 390, 760, 1280])
def test_foot_of_the_dialog_is_one_row(browser: Browser, server: str, width: int) -> None:
    """On a web server, where it has a button more: to keep the site offline."""
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(server + "/index.html")
    page.keyboard.press("/")
    page.keyboard.type("模型")
    expect(page.get_by_role("option").first).to_be_visible()
    shown = page.locator(".an-search__total, .an-search__tools > *")
    middles = [box["y"] + box["height"] / 2 for one in shown.all() if (box := one.bounding_box())]
    assert len(middles) == 4 and max(middles) - min(middles) < 4
    assert page.get_by_role("dialog").evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    page.context.close()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_shard_that_is_gone_is_said_in_the_dialog_and_back_returns_to_it(
    browser: Browser, site: Path, tmp_path: Path, scheme: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    for shard in (copy / "search" / "pairs").iterdir():
        shard.unlink()
    page = browser.new_page()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(copy))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        base = copy.as_uri() if scheme == "file" else f"http://127.0.0.1:{running.server_address[1]}"
        page.goto(f"{base}/index.html")
        page.keyboard.press("/")
        page.keyboard.type("RAG 切块")
        expect(page.locator(".an-remark", has_text="请重新生成网站")).to_be_visible()
        expect(page.locator(".an-remark", has_text="检查网络")).to_have_count(0)
        page.get_by_role("option").first.wait_for()
        with page.expect_navigation(url=re.compile("/(?:terms|entries)/")):
            page.keyboard.press("Enter")
        page.go_back()
        expect(page.get_by_role("dialog").get_by_role("combobox")).to_have_value("RAG 切块")
        running.shutdown()
    page.context.close()


def test_offline_before_the_index_was_read_is_said(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server + "/index.html")
    page.keyboard.press("/")
    page.context.set_offline(True)
    page.keyboard.type("切块")
    said = page.locator(
        ".an-search__failed, .an-remark"
    ).first  # a failure, or a remark where the manifest had come before
    expect(said).to_contain_text("网络")
    expect(said).not_to_contain_text("重新生成")
    page.context.set_offline(False)
    page.keyboard.type("太")
    expect(page.get_by_role("option").first).to_be_visible()
    page.context.close()


def test_back_returns_to_the_dialog_and_its_query(page: Page, site: Path) -> None:
    dialog = searched(page, site, "注意力")
    before = dialog.get_by_role("option").all_inner_texts()
    with page.expect_navigation(url=re.compile("[?&]h=")):
        page.keyboard.press("Enter")
    page.go_back()
    expect(dialog.get_by_role("combobox")).to_have_value("注意力")
    expect(dialog.get_by_role("option").first).to_be_visible()
    assert dialog.get_by_role("option").all_inner_texts() == before
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(page).not_to_have_url(re.compile("q="))  # set when the dialog says that it has been closed
