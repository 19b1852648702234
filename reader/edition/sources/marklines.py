"""Which line of a Markdown text each line of its page is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from markdown_it.token import Token

from reader.edition.sources.names import name_element


def name_lines(tokens: Sequence[Token], lines: Sequence[str], *, before: int) -> None:
    """Put the name of its line before every text that begins a line; `before` lines of the text are not in the tokens.

    Programs are written out, each line with its name. A cell but the first of its row is named for the column too in which it begins.
    """
    row, at = -1, 0  # the row that is being read, and where its next cell begins at the earliest
    for token in tokens:
        if token.map is None:
            continue
        number = before + token.map[0]
        if token.type in {"fence", "code_block"}:
            first = number + (token.type == "fence") + 1
            token.type, token.content = "html_block", f"<pre><code>{''.join(_program(token.content, first))}</code></pre>\n"
        elif token.type == "html_block":
            token.content = token.content.replace("<p>", f"<p>{name_element(f'l{number + 1}')}", 1)
        elif token.type == "tr_open":
            row, at = number, 0
        elif token.type == "inline" and token.children is not None:
            name = f"l{number + 1}"
            if number == row:
                place = max(lines[number].find(token.content, at), at)
                name, at = f"{name}-k{place + 1}" if at else name, place + max(len(token.content), 1)
            token.children = list(_inline(token.children, number + 1, name))


def _program(content: str, first: int) -> Iterator[str]:
    for number, line in enumerate(content.split("\n")[:-1] if content.endswith("\n") else content.split("\n"), first):
        yield f"{name_element(f'l{number}')}{escape(line, quote=False)}\n"


def _inline(children: Sequence[Token], number: int, name: str) -> Iterator[Token]:
    yield Token("html_inline", "", 0, content=name_element(name))
    for token in children:
        yield token
        number += token.type in {"softbreak", "hardbreak"}
        if token.type == "hardbreak":
            yield Token("html_inline", "", 0, content=name_element(f"l{number}"))
