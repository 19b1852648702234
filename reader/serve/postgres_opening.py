"""A PostgreSQL database is opened: its tables made, or brought up to date; in one line what is wrong where that cannot be."""

from __future__ import annotations

import re
from typing import Any

import psycopg

from reader.errors import InputError, OutputError, ReaderError, UsageError
from reader.serve import dialect
from reader.serve.dsn import ADVICE, NO_ADDRESS, shown_address
from reader.serve.postgres import Database, Wire, database_at, reason, transaction
from reader.serve.schema import STEPS, statements_after

VERSION = "reader_version"
MAKE = "make one in UTF-8: createdb --encoding UTF8 --template template0 NAME"
# What PostgreSQL says, as far as it speaks English, and what to do about it.
ADVICES = (
    (r"password|authentication|pg_hba", "give the user's password in PGPASSWORD or ~/.pgpass, and see that pg_hba.conf lets that user in"),
    (r'^database ".*" does not exist', MAKE),
    (r'^role ".*" does not exist', "make the user: createuser NAME"),
    (r"already exists", "something else has tables there: name a database that nothing else uses"),
    (r"permission denied|read-only", "name a database that this user owns"),
    (r"", "see that PostgreSQL runs there, and that the address is right"),
)


def open_postgres(address: str, *, existing: bool = False) -> Database:
    """The database, its tables made (but where they must be `existing`) or brought up to date; raises OutputError where it cannot be used.

    UsageError for what is no address, InputError for tables of a later version, or none.
    """
    where = shown_address(address)
    database = database_at(address)
    try:
        with transaction(database.writing) as wire:
            bring_up_to_date(wire, where, existing=existing)
    except psycopg.Error as error:
        database.close()
        raise trouble(error, where) from error
    except BaseException:
        database.close()
        raise
    return database


def bring_up_to_date(wire: Wire, where: str, *, existing: bool) -> None:
    """Make the tables of this version, from those of a former one or from nothing; whoever starts at the same time waits."""
    encoding = wire.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise OutputError(f"keeps its texts in {encoding}, in which not all of ours can be written", where=where, advice=MAKE)
    version = _one(wire, f"SELECT version FROM {VERSION}") if _one(wire, f"SELECT to_regclass('{VERSION}')") else 0
    if existing and not version:
        raise InputError("holds no database", where=where, advice="name the database that reader serve was given with --database")
    statements = statements_after(version, where=where)
    if not statements:
        return
    for statement in statements:
        wire.execute(dialect.definition(statement))
    if not version:
        wire.execute(f"CREATE TABLE {VERSION} (version BIGINT NOT NULL)".encode())
        wire.execute(f"INSERT INTO {VERSION} VALUES (0)".encode())
    wire.execute(f"UPDATE {VERSION} SET version = {len(STEPS)}".encode())


def trouble(error: psycopg.Error, where: str) -> ReaderError:
    """What is wrong, and what to do. Of an address that libpq cannot read nothing is shown: a password may stand anywhere in it."""
    if isinstance(error, psycopg.ProgrammingError) and error.sqlstate is None:
        return UsageError(NO_ADDRESS, where="--database", advice=ADVICE)
    said = reason(error)
    return OutputError(f"no database can be kept ({said})", where=where, advice=next(advice for sign, advice in ADVICES if re.search(sign, said)))


def _one(wire: Wire, question: str) -> Any:
    row = wire.execute(question.encode()).fetchone()
    return row and row[0]
