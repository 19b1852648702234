"""Editions that nobody wrote: Hypothesis strategies for whole edition folders, every optional key there or missing, texts of every script.

What is generated is right as data (ids differ, quotations stand where they say); so a build has no excuse.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, TypeAlias, get_args

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from reader.book.places import Text, essay_text, find_passage, term_index
from reader.edition.load import read_source
from reader.edition.metadata import SHORT_LENGTH
from reader.edition.validate import validate
from reader.errors import EditionError
from reader.match.fold import key
from reader.model import Block, Confidence, Correction, Edition, Essay, Passage, Relation, RuleUse, Source, Structure, Timing
from reader.repair.blocks import make_blocks
from reader.repair.reading import read
from reader.repair.rules import RULE_NAMES
from reader.repair.structure import KINDS, resolve
from reader.unseen import is_seen
from tests.editions import SHIPPED

Value: TypeAlias = "str | int | bool | list[str] | dict[str, Any]"
Table: TypeAlias = dict[str, Any]
# By file: by table: its entries; or by key, where it stands above all tables: its texts.
Data: TypeAlias = dict[str, dict[str, list[Any]]]
# These stand there once.
SINGLE = frozenset({"book", "evening"})

MANY = 30  # essays
MOST_ENTRIES = 4  # of each kind
SCRIPTS = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
PLAIN = [
    *"算力 芯片 喝茶的人头发白得慢， 他说：“茶是有用的。” 里里外外 ……—— 〈〉《》".split(" "),
    *"這話沒有根據 頭髮 『圖靈』 臺灣裏 用H20的 NVLink GPT-3.5 2024年 5'10\" e.g.".split(" "),
]
ODD = [
    *"< > & \" ' ]]> <b> &amp; <!-- --> <?x?> \\ ` {0} %s | # + ? | ” “ 」 （".split(" "),
    *["\u00a0", "\u3000", " ", "\u200b", "\u00ad", "\u202e", "\ufeff", "\ue000", "\ufffd", "\U0001fffe"],
    *["👩‍👩‍👧", "🙂", "𠮷", "𰻝", "e\u0301", "\u0301", "שלום", "مرحبا", "ひらがな", "カタカナ", "한국어", "ＮＶＬｉｎｋ", "½", "㎏", "ﬁ", "Ω", "Ж"],
]
# Whatever XML can hold and is no line end; C1 and control characters are for a test of their own.
ANY = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters=["\ufffe", "\uffff", *map(chr, range(0xFDD0, 0xFDF0))])
PIECES = st.sampled_from(PLAIN) | st.sampled_from(ODD) | st.text(ANY, min_size=1, max_size=3)


def texts(most: int = 6, least: int = 1) -> st.SearchStrategy[str]:
    """A text that is seen: a row of words, marks, and single characters of all kinds."""
    return st.lists(PIECES, min_size=least, max_size=most).map("".join).filter(is_seen)


LONG = texts(20) | st.builds(lambda text, times: text * times, texts(10), st.integers(1, 30))
IDS = st.sampled_from("a n r q t l1 e g d m gi dq title toc landmarks page-list nav cover x-n-a a-n-b n-a-b a-b b-c c latin con".split(" ")) | st.from_regex(
    r"[a-z][a-z0-9-]{0,8}", fullmatch=True
)
DAYS = st.dates(date(1000, 1, 1)).map(str)
MOMENTS = st.sampled_from(["2025", "2025-07", "2025-07-31", "0001", "9999-12-31"])


class Folder(Struct, frozen=True, gc=False):
    """An edition folder that is not yet written: data files, sources by name, and their bytes."""

    data: Data
    sources: Mapping[str, bytes]

    def __repr__(self) -> str:
        """A glance at it: a whole edition fills a hundred screens."""
        return f"Folder({str(self.data)[:2000]} …, {list(self.sources)})"

    def holds(self, text: str) -> bool:
        """Whether a text stands anywhere in it."""
        return text in str(self.data) or any(text.encode() in source for source in self.sources.values())

    def write(self, folder: Path) -> Path:
        """The folder, written."""
        for name, source in self.sources.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(source)
        for name, tables in self.data.items():
            (folder / name).write_bytes(toml(tables).encode())
        return folder


def toml(tables: Mapping[str, list[Any]]) -> str:
    """One data file."""
    above = "".join(f"{name} = {_value(entries)}\n" for name, entries in tables.items() if entries and isinstance(entries[0], str))
    heads = ((name, f"[{name}]" if name in SINGLE else f"[[{name}]]", entries) for name, entries in tables.items())
    return above + "".join(_table(head, name, table) for name, head, entries in heads for table in entries if isinstance(table, dict))


def _table(head: str, name: str, table: Table) -> str:
    """A table, and behind it those below it: `from` and `to` of a rebuttal, lists of passages and of structure entries."""
    below = {key: value for key, value in table.items() if isinstance(value, list) and value and isinstance(value[0], dict)}
    single = {key: value for key, value in table.items() if key in {"from", "to"} and isinstance(value, dict)}
    lines = [head, *(f"{json.dumps(key)} = {_value(value)}" for key, value in table.items() if key not in below and key not in single), ""]
    lines += [_table(f"[{name}.{key}]", "", value) for key, value in single.items()]
    lines += [_table(f"[[{name}.{key}]]", "", entry) for key, entries in below.items() for entry in entries]
    return "\n".join(lines)


def _value(value: Value) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_value(key)} = {_value(word)}" for key, word in value.items()) + " }"
    # JSON's texts are TOML's but for U+007F, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def some(draw: st.DrawFn, **keys: st.SearchStrategy[Any]) -> Table:
    """Each of the optional keys, or not."""
    return {key: draw(value) for key, value in keys.items() if draw(st.booleans())}


@st.composite
def editions(draw: st.DrawFn) -> Folder:
    """A whole folder: one to three essays, now and then thirty; a glossary, disputes and notes, or not."""
    sources: dict[str, bytes] = {}
    essays, repairs, read_texts = _essays(draw, sources)
    book = {
        "slug": draw(IDS),
        "title": draw(texts()),
        "script": draw(st.sampled_from(SCRIPTS)),
        "number": draw(texts(2)),
        "date": draw(DAYS),
        "uuid": str(draw(st.uuids())),
        **some(draw, subtitle=texts(), editor=texts(), publisher=texts(), description=LONG, rights=texts()),
        **some(draw, subjects=st.lists(texts(2), max_size=3), about=st.lists(LONG, max_size=3), changes=st.lists(texts(), max_size=2)),
    }
    data: Data = {"edition.toml": {"book": [book], "essay": essays, "cover": _covers(draw, sources)}, "repairs.toml": repairs}
    names = iter(draw(st.lists(IDS, min_size=MOST_ENTRIES * 6, max_size=MOST_ENTRIES * 6, unique=True)))
    if draw(st.integers(0, 3)):
        withdrawn = {"withdrawn": [next(names)]} if draw(st.booleans()) else {}
        data["glossary.toml"] = {"term": _terms(draw, read_texts, names), **withdrawn}
    if draw(st.integers(0, 3)):
        data["rebuttals.toml"] = disputes = _rebuttals(draw, read_texts, names)
        if numbers := [entry["number"] for entry in disputes["rebuttal"]]:
            for essay in essays:
                essay |= some(draw, against=st.lists(st.sampled_from(numbers), max_size=2))
    if draw(st.integers(0, 3)):
        data["notes.toml"] = {"note": _notes(draw, read_texts, names)}
    if draw(st.integers(0, 3)) == 0:
        data["script.toml"] = {"exception": [{"text": "头发", "script": "zh-Hans", "tw": "頭发", "reason": draw(texts())}]}
    return Folder(data, sources)


def _covers(draw: st.DrawFn, sources: dict[str, bytes]) -> list[Table]:
    if draw(st.integers(0, 7)):
        return []
    sources["cover.jpg"] = (SHIPPED / "covers" / "zh-Hans.jpg").read_bytes()
    return [{"script": draw(st.sampled_from(["zh-Hans", "zh-Hant"])), "file": "cover.jpg", "alt": draw(texts())}]


def _essays(draw: st.DrawFn, sources: dict[str, bytes]) -> tuple[list[Table], dict[str, list[Table]], list[Text]]:
    """The essays' entries, the file of repairs, and the essays as they are read after them; their sources are put with the others."""
    many = draw(st.integers(0, 19)) == 0
    count = MANY if many else draw(st.sampled_from([1, 2, 2, 3]))
    slugs = _slugs(draw(st.lists(IDS, min_size=count, max_size=count, unique=True)))
    shorts = draw(st.lists(texts(2).filter(lambda text: len(text) <= SHORT_LENGTH), min_size=count, max_size=count, unique=True))
    entries, rules, repairs, found = list[Table](), list[Table](), list[Table](), list[Text]()
    for number, (slug, short) in enumerate(zip(slugs, shorts, strict=True)):
        source = _source(draw, f"essays/{number}", sources, most=1 if many else 4)
        essay, own_rules, own_repairs = _read(draw, Essay(slug, "", short, "", "zh-Hans", source))
        rules += own_rules
        repairs += own_repairs
        entries.append(_essay(draw, essay))
        found.append(essay_text(essay, term_index(())))
    return entries, {"rule": rules, "repair": repairs}, found


