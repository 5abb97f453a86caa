"""What version control knows of the notes, asked once per state of the repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ainotes_site.git_command import run_git
from ainotes_site.pipeline.stages.scan import is_text

_COMMIT = "\x01"


@dataclass(frozen=True, slots=True)
class History:
    """The past of the files of a folder."""

    head: str
    """Commit that is checked out; empty outside a repository."""
    whole: bool
    """False in a shallow clone, whose oldest commit may hold lines that are older."""
    commits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Per path relative to the folder: what touched it, newest first, as `status commit date`."""
    changed: frozenset[str] = frozenset()
    """Paths whose content is not the committed one."""

    def only_commit(self, path: str) -> str | None:
        """Date of the one commit that all lines of the file come from; None when only a blame can tell."""
        affected_pages = self.commits.get(path, ())
        if self.whole and len(affected_pages) == 1 and path not in self.changed and affected_pages[0].startswith("A "):
            return affected_pages[0].rpartition(" ")[2]
        return None


def read_history(folder: Path, head: str, known: History | None = None) -> History:
    """The history of the files below `folder`, in which the commit `head` is checked out. What touched them is taken from
    a `known` one of the same commit, where that was whole.
    """
    whole = ask_git(folder, "rev-parse", "--is-shallow-repository").strip() == "false"
    changed = ask_git(
        folder, "diff", "--no-ext-diff", "--ignore-submodules=all", "--relative", "--name-only", "-z", "HEAD", "--", "."
    ).split("\0")
    is_intact = known is not None and whole and known.whole and known.head == head
    commits = known.commits if known is not None and is_intact else _commits(folder)
    return History(head, whole, commits, frozenset(filter(None, changed)))


def is_shallow(folder: Path) -> bool:
    """Whether `folder` lies in a clone without its history, so that git cannot tell how old a line is."""
    root = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
    return root is not None and (root / ".git" / "shallow").is_file()


def _commits(folder: Path) -> Mapping[str, tuple[str, ...]]:
    log = ("log", "--relative", "--find-renames", "--name-status", "-z", "--date=short", f"--format={_COMMIT}%H %ad")
    return _paths_of_commits(ask_git(folder, *log, "--", "."))


def commit_of(folder: Path) -> str:
    """The commit that is checked out; empty outside a repository."""
    return ask_git(folder, "rev-parse", "HEAD").strip()


def head_of(folder: Path) -> str:
    """The commit that is checked out, with the paths that differ from it; empty outside a repository."""
    head = commit_of(folder)
    return (
        head
        + ask_git(
            folder,
            "diff",
            "--no-ext-diff",
            "--ignore-submodules=all",
            "--relative",
            "--name-only",
            "-z",
            "HEAD",
            "--",
            ".",
        )
        if head
        else ""
    )


def changed_since(folder: Path, commit: str) -> frozenset[str] | None:
    """The files below `folder` that a row of commits on top of `commit` touched, as paths relative to it; None where the
    commit that is checked out stands on no such row: after an amendment, a merge, or on another branch.

    What git says of any other file is then what it said at `commit`.
    """
    rows = (
        [line.split() for line in ask_git(folder, "rev-list", "--parents", f"{commit}..HEAD").splitlines()]
        if commit
        else []
    )
    if not rows or rows[-1][1:] != [commit] or any(len(row) != 2 for row in rows):
        return None
    log = ask_git(
        folder, "log", "--relative", "--no-renames", "--name-only", "-z", "--format=", f"{commit}..HEAD", "--", "."
    )
    return frozenset(filter(None, log.split("\0")))


def _paths_of_commits(log: str) -> dict[str, tuple[str, ...]]:
    """From `git log --name-status -z` (format: git-log documentation, "Raw output format", with NUL for each separator)."""
    found: dict[str, list[str]] = {}
    commit = ""
    fields = iter(log.split("\0"))
    for text in fields:
        text = text.lstrip("\n")
        if text.startswith(_COMMIT):
            commit = text[1:].strip()
        elif text[:1] in ("R", "C"):
            next(fields, "")
            found.setdefault(next(fields, ""), []).append(f"R {commit}")
        elif text[:1].isalpha() and len(text) == 1:
            found.setdefault(next(fields, ""), []).append(f"{text} {commit}")
    return {path: tuple(commits) for path, commits in found.items() if path and is_text(path)}


def ask_git(folder: Path, *words: str) -> str:
    """What git prints; empty when it cannot answer."""
    return (run_git(folder, *words) or b"").decode("utf-8", "surrogateescape")
