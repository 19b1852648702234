"""Our list of words that OpenCC 1.4.2 gets wrong. Data: add a line, run the tests; one that is no longer needed fails them.

The last column is a text in which OpenCC alone goes wrong; it is empty where it already does so on the word by itself.
"""

# simplified, Taiwan, Hong Kong, example
TO_TRADITIONAL: tuple[tuple[str, str, str, str], ...] = (
    # People: OpenCC takes the surname 余 for 餘, and 冲, 里 for their everyday senses.
    ("余鹏鲲", "余鵬鯤", "余鵬鯤", ""),
    ("余承东", "余承東", "余承東", ""),
    ("余秋雨", "余秋雨", "余秋雨", ""),
    ("任冲昊", "任沖昊", "任沖昊", ""),
    ("杰弗里", "傑弗里", "傑弗里", ""),
    ("杰佛里", "傑佛里", "傑佛里", ""),
    ("乔佛里", "喬佛里", "喬佛里", ""),
    # Companies that write themselves so.
    ("台积电", "台積電", "台積電", ""),
    ("谷歌", "谷歌", "谷歌", "2017年谷歌的论文"),
    # A phrase of the dictionary that runs over the edge of a word.
    ("荒漠里长", "荒漠裡長", "荒漠裏長", "荒漠里长不出水稻"),
    ("令一出", "令一出", "令一出", "禁令一出便严了"),
    ("总台", "總臺", "總台", "中央广播电视总台的新媒体"),
    ("课本里", "課本裡", "課本裏", "语文课本里的对话"),
    ("游戏里人", "遊戲裡人", "遊戲裏人", ""),
    ("是只说", "是只說", "是只説", ""),
    # 制 in the sense of making.
    ("玩家自制", "玩家自製", "玩家自製", ""),
    ("游戏自制", "遊戲自製", "遊戲自製", ""),
    ("氢制氨", "氫製氨", "氫製氨", ""),
    ("能制化肥", "能製化肥", "能製化肥", ""),
    ("能制炸药", "能製炸藥", "能製炸藥", ""),
    ("广州所制", "廣州所製", "廣州所製", ""),
    ("市场改制的A", "市場改製的A", "市場改製的A", ""),
    # One of two words of the same writing.
    ("编者注：", "編者註：", "編者註：", ""),
    # With the region's words: 内|存在, not a computer's 内存. By their frequencies both readings are exactly as likely.
    ("公司内存在", "公司內存在", "公司內存在", ""),
    ("企业内存在", "企業內存在", "企業內存在", ""),
    ("组织内存在", "組織內存在", "組織內存在", ""),
    ("机构内存在", "機構內存在", "機構內存在", ""),
    ("行业内存在", "行業內存在", "行業內存在", ""),
    ("社会内存在", "社會內存在", "社會內存在", ""),
    ("地区内存在", "地區內存在", "地區內存在", ""),
    ("区域内存在", "區域內存在", "區域內存在", ""),
    ("领域内存在", "領域內存在", "領域內存在", ""),
    ("团队内存在", "團隊內存在", "團隊內存在", ""),
    ("市场内存在", "市場內存在", "市場內存在", ""),
    ("房间内存在", "房間內存在", "房間內存在", ""),
    ("家庭内存在", "家庭內存在", "家庭內存在", ""),
    ("宇宙内存在", "宇宙內存在", "宇宙內存在", ""),
    ("时间内存在", "時間內存在", "時間內存在", ""),
    ("人群内存在", "人群內存在", "人群內存在", ""),
    ("圈内存在", "圈內存在", "圈內存在", ""),
)

# traditional, simplified, Hong Kong (empty: no exception there), example
FROM_TRADITIONAL: tuple[tuple[str, str, str, str], ...] = (
    # 著 as a writer's work, which OpenCC takes for the particle 着. Words that end in a verb (討論著, 翻譯著) cannot stand here.
    ("原著", "原著", "原著", ""),
    ("土著", "土著", "土著", ""),
    ("拙著", "拙著", "拙著", ""),
    ("遺著", "遗著", "遺著", ""),
    ("專著", "专著", "專著", ""),
    ("卓著", "卓著", "卓著", ""),
    ("所著《", "所著《", "所著《", ""),
    ("，著有", "，著有", "，著有", ""),
    # An author's name, a space, 著: a title page, a list of books.
    (" 著", " 著", " 著", "高爾基 著"),
    ("　著", "　著", "　著", "高爾基　著"),
)
