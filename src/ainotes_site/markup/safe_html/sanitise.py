"""The last gate: whatever came before, only what is on the allow-list leaves, with every element closed."""

from __future__ import annotations

from functools import cache

import nh3

from ainotes_site.markup.rules.callout_names import LOOKS
from ainotes_site.markup.safe_html.allow_list import MATHML, MATHML_STYLES, NOTE_ATTRIBUTES, NOTE_TAGS, SCHEMES

_OWN_TAGS = frozenset(("section", "input", "label", "s", "audio", "video"))
_OWN_ATTRIBUTES = {
    "a": ("href", "title", "rel", "data-term", "aria-label"),
    "audio": ("src", "controls", "preload"),
    "video": ("src", "controls", "preload"),
    "div": ("role", "tabindex", "aria-label", "data-lang"),
    "img": ("loading", "decoding"),
    "section": ("aria-label",),
    "input": ("checked", "aria-label"),
    "span": ("data-linenos",),
}
_SPANS = ("an-tag", "an-missing", "task-list-indicator", "filename", "linenos", "hll")
_WITH_ID = ("a", "div", "h2", "h3", "h4", "h5", "h6", "li", "p", "span", "sup")


def sanitised(html: str) -> str:
    """`html` with balanced, allowed elements only. Ids are those of our anchors, or begin with `user-content-`."""
    return _cleaner().clean(html).replace(_EMPTIED_LINK, "<a>")


_EMPTIED_LINK = '<a class="an-external" rel="noopener noreferrer">'
"""A link out of the site whose address is none: nothing says so any more but the class, and `rel` is for links only."""


@cache
def _cleaner() -> nh3.Cleaner:
    attributes: dict[str, set[str]] = {"*": {"title", "lang", "dir"}}
    for tag, names in (*NOTE_ATTRIBUTES.items(), *MATHML.items(), *_OWN_ATTRIBUTES.items()):
        attributes.setdefault(tag, set()).update(names)
    for tag in _WITH_ID:
        attributes.setdefault(tag, set()).add("id")
    return nh3.Cleaner(
        tags=set((NOTE_TAGS - {"h1"}) | _OWN_TAGS | set(MATHML)),
        clean_content_tags={"script", "style", "iframe", "noscript", "title", "textarea", "xmp", "noembed", "noframes"},
        attributes=attributes,
        allowed_classes=_classes(),
        tag_attribute_values={"input": {"type": {"checkbox"}, "disabled": {""}}},
        filter_style_properties=set(MATHML_STYLES),
        url_schemes=set(SCHEMES),
        url_relative=_on_this_site,
        link_rel=None,
    )


def _classes() -> dict[str, set[str]]:
    from pygments.token import STANDARD_TYPES

    return {
        "a": {"an-term", "an-entry-link", "an-external", "footnote-ref", "footnote-backref"},
        "blockquote": {"an-quote", "an-embed"},
        "code": {"an-broken-math"},
        "details": {"an-callout", *LOOKS},
        "div": {"an-callout", "admonition", "an-table", "an-math", "highlight", *LOOKS},
        "figure": {"an-diagram"},
        "label": {"task-list-control"},
        "li": {"task-list-item"},
        "ol": {"contains-task-list"},
        "p": {"admonition-title", "an-embed__source", "an-badges", "an-file"},
        "pre": {"an-mermaid"},
        "section": {"footnotes"},
        "span": {*_SPANS, *filter(None, STANDARD_TYPES.values())},
        "ul": {"contains-task-list"},
    }


def _on_this_site(url: str) -> str | None:
    """A relative address. One that names a host without a scheme goes: on `file://` that is a computer nearby."""
    return None if url.lstrip("\x00\t\n\r ")[:2].replace("\\", "/") == "//" else url
