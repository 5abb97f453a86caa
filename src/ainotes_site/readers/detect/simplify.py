"""Traditional characters as simplified ones, so far as they occur in the words by which readers tell things apart."""

from __future__ import annotations

from ainotes_site.lazy_regex import pattern

_TRADITIONAL = "術詞彙語辭縮寫釋義說類別領範疇稱簡關鍵筆記誌隨劄書籤單總視頻訊報週資標題創時間發佈來鏈結網頁連錄導優點應場對區學習閱讀內圖譯實驗討論問動機構節課參備註補號標準見題勢觀後員紀質產處編輯讚與雜話種個項為屬稱"
_SIMPLIFIED = "术词汇语辞缩写释义说类别领范畴称简关键笔记志随札书签单总视频讯报周资标题创时间发布来链结网页连录导优点应场对区学习阅读内图译实验讨论问动机构节课参备注补号标准见题势观后员纪质产处编辑赞与杂话种个项为属称"
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_ANY = pattern(f"[{_TRADITIONAL}]")


def simplified(text: str) -> str:
    """`text` for comparing with the words of a reader; never for showing."""
    # A table is asked for each character; most texts have none that it changes, which an expression tells at once.
    return text if text.isascii() or not _ANY.search(text) else text.translate(_TABLE)
