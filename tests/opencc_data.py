"""OpenCC's own dictionaries as text, for the generators of the shipped tables and for the laws. Never used by the program.

The wheel carries the tool that unpacks them; where it does not, callers skip.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

CONFIGS = ("s2t", "s2tw", "s2hk", "t2s", "t2tw", "t2hk", "tw2s", "tw2t", "hk2s", "hk2t")
DICTIONARIES = (
    "CJK_Compatibility_Ideographs",
    "STCharacters",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TSCharacters",
    "TSPhrases",
    "TWVariants",
    "TWVariantsPhrases",
    "TWVariantsRev",
    "TWVariantsRevPhrases",
    "HKVariants",
    "HKVariantsPhrases",
    "HKVariantsRev",
    "HKVariantsRevPhrases",
)


def _home() -> Path:
    import opencc

    return Path(opencc.__file__).parent / "clib"


def tool() -> Path | None:
    """The unpacking tool of the installed wheel, if it has one for this system."""
    found = sorted((_home() / "bin").glob("opencc_dict*"))
    return found[0] if found else None


@cache
def entries(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The entries of one dictionary: key and its values, the first of which is the one that OpenCC writes."""
    unpacker = tool()
    assert unpacker is not None, "this OpenCC wheel has no opencc_dict"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "dictionary.txt"
        command = [unpacker, "-i", _home() / "share" / "opencc" / f"{name}.ocd2", "-o", out, "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True, capture_output=True)
        lines = out.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((key, tuple(values.split(" "))) for key, values in pairs)


@cache
def converter(config: str) -> Callable[[str], str]:
    """OpenCC alone, as the program calls it: without the dictionaries whose output most fonts cannot show."""
    import opencc

    return opencc.OpenCC(config, include_tofu_risk_dictionaries=False).convert  # type: ignore[no-any-return]


def keys() -> Iterator[str]:
    """Every key of every dictionary that the non-`p` configurations use."""
    for name in DICTIONARIES:
        for key, _ in entries(name):
            yield key


def literal(name: str, purpose: str, words: list[str]) -> str:
    """`words` as a Python constant: one string of short lines, to be split at the spaces."""
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) >= 72:
            lines.append(line)
            line = ""
        line += word + " "
    body = "".join(f'    "{line}"\n' for line in [*lines, line] if line)
    return f"# {purpose}\n{name} = (\n{body})\n"
