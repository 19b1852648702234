"""The dictionary in programs of others: sdcv finds every spelling in it, and StarDict's own `tabfile` makes the same of our table; marisa's own
`marisa-lookup` finds every spelling in Kobo's index, js-mdict in MDict's file.

Exit code 1 when a spelling is not found, or leads elsewhere.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.dictionary.entries import Dictionary, make_dictionary
from reader.dictionary.kobo import kobo_files
from reader.dictionary.mdict import mdict_files
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
            failed += told(made, asked, maker.__name__, missing)
        failed += told(made, asked, "kobo's index", not_in_kobo(made))
        failed += told(made, asked, "mdict", not_in_mdict(made))
    return 1 if failed else 0


def told(made: Dictionary, asked: str | None, form: str, missing: list[str]) -> int:
    """Say what is missing, and how many that are."""
    sys.stdout.write(f"{asked or 'both'}, {form}: {count(made)} spellings, not found: {', '.join(missing) or 'none'}\n")
    return len(missing)


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


def not_in_kobo(made: Dictionary) -> list[str]:
    """The spellings that `marisa-lookup` does not know; what stands on the pages is read in tests/test_dictionary_formats.py."""
    (data,) = kobo_files(made, "d").values()
    wanted = [way for entry in made.entries for way in (entry.headword, *entry.spellings)]
    with TemporaryDirectory() as place, zipfile.ZipFile(BytesIO(data)) as packed:
        index = Path(packed.extract("words", place))
        said = subprocess.run(["marisa-lookup", index], input="\n".join(wanted) + "\n", check=True, capture_output=True, text=True).stdout
    return [way for way, line in zip(wanted, said.splitlines(), strict=True) if line.partition("\t")[0] == "-1"]


def not_in_mdict(made: Dictionary) -> list[str]:
    """The spellings under which js-mdict, told to compare as the file's header says, does not show their entry."""
    wanted = [(way, entry.html) for entry in made.entries for way in (entry.headword, *entry.spellings)]
    with TemporaryDirectory() as place:
        (Path(place) / "d.mdx").write_bytes(mdict_files(made, "d")["d.mdx"])
        command = ["node", Path(__file__).parent / "lib" / "mdict.mjs", Path(place) / "d.mdx"]
        said = subprocess.run(command, input=json.dumps([way for way, _ in wanted]), check=True, capture_output=True, text=True).stdout
    return [way for (way, html), texts in zip(wanted, json.loads(said), strict=True) if not any(shown(html) in shown(text) for text in texts)]


def shown(html: str) -> str:
    """What a reader sees of it."""
    return re.sub("<[^>]*>", "", html)


if __name__ == "__main__":
    sys.exit(main())
