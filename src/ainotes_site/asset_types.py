"""What kind of file lies beside the notes: one that a browser only shows, or one that it would run."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files


class AssetType(StrEnum):
    """See `asset_types.txt`, which has the endings of each."""

    PLAIN = "plain"
    PASSIVE = "passive"
    MEDIA = "media"
    MARKUP = "markup"
    ACTIVE = "active"
    UNKNOWN = "unknown"


def asset_type(path: str) -> AssetType:
    """The type of a file, by the ending of its name alone.

    >>> asset_type("img/Flow.PNG"), asset_type("demo.html"), asset_type("LICENSE")
    (<AssetType.MEDIA: 'media'>, <AssetType.ACTIVE: 'active'>, <AssetType.UNKNOWN: 'unknown'>)
    """
    name = path.rpartition("/")[2].rstrip(". ")  # Windows drops them, and with them what hides the ending
    return _by_ending().get(name.rpartition(".")[2].lower(), AssetType.UNKNOWN) if "." in name else AssetType.UNKNOWN


@cache
def _by_ending() -> dict[str, AssetType]:
    lines = files(__package__).joinpath("asset_types.txt").read_text(encoding="utf-8").splitlines()
    told = [line.split() for line in lines if line and not line.startswith("#")]
    return {ending: AssetType(kind) for kind, *endings in told for ending in endings}
