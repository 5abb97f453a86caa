"""Links and pictures whose address has spaces: text, as CommonMark says, where they name no file of the notes."""

from __future__ import annotations

from markdown_it.token import Token

from ainotes_site.markup.compile_state import At, Work
from ainotes_site.markup.destinations import image_source, link_target


def spaced_destinations(tokens: list[Token], work: Work) -> list[Token]:
    """Write out those that lead nowhere."""
    for block in tokens:
        if block.type == "inline" and block.children and any("spaced" in token.meta for token in block.children):
            block.children = _written_out(block, block.children, work)
    return tokens


def _written_out(block: Token, children: list[Token], work: Work) -> list[Token]:
    unsaid = Work(work.context, work.chinese)
    result: list[Token] = []
    for token in children:
        leads = "spaced" not in token.meta or (work.context.file is not None and _leads(token, block, unsaid))
        if token.type == "link_open" and not leads:
            result.append(Token("text", "", 0, content="[", level=token.level))
        elif token.type == "link_close" and not leads:
            result.append(Token("text", "", 0, content=f"]({token.meta['spaced']})", level=token.level))
        elif not leads:
            result.append(
                Token("text", "", 0, content=f"![{token.content}]({token.meta['spaced']})", level=token.level)
            )
        else:
            result.append(token)
    return result


def _leads(token: Token, block: Token, work: Work) -> bool:
    if token.type == "image":
        return bool(image_source(str(token.attrs["src"]), At(block), work))
    address = str(token.attrs.get("href") or token.meta.get("href", ""))
    return bool(link_target(address, At(block), work).attributes)
