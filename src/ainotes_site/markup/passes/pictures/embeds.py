"""Embeds: `![[note]]`, `![[note#heading]]`, `![](note.md#^id)` show the passage as a quotation with its source.

A passage is compiled with the context of its own note, so that its links lead where they lead there. It is bounded in
length, number and depth, and never holds itself. Its ids stay behind: links to them lead to the note. Sound and film are
players; PDFs and drawings, which are not drawn here, are cards with their names.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

from markdown_it.token import Token

from ainotes_site.i18n import text as word
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.compile_state import TO_ROOT, Work
from ainotes_site.markup.destinations import asset_href, is_note
from ainotes_site.markup.passes.line_breaks import BREAKS
from ainotes_site.markup.passes.pictures.captions import SIZE
from ainotes_site.markup.result import Passage
from ainotes_site.markup.rules.foreign.logseq_query import LANGUAGE
from ainotes_site.markup.token_text import inline_text

DEEPEST = 3
"""Embeds within embeds."""
LONGEST = 8000
"""Characters of one passage; of a longer one the beginning is shown."""
MOST = 24
"""Passages of one entry, those within passages included."""

_SOUND = pattern(r"\.(?:mp3|m4a|wav|ogg|oga|opus|flac|3gp)$", re.IGNORECASE)
_FILM = pattern(r"\.(?:mp4|webm|ogv|mov|mkv)$", re.IGNORECASE)
_CARD = pattern(r"\.(pdf|canvas|excalidraw)(?:\.md)?$", re.IGNORECASE)
_PDF_PAGE = pattern(r"page=\d{1,6}$")
_TAG = pattern(r'<[a-z][a-z0-9]*(?:\s+[a-z-]+(?:="[^"]*")?)*\s*/?>')
_ID = pattern(r'\sid="[^"]*"')
_LOCAL = pattern(r'\shref="#')


def embeds(tokens: list[Token], work: Work) -> list[Token]:
    """Replace the embeds of paragraphs by what they show, which parts the text around them; any other is a link."""
    result: list[Token] = []
    skipped = 0
    for place, token in enumerate(tokens):
        if skipped:
            skipped -= 1
            continue
        passages = (
            _passages(token, tokens[place + 1], tokens[place + 2], work) if token.type == "paragraph_open" else []
        )
        result += passages or [token]
        skipped = 2 if passages else 0
    for block in result:
        if block.type == "inline" and block.children:
            block.children = [one for child in block.children for one in _inline(child)]
    return result


def _passages(opening: Token, text: Token, closing: Token, work: Work) -> list[Token]:
    """What takes the place of a paragraph with embeds or queries in it, outside of links and emphasis; nothing for any other."""
    if not any(token.type in _BLOCKS for token in text.children or ()):
        return []
    result: list[Token] = []
    prose: list[Token] = []
    for token in text.children or ():
        block = _block(token, opening.map, work) if token.type in _BLOCKS and token.level == 0 else None
        if block is None:
            prose.append(token)
            continue
        result += [*_paragraph(opening, text, closing, prose), block]
        prose = []
    return [*result, *_paragraph(opening, text, closing, prose)] if result else []


_BLOCKS = frozenset(("wikilink", "image", "code_inline"))
"""Types of the inline tokens that may be blocks."""


def _block(token: Token, lines: list[int] | None, work: Work) -> Token | None:
    """The block that an inline token is to be; None where it is none."""
    if token.type == "code_inline" and token.info == LANGUAGE:
        return Token("fence", "code", 0, content=token.content, info=LANGUAGE, markup="```", block=True, map=lines)
    html = _embedded_html(token, work) if _is_embed(token) else None
    return None if html is None else Token("embed", "", 0, content=html, block=True, map=lines)


def _paragraph(opening: Token, block: Token, closing: Token, children: list[Token]) -> list[Token]:
    while children and _is_blank(children[0]):
        del children[0]
    while children and _is_blank(children[-1]):
        children.pop()
    if not children:
        return []
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if children[at].type == "text":
            children[at] = children[at].copy(content=strip(children[at].content))
    return [opening.copy(), block.copy(children=children), closing.copy()]


def _is_blank(token: Token) -> bool:
    return token.type in BREAKS or (token.type == "text" and not token.content.strip())


def _is_embed(token: Token) -> bool:
    if token.type == "wikilink":
        return bool(token.meta["embed"])
    if token.type != "image" or token.meta.get("literal"):
        return False
    address = str(token.attrs["src"]).partition("#")[0]
    return is_note(address) or ("://" not in address and any(kind.search(address) for kind in (_SOUND, _FILM, _CARD)))


def _inline(token: Token) -> list[Token]:
    """A picture whose address is that of a note, or of no picture, is a link to it."""
    if not _is_embed(token) or token.type != "image":
        return [token]
    href = str(token.attrs["src"])
    label = inline_text(token.children or ()) or unquote(href)
    return [
        Token("link_open", "a", 1, attrs={"href": href}, level=token.level),
        Token("text", "", 0, content=label, level=token.level + 1),
        Token("link_close", "a", -1, level=token.level),
    ]


def _embedded_html(token: Token, work: Work) -> str | None:
    """HTML of an embed; None where it is to be what a link of that name would be."""
    name = token.meta["place"] if token.type == "wikilink" else unquote(str(token.attrs["src"]))
    file, _, fragment = name.partition("#")
    kind = _CARD.search(file)
    if kind is not None:
        return _card(file, fragment, kind[1].lower(), _label(token), work)
    player = _player(name, work)
    if player is not None:
        return player
    passage = _passage(name, work)
    if passage is None:
        return None
    if passage.text in work.chain or len(work.chain) > DEEPEST or work.passages[0] >= MOST:
        return None
    work.passages[0] += 1
    work.remember(passage.target.entry, passage.target.title)
    return _quotation(passage, (*work.chain, passage.text), work)


def _label(token: Token) -> str:
    """What an embed says of what it shows; empty where that is nothing, or a size."""
    text = token.meta["text"] if token.type == "wikilink" else inline_text(token.children or ())
    return "" if SIZE.match(text) else text.strip()


def _card(file: str, fragment: str, kind: str, label: str, work: Work) -> str | None:
    """The name and kind of a file, and a link to it; None where it is not published."""
    found = work.context.file(file) if work.context.file else None
    if found:
        page = fragment if kind == "pdf" and _PDF_PAGE.match(fragment) else ""
        address, name = asset_href(found, work, page).attributes["href"], found.rpartition("/")[2]
    else:
        target = work.context.resolve(file)
        if found is not None or target is None or not target.url:
            return None
        address, name = TO_ROOT + target.url, target.title
    what = word("markup.card.pdf" if kind == "pdf" else "markup.card.drawing", work.context.lang)
    link = f'<a href="{escape(address)}">{escape(label or name)}</a>'
    return f'<p class="an-file">{link} <small>{escape(what)}</small></p>\n'


def _passage(name: str, work: Work) -> Passage | None:
    context = work.context
    if name.startswith("#"):
        return context.passage(f"/{context.path}{name}")
    return context.passage(name)


def _quotation(passage: Passage, chain: tuple[str, ...], work: Work) -> str:
    context = work.context
    if context.at is None or work.compile is None:
        return ""
    text, is_whole = _beginning(passage.text)
    inner = work.compile(text, context.at(passage.path), chain, work.passages)
    address = escape(TO_ROOT + passage.target.url)
    title = escape(passage.target.title)
    more = "" if is_whole else f'<p><a href="{address}">{escape(word("markup.embed.more", context.lang))}</a></p>'
    body = _without_ids(inner, TO_ROOT + passage.target.url.partition("#")[0])
    source = f'<p class="an-embed__source"><a class="an-entry-link" href="{address}">{title}</a></p>'
    return f'<blockquote class="an-embed">\n{source}\n{body}{more}</blockquote>\n'


def _beginning(text: str) -> tuple[str, bool]:
    """`text`, or as many of its blocks as are not too long together, and whether that is all."""
    if len(text) <= LONGEST:
        return text, True
    cut = text.rfind("\n\n", 0, LONGEST)
    return text[: cut if cut > LONGEST // 4 else LONGEST], False


def _without_ids(html: str, page: str) -> str:
    """`html` without ids, which are those of another page; links to them lead there."""

    def replace(tag: re.Match[str]) -> str:
        return _LOCAL.sub(lambda _: f' href="{escape(page)}#', _ID.sub("", tag[0]))

    return _TAG.sub(replace, html)


def player_kind(file: str) -> str:
    """The element that plays a file; empty where it is neither sound nor film."""
    return "audio" if _SOUND.search(file) else "video" if _FILM.search(file) else ""


def _player(name: str, work: Work) -> str | None:
    """A player of sound or film; None for anything else."""
    file = name.partition("#")[0]
    kind = player_kind(file)
    if not kind or not work.context.file:
        return None
    found = work.context.file(file)
    if not found:
        return None
    address = escape(asset_href(found, work).attributes["href"])
    label = escape(found.rpartition("/")[2])
    link = f'<a href="{address}">{label}</a>'
    return (
        f'<figure><{kind} controls src="{address}" preload="none"></{kind}><figcaption>{link}</figcaption></figure>\n'
    )
