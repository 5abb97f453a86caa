"""What a scraped page brings along that its author did not write: advertising, captions, teasers. All rules are here.

They work on paragraphs of plain text, and are meant for the outline and newsletter readers alone: a note may well speak
of QR codes. A rule names a kind of sentence, never a site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from ainotes_site.lazy_regex import pattern

STRONG_PITCH = pattern(
    r"扫(?:码|描)?[^。\n]{0,12}(?:二.{0,2}维码|二.{0,2}码|关注|领取|添加|进群|加群|入群|加入.{0,6}群)|(?:免费|限时)[^。\n]{0,10}(?:领取|赠送|分享出来|获取)|领取[^。\n]{0,10}(?:资料|福利|礼包|课程)|"
    r"(?:资料|福利|礼包|课程|电子书)[^。\n]{0,12}(?:领取|免费送|免费分享|打包)|(?:关注|添加|搜索)[^。\n]{0,12}(?:公众号|微信号|小助手|视频号)|"
    r"(?:公众号|后台|私信|评论区)[^。\n]{0,8}(?:回复|留言|扣)[^。\n]{0,14}(?:领取|获取|即可)|加(?:我)?(?:微信|vx|v信|wx)|保存图片[^。\n]{0,20}(?:微信|wx|扫)|"
    r"一键三连|点赞[、，,+和]?\s?(?:收藏|关注|在看|转发)|求(?:关注|点赞|三连)|点个(?:赞|在看|关注)|(?:长按|识别)[^。\n]{0,8}二维码|"
    r"(?:报名|优惠)[^。\n]{0,10}(?:立减|名额有限|早鸟)|商务合作|"
    r"scan (?:the|this) QR code|(?:like,? (?:share,? )?and subscribe)|smash (?:that|the) like|subscribe to (?:our|my|"
    r"the) (?:newsletter|channel)|"
    r"follow (?:us|me) on (?:twitter|x|instagram|linkedin|wechat)|sign up for (?:our|my|a) (?:free )?(?:newsletter|"
    r"trial)|use (?:promo )?code [A-Z0-9]{3,}",
    re.IGNORECASE,
)
"""Sentences that ask the reader for something, or give something away for it."""

WEAK_PITCH = pattern(
    r"学习路线|[\d一二三]+\s?(?:套|本|集|G)[^。\n]{0,16}(?:书籍|视频|教程|资料|方案|PDF)|面试题[^。\n]{0,4}(?:合集|大全)|(?:这|本)门课程?|学会后的收获|获取方式|第[一二三四五六七八九十]阶段\s*[:：]|"
    r"小伙伴|粉丝福利|零基础|从入门到(?:精通|放弃)|工作[^。\n]{0,6}十?余?年[^。\n]{0,12}(?:指导|同行|后辈)|如何(?:系统)?学习.{0,12}[?？]|训练营|大厂",
    re.IGNORECASE,
)
"""Sentences that go with a pitch but can be innocent alone."""

_TEASER_HEAD = pattern(
    r"\s*(?:#{1,6}\s*)?\**(?:read more|read next|more (?:stories|articles|from .{1,40})|related (?:posts?|articles?|"
    r"stories|reading)|you (?:may|might) also like|"
    r"recommended(?: for you)?|延伸阅读|推荐阅读|相关阅读|相关文章|相关推荐|猜你喜欢|更多(?:文章|推荐|精彩内容)|"
    r"往期.{0,4}(?:推荐|回顾|精选|文章)|热门(?:文章|推荐)|上一篇|下一篇|阅读原文|大家都在看|精彩推荐)"
    r"\**\s*[:：]?.{0,2}$",
    re.IGNORECASE,
)
_LINKED = pattern(r"https?://|\]\(")
_MARKUP = pattern(r"\s*(?:[-*+>|`#]|\d+[.、)）]|[（(]?[一二三四五六七八九十]|[A-Z][.、)])")

CAPTION_TIMES, CAPTION_LENGTH = 3, 80
"""How often a whole line must come back, and how short it must be, to be a caption that the site repeats."""


_SITE_SIGN = pattern(
    r"\b[\w-]{2,40}\.(?:com|cn|net|org|io|top|xyz|cc|me)\b|©|版权|图源|图片来源|来源\s*[:：]|转载|公众号|advertisement|sponsored|广告"
    r"|image (?:source|credit)|photo by|all rights reserved",
    re.IGNORECASE,
)
"""What tells a site's line from one that an author repeats, such as 示例代码如下."""


def captions(lines: Sequence[str], title: str) -> frozenset[str]:
    """Lines (stripped) that a site repeats through the page: watermarks, bylines, captions with the title in them."""
    counts = Counter(line.strip() for line in lines if line.strip())
    return frozenset(text for text, count in counts.items() if count >= CAPTION_TIMES and _is_caption(text, title))


def _is_caption(text: str, title: str) -> bool:
    """Whether a line is short, no sentence and no markup, and speaks of a site or names the page."""
    if not 4 <= len(text) <= CAPTION_LENGTH or _MARKUP.match(text) or text.endswith((":", "：", "。", "，", "；")):
        return False
    of_site = _SITE_SIGN.search(text) is not None or (len(title) >= 4 and title in text)
    return of_site and any(map(str.isalnum, text))


def teaser_start(lines: Sequence[str], first: int, stop: int) -> int | None:
    """Index of a `Read more` line from which other articles' beginnings follow to the end; None without one.

    A list of links under such a line is a list of references, which the author meant.
    """
    for at in range(max(first, first + (stop - first) // 3), stop):
        if len(lines[at]) > 60 or not _TEASER_HEAD.match(lines[at]):
            continue
        rest = [line for line in lines[at + 1 : stop] if line.strip()]
        linked = sum(bool(_LINKED.search(line)) for line in rest)
        if not rest or linked * 2 < len(rest):
            return at
    return None


def advertising(paragraphs: Sequence[tuple[int, int]], lines: Sequence[str], content: Sequence[bool]) -> set[int]:
    """Numbers of the `paragraphs` (first index, stop) that are advertising.

    `content` says which paragraphs are headings of the outline: between two pitches without one of these, all is
    pitch; a pitch reaches up over weaker ones, such as the question that it answers.
    """
    texts = ["\n".join(lines[first:stop]) for first, stop in paragraphs]
    strong = [number for number, text in enumerate(texts) if not content[number] and STRONG_PITCH.search(text)]
    found: set[int] = set(strong)
    for left, right in pairwise(strong):
        between = range(left + 1, right)
        weak = sum(map(_hints, (texts[number] for number in between)))
        if not any(content[left:right]) and (weak * 4 >= len(between) or len(between) <= 1):
            found.update(between)
    for number in sorted(found):
        _spread(found, range(number - 1, -1, -1), texts, content, _leads_to_pitch)
        _spread(found, range(number + 1, len(texts)), texts, content, _hints)
    return found


def _spread(
    found: set[int], numbers: range, texts: Sequence[str], content: Sequence[bool], joins: Callable[[str], bool]
) -> None:
    """Add the paragraphs `numbers` to what is `found`, up to the first that is in it, is a heading, or does not join it."""
    for number in numbers:
        if number in found or content[number] or not joins(texts[number]):
            return
        found.add(number)


def _hints(text: str) -> bool:
    return WEAK_PITCH.search(text) is not None


def _leads_to_pitch(text: str) -> bool:
    return _hints(text) and len(text) <= 200
