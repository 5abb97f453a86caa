"""What HTML may be in a page: the written allow-list. Nothing else leaves this room."""

from __future__ import annotations

from collections.abc import Mapping


def names(words: str) -> frozenset[str]:
    """Tags or attributes, written side by side."""
    return frozenset(words.split())


NOTE_TAGS = names(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table "
    "tbody td tfoot th thead time tr u ul var wbr"
)
"""Elements that a note may use as raw HTML."""

UNWRAPPED_TAGS = names(
    "acronym address applet area article aside audio base basefont bgsound big blink body button canvas center command "
    "content data datalist dialog dir element embed fieldset font footer form frame frameset head header hgroup html "
    "image input isindex keygen label legend link listing main map marquee math menu menuitem meta meter multicol "
    "nav nextid nobr object optgroup option output param path picture portal progress rb rtc search section select "
    "shadow slot source spacer strike svg template time track tt video"
)
"""Elements of HTML that a note may not use: their tags vanish, the text between them stays.

Some of them, written without attributes, are placeholders in a prompt or a command, and are shown: see `PLACEHOLDERS`.
All other names, `<think>` and `List<String>` among them, are shown as they are written; so are the elements that GitHub
filters, see `VERBATIM_TAGS`, because their content is no prose."""

PHRASING_TAGS = names(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var"
)
"""Elements that mark a run of text; one that is left open ends with its paragraph."""

VOID_TAGS = names("area base br col embed hr img input link meta param source track wbr")
"""Elements that hold nothing and are never closed (https://html.spec.whatwg.org/#void-elements)."""

UNCLOSED_TAGS = names("br caption col colgroup dd dt hr img li p rp rt tbody td tfoot th thead tr wbr")
"""Elements that need no closing tag, because they have no content or because the next one closes them."""

DEEPEST = 50
"""Elements of raw HTML that may be open at a time. More would be repeated in every paragraph that follows."""

VERBATIM_TAGS = names("noembed noframes noscript plaintext script style textarea title xmp")
"""Elements whose content a browser takes for something else than prose: their source is shown."""

EMBEDDED_TAGS = names("audio embed frame iframe source video")
"""Elements that load another document or a player: a link to it takes their place."""

PLACEHOLDERS = names(
    "area audio base command content data embed frame iframe image input keygen link menu meta object output param path "
    "source track video"
)
"""Names of elements that mean nothing without attributes: a bare `<input>` or `<output>` stands for a word."""

COMPONENTS = frozenset(
    ("Tabs", "TabItem", "CodeGroup", "CodeGroupItem", "ClientOnly", "BrowserOnly", "Badge", "CardGroup", "DocCardList")
)
"""Components of Docusaurus, VitePress and their kin; what is in them is shown."""

NOTE_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset(("href",)),
    "abbr": frozenset(("title",)),
    "blockquote": frozenset(("cite",)),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "del": frozenset(("datetime",)),
    "details": frozenset(("open",)),
    "dfn": frozenset(("title",)),
    "img": frozenset(("src", "alt", "width", "height")),
    "ins": frozenset(("datetime",)),
    "li": frozenset(("value",)),
    "ol": frozenset(("start", "reversed", "type")),
    "q": frozenset(("cite",)),
    "td": frozenset(("colspan", "rowspan", "align")),
    "th": frozenset(("colspan", "rowspan", "align", "scope")),
    "time": frozenset(("datetime",)),
}
"""Attributes that a note may use, next to the general ones."""

NOTE_GENERAL_ATTRIBUTES = frozenset(("title", "lang", "dir", "id", "name"))
"""Attributes that a note may use on every element; `id` and `name` become an `id` that begins with `user-content-`."""

SCHEMES = frozenset(("http", "https", "mailto"))
"""Schemes of links; images may use the first two."""

MATHML: Mapping[str, frozenset[str]] = {
    "math": frozenset(("alttext", "display")),
    "menclose": frozenset(("notation",)),
    "mfrac": frozenset(("linethickness", "displaystyle", "scriptlevel")),
    "mi": frozenset(("mathvariant",)),
    "mo": names("fence form largeop lspace maxsize minsize movablelimits rspace separator stretchy symmetric"),
    "mover": frozenset(("accent",)),
    "mpadded": names("depth height lspace style voffset width"),
    "mrow": frozenset(("style",)),
    "mspace": frozenset(("width", "height", "depth", "style")),
    "mstyle": frozenset(("displaystyle", "scriptlevel", "style")),
    "mtable": frozenset(("displaystyle", "scriptlevel", "style")),
    "mtd": frozenset(("columnspan", "rowspan", "style")),
    "mtext": frozenset(("style",)),
    "munder": frozenset(("accentunder",)),
    "munderover": frozenset(("accent", "accentunder")),
    **dict.fromkeys(
        names("merror mmultiscripts mn mphantom mprescripts mroot ms msqrt msub msubsup msup mtr"), frozenset[str]()
    ),
}
"""Elements of a formula that `markup.mathml` writes, with their attributes; no links, scripts or annotations."""

MATHML_STYLES = names(
    "background-color border border-color color justify-items padding-left padding-right text-align width"
)
"""Properties of the styles in a formula, which align its columns and colour its parts."""
