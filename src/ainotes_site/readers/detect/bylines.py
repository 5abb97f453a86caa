"""Who wrote an entry, where no field says so: titles that name somebody, a credit above the text, the account of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from ainotes_site.lazy_regex import pattern
from ainotes_site.model import Person
from ainotes_site.readers.boilerplate.author_card import card_name
from ainotes_site.readers.boilerplate.blocks import blocks
from ainotes_site.readers.detect.authors import looks_like_name, named_handle, person
from ainotes_site.readers.detect.phrases import alternatives
from ainotes_site.readers.detect.titles.titles import plain
from ainotes_site.readers.source import Source

NAME_WORDS, NAME_HAN = 4, 8
"""Longest name that is believed without a label: words of Latin script, Han characters."""

_words = partial(alternatives, "detect/author_words")
_WORK = pattern(rf"(?:{_words('work')})\s*[:：]\s*(?P<who>[^:：]{{2,50}})[:：]\s*\S", re.IGNORECASE)
"""A title that says what a work is, whose it is, and what it is called: Paper: A. Author et al.: On things."""
_SPEAKER = pattern(r"\((?P<who>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,2}), [A-Z][\w.& -]{1,40}\)\s*$")
"""A title that ends with who speaks, and for whom: (Ada Byron, Analytical Engines)."""
_AND_OTHERS = pattern(r",?\s+et\.? al\.?$|\s*等(?:人)?$")
_CREDIT = pattern(
    r"\s{0,3}(?:>\s*|[—–]{1,2}\s*|via\s+|by\s+|(?=\[[^\[\]\n]{1,40}\]\(https?://[\w.-]+/@))\[(?P<who>[^\[\]\n]{1,40})\]\(https?://(?P<host>[\w.-]+)/(?P<path>[^()\s]*)\)\s*$"
)
"""A line that is one link with a name, quoted, after a dash, or to an address with an @."""
_PROFILES = (
    "weibo.com", "weibo.cn", "x.com", "twitter.com", "space.bilibili.com", "okjike.com", "douyin.com",
    "xiaohongshu.com", "t.me", "threads.net", "bsky.app", "linkedin.com", "mastodon.social", "medium.com",
)  # fmt: skip
"""Hosts whose pages belong to somebody: a name alone as the text of a link to one is whose they are."""
_PERSONAL = pattern(r"(?:u|users?|people|authors?|profile|members?)/|@")
"""How the paths of pages begin that belong to somebody."""
_PROMPT_AUTHOR = pattern(r"\s*(?:[-*]\s*)?(?:author|作者)\s*[:：]\s*(?P<who>\S.{0,40}?)\s*$", re.IGNORECASE)
_FENCE = pattern(r"\s*(?:`{3,}|~{3,})")
_ACCOUNTS = (
    pattern(r"蓝字\W{0,3}(?P<who>\w{1,20}?)\W{0,3}关注"),
    pattern(r"公众号\s*[:：]\s*[“\"「【]?(?P<who>[^\s，。,|“”\"」】：:、！]{2,20})"),
    pattern(r"(?:关注|搜索)\W{0,2}(?:微信)?公众号\s*[“\"「【](?P<who>[^”\"」】]{2,20})"),
)
"""What a page's pleas to follow call the account that published it."""
_REPRINTED = pattern(r"来(?:源于|自)[^，,。\n]{1,40}[，,]\s*作者\s*[:：]?\s*(?P<who>[^\s，,。；;：:（(]{2,20})")
"""Whom the line names that says from which account a text was taken over."""
_OF_POST = pattern(
    r"\W{0,6}(?:(?:(?:本文|文章)作者|(?:Post|Article) author)\s*[:：]|written by\b)\s*(?P<who>\S.{0,40}?)\s*$",
    re.IGNORECASE,
)
"""Whom the notice of rights below a post names as its author, as themes of Hexo write it, or the card of a writer."""


def author(title: str, body: str, account: str) -> tuple[Person, ...]:
    """Who wrote an entry, by its title, the beginning of its body, or the account that published its page."""
    name = _titled(title) or _credited(body) or _of_prompt(body) or account
    return (person(name),) if name else ()


def account(source: Source, left_out: Mapping[int, str], shown: str) -> str:
    """Who wrote what was taken over from another account, whom the page has `shown`, or the account that published it, by its card
    or by the pleas to follow it among the lines left out; empty where they name none, or several."""
    texts = [plain(source.lines[at]) for at in sorted(left_out)]
    name = next(filter(None, map(_stated, texts)), "") or shown or _on_card(source)
    if name:
        return plain(name)
    named = {match["who"] for text in texts for known in _ACCOUNTS for match in known.finditer(text)}
    return named.pop() if len(named) == 1 else ""


def _stated(text: str) -> str:
    """Whom a line says to have written the post that it stands below, or what was reprinted there."""
    match = _REPRINTED.search(text) or _OF_POST.match(text)
    return match["who"] if match and looks_like_name(match["who"]) else ""


def _on_card(source: Source) -> str:
    if not any("原" in line and "容" in line and ("创" in line or "創" in line) for line in source.lines):  # as it ends
        return ""
    return card_name(blocks(source.lines, source.start, source.headings, source.code))


def _titled(title: str) -> str:
    match = _WORK.match(title) or _SPEAKER.search(title)
    name = _AND_OTHERS.sub("", match["who"].strip()) if match else ""
    return name if _is_name(name) else ""


def _credited(body: str) -> str:
    """The name on the first line of a body, where it is a link to somebody's page and no more."""
    first = next((line for line in body.split("\n", 3)[:3] if line.strip()), "")
    match = _CREDIT.match(first) if "](" in first and len(first) < 400 else None
    if match is None or not _is_profile(match):
        return ""
    who = named_handle(match["who"])
    return who.name if who else match["who"] if _is_name(match["who"]) else ""


def _is_profile(link: re.Match[str]) -> bool:
    host = link["host"]
    return any(host == known or host.endswith(f".{known}") for known in _PROFILES) or bool(
        _PERSONAL.match(link["path"])
    )


def _of_prompt(body: str) -> str:
    """Whom the fields at the top of a prompt in a fence name."""
    lines = body.split("\n", 16)[:16]
    if not lines or not _FENCE.match(lines[0]):
        return ""
    match = next(filter(None, map(_PROMPT_AUTHOR.match, lines)), None)
    return match["who"] if match and looks_like_name(match["who"]) else ""


def _is_name(text: str) -> bool:
    """Whether a text that nothing calls a name is one: short, in few words, no sentence."""
    han = sum("\u3400" <= c <= "\u9fff" for c in text)
    return looks_like_name(text) and len(text.split()) <= NAME_WORDS and han <= NAME_HAN


def has_account(lines: Sequence[str]) -> bool:
    """Whether it is worth looking for an account."""
    text = "\n".join(lines)
    return any(sign in text for sign in ("公众号", "原创内容", "蓝字", "来源于", "文作者", "ost author", "ritten by"))
