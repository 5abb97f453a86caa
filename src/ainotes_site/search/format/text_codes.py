"""Shown texts with frequent characters and words written as one short character each.

UTF-8 has three bytes for a Han character, and gzip finds little to repeat in a few kilobytes of text. So the most
frequent characters stand as control characters, of one byte, and others and frequent words as U+0080 to U+07FF, of two:
a fifth less after gzip. The characters are the most frequent ones in the dictionary of jieba; the words are from there,
too, as far as general prose uses them, and from technical writing. Both tables are part of the format.
"""

from __future__ import annotations

import re
import sys

import numpy as np
from numpy.typing import NDArray

from ainotes_site.lazy_regex import pattern

SHORTEST = "\1\2\3\4\5\6\7\10\13\14" + "".join(map(chr, range(0x0E, 0x20)))
"""The control characters that a script and JSON text hold as they are: JSON escapes those that a text has itself."""
FIRST = 0x80
END = 0x800
"""The code points from the first to before the second have two bytes in UTF-8."""
LITERAL = "\x7f"
"""Stands before a character that means itself: a control character or one from U+007F to U+07FF."""
CHARACTERS = (
    "，。的、一是不有在：了人和这中大为个以用到上可我们会来要；“”（）？！《》—…‘’【】「」国他地年时出生说道学子"
    "家也成行下于后就发自之对得主长过天作分方多你着民部能市等业里工经公本都而面高门法政动日进全那事区去心小同定开北前"
    "产其还然起军种如所现机理体力好外与两当实重文新么三只山关代明从水平建又制化没内此西南将名手头者月间无东看安最各见"
    "城相但已些正口十通想度她加合性由位物第员表点战海意院场使向武因次立样数二身情入原把问被路并治利老石量知级任万及应"
    "教资元常省江期特美回系比世气湖总展汉电声金先提品或设王科务义很社统处四首形己马儿目太领直基队计女权别话少司流至报"
    "给米打果变清书活几委命更称程今决州议张导才解保管结便术走交达再反师题色放五河接条规府式白它改县族光受信运风什听京"
    "共布组论指百强济做党取黄选记神真却职号件花类技何华眼传兵带斯干边空据界完集古难增广质阳农联专历官史每住即步认台车"
    "死商举游必林线言皇收求考叫备近具非李团众德连调感转笑研土该持争始革士让英较根格造亲单思拉朝型红际克尔价器约字段校"
    "周候则深功属积快图火准往亚千极究装育许参半令吃观精鱼办像帝复告远包整影八群构料随算划象容示势投热值网望夫源股息断"
    "语铁派怎速需片支早况病律爱编越境推且满觉服证列未双居除引企确初标乐纪项青率志飞节局龙球响药均消站织客失轻存甚低般"
    "击曾施请防离落显营素足察副罗视创食护照兴余占虽费村巴洲试星木黑宝左置跟识易采底房音案六环批切维富斗乡另倒若按宫故"
    "突责查严模仅杀围胜态破承招杨负层须供父续状域席似依修找致银终血密桥钱赛独细旅效冲玉九获习演尽弹脸楼陆范艺医攻右镇"
    "写航宗章毛注苏七弟坐验阿封紧优户抗养适陈喜排射刻留油急降哥协微云伤劳例卫拿绝阶检财座刘央刚景害印亿母沙助酒超审待"
    "升压送闻策念略监限竟配敌呢差仍藏香温树善兰哪词征止预波继怕皮岛执味份角草男答益园谁船惊街普掌宣夏久田著画辑核奇吧"
    "谈背剑免孩材礼架春筑愿洋括晚乱乎讲尚良友激刀夜临既敢尼室昌板挥胡邦欧叶简苦担福句港荆娘贵守辖岁威衣帮块错额宜充欢"
    "剧够孙呼班阵销练坚退读脚测堂吴希换异某曲楚顾朱典毒菜判宁版宋茶洪含顺啊救鲜败矿端兄归货冷忙买险评吗肉康永沉厂散遗"
    "停笔假输哈洞松渐顶训否录述毕牛控丰献姑忽爷亮督襄互咱登钟臣季伯脑介召鄂饭纳扩暗祖短齐烈赶牌诉诗移础露静雄喝卖盘植"
    "授痛湾减穿逐蒙秘庭恩固陵禁票杂灵伊姓泽吸届侧妈庆遇追补炮唐甲沿殿怪刺博彩旧警俄岸轮载靠妇附索怀毫软骨探旁雷罪馆枪"
    "牙迎序慢盛墙恶谷雨危稳熟顿概操诸绿酸荣针宽折佛野付托午肯库缺罢屋末厚嘴巨培页耳款谢困店智犯瓦拥翻雪圣婚戏旗岩疑圆"
    "歌廷健烧析讨币跑烟仙疗吉误舞闭卡秋姐繁伸脱侵川奖莫借秀私寻亡麻岗跳丽卷横汽套兼您驻束君丁纸夺袁灯丝坏径购床阴瞧择"
    "墓遍庙掉桃坦御丹售避课鲁舰怒拔峰虚延隐播粮遭络摇潜奥庄混婆奴鼓赵访睡震予童徐韦殖抓拜吨扬址休纵逃纷染透灭汇蛋宪仪"
    "厅距狐郡融贸缓盖聚洛拍迹塔忠释润粉孔岭搜虑紫抵促寺钢液码珍坛塞硬津虎奔森偏梁役累迫凡损壁哭替综冰税竞挂尤"
)
"""Characters that are written short, those of one byte first."""
WORDS = (
    "一个我们他们自己没有可以发展工作这个什么主要问题进行地方已经这样这些不是社会知道这种起来如果开始技术重要成为因为"
    "通过研究文化历史世界其中现在不能一些时间生产情况决定关系生活时候一种可能出来以及一般同时认为由于所以不同这里两个"
    "作为但是部分活动需要怎么管理方面组织形成其他出现许多之间一定具有以上人们发现记者国际规定虽然根据法律影响包括发生"
    "使用中心教育要求因此建立参加产品而且一样面积各种提出作用必须制度以后你们世纪为了应该之一之后系统有关组成基本增长"
    "自然如何政体人员计划不会产生时期最后一次表示机构大家特别改革那么这么东西能力一直基础还有得到进入运动目前对于过程"
    "方法举行第一单位如此所有资源过去不过条件提高工程环境提供方式报告或者下来部门分别十分完成一切那些最大然后经过专业"
    "准备增加获得觉得一起理论今天非常比较表现价值科技完全有些存在达到内容实行思想事情实现甚至任务形式原来有人不断变化"
    "心中直接可是不知政策不要继续年代期间位于任何权力那个执行解决建筑能够称为结构一点先进结果后来一下水平保护关于负责"
    "制定艺术利用于是学习合作科学看到项目几个服务精神全省当然个人超过重点很多原因及其希望新闻设计相关分布最高它们信息"
    "采用重大回来范围引起实际其实不仅取得丰富整个为主了解地位这时按照控制目标基地传统受到全部规模左右选择专家分析加强"
    "不到百度告诉支持明白处理本级时代实施只要成功办法随着之中心里终于大量人物下去多少来说严重接受收入以来意见过来保持"
    "今日一条另外而是说话改变力量开发标准是否出去报道程度平均消息还是安全独立注意机会此外这次经验采取喜欢根本领域具体"
    "联系几乎如今大会不可感到无法似乎原则真正人类目的造成一位相同以前著名众人建议迅速全面正是明显就是作品首先集中正式"
    "第二材料帮助行动保证现象特点现代资料同志行为结束介绍认识人数积极之前更加回答那样应用来到设立产业人才意义容易长期"
    "一句大道扩大调整考虑联合并且自由模型数据训练用户算法生成代码文本语言提示参数性能推理智能网络向量检索文件函数接口"
    "工具测试评估优化版本计算内存开源论文实验机制微调架构框架效果质量理解场景流程步骤成本速度示例例如基于多个每个简单"
    "复杂知识问答对话图像视频音频识别分类聚类回归预测监督强化奖励策略反馈偏好对齐幻觉事实引用来源链接网页页面搜索排序"
    "召回索引文档段落句子词语关键标签标题摘要总结翻译写作输入输出调用请求响应返回错误异常日志配置部署云端本地芯片显存"
    "显卡硬件软件缓存并行批次梯度损失收敛权重激活神经卷积嵌入编码解码序列长度窗口注释变量对象数组字符列表循环判断逻辑"
    "规则模板插件平台程序编程代理机器深度数学概率统计样本采样噪声扩散压缩量化蒸馏剪枝稀疏混合上限下限阈值指标准确精度"
    "基准对比步长迭代更新删除添加修改保存加载下载上传格式类型字段数值默认选项按钮界面视觉模态文字图片表格公式案例论点"
    "观点博客文章作者读者笔记记录教程课程入门原理概念定义解释区别优势优点缺点局限风险隐私权限依赖业务客户团队需求效率"
    "自动人工社区官方发布适合推荐尝试避免确保包含涉及允许导致减少提升降低改进替代切分分词词典语料标注清洗合成真实虚拟"
    "思维推断规划记忆反思协作角色指令约束状态节点图谱实体属性层次维度空间距离相似匹配融合集成扩展迁移适配通用专用行业"
    "趋势未来当前最新最近昨天明天仍然拥有专门一天结合清楚说明稳定三个此时物质利益然而很大不少开放调查重新广泛分为别人"
    "综合用于设备作出展开措施通常电子方向小时特色完善地理功能巨大发表性质命令一年面前"
)
"""Words of two characters that are written short, after the characters."""

