"""How things are said: one line each, numbers with their nouns, JSON that no terminal can break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reader.cli.chinese import count_in_chinese, said, wants_chinese

if TYPE_CHECKING:
    from reader.errors import ReaderError
    from reader.model import Finding


# What `-v` leaves for the whole command.
VERBOSE = "reader.verbose"


def say(text: str, *, err: bool = False) -> None:
    """Print one line, whatever the text holds, in Chinese where that is asked for and known."""
    click.echo(one_line(said(text)), err=err)


def detail(text: str) -> None:
    """Print one line on standard error where `-v` asks for it."""
    context = click.get_current_context(silent=True)
    if context is not None and VERBOSE in context.meta:
        say(text, err=True)


def one_line(text: str) -> str:
    """`text` without what would break a line of the screen, or steer the terminal: messages quote an edition's text and files' names."""
    if text.isprintable():  # as nearly all
        return text
    import re

    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]+", "⏎", text)


def json_text(value: Any) -> str:
    """ASCII-only JSON, so that no terminal's encoding can break it."""
    import json

    return json.dumps(value, indent=2)


def counted(number: int, name: str) -> str:
    """`1 term`, `2,000 terms`; `2,000个词条`."""
    if wants_chinese() and (chinese := count_in_chinese(number, name)):
        return chinese
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


def tallied(number: int, name: str) -> str:
    """`2 sound`; `2 个没有问题`."""
    return (count_in_chinese(number, name) if wants_chinese() else "") or f"{number} {name}"


def finding_text(finding: Finding) -> str:
    """Code, place, words."""
    text = said(finding.text)
    return f"[{finding.code}] {finding.where}: {text}" if finding.where else f"[{finding.code}] {text}"


def error_text(error: ReaderError) -> str:
    """An error as it prints: where, what, and what to do; each in the language that is asked for."""
    head = f"{error.where}: {said(error.text)}" if error.where else said(error.text)
    return f"{head} → {said(error.advice)}" if error.advice else head


def finding_facts(finding: Finding) -> dict[str, str]:
    """The JSON form of a finding."""
    return {"code": finding.code, "level": finding.level, "where": finding.where, "text": finding.text}
