"""A package document's bytes → `Package`: what a book says of itself. Nothing is judged here; that is the work of `check`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.epub.href import resolve
from reader.epub.xml import line_of, parse_xml, text_of
from reader.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Meta(Struct, frozen=True, gc=False):
    """One statement: `name` is `dc:title`, a property (`dcterms:modified`) or an EPUB 2 name (`cover`)."""

    name: str
    value: str
    refines: str = ""
    id: str = ""
    line: int = 0


class Item(Struct, frozen=True, gc=False):
    """One manifest entry; `path` is its name in the zip, empty when it lies on the network."""

    id: str
    href: str
    path: str
    media_type: str
    properties: tuple[str, ...] = ()
    line: int = 0


class SpineItem(Struct, frozen=True, gc=False):
    """One stop of the reading order; `path` is empty when the manifest has no such id."""

    idref: str
    path: str
    linear: bool = True
    line: int = 0


class Package(Struct, frozen=True, gc=False):
    """A package document, read."""

    path: str
    version: str
    lang: str
    metas: tuple[Meta, ...]
    items: tuple[Item, ...]
    spine: tuple[SpineItem, ...]
    progression: str = ""
    toc: str = ""

    @property
    def nav(self) -> str:
        """The EPUB 3 navigation document's name in the zip, or nothing."""
        return next((item.path for item in self.items if "nav" in item.properties), "")

    @property
    def ncx(self) -> str:
        """The NCX's name in the zip, or nothing."""
        return next((item.path for item in self.items if item.media_type == "application/x-dtbncx+xml"), "")

    @property
    def language(self) -> str:
        """The language that the book names first, or nothing."""
        return next(iter(self.values("dc:language")), "")

    def values(self, name: str) -> tuple[str, ...]:
        """What the metadata says under `name` of the book itself (not of another statement)."""
        return tuple(meta.value for meta in self.metas if meta.name == name and not meta.refines)


def parse_package(data: bytes, *, path: str, book: str) -> Package:
    """The package document at `path` of what is called `book`; raises InputError when it is not well-formed or no package document at all."""
    where = f"{book}: {path}"
    root = parse_xml(data, where=where)
    if root.tag != f"{OPF}package":
        raise InputError("this is not a package document", where=where, advice="make the book anew")
    items = tuple(read_item(element, base=path) for element in root.iterfind(f"{OPF}manifest/{OPF}item"))
    spine = root.find(f"{OPF}spine")
    paths = {item.id: item.path for item in items}
    return Package(
        path=path,
        version=root.get("version", ""),
        lang=root.get(XML_LANG, ""),
        metas=tuple(read_metas(root.iterfind(f"{OPF}metadata//*"))),
        items=items,
        spine=tuple(read_spine(() if spine is None else spine.iterfind(f"{OPF}itemref"), paths=paths)),
        progression="" if spine is None else spine.get("page-progression-direction", ""),
        toc="" if spine is None else spine.get("toc", ""),
    )


def read_item(element: _Element, *, base: str) -> Item:
    """One manifest entry, its href resolved against the package document."""
    href = element.get("href", "")
    target = resolve(base, href) if href else None
    return Item(
        id=element.get("id", ""),
        href=href,
        path=target.path if target else "",
        media_type=element.get("media-type", ""),
        properties=tuple(element.get("properties", "").split()),
        line=line_of(element),
    )


def read_spine(elements: Iterable[_Element], *, paths: dict[str, str]) -> Iterable[SpineItem]:
    """The reading order with the files' names."""
    for element in elements:
        idref = element.get("idref", "")
        yield SpineItem(idref=idref, path=paths.get(idref, ""), linear=element.get("linear") != "no", line=line_of(element))


def read_metas(elements: Iterable[_Element]) -> Iterable[Meta]:
    """Dublin Core elements, EPUB 3 properties and EPUB 2 name/content pairs, all as statements."""
    for element in elements:
        tag, line, ident = element.tag, line_of(element), element.get("id", "")
        if not isinstance(tag, str):  # a comment
            continue
        text = text_of(element).strip()
        if tag.startswith(DC):
            yield Meta(f"dc:{tag.removeprefix(DC)}", text, id=ident, line=line)
        elif tag == f"{OPF}meta" and element.get("property"):
            yield Meta(element.get("property", ""), text, refines=element.get("refines", ""), id=ident, line=line)
        elif tag == f"{OPF}meta" and element.get("name"):
            yield Meta(element.get("name", ""), element.get("content", ""), line=line)