def _slugs(drawn: list[str]) -> list[str]:
    """The drawn names, plain ones in the place of those that an edition may not use."""
    essays = tuple(Essay(slug, "", slug, "", "zh-Hans", Source("", "", "")) for slug in drawn)
    try:
        validate(Edition("", "", "zh-Hans", "", "", "", essays=essays))
    except EditionError:
        return [f"s{number}" for number in range(len(drawn))]
    return drawn


def _source(draw: st.DrawFn, name: str, sources: dict[str, bytes], *, most: int) -> Source:
    """A text, or a saved page."""
    lines = [line for text in draw(st.lists(LONG, min_size=1, max_size=most)) for line in (part.strip() for part in text.split("\n")) if line]
    if draw(st.integers(0, 3)):
        name, text = f"{name}.txt", draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(lines).lstrip("\ufeff") + draw(st.sampled_from(["", "\n"]))
    else:
        tags = (draw(st.sampled_from(["p", "h2", "h4", "li", "blockquote", "pre", "em"])) for _ in lines)
        body = "".join(f"<{tag}>{escape(line)}</{tag}>" for tag, line in zip(tags, lines, strict=True))
        name, text = f"{name}.html", f"<!DOCTYPE html><html><body><article><p>{PLAIN[0]}</p>{body}</article></body></html>"
    sources[name] = text.encode()
    source = read_source(text, name=name, folder=Path())
    return replace(source, name=name, sha256=sha256(sources[name]).hexdigest())


