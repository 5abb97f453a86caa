"""`ainotes audit --explain`: how a source might be cut, what speaks for each way, and the line that would choose another; and
why its entries have their topics."""

from __future__ import annotations

from collections.abc import Iterator

from ainotes_site.i18n import text
from ainotes_site.link.library import Library, TopicEvidence
from ainotes_site.model import Lang
from ainotes_site.one_line import one_line
from ainotes_site.pipeline.stages.scan import SourceFile
from ainotes_site.readers import read, source_of
from ainotes_site.readers.choose import WEIGHTS, Candidate, candidates
from ainotes_site.readers.decode import Decoded, decode
from ainotes_site.readers.source import Source
from ainotes_site.source_hints import Hints

SHOWN = 8
"""How many features of a proposal are shown, the weightiest first."""


def explained(source: SourceFile, lang: Lang) -> Iterator[str]:
    """Lines that explain how a source is read."""
    reading = read(source.path, source.data, source.hints, is_page=source.is_page)
    if source.is_page:
        yield text("reading.ordinary", lang, path=one_line(source.path))
        return
    decoded = decode(source.data)
    if not isinstance(decoded, Decoded):
        return
    opened = source_of(source.path, decoded.lines, source.hints)
    why = _why(reading.format, opened, source.hints)
    yield text(
        "reading.chosen", lang, path=one_line(source.path), format=reading.format,
        name=text(f"format.{reading.format}", lang), reason=text(f"reading.{why}", lang),
    )  # fmt: skip
    yield "  " + text("reading.one", lang)
    others = ["note"]
    for candidate in candidates(opened, source.hints.recurring):
        yield from _proposal(candidate, lang)
        others.append(candidate.proposal.format)
    yield text("reading.otherwise", lang)
    other = next((name for name in others if name != reading.format), "journal")
    yield f'  sources: {{"{one_line(source.path)}": {other}}}'


def _why(format: str, opened: Source, hints: Hints) -> str:
    """The key of the words that say why a source is read in a format."""
    if opened.front.format == format:
        return "declared.front"
    if hints.format == format:
        return "declared.rule"
    return "scored"


def explained_topics(library: Library, path: str, lang: Lang) -> Iterator[str]:
    """Lines that name the topics of the entries of a source, each with the words that speak for it."""
    for entry in sorted((one for one in library.entries if one.span.path == path), key=lambda one: one.span):
        yield text("reading.topics", lang, line=entry.span.start_line, title=one_line(entry.title))
        for score in library.topic_scores.get(entry.id, ()):
            words = text("page.comma", lang).join(_reason(one, lang) for one in score.evidence)
            yield f"    {score.topic}: {one_line(words)}"


def _reason(evidence: TopicEvidence, lang: Lang) -> str:
    times = f" ×{evidence.count}" if evidence.count > 1 else ""
    return f"{evidence.word} ({text(f'evidence.{evidence.field}', lang)}{times})"


def _proposal(candidate: Candidate, lang: Lang) -> Iterator[str]:
    proposal = candidate.proposal
    level = text("reading.level", lang, level=proposal.level) if proposal.level else ""
    yield "  " + text(
        "reading.proposal", lang, format=proposal.format, level=level, pieces=len(proposal.pieces),
        score=f"{candidate.score:+.2f}",
    )  # fmt: skip
    weighed = [(WEIGHTS.get(name, 0.0) * value, name) for name, value in (("prior", 1.0), *candidate.evidence.items())]
    for value, name in sorted(weighed, key=lambda pair: (-abs(pair[0]), pair[1]))[:SHOWN]:
        yield text("reading.evidence", lang, value=f"{value:+.2f}", name=name)
