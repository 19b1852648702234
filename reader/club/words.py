"""The site's own words: Chinese as it is written in simplified characters (converted for the traditional pages), and English."""

from __future__ import annotations

from typing import Literal

from reader.model import Script

Language = Literal["zh-Hans", "zh-Hant", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
# How a page in that language is called, in that language.
OWN_NAMES: dict[Language, str] = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}
# In which script the pages of a language show the edition's texts; None: as published.
SHOWN: dict[Language, Script | None] = {"zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant-TW", "en": None}

WORDS: dict[str, tuple[str, str]] = {
    "site": ("读书会的书", "The club's books"),
    "languages": ("网页的语言", "Language of this page"),
    "which": ("你用什么读？", "What do you read with?"),
    "which-hint": ("找到你的设备，点一下就下载。不知道就选最后一行。", "Find your device; one tap downloads the book. If in doubt, take the last row."),
    "wechat": ("在微信里打不开文件，就点右上角“…”，选“在浏览器打开”。", ""),
    "other-scripts": ("别的字体", "Other scripts"),
    "tap": ("点一下标记：", "A tap on a marker: "),
    "way": ("放进去：", "How it gets there: "),
    "zh-Hans": ("简体", "Simplified"),
    "zh-Hant-TW": ("繁体·台湾字形", "Traditional, Taiwan"),
    "zh-Hant-HK": ("繁体·香港字形", "Traditional, Hong Kong"),
    "as-published": ("按发表时的字体", "As published"),
    "universal": ("通用", "universal"),
    "kobo": ("Kobo", "Kobo"),
    "duokan": ("多看", "Duokan"),
    "short-zh-Hans": ("简", "Simplified"),
    "short-zh-Hant-TW": ("台", "Traditional, Taiwan"),
    "short-zh-Hant-HK": ("港", "Traditional, Hong Kong"),
    "short-as-published": ("原", "As published"),
    "ways": ("到哪里去", "Where to"),
    "pages": ("上一页、下一页", "Pages"),
    "home": ("下载", "Downloads"),
    "larger": ("大字", "Larger"),
    "smaller": ("小字", "Smaller"),
    "dark": ("日间、夜间", "Light or dark"),
    "close": ("关闭", "Close"),
    "facet-all": ("全部", "all"),
    "facet-script": ("字体", "script"),
    "facet-device": ("设备", "device"),
    "edition": ("第{}版", "edition {}"),
    "cover": ("《{}》封面", "Cover of {}"),
    "code": ("二维码：{}", "QR code: {}"),
    "read": ("在网页上读", "Read it in the browser"),
    "more": ("还有", "More"),
    "questions": ("读书会讨论题", "Questions for the reading group"),
    "sheet": ("印出来的二维码", "A sheet of QR codes to print"),
    "code-index": ("这个网站", "This site"),
    "code-opds": ("书目，给 KOReader、Thorium、calibre 等", "Catalogue for KOReader, Thorium, Foliate …"),
    "for-universal": ("通用", "Any reader"),
    "for-kobo": ("Kobo 电子书阅读器", "Kobo e-readers"),
    "for-duokan": ("多看", "多看 (Duokan)"),
    "catalogue": (
        "书目（OPDS）：在 KOReader、Thorium、Foliate 里把它添加为目录，新书会自己出现",
        "Catalogue (OPDS) for KOReader, Thorium, Foliate: new books appear there",
    ),
    "notes": ("编者的注释，给 Thorium 导入", "The editors' notes, for Thorium to import"),
    "dictionary": ("术语词典（StarDict），给 KOReader、GoldenDict", "The glossary as a dictionary (StarDict) for KOReader and GoldenDict"),
    "changes": ("这一版改了什么", "What is new in this edition"),
    "files": ("文件与核对", "Files and checksums"),
    "sums": ("所有文件的 SHA-256", "SHA-256 of every file"),
    "hashes": ("各版各本的指纹与位置表", "Hashes of all builds, and tables of places"),
}


def own_word(key: str, tag: str) -> str:
    """The site's word beside a text in the language `tag`: Chinese beside Chinese, in simplified characters, else English."""
    return WORDS[key][not tag.startswith("zh")]


def word(key: str, language: Language) -> str:
    """The site's word in the language; for traditional Chinese still in simplified characters."""
    return WORDS[key][language == "en"]
