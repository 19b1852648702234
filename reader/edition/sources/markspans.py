"""What of a Markdown text is no prose: programs and metadata, which stay as they are, and marks that stand between words or in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it.token import Token

from reader.edition.sources.markdown import FRONT, block_tokens
from reader.model import Span

# Lines of the metadata before a text that people read.
READ = re.compile(r"\s*(?:title|subtitle|linktitle|description|summary|excerpt|author)\s*[:=]", re.IGNORECASE)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
DEFINED = re.compile(r" {0,3}\[([^\]\[\n]+)\]:")


def not_prose(text: str) -> tuple[Span, ...]:
    """What stands in `text` besides prose, in order: `code` must stay, and divides a line; a `mark` (of emphasis, a tag, an address) does not divide it."""
    kept, found, at = _kept_lines(text), list[Span](), 0
    labels = {name.casefold() for name in DEFINED.findall(text)} if "]:" in text else set()
    for number, line in enumerate(LINE.findall(text)):
        if number in kept:
            found.append(Span(at, at + len(line), "code"))
        else:
            found += (Span(at + start, at + end, kind) for start, end, kind in _in_line(line, labels))
        at += len(line)
    return tuple(found)


def _kept_lines(text: str) -> frozenset[int]:
    """The numbers of lines that hold programs, or metadata that nobody reads."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT.match(plain)
    before = front[0].count("\n") if front else 0
    metadata = (number for number, line in enumerate(front[0].split("\n")[:before]) if not READ.match(line)) if front else ()
    tokens: list[Token] = block_tokens(plain[front.end() :] if front else plain)
    programs = (before + number for token in tokens if token.type in {"fence", "code_block"} and token.map for number in range(*token.map))
    return frozenset((*metadata, *programs))


def _in_line(line: str, labels: set[str]) -> Iterator[tuple[int, int, str]]:
    """The marks and programs in one line, in order and apart from each other."""
    programs = [*_programs(line), (len(line), len(line))]
    done = 0
    for start, end in programs:
        for found in _marks().finditer(line, done, start):
            if found["label"] is None:
                yield *found.span(), "mark"
            elif found["label"].casefold() in labels:  # what refers to a definition must name it as it is named there
                yield *found.span(), "code"
        if end > start:
            yield start, end, "code"
        done = end


def _programs(line: str) -> Iterator[tuple[int, int]]:
    """The stretches between runs of backticks of the same length (CommonMark 0.31, "Code spans")."""
    runs = [found.span() for found in _ticks().finditer(line)] if "`" in line else []
    places: dict[int, list[int]] = {}
    for start, end in reversed(runs):
        places.setdefault(end - start, []).append(start)
    done = 0
    for start, end in runs:
        following = places[end - start]
        following.pop()  # this one
        if start >= done and following:
            done = following[-1] + end - start
            yield start, done


@cache
def _ticks() -> re.Pattern[str]:
    return re.compile("`+")


@cache
def _marks() -> re.Pattern[str]:
    # Emphasis; tags and addresses in <>; footnotes; definitions; where a link leads; its label, or what may be one.
    link = r"\]\([ \t]*+(?:<[^<>\r\n]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)\)?+"
    parts = ("[*_~]+", r"<[^<>\r\n]*+>", r"\[\^[^\]\s]*+\]:?", r"^ {0,3}\[[^\]\[]++\]:\s*+\S*+", link, r"\]\[[^\]\[\r\n]*+\]")
    return re.compile("|".join((*parts, r"\[(?P<label>[^\]\[\r\n]++)\](?![\[(:])")))
