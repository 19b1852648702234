"""Pages in the edition's own script → pages in the script they are read in."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from reader.book.page import Page, blocks_of, with_texts
from reader.han import has_han
from reader.model import Block, Edition, Essay, Script, Span
from reader.script.convert import convert, convert_blocks, rewritten
from reader.script.exceptions import Exceptions

# A block of this kind is converted from its own `lang` even in the book as published: a note follows the page on which it stands.
EXCERPT_KIND = "excerpt"


def essay_script(essay: Essay, asked: Script | None) -> Script:
    """The script of an essay's page: the one asked for, else the one it was published in."""
    return asked or essay.script


def matter_script(edition: Edition, asked: Script | None) -> Script:
    """The script of front and back matter and metadata: the one asked for, else the edition's."""
    return asked or edition.script


def convert_page(page: Page, *, asked: Script | None, exceptions: Exceptions, words: bool = False) -> Page:
    """The page with every text in its script. As published (`asked` is None), texts that carry their own `lang` stay as they are.

    A text's `lang` is dropped where it says no more than the page does, so that the markup stays light.
    """

    def label(text: str) -> str:
        return convert(text, target=page.script, origin=page.origin, exceptions=exceptions, words=words)

    blocks = [page.title, *(title for _, title, _ in page.toc), *blocks_of(page.body)]
    changed = iter(_converted(blocks, page, asked=asked, exceptions=exceptions, words=words))
    return replace(
        page,
        title=next(changed),
        toc=tuple([(level, next(changed), fragment) for level, _, fragment in page.toc]),
        body=with_texts(page.body, changed, label),
    )


def _converted(blocks: list[Block], page: Page, *, asked: Script | None, exceptions: Exceptions, words: bool) -> list[Block]:
    ours = [at for at, block in enumerate(blocks) if asked or not block.lang or block.kind == EXCERPT_KIND]
    changed = convert_blocks([blocks[at] for at in ours], target=page.script, origin=page.origin, exceptions=exceptions, words=words)
    done = [block if block.lang != page.script else rewritten(block, block.text, block.spans) for block in blocks]
    for at, block in zip(ours, changed, strict=True):
        spans = _with_readings(block, page, exceptions, words=words)
        done[at] = rewritten(block, block.text, spans) if block.lang or spans is not block.spans else block
    return done


def _with_readings(block: Block, page: Page, exceptions: Exceptions, *, words: bool) -> tuple[Span, ...]:
    """The block's spans, what stands above characters in the page's script too."""
    if not block.spans or "ruby" not in [span.kind for span in block.spans]:
        return block.spans
    change = converter(target=page.script, origin=page.origin, exceptions=exceptions, words=words)
    return tuple([replace(span, ref=change(span.ref)) if span.kind == "ruby" and has_han(span.ref) else span for span in block.spans])


def converter(*, target: Script, origin: Script, exceptions: Exceptions, words: bool = False) -> Callable[[str], str]:
    """A function for metadata: one text in the edition's script → the asked script."""
    return lambda text: convert(text, target=target, origin=origin, exceptions=exceptions, words=words)
