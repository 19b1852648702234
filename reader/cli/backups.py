"""`reader backup` and `reader restore`."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.databases import DATABASE, kept_in
from reader.cli.screen import say
from reader.cli.serving import DATA
from reader.cli.shared import NAMED

BACKUP_EXAMPLES = """\b
Examples:
  reader backup club-friday.sqlite --data club     while the service runs
  reader backup club-friday.sqlite --database postgresql://reader@localhost/club
"""
RESTORE_EXAMPLES = """\b
Examples:
  reader restore club-friday.sqlite --data club    while it does not
  reader restore club-friday.sqlite --database postgresql://localhost/club  also to move there
"""


@click.command(epilog=BACKUP_EXAMPLES)
@click.argument("copy", type=NAMED, metavar="FILE")
@click.option("--data", type=NAMED, default=DATA, show_default=True, help="The folder that reader serve keeps its members in.")
@DATABASE
def backup(copy: Path, data: Path, database: str) -> None:
    """Write the members and what they have synced to FILE, whole, also while the service runs.

    Whoever has deleted everything of his is in older copies still: throw them away in time.
    """
    from reader.serve.backup import back_up

    back_up(data, copy, database=database)
    say(f"→ {copy} ({copy.stat().st_size / 1000:,.0f} kB)")


@click.command(epilog=RESTORE_EXAMPLES)
@click.argument("copy", type=NAMED, metavar="FILE")
@click.option("--data", type=NAMED, default=DATA, show_default=True, help="The folder that reader serve keeps its members in.")
@DATABASE
def restore(copy: Path, data: Path, database: str) -> None:
    """Put what reader backup has written to FILE in the place of what the service has, which must not run meanwhile."""
    from reader.serve.backup import restore as put_back

    put_back(data, copy, database=database)
    say(f"{copy} → {kept_in(data, database)}")
