"""An edition without a cover → the one that is drawn for it, and what the drawing cannot show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from reader.book.labels import language_name
from reader.book.words import words_of
from reader.model import Cover, Edition, Finding, Script

MOST_NAMES = 4


def with_cover(edition: Edition, asked: Script | None, convert: Callable[[str], str]) -> Edition:
    """The edition, with a drawn cover if it has none: title, authors, script, in the asked script as everything else (`convert`)."""
    if edition.covers:
        return edition
    from reader.book.cover.drawing import draw_cover

    names, foot = _names(edition), _script_words(edition, asked)
    picture = draw_cover(convert(edition.title), subtitle=convert(edition.subtitle), names=convert(names), foot=convert(foot))
    words = words_of(edition.script)
    alt = words.listed.join(filter(None, (words.cover_of.format(words.book.format(edition.title)), names, foot)))
    return replace(edition, covers=(Cover("zh-Hans", "cover.png", picture, alt),))


def _names(edition: Edition) -> str:
    """The authors, or the editor where none is known."""
    authors = [name for name in dict.fromkeys(essay.author for essay in edition.essays) if name != "unknown"] or [edition.editor]
    words = words_of(edition.script)
    return words.gap.join([*authors[:MOST_NAMES], *([words.and_others] if len(authors) > MOST_NAMES else [])])


def _script_words(edition: Edition, asked: Script | None) -> str:
    words, written = words_of(edition.script), dict.fromkeys(essay.script for essay in edition.essays)
    if all(tag not in words.scripts for tag in written):  # no Chinese
        return ""
    return words.whole[asked] if asked else words.comma.join(dict.fromkeys(language_name(tag, words) for tag in written))


def cover_findings(edition: Edition) -> Iterator[Finding]:
    """What stands as 〓 on the drawn cover."""
    if edition.covers:
        return
    from reader.book.cover.lettering import shapeless

    if missing := shapeless(f"{edition.title}{edition.subtitle}{_names(edition)}"):
        text = f"the drawn cover has no shape for “{missing}” and shows 〓; add a [[cover]] with a picture of your own"
        yield Finding("cover-letters", "info", "edition.toml [book]", text)
