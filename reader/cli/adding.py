"""`reader add`."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.chosen import all_slips_of
from reader.cli.shared import NAMED
from reader.cli.starting import tell_made

EXAMPLES = """\b
Examples:
  reader add tea shui.txt          one more text for the edition in the folder tea
  reader add . more/               all texts of the folder more, for the edition here
"""


@click.command(epilog=EXAMPLES)
@click.argument("folder", type=NAMED)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=NAMED)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def add(folder: Path, sources: tuple[Path, ...], as_json: bool) -> None:
    """Add texts to the edition in FOLDER, behind its other essays, as `reader new` would."""
    from reader.book.coverage import check_edition
    from reader.edition import load_edition
    from reader.edition.chapters import refuse_chapters
    from reader.edition.starting.adding import added
    from reader.edition.starting.gather import gather
    from reader.edition.starting.trial import carry_out, trial

    with all_slips_of(folder):
        edition = load_edition(folder)
    refuse_chapters(edition)
    addition = added(folder, edition, gather(sources))
    with trial(folder, addition.data, addition.files) as copy:
        findings = check_edition(copy).findings
    carry_out(folder, addition.data, addition.files)
    places = {draft.source for draft in addition.essays}
    tell_made(folder, addition.essays, [one for one in findings if any(place in one.where for place in places)], as_json=as_json)
