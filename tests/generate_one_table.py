"""Writes `reader/script/data/s2t.ocd2` from the pinned OpenCC: `python tests/generate_one_table.py`.

Its phrases and its characters, which it keeps in three tables, in a single one: of two entries for the same the one that OpenCC takes.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from opencc_data import entries, tool

TABLES = "STCharacters", "STPhrases_GeneratedFromRegionalPhrases", "STPhrases"  # the later hold


def table() -> dict[str, str]:
    """What each phrase and each character becomes."""
    return {key: values[0] for name in TABLES for key, values in entries(name)}


def write(target: Path) -> None:
    """Write the table in OpenCC's own format, by OpenCC's own tool."""
    packer = tool()
    assert packer is not None, "this OpenCC wheel has no opencc_dict"
    with TemporaryDirectory() as folder:
        text = Path(folder) / "table.txt"
        text.write_text("".join(f"{key}\t{value}\n" for key, value in sorted(table().items())), encoding="utf-8", newline="\n")
        subprocess.run([packer, "-i", text, "-o", target, "-f", "text", "-t", "ocd2"], check=True, capture_output=True)


if __name__ == "__main__":
    from reader.script.one_pass import TABLE

    write(TABLE)
