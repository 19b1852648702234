"""`index.html`: “What do you read with?” → one file, one tap."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reader.book.page import Node, node
from reader.club.devices import DEVICES, Device
from reader.club.dictionaries import dictionary_section
from reader.club.htmlpage import SitePage, page_file
from reader.club.plugins import plugin_section
from reader.club.questions import has_questions
from reader.club.record import text_name
from reader.club.shelf import Shelf
from reader.club.speech import Speech, size
from reader.club.words import Language
from reader.model import Script


def index_page(shelves: Sequence[Shelf], language: Language, *, printed: bool, beside: Mapping[str, bytes]) -> SitePage:
    """The first page: each edition with its files by device; `printed`: there is a sheet of codes; `beside` are the site's files of no edition."""
    say = Speech(language)
    title = shelves[0].change(shelves[0].shown(language))(shelves[0].edition.title) if len(shelves) == 1 else say("site")
    head = () if len(shelves) == 1 else (node("h1", title),)
    parts = [part for shelf in shelves for part in _edition(shelf, say, "h2" if head else "h1")]
    lookups = *dictionary_section(shelves, say), *plugin_section(beside, say)
    return SitePage("index", language, title, node("main", *head, *parts, *lookups, _more(shelves, say, printed=printed), _files(say)))


def _edition(shelf: Shelf, say: Speech, heading: str) -> tuple[Node, ...]:
    edition, shown = shelf.edition, shelf.shown(say.language)
    change = shelf.change(shown)
    lang: dict[str, str] = {"lang": edition.script} if say.language == "en" else {}
    head = [node("p", change(edition.subtitle), class_="subtitle", **lang)] if edition.subtitle else []
    number = f"{say('edition').format(edition.number)}　{edition.date}"
    texts = [node("p", change(edition.description), **lang)] if edition.description else []
    picture = node("img", src=shelf.cover(shown), alt=say("cover").format(change(edition.title)), width="180")
    intro = node("div", picture, node("div", node(heading, change(edition.title), **lang), *head, node("p", number), *texts), class_="edition")
    devices = node("ul", *(_device(shelf, device, say) for device in DEVICES), class_="devices")
    read = node("p", node("a", say("read"), class_="file own", href=f"read/{edition.slug}/{text_name(shown)}/index.html"), class_="get")
    which = node("section", node("h2", say("which")), node("p", say("which-hint")), node("p", say("wechat")), devices, id=f"{edition.slug}-devices")
    return intro, read, which, *_changes(shelf, say, change, lang)


def _device(shelf: Shelf, device: Device, say: Speech) -> Node:
    """A device's row: the file in the page's own script in sight, the others folded up (where a browser cannot fold, all are in sight)."""
    first, *others = (_file(shelf, device, asked, say) for asked in order(shelf, say.language))
    own = shelf.shown(say.language)
    files = (first,) if own else (first, *others)
    folded = (node("details", node("summary", say("other-scripts")), node("p", *others, class_="get")),) if own else ()
    texts = node("p", *files, class_="get"), *folded, say.sentence("tap", device.tap), say.sentence("way", device.way)
    return node("li", node("h3", say.one_of(device.name)), *texts, id=f"{shelf.edition.slug}-{device.id}")


def order(shelf: Shelf, language: Language) -> tuple[Script | None, ...]:
    """The scripts, the page's own first, as published last."""
    first = shelf.shown(language)
    return tuple(sorted(shelf.scripts, key=lambda asked: (asked != first if first else False, asked is None)))


def _file(shelf: Shelf, device: Device, asked: Script | None, say: Speech) -> Node:
    book = shelf.book(asked, device.variant)
    own = asked is not None and asked == shelf.shown(say.language)
    label = f"{say(text_name(asked))} {size(book.size)}"
    return (*node("a", label, class_="file own" if own else "file", href=f"books/{book.file}", download=book.file), "\n")


def _changes(shelf: Shelf, say: Speech, change: Callable[[str], str], lang: dict[str, str]) -> tuple[Node, ...]:
    if not shelf.edition.changes:
        return ()
    items = (node("li", change(text), **lang) for text in shelf.edition.changes)
    return (node("section", node("h2", say("changes")), node("ul", *items)),)


def _more(shelves: Sequence[Shelf], say: Speech, *, printed: bool) -> Node:
    links = [("questions", page_file("questions", say.language))] if any(has_questions(shelf) for shelf in shelves) else []
    links += [("sheet", page_file("sheet", say.language))] if printed else []
    links += [("catalogue", "opds.xml")]
    links += [("notes", f"notes/{shelf.edition.slug}.{text_name(shelf.shown(say.language))}.annotation") for shelf in shelves]
    return node("section", node("h2", say("more")), node("ul", *(node("li", node("a", say(key), href=href)) for key, href in links)))


def _files(say: Speech) -> Node:
    links = (node("li", node("a", say(key), href=href)) for key, href in (("sums", "SHA256SUMS"), ("hashes", "hashes.json")))
    return node("section", node("h2", say("files")), node("ul", *links))
