"""The database in PostgreSQL (psycopg lives here; an optional part of the installation). Several services may share one.

One connection for changes, one for questions. Whoever changes something, in whichever process, waits for whoever does: what is counted before a row is
written holds when it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from threading import Lock
from typing import Any

import psycopg
from msgspec import Struct
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from reader.serve import dialect
from reader.serve.dsn import shown_address
from reader.serve.store import UnavailableError

WAIT = 5  # seconds for a connection, for the one before, and for another process that writes; KOReader itself waits no longer
LAST = 1  # … for whoever is not done when the service ends
# What libpq is told where the address says nothing else: nobody waits for ever on a network that has gone.
USUAL = {"connect_timeout": WAIT, "keepalives_idle": 30, "keepalives_interval": 10, "tcp_user_timeout": 20_000, "application_name": "reader"}
SETTINGS = f"""
SET lock_timeout = '{WAIT}s'; SET statement_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s';
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
"""
READ_ONLY = "SET default_transaction_read_only = on"
# Read committed, so that what the one before has committed is seen by every statement that follows the lock: “reader” in ASCII.
BEGIN = b"BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; SELECT pg_advisory_xact_lock(125779751232882)"
# By their SQLSTATE: the server ends, crashed, starts; the connection is lost; another server has taken its place, and this one may be read alone.
GONE = ("57P", "08", "25006", "0A000")

Wire = psycopg.Connection[tuple[Any, ...]]


class Line(Struct):
    """A connection that is made when it is needed, and anew after the server went away; the lock that lets one at a time to it."""

    address: str
    settings: str
    lock: Lock
    wire: Wire | None = None


class Statements(Struct, frozen=True):
    """What takes the service's statements: `run` does one of psycopg's."""

    run: Callable[[bytes, Sequence[Any]], psycopg.Cursor[tuple[Any, ...]]]

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> psycopg.Cursor[tuple[Any, ...]]:
        """Do it."""
        return self.run(dialect.statement(statement), dialect.sendable(values))


class Database(Struct, frozen=True):
    """The lines to it."""

    writing: Line
    reading: Line

    @contextmanager
    def changing(self) -> Iterator[Statements]:
        """The line for changes to whoever is next of all services, within a transaction."""
        with held(self.writing), transaction(self.writing) as wire:
            yield Statements(wire.execute)

    @contextmanager
    def asking(self) -> Iterator[Statements]:
        """The line for questions to whoever is next. A question that finds the line dead is asked again."""
        with held(self.reading):
            yield Statements(partial(first, self.reading))

    def close(self) -> None:
        """Hang up, also on whoever waits for a server that answers no more."""
        for line in (self.writing, self.reading):
            ours = line.lock.acquire(timeout=LAST)
            hang_up(line)
            if ours:
                line.lock.release()


def database_at(address: str) -> Database:
    """The database, to which nobody has connected yet."""
    return Database(Line(address, SETTINGS, Lock()), Line(address, SETTINGS + READ_ONLY, Lock()))


def connect(address: str, settings: str) -> Wire:
    """A new connection; raises psycopg's errors."""
    wire = psycopg.connect(**{**USUAL, **conninfo_to_dict(address), "client_encoding": "UTF8"}, autocommit=True)  # type: ignore[arg-type]
    wire.execute(settings.encode())
    return wire


def first(line: Line, statement: bytes, values: Sequence[Any] | None = None) -> psycopg.Cursor[tuple[Any, ...]]:
    """A statement that is the first after some time, and can be done again: on a new connection where the old one turns out to be dead."""
    if line.wire and not line.wire.closed:
        try:
            return line.wire.execute(statement, values)
        except psycopg.OperationalError as error:
            if not line.wire.closed and not (error.sqlstate or "").startswith(GONE):
                raise
    return connected(line).execute(statement, values)


def connected(line: Line) -> Wire:
    """The line with a new connection."""
    hang_up(line)
    line.wire = connect(line.address, line.settings)
    return line.wire


def hang_up(line: Line) -> None:
    """Close the connection, if there is one."""
    if line.wire:
        line.wire.close()
        line.wire = None


@contextmanager
def held(line: Line) -> Iterator[None]:
    """The line to oneself; raises UnavailableError for whatever the database cannot do."""
    if not line.lock.acquire(timeout=WAIT):
        raise UnavailableError("it is busy", where=shown_address(line.address))
    try:
        yield
    except psycopg.Error as error:
        raise UnavailableError(reason(error), where=shown_address(line.address), full=isinstance(error, psycopg.errors.DiskFull)) from error
    finally:
        line.lock.release()


@contextmanager
def transaction(line: Line) -> Iterator[Wire]:
    """A change by one writer: it is kept, and on the disk, when the block is left without an error, else nothing of it."""
    try:
        first(line, BEGIN)
        assert line.wire
        yield line.wire
        if line.wire.execute(b"COMMIT").statusmessage != "COMMIT":  # which it answers to a transaction that has failed, too
            raise psycopg.OperationalError("it was not kept")
    except BaseException:
        roll_back(line)
        raise


def roll_back(line: Line) -> None:
    """Undo what was begun; a connection that cannot is closed, and the server undoes it."""
    if line.wire and line.wire.info.transaction_status != TransactionStatus.IDLE:
        with suppress(psycopg.Error):
            line.wire.execute(b"ROLLBACK")
            return
        hang_up(line)


def reason(error: psycopg.Error) -> str:
    """What went wrong, in one line: where several addresses were tried, of the first."""
    lines = [line.strip() for line in str(error).splitlines()] or [""]
    return lines[0].removeprefix("connection is bad: ").rpartition("failed: ")[2].removeprefix("FATAL:").strip() or type(error).__name__
