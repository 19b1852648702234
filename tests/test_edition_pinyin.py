"""The order of a glossary whose editors give no `sort`: pinyin from a library, and headwords of every kind."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pypinyin

from reader.book.matter.glossary import order
from reader.edition.pinyin import sort_key
from reader.edition.syllables import spoken
from reader.model import Term

CASES = Path(__file__).parent / "cases" / "glossary" / "sorting.txt"
# The library as it comes, with all its tables.
WHOLE = 'import json, pypinyin; print(json.dumps([" ".join(pypinyin.lazy_pinyin(text)) for text in json.loads(input())]))'


def cases() -> list[tuple[str, str, str]]:
    """(headword, heading, key) in the file's order."""
    lines = (line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [(head, heading, key) for head, heading, key in (re.split(" {2,}", line) for line in lines)]


def test_a_headword_gets_its_pinyin() -> None:
    assert [(head, sort_key(head, "zh-Hans")) for head, _, _ in cases()] == [(head, key) for head, _, key in cases()]


def test_the_glossary_prints_them_in_the_order_of_the_case_file() -> None:
    terms = [Term(head, head, (head,), "", sort=key) for head, _, key in cases()]
    assert sorted(terms, key=order) == terms


def test_both_scripts_of_a_headword_have_one_key() -> None:
    assert sort_key("長城的銀行", "zh-Hant-TW") == sort_key("长城的银行", "zh-Hans") == "chang cheng de yin hang"


def test_what_is_read_of_the_librarys_tables_tells_what_all_of_them_would() -> None:
    folder = Path(pypinyin.__file__).parent
    phrases = list(json.loads((folder / "phrases_dict.json").read_text(encoding="utf-8")))
    characters = [chr(int(point)) for point in json.loads((folder / "pinyin_dict.json").read_text(encoding="utf-8"))]
    texts = [phrases[0], phrases[-1], *phrases[::97], *(one + other for one, other in zip(phrases[5::131], characters[::331], strict=False)), "H20芯片𠀀"]
    whole = subprocess.run([sys.executable, "-c", WHOLE], input=json.dumps(texts), capture_output=True, encoding="ascii", check=True)
    assert list(spoken(texts)) == json.loads(whole.stdout)
