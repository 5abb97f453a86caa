"""TeX to MathML at build time, so that formulas need no script in the page."""

from __future__ import annotations

from functools import cache
from html import escape

from math_core import LatexError, LatexToMathML

LONGEST = 4_000
"""Characters of a formula beyond which it is shown as code; also keeps the depth of nesting low."""


def mathml(tex: str, *, display: bool) -> str | None:
    """`tex` as a `<math>` element, on a line of its own when `display`; None when it is no TeX that can be read.

    `alttext` (MathML 3, 2.2.1) holds the TeX, for screen readers that do not speak MathML.
    """
    if len(tex) > LONGEST:
        return None
    try:
        made = _converter().convert_with_local_state(tex, displaystyle=display)
    except LatexError:
        return None
    return made.replace("<math", f'<math alttext="{escape(" ".join(tex.split()))}"', 1)


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False)
