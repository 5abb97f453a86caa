"""Typing Chinese: nothing half-composed is searched, and the Enter that confirms a candidate opens nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def box(page: Page, site: Path) -> Locator:
    """The box of the dialog; `window.asked` lists what the engine is asked."""
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.evaluate(
        """async () => {
            await ainotes.ui.withEngine();
            const engine = ainotes.search;
            window.asked = [];
            ainotes.search = (query, options) => { asked.push(query); return engine(query, options); };
        }"""
    )
    return page.get_by_role("combobox")


@pytest.fixture
def session(page: Page) -> CDPSession:
    """The way to Chromium's own input method."""
    return page.context.new_cdp_session(page)


def compose(session: CDPSession, text: str) -> None:
    session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def rest(page: Page) -> None:
    """Longer than the pause after which typing is searched."""
    page.evaluate("new Promise(done => setTimeout(done, 300))")


def dispatch(box: Locator, name: str, **properties: object) -> None:
    """Send the box one event of the kind that its name says."""
    box.evaluate(
        """(input, [name, properties]) => {
            const kind = name.startsWith("key") ? KeyboardEvent : name === "input" ? InputEvent : CompositionEvent;
            const event = new kind(name, { bubbles: true, cancelable: true, ...properties });
            if ("keyCode" in properties) Object.defineProperty(event, "keyCode", { value: properties.keyCode });
            input.dispatchEvent(event);
        }""",
        [name, properties],
    )


def test_half_composed_text_is_not_searched_and_the_confirmed_text_is(
    page: Page, box: Locator, session: CDPSession
) -> None:
    for text in ("zhu", "zhu'yi", "zhu'yi'li"):
        compose(session, text)
    rest(page)
    assert page.evaluate("asked") == []
    session.send("Input.insertText", {"text": "注意力"})
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("asked") == ["注意力"]


def test_composition_after_typed_text_holds_the_search_back(page: Page, box: Locator, session: CDPSession) -> None:
    page.evaluate("document.activeElement.value = ''")
    page.keyboard.insert_text("RAG")
    compose(session, "jian")
    rest(page)
    assert "RAGjian" not in page.evaluate("asked")


def test_given_up_composition_searches_what_stood_before(page: Page, box: Locator, session: CDPSession) -> None:
    page.keyboard.insert_text("LoRA")
    compose(session, "wei")
    compose(session, "")
    expect(page.get_by_role("option").first).to_contain_text("LoRA")


def test_enter_during_composition_opens_nothing(page: Page, box: Locator) -> None:
    box.fill("切块")
    expect(page.get_by_role("option").first).to_be_visible()
    dispatch(box, "compositionstart")
    dispatch(box, "keydown", key="Enter", keyCode=229, isComposing=True)
    dispatch(box, "keydown", key="Enter", keyCode=13, isComposing=True)
    dispatch(box, "keydown", key="ArrowDown", keyCode=229, isComposing=True)
    rest(page)
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("code", [229, 13])
def test_enter_that_safari_sends_after_the_composition_opens_nothing(page: Page, box: Locator, code: int) -> None:
    box.fill("切块")
    expect(page.get_by_role("option").first).to_be_visible()
    address = page.url
    box.evaluate(
        """(input, code) => {
            input.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
            input.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
            input.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "切块" }));
            const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
            Object.defineProperty(enter, "keyCode", { value: code });
            input.dispatchEvent(enter);
            input.dispatchEvent(new KeyboardEvent("keyup", { key: "Enter", bubbles: true }));
        }""",
        code,
    )
    rest(page)
    assert page.url == address
    expect(page.get_by_role("dialog")).to_be_visible()


def test_next_enter_opens_the_result(page: Page, box: Locator, session: CDPSession) -> None:
    compose(session, "qie'kuai")
    session.send("Input.insertText", {"text": "切块"})
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/entries/"))


def test_candidate_taken_with_the_mouse_does_not_cost_the_next_enter(page: Page, box: Locator) -> None:
    box.fill("切块")
    expect(page.get_by_role("option").first).to_be_visible()
    dispatch(box, "compositionstart")
    dispatch(box, "compositionend", data="切块")
    rest(page)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/entries/"))


def test_escape_that_gives_a_composition_up_leaves_the_dialog_open(page: Page, box: Locator) -> None:
    dispatch(box, "compositionstart")
    page.get_by_role("dialog").evaluate("dialog => dialog.requestClose ? dialog.requestClose() : null")
    expect(page.get_by_role("dialog")).to_be_visible()
