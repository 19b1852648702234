"""Pages in the edition's own script → pages in the script they are read in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from operator import attrgetter

from msgspec.structs import replace

from reader.book.page import Page, texts_of, with_texts
from reader.han import has_han
from reader.model import Block, Edition, Essay, Language, Script, is_chinese
from reader.script.convert import convert, convert_blocks, rewritten
from reader.script.detect import writing_of
from reader.script.exceptions import Exceptions
from reader.script.hard_phrases import begin_hard_phrases
from reader.script.signs import NOTHING_YET

# A block of this kind is converted from its own `lang` even in the book as published: a note follows the page on which it stands.
EXCERPT_KIND = "excerpt"
_kind = attrgetter("kind")


def has_chinese(edition: Edition) -> bool:
    """Is anything of the edition Chinese?"""
    return is_chinese(edition.script) or any(is_chinese(essay.script) for essay in edition.essays)


def begin_conversion(edition: Edition, asked: Script | None) -> None:
    """Have a second thread make ready what takes long in the way from simplified to traditional, where any text will go it."""
    scripts = (edition.script, *(essay.script for essay in edition.essays))
    if asked and writing_of(asked) == "zh-Hant" and "zh-Hans" in map(writing_of, scripts):
        begin_hard_phrases("zh-Hans")


def essay_script(essay: Essay, asked: Script | None) -> Language:
    """What an essay's page is written in: the script asked for if it is Chinese, else what it was published in."""
    return asked if asked and is_chinese(essay.script) else essay.script


def matter_script(edition: Edition, asked: Script | None) -> Language:
    """What front and back matter and metadata are written in: the script asked for if they are Chinese, else the edition's language."""
    return asked if asked and is_chinese(edition.script) else edition.script


def other_languages(edition: Edition, asked: Script | None) -> tuple[Language, ...]:
    """The languages of essays besides the edition's own; two scripts of Chinese are one language."""
    languages = dict.fromkeys(essay_script(essay, asked) for essay in edition.essays)
    return tuple(tag for tag in languages if tag != edition.script and not (is_chinese(tag) and is_chinese(edition.script)))


def convert_page(page: Page, *, asked: Script | None, exceptions: Exceptions, words: bool = False) -> Page:
    """The page with every text in its script. As published (`asked` is None), texts that carry their own `lang` stay as they are.

    A text's `lang` is dropped where it says no more than the page does, so that the markup stays light.
    """
    texts = [page.title, *[title for _, title, _ in page.toc], *texts_of(page.body)]
    keys = [*map(id, texts)]
    once = dict(zip(keys, texts, strict=True))  # what a page says many times is one block
    blocks = [*once.values()]
    if is_chinese(page.script) and is_chinese(page.origin):
        changed = _converted(blocks, page, asked=asked, exceptions=exceptions, words=words)
    else:
        ours = ours_on(page, asked)
        changed = [_by_its_language(block, page, ours, asked=asked, exceptions=exceptions, words=words) for block in blocks]
    if changed == blocks:
        return page
    after = dict(zip(once, changed, strict=True))
    title, *titles_and_texts = map(after.__getitem__, keys)
    toc = tuple([(level, title, fragment) for (level, _, fragment), title in zip(page.toc, titles_and_texts, strict=False)])
    return replace(page, title=title, toc=toc, looked=NOTHING_YET, body=with_texts(page.body, titles_and_texts[len(toc) :]))


def ours_on(page: Page, asked: Script | None) -> Language:
    """What our own words on a page are written in: as its text is where both are Chinese, else as in the rest of the book."""
    if not is_chinese(page.origin):
        return page.origin
    return page.script if is_chinese(page.script) else asked or page.origin


def _by_its_language(block: Block, page: Page, ours: Language, *, asked: Script | None, exceptions: Exceptions, words: bool) -> Block:
    """A text of a page on which not all is Chinese: in the script asked for if it is; by its language where that is not the page's."""
    language = block.lang or ours
    if block.lang and asked and is_chinese(block.lang):
        language = asked
    origin = page.origin if is_chinese(page.origin) else language
    (done,) = convert_blocks((block,), target=language, origin=origin, exceptions=exceptions, words=words)
    done = _with_readings(done, replace(page, script=language, origin=origin), exceptions, words=words)
    return replace(done, lang=language if language != page.script else "")


def _converted(blocks: list[Block], page: Page, *, asked: Script | None, exceptions: Exceptions, words: bool) -> list[Block]:
    def change(some: Sequence[Block]) -> list[Block]:
        done = convert_blocks(some, target=page.script, origin=page.origin, exceptions=exceptions, words=words, looked=page.looked)
        if "ruby" not in {span.kind for block in done for span in block.spans}:  # as in nearly every book
            return done
        return [_with_readings(block, page, exceptions, words=words) for block in done]

    if asked:
        return change(blocks)
    ours = [not block.lang or block.kind == EXCERPT_KIND for block in blocks]
    changed = iter(change(list(compress(blocks, ours))))
    return [
        next(changed) if our else block if block.lang != page.script else rewritten(block, block.text, block.spans)
        for our, block in zip(ours, blocks, strict=True)
    ]


def _with_readings(block: Block, page: Page, exceptions: Exceptions, *, words: bool) -> Block:
    """The block, what stands above its characters in the page's script too."""
    if "ruby" not in map(_kind, block.spans):
        return block
    change = converter(target=page.script, origin=page.origin, exceptions=exceptions, words=words)
    return replace(block, spans=tuple([replace(span, ref=change(span.ref)) if span.kind == "ruby" and has_han(span.ref) else span for span in block.spans]))


def converter(*, target: Language, origin: Language, exceptions: Exceptions, words: bool = False) -> Callable[[str], str]:
    """A function for metadata: one text in the edition's script → the asked script."""
    return lambda text: convert(text, target=target, origin=origin, exceptions=exceptions, words=words)
