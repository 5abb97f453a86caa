"""How the tags of site generators are written: Liquid's `{% name a b="c" %}` and Hugo's `{{< name a b="c" >}}`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.rules.callout_names import FOLDED, LOOK_OF

_LIQUID = r"\{%-?[ \t]*(?P<liquid>[A-Za-z][\w-]{0,40})(?P<given>[^{}\n]{0,600}?)-?%\}"
_HUGO = r"\{\{(?P<bracket>[<%])[ \t]*(?P<close>/?)[ \t]*(?P<hugo>[A-Za-z][\w/.-]{0,60})(?P<arguments>[^{}\n]{0,600}?)/?[ \t]*[>%]\}\}"
TAG = pattern(f"(?:{_LIQUID}|{_HUGO})")
_WHOLE = pattern(rf"(?:{_LIQUID}|{_HUGO})[ \t]*$")
_ARGUMENT = pattern(r"""(?:([\w-]+)\s*=\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`]+))""")

CALLOUTS = frozenset((*LOOK_OF, "notice", "alert", "admonition", "callout", "notel", "aside")) - {"quote", "cite"}
QUOTES = frozenset(("quote", "cite", "blockquote", "cq", "centerquote", "pullquote"))
CODE = frozenset(("highlight", "codeblock"))
_GITBOOK = (
    "content-ref",
    "embed",
    "file",
    "page-ref",
    "code",
    "swagger",
    "stepper",
    "step",
    "columns",
    "column",
    "tabs",
    "tab",
)
_HEXO = ("subnote", "label", "btn", "button", "youtube", "vimeo", "bilibili", "gist", "mermaid", "pdf", "video")
_JEKYLL = ("raw", "include", "include_relative", "include_cached", "comment", "figure")
_KNOWN = frozenset((*CALLOUTS, *QUOTES, *CODE, *FOLDED, *_GITBOOK, *_HEXO, *_JEKYLL))
"""Tags of Liquid's form that are understood. Hugo's form means nothing else, so any name will do there."""
_PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
    "gist": "https://gist.github.com/{}",
    "asciinema": "https://asciinema.org/a/{}",
}
_ID = pattern(r"[\w./-]{1,100}$")


@dataclass(frozen=True, slots=True)
class SiteTag:
    """One tag."""

    name: str
    """In lower case, without the `end` of one that closes."""
    is_liquid: bool
    closes: bool
    words: tuple[str, ...] = ()
    """Arguments without a name, in order."""
    named: Mapping[str, str] = field(default_factory=dict)
    written: str = ""
    """Name and arguments as they are written."""

    def get(self, name: str, place: int | None = None) -> str:
        """The argument of a name, else the unnamed one at a place; empty where there is none."""
        found = self.named.get(name, "")
        return found or (self.words[place] if place is not None and place < len(self.words) else "")


def whole_tag(line: str) -> SiteTag | None:
    """The tag that a line consists of."""
    found = _WHOLE.match(line)
    return tag_of(found) if found else None


def tag_of(found: re.Match[str]) -> SiteTag | None:
    """The tag of a match of `TAG`; None for one that is text."""
    name = (found["liquid"] or found["hugo"]).lower()
    closes = bool(found["close"])
    if found["liquid"] and name.startswith("end") and name[3:] in _KNOWN:
        name, closes = name[3:], True
    if found["liquid"] and name not in _KNOWN:
        return None
    written = (found["given"] or found["arguments"] or "").strip()
    words: list[str] = []
    named: dict[str, str] = {}
    for key, *texts in _ARGUMENT.findall(written):
        text = next(filter(None, texts), "")
        if key:
            named[key.lower()] = text
        else:
            words.append(text)
    return SiteTag(
        name,
        bool(found["liquid"]),
        closes,
        tuple(words),
        named,
        f"{found['liquid'] or found['hugo']} {written}".strip(),
    )


def linked(tag: SiteTag) -> tuple[str, str] | None:
    """Text and address of what a tag shows: a player, a file, a page of the site; None where it names no address."""
    player = _played(tag)
    if player:
        return player, player
    address = next(filter(None, map(tag.get, ("url", "src", "page", "href"))), "")
    if not address or tag.name == "content-ref" or any(sign in address for sign in "<>\n"):
        return None
    own = address if "://" in address else address.rstrip("/").rpartition("/")[2]
    return tag.get("title") or tag.get("caption") or own or address, address


def _played(tag: SiteTag) -> str:
    """The address of what a player shows; empty for any other tag."""
    return played(tag.name, [word for word in (*tag.words, tag.get("id")) if word])


def played(player: str, ids: Sequence[str]) -> str:
    """The address of what a player shows; empty where that is no player, or no id."""
    if player not in _PLAYERS or not ids or not all(map(_ID.match, ids)):
        return ""
    return _PLAYERS[player].format("/".join(ids) if player == "gist" else ids[0])
