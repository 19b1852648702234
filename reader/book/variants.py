"""Variants of the book for readers that one file cannot serve; the universal book is the default and needs none of this."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Literal

from msgspec.structs import replace

from reader.book.package import File

Variant = Literal["universal", "kobo", "duokan"]


def vary(files: Iterable[File], variant: Variant) -> Iterable[File]:
    """The files as the variant wants them: Kobo's spans in every page; Duokan's lists of notes, and its marker pictures behind the others."""
    if variant == "kobo":
        from reader.book.kobo import kobo_page

        return (_changed(file, kobo_page) for file in files)
    if variant == "duokan":
        from reader.book.duokan import duokan_page, duokan_pictures, duokan_style

        pictures = (File(name, data, "image/png", f"picture-{name.partition('.')[0]}") for name, data in duokan_pictures().items())
        style = duokan_style()
        return chain((_changed(file, duokan_page, style=style) for file in files), pictures)
    return files


def _changed(file: File, page: Callable[[bytes], bytes], *, style: bytes = b"") -> File:
    if file.name.endswith(".xhtml"):
        return replace(file, data=page(file.data))
    return replace(file, data=file.data + style) if file.name == "style.css" else file
