"""An EPUB file → `Container`: its files by name and its package document. The only door by which a book comes in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from reader.epub.archive import read_book, read_zip, write_zip
from reader.epub.entries import Date
from reader.epub.opf import Package, parse_package
from reader.epub.xml import parse_xml
from reader.errors import InputError
from reader.filekind import MOST, kind_of

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
# Font obfuscation is no protection of the text (EPUB 3.3, Font obfuscation): the book can be read and checked.
OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")

__all__ = ["Container", "Date", "read_container", "write_zip"]


class Container(Struct, frozen=True, gc=False, eq=False):
    """A book as a file: `data` is the zip, `size` of it in bytes, `files` by name in the zip's order, `package` as it says of itself."""

    name: str
    data: bytes
    files: Mapping[str, bytes]
    package: Package
    size: int


def read_container(source: Path | bytes, *, name: str = "") -> Container:
    """The book at a path or in bytes (`name` is what messages call it); raises InputError for whatever is no sound, open EPUB."""
    where = name or (source.name if isinstance(source, Path) else "the book")
    data = read_book(source, where=where)
    refuse_other_kinds(data[:MOST], where=where)
    files = read_zip(data, where=where)
    missing = "mimetype" if files.get("mimetype", b"").strip() != b"application/epub+zip" else CONTAINER if CONTAINER not in files else ""
    if missing:
        refuse_other_kinds(data, where=where)
        raise InputError(f"a zip file, but not an EPUB (no {missing})", where=where, advice="name an .epub file")
    refuse_protection(files, where=where)
    path = package_path(files[CONTAINER], where=where)
    if path not in files:
        raise InputError(f"the package document {path} is missing", where=where, advice="get a fresh copy of the book")
    return Container(name=where, data=data, files=files, package=parse_package(files[path], path=path, book=where), size=len(data))


def refuse_other_kinds(data: bytes, *, where: str) -> None:
    """Raise InputError for another kind of file, by its true name; what may be an EPUB, and what nobody knows, passes."""
    kind = kind_of(data)
    if kind and kind.key not in {"epub", "zip"}:
        raise InputError(f"this is {kind.words}, not an EPUB", where=where, advice=kind.for_book)


def package_path(data: bytes, *, where: str) -> str:
    """The name of the first package document (EPUB 3.3, Container file: the first one is the default rendition)."""
    root = parse_xml(data, where=f"{where}: {CONTAINER}")
    path = next((element.get("full-path", "") for element in root.iter(ROOTFILE)), "")
    if not path:
        raise InputError(f"{CONTAINER} names no package document", where=where, advice="get a fresh copy of the book")
    return path


def refuse_protection(files: Mapping[str, bytes], *, where: str) -> None:
    """Raise InputError when any file is encrypted by more than font obfuscation."""
    if ENCRYPTION not in files:
        return
    root = parse_xml(files[ENCRYPTION], where=f"{where}: {ENCRYPTION}")
    methods = {element.get("Algorithm", "") for element in root.iter(METHOD)}
    if methods - set(OBFUSCATION):
        raise InputError("the book is protected by DRM", where=where, advice="use a copy without protection; none can be removed here")
