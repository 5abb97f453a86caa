"""Paired tags of site generators on lines of their own: GitBook's `{% hint %}`, Hexo's `{% note %}`, Hugo's `{{< notice >}}`.

A hint is a callout, `highlight` is code, a tab is its title and its content; of any other pair the content is shown. Liquid's
own tags (`{% if %}`) are text: a note may well speak of them.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from ainotes_site.markup.rules.callout_names import FOLDED, LOOK_OF, mark_of
from ainotes_site.markup.rules.foreign.callout_block import callout, content, is_outside, line_text, paragraph
from ainotes_site.markup.rules.foreign.site_tag_syntax import CALLOUTS, CODE, QUOTES, SiteTag, linked, whole_tag

_BOOTSTRAP = {
    "primary": "note",
    "default": "note",
    "secondary": "note",
    "simple": "note",
    "idea": "tip",
    "fail": "danger",
}


def site_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule."""
    if not state.src.startswith(("{%", "{{"), state.bMarks[start_line] + state.tShift[start_line]):
        return False
    tag = None if state.is_code_block(start_line) else whole_tag(line_text(state, start_line))
    stop = _end(state, tag, start_line, end_line) if tag and not tag.closes else None
    if tag is None or stop is None:
        return False
    if not silent:
        _show(state, tag, start_line, stop)
    return True


def _end(state: StateBlock, opening: SiteTag, start_line: int, end_line: int) -> int | None:
    depth = 1
    for number in range(start_line + 1, end_line):
        if is_outside(state, number):
            return None
        text = line_text(state, number)
        tag = whole_tag(text) if text.startswith("{") else None
        if tag is not None and tag.name == opening.name and tag.is_liquid is opening.is_liquid:
            depth += -1 if tag.closes else 1
            if not depth:
                return number
    return None


def _show(state: StateBlock, tag: SiteTag, start_line: int, stop: int) -> None:
    first = start_line + 1
    if tag.name in CODE:
        fence = state.push("fence", "code", 0)
        fence.info, fence.markup = tag.get("lang", 0).removeprefix("lang:"), "```"
        fence.content = state.getLines(first, stop, state.blkIndent, True)
        fence.map = [start_line, stop + 1]
    elif tag.name == "comment":
        pass
    elif tag.name in CALLOUTS or tag.name in FOLDED:
        callout(state, start_line, first, stop, _mark(tag))
    elif tag.name in QUOTES:
        callout(state, start_line, first, stop, "")
    else:
        link = linked(tag)
        if link:
            paragraph(state, start_line, f"[{link[0].replace('[', '').replace(']', '')}](<{link[1]}>)")
        elif tag.get("title"):
            paragraph(state, start_line, f"**{tag.get('title')}**")
        content(state, first, stop, "site_block")
    state.line = stop + 1


def _mark(tag: SiteTag) -> str:
    """The mark and the title of a callout: `{% hint style="info" %}`, `{% note warning 标题 %}`, `{{< notice tip >}}`."""
    if tag.name in FOLDED:
        return f"{mark_of(tag.name)} {tag.get('title') or ' '.join(tag.words)}".rstrip()
    said = [word.lower() for word in (tag.get("style"), tag.get("type"), tag.get("color"), *tag.words[:1])]
    style = next(filter(None, map(_style, said)), "")
    rest = tag.words[1:] if style and tag.words[:1] and _style(tag.words[0].lower()) else tag.words
    return f"[!{style or _style(tag.name) or 'note'}] {tag.get('title') or ' '.join(rest)}".rstrip()


def _style(word: str) -> str:
    """The callout that a word names, also in the words of Bootstrap; empty for any other word."""
    name = _BOOTSTRAP.get(word, word)
    return name if name in LOOK_OF else ""
