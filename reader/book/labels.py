"""The edition's own words, in simplified Chinese; pages convert them with the rest of their text."""

from __future__ import annotations

from reader.model import NoteKind, Relation, Script, Timing

UNKNOWN_AUTHOR = "作者不详"

SIGNS: dict[NoteKind, str] = {"term": "", "rebuttal": "※", "fact": "*", "text": "*"}
KINDS: dict[NoteKind, str] = {"term": "词条", "rebuttal": "异议", "fact": "史实", "text": "文字"}
RELATIONS: dict[Relation, str] = {"rebuts": "反驳", "undercuts": "质疑其推论", "qualifies": "限定", "counterexample": "反例"}
CLAIM_LABELS: dict[Timing, str] = {"answers": "异议", "later-evidence": "后来的异议", "earlier-view": "更早的异议", "contemporary": "同时的异议"}
MIRROR_LABELS: dict[Timing, str] = {"answers": "所驳之说", "later-evidence": "可对读", "earlier-view": "可对读", "contemporary": "可对读"}
# Of two passages that dispute each other neither is said to be the later one.
MUTUAL = "互有异议"
TIMINGS: dict[Timing, str] = {"answers": "有意回应", "later-evidence": "后来的材料", "earlier-view": "更早的看法", "contemporary": "同时，未见互相知晓"}
SCRIPTS: dict[Script, str] = {"zh-Hans": "简体", "zh-Hant-TW": "繁体", "zh-Hant-HK": "繁体"}
# Of a book that is in one script throughout.
WHOLE: dict[Script, str] = {"zh-Hans": "全书简体", "zh-Hant-TW": "全书繁体（台湾字形标准）", "zh-Hant-HK": "全书繁体（香港字形标准）"}
CONFIDENCES = {"certain": "确定", "probable": "很可能"}

COVER, TITLE_PAGE, ABOUT, CONTENTS = "封面", "书名页", "关于本版", "目录"
NOTES, GLOSSARY, DISPUTES, QUESTIONS = "注释", "术语表", "异议一览", "读书会讨论题"
REMARKS, TEXTUAL, COLOPHON, LANDMARKS, PAGES = "编者说明", "校勘记", "版本页", "导览", "页码"


def author(name: str) -> str:
    """The author as the book names him; `unknown` in the data is a word of ours."""
    return UNKNOWN_AUTHOR if name == "unknown" else name


def bracketed(short: str) -> str:
    """An essay's short title as notes name it."""
    return f"〈{short}〉"