_CODES = dict(
    zip(
        (*CHARACTERS, *map("".join, zip(WORDS[::2], WORDS[1::2], strict=True))),
        (*SHORTEST, *map(chr, range(FIRST, END))),
        strict=True,
    )
)
_MEANINGS = {code: token for token, code in _CODES.items()}
_CODES |= {chr(code): LITERAL + chr(code) for code in range(ord(LITERAL), END)}
_SINGLE = {ord(token): ord(code) for token, code in _CODES.items() if len(token) == len(code) == 1}
_SHIFTS = np.zeros(sys.maxunicode + 1, dtype="<i4")
"""How far it is from each character to its code; 0 where it has none."""
_SHIFTS[list(_SINGLE)] = [code - token for token, code in _SINGLE.items()]
_PAIRS = {token: ord(code) for token, code in _CODES.items() if len(token) == 2}
_IN_PAIRS = sorted(set("".join(_PAIRS)))
_TO_MARK = len(_IN_PAIRS) + 1
_SIZE = _TO_MARK + 1
_NUMBERS = np.zeros(sys.maxunicode + 1, dtype="<i4")
"""For each character of a word its number, from 1 on; `_TO_MARK` for those that need `LITERAL`; 0 for all others."""
_NUMBERS[list(map(ord, _IN_PAIRS))] = range(1, _TO_MARK)
_NUMBERS[ord(LITERAL) : END] = _TO_MARK
_WORD_CODES = np.zeros(_SIZE * _SIZE, dtype="<i4")
"""By the number of one character times `_SIZE` and that of the next one the code of the word that they are; else 0."""
_WORD_CODES[[_NUMBERS[ord(word[0])] * _SIZE + _NUMBERS[ord(word[1])] for word in _PAIRS]] = list(_PAIRS.values())
_ESCAPE = pattern(r"\\(?:u....|.)")
_CODE = pattern(f"{LITERAL}(.)|[{SHORTEST}{chr(FIRST)}-{chr(END - 1)}]", re.DOTALL)


