"""KOReader's plugin as files: the Lua sources of `koreader/`, and the table by which its words are found in either script."""

from __future__ import annotations

from pathlib import Path

from reader import __version__
from reader.match.fold import NOTHING, fold
from reader.script.convert import convert

SOURCES = Path(__file__).parent / "koreader"
# KOReader loads folders of such a name, and calls the plugin by what stands before the dot.
FOLDER = "reader.koplugin"
TABLE = "reader_fold_table.lua"
WORDS, TAIWAN = "reader_speech_zh.lua", "reader_speech_zh_TW.lua"
# Programs look for it first, so it is written last, and they find a whole plugin.
MAIN = "main.lua"
# Rarer characters have no second form that a device could show.
LAST = 0xFFFF
SURROGATES = range(0xD800, 0xE000)


def koplugin_files() -> dict[str, bytes]:
    """The plugin's files by name, `main.lua` last."""
    files = {path.name: path.read_bytes() for path in sorted(SOURCES.glob("*.lua"))}
    files["_meta.lua"] = files["_meta.lua"].replace(b"@version@", __version__.encode())
    files[TABLE] = fold_table().encode()
    files[TAIWAN] = in_taiwans_words(files[WORDS].decode()).encode()
    files[MAIN] = files.pop(MAIN)
    return files


def in_taiwans_words(text: str) -> str:
    """What the plugin says in Chinese, in traditional characters with Taiwan's own words."""
    return "\n".join([convert(line, target="zh-Hant-TW", origin="zh-Hans", words=True) for line in text.split("\n")])


def fold_table() -> str:
    """What `match` takes for the same character (its `fold`), as a Lua table: two texts of as many characters, and what nobody sees."""
    points = [chr(point) for point in range(LAST + 1) if point not in SURROGATES]
    pairs = [(char, folded) for char, folded in zip(points, fold("".join(points)), strict=True) if char != folded]
    seen = [(char, folded) for char, folded in pairs if folded != NOTHING]
    unseen = "".join(char for char, folded in pairs if folded == NOTHING) + NOTHING
    texts = {"from": "".join(char for char, _ in seen), "to": "".join(folded for _, folded in seen), "unseen": unseen}
    return "return {\n" + "".join(f"{name} = {lua_text(text)},\n" for name, text in texts.items()) + "}\n"


def lua_text(text: str) -> str:
    """A text as Lua writes one, in ASCII and UTF-8 alone: bytes that would end or break it are escaped."""
    return '"' + "".join(f"\\{ord(char):03d}" if char in '"\\' or ord(char) < 32 or ord(char) == 127 else char for char in text) + '"'
