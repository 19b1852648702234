"""Readers of Kobo's, MDict's and Kindle's dictionaries for tests: each looks words up as its program does, and shows what stands there."""

from __future__ import annotations

import gzip
import io
import re
import string
import unicodedata
import zipfile
from pathlib import Path

from lxml import etree
from marisa_trie import Trie
from mdict_utils.base.readmdict import MDX
from msgspec import Struct


class Kobo(Struct, frozen=True, gc=False):
    """A `dicthtml-….zip`: the words of its index, its pages by name."""

    words: frozenset[str]
    pages: dict[str, str]

    def look_up(self, query: str) -> list[str]:
        """What the device shows: only for a word of the index, only from the page of its first letters (pgaskin.net/dictutil, “Prefixes”, “format”)."""
        if query not in self.words:
            return []
        names = {query, query.upper(), query.lower(), query.lower().capitalize()}
        entries = re.findall(r"<w>(.*?)</w>", self.pages.get(kobo_prefix(query), ""))
        return [
            entry
            for entry in entries
            if any(f'<a name="{name}" />' in entry for name in names) or re.search(f'<variant name="{re.escape(query.lower())}"', entry)
        ]


def read_kobo(data: bytes) -> Kobo:
    """The dictionary in a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    index = Trie()
    index.frombytes(files.pop("words"))
    return Kobo(frozenset(index.keys()), {name.removesuffix(".html"): gzip.decompress(page).decode() for name, page in files.items()})


def kobo_prefix(word: str) -> str:
    """Steps 2 to 9 of “Prefix algorithm”, one after the other."""
    first = [char.lower()[0] for char in word[:2]]  # a character for a character, as the description's sample does it
    start = "".join(first).strip()
    if not start:
        return "11"
    if "CYRILLIC" in unicodedata.name(start[0], ""):
        return start
    start = f"{start}a"[:2] if len(start) < 2 else start
    return start if unicodedata.category(start[0])[0] == unicodedata.category(start[1])[0] == "L" else "11"


class MDict(Struct, frozen=True, gc=False):
    """An `.mdx`: its header, its records in their order."""

    header: dict[bytes, bytes]
    records: list[tuple[str, str]]

    def look_up(self, query: str) -> list[str]:
        """What is shown: every record whose word is the same without capitals, spaces and punctuation; what is a link is followed once."""
        found = [text for word, text in self.records if mdict_key(word) == mdict_key(query)]
        targets = [text.removeprefix("@@@LINK=").strip() for text in found if text.startswith("@@@LINK=")]
        led = [text for word, text in self.records if word in targets and not text.startswith("@@@LINK=")]
        return [text for text in found if not text.startswith("@@@LINK=")] + led


def mdict_key(word: str) -> str:
    """The header says `KeyCaseSensitive="No" Stripkey="Yes"`."""
    return "".join(char for char in word.lower() if char not in f"{string.punctuation} ")


def read_mdict(data: bytes, folder: Path) -> MDict:
    """The dictionary, read by mdict-analysis' reader, which wants a file."""
    path = folder / "d.mdx"
    path.write_bytes(data)
    mdx = MDX(str(path))
    return MDict(mdx.header, [(word.decode(), text.decode().rstrip("\0")) for word, text in mdx.items()])


class Kindle(Struct, frozen=True, gc=False):
    """The package document's facts, and by spelling the texts of the entries that it leads to."""

    facts: dict[str, str]
    entries: dict[str, list[str]]
    dangling: tuple[str, ...]


def read_kindle(files: dict[str, bytes]) -> Kindle:
    """What “Creating Dictionaries” asks for, read out; raises where a file is not well formed or one that is named is missing."""
    (opf,) = (etree.fromstring(data) for name, data in files.items() if name.endswith(".opf"))
    facts = {etree.QName(node).localname: node.text or "" for node in opf.iter(tag=etree.Element) if not len(node)}
    pages = [files[node.get("href", "")] for node in opf.iter("{*}item") if node.get("media-type") == "application/xhtml+xml"]
    roots = [etree.fromstring(page) for page in pages]
    entries: dict[str, list[str]] = {}
    for entry in (node for root in roots for node in root.iter("{*}entry")):
        assert entry.get("name") == facts["DefaultLookupIndex"]
        assert len(list(entry.iter("{*}iform"))) <= 255
        for word in (*entry.iter("{*}orth"), *entry.iter("{*}iform")):
            entries.setdefault(word.get("value", ""), []).append("".join(entry.itertext()))
    anchors = {node.get("id") for root in roots for node in root.iter("{*}a")}
    links = [node.get("href", "") for root in roots for node in root.iter("{*}a")]
    return Kindle(facts, entries, tuple(link for link in links if link and link.removeprefix("#") not in anchors))
