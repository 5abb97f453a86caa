"""How many links of a folder of notes survive on its site: `python tests/benchmarks/survivors.py FOLDER… [-v]`.

An independent, naive reader decides what works where the notes come from (GitHub: relative paths and anchors; Obsidian:
names, ends of paths, headings, block ids). Each link that works there must lead on the site to a page of the same note, at a
place that exists, or to a file of the same bytes. Figures are per habit: link, wikilink, picture, embed, folder, file; a
link with a fragment counts again as `fragment`. Links that work nowhere are no survivors, and no losses.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

NOTES = (".md", ".markdown")
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,}).*?(?:^[ \t>]*\1[`~]*[ \t]*$|\Z)", re.M | re.S)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_COMMENT = re.compile(r"<!--.*?-->|%%.*?%%", re.S)
_WIKI = re.compile(r"(!?)\[\[([^\[\]\n]+)\]\](?!\()")
_MARKED = re.compile(
    r"(!?)\[((?:[^\[\]\n]|\[[^\[\]\n]*\](?:\([^()\s]*\))?)*)\]\(\s*(?:<([^<>\n]+)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))[^()\n]*\)"
)
_HTML = re.compile(r"<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*[\"']([^\"']+)[\"']", re.I)
_HEADING = re.compile(r"^[ \t>]{0,6}(?:[-*+] )?#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$|^(\S.*)\n(?:=+|-{2,})[ \t]*$", re.M)
_BLOCK = re.compile(r"(?:^|\s)\^([\w-]+)[ \t]*$", re.M)
_MARKUP = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]|<[^>]+>|[*`~]")


@dataclass(frozen=True)
class Wanted:
    """A link that works where the notes come from."""

    habit: str
    source: str
    target: str
    """Path of the file or folder that it leads to."""
    fragment: str
    written: str


def plain(text: str) -> str:
    text = _CODE.sub(lambda m: "`" + " " * len(m[0]), _FENCE.sub("\n", text))
    return _COMMENT.sub("", text)


def squash(text: str) -> str:
    text = _MARKUP.sub(lambda m: m[1] or m[2] or "", text)
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text)).casefold()


class Folder:
    """The notes as a naive reader sees them."""

    def __init__(self, root: Path) -> None:
        self.files = sorted(
            p.relative_to(root).as_posix()
            for p in root.rglob("*")
            if p.is_file() and not any(part.startswith(".") for part in p.relative_to(root).parts)
        )
        self.known = set(self.files)
        self.folders = {parent for file in self.files for parent in _parents(file)}
        self.text = {
            f: (root / f).read_bytes().decode("utf-8", "replace") for f in self.files if f.lower().endswith(NOTES)
        }
        self.aliases: dict[str, str] = {}
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for file in self.files:
            key = fold(file)
            name = key.rpartition("/")[2]
            self.by_name[name].append(file)
            if name.endswith(NOTES):
                stem = name.rpartition(".")[0]
                self.by_name[stem].append(file)
                if "___" in stem:  # a page of Logseq below another
                    self.aliases.setdefault(stem.replace("___", "/"), file)
                if re.fullmatch(r"\d{4}_\d\d_\d\d", stem):
                    self.aliases.setdefault(stem.replace("_", "-"), file)
        for file, text in self.text.items():
            for alias in _aliases(text):
                self.aliases.setdefault(fold(alias), file)

    def places(self, file: str) -> tuple[set[str], set[str]]:
        text = _FENCE.sub("\n", self.text.get(file, ""))
        headings = {squash(re.sub(r"\{#[^}]*\}\s*$", "", m[1] or m[2] or "")) for m in _HEADING.finditer(text)}
        ids = set(re.findall(r"""<[^>]*?\s(?:id|name)\s*=\s*["']?([^"'\s>]+)""", text)) | set(
            re.findall(r"\{#([^}\s]+)\}", text)
        )
        blocks = set(_BLOCK.findall(text))
        return {h for h in headings if h} | {squash(i) for i in ids}, blocks

    def has(self, file: str, fragment: str) -> bool:
        if not fragment:
            return True
        headings, blocks = self.places(file)
        last = fragment.rpartition("#")[2]
        if last.startswith("^"):
            return last[1:] in blocks
        name = squash(last)
        return name in headings or re.sub(r"\d+$", "", name) in headings

    def wiki(self, name: str, source: str) -> str | None:
        key = fold(name.replace("\\", "/"))
        if key.startswith(("./", "../")):
            key = fold(normpath(join(dirname(source), key)))
            hits = [f for f in self.by_name.get(key.rpartition("/")[2], ()) if _stem(fold(f)) == _stem(key)]
            return hits[0] if hits else None
        key = key.lstrip("/")
        hits = [f for f in self.by_name.get(key.rpartition("/")[2], ()) if _ends(fold(f), key)]
        if not hits:
            return self.aliases.get(key)
        here = dirname(source)
        return min(hits, key=lambda f: (_steps(here, dirname(f)), f.count("/"), f))

    def relative(self, path: str, source: str) -> str | None:
        base = "" if path.startswith("/") else dirname(source)
        full = normpath(join(base, path.lstrip("/"))) if path.strip("/") or base else "."
        for one in (full, unicodedata.normalize("NFC", full), unicodedata.normalize("NFD", full)):
            if one in self.known or one in self.folders or one == ".":
                return one
        return None


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _stem(key: str) -> str:
    return re.sub(r"\.(?:md|markdown)$", "", key)


