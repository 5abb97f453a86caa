"""Traditional characters as simplified ones, so far as they occur in the words by which readers tell things apart."""

from __future__ import annotations

from ainotes_site.lazy_regex import pattern

_TRADITIONAL = "術詞彙語辭縮寫釋義說類別領範疇稱簡關鍵筆記誌隨劄書籤單總視頻訊報週資標題創時間發佈來鏈結網頁連錄導優點應場對區學習閱讀內圖譯實驗討論問動機構節課參備註補號標準見題勢觀後員紀質產處編輯讚與雜話種個項為屬稱專絲兩舉麼樂買億僅從們價眾會傳體側儲興冊決減擊剛刪則劇辦務勵協歷廠變疊聽啟嗎團園塊聲複復頭夾賓審將盡層歲幣師幫並廣庫開棄歸當態悅願戰戶執擴掃護擇損換據數斷無顯晉暫權條欄樣檔檢樓歡畢漢沒瀏潤熱愛狀獻現瓊電監盤確碼礎禮積緊綱納線練組紹經繪給絡絕統繼續維聯腳騰蘇薦獲營藍裝規覽覺觸計訂認讓訓議許設訪證評識訴試詢該詳請談謝譜貢責敗賬購貼貴費賞贈趕趨轉輪輕載較輩輸邊遼過還這進違選遞郵裡針鐘鈕鎖錯長門閉聞閩隊陰陣階陸陝隱霧韓頂顧預額風饋馬驅驟魯鳥齡屆"
_SIMPLIFIED = "术词汇语辞缩写释义说类别领范畴称简关键笔记志随札书签单总视频讯报周资标题创时间发布来链结网页连录导优点应场对区学习阅读内图译实验讨论问动机构节课参备注补号标准见题势观后员纪质产处编辑赞与杂话种个项为属称专丝两举么乐买亿仅从们价众会传体侧储兴册决减击刚删则剧办务励协历厂变叠听启吗团园块声复复头夹宾审将尽层岁币师帮并广库开弃归当态悦愿战户执扩扫护择损换据数断无显晋暂权条栏样档检楼欢毕汉没浏润热爱状献现琼电监盘确码础礼积紧纲纳线练组绍经绘给络绝统继续维联脚腾苏荐获营蓝装规览觉触计订认让训议许设访证评识诉试询该详请谈谢谱贡责败账购贴贵费赏赠赶趋转轮轻载较辈输边辽过还这进违选递邮里针钟钮锁错长门闭闻闽队阴阵阶陆陕隐雾韩顶顾预额风馈马驱骤鲁鸟龄届"
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_ANY = pattern(f"[{_TRADITIONAL}]")


def simplified(text: str) -> str:
    """`text` for comparing with the words of a reader; never for showing."""
    # A table is asked for each character; most texts have none that it changes, which an expression tells at once.
    return text if text.isascii() or not _ANY.search(text) else text.translate(_TABLE)
