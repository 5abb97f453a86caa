"""Which notes say that they are pages: the same answer as the readers give."""

from __future__ import annotations

import pytest

from ainotes_site.pipeline.theme.handwritten import claims_page
from ainotes_site.readers import read


@pytest.mark.parametrize(
    "text",
    [
        "---\nformat: page\n---\n# 关于\n",
        "---\ntitle: 关于\nformat: page\n---\n# 关于\n",
        '---\nformat: "page"\ntitle: x\n---\n# 关于\n',
        "\ufeff---\nformat: page\n---\n# 关于\n",
        "---\r\nformat: page\r\n---\r\n# 关于\r\n",
        "---\ntitle: page\n---\n# 关于 page\n",
        "---\ntitle: x\n---\nformat: page\n",
        "# page\n\nformat: page\n",
        "---\nformat: journal\n---\n# page\n",
        "---\nformat: pages\n---\n# 甲\n",
        "format: page\n",
        "",
    ],
)
def test_the_front_matter_decides(text: str) -> None:
    data = text.encode("utf-8")
    assert claims_page(data) == any("trusted page" in str(problem) for problem in read("a.md", data).problems)


def test_a_front_matter_that_never_ends_is_no_trouble() -> None:
    assert not claims_page(b"---\n" + b"a: page\n" * 100_000)
