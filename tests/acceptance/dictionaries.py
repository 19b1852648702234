"""The dictionary in programs of others: sdcv finds every spelling in it, and StarDict's own `tabfile` makes the same of our table.

Exit code 1 when a spelling is not found, or leads elsewhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.dictionary.entries import Dictionary, make_dictionary
from reader.dictionary.stardict import stardict_files
from reader.dictionary.tabfile import tabfile
from reader.edition import load_edition, shipped_folder
from reader.edition.exceptions import read_exceptions
from tests.editions import ASKED

TABFILE = "/usr/lib/stardict-tools/tabfile"


def main() -> int:
    """Ask for every spelling of the shipped glossary, in each script and in both."""
    folder = shipped_folder()
    edition, exceptions = load_edition(folder), read_exceptions(folder)
    failed = 0
    for asked in ASKED:
        made = make_dictionary(edition, asked=asked, exceptions=exceptions)
        for maker in (stardict_files, tabfile):
            with TemporaryDirectory() as place:
                for name, data in maker(made, "d").items():
                    (Path(place) / name).write_bytes(data)
                if maker is tabfile:
                    subprocess.run([TABFILE, Path(place) / "d.tab"], check=True, capture_output=True)
                missing = not_found(made, place)
            failed += len(missing)
            sys.stdout.write(f"{asked or 'both'}, {maker.__name__}: {count(made)} spellings, not found: {', '.join(missing) or 'none'}\n")
    return 1 if failed else 0


def count(made: Dictionary) -> int:
    """How many spellings there are."""
    return sum(1 + len(entry.spellings) for entry in made.entries)


def not_found(made: Dictionary, place: str) -> list[str]:
    """The spellings by which sdcv, asked for exactly them, does not show their entry."""
    wanted = [(way, entry.html) for entry in made.entries for way in (entry.headword, *entry.spellings)]
    command = ["sdcv", "--non-interactive", "--exact-search", "--json-output", "--only-data-dir", "--data-dir", place]
    said = subprocess.run([*command, *(way for way, _ in wanted)], check=True, capture_output=True, text=True).stdout
    shown = [{item["definition"].strip() for item in json.loads(line)} for line in said.splitlines() if line.startswith("[")]
    return [way for (way, html), texts in zip(wanted, shown, strict=True) if html not in texts]


if __name__ == "__main__":
    sys.exit(main())
