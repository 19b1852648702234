"""The edition's own words, in simplified Chinese; pages convert them with the rest of their text. `Words` are those of notes in somebody else's book."""

from __future__ import annotations

import re

from msgspec import Struct

from reader.model import Essay, NoteKind, Rebuttal, Relation, Script, Timing

UNKNOWN_AUTHOR = "作者不详"

SIGNS: dict[NoteKind, str] = {"term": "", "rebuttal": "※", "fact": "*", "text": "*"}
KINDS: dict[NoteKind, str] = {"term": "词条", "rebuttal": "论题", "fact": "史实", "text": "文字"}
RELATIONS: dict[Relation, str] = {"rebuts": "反驳", "undercuts": "质疑", "qualifies": "限定", "counterexample": "反例"}
TIMINGS: dict[Timing, str] = {
    "answers": "有意回应",
    "later-evidence": "后来的材料",
    "later-view": "后出",
    "earlier-view": "更早",
    "contemporary": "同时",
}
# Seen from the objection, what came later came earlier.
TURNED: dict[Timing, Timing] = {"later-evidence": "earlier-view", "later-view": "earlier-view", "earlier-view": "later-view"}
SCRIPTS: dict[Script, str] = {"zh-Hans": "简体", "zh-Hant-TW": "繁体", "zh-Hant-HK": "繁体"}
# Of a book that is in one script throughout.
WHOLE: dict[Script, str] = {"zh-Hans": "全书简体", "zh-Hant-TW": "全书繁体（台湾字形标准）", "zh-Hant-HK": "全书繁体（香港字形标准）"}
CONFIDENCES = {"certain": "确定", "probable": "很可能"}

DISPUTE = "论题"
LEGEND = (
    "※后的数字是论题号，全书不变。方括号里先说怎样相左（反驳、质疑其推论、限定、反例），"
    "再说那一篇写在此篇之后、之前还是同时；“本句”指此处的话是异议，后面引的是它所异议的那一篇；“互相”指两篇彼此相左；"
    "“有意回应”指明言反驳这一类说法，未必读过此篇；“后来的材料”指写此篇时还没有的事实。"
)
COVER, TITLE_PAGE, ABOUT, CONTENTS = "封面", "书名页", "关于本版", "目录"
NOTES, GLOSSARY, DISPUTES, QUESTIONS = "注释", "术语表", "论题一览", "读书会讨论题"
OWN_NOTES, OUR_NOTES, AGAIN, OWN_SIGN = "原注", "编者注", "同前：", "注"


class Words(Struct, frozen=True, gc=False):
    """What the notes on terms and the glossary say besides the editors' own words: one table a language."""

    notes: str = NOTES
    glossary: str = GLOSSARY
    latin: str = "拉丁字母与数字"
    other: str = "其他"
    colon: str = "："
    comma: str = "、"
    wide: str = "　"
    see: str = "参见："
    places: str = "见于："
    as_of: str = "（截至{}）"
    year: str = "{}年"
    month: str = "{}年{}月"


CHINESE = Words()
ENGLISH = Words(
    notes="Notes",
    glossary="Glossary",
    latin="A–Z",
    other="Other",
    colon=": ",
    comma=", ",
    wide=" ",
    see="See: ",
    places="Found in: ",
    as_of=" (as of {})",
    year="{}",
    month="{}-{:0>2}",
)

THESES, AGREEMENTS = "五篇各执一词", "相合之处"
DISPUTES_INTRO = (
    "每条先列被质疑的说法，再列提出异议的段落；论题号全书不变，号前有※的，正文里在说法旁边有标记。"
    "论题名后先写怎样相左，再写提出异议的一段与说法的先后；“同时”的两篇未见互相知晓。引文旁的篇名通向原处。"
)
WITHDRAWN = "撤回的论题"
EVENING, EVENING_READING = "一个晚上的读法", "先读这十段"
AGAINST, AGREED = "与谁相争：", "五篇也有看法相同的地方，见"
REMARKS, TEXTUAL, COLOPHON, LANDMARKS, PAGES = "编者说明", "校勘记", "版本页", "导览", "页码"


def author(name: str) -> str:
    """The author as the book names him; `unknown` in the data is a word of ours."""
    return UNKNOWN_AUTHOR if name == "unknown" else name


def bracketed(short: str) -> str:
    """An essay's short title as notes name it."""
    return f"〈{short}〉"


def named(essay: Essay) -> str:
    """An essay as notes name it everywhere: 〈short title〉（year）."""
    year = re.search(r"约?\d{4}", essay.date)
    return f"{bracketed(essay.short)}（{year[0]}）" if year else bracketed(essay.short)


def clash(rebuttal: Rebuttal, *, claim: bool) -> str:
    """How the two passages clash, and then when the other was written: 反驳·后出; at the objection itself: 本句反驳."""
    relation = RELATIONS[rebuttal.relation]
    if rebuttal.mutual:
        timing = rebuttal.timing if claim else TURNED.get(rebuttal.timing, rebuttal.timing)
        return f"互相{relation}·{TIMINGS[timing]}"
    return f"{relation}·{TIMINGS[rebuttal.timing]}" if claim else f"本句{relation}"
