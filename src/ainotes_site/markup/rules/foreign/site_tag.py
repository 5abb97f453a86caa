"""Pictures and links in the tags of site generators: Hexo's `{% asset_img a.png %}`, Hugo's `{{< figure src="a.png" >}}`.

A player or a file is a link; of a pair the content stays. What is left of Hugo's is its name and arguments as code; Liquid's own
tags are text, as they are on GitHub.
"""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.rules.foreign.site_tag_syntax import TAG, SiteTag, linked, tag_of

_HEXO = pattern(r"\{%[ \t]*(asset_img|img|image|post_link|asset_link)[ \t]+([^{}\n]{1,400}?)[ \t]*%\}")
_WORD = pattern(r"""(["'])(.*?)\1|(\S+)""")
_PICTURE = pattern(r"[^\n]*\.(?:png|jpe?g|gif|webp|svg|avif|bmp)(?:[?#]\S*)?$")
_NUMBER = pattern(r"\d+%?$")


def site_tag(state: StateInline, silent: bool) -> bool:
    """Inline rule."""
    if state.linkLevel > 0 or not state.src.startswith(("{%", "{{<", "{{%"), state.pos):
        return False
    end, tokens = _read(state)
    if tokens is None:
        return False
    if not silent:
        for token in tokens:
            token.level = state.level
        state.pending and state.pushPending()
        state.tokens.extend(tokens)
    state.pos = end
    return True


def _read(state: StateInline) -> tuple[int, list[Token] | None]:
    """Where the tag at the place of `state` ends, and what stands for it; None for what is text."""
    found = _HEXO.match(state.src, state.pos, state.posMax)
    if found:
        return found.end(), _hexo(found[1], found[2])
    found = TAG.match(state.src, state.pos, state.posMax)
    tag = tag_of(found) if found else None
    if found is None or tag is None:
        return 0, None
    around = _link_around(tag, state.src[found.end() : state.posMax])
    if around:
        label, address, length = around
        return found.end() + length, _link(address, label)
    return found.end(), _shown(tag, state.src[found.end() :])


def _link_around(tag: SiteTag, after: str) -> tuple[str, str, int] | None:
    """Text and address of a pair that is a link around its text, as Hugo's `button` is, and how many characters follow the tag
    in it; None for any other tag.
    """
    link = linked(tag) if tag.words or tag.named else None
    end = after.find("{{") if link and not tag.is_liquid and not tag.closes else -1
    closing = TAG.match(after, end) if end > 0 else None
    if link is None or closing is None or not closing["close"] or (closing["hugo"] or "").lower() != tag.name:
        return None
    return after[:end].strip(), link[1], closing.end()


def _shown(tag: SiteTag, after: str) -> list[Token]:
    """What stands for a tag; `after` is the text behind it."""
    if tag.closes:
        return []
    picture = _picture(tag.named)
    if picture:
        return picture
    link = linked(tag)
    if link:
        label, address = link
        return _link(address, label)
    ending = f"{{% end{tag.name}" if tag.is_liquid else f"/{tag.name}"
    if ending in after:
        return []
    if tag.is_liquid and not tag.written.partition(" ")[2]:
        return [Token("text", "", 0, content=f"{{% {tag.written} %}}")]
    return [Token("code_inline", "code", 0, content=tag.written, markup="`")]


def _hexo(name: str, written: str) -> list[Token] | None:
    words = [quoted or bare for _, quoted, bare in _WORD.findall(written)]
    if name in ("post_link", "asset_link"):
        label = " ".join(word for word in words[1:] if word not in ("true", "false"))
        return _link(words[0], label or words[0].rpartition("/")[2])
    at = next((at for at, word in enumerate(words) if _PICTURE.match(word)), None)
    if at is None:
        return None
    alt = " ".join(word for word in words[at + 1 :] if not _NUMBER.match(word))
    return _picture({"src": words[at], "alt": alt})


def _picture(given: Mapping[str, str]) -> list[Token]:
    source = given.get("src") or given.get("link") or ""
    if not _PICTURE.match(source):
        return []
    alt = next(filter(None, (given.get(name, "") for name in ("alt", "caption", "title"))), "")
    content = Token("text", "", 0, content=alt)
    return [Token("image", "img", 0, attrs={"src": source, "alt": ""}, children=[content], content=alt)]


def _link(address: str, label: str) -> list[Token]:
    return [
        Token("link_open", "a", 1, attrs={"href": address}),
        Token("text", "", 0, content=label),
        Token("link_close", "a", -1),
    ]
