"""`.nojekyll` and `robots.txt`: written for hosts, and the owner's own where there are any."""

from __future__ import annotations

import shutil

from tests.pipeline.base import Base


def test_the_owners_own_in_the_site_folder_stay_and_are_no_problem(base: Base) -> None:
    """A checkout of gh-pages has both; a strict build must not fail on them, and the next one has nothing to do."""
    shutil.rmtree(base.site)
    base.site.mkdir()
    for name in ("robots.txt", ".nojekyll"):
        (base.site / name).write_text("mine\n", encoding="utf-8")
    report = base.build()
    assert [problem for problem in report.problems if "robots" in str(problem) or "nojekyll" in str(problem)] == []
    assert {(base.site / name).read_text(encoding="utf-8") for name in ("robots.txt", ".nojekyll")} == {"mine\n"}
    assert base.build().unchanged


def test_the_owners_own_among_the_notes_is_published(base: Base) -> None:
    (base.notes / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    report = base.build()
    assert [problem for problem in report.problems if "robots" in str(problem)] == []
    assert "Disallow" in (base.site / "robots.txt").read_text(encoding="utf-8")
    (base.notes / "robots.txt").unlink()
    base.build()
    assert "Allow: /" in (base.site / "robots.txt").read_text(encoding="utf-8")
