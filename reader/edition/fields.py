"""Typed access to one TOML table: what is missing, of the wrong type, or unknown is an error that names file and entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from reader.errors import EditionError

T = TypeVar("T")
ID = re.compile(r"[a-z][a-z0-9-]*\Z")
TYPES = {str: "a text in quotation marks", int: "a whole number", bool: "true or false", list: "a list in [ ]", dict: "a table"}


@dataclass(slots=True)
class Entry:
    """One table of a TOML file; `where` is what errors say, `used` the keys asked for so far."""

    where: str
    data: dict[str, Any]
    used: set[str] = field(default_factory=set)

    def fail(self, text: str, advice: str) -> EditionError:
        """An error about this entry, to be raised by the caller."""
        return EditionError(text, where=self.where, advice=advice)

    def _get(self, key: str, kind: type[T], default: T | None) -> T:
        self.used.add(key)
        value = self.data.get(key)
        if value is None:
            if default is None:
                raise self.fail(f"key `{key}` is missing", f"add {key} = … ({TYPES[kind]})")
            return default
        if type(value) is not kind:
            raise self.fail(f"`{key}` is {TYPES.get(type(value), type(value).__name__)}", f"write {TYPES[kind]}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required when there is no default, and then not empty."""
        value = self._get(key, str, default)
        if default is None and not value.strip():
            raise self.fail(f"`{key}` is empty", "write something between the quotation marks")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        return self._get(key, int, default)

    def flag(self, key: str, *, default: bool) -> bool:
        """true or false."""
        return self._get(key, bool, default)

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        values = self._get(key, list, default)
        if any(type(value) is not str for value in values):
            raise self.fail(f"`{key}` holds something that is not a text", 'write [ "…", "…" ]')
        return tuple(values)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A table of text = text, in the file's order; empty when missing."""
        values = self._get(key, dict, {})
        if any(type(value) is not str for value in values.values()):
            raise self.fail(f"`{key}` holds something that is not a text", 'write { "old" = "new" }')
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
        if not ID.match(value):
            raise self.fail(f"`{key}` “{value}” is not an id", "use a-z, 0-9 and -, beginning with a letter")
        return value

    def table(self, key: str) -> Entry:
        """A required sub-table."""
        return Entry(f"{self.where}.{key}", self._get(key, dict, None))

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The tables of `[[key]]`, in order; none when missing."""
        values = self._get(key, list, [])
        if any(type(value) is not dict for value in values):
            raise self.fail(f"`{key}` is not a list of tables", f"write [[{key}]] above each entry")
        return tuple(Entry(entry_name(self.where, key, at, value), value) for at, value in enumerate(values, 1))

    def done(self) -> None:
        """Raise for the first key nobody asked for."""
        for key in self.data:
            if key not in self.used:
                raise self.fail(f"unknown key `{key}`", f"known here: {', '.join(sorted(self.used))}")


def entry_name(where: str, key: str, at: int, data: dict[str, Any]) -> str:
    """What errors call an entry: `rebuttals.toml [[rebuttal]] 3 (games)`."""
    name = next((str(data[label]) for label in ("id", "slug", "name", "essay") if data.get(label)), "")
    return f"{where} [[{key}]] {at}" + (f" ({name})" if name else "")