def _ends(file: str, key: str) -> bool:
    return any(one == key or one.endswith("/" + key) for one in (file, _stem(file)))


def _steps(one: str, other: str) -> int:
    a, b = [p for p in one.split("/") if p], [p for p in other.split("/") if p]
    common = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (len(a) - common) * 100 + len(b) - common


def _parents(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


def _aliases(text: str) -> list[str]:
    logseq = re.match(r"(?:[\w-]+::.*\n)*?alias::[ \t]*(.*)", text)
    if logseq:
        return [name.strip() for name in logseq[1].split(",")]
    if not text.startswith("---"):
        return []
    head = text[3:].partition("\n---")[0]
    found = re.search(r"^alias(?:es)?:[ \t]*(.*(?:\n[ \t]*-.*)*)", head, re.M)
    return [a.strip(" []'\"-") for a in re.split(r"[,\n]", found[1]) if a.strip(" []'\"-")] if found else []


def wanted(folder: Folder) -> Iterator[Wanted]:
    for source, raw in folder.text.items():
        text = plain(re.sub(r"\A---\n.*?\n---\n", "", raw, flags=re.S))
        for match in _WIKI.finditer(text):
            place = re.split(r"\\?\|", match[2])[0].strip()
            whole = folder.wiki(place, source)
            name, _, fragment = (place, "", "") if whole else place.partition("#")
            target = whole or (source if not name and fragment else folder.wiki(name.strip(), source))
            if target is not None and folder.has(target, fragment):
                habit = (
                    "embed" if match[1] and target.lower().endswith(NOTES) else "picture" if match[1] else "wikilink"
                )
                yield Wanted(habit, source, target, fragment, match[0])
        marked = [(m[1], m[3] or m[4] or "", m[0]) for m in _MARKED.finditer(text)]
        for match in _MARKED.finditer(text):  # a picture inside a link
            marked += [(m[1], m[3] or m[4] or "", m[0]) for m in _MARKED.finditer(match[2])]
        marked += [("!" if m[1].lower() == "img" else "", unescape(m[2]), m[0]) for m in _HTML.finditer(text)]
        for bang, address, written in marked:
            if re.match(r"[a-zA-Z][\w+.-]*:|//", address) or not address:
                continue
            path, _, fragment = address.partition("#")
            path, fragment = unquote(path.partition("?")[0]), unquote(fragment)
            target = source if not path else folder.relative(path, source) or folder.wiki(path, source)
            if target is None or (fragment and target in folder.text and not folder.has(target, fragment)):
                continue
            note = target in folder.text
            habit = (
                "embed"
                if bang and note
                else "picture"
                if bang
                else "link"
                if note
                else "folder"
                if target not in folder.known
                else "file"
            )
            yield Wanted(habit, source, target, fragment if note else "", written)


class Site:
    """Pages by URL, and which of them show which source."""

    def __init__(self, files: Container[str], page: Callable[[str], str]) -> None:
        self.files = files
        self.page = cache(page)
        self.entries: dict[str, set[str]] = defaultdict(set)
        self.titles: dict[str, str] = {}
        self.sources: dict[str, set[str]] = defaultdict(set)

    def add(self, source: str, page: str, title: str) -> None:
        """An entry of `source`."""
        self.entries[source].add(page)
        self.titles[page] = title

    def leads(self, source: str) -> set[tuple[str, str]]:
        """Where links and pictures of a source lead: path in the site and fragment."""
        found: set[tuple[str, str]] = set()
        for page in self.entries[source] or self.sources[source]:
            found.add((page, ""))
            for address in re.findall(r'\s(?:href|src)="([^"]*)"', self.page(page)):
                address = unescape(address)
                if re.match(r"[a-zA-Z][\w+.-]*:|//", address):
                    continue
                path, _, fragment = address.partition("#")
                full = normpath(join(dirname(page), unquote(path))) if path else page
                found.add((full, unquote(fragment)))
        return found

    def ids(self, url: str) -> set[str]:
        """The anchors of a page."""
        return set(map(unescape, re.findall(r'\sid="([^"]*)"', self.page(url))))


class _Files:
    def __init__(self, root: Path) -> None:
        self.root = root

    def __contains__(self, path: object) -> bool:
        return (self.root / str(path)).is_file()


def site_of(root: Path, records: list[dict[str, object]]) -> Site:
    """A built site; `records` are those of `ainotes parse --json`."""
    files = _Files(root)
    made = Site(files, lambda url: (root / url).read_text(encoding="utf-8") if url in files else "")
    for record in records:
        source = record.get("source")
        if record["type"] == "entry" and isinstance(source, dict):
            made.add(source["path"], f"entries/{record['id']}.html", str(record["title"]))
    for page in (root / "sources").glob("*.html"):
        found = re.search(r'<span class="an-path">([^<]*)</span>', page.read_text(encoding="utf-8"))
        if found:
            made.sources[unescape(found[1])].add(f"sources/{page.name}")
    return made


def survives(want: Wanted, leads: set[tuple[str, str]], folder: Folder, site: Site) -> bool:
    if want.target in folder.text:
        pages = site.entries[want.target] | site.sources[want.target]
        hits = [(path, fragment) for path, fragment in leads if path in pages]
        if not want.fragment:
            return bool(hits)
        last = want.fragment.rpartition("#")[2].lstrip("^")
        for path, fragment in hits:
            if (
                fragment
                and fragment in site.ids(path)
                and (squash(fragment).endswith(squash(last)) or path.startswith("sources/"))
            ):
                return True
            if (
                not fragment
                and squash(site.titles.get(path, ""))
                and squash(last)[:60] in squash(site.titles.get(path, ""))
            ):
                return True
        return want.habit == "embed" and bool(hits)
    if want.target in folder.known:
        return want.target in {path for path, _ in leads} and want.target in site.files
    if want.target in (".", ""):
        return any(path in site.files and ("/" not in path or path in site.entries["README.md"]) for path, _ in leads)
    start = want.target + "/"
    inside = {p for f in folder.text if f.startswith(start) for p in site.entries[f] | site.sources[f]}
    return any((path in inside or path.startswith("sources/in.")) and path in site.files for path, _ in leads)


def measure(root: Path, verbose: bool) -> dict[str, Counter[str]]:
    with tempfile.TemporaryDirectory() as scratch:
        site, work = Path(scratch) / "site", Path(scratch)
        tool = [sys.executable, "-m", "ainotes_site"]
        told = subprocess.run(
            [*tool, "build", "--notes", str(root), "--site-dir", str(site)], cwd=work, capture_output=True, text=True
        )
        if told.returncode:
            sys.exit(told.stderr)
        said = subprocess.run([*tool, "parse", ".", "--json"], cwd=root, capture_output=True, text=True).stdout
        records = [json.loads(line) for line in said.splitlines()]
        folder, made = Folder(root), site_of(site, records)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        seen = set()
        leads: dict[str, set[tuple[str, str]]] = {}
        for want in wanted(folder):
            key = (want.habit, want.source, want.target, want.fragment)
            if key in seen:
                continue
            seen.add(key)
            if want.source not in leads:
                leads[want.source] = made.leads(want.source)
            good = survives(want, leads[want.source], folder, made)
            for habit in (want.habit, *(["fragment"] if want.fragment else []), "all"):
                counts[habit]["works"] += 1
                counts[habit]["survives"] += good
            if verbose and not good:
                print(f"  lost {want.habit}: {want.source}: {want.written[:100]} -> {want.target}#{want.fragment}")
        if verbose:
            print("\n".join("  said " + line for line in told.stderr.splitlines()[:40]))
        counts["reports"]["works"] = sum(".md" in line for line in told.stderr.splitlines())
        return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    for root in options.folders:
        counts = measure(root.resolve(), options.verbose)
        shown = ", ".join(f"{habit} {c['survives']}/{c['works']}" for habit, c in sorted(counts.items()))
        print(f"{root.name}: {shown}", flush=True)


if __name__ == "__main__":
    main()
