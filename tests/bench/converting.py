"""`reader convert` on a large book against OpenCC alone, and against calibre where it is installed."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from reader.epub.container import write_zip

from .corpus import shipped_corpus
from .essays import mention
from .measure import Run, in_turn, ratio
from .report import Bar, run_lines

CASES = Path(__file__).parents[1] / "cases" / "convert" / "base"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="zh-CN"><head><title>第{}章</title></head>'
PAGE = HEAD + "<body>\n{}\n</body></html>\n"
CHAPTER = 100_000  # bytes
LIMITS = {"reader convert": 1.7, "--regional-words": 2.7}
START = {"reader convert": 2.0}
ONE_WORD = "import opencc; opencc.OpenCC('s2tw', include_tofu_risk_dictionaries=False).convert('里')"


def converting(folder: Path, *, rounds: int, size: int) -> tuple[list[str], list[Bar]]:
    """The tables and the bars for a book of `size` bytes of text, for one of ten times as many, and for one of a single page."""
    lines, bars = list[str](), list[Bar]()
    for many, turns, limits in ((size, rounds, LIMITS), (size * 10, min(rounds, 3), LIMITS), (2000, rounds * 4, START)):
        write_book(folder / "book.epub", many)
        runs = in_turn(commands(large=many >= size, calibre=many == size), rounds=turns, folder=folder)
        lines += run_lines(f"A book of {many / 1e6:g} MB of text", runs)
        bars += against_opencc(f"{many / 1e6:g} MB", runs, limits)
    return lines, bars


def commands(*, large: bool, calibre: bool) -> dict[str, tuple[str, ...]]:
    """What runs in turn; the first is the measure: OpenCC on every page of a large book, or its import and first word."""
    reader = (sys.executable, "-m", "reader.cli", "convert", "book.epub", "-o", "ours.epub", "--traditional")
    bare = (str(Path(__file__).with_name("bare.py")), "book.epub", "bare.epub") if large else ("-c", ONE_WORD)
    found = {"OpenCC": (sys.executable, *bare), "reader convert": reader, "--regional-words": (*reader, "--regional-words")}
    if calibre:
        found["--report"] = (*reader, "--report", "choices.txt")
        if program := shutil.which("ebook-convert"):
            found["ebook-convert"] = (program, "book.epub", "calibre.epub")
    return found


def against_opencc(what: str, runs: dict[str, tuple[Run, ...]], limits: dict[str, float]) -> list[Bar]:
    """Each command's processor time by that of the first."""
    first, *others = runs
    return [Bar(f"{what}: `{name}` / {first}", ratio(runs[name], runs[first]), limits.get(name)) for name in others]


def write_book(path: Path, size: int, names: Iterator[str] | None = None) -> None:
    """An EPUB of the shipped essays' simplified sentences, shuffled; a third of the paragraphs has a mark somewhere, every second sentence one of `names`."""
    chance, sentences = random.Random(1), shipped_corpus().sentences["zh-Hans"]
    pages = [PAGE.format(number, "\n".join(chapter(sentences, chance, min(size, CHAPTER), names))) for number in range(1, max(size // CHAPTER, 1) + 1)]
    names = [f"p{number}" for number in range(len(pages))]
    items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names)
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    files = {file.relative_to(CASES).as_posix(): file.read_bytes() for file in sorted(CASES.rglob("*")) if file.is_file()}
    package = files["book.opf"].decode().replace("</manifest>", items + "</manifest>").replace("</spine>", refs + "</spine>")
    entries = {**files, "book.opf": package.encode(), **{f"{name}.xhtml": page.encode() for name, page in zip(names, pages, strict=True)}}
    path.write_bytes(write_zip(entries.items(), date=(2026, 1, 1, 0, 0, 0)))


def chapter(sentences: tuple[str, ...], chance: random.Random, size: int, names: Iterator[str] | None = None) -> list[str]:
    """Paragraphs of one to four sentences, about `size` bytes; every second sentence mentions one of `names`."""
    paragraphs, length = list[str](), 0
    while length < size:
        chosen = chance.choices(sentences, k=chance.randint(1, 4))
        text = "".join([mention(sentence, names, chance) for sentence in chosen] if names else chosen)
        length += len(text.encode())
        at = chance.randrange(max(len(text) - 3, 1))
        marked = f"{escape(text[:at])}<b>{escape(text[at : at + 3])}</b>{escape(text[at + 3 :])}" if chance.random() < 1 / 3 else escape(text)
        paragraphs.append(f'<p class="x">{marked}</p>')
    return paragraphs
