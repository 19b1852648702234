"""Variants of the book for readers that one file cannot serve; the universal book is the default and needs none of this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Literal, get_args

from reader.book.package import File

Variant = Literal["universal", "kobo", "duokan"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)


def vary(files: Iterable[File], variant: Variant) -> Iterable[File]:
    """The files as the variant wants them: Kobo's spans in every page; Duokan's lists of notes, and its marker pictures behind the others."""
    if variant == "kobo":
        from reader.book.kobo import kobo_page

        return (replace(file, data=kobo_page(file.data)) if file.name.endswith(".xhtml") else file for file in files)
    if variant == "duokan":
        from reader.book.duokan import duokan_file, duokan_pictures

        pictures = (File(name, data, "image/png", f"picture-{name.partition('.')[0]}") for name, data in duokan_pictures().items())
        return chain((replace(file, data=duokan_file(file.name, file.data)) for file in files), pictures)
    return files
