"""Pages → the files of the book, one after the other: a page's texts take many times the memory of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from reader.book.navigation import contents, nav_page, write_ncx
from reader.book.package import File, Metadata
from reader.book.page import Page
from reader.book.pictures import picture_files
from reader.book.scripting import convert_page, matter_script
from reader.book.spacing import is_spaced, runs_leftward
from reader.book.xhtml import write_page
from reader.model import Cover, Edition, Language, Script, is_chinese
from reader.script.exceptions import Exceptions
from reader.script.signs import NOTHING_YET

XHTML = "application/xhtml+xml"
MEDIA_TYPES = {"cover.jpg": "image/jpeg", "cover.png": "image/png"}
STYLE = Path(__file__).parent / "style"
# What the marks of a page can be without a word about them in the style sheet of pages.
PLAIN_MARKS = frozenset({"heading", "item", "ordered", "quotation", "em", "strong", "caption"})


def print_files(
    edition: Edition, pages: Iterable[Page], metadata: Metadata, *, asked: Script | None, exceptions: Exceptions, words: bool, printed: list[Page]
) -> Iterator[File]:
    """Every file of the book in the order in which it is packed, each made when it is asked for.

    `printed` takes the pages as they are printed, without what stands on them: the titles are known only then.
    """
    script, heads = matter_script(edition, asked), list[Page]()
    for page in pages:
        converted = convert_page(page, asked=asked, exceptions=exceptions, words=words)
        heads.append(replace(page, body=(), looked=NOTHING_YET))
        del page  # else it lives on while the converted one is written, and that while the next is made
        printed.append(replace(converted, body=(), looked=NOTHING_YET))
        data = write_page(converted)
        del converted
        yield File(heads[-1].name, data, XHTML, page_id(heads[-1].name), in_spine=True)
    nav = convert_page(nav_page(edition, tuple(heads), script), asked=asked, exceptions=exceptions, words=words)
    yield File("nav.xhtml", write_page(nav), XHTML, "nav", in_spine=True, follows=page_id("about.xhtml"), properties=("nav",))
    ncx = write_ncx(contents(tuple(printed)), title=metadata.title, identifier=metadata.identifier, script=script)
    yield File("toc.ncx", ncx, "application/x-dtbncx+xml", "ncx")
    yield File("style.css", style_sheet(edition), "text/css", "style")
    yield from picture_files(edition)
    yield from cover_files(edition, asked)


def cover_files(edition: Edition, asked: Script | None) -> tuple[File, ...]:
    """The cover picture, if there is one: the last of the files, and the longest to pack."""
    cover = choose_cover(edition, matter_script(edition, asked))
    return (File(cover_file(cover), cover.data, MEDIA_TYPES[cover_file(cover)], "cover-image", properties=("cover-image",)),) if cover else ()


def style_sheet(edition: Edition) -> bytes:
    """The style sheet of the book; what only saved pages, or languages with spaces between words, need is in it where there are such."""
    sources = [essay.source for essay in edition.essays]
    rich = any(source.groups or any(mark.kind not in PLAIN_MARKS for mark in source.marks) for source in sources)
    foreign = dict.fromkeys(tag for tag in (edition.script, *(essay.script for essay in edition.essays)) if is_spaced(tag))
    parts = ["style.css", *(["pages.css"] if rich else [])]
    sheets = [(STYLE / name).read_bytes() for name in parts]
    own = ((name, tag) for tag in foreign for name in ("spaced.css", *(["leftward.css"] if runs_leftward(tag) else [])))
    return b"".join([*sheets, *((STYLE / name).read_bytes().replace(b"TAG", tag.encode()) for name, tag in own)])


def page_id(name: str) -> str:
    """The id of a page's file in the manifest."""
    return f"page-{name.partition('.')[0]}"


def cover_file(cover: Cover) -> str:
    """The name of the cover picture in the book."""
    return "cover.png" if cover.name.endswith(".png") else "cover.jpg"


def choose_cover(edition: Edition, script: Language) -> Cover | None:
    """The cover for the script, else any, else none."""
    wanted = ("zh-Hans" if script == "zh-Hans" else "zh-Hant") if is_chinese(script) else script
    return next((cover for cover in edition.covers if cover.script == wanted), edition.covers[0] if edition.covers else None)
