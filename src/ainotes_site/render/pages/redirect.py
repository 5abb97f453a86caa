"""The small page at a path where nothing lives any more: it leads on, or says that what it named is gone.

It works from `file://`, keeps the query and the fragment of the address, and leads on without JavaScript too.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from posixpath import dirname, relpath

from ainotes_site.i18n import text
from ainotes_site.link.library import Redirect
from ainotes_site.render.site import Site
from ainotes_site.urls import HOME, SEARCH, Url

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:18vh auto;max-width:32rem;padding:0 1rem;font:1rem/1.7 system-ui,sans-serif}"
    "a{display:inline-block;min-height:24px;margin-inline-end:1rem}"
)


def redirect_page(site: Site, redirect: Redirect) -> bytes:
    """The page at `redirect.path`."""
    lang = site.settings.lang
    if redirect.target is None:
        pages = [(HOME, text("redirect.home", lang))]
        if site.settings.search:
            pages.append((SEARCH, text("redirect.search", lang)))
        links = "".join(f'<a href="{escape(_relative(redirect, url))}">{escape(name)}</a>' for url, name in pages)
        return _page(site, text("redirect.gone", lang), "", f"<p>{links}</p>")
    target = _relative(redirect, redirect.target)
    quoted = json.dumps(target).replace("<", "\\u003c")
    script = f"location.replace({quoted}+location.search+location.hash)"
    at_once = f'<noscript><meta http-equiv="refresh" content="0; url={escape(target)}"></noscript>'
    canonical = f'<link rel="canonical" href="{escape(f"{site.settings.site_url}{redirect.target}")}">'
    head = f"<script>{script}</script>\n{at_once}\n{canonical if site.settings.site_url else ''}"
    words = text("redirect.moved", lang)
    return _page(
        site, words, head, f'<p><a href="{escape(target)}">{escape(text("redirect.there", lang))}</a></p>', script
    )


def _relative(redirect: Redirect, url: Url) -> str:
    path = relpath(url, dirname(redirect.path) or ".")
    return f"{path}/" if url.endswith("/") else path


def _page(site: Site, words: str, head: str, body: str, script: str = "") -> bytes:
    allowed = f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" if script else "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; base-uri 'none'; form-action 'none'"
    return f"""<!doctype html>
<html lang="{escape(site.settings.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(words)} - {escape(site.settings.site_name)}</title>
{head}
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(words)}</h1>
{body}
</main>
</body>
</html>
""".encode()
