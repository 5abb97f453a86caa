"""TeX to MathML at build time, so that formulas need no script in the page."""

from __future__ import annotations

from functools import cache

from math_core import LatexError, LatexToMathML

LONGEST = 4_000
"""Characters of a formula beyond which it is shown as code; also keeps the depth of nesting low."""


def mathml(tex: str, *, display: bool) -> str | None:
    """`tex` as a `<math>` element, on a line of its own when `display`; None when it is no TeX that can be read."""
    if len(tex) > LONGEST:
        return None
    try:
        return _converter().convert_with_local_state(tex, displaystyle=display)
    except LatexError:
        return None


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False)
