"""Lists of words that need special care, in one place."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EVERYDAY = _words("""
    ai 人工智能 模型 数据 算法 学习 系统 任务 工具 应用 产品 技术 方法 信息 知识 问题 输入 输出 用户 程序 软件 硬件
    语言 文本 图像 图片 视频 音频 代码 训练 测试 计算 网络 参数 函数 特征 样本 目标 环境 状态 动作 结果 能力 功能 平台
    服务 接口 开发 设计 智能 机器 公司 研究 论文 分类 预测 评估 优化 生成 理解 分析 处理 识别 结构 架构 框架 规则 策略
    记忆 规划 反思 思考 搜索 查询 文档 链接 model data algorithm learning system task tool app application product
    method user program software hardware language text image video audio code training test network function feature
    target state action result
""")
"""Folded names of glossary terms that are never linked by themselves: nearly every sentence has one."""

SENSED = _words("""
    attention memory planning reflection reasoning agent prompt token key value query chain temperature weight weights
    bias layer loss batch epoch kernel gradient tensor vector matrix entropy noise policy reward environment alignment
    safety context completion instruction role evaluation benchmark inference serving throughput latency cache
    checkpoint adapter expert mixture distillation pruning compression regularization dropout momentum convergence
    clustering regression classification boosting bagging forest tree node edge graph index search retrieval ranking
    chunk chunking corpus grammar parsing translation summary vision speech voice robot simulation diffusion sampling
    decoder encoder head window step patch cursor spark ray flask chroma bard gemini claude orca falcon llama alpaca
    gorilla
""")
"""Folded English words whose small letters in an English sentence may mean something other than the term."""

STOP = _words("""
    the and for with that this are was were has have had not but you your can will would could should from into onto
    over they them their its our his her him she who what when where which why how all any each more most some such
    than then there here also just only very much many one two three new use used using like get got make made about
    been being out http https www com html image png jpg img src alt href
""")
"""Latin words that tell nothing about what an entry is about."""

KNOWN = _words("""
    ai it ok id ui ux pc tv api sdk url uri http https html css js xml json jsonl yaml csv pdf ppt doc docx xlsx md
    txt zip exe usb cpu ram rom ssd gb mb kb tb gbps mhz ghz ios macos iphone ipad github gitlab youtube bilibili
    twitter linkedin facebook instagram tiktok wechat openai deepmind google microsoft nvidia amd ibm aws mit ceo cto
    cfo coo hr pr pm qa faq usa uk eu un us cn hk ok vs pk diy todo tbd note tip sql javascript typescript python
    devops readme wifi gps utf ascii chatgpt arxiv nips neurips icml iclr cvpr acl emnlp aaai ieee acm am pm rss wsl
    cli gui ide cors dns tcp udp ip vpn ssh hd uhd fps rgb jpg jpeg png gif svg webp mp3 mp4 wav huggingface ii iii iv
    vi vii viii ix xi covid phd bbc
""")
"""Keys of names that look like terms and need no definition: formats, units, companies, conferences, computer
basics."""