def shortened(text: str) -> str:
    """JSON text with the tokens of the tables as their codes. Only `restored` strings mean what they meant.

    Texts that are parted by newlines are shortened each for itself: no token has one.
    """
    # With arrays: `str.translate` makes an object for each character, and a search for words one for each word.
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<i4")
    codes = characters + _SHIFTS.take(characters)
    numbers = _NUMBERS.take(characters)
    found = _WORD_CODES.take(numbers[:-1] * _SIZE + numbers[1:])
    begins = _without_overlap(found.nonzero()[0])
    codes[begins] = found[begins]
    codes[begins + 1] = _GONE
    if len(literals := (numbers == _TO_MARK).nonzero()[0]):
        codes = np.insert(codes, literals, ord(LITERAL))
    short = codes[codes != _GONE].tobytes().decode("utf-32-le", "surrogatepass")
    return _ESCAPE.sub(_literal, short) if "\\" in short else short


_GONE = -1


def _without_overlap(begins: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of the places where words of two characters begin, ascending, those of words that no word before them takes from."""
    touching = begins[1:] - begins[:-1] == 1
    if not touching.any():
        return begins
    is_first = np.concatenate(([True], ~touching))
    is_kept: NDArray[np.bool_] = (begins - begins[is_first][is_first.cumsum() - 1]) % 2 == 0
    return begins[is_kept]


def restored(text: str) -> str:
    """A string of the JSON text that `shortened` made, as it was."""
    return _CODE.sub(lambda code: code[1] or _MEANINGS[code[0]], text)


def _literal(escape: re.Match[str]) -> str:
    """JSON's own escapes of control characters stand for these, not for tokens."""
    return LITERAL + escape[0] if escape[0][1] in "bfu" else escape[0]


def topic_form(name: str) -> str:
    """How names of topics are compared: without case and without spaces."""
    return name.lower().replace(" ", "")
