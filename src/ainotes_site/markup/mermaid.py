"""Mermaid diagrams as SVG, drawn while the notes are compiled: without a script, a network or a browser.

`mmdr` draws them where it is installed. What it gives is taken apart and written anew by `markup.svg`. A diagram that is too
large, takes too long or is not understood is not drawn; its source is shown then.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from html import escape, unescape
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from threading import Thread

from ainotes_site.i18n import text as word
from ainotes_site.lazy_regex import pattern
from ainotes_site.markup.safe_html.svg import safe_svg
from ainotes_site.model import Lang

LONGEST = 20_000
"""Characters of a source; of the diagrams that people read, hardly one has 5000."""
MOST_LINES = 400
DEEPEST = 20
"""Brackets within brackets, and blocks within blocks: the renderer is recursive, and a program must not end with its stack."""
TIMEOUT = 5.0
"""Seconds that a diagram may take; a flowchart of 40 nodes takes a hundredth of one."""

_KINDS = pattern(r"(?m)^[ \t]*(?:graph|flowchart|sequenceDiagram|classDiagram|stateDiagram|erDiagram|gantt|pie)\b")
"""Diagrams that the renderer draws well; of a mind map it draws half, one box over another."""
_SEQUENCE = pattern(r"(?m)^[ \t]*sequenceDiagram\b")
_PARTICIPANT = pattern(r"[ \t]*(?:create[ \t]+)?(?:participant|actor)[ \t]+(.+?)(?:[ \t]+as[ \t].*)?[ \t]*$")
_MESSAGE = pattern(
    r"[ \t]*([^\s:;<>%-][^:;<>%-]{0,60}?)[ \t]*((?:<<)?--?(?:>>?|x|\)))[ \t]*([+-]?)[ \t]*([^:;<>%+-]{1,60}):"
)
_BLOCK = pattern(r'<pre class="an-mermaid"><code>([^<]*)</code></pre>')


def can_draw() -> bool:
    """Whether the renderer is installed."""
    return find_spec("mmdr") is not None


def with_diagrams(html: str, lang: Lang, owner: str) -> str:
    """Sanitised `html` with each block of Mermaid as a figure, its source behind a switch. Ids begin with what is made of
    `owner`, which is to be no other entry's.
    """
    if "an-mermaid" not in html:
        return html
    parts = _BLOCK.split(html)
    prefix = blake2b(owner.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
    for at in range(1, len(parts), 2):
        source = unescape(parts[at])
        shown = f'<pre class="an-mermaid"><code>{parts[at]}</code></pre>'
        svg = drawn(source)
        drawing = safe_svg(svg, f"diagram-{prefix}-{at // 2}-") if svg is not None else None
        if drawing is not None:
            label = escape(word("markup.diagram.source", lang))
            shown = f'<figure class="an-diagram">{drawing}<details><summary>{label}</summary>{shown}</details></figure>'
        parts[at] = shown
    return "".join(parts)


def drawn(source: str) -> str | None:
    """The renderer's SVG of a diagram, which is not to be trusted; None where it cannot be drawn."""
    return _drawn(source) if can_draw() and _is_drawable(source) else None


@lru_cache(maxsize=64)
def _drawn(source: str) -> str | None:
    answer: SimpleQueue[str | None] = SimpleQueue()
    Thread(target=_draw, args=(source, answer), daemon=True).start()
    try:
        svg = answer.get(timeout=TIMEOUT)
    except Empty:
        return None
    return svg if svg is not None and safe_svg(svg, "") is not None else None


def _draw(source: str, answer: SimpleQueue[str | None]) -> None:
    import mmdr

    try:
        answer.put(mmdr.render(_in_full(source), backend="mermaid-rs-renderer").svg())
    except BaseException:  # it is Rust, whose panics are no Exceptions; what cannot be drawn is said by who asked
        answer.put(None)


def _in_full(source: str) -> str:
    """A sequence diagram as the renderer reads it: it wants all speakers declared or none, and no `+` and `-` for who is
    active, which are lines of their own here.
    """
    if not _SEQUENCE.search(source):
        return source
    declared: list[str] = []
    speakers: list[str] = []
    lines: list[str] = []
    place = 0
    for line in source.split("\n"):
        participant, message = _PARTICIPANT.match(line), _MESSAGE.match(line)
        if participant:
            declared.append(participant[1].strip())
            place = place if speakers else len(lines) + 1
        elif message:
            sender, sign, receiver = message[1].strip(), message[3], message[4].strip()
            speakers += (sender, receiver)
            lines.append(f"{message[1]}{message[2]}{receiver}:{line[message.end() :]}")
            if sign:
                lines.append(f"activate {receiver}" if sign == "+" else f"deactivate {sender}")
            continue
        lines.append(line)
    if declared and place:
        lines[place:place] = [f"participant {name}" for name in dict.fromkeys(speakers) if name not in declared]
    return "\n".join(lines)


def _is_drawable(source: str) -> bool:
    if not _KINDS.search(source) or len(source) > LONGEST or source.count("\n") > MOST_LINES:
        return False
    depth = deepest = 0
    for sign in source:
        depth += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, depth)
    indents = {len(line) - len(line.lstrip()) for line in source.split("\n")}
    return max(deepest, source.count("subgraph"), len(indents)) <= DEEPEST
