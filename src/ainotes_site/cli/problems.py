"""Problems as lines of a terminal: one for each cause, with the places where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ainotes_site.i18n import text
from ainotes_site.model import Lang, Problem
from ainotes_site.one_line import one_line

PLACES = 3
"""Places that are named of a cause that has more."""


def lines(problems: Iterable[Problem], lang: Lang) -> Iterator[str]:
    """What is to be mended, then what is only worth knowing; causes in the order of their first place."""
    causes: dict[tuple[bool, str, str], list[Problem]] = {}
    for problem in problems:
        causes.setdefault((problem.remark, *problem.said(lang)), []).append(problem)
    for (_, message, hint), same in sorted(causes.items(), key=lambda cause: (cause[0][0], cause[1][0])):
        if len(same) == 1:
            yield same[0].in_one_line(lang)
            continue
        places = ", ".join(one.place for one in same[:PLACES])
        more = text("problems.more", lang) if len(same) > PLACES else ""
        yield one_line(
            text("problems.cause", lang, message=message, count=len(same), places=places, more=more, hint=hint)
        )


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
    return {"path": problem.path, "line": problem.line, "message": message, "hint": hint}
