"""Words that ask or connect and say little about a subject: they count for little in a query, if it has others.

They are few on purpose: words that are merely frequent are told by their document frequency; these are frequent in
questions and not in notes, so frequency says nothing about them. The index ships them, folded.
"""

from __future__ import annotations

_CHINESE = """
什么 甚么 怎么 怎样 怎么样 如何 为什么 为何 为啥 啥 咋 哪 哪些 哪个 哪种 哪里 哪儿 哪一 几个
多少 多大 是否 能否 可否 谁 吗 呢 吧 啊 呀 的 了 是 在 和 与 及 或 或者 以及 并 而 而且
但 但是 不过 因为 所以 如果 那么 就 都 也 还 又 很 太 更 最 被 把 让 给 对 从 到 由 向
以 于 为 为了 关于 对于 有 没有 有没有 是不是 会 能 可以 能够 应该 要 想 请 请问 告诉 我
我们 你 你们 他 她 它 它们 他们 这 这个 这些 那 那个 那些 一个 一种 一下 一些 其 之 等 中
里 上 下 个 种 用 用来 做 什么样 什么是 是什么 有哪些 区别 意思 介绍 解释 怎么办 怎么做 有什么
之间 会不会 能不能 可不可以 要不要 该不该 好不好 行不行 值不值得 一直 到底 究竟 当年 那么多 这么多 多久 每次 还是 就是
是因为 怎么回事 可靠吗 靠谱吗 有用吗 好用吗 可以吗 行吗 好吗
"""
_ENGLISH = """
a an the of to in on at for and or is are was were be been do does did how what why when where which who whom whose can
could should would will may might it its this that these those with by as from about into than then there their them
they we you i me my your our not no if but so vs between
"""

STOP_WORDS: tuple[str, ...] = tuple(dict.fromkeys((_CHINESE + _ENGLISH).split()))
"""Folded words, each once."""
