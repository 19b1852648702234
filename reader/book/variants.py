"""Variants of the book for readers that one file cannot serve; the universal book is the default and needs none of this."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

from reader.book.package import File
from reader.book.page import Page

Variant = Literal["universal", "kobo", "duokan"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)


def vary_pages(pages: tuple[Page, ...], variant: Variant) -> tuple[Page, ...]:
    """The pages as the variant wants them, before they are written."""
    if variant != "duokan":
        return pages
    from reader.book.duokan import duokan_page

    return tuple(duokan_page(page) for page in pages)


def vary(files: tuple[File, ...], variant: Variant) -> tuple[File, ...]:
    """The files as the variant wants them: Kobo's spans in every page, Duokan's marker pictures beside the others."""
    if variant == "kobo":
        from reader.book.kobo import kobo_page

        return tuple(replace(file, data=kobo_page(file.data)) if file.name.endswith(".xhtml") else file for file in files)
    if variant == "duokan":
        from reader.book.duokan import duokan_pictures

        return (*files, *(File(name, data, "image/png", f"picture-{name.partition('.')[0]}") for name, data in duokan_pictures().items()))
    return files
