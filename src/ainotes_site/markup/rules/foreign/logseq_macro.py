"""Macros of Logseq that show something of another site: `{{youtube abc}}`, `{{tweet https://…}}` are links, a picture is one."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.rules.foreign.site_tag_syntax import played

_MACRO = pattern(
    r"\{\{[ \t]*(?P<name>video|youtube|vimeo|bilibili|tweet|twitter|pdf|img|youtube-timestamp)[ \t]+\"?(?P<what>[^\s{}\"]{1,500})\"?[ \t]*\}\}"
)
_SECONDS = pattern(r"\d{1,6}$")


def logseq_macro(state: StateInline, silent: bool) -> bool:
    """Inline rule."""
    found = _MACRO.match(state.src, state.pos, state.posMax) if state.linkLevel == 0 else None
    if found is None:
        return False
    name, what = found["name"], found["what"]
    is_time = name == "youtube-timestamp"
    address = what if what.startswith(("https://", "http://")) else played(name, [what])
    if (is_time and not _SECONDS.match(what)) or not (is_time or address):
        return False
    state.pos = found.end()
    if silent:
        return True
    if is_time:
        state.push("text", "", 0).content = _clock(int(what))
    elif name == "img":
        image = state.push("image", "img", 0)
        image.attrs, image.children = {"src": address, "alt": ""}, []
    else:
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    return True


def _clock(seconds: int) -> str:
    """A time of a film as players show it.

    >>> _clock(75), _clock(3675)
    ('1:15', '1:01:15')
    """
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
