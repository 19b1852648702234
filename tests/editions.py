"""Editions for tests: the shipped one, the small one, and copies to spoil."""

from __future__ import annotations

import shutil
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from reader.book.compose import Book, compose
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.model import NOTE_KINDS, NoteKind, Script

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "annotations"
CLUB = ROOT / "tests" / "cases" / "editions" / "club"
ASKED: tuple[Script | None, ...] = (None, "zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


@cache
def built(folder: Path, asked: Script | None, kinds: tuple[NoteKind, ...] = NOTE_KINDS) -> Book:
    """The book of an edition, made once for all tests that read it."""
    return compose(load_edition(folder), asked=asked, kinds=kinds, version="0", exceptions=read_exceptions(folder))


def entries(data: bytes) -> dict[str, bytes]:
    """The files of an EPUB by name, in the zip's order."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def copy_of(folder: Path, target: Path) -> Path:
    """A copy of an edition to spoil."""
    shutil.copytree(folder, target)
    return target
