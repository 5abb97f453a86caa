"""Whatever bytes come: no exception, every non-blank line accounted for, bounded work."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ainotes_site.model import Reading
from ainotes_site.readers import READERS, read
from ainotes_site.readers.audit import audit
from ainotes_site.readers.decode import Undecodable, decode
from ainotes_site.readers.entry_ids import valid_id
from ainotes_site.readers.skip_reasons import REASONS

FORMATS = list(READERS)

_LINES = """\
# 标题
# Notes
## [链接](https://a.example/x?utm_source=y)
### 01
### 02
#### 1.1 小节
2024-04-01
2023年11月19日
小明
@xiaoming
小明 @xiaoming 2024-04-01
小明 2024/3/12 10:21
[2024-03-12 10:21] 小红: 好
* * *
**一行粗体标题**
**另一行粗体标题**
id:: 65f0a1b2-1111-2222-3333-444455556666
- ((65f0a1b2-1111-2222-3333-444455556666))
{{query (todo)}}
:LOGBOOK:
:END:
<details><summary>名字</summary>
</details>
<dt>名字</dt><dd>意思
引用
·
10月11日
---
***

\x20
\t
- **RAG**: 检索增强生成
  - **召回**：第一步
**1、注意力（Attention）：**
| 术语 | 英文 | 解释 |
|---|---|---|
| 损失 | loss | 差距
一、起源
（一）背景
1、预热
1.1 为什么
第一章 开始
**1、标题**
2、[标题](https://b.example)
```
````python
~~~
# 注释
<details>
</details>
<!--
-->
> 引文
>>> 深
* 点
    代码
1. 一
https://x.com/a/status/1
https://www.bilibili.com/video/BV1
![图](a.png)
#标签 和 #a/b
Read more
扫码关注公众号领取资料
title: 有
tags: [a, b
format: digest
id: x
+++
...
[TOC]
- [一](#a)
正文。
text (
) more
Setext
===
\u200b
term
: definition
- T（English）：d
### 熵 - Entropy
\\# 井号
draft: true
\u3000\u3000缩进"""
PIECES = _LINES.split("\n")
"""Lines that some reader looks for, so that random texts reach its corners."""

messy = st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=40).map("\n".join)


def hold(data: bytes, reading: Reading) -> None:
    """What must be true of any reading."""
    text = decode(data)
    if isinstance(text, Undecodable):
        assert reading.format == "unreadable" and reading.problems
        return
    ledger = audit(reading, text.lines)
    assert ledger.unaccounted == ()
    assert reading.lines == len(text.lines)
    assert all(skip.reason in REASONS for skip in reading.skipped)
    ids = [entry.id for entry in reading.entries]
    assert len(set(ids)) == len(ids) and all(map(valid_id, ids))
    assert all(entry.title for entry in reading.entries)
    without_text = [entry for entry in reading.entries if not entry.body.strip()]
    assert not without_text or len(reading.entries) == 1, "only a file that is a title and nothing else has no text"
    for term in reading.terms:
        for definition in term.definitions:
            named = text.lines[definition.span.start_line - 1].rstrip(" \t*_")
            assert term.name and (definition.text or named.endswith((":", "："))), (
                "a term still to be defined ends with a colon"
            )
    for span in [e.span for e in reading.entries] + [s.span for s in reading.skipped]:
        assert 1 <= span.start_line <= span.end_line <= reading.lines


@given(messy)
@settings(max_examples=400)
def test_any_mixture_of_habits_is_accounted_for(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    hold(data, read("notes/a.md", data))


@pytest.mark.parametrize("format", FORMATS)
@given(messy)
@example("Read more")
@example("#00:")
@example("# 标题\n# 标题\n# 标题\nid:: 65f0a1b2-1111-2222-3333-444455556666")
@example(
    "小明 2024/3/12 10:21\n小明 2024/3/12 10:21\n- 这一条有话可说，说得也不短，说得也不短，说得也不短，说得也不短，说得也不短，说得也不短，说得也不短，说得也不短，说得也不短，说得也不短，说得也不短，说得也不短，而上一条什么也没有说。"
)
@settings(max_examples=120)
def test_any_text_is_accounted_for_in_any_declared_format(format: str, text: str) -> None:
    data = f"---\nformat: {format}\n---\n{text}".encode("utf-8", "surrogatepass")
    hold(data, read("notes/a.md", data))


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_are_read_or_named(data: bytes) -> None:
    hold(data, read("a.md", data))


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_is_accounted_for(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    hold(data, read("a.md", data))


@given(st.lists(st.sampled_from(PIECES) | st.just("?"), min_size=1, max_size=40), st.sampled_from(["", *FORMATS]))
@settings(max_examples=400)
def test_what_is_written_is_in_what_was_read_or_on_a_line_named_as_left_out(pieces: list[str], format: str) -> None:
    lines = [f"独一{number}号的话，写在这里。" if piece == "?" else piece for number, piece in enumerate(pieces)]
    lines = [*(["---", f"format: {format}", "---"] if format else []), *lines]
    reading = read("notes/a.md", "\n".join(lines).encode())
    left_out = {line for skip in reading.skipped for line in range(skip.span.start_line, skip.span.end_line + 1)}
    left_out |= set(range(1, reading.front_matter.end_line + 1)) if reading.front_matter else set()
    texts = [f"{entry.title} {entry.body} {entry.authors}" for entry in reading.entries]
    texts += [f"{term.names} {term.definitions}" for term in reading.terms]
    for number, line in enumerate(lines, 1):
        if line.startswith("独一") and number not in left_out:
            assert any(line.removesuffix("。") in text for text in texts)
