"""`reader invite`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.databases import DATABASE
from reader.cli.screen import json_text, say
from reader.cli.serving import DATA
from reader.cli.shared import NAMED

if TYPE_CHECKING:
    from reader.serve.members import Invited

EXAMPLES = """\b
Examples:
  reader invite 阿里 --data club
  reader invite 阿里 --data club --base-url https://club.example/
  reader invite 阿里 --data club --again     a new link and a new code
"""


@click.command(epilog=EXAMPLES)
@click.argument("name", metavar="NAME")
@click.option("--data", type=NAMED, default=DATA, show_default=True, help="The folder that reader serve keeps its members in.")
@DATABASE
@click.option(
    "--base-url", "base", metavar="URL", default="", help="The address by which readers know the service (default: what reader serve was started with last)."
)
@click.option("--device", default="KOReader", show_default=True, help="What the first device is called.")
@click.option("--again", is_flag=True, help="For a member who lost the link: a new link and a new code; old codes stay.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
def invite(name: str, data: Path, database: str, base: str, device: str, again: bool, as_json: bool) -> None:
    """Make NAME a member: a link that opens the member's page in a browser (once, within seven days), and what KOReader asks for.

    What is printed is shown this once: the service keeps no code that could be read.
    """
    from reader.cli.publishing import address
    from reader.edition.starting.slugs import slug_of
    from reader.serve.address import kept_address
    from reader.serve.members import invite, invite_again
    from reader.serve.store import close_store, open_store

    base = address(base or kept_address(data))
    store = open_store(data, database)
    try:
        handle = slug_of(name, "zh-Hans")
        now = int(time.time())
        made = invite_again(store, name, label=device, now=now) if again else invite(store, name, handle, label=device, now=now)
    finally:
        close_store(store)
    tell(made, base, as_json=as_json)


def tell(made: Invited, base: str, *, as_json: bool) -> None:
    """The link with its QR code, and three lines for KOReader."""
    from reader.club.codes import qr_text
    from reader.serve.address import is_of_this_machine

    link = f"{base}join/{made.link}"
    if as_json:
        click.echo(json_text({"name": made.member.name, "handle": made.member.handle, "link": link, "code": made.device, "catalogue": f"{base}opds"}))
        return
    say(f"{made.member.name} is a member. The link, for seven days and one browser:")
    say(f"  {link}")
    for line in qr_text(link).splitlines():
        say(line)
    if is_of_this_machine(base):
        say("this link opens on this machine alone → for other devices, give reader serve --host 0.0.0.0 and --base-url", err=True)
    say("In KOReader:")
    say(f"  OPDS catalogue        {base}opds")
    say(f"  progress sync server  {base.rstrip('/')}")
    say(f"  log in (not register) {made.member.handle}, password {made.device}")
