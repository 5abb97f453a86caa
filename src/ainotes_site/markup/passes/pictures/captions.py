"""Which alt texts say something, and so become captions."""

from __future__ import annotations

import re

from ainotes_site.lazy_regex import pattern

IMAGE_FILE = pattern(r"\.(?:png|jpe?g|gif|webp|avif|bmp|svg|tiff?|heic|ico)$", re.IGNORECASE)
"""Does a name end like a picture's?"""

SIZE = pattern(r"(\d{1,4})(?:x(\d{1,4}))?$")
"""Obsidian's size after a bar: `300` or `300x200`."""

# Names that programs give: screenshots, cameras, pasted pictures, and the hints that editors leave in the brackets.
_SAYS_NOTHING = pattern(
    r"(?:image|img|img_e|pic|picture|photo|figure|fig|alt|alt text|description|screenshot|screen shot|screen|p|v2"
    r"|pasted image|untitled|untitled diagram|dsc|dscn|dscf|mmexport|wechatimg|wx_camera"
    r"|图|图片|图像|配图|插图|照片|截图|截屏|屏幕截图|屏幕快照|微信图片|微信截图|qq截图|企业微信截图|描述|图片描述"
    r"|图片说明|在这里插入图片描述|请添加图片描述|输入图片说明)?"
    r"[\s\d_.:：()（）@x/-]*(?:am|pm|上午|下午|at)?[\s\d_.:：()（）-]*(?:\.\w{2,4})?",
    re.IGNORECASE,
)
_HASH = pattern(r"(?:v2-)?(?=[0-9a-f-]*\d)[0-9a-f-]{16,}(?:_\w+)?(?:\.\w{2,4})?", re.IGNORECASE)
_ADDRESS = pattern(r"(?:https?:|www\.|data:)\S*$", re.IGNORECASE)


def caption(alt: str) -> str:
    """`alt` as a caption; empty when it says nothing about the picture, like `image.png`, `IMG_123` or `截图`."""
    text = " ".join(alt.split())
    name = IMAGE_FILE.sub("", text) if " " not in text else text
    if _SAYS_NOTHING.fullmatch(text) or _HASH.fullmatch(text) or _ADDRESS.match(text):
        return ""
    return "" if name != text and re.fullmatch(r"[\w.-]*", name) and name.isascii() else text
