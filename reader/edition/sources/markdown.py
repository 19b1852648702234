"""Markdown → HTML, which `webpage.py` reads like a saved page (markdown-it-py lives here).

CommonMark with tables, ~~strikethrough~~, lists of tasks and footnotes. Emphasis follows Chinese habits: `他说**“好”**了`, where CommonMark
sees no end because no space follows. Raw HTML has no effect but that of a few harmless tags (`rawhtml.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin
from msgspec.structs import replace

from reader.edition.sources.marklines import name_lines
from reader.edition.sources.names import read_named
from reader.edition.sources.rawhtml import Left, harmless_inline
from reader.errors import EditionError
from reader.han import is_han
from reader.model import Finding, Source

# Lists and quotations in one another; what lies deeper the library leaves out without a word.
DEEPEST = 100
# What programs that make sites of Markdown put before the text: YAML or TOML, never shown. (A line fits one branch only: linear.)
FRONT = re.compile(r"""(-{3}|\+{3})[ \t]*\n((?:[ \t]*\n|[ \t]+\S.*\n|[#\-\]}[].*\n|[\w."'][\w."'-]*[ \t]*[:=].*\n)*?)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)""")
NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
TASK = re.compile(r"\[([ xX])\][ \t]")


def read_markdown(text: str, *, name: str, folder: Path) -> Source:
    """The source that a Markdown text gives (without its hash), its pictures from `folder`; raises EditionError when nothing is in it."""
    page, findings = to_html(text, name=name)
    source = read_named(page, name=name, folder=folder)
    return replace(source, findings=(*findings, *source.findings))


def to_html(text: str, *, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The page that a Markdown text stands for, its lines named for those of the text, and what of the text is not in the page.

    Raises EditionError for lists nested beyond reason.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT.match(text)
    env: EnvType = {}
    tokens = _parser().parse(text[front.end() :] if front else text, env)
    if max((token.level for token in tokens), default=0) >= DEEPEST - 1:
        raise EditionError("holds lists or quotations a hundred deep in one another", where=name, advice="take most of them out")
    left = Left()
    for token in tokens:
        if token.type == "html_block":
            token.content = f"<p>{_words(token.content, left)}</p>\n"
        elif token.children:
            token.children = harmless_inline(token.children, left)
    _tick(tokens)
    name_lines(tokens, text.split("\n"), before=front[0].count("\n") if front else 0)
    page = _parser().renderer.render(tokens, _parser().options, env)
    return f"<html><body><article>\n{page}</article></body></html>", tuple(_findings(name, left, front[0] if front else "", _lost_notes(text, env)))


def block_tokens(text: str) -> list[Token]:
    """The blocks of a Markdown text whose lines end in line feeds, without what stands in them."""
    tokens: list[Token] = []
    _parser().block.parse(text, _parser(), {}, tokens)
    return tokens


class _Chinese(StateInline):
    """Inline text in which a mark may stand between a Chinese character and punctuation: Chinese has no spaces that would tell its side."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Can the marks at `start` begin, or end, an emphasis?"""
        found = super().scanDelims(start, canSplitWord)
        end = start + found.length
        if not canSplitWord or start == 0 or end >= self.posMax:
            return found
        before, behind = self.src[start - 1], self.src[end]
        begins = found.can_open or (is_han(before) and not behind.isspace())
        return Scanned(begins, found.can_close or (is_han(behind) and not before.isspace()), found.length)


class _Inline(ParserInline):
    """The library's parser of inline text, with our state."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read `src` into `tokens`."""
        state = _Chinese(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt()
    parser.inline = _Inline()
    parser.configure("commonmark", {"maxNesting": DEEPEST})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # no link is followed, and pictures have a door of their own
    return parser.enable(["table", "strikethrough"]).use(footnote_plugin)


def _words(written: str, left: Left) -> str:
    """A block of raw HTML as one line of text, in which only the harmless tags stay."""
    parser = _tags_only()
    inline = parser.parseInline(written)
    for token in inline:
        token.children = harmless_inline(token.children or (), left)
    return str(parser.renderer.render(inline, parser.options, {}))


@cache
def _tags_only() -> MarkdownIt:
    return MarkdownIt("zero", {"html": True}).enable(["html_inline", "entity"])


def _tick(tokens: Sequence[Token]) -> None:
    """Write ☐ and ☑ for the boxes of a list of tasks."""
    for item, paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type == "list_item_open" and paragraph.type == "paragraph_open" and inline.children and (box := TASK.match(inline.children[0].content)):
            inline.children[0].content = f"{'☐' if box[1] == ' ' else '☑'} {inline.children[0].content[box.end() :]}"


def _lost_notes(text: str, env: EnvType) -> list[str]:
    """Labels of footnotes to which nothing leads, or that are there twice."""
    known = env.get("footnotes", {}).get("refs", {})
    unused = [label[1:] for label, number in known.items() if number < 0]
    return [*unused, *(label for label, times in Counter(NOTE.findall(text)).items() if times > 1 and label not in unused)]


def _findings(name: str, left: Left, front: str, notes: Sequence[str]) -> Iterator[Finding]:
    parts = [f"{front.count(chr(10))} lines of metadata before the text"] if front else []
    parts += [f"raw HTML ({', '.join(f'{tag} {times}' for tag, times in left.tags.most_common())}): its words stay, scripts go"] if left.tags else []
    parts += [f"footnotes to which nothing leads, or that are there twice ({', '.join(notes)})"] if notes else []
    if parts:
        yield Finding("markdown-dropped", "info", name, f"not in the book: {'; '.join(parts)}")
