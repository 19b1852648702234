"""What tables of one name hold, said once: read of all of them at once where nothing is wrong, as nearly always, else key by key, which words the error."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from functools import partial
from itertools import chain, repeat
from typing import Any, Generic, TypeVar

from msgspec import Struct

from reader.edition.fields import Entry, are_ids, entry_names, is_moment
from reader.errors import EditionError
from reader.unseen import unprintable

T = TypeVar("T")
# What tables have for one key, a value a table.
Column = Sequence[Any]


class Kind(Struct, frozen=True):
    """What a key holds: how it is read of an entry, and of many tables, of which those without the key have the `default` (None: it is required).

    `column` gives what `read` gives of each, or None where one of them would be refused, or needs care.
    """

    read: Callable[[Entry, str], Any]
    column: Callable[[Column], Column | None]
    default: Any = None


class Shape(Struct, Generic[T], frozen=True):
    """The keys of a table in the order in which they are asked for; what is made of them and the entry's name.

    `amiss` says of such values what does not go together in them: where, text, advice.
    """

    kinds: dict[str, Kind]
    make: Callable[..., T]
    amiss: Callable[[Sequence[T]], Iterable[tuple[str, str, str]]] = lambda _: ()


def read_every(root: Entry, key: str, shape: Shape[T]) -> tuple[T, ...]:
    """The values of a file's tables `[[key]]`, in order, without those that are switched off or skipped; raises EditionError."""
    tables = root.data.get(key, [])
    columns = None if root.skip else columns_of(tables, shape)
    if columns is None:
        return tuple([read_one(entry, shape) for entry in root.entries(key)])
    root.used.add(key)
    return _sound(tuple(map(shape.make, *columns, entry_names(root.where, key, tables))), shape)


def read_one(entry: Entry, shape: Shape[T]) -> T:
    """The value of one table; raises EditionError."""
    given = [kind.read(entry, key) for key, kind in shape.kinds.items()]
    entry.done()
    return _sound((shape.make(*given, entry.where),), shape)[0]


def _sound(values: tuple[T, ...], shape: Shape[T]) -> tuple[T, ...]:
    for where, text, advice in shape.amiss(values):
        raise EditionError(text, where=where, advice=advice)
    return values


def columns_of(tables: Any, shape: Shape[Any]) -> list[Column] | None:
    """The values of tables, key by key; None where one of them would be refused, or needs care."""
    if not isinstance(tables, (list, tuple)) or set(map(type, tables)) != {dict}:
        return None
    defaults = {key: kind.default for key, kind in shape.kinds.items()}
    rows = [defaults | table for table in tables]  # in the order of the shape
    if set(map(len, rows)) != {len(defaults)}:
        return None
    values = zip(*map(dict.values, rows), strict=True)
    columns = [kind.column(column) for kind, column in zip(shape.kinds.values(), values, strict=True)]
    return None if None in columns else [column for column in columns if column]


def _of(kind: type[Any], values: Column) -> Column | None:
    return values if set(map(type, values)) == {kind} else None


def _quoted(values: Column) -> Column | None:
    return values if _of(str, values) and all(map(str.strip, values)) else None


def _texts(values: Column) -> Column | None:
    return values if _quoted(values) and all(map(str.isprintable, values)) else None


def _texts_or_none(values: Column) -> Column | None:
    written = [*filter(None, values)] if _of(str, values) else [None]
    return values if not written or _texts(written) else None


def _lists(values: Column) -> Column | None:
    """Lists of texts as tuples; None stays, where there is no list."""
    parts = list(chain.from_iterable(filter(None, values))) if set(map(type, values)) <= {list, type(None)} else [None]
    return [value if value is None else tuple(value) for value in values] if not parts or _texts(parts) else None


def _ids(values: Column) -> Column | None:
    return values if _texts(values) and are_ids(values) else None


def _moments(values: Column) -> Column | None:
    return values if _texts_or_none(values) and all(map(is_moment, set(filter(None, values)))) else None


def _puts(values: Column) -> Column | None:
    return values if _of(str, values) and not any(map(unprintable, values)) else None


def flag(*, default: bool) -> Kind:
    """true or false."""
    return Kind(lambda entry, key: entry.flag(key, default=default), partial(_of, bool), default)


def choice(*allowed: str) -> Kind:
    """One of a few words."""
    return Kind(lambda entry, key: entry.choice(key, allowed), lambda values: values if _of(str, values) and set(values) <= set(allowed) else None)


def number(read: Callable[[Entry], int], among: Container[int], default: int | None = None) -> Kind:
    """A whole number, which `read` gives or refuses."""
    return Kind(lambda entry, _: read(entry), lambda values: values if _of(int, values) and all(value in among for value in values) else None, default)


def table(shape: Shape[Any]) -> Kind:
    """A required table within the table, with whose value nothing can be amiss."""

    def made(tables: Column) -> Column | None:
        columns = columns_of(tables, shape)
        return columns and list(map(shape.make, *columns, repeat("")))

    return Kind(lambda entry, key: read_one(entry.table(key), shape), made)


def _texts_if_any(entry: Entry, key: str) -> tuple[str, ...] | None:
    texts = entry.texts(key, [])
    return texts if key in entry.data else None


TEXT = Kind(Entry.text, _texts)
TEXT_OR_NONE = Kind(lambda entry, key: entry.text(key, ""), _texts_or_none, "")
# As it stands in a source; as it is put there.
QUOTED = Kind(Entry.quoted, _quoted)
QUOTED_OR_NONE = Kind(lambda entry, key: entry.quoted(key, ""), partial(_of, str), "")
PUT = Kind(Entry.put, _puts, "")
ID = Kind(Entry.id, _ids)
MOMENT = Kind(Entry.moment, _moments, "")
TEXTS = Kind(lambda entry, key: entry.texts(key, []), _lists, [])
# None where the key is missing.
TEXTS_IF_ANY = Kind(_texts_if_any, _lists)
