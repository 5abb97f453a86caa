"""Page chrome takes no more room than it needs, and says what it said."""

from __future__ import annotations

import pytest

from ainotes_site.pipeline.theme.page_layout import squeezed


@pytest.mark.parametrize(
    ("rendered", "expected"),
    [
        ("<ul>\n\n    \n  <li>一 二</li>  \n\t</ul>\n", "<ul>\n<li>一 二</li>\n</ul>\n"),
        ("<a>一</a>\r\n\r\n<a>二</a>", "<a>一</a>\n<a>二</a>"),
        ("<p>一  二</p>", "<p>一  二</p>"),
        ("<b>\n\n<script>\n\n  a = `\n\n  b`\n</script>\n\n</b>", "<b>\n<script>\n\n  a = `\n\n  b`\n</script>\n</b>"),
        ("<PRE class=x>\n  a\n\n  b\n</PRE >\n\n<i>", "<PRE class=x>\n  a\n\n  b\n</PRE >\n<i>"),
        ("<pretty>\n\n  </pretty>", "<pretty>\n</pretty>"),
        ("<script>\n\n  never closed", "<script>\nnever closed"),
    ],
)
def test_indentation_goes_where_nobody_sees_it(rendered: str, expected: str) -> None:
    assert squeezed(rendered) == expected
