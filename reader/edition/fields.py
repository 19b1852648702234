"""Typed access to one TOML table: what is missing, of the wrong type, or unknown is an error that names file and entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timezone
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct, field

from reader.errors import EditionError
from reader.unseen import is_seen, name_of, unprintable

T = TypeVar("T")
# How many digits a year, a month and a day have.
MOMENTS = ([4], [4, 2], [4, 2, 2])
# The key that switches an entry off; its value is the reason.
OFF = "off"
TYPES = {
    str: "a text in quotation marks",
    int: "a whole number",
    float: "a number with a decimal point",
    bool: "true or false",
    list: "a list in [ ]",
    dict: "a table",
}


class Entry(Struct, gc=False):
    """One table of a TOML file; `where` is what errors say, `name` what TOML calls it, `used` the keys asked for so far.

    Entries in `skip` (by their `where`) are passed over, and so are those that an editor has switched off.
    """

    where: str
    data: dict[str, Any]
    name: str = ""
    used: set[str] = field(default_factory=set)
    skip: frozenset[str] = frozenset()

    def fail(self, text: str, advice: str) -> EditionError:
        """An error about this entry, to be raised by the caller."""
        return EditionError(text, where=self.where, advice=advice)

    def _get(self, key: str, kind: type[T], default: T | None) -> T:
        self.used.add(key)
        value = self.data.get(key, default)
        if type(value) is kind:
            return value
        if key not in self.data:
            raise self.fail(f"key `{key}` is missing", self._how_to_add(key, kind))
        raise self.fail(f"`{key}` is {TYPES.get(type(value), 'a date or time')}", f"write {TYPES[kind]}")

    def _how_to_add(self, key: str, kind: type[Any]) -> str:
        meant = near(key, set(self.data) - self.used)
        if meant:
            return f"is `{meant}` meant to be `{key}`?"
        return f"add [{self._path(key)}] with its keys" if kind is dict else f"add {key} = … ({TYPES[kind]})"

    def _path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def text(self, key: str, default: str | None = None) -> str:
        """A text to be printed; required when there is no default, and then not empty. One of white space alone is as good as left out."""
        value = self.data.get(key, default)
        if type(value) is str and value.isprintable() and not value.isspace() and (value or default == ""):  # as nearly always
            self.used.add(key)
            return value
        value = self._printable(key, self.quoted(key, default))
        if default is None and not is_seen(value):
            raise self._empty(key)
        return "" if value.isspace() else value

    def quoted(self, key: str, default: str | None = None) -> str:
        """A text as it stands in a source, whatever it holds; required when there is no default, and then not empty."""
        value = self._get(key, str, default)
        if default is None and not value.strip():
            raise self._empty(key)
        return value

    def put(self, key: str) -> str:
        """A text to be put into a source as it is, white space too; empty when missing."""
        return self._printable(key, self._get(key, str, ""))

    def _empty(self, key: str) -> EditionError:
        return self.fail(f"`{key}` is empty", "write something between the quotation marks")

    def _printable(self, key: str, value: str) -> str:
        if not value.isprintable() and (unfit := unprintable(value)):
            raise self.fail(f"`{key}` holds {name_of(unfit)}, which no book can hold", "take it out")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        return self._get(key, int, default)

    def flag(self, key: str, *, default: bool) -> bool:
        """true or false."""
        return self._get(key, bool, default)

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of texts to be printed, none of them empty."""
        values = self._get(key, list, default)
        for value in values:
            if type(value) is not str:
                raise self.fail(f"`{key}` holds something that is not a text", 'write [ "…", "…" ]')
            if not value.strip():
                raise self.fail(f"`{key}` holds an empty text", "remove it")
            self._printable(key, value)
        return tuple(values)

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; empty when missing."""
        values = self._get(key, list, [])
        if any(type(value) is not int for value in values):
            raise self.fail(f"`{key}` holds something that is not a whole number", "write [ 101, 102 ]")
        return tuple(values)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table of text in a source = text to be put there, in the file's order; empty when missing."""
        values = self._get(key, dict, {})
        if any(type(value) is not str for value in values.values()):
            raise self.fail(f"`{key}` holds something that is not a text", 'write { "old" = "new" }')
        for value in values.values():
            self._printable(key, value)
        return tuple(values.items())

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of a few words."""
        value, names = self.text(key, default), tuple(allowed)
        if value not in names:
            raise self.fail(f"`{key}` is “{value}”", f"write one of: {', '.join(names)}")
        return value

    def id(self, key: str = "id") -> str:
        """An identifier: lower-case ASCII letters, digits and hyphens, beginning with a letter (Thorium and Readium use it in CSS selectors)."""
        value = self.text(key)
        if not are_ids([value]):
            raise self.fail(f"`{key}` “{value}” is not an id", "use a-z, 0-9 and -, beginning with a letter")
        return value

    def language(self, key: str = "language") -> str:
        """A BCP 47 tag, its parts in their usual case (RFC 5646, 2.1.1); empty when missing."""
        value = self.text(key, "").replace("_", "-")
        if value and not _tag().match(value):
            raise self.fail(f"`{key}` “{value}” is no language tag", 'write "en", "zh-Hant-TW", "pt-BR" … (BCP 47)')
        first, *rest = value.split("-")
        return "-".join(
            [first.lower(), *(part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part.lower() for part in rest)]
        )

    def moment(self, key: str) -> str:
        """A year, a month or a day as ISO 8601 writes it; empty when missing."""
        value = self.text(key, "")
        if value and not is_moment(value):
            raise self.fail(f"`{key}` “{value}” is no year, month or day", 'write "2025", "2025-07" or "2025-07-31"')
        return value

    def instant(self, key: str) -> datetime:
        """A day and a time with their distance from UTC, as TOML writes an offset date-time (RFC 3339)."""
        self.used.add(key)
        value = self.data.get(key)
        if key not in self.data:
            raise self.fail(f"key `{key}` is missing", f"write {key} = 2026-12-05T19:30:00+08:00")
        if not isinstance(value, datetime):
            raise self.fail(f"`{key}` is no day with a time", f"write {key} = 2026-12-05T19:30:00+08:00, without quotation marks")
        offset = value.utcoffset()
        if offset is None:
            raise self.fail(f"`{key}` has no time zone", f"write it behind the time: {key} = 2026-12-05T19:30:00+08:00")
        return value.replace(tzinfo=timezone(offset))

    def table(self, key: str) -> Entry:
        """A required sub-table."""
        where = f"{self.where}.{key}" if self.name else f"{self.where} [{key}]"
        return Entry(where, self._get(key, dict, None), self._path(key), skip=self.skip)

    def entries(self, key: str) -> Iterator[Entry]:
        """The tables of `[[key]]`, in order, without those that are switched off; none when missing.

        One at a time: ten thousand with all that they note take more than their texts.
        """
        path = self._path(key)
        self.used.add(key)
        values = self.data.get(key, [])
        if type(values) is not list or any(type(value) is not dict for value in values):
            raise self.fail(f"`{path}` is not a list of tables", f"write [[{path}]], in double brackets, above each entry")
        names = entry_names(self.where, path, values)
        named = (Entry(name, value, path, skip=self.skip) for name, value in zip(names, values, strict=True))
        return (entry for entry in named if entry.where not in self.skip and not entry.is_off())

    def is_off(self) -> bool:
        """Has an editor switched the entry off, with a reason?"""
        return OFF in self.data and bool(self.text(OFF))

    def done(self) -> None:
        """Raise for the first key nobody asked for."""
        if self.used.issuperset(self.data):
            return
        unknown = next(key for key in self.data if key not in self.used)
        meant = near(unknown, self.used)
        question = f"is `{meant}` meant? " if meant else ""
        raise self.fail(f"unknown key `{unknown}`", f"{question}known here: {', '.join(sorted(self.used))}")


def are_ids(values: Sequence[str]) -> bool:
    """Is each of the texts, none of them empty, an identifier?"""
    signs = "".join(values).replace("-", "")
    return signs.isascii() and signs.isalnum() and signs == signs.lower() and all(value[0].isalpha() for value in values)


def _cased(part: str) -> str:
    """A script as `Hant`, a region as `TW`."""
    return part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part.lower()


@cache
def _tag() -> re.Pattern[str]:
    """RFC 5646, 2.1, without grandfathered and private tags."""
    return re.compile(
        r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8}|-[0-9][A-Za-z0-9]{3})*(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*\Z"
    )


def is_moment(text: str) -> bool:
    """Is it a year, a month or a day? (There are few such texts, and a pattern takes longer to compile than they to be read.)"""
    parts = text.split("-")
    return (
        [len(part) for part in parts] in MOMENTS
        and text.isascii()
        and all(map(str.isdecimal, parts))
        and all("01" <= part <= most for part, most in zip(parts[1:], ("12", "31"), strict=False))
    )


def near(word: str, words: Iterable[str]) -> str:
    """The one of `words` that `word` is most likely a slip for; empty when none resembles it."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(words), n=1, cutoff=0.75)), "")


def entry_names(where: str, key: str, tables: Iterable[dict[str, Any]]) -> list[str]:
    """What errors call the entries of a list: `rebuttals.toml [[rebuttal]] 3 (games)`."""
    labels = [table.get("id") or table.get("slug") or table.get("name") or table.get("essay") for table in tables]
    return [f"{where} [[{key}]] {at} ({label})" if label else f"{where} [[{key}]] {at}" for at, label in enumerate(labels, 1)]
