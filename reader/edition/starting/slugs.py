"""A file's name → the slug of an essay: its pinyin or its words, numbered on a clash."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from reader.edition.pinyin import sort_key
from reader.edition.validate import clashing_slugs, slug_trouble
from reader.model import Language

LONGEST = 32
# Where a name has no letter of the alphabet, or its beginning is the book's own.
STEM = "text"


def free_slug(name: str, script: Language, taken: Collection[str]) -> str:
    """A slug for what is called `name` that no book needs for itself and none of `taken` has."""
    stem = slug_of(name, script)
    if slug_trouble(stem):
        stem = f"{STEM}-{stem}"
    tries = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(slug for slug in tries if slug not in taken and not clashing_slugs((*taken, slug)))


def slug_of(name: str, script: Language) -> str:
    """The pinyin and the words of `name`, in lower case, with hyphens between them; it begins with a letter."""
    plain = unicodedata.normalize("NFKD", sort_key(unicodedata.normalize("NFC", name), script))
    words = re.findall("[a-z0-9]+", "".join(char for char in plain.lower() if not unicodedata.combining(char)))
    slug = STEM if not words or not words[0][0].isalpha() else ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > LONGEST and slug:
            break
        slug = longer[:LONGEST]
    return slug
