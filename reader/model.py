"""The values that flow through the program: frozen, typed, no behaviour but what follows from their fields. Offsets are code points everywhere."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypeGuard

from msgspec import Struct

Script = Literal["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"]
Language: TypeAlias = str  # a BCP 47 tag: one of the scripts above for what is Chinese
NoteKind = Literal["term", "rebuttal", "fact", "text", "reader", "popular"]
Confidence = Literal["certain", "probable"]
Relation = Literal["rebuts", "undercuts", "qualifies", "counterexample"]
Timing = Literal["answers", "later-evidence", "later-view", "earlier-view", "contemporary"]
Level = Literal["error", "warning", "info"]
Layout = Literal["vertical", "horizontal"]  # which way the lines of a book run

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
NOTE_KINDS: tuple[NoteKind, ...] = ("term", "rebuttal", "fact", "text")


def is_chinese(tag: Language) -> TypeGuard[Script]:
    """Is it a language that the conversion between scripts concerns?"""
    return tag in SCRIPTS


class Span(Struct, frozen=True, gc=False):
    """A mark on `text[start:end]`; `start == end` is a point (an anchor, a marker). `ref` is what the kind needs: an href, a note's key."""

    start: int
    end: int
    kind: str
    ref: str = ""


class Block(Struct, frozen=True, gc=False):
    """One heading, paragraph, item, caption …: the unit of conversion and of the page. No `lang`: the page's; `within`: what holds it (`repair/marks.py`)."""

    id: str
    kind: str
    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    speaker: str = ""
    lang: str = ""
    within: tuple[Span, ...] = ()


class Correction(Struct, frozen=True, gc=False):
    """One single repair of a source: `before` stands exactly once in it (between `prefix` and `suffix`)."""

    essay: str
    before: str
    after: str
    kind: str
    reason: str
    confidence: Confidence
    prefix: str = ""
    suffix: str = ""
    where: str = ""


class RuleUse(Struct, frozen=True, gc=False):
    """A class rule by its stable name, switched on for some essays; `words` is the data of `word-table`."""

    name: str
    essays: tuple[str, ...]
    words: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    where: str = ""


class Keep(Struct, frozen=True, gc=False):
    """A passage of a source that no rule may touch: every place where `text` stands in it."""

    essay: str
    text: str
    reason: str = ""
    where: str = ""


class Hunk(Struct, frozen=True, gc=False):
    """One disjoint change of the ledger: `source[start:end]` became `after`; `causes` are rule names and correction indexes."""

    start: int
    end: int
    before: str
    after: str
    causes: tuple[str, ...]


class Reading(Struct, frozen=True, gc=False):
    """A reading text and the ledger that made it from its source; `places`: where in the source each correction's `before` begins, in their order."""

    text: str
    hunks: tuple[Hunk, ...]
    places: tuple[int, ...] = ()


class Structure(Struct, frozen=True, gc=False):
    """What a run of blocks is: from the block that begins with `text` to the one that begins with `to` (else that block alone)."""

    kind: str
    text: str
    to: str = ""
    level: int = 2
    speaker: str = ""
    where: str = ""


class Finding(Struct, frozen=True, gc=False):
    """One result of a check: a stable code, how bad it is, where, and in words."""

    code: str
    level: Level
    where: str
    text: str


class Picture(Struct, frozen=True, gc=False):
    """A picture of a source, as it goes into the book; its name comes from its bytes."""

    name: str
    media_type: str
    data: bytes


class Source(Struct, frozen=True, gc=False):
    """A text as it came; `findings` say how, `names` what its lines are called; `marks`, `groups` (outer first), `pictures` are a page's, `data` an EPUB's."""

    name: str
    sha256: str
    text: str
    marks: tuple[Span, ...] = ()
    groups: tuple[Span, ...] = ()
    pictures: tuple[Picture, ...] = ()
    findings: tuple[Finding, ...] = ()
    names: tuple[str, ...] = ()
    data: bytes = b""


