"""The formats of dictionaries by the names that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from reader.dictionary.entries import Dictionary
from reader.dictionary.kindle import kindle_files
from reader.dictionary.kobo import kobo_files, kobo_holds
from reader.dictionary.mdict import mdict_files
from reader.dictionary.stardict import stardict_files, stardict_holds
from reader.dictionary.tabfile import tabfile


class Format(Struct, frozen=True, gc=False):
    """`files` writes a dictionary under a name: files by theirs, the one to open last; `holds`: can a spelling be in it?"""

    files: Callable[[Dictionary, str], dict[str, bytes]]
    holds: Callable[[str], bool] = bool


FORMATS = {
    "stardict": Format(stardict_files, stardict_holds),
    "kobo": Format(kobo_files, kobo_holds),
    "kindle-source": Format(kindle_files),
    "mdict": Format(mdict_files),
    "tabfile": Format(tabfile),
}
