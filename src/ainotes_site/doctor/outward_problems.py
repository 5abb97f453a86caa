"""Links to other sites that lead nowhere any more, as problems of the entries that have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag

from ainotes_site.doctor.outward_links import Answered
from ainotes_site.i18n import problem_of
from ainotes_site.link.library import Library
from ainotes_site.link.source_lines import line_of
from ainotes_site.model import Problem

_KEYS = {"gone": "links.gone", "dead host": "links.dead_host", "moved": "links.moved"}


def link_problems(library: Library, answers: Mapping[str, Answered]) -> Iterator[Problem]:
    """One for each entry and link; that a link has moved is only worth knowing."""
    for entry in library.entries:
        for url in dict.fromkeys(link.url for link in entry.links):
            answer = answers.get(urldefrag(url)[0])
            key = _KEYS.get(answer.verdict) if answer else None
            if answer and key:
                line = line_of(entry, (url,)) or entry.span.start_line
                is_remark = answer.verdict == "moved"
                yield problem_of(entry.span.path, line, key, url=url, to=answer.to, remark=is_remark)
