"""Emphasis that works next to Chinese punctuation.

CommonMark asks whether a run of `*` stands at the edge of a word, and takes 。 or ） for the edge, so that
`**我想做的事。**所以` stays unmarked. The CJK-friendly amendment (https://github.com/tats-u/markdown-cjk-friendly) asks
the same questions, but lets full-width punctuation count as text, and a CJK character as an edge that a run may touch.
"""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from ainotes_site.markup.cjk import is_cjk, is_shared_punctuation


class CjkFriendlyState(StateInline):
    """The state of the inline parser, with the amended flanking rules for `*`, `_` and `~~`."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 — the parser's own names
        """Length of the run of markers at `start`, and whether it may open or close emphasis."""
        source, end = self.src, start
        marker = source[start]
        while end < self.posMax and source[end] == marker:
            end += 1
        before = source[start - 1] if start else " "
        after = source[end] if end < self.posMax else " "

        is_cjk_edge = self._is_cjk_before(start, before) or self._is_cjk_after(end, after)
        left_flanking = _is_flanking(after, before, is_cjk_edge)
        right_flanking = _is_flanking(before, after, is_cjk_edge)
        return Scanned(
            can_open=left_flanking and (canSplitWord or not right_flanking or _is_punctuation(before)),
            can_close=right_flanking and (canSplitWord or not left_flanking or _is_punctuation(after)),
            length=end - start,
        )

    def _is_cjk_before(self, start: int, before: str) -> bool:
        """Whether `before`, the character before `start`, is CJK, or punctuation that follows such a character."""
        return is_cjk(before) or (is_shared_punctuation(before) and start > 1 and is_cjk(self.src[start - 2]))

    def _is_cjk_after(self, end: int, after: str) -> bool:
        """Whether `after`, the character at `end`, is CJK, or punctuation that such a character follows."""
        return is_cjk(after) or (is_shared_punctuation(after) and end + 1 < self.posMax and is_cjk(self.src[end + 1]))


def _is_flanking(inside: str, outside: str, is_cjk_edge: bool) -> bool:
    """Whether a run of markers may delimit the text that begins or ends with `inside`; `outside` is beyond the run."""
    if isWhiteSpace(ord(inside)):
        return False
    return not _is_punctuation(inside) or is_cjk_edge or isWhiteSpace(ord(outside)) or _is_punctuation(outside)


class CjkFriendlyInline(ParserInline):
    """The inline parser over a `CjkFriendlyState`. It asks only those rules that may begin with the character at hand."""

    def __init__(self, rules: Mapping[str, tuple[RuleFuncInlineType, ...]]) -> None:
        """`rules`: by the character that they begin with, in the order in which they are tried; those of any under ""."""
        super().__init__()
        self._rules = rules
        self._others = rules[""]

    def tokenize(self, state: StateInline) -> None:
        """Append the tokens of `state` from its place to its end; what no rule takes is text."""
        rules, others, source, end = self._rules, self._others, state.src, state.posMax
        deepest = state.md.options["maxNesting"]
        while (place := state.pos) < end:
            if state.level < deepest:
                for rule in rules.get(source[place], others):
                    if rule(state, False):
                        break
            if state.pos == place:
                state.append_pending(source[place])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 — the parser's own name
        """Move `state` over what the rules take at its place, or over one character; past all when it is too deep."""
        place = state.pos
        if place in state.cache:
            state.pos = state.cache[place]
            return
        if state.level < state.md.options["maxNesting"]:
            for rule in self._rules.get(state.src[place], self._others):
                state.level += 1
                taken = rule(state, True)
                state.level -= 1
                if taken:
                    break
        else:
            state.pos = state.posMax
        if state.pos == place:
            state.pos += 1
        state.cache[place] = state.pos

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Append the tokens of `src` to `tokens`."""
        state = CjkFriendlyState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
