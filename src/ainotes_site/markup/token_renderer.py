"""Tokens to HTML: how the elements look that are not one tag around their content."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from ainotes_site.i18n import text as word
from ainotes_site.markup.highlight import highlighted
from ainotes_site.markup.parser import parser
from ainotes_site.markup.safe_html.mathml import mathml
from ainotes_site.model import Lang


def rendered(tokens: Sequence[Token], lang: Lang) -> str:
    """The HTML of a token stream, not yet sanitised; the few words that it adds are in `lang`."""
    return _RENDERER.render(tokens, parser().options, {"lang": lang})


class _Renderer(RendererHTML):
    """A rule per token type; the methods' names are the types."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[idx].content, quote=False)

    def softbreak(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "" if tokens[idx].hidden else "\n"

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<img{self.renderAttrs(tokens[idx])}>"

    def callout_word(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escape(tokens[idx].content, quote=False)

    def embed(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return tokens[idx].content

    def absent(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        why = escape(str(tokens[idx].attrs["title"]))
        return f'<span class="an-missing" title="{why}">{escape(tokens[idx].content, quote=False)}</span>'

    def block_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<span id="{escape(str(tokens[idx].attrs["id"]))}"></span>'

    def figcaption(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<figcaption>{escape(tokens[idx].content, quote=False)}</figcaption>"

    def tag(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<span class="an-tag">{escape(tokens[idx].content)}</span>'

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        code, info = tokens[idx].content, tokens[idx].info.strip()
        if info.lower().startswith("mermaid"):
            return f'<pre class="an-mermaid"><code>{escape(code, quote=False)}</code></pre>\n'
        return highlighted(code, info)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return highlighted(tokens[idx].content, "")

    def math_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _formula(tokens[idx], tokens[idx].markup == "$$")

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<div class="an-math">{_formula(tokens[idx], True)}</div>\n'

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        item = self.renderToken(tokens, idx, options, env)
        if "checked" not in tokens[idx].meta:
            return item
        checked = tokens[idx].meta["checked"]
        state = word("markup.task.done" if checked else "markup.task.open", env["lang"])
        mark = ' checked=""' if checked else ""
        box = f'<input type="checkbox" disabled=""{mark} aria-label="{escape(state)}">'
        return f'{item}<label class="task-list-control">{box}<span class="task-list-indicator"></span></label> '

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        number = tokens[idx].meta["id"] + 1
        place = _mention(tokens[idx])
        return f'<sup id="fnref-{place}"><a class="footnote-ref" href="#fn-{number}">{number}</a></sup>'

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        label = escape(word("markup.footnote.back", env["lang"], number=tokens[idx].meta["id"] + 1))
        place = _mention(tokens[idx])
        return f' <a class="footnote-backref" href="#fnref-{place}" aria-label="{label}">\u21a9\ufe0e</a>'


def _mention(token: Token) -> str:
    """`2` for the first mention of footnote 2, `2-1` for the next."""
    number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
    return f"{number}-{again}" if again else f"{number}"


def _formula(token: Token, display: bool) -> str:
    made = mathml(token.content, display=display)
    return made if made is not None else f'<code class="an-broken-math">{escape(token.content, quote=False)}</code>'


_RENDERER = _Renderer()
