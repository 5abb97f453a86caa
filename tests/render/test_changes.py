"""What changed: the page and the feed, and what they must never tell."""

from __future__ import annotations

from dataclasses import replace

import feedparser

from ainotes_site.model import EntryId
from ainotes_site.render import PageKey, PageKind, Site, draft, render
from ainotes_site.render.feeds.changes_feed import changes_feed
from ainotes_site.render.pages.changes import MOST_SHOWN, change_rows
from ainotes_site.render.site import Change

PATH, TITLE = "journal/2024.md", "LoRA 为什么只训练两个小矩阵"
THERE = "LoRA 冻结原权重。"


def change(date: str, *sentences: str, path: str = PATH, title: str = TITLE, is_new: bool = False) -> Change:
    return Change(date, path, title, is_new, sentences)


def with_changes(site: Site, *changes: Change) -> Site:
    return replace(site, changes=changes)


def test_a_revision_tells_the_sentences_that_the_entry_still_has(site: Site) -> None:
    gone = "一句后来删掉的话。"
    (shown,) = change_rows(with_changes(site, change("2024-06-01", gone, THERE)))
    assert (shown.is_new, shown.sentences, shown.url) == (False, (THERE,), "entries/journal-lora.html")
    assert change_rows(with_changes(site, change("2024-06-01", gone))) == ()


def test_entries_that_are_gone_or_not_published_are_not_told(site: Site) -> None:
    hidden = change("2024-06-01", "秘密", path="secret.md", title="秘密", is_new=True)
    changed = with_changes(site, hidden, change("2024-05-01", is_new=True))
    page = render(draft(PageKey(PageKind.CHANGES), changed))
    assert "秘密" not in page.html and "秘密" not in changes_feed(changed).decode()
    assert len(change_rows(changed)) == 1


def test_changes_of_a_day_are_one_and_days_stay_apart(site: Site) -> None:
    other = "raw"
    shown = change_rows(
        with_changes(site, change("2024-06-02", THERE), change("2024-06-02", other), change("2024-06-01", is_new=True))
    )
    assert [(one.date, one.is_new, one.sentences) for one in shown] == [
        ("2024-06-02", False, (THERE, "raw")),
        ("2024-06-01", True, ()),
    ]
    assert len({one.mark for one in shown}) == 2


def test_the_page_escapes_and_the_feed_is_one(site: Site) -> None:
    entries = (replace(site.library.entries[1], title="<script>"), *site.library.entries[2:])
    nasty = Site(replace(site.library, entries=entries), site.settings)
    changed = with_changes(
        nasty, change("2024-06-01", THERE, title="<script>"), change("2024-05-01", title="<script>", is_new=True)
    )
    page = render(draft(PageKey(PageKind.CHANGES), changed))
    assert "<script>" not in page.html and "&lt;script&gt;" in page.html
    parsed = feedparser.parse(changes_feed(changed))
    assert (parsed.bozo, parsed.version, len(parsed.entries)) == (False, "atom10", 2)
    assert parsed.entries[0].title == "修订：<script>"
    assert parsed.entries[0].id.startswith("https://notes.example.org/entries/journal-lora.html#change-")


def test_without_history_the_page_says_so_and_the_feed_is_empty(site: Site) -> None:
    assert "还没有提交过" in render(draft(PageKey(PageKind.CHANGES), site)).html
    assert feedparser.parse(changes_feed(site)).entries == []


def test_there_is_an_end(site: Site) -> None:
    many = [change(f"2024-06-{day:02}", is_new=True) for day in range(1, 29)] * 5
    entries = tuple(replace(site.library.entries[1], id=EntryId(f"e{at}"), title=f"t{at}") for at in range(5))
    library = replace(site.library, entries=entries, compiled={})
    changes = [replace_title(one, f"t{at % 5}") for at, one in enumerate(many)]
    assert len(change_rows(Site(library, site.settings, changes=tuple(changes)))) == MOST_SHOWN


def replace_title(one: Change, title: str) -> Change:
    return one._replace(title=title)