class Essay(Struct, frozen=True, gc=False):
    """An essay: `thesis` says in a line what it claims, `against` has the disputes that show whom it contradicts; reading and blocks are made later."""

    slug: str
    title: str
    short: str
    author: str
    script: Language
    source: Source
    supplied: bool = False
    date: str = ""
    date_note: str = ""
    publisher: str = ""
    head_note: str = ""
    thesis: str = ""
    against: tuple[int, ...] = ()
    structure: tuple[Structure, ...] = ()
    reading: Reading | None = None
    blocks: tuple[Block, ...] = ()


class Term(Struct, frozen=True, gc=False):
    """A glossary entry; `definition` and `more` are its note, `taiwan` is Taiwan's word where it is another; `important` finds room before facts do."""

    id: str
    headword: str
    forms: tuple[str, ...]
    definition: str
    more: str = ""
    en: str = ""
    taiwan: str = ""
    see: tuple[str, ...] = ()
    as_of: str = ""
    sort: str = ""
    once: bool = False
    marker: bool = True
    important: bool = False
    where: str = ""


class Passage(Struct, frozen=True, gc=False):
    """An exact quotation of an essay's reading text (Web Annotation's exact, prefix, suffix); `voice` when it is not the author's own."""

    essay: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    voice: str = ""


class Question(Struct, frozen=True, gc=False):
    """A question the essays dispute, with what a reading group may ask about it."""

    id: str
    text: str
    group: tuple[str, ...] = ()


class Rebuttal(Struct, frozen=True, gc=False):
    """`origin` (TOML: `from`) disputes `claim` (`to`). `note` pops up at the claim, `mirror` at the origin; for scarce room `weight` (3 the most) decides."""

    id: str
    number: int
    question: str
    relation: Relation
    timing: Timing
    origin: Passage
    claim: Passage
    note: str
    mirror: str
    weight: int = 2
    mutual: bool = False
    marker: bool = True
    where: str = ""


class Agreement(Struct, frozen=True, gc=False):
    """What opponents have in common: `passages` of at least two essays that say it."""

    id: str
    text: str
    passages: tuple[Passage, ...]
    where: str = ""


class Withdrawn(Struct, frozen=True, gc=False):
    """A dispute of an earlier edition that this one no longer holds. Its number and id are never used again."""

    id: str
    number: int
    reason: str
    where: str = ""


class Evening(Struct, frozen=True, gc=False):
    """A reading group's one evening: the questions to talk about, and the disputes whose passages are read first."""

    text: str
    questions: tuple[str, ...]
    disputes: tuple[int, ...]
    where: str = ""


class Remark(Struct, frozen=True, gc=False):
    """An editors' note on a quotation: a `fact`, or a `text` note on the wording."""

    id: str
    kind: Literal["fact", "text"]
    passage: Passage
    text: str
    more: str = ""
    as_of: str = ""
    source: str = ""
    marker: bool = True
    where: str = ""


class Cover(Struct, frozen=True, gc=False):
    """A cover picture for one script (`zh-Hans`, `zh-Hant`)."""

    script: str
    name: str
    data: bytes
    alt: str


class Edition(Struct, frozen=True, gc=False):
    """An edition folder, read and validated; nothing in it has been computed yet. Of an `epub`, essays' sources name pages and hold no text."""

    slug: str
    title: str
    script: Language
    number: str
    date: str
    uuid: str
    subtitle: str = ""
    editor: str = ""
    publisher: str = ""
    description: str = ""
    rights: str = ""
    subjects: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    essays: tuple[Essay, ...] = ()
    rules: tuple[RuleUse, ...] = ()
    keeps: tuple[Keep, ...] = ()
    corrections: tuple[Correction, ...] = ()
    terms: tuple[Term, ...] = ()
    questions: tuple[Question, ...] = ()
    rebuttals: tuple[Rebuttal, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    withdrawn_terms: tuple[str, ...] = ()
    evening: Evening | None = None
    remarks: tuple[Remark, ...] = ()
    covers: tuple[Cover, ...] = ()
    epub: Source | None = None