def _read(draw: st.DrawFn, essay: Essay) -> tuple[Essay, list[Table], list[Table]]:
    """The essay with its blocks, and the rules and repairs that made them."""
    rules: list[Table] = [{"name": name, "essays": [essay.slug]} for name in sorted(draw(st.sets(st.sampled_from(RULE_NAMES), max_size=4)) | {"edge-space"})]
    for rule in rules:
        if rule["name"] == "word-table":
            rule["words"] = {draw(texts(1)): draw(texts(2))}
    repair = _repair(draw, essay)
    needed = [{"name": name, "essays": [essay.slug]} for name in ("control-character", "edge-space")]
    for own_rules, own_repairs in ((rules, [repair] if repair else []), (rules[:0], []), (needed, [])):
        with suppress(EditionError):
            if blocks := _blocks(essay, own_rules, own_repairs):
                return replace(essay, blocks=blocks), own_rules, own_repairs
    raise AssertionError(f"this text cannot be an essay: {essay.source.text!r}")


def _repair(draw: st.DrawFn, essay: Essay) -> Table | None:
    text = essay.source.text
    if not text or draw(st.booleans()):
        return None
    start = draw(st.integers(0, len(text) - 1))
    before = text[start : start + draw(st.integers(1, 4))]
    reasons = texts() | st.just(f"“{before}”应为“{text[:2]}”")
    table = {"essay": essay.slug, "before": before, "class": draw(texts(1)), "reason": draw(reasons), "confidence": draw(st.sampled_from(get_args(Confidence)))}
    return {**table, **some(draw, after=texts(2), prefix=st.just(text[max(0, start - 3) : start]), suffix=st.just(text[start + len(before) :][:3]))}


