"""What a page's head tells programs: cards of messengers (https://ogp.me, and X's cards), and JSON-LD in the words of
https://schema.org for search engines. Both speak of addresses, so most of it needs the address of the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from ainotes_site.i18n import text
from ainotes_site.render.page import About, Page
from ainotes_site.settings import Settings
from ainotes_site.urls import GLOSSARY, HOME, relative

_ICON = "assets/ainotes/icon-512.png"
_LOCALES = {"zh": "zh_CN", "en": "en_US"}


def page_metadata(page: Page, settings: Settings) -> str:
    """Elements for the head of a page."""
    lines = [_property(name, content) for name, content in _card(page, settings)]
    lines += [f'<meta name="{name}" content="{escape(content)}">' for name, content in _names(page)]
    if page.about is not None and page.about.feed:
        address = escape(relative(page.about.feed, page.url))
        lines.append(
            f'<link rel="alternate feed" type="application/atom+xml" title="{escape(page.title)}" href="{address}">'
        )
    if settings.site_url:
        graph = json.dumps(
            {"@context": "https://schema.org", "@graph": list(_graph(page, settings))},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        lines.append(f'<script type="application/ld+json">{_in_script(graph)}</script>')
    return "\n".join(lines)


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def _in_script(graph: str) -> str:
    """JSON that ends no script and begins no comment."""
    return graph.replace("<", "\\u003c")


def _card(page: Page, settings: Settings) -> Iterator[tuple[str, str]]:
    about = page.about
    is_article = about is not None and about.type == "Article"
    yield "og:type", "article" if is_article else "website"
    yield "og:site_name", settings.site_name
    yield "og:title", page.title
    if description := page.description or settings.site_description:
        yield "og:description", description
    yield "og:locale", _LOCALES[page.lang]
    if settings.site_url:
        yield "og:url", _address(page.url, settings)
        yield "og:image", settings.site_url + _ICON
    if about is not None and is_article:
        yield from _article(about)


def _article(about: About) -> Iterator[tuple[str, str]]:
    if about.date:
        yield "article:published_time", about.date
    if about.updated:
        yield "article:modified_time", about.updated
    for name, _ in about.authors:
        yield "article:author", name
    if len(about.way) > 1:
        yield "article:section", about.way[-1][0]
    for tag in about.tags:
        yield "article:tag", tag


def _names(page: Page) -> Iterator[tuple[str, str]]:
    yield "twitter:card", "summary"
    yield "twitter:title", page.title
    if page.description:
        yield "twitter:description", page.description
    if page.about is not None and page.about.authors:
        yield "author", ", ".join(name for name, _ in page.about.authors)


def _address(url: str, settings: Settings) -> str:
    return settings.site_url if url == HOME else settings.site_url + url


def _graph(page: Page, settings: Settings) -> Iterator[dict[str, object]]:
    """What the page is, and the way to it. A value that is not known is left out."""
    about = page.about or About("WebPage", ())
    address = _address(page.url, settings)
    website = {"@type": "WebSite", "name": settings.site_name, "url": settings.site_url}
    common: dict[str, object] = {"@type": about.type, "@id": address, "url": address}
    if about.type == "DefinedTerm":
        glossary = {
            "@type": "DefinedTermSet",
            "name": text("nav.glossary", page.lang),
            "url": settings.site_url + GLOSSARY,
        }
        special: dict[str, object] = {
            "name": page.title,
            "alternateName": list(about.other_names),
            "inDefinedTermSet": glossary,
        }
    elif about.type == "Article":
        special = {
            "headline": page.title,
            "datePublished": about.date,
            "dateModified": about.updated or about.date,
            "author": [_person(name, url, settings) for name, url in about.authors],
            "keywords": list(about.tags),
            "isPartOf": website,
        }
    else:
        special = {"name": page.title, "isPartOf": website}
    known = {**common, **special, "description": page.description, "inLanguage": page.lang}
    yield {name: value for name, value in known.items() if value}
    if about.way:
        yield _breadcrumbs(page, about, settings)


def _person(name: str, url: str | None, settings: Settings) -> dict[str, str]:
    return {"@type": "Person", "name": name, **({"url": settings.site_url + url} if url else {})}


def _breadcrumbs(page: Page, about: About, settings: Settings) -> dict[str, object]:
    steps = [(text("nav.home", page.lang), HOME), *about.way, (page.title, page.url)]
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": _address(url, settings)}
        for at, (name, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
