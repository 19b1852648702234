"""Variants of the book for readers that one file cannot serve; the universal book is the default and needs none of this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Literal

from msgspec.structs import replace

from reader.book.package import File
from reader.model import Layout, Script

Variant = Literal["universal", "kobo", "duokan"]
ENDINGS: dict[Variant, str] = {"universal": ".epub", "kobo": ".kepub.epub", "duokan": ".duokan.epub"}
VARIANTS = tuple(ENDINGS)


def file_name(slug: str, asked: Script | None, variant: Variant = "universal", layout: Layout = "horizontal") -> str:
    """`<slug>[.zh-Hans|.zh-Hant-TW|.zh-Hant-HK][.vertical].epub`; Kobo knows its own books by `.kepub.epub`."""
    return f"{slug}{f'.{asked}' if asked else ''}{'.vertical' if layout == 'vertical' else ''}{ENDINGS[variant]}"


def vary(files: Iterable[File], variant: Variant) -> Iterable[File]:
    """The files as the variant wants them.

    Kobo's spans in every page, and contents that name files alone; Duokan's lists of notes, and its marker pictures behind the others.
    """
    if variant == "kobo":
        return map(_for_kobo, files)
    if variant == "duokan":
        from reader.book.duokan import duokan_page, duokan_pictures, duokan_style

        pictures = (File(name, data, "image/png", f"picture-{name.partition('.')[0]}") for name, data in duokan_pictures().items())
        style = duokan_style()
        return chain((_changed(file, duokan_page, style=style) for file in files), pictures)
    return files


def _for_kobo(file: File) -> File:
    from reader.book.kobo import kobo_nav, kobo_page
    from reader.book.kobo_contents import flat_ncx

    changes = {"nav.xhtml": kobo_nav, "toc.ncx": flat_ncx}
    change = changes.get(file.name, kobo_page if file.name.endswith(".xhtml") else None)
    return replace(file, data=change(file.data)) if change else file


def _changed(file: File, page: Callable[[bytes], bytes], *, style: bytes = b"") -> File:
    if file.name.endswith(".xhtml"):
        return replace(file, data=page(file.data))
    return replace(file, data=file.data + style) if file.name == "style.css" else file