def _blocks(essay: Essay, rules: list[Table], repairs: list[Table]) -> tuple[Block, ...]:
    """The essay's blocks after these; raises EditionError."""
    uses = [RuleUse(rule["name"], tuple(rule["essays"]), tuple(rule.get("words", {}).items())) for rule in rules]
    fixes = [
        Correction(essay.slug, table["before"], table.get("after", ""), "", "", "certain", table.get("prefix", ""), table.get("suffix", ""))
        for table in repairs
    ]
    return make_blocks(essay.slug, essay.source, read(essay.source.text, corrections=fixes, rules=uses))


def _essay(draw: st.DrawFn, essay: Essay) -> Table:
    table = {
        "slug": essay.slug,
        "title": draw(texts()),
        "short": essay.short,
        "author": draw(st.just("unknown") | texts()),
        "script": draw(st.sampled_from(SCRIPTS)),
        "source": essay.source.name,
        "sha256": essay.source.sha256,
    }
    more = some(draw, supplied=st.booleans(), date=texts(), date_note=texts(), publisher=texts(), head_note=LONG, thesis=LONG)
    return {**table, **more, "structure": _structure(draw, [block.text for block in essay.blocks])}


def _structure(draw: st.DrawFn, lines: list[str]) -> list[Table]:
    """What some blocks are; an entry that does not fit the others is left out."""
    entries = list[Table]()
    for line in draw(st.lists(st.sampled_from(lines), max_size=3)) if lines else ():
        entry = {"kind": draw(st.sampled_from(KINDS)), "text": line, **some(draw, level=st.integers(1, 6))}
        if entry["kind"] == "speech" or draw(st.booleans()):
            entry["speaker"] = draw(texts(2))
        with suppress(EditionError):
            resolve(lines, [Structure(**{"level": 2, **table}) for table in (*entries, entry)])
            entries.append(entry)
    return entries


def _terms(draw: st.DrawFn, found: list[Text], names: Iterator[str]) -> list[Table]:
    terms, claimed = list[Table](), set[str]()
    for _ in range(draw(st.integers(0, MOST_ENTRIES))):
        forms = [form for form in draw(st.lists(texts(2) | _words(found), min_size=1, max_size=3)) if key(form) not in claimed]
        if not forms:
            continue
        term = {"id": next(names), "headword": forms[0], "definition": draw(LONG)}
        if draw(st.booleans()):
            term["forms"] = list({key(form): form for form in forms}.values())
        claimed |= {key(form) for form in forms}
        term |= some(draw, more=texts(), en=texts(), taiwan=texts(1), as_of=MOMENTS, sort=texts(2) | st.just("cha guan"))
        term |= some(draw, once=st.booleans(), marker=st.booleans(), important=st.booleans())
        if terms and draw(st.booleans()):
            term["see"] = [draw(st.sampled_from(terms))["id"]]
        terms.append(term)
    return terms


def _words(found: list[Text]) -> st.SearchStrategy[str]:
    """Words that stand in the essays."""
    whole = [text.text for text in found if text.text]
    if not whole:
        return st.nothing()
    pieces = st.sampled_from(whole).flatmap(
        lambda text: st.builds(lambda start, length: text[start : start + length], st.integers(0, len(text) - 1), st.integers(1, 6))
    )
    # A term stands in one paragraph.
    return pieces.map(lambda piece: piece.split("\n")[0]).filter(is_seen)


