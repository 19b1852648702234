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


def converting(folder: Path, *, rounds: int, size: int) -> tuple[list[str], list[Bar]]:
    """The table and the bar for a book of `size` bytes of text."""
    write_book(folder / "book.epub", size)
    reader = (sys.executable, "-m", "reader.cli", "convert", "book.epub", "-o", "ours.epub", "--traditional")
    commands: dict[str, tuple[str, ...]] = {
        "OpenCC, zip": (sys.executable, str(Path(__file__).with_name("bare.py")), "book.epub", "bare.epub"),
        "reader convert": reader,
        "--regional-words": (*reader, "--regional-words"),
        "--report": (*reader, "--report", "choices.txt"),
    }
    if calibre := shutil.which("ebook-convert"):
        commands["ebook-convert"] = (calibre, "book.epub", "calibre.epub")
    runs: dict[str, tuple[Run, ...]] = in_turn(commands, rounds=rounds, folder=folder)
    bars = [Bar("`reader convert` / OpenCC and zip", ratio(runs["reader convert"], runs["OpenCC, zip"]), 2.0)]
    bars += [Bar(f"`{name}` / OpenCC and zip", ratio(runs[name], runs["OpenCC, zip"])) for name in commands if name not in {"OpenCC, zip", "reader convert"}]
    return list(run_lines(f"A book of {size / 1e6:.0f} MB of text", runs)), bars


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
