"""`reader serve`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.databases import DATABASE, kept_in
from reader.cli.screen import say
from reader.cli.shared import NAMED
from reader.errors import InputError, MissingTool, Stopped, UsageError, installing

if TYPE_CHECKING:
    from reader.serve.state import State
    from reader.serve.store import Store

DATA = Path("reader-data")
EXAMPLES = """\b
Examples:
  reader serve                                      the shipped edition
  reader serve site --data club --host 0.0.0.0      a site, for all who reach this machine
  reader serve my-edition --base-url https://club.example/
"""
GRANIAN = "granian"


@click.command(epilog=EXAMPLES)
@click.argument("sources", nargs=-1, type=NAMED, metavar="[SITE|EDITION]...")
@click.option("--data", type=NAMED, default=DATA, show_default=True, help="The folder for the members and what they sync.")
@DATABASE
@click.option("--club", type=NAMED, metavar="FILE", help="What the group says of itself (default: club.toml in that folder, if there).")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is every one of this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="The port to listen on; 0 takes a free one.")
@click.option("--base-url", "base", metavar="URL", default="", help="The address by which readers know the service, where that is another.")
@click.option("--server", type=click.Choice(("uvicorn", GRANIAN)), default="uvicorn", show_default=True, help="The web server in it (granian: optional).")
def serve(sources: tuple[Path, ...], data: Path, database: str, club: Path | None, host: str, port: int, base: str, server: str) -> None:
    """Serve a site that reader publish has written, or the books of each EDITION, to a reading group.

    Books and catalogue are open to all, unless club.toml closes them; members, whom reader invite makes, sync how far they have read from
    KOReader and other programs: from any of the edition's books to any other. Ctrl-C ends it.
    """
    needed(server)
    from reader.cli.publishing import address
    from reader.serve.address import keep_address
    from reader.serve.clubfile import FILE
    from reader.serve.run import listen, run
    from reader.serve.store import open_store

    base = address(base)
    store = open_store(data, database)
    site = site_of(sources, data, base)
    state = state_of(site, store, base, club or data / FILE, optional=club is None)
    for handle in strangers(state):
        say(f"{(club or data / FILE).name}: nobody has the handle “{handle}” yet; reader invite makes members and says their handles")
    listening = listen(host, port)
    found = url(host, listening.getsockname()[1])
    keep_address(data, base or found)
    say(f"{site} at {found} (Ctrl-C ends it); members are kept in {kept_in(data, database)}")
    try:
        run(state, listening, server=server)
    except KeyboardInterrupt as error:
        raise Stopped("stopped; what was acknowledged is kept", advice="run the same command to go on") from error


def needed(server: str) -> None:
    """Raise MissingTool where the optional part that has the server is not installed."""
    if server == GRANIAN and os.name == "nt":
        raise UsageError("granian can not be told to end on Windows", advice="leave --server out")
    try:
        import python_multipart
        import starlette
        import uvicorn

        if server == GRANIAN:
            import granian

            del granian
    except ImportError as error:
        part = GRANIAN if server == GRANIAN else "serve"
        raise MissingTool(f"serving needs packages that are not installed ({error.name})", advice=installing(part)) from error
    del python_multipart, starlette, uvicorn


def state_of(site: Path, store: Store, base: str, club: Path, *, optional: bool) -> State:
    """The state of the service: the site, what files it knows, the database, the group that the file `club` tells of."""
    from reader.club.record import HASHES, MOST, read_record
    from reader.epub.files import read_whole
    from reader.serve.clubfile import read_club
    from reader.serve.limits import Guesses
    from reader.serve.positions import known_files
    from reader.serve.state import State

    name = str(site / HASHES)
    record = read_record(read_whole(site / HASHES, where=name, most=MOST), where=name)
    return State(site, known_files(record), store, Guesses(), read_club(club, record, optional=optional), base)


def strangers(state: State) -> list[str]:
    """The handles in the group's file that are no member's: slips of the pen, or members to come."""
    from reader.serve.members import all_members

    known = {member.handle for member in all_members(state.store)}
    return sorted({*state.club.editors, *(handle for handle, _ in state.club.names)} - known)


def site_of(sources: tuple[Path, ...], data: Path, base: str) -> Path:
    """The folder of the site: the one that was named, else one in the data folder that the editions are published to."""
    from reader.cli.chosen import chosen_edition
    from reader.cli.publishing import publish_to
    from reader.club.record import HASHES
    from reader.edition.load import FILES

    sites = [path for path in sources if (path / HASHES).is_file()]
    if sites and len(sources) > 1:
        raise UsageError("a site is served alone", advice="publish all editions into one site, and serve that")
    if sites:
        return sites[0]
    for path in sources:
        if not (path / FILES[0]).is_file():
            raise InputError("is neither a published site nor an edition", where=str(path), advice="write one with reader publish")
    folder, which = chosen_edition(None)
    if not sources:
        say(which)
    publish_to(data / "site", list(sources) or [folder], base=base)
    return data / "site"


def url(host: str, port: int) -> str:
    """The address to open."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
