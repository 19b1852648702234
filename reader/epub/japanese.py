"""Is a whole book Japanese, whatever it calls itself? Then its headings without kana are Japanese too."""

from __future__ import annotations

from collections.abc import Sequence

from reader.epub.languages import MANDARIN_SHARE, letters_of
from reader.epub.sheets import Sheet
from reader.epub.textmap import whole
from reader.han import has_han
from reader.script.japanese import has_kana, is_japanese


def in_japanese(sheets: Sequence[Sheet]) -> bool:
    """Are two thirds of the texts of a book's files Japanese, and hardly any Mandarin?"""
    if 2 * sum(len(sheet.weighed.texts) for sheet in sheets) > sum(len(sheet.document.texts) for sheet in sheets):
        return False  # a quick look: of a Japanese book hardly any text could be converted
    letters = letters_of(*(sheet.document.source for sheet in sheets))
    if not letters.japanese or 2 * letters.mandarin > MANDARIN_SHARE * letters.han:
        return False
    told = [is_japanese(text) for sheet in sheets for text in map(whole, sheet.document.texts) if has_kana(text) or has_han(text)]
    return 3 * sum(told) > 2 * len(told)
