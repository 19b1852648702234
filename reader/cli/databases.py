"""Where the service keeps its members: the options that its commands share."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from reader.cli.screen import say

VARIABLE = "READER_DATABASE"


def _unseen(context: click.Context, parameter: click.Parameter, address: str) -> str:
    """The address, with a warning where a password in it can be seen by others."""
    if not address or context.get_parameter_source(str(parameter.name)) is not ParameterSource.COMMANDLINE:
        return address
    from reader.serve.dsn import has_password

    if has_password(address):
        say(f"others on this machine can see the password in --database → give the address in {VARIABLE}, or the password in PGPASSWORD or ~/.pgpass", err=True)
    return address


DATABASE = click.option(
    "--database",
    metavar="ADDRESS",
    default="",
    envvar=VARIABLE,
    callback=_unseen,
    help="Keep the members in PostgreSQL instead: postgresql://user@host/name (or what READER_DATABASE says).",
)


def kept_in(data: Path, database: str) -> str:
    """Where that is, to be shown."""
    if not database:
        return str(data)
    from reader.serve.dsn import shown_address

    return shown_address(database)
