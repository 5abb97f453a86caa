"""Pictures and links in the tags of site generators: Hexo's `{% asset_img a.png %}`, Hugo's `{{< figure src="a.png" >}}`.

Any other tag is text, as it is on GitHub.
"""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ainotes_site.lazy_regex import pattern

_HEXO = pattern(r"\{%[ \t]*(asset_img|img|image|post_link|asset_link)[ \t]+([^{}\n]{1,400}?)[ \t]*%\}")
_HUGO = pattern(r"\{\{([<%])[ \t]*([\w/-]{1,60})[ \t]+([^{}\n]{1,600}?)[ \t]*/?[ \t]*[>%]\}\}")
_WORD = pattern(r"""(["'])(.*?)\1|(\S+)""")
_ATTRIBUTE = pattern(r"""([\w-]+)\s*=\s*(?:(["'`])(.*?)\2|([^\s"'`]+))""")
_PICTURE = pattern(r"[^\n]*\.(?:png|jpe?g|gif|webp|svg|avif|bmp)(?:[?#]\S*)?$")
_NUMBER = pattern(r"\d+%?$")


def site_tag(state: StateInline, silent: bool) -> bool:
    """Inline rule."""
    hexo = _HEXO.match(state.src, state.pos, state.posMax)
    hugo = None if hexo else _HUGO.match(state.src, state.pos, state.posMax)
    found = hexo or hugo
    if found is None or state.linkLevel > 0:
        return False
    tokens = _hexo(hexo[1], hexo[2]) if hexo else _picture(_attributes(found[3]))
    if not tokens:
        return False
    if not silent:
        for token in tokens:
            token.level = state.level
        state.pending and state.pushPending()
        state.tokens.extend(tokens)
    state.pos = found.end()
    return True


def _hexo(name: str, written: str) -> list[Token]:
    words = [quoted or bare for _, quoted, bare in _WORD.findall(written)]
    if name in ("post_link", "asset_link"):
        label = " ".join(word for word in words[1:] if word not in ("true", "false"))
        return _link(words[0], label or words[0].rpartition("/")[2])
    at = next((at for at, word in enumerate(words) if _PICTURE.match(word)), None)
    if at is None:
        return []
    alt = " ".join(word for word in words[at + 1 :] if not _NUMBER.match(word))
    return _picture({"src": words[at], "alt": alt})


def _attributes(written: str) -> Mapping[str, str]:
    return {name.lower(): quoted or bare for name, _, quoted, bare in _ATTRIBUTE.findall(written)}


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
