"""Why files were written: the manifest has a checksum per input of each page, and `explain` compares them."""

from __future__ import annotations

from collections.abc import Mapping
from struct import Struct

from ainotes_site.pipeline.publish.manifest import Made
from ainotes_site.pipeline.publish.outputs import Outputs
from ainotes_site.pipeline.report import Reason
from ainotes_site.render.fingerprints.page_fingerprints import PARTS

_LAYOUT = Struct(f"<{len(PARTS)}H")


def packed(checks: Mapping[str, int]) -> bytes:
    """Checks of 16 bits by part, as bytes; a part that is missing counts as 0."""
    return _LAYOUT.pack(*(checks.get(name, 0) for name in PARTS))


def reasons(outputs: Outputs) -> tuple[Reason, ...]:
    """Why each written file was written."""
    return tuple(_reason(path, outputs.old.files.get(path), outputs.files[path]) for path in sorted(outputs.written))


def _reason(path: str, old: Made | None, new: Made) -> Reason:
    if old is None:
        return Reason(path, "new")
    if old.key == new.key:
        return Reason(path, "damaged")
    return Reason(path, "changed", changed(old.parts, new.parts))


def changed(old: bytes, new: bytes) -> tuple[str, ...]:
    """Names of the inputs in which two pages differ; none where one of them has no checksums."""
    if len(old) != _LAYOUT.size or len(new) != _LAYOUT.size:
        return ()
    pairs = zip(PARTS, _LAYOUT.unpack(old), _LAYOUT.unpack(new), strict=True)
    return tuple(name for name, before, after in pairs if before != after)