def _passage(draw: st.DrawFn, text: Text, used: set[str]) -> Table | None:
    """A quotation that stands once in its essay, and in no entry yet: a part of a paragraph, else a whole one."""
    lines = [(start, block.text) for start, block in zip(text.starts, text.essay.blocks, strict=True)]
    if not lines:
        return None
    first, line = draw(st.sampled_from(lines))
    start = draw(st.integers(0, len(line) - 1))
    end = draw(st.integers(start + 1, len(line)))
    before, behind = text.text[max(first, first + start - 3) : first + start], line[end : end + 2]
    part = {"essay": text.essay.slug, "exact": line[start:end], **some(draw, prefix=st.just(before), suffix=st.just(behind))}
    for table in (part, {"essay": text.essay.slug, "exact": line}):
        place = key(f"{table.get('prefix', '')}[{table['exact']}]{table.get('suffix', '')}{table['essay']}")
        if table["exact"].strip() and place not in used:
            with suppress(EditionError):
                find_passage(text, Passage(**table), where="")
                used.add(place)
                return table | some(draw, voice=texts())
    return None


def _rebuttals(draw: st.DrawFn, found: list[Text], names: Iterator[str]) -> dict[str, list[Table]]:
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True)) if draw(st.integers(0, 9)) else []
    questions = [{"id": name, "text": draw(LONG), **some(draw, group=st.lists(texts(), max_size=2))} for name in ids]
    numbers = iter(draw(st.lists(st.integers(101, 999) | st.integers(101, 2**63 - 1), min_size=MOST_ENTRIES + 1, max_size=MOST_ENTRIES + 1, unique=True)))
    rebuttals, used = list[Table](), set[str]()
    for _ in range(draw(st.integers(0, MOST_ENTRIES)) if questions and len(found) > 1 else 0):
        ends = draw(st.permutations(found))[:2]
        origin, claim = (_passage(draw, text, used) for text in ends)
        if not origin or not claim:
            continue
        choices = {"question": draw(st.sampled_from(questions))["id"], "relation": draw(st.sampled_from(get_args(Relation)))}
        words = {"timing": draw(st.sampled_from(get_args(Timing))), "note": draw(LONG), "mirror": draw(LONG)}
        flags = some(draw, weight=st.integers(1, 3), mutual=st.booleans(), marker=st.booleans())
        rebuttals.append({"id": next(names), "number": next(numbers), **choices, **words, **flags, "from": origin, "to": claim})
    agreements = [agreement for _ in range(draw(st.integers(0, 2))) if (agreement := _agreement(draw, found, names))]
    gone = [{"id": next(names), "number": next(numbers), "reason": draw(texts())}] if draw(st.booleans()) else []
    named = st.lists(st.sampled_from([entry["number"] for entry in rebuttals]), max_size=3) if rebuttals else st.just(list[int]())
    evening = [{"text": draw(LONG), "questions": draw(st.lists(texts(), max_size=2)), **some(draw, disputes=named)}] if draw(st.booleans()) else []
    return {"question": questions, "rebuttal": rebuttals, "agreement": agreements, "withdrawn": gone, "evening": evening}


def _agreement(draw: st.DrawFn, found: list[Text], names: Iterator[str]) -> Table | None:
    """Passages of two or three essays."""
    used = set[str]()
    passages = [passage for text in draw(st.permutations(found))[:3] if (passage := _passage(draw, text, used))]
    if len(passages) < 2:
        return None
    return {"id": next(names), "text": draw(LONG), "passage": passages}


def _notes(draw: st.DrawFn, found: list[Text], names: Iterator[str]) -> list[Table]:
    notes, used = list[Table](), set[str]()
    for _ in range(draw(st.integers(0, MOST_ENTRIES))):
        if passage := _passage(draw, draw(st.sampled_from(found)), used):
            more = some(draw, more=texts(), as_of=MOMENTS, source=texts(), marker=st.booleans())
            notes.append({"id": next(names), "kind": draw(st.sampled_from(["fact", "text"])), **passage, "text": draw(LONG), **more})
    return notes
