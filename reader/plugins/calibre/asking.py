"""What is asked of the program: its arguments, by the deed and the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

ANNOTATE, REMOVE, CONVERT, CHECK, MARKS = "annotate", "remove", "convert", "check", "marks"
# Those that write a book anew.
WRITING = (ANNOTATE, REMOVE, CONVERT)
SIMPLIFIED, TAIWAN, HONG_KONG = "zh-Hans", "zh-Hant-TW", "zh-Hant-HK"
SCRIPTS: Mapping[str, Sequence[str]] = {
    SIMPLIFIED: ("--simplified",),
    TAIWAN: ("--traditional", "--region", "tw"),
    HONG_KONG: ("--traditional", "--region", "hk"),
}


class Settings(TypedDict):
    """What the plugin's settings hold. Paths are absolute; an empty text or list is what nobody has chosen."""

    program: str
    lists: list[str]
    at_end: bool
    regional_words: bool
    words: str
    edition: str
    who: str


DEFAULTS = Settings(program="", lists=[], at_end=False, regional_words=False, words="", edition="", who="")


class Deed(TypedDict):
    """What is to be done: which of the above, and for CONVERT the script."""

    kind: str
    script: str


def arguments(deed: Deed, settings: Settings, *, language: str) -> list[str]:
    """The arguments for a deed but for the books and where they go; messages are asked for in `language` ("zh", else English)."""
    told = ["--lang", "zh" if language == "zh" else "en"]
    if deed["kind"] == CONVERT:
        words = [f"--words={settings['words']}"] if settings["words"] else []
        regional = ["--regional-words"] if settings["regional_words"] and deed["script"] != SIMPLIFIED else []
        return [*told, "convert", *SCRIPTS[deed["script"]], *regional, *words]
    if deed["kind"] == ANNOTATE:
        return [*told, "annotate", *(f"--with={path}" for path in settings["lists"]), "--place", "end" if settings["at_end"] else "inline"]
    return [*told, *{REMOVE: ["annotate", "--remove"], CHECK: ["check"]}[deed["kind"]]]


def command(program: str, deed: Deed, settings: Settings, books: str, results: str, *, language: str) -> list[str]:
    """The whole command for a folder of books, which go to the folder `results` where the deed writes them; it prints a line of JSON for each."""
    where = ["-o", results] if deed["kind"] in WRITING else []
    return [program, *arguments(deed, settings, language=language), "--json", *where, books]


def marks_command(program: str, settings: Settings, marks: Sequence[str], readers: str, *, language: str) -> list[str]:
    """The command that brings the marks of files into an edition's `readers`."""
    who = [f"--who={settings['who']}"] if settings["who"].strip() else []
    return [program, "--lang", "zh" if language == "zh" else "en", "marks", f"--edition={settings['edition']}", *who, "-o", readers, "--json", *marks]


def missing(deed: Deed, settings: Settings) -> str:
    """Which setting must be made before the deed can be done; empty when there is none."""
    needed = {ANNOTATE: "lists", MARKS: "edition"}.get(deed["kind"], "")
    return needed if needed and not settings[needed] else ""  # type: ignore[literal-required]
