"""What the program says, in Chinese: `help.txt` for the help of the commands, `messages.txt` for messages; what is in neither is said in English."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache

OPTION, EXAMPLES = "--lang", "Examples:"
# What stands behind one of these is somebody's own words.
QUOTING = ("“", "`", "⟦", "《")
# The variables that say in which language a program speaks, the strongest first (POSIX, Base Definitions 8.2).
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def wants_chinese(arguments: Sequence[str] | None = None, environment: Mapping[str, str] | None = None) -> bool:
    """Is Chinese asked for: by `--lang zh` before the command or behind it, else by the locale?"""
    words = list(sys.argv[1:] if arguments is None else arguments)
    variables = os.environ if environment is None else environment
    for at, word in enumerate(words):
        if word == OPTION and at + 1 < len(words):
            return words[at + 1] == "zh"
        if word.startswith(f"{OPTION}="):
            return word == f"{OPTION}=zh"
        if word == "--":
            break
    return next((variables[name] for name in VARIABLES if variables.get(name)), "").lower().startswith("zh")


def said(text: str) -> str:
    """A message, or a part of one, in the language that is asked for."""
    return in_chinese(text) if wants_chinese() else text


def in_chinese(text: str) -> str:
    """The message in Chinese, what is quoted in it as it is; as it was where it has no translation."""
    plain = _messages().get(text)
    if plain is not None:
        return plain
    for pieces, chinese in _templates():
        if all(piece in text for piece in pieces) and (found := _pattern(pieces).fullmatch(text)):
            parts = [part if before.endswith(QUOTING) else in_chinese(part) for before, part in zip(pieces, found.groups(), strict=False)]
            return _filled(chinese, parts)
    return text


def count_in_chinese(number: int, name: str) -> str:
    """So many of what is called `name` in English; empty where it has no translation."""
    template = _messages().get(name, "")
    return template.format(f"{number:,}") if "{}" in template else ""


def help_in_chinese(text: str) -> str:
    """A text of the help in Chinese; as it was where it has no translation."""
    return _help().get(text.strip(), text)


def examples_in_chinese(text: str) -> str:
    """Examples with what they say of each command in Chinese."""
    return "\n".join(_example(line) for line in text.replace("\b", "").strip("\n").splitlines())


def _example(line: str) -> str:
    if line == EXAMPLES:
        return "例子："
    command, gap, words = line.rpartition("  ")
    return f"{command}{gap}{help_in_chinese(words)}" if command.strip() else line


def _filled(template: str, parts: Sequence[str]) -> str:
    if re.search(r"\{\d\}", template):
        return re.sub(r"\{(\d)\}", lambda found: parts[int(found[1])], template)
    rest = iter(parts)
    return re.sub(r"\{\}", lambda _: next(rest), template)


@cache
def _pattern(pieces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, pieces)), re.DOTALL)


@cache
def _messages() -> dict[str, str]:
    """By what is said in English; `{}` is what is put in, in either."""
    lines = _file("messages.txt").splitlines()
    return {english: chinese.removeprefix("= ") for english, chinese in zip(lines[::2], lines[1::2], strict=True)}


@cache
def _templates() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Those into which something is put, the longest first: they say the most."""
    found = [(tuple(english.split("{}")), chinese) for english, chinese in _messages().items() if "{}" in english]
    return tuple(sorted(found, key=lambda pair: -sum(map(len, pair[0]))))


@cache
def _help() -> dict[str, str]:
    blocks = _file("help.txt").split("\n----\n")
    pairs = (block.partition("\n=\n") for block in blocks)
    return {english.strip(): chinese.strip("\n") for english, _, chinese in pairs}


def _file(name: str) -> str:
    from pathlib import Path  # what is said in English needs none

    return Path(__file__).with_name(name).read_text(encoding="utf-8")
