"""Variants of the book for readers that one file cannot serve; the universal book is the default and needs none of this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from reader.book.package import File

Variant = Literal["universal", "kobo", "duokan"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)


def vary(files: tuple[File, ...], variant: Variant) -> tuple[File, ...]:
    """The files as the variant wants them: Kobo's spans in every page; Duokan's lists of notes, and its marker pictures beside the others."""
    if variant == "kobo":
        from reader.book.kobo import kobo_page

        return _with_pages(files, kobo_page)
    if variant == "duokan":
        from reader.book.duokan import duokan_page, duokan_pictures

        pictures = (File(name, data, "image/png", f"picture-{name.partition('.')[0]}") for name, data in duokan_pictures().items())
        return (*_with_pages(files, duokan_page), *pictures)
    return files


def _with_pages(files: tuple[File, ...], change: Callable[[bytes], bytes]) -> tuple[File, ...]:
    return tuple(replace(file, data=change(file.data)) if file.name.endswith(".xhtml") else file for file in files)
