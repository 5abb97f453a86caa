"""What was brought from other hosts: apart from the bringing, which few sites ask for and which takes long to import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ainotes_site.pipeline.remote_images.refusal import PASSING, Why
from ainotes_site.render.image_rewrite import Picture


@dataclass(frozen=True, slots=True)
class Pictures:
    """What became of the images on other hosts."""

    copies: Mapping[str, Picture] = field(default_factory=dict)
    """By the URL that the notes give."""
    missing: tuple[tuple[str, Why], ...] = ()
    """The others by URL, and why; pages show a link in their place."""

    @property
    def settled(self) -> bool:
        """Whether asking again is as good as pointless."""
        return not any(why in PASSING for _, why in self.missing)
