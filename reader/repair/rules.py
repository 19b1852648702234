"""The class rules: their stable names, their order, and what each is called in the book's textual notes.

The order is part of law 1 (`docs/design.md`): other orders give other texts. A rule reads the text as the rules above it
left it, and knows nothing of kept passages; `reading.py` drops what it must not touch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from msgspec import Struct

from reader.edits import Edit
from reader.repair.rule_english import curl_english_quotes
from reader.repair.rule_marks import curl_quotes, mend_ellipses_and_dashes, widen_punctuation
from reader.repair.rule_scrapes import drop_junk_commas, drop_pinyin, join_broken_lines, trim_edges
from reader.repair.rule_spaces import close_han_spaces, close_middle_dots, close_scrape_spaces
from reader.repair.rule_unseen import drop_controls, drop_unseen
from reader.repair.rule_wrap import join_wrapped_lines

Words = tuple[tuple[str, str], ...]
Find = Callable[[str, Words], Iterable[Edit]]


class Rule(Struct, frozen=True, gc=False):
    """A class rule. `zh` is its one line in the book, `en` the same for the manual; `find` yields sorted, disjoint edits; `chinese`: for no other language."""

    name: str
    zh: str
    en: str
    find: Find
    chinese: bool = False


def replace_words(text: str, words: Words) -> Iterator[Edit]:
    """Yield every occurrence of the table's words, the longer word first where two begin at one place."""
    found = [(start, -len(word), other) for word, other in dict(words).items() for start in _starts(text, word)]
    found.sort(key=itemgetter(0, 1))
    done = 0
    for start, size, other in found:
        if start >= done:
            done = start - size
            yield Edit(start, done, other)


def _starts(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _plain(find: Callable[[str], Iterable[Edit]]) -> Find:
    return lambda text, _: find(text)


RULES: tuple[Rule, ...] = (
    # Form feeds first: they may stand where a line was broken. Soft hyphens after the lines: at a line's end they say how it goes on.
    Rule(
        "control-character",
        "换页符之类的控制字符改为换行或删去",
        "form feeds become line ends, other control characters go",
        _plain(drop_controls),
    ),
    Rule(
        "hard-wrap",
        "接上手工、邮件、PDF或文字识别折断的行",
        "lines wrapped by hand, a PDF or OCR are joined to paragraphs",
        _plain(join_wrapped_lines),
    ),
    Rule("zero-width", "删去看不见的零宽字符", "zero-width characters, which nobody sees, go", _plain(drop_unseen)),
    Rule("pinyin-gloss", "删去汉字后括号中的注音", "pinyin in brackets behind a character is removed", _plain(drop_pinyin), chinese=True),
    # Before the commas become full width: `,,` is one comma, `,。` a full stop.
    Rule("junk-comma", "删去其他标点前多余的半角逗号", "a half-width comma before another mark is removed", _plain(drop_junk_commas), chinese=True),
    Rule(
        "broken-line",
        "接上在逗号、分号后误断的行",
        "a line broken behind a comma or semicolon is joined; where most lines are broken, each, as `hard-wrap` does",
        _plain(join_broken_lines),
        chinese=True,
    ),
    # Before the spaces: those inside the marks show which way a straight mark points.
    Rule("straight-quotes", "直引号改为弯引号", "straight quotation marks become curly", _plain(curl_quotes), chinese=True),
    Rule("english-quotes", "英文的直引号改为弯引号", "straight quotation marks and apostrophes of English become curly", _plain(curl_english_quotes)),
    Rule(
        "scrape-space",
        "删去汉字与西文、数字、引号之间的空格",
        "spaces between Chinese and Latin, digits, quotation marks go",
        _plain(close_scrape_spaces),
        chinese=True,
    ),
    Rule("han-space", "删去汉字之间的空格", "spaces between two Chinese characters go", _plain(close_han_spaces), chinese=True),
    Rule("middle-dot", "删去外国人名间隔号两旁的空格", "spaces around the middle dot of a name go", _plain(close_middle_dots), chinese=True),
    Rule("halfwidth-punct", "中文里的半角标点改为全角", "half-width punctuation in Chinese becomes full-width", _plain(widen_punctuation), chinese=True),
    Rule("ellipsis-dash", "规范省略号与破折号", "ellipses and dashes get their Chinese form", _plain(mend_ellipses_and_dashes), chinese=True),
    Rule("word-table", "按词表改正用词", "words of a table are replaced", replace_words),
    # Last, so that the reading text has no loose ends whatever the others left.
    Rule("edge-space", "删去行首行末的空白", "white space at both ends of a line goes", _plain(trim_edges)),
)

RULE_NAMES: tuple[str, ...] = tuple(rule.name for rule in RULES)
