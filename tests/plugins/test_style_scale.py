"""Sizes and spaces of the theme come from one scale, which `tokens.css` names."""

from __future__ import annotations

import re

from ainotes_mkdocs.assets import THEME

STYLES = THEME / "assets" / "ainotes" / "css"
NAMED = {
    "font-size": r"var\(--an-size-[\w-]+\)|var\(--an-text-size\)|max\(16px, var\(--an-size-[\w-]+\)\)|1em|inherit",
    "border-radius": r"var\(--an-radius[\w-]*\)|50%",
    "space": r"var\(--an-(?:space|room|gap)[\w-]*\)|calc\(-1 \* var\(--an-(?:space|room)-\d+\)\)|auto",
}
"""What a declaration may say beside hairlines of a pixel or a few."""
HAIRLINE = r"0|[1-6]px"
DECLARATION = re.compile(
    r"^\s*(?P<name>font-size|border-radius|(?:margin|padding)(?:-[a-z-]+)?|(?:row-|column-)?gap): (?P<value>[^;]+);",
    re.MULTILINE,
)


def _is_named(name: str, value: str) -> bool:
    kind = name if name in NAMED else "space"
    parts = re.findall(r"[^\s()]+\([^()]*(?:\([^()]*\)[^()]*)*\)|\S+", value.removesuffix(" !important"))
    return all(re.fullmatch(f"(?:{NAMED[kind]}|{HAIRLINE})", part) for part in parts)


def test_every_size_and_space_has_a_name() -> None:
    found = [
        (path.name, match["name"], match["value"])
        for path in sorted(STYLES.rglob("*.css"))
        if path.name not in ("tokens.css", "print.css")
        for match in DECLARATION.finditer(path.read_text(encoding="utf-8"))
        if not _is_named(match["name"], match["value"])
    ]
    assert [one for one in found if not one[1].startswith("scroll")] == []


def test_every_name_that_is_used_is_defined() -> None:
    tokens = (STYLES / "tokens.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"(--an-(?:space|room|size|radius)[\w-]*):", tokens))
    used = {
        name
        for path in STYLES.rglob("*.css")
        for name in re.findall(r"var\((--an-(?:space|room|size|radius)[\w-]*)\)", path.read_text(encoding="utf-8"))
    }
    assert used <= defined
    assert used == defined - {"--an-text-size"}
