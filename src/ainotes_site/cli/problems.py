"""Problems as lines of a terminal: one for each cause, with the places where it is, and no kind burying the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ainotes_site.i18n import text
from ainotes_site.model import Lang, Problem
from ainotes_site.one_line import one_line

PLACES = 3
"""Places that are named of a cause that has more, and lines of a file that has more of a kind."""
MOST_OF_A_KIND = 10
"""Lines about problems of one kind, after which the others are counted."""


def lines(problems: Iterable[Problem], lang: Lang, *, every: bool = False) -> Iterator[str]:
    """What is to be mended, then what is only worth knowing; kinds, and causes, in the order of their first place.

    A cause is a message and its hint. `every` names all causes, whatever their number.
    """
    kinds: dict[tuple[bool, str], dict[tuple[str, ...], list[Problem]]] = {}
    for problem in sorted(problems):
        causes = kinds.setdefault((problem.remark, problem.kind), {})
        causes.setdefault(problem.said(lang), []).append(problem)
    for (_, kind), causes in sorted(kinds.items(), key=lambda one: one[0][0]):
        found = list(causes.values())
        if every or not kind:
            yield from (_cause_line(same, lang) for same in found)
        else:
            yield from _kind_lines(found, lang)


def _kind_lines(causes: Iterable[Sequence[Problem]], lang: Lang) -> Iterator[str]:
    """The causes of a kind: those of one file in a line where they are many, and no more lines than a reader reads."""
    shown = 0
    rest: list[Problem] = []
    for group in _by_file(causes):
        as_one = len(group) > PLACES
        size = 1 if as_one else len(group)
        if shown + size > MOST_OF_A_KIND:
            rest += (problem for same in group for problem in same)
            continue
        shown += size
        if as_one:
            yield _file_line([problem for same in group for problem in same], lang)
        else:
            yield from (_cause_line(same, lang) for same in group)
    if rest:
        yield text("problems.rest", lang, count=len(rest), files=len({problem.path for problem in rest}))


def _by_file(causes: Iterable[Sequence[Problem]]) -> Iterable[list[Sequence[Problem]]]:
    """Causes that are in one file alone, file by file; the others each for itself."""
    groups: dict[object, list[Sequence[Problem]]] = {}
    for same in causes:
        paths = {problem.path for problem in same}
        groups.setdefault(paths.pop() if len(paths) == 1 else same[0], []).append(same)
    return groups.values()


def _cause_line(same: Sequence[Problem], lang: Lang) -> str:
    if len(same) == 1:
        return same[0].in_one_line(lang)
    message, hint = same[0].said(lang)
    places = list(dict.fromkeys(one.place for one in same))
    more = text("problems.more", lang) if len(places) > PLACES else ""
    named = ", ".join(places[:PLACES])
    return one_line(text("problems.cause", lang, message=message, count=len(same), places=named, more=more, hint=hint))


def _file_line(found: Sequence[Problem], lang: Lang) -> str:
    """Several problems of a kind in one file: the first, and where the others are."""
    message, hint = found[0].said(lang)
    numbers = sorted({one.line for one in found[1:]})
    more = text("problems.more", lang) if len(numbers) > PLACES else ""
    values = {
        "place": found[0].place,
        "message": message,
        "count": len(found) - 1,
        "lines": ", ".join(map(str, numbers[:PLACES])),
        "more": more,
        "hint": hint,
    }
    return one_line(text("problems.file", lang, **values))


def failing(problems: Sequence[Problem]) -> int:
    """How many of them a strict build does not let pass."""
    return sum(not problem.remark for problem in problems)


def headline(problems: Sequence[Problem], lang: Lang) -> str:
    """How many there are of both."""
    count = failing(problems)
    remarks = len(problems) - count
    if not remarks:
        return text("build.problems", lang, count=count)
    return text("build.remarks", lang, count=count, remarks=remarks)


def problem_record(problem: Problem, lang: Lang) -> dict[str, object]:
    """A problem as a JSON object."""
    message, hint = problem.said(lang)
    return {"path": problem.path, "line": problem.line, "kind": problem.kind, "message": message, "hint": hint}
