"""A book → the same book with something odd about it, by a seed: bytes, the zip's headers, what files are there, markup, encodings."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

from tests.zips import PLACES

Files = dict[str, bytes]
Chance = random.Random

TEXTS = (".xhtml", ".html", ".htm", ".xml", ".opf", ".ncx", ".svg", ".css")
NUMBERS = (0, 1, 2, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
# What strangers' files hold that nobody expects; each is put somewhere in a file.
SCRAPS = """\
头发
程序员的软件，里面干净。
<b>头</b>发
头&shy;发
头&#x200B;发
&#0;
&#xD800;
&#x110000;
&nobody;
&
<
>
"
'
\x00
\x0c
\u2028
\ufeff
\ufffe
<![CDATA[
]]>
<!--
-->
<?
?>
<!DOCTYPE
<!DOCTYPE html [<!ENTITY a "&a;&a;">]>
<!ENTITY % x SYSTEM "file:///etc/passwd">
<script>
</script>
<style>writing-mode: vertical-rl
</p>
<p>
</div>
<br>
<ruby>头<rt>tóu</rt>发</ruby>
 lang="ja"
 xml:lang="zh-TW"
 lang=
=
<p lang='zh-HK'>裏面</p>
<a href="#">1</a>
<a epub:type="noteref" href="#n">1</a>
<aside epub:type="footnote" id="n">
http://例子.中国/发展
5’10”
“
”
「
𠜎😀
é
\u200e\u202e
日本の国会
<math><mtext>头发</mtext></math>
<svg><title>头发</title></svg>
<img alt="头发" src="x.png"/>
""".strip("\n").split("\n")
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "shift_jis", "iso-8859-1", "utf-7", "idna", "undefined", "UTF-8", "x-nobody", "utf-32")
NAMES = (
    "a/../../b.xhtml",
    "/etc/a.xhtml",
    "a\\b.xhtml",
    "头发.xhtml",
    "a" * 300 + ".xhtml",
    "a%20b.xhtml",
    "A.XHTML",
    "a\0b",
    "con",
    "META-INF/encryption.xml",
    "META-INF/rights.xml",
)


def mutant(data: bytes, chance: Chance) -> bytes:
    """One to three changes of a book; the same chance makes the same."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(CHANGES)(data, chance)
    return data


def files_of(data: bytes) -> Files | None:
    """The files of a zip, if it is one that Python reads whole and that is not huge when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if sum(info.file_size for info in book.infolist()) > 50_000_000:
                return None
            return {info.filename: book.read(info) for info in book.infolist() if not info.is_dir()}
    except Exception:  # whatever a former change has led to
        return None


def packed(files: Files) -> bytes:
    """The files as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, data in files.items():
            book.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def flip_bytes(data: bytes, chance: Chance) -> bytes:
    """Some bytes anywhere are others, more often near the end, where the zip's directory is."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        if changed:
            place = chance.randrange(len(changed)) if chance.random() < 0.5 else len(changed) - 1 - min(int(chance.expovariate(1 / 200)), len(changed) - 1)
            changed[place] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: Chance) -> bytes:
    """The end, the beginning or the middle is gone, or there is more."""
    place = chance.randrange(len(data) + 1)
    return chance.choice((data[:place], data[place:], data[:place] + data[place + 100 :], data + data[:place], b"\0" * 50 + data))


def lie_in_header(data: bytes, chance: Chance) -> bytes:
    """An entry's header, the directory's or the end's says something else."""
    changed = bytearray(data)
    if chance.random() < 0.2:
        end = data.rfind(b"PK\5\6")
        if 0 <= end <= len(data) - 22:
            struct.pack_into("<H", changed, end + chance.randrange(4, 20), chance.choice(NUMBERS) & 0xFFFF)
        return bytes(changed)
    own, directory, size = chance.choice(list(PLACES.values()))
    for signature, place in ((b"PK\3\4", own), (b"PK\1\2", directory)):
        starts = [start for start in _places(data, signature) if start + 46 <= len(data)]
        if place is not None and starts and chance.random() < 0.8:
            start = chance.choice(starts)
            value = chance.choice((*NUMBERS, chance.randrange(1 << 16), 1, 8, 9, 12, 14, 99))
            changed[start + place : start + place + size] = (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")
    return bytes(changed)


def _places(data: bytes, signature: bytes) -> list[int]:
    found, at = [], data.find(signature)
    while at >= 0:
        found.append(at)
        at = data.find(signature, at + 4)
    return found


def other_files(data: bytes, chance: Chance) -> bytes:
    """A file is gone, empty, cut short, another's, called otherwise, or there twice."""
    files = files_of(data)
    if not files:
        return data
    name = chance.choice(list(files))
    match chance.randrange(6):
        case 0:
            del files[name]
        case 1:
            files[name] = files[name][: chance.randrange(len(files[name]) + 1)]
        case 2:
            files[name] = files[chance.choice(list(files))]
        case 3:
            files[chance.choice(NAMES)] = files.pop(name)
        case 4:
            files[f"{name}/"] = files[name]
        case _:
            return _twice(files, name)
    return packed(files)


def _twice(files: Files, name: str) -> bytes:
    other = f"{name[:-1]}~"
    return packed({**files, other: files[name][::-1]}).replace(other.encode(), name.encode())


def in_text(change: Callable[[str, Chance], str]) -> Callable[[bytes, Chance], bytes]:
    """A change of one of the book's text files."""

    def changed(data: bytes, chance: Chance) -> bytes:
        files = files_of(data)
        names = [name for name in files or () if name.lower().endswith(TEXTS)]
        if not files or not names:
            return data
        name = chance.choice(names)
        files[name] = change(files[name].decode("utf-8", "surrogateescape"), chance).encode("utf-8", "surrogateescape")
        return packed(files)

    return changed


def add_scraps(text: str, chance: Chance) -> str:
    """Something that nobody expects, once or often."""
    place, scrap = chance.randrange(len(text) + 1), chance.choice(SCRAPS)
    return text[:place] + scrap * chance.choice((1, 1, 1, 2, 50, 2000)) + text[place:]


def nest(text: str, chance: Chance) -> str:
    """Elements in one another, closed or not."""
    place, name, depth = (
        chance.randrange(len(text) + 1),
        chance.choice(("div", "b", "span", "ruby", "li", "sup", "math", "m:mrow", "x")),
        chance.choice((3, 300, 6000)),
    )
    return text[:place] + f"<{name}>" * depth + "头发" + f"</{name}>" * chance.choice((depth, depth - 1, 0, depth + 1)) + text[place:]


def tear(text: str, chance: Chance) -> str:
    """A stretch is gone, doubled, or stands elsewhere; often it is a tag or a quotation mark."""
    marks = [at for at, char in enumerate(text) if char in "<>\"'=/&;"] or [0]
    start = chance.choice((chance.choice(marks), chance.randrange(len(text) + 1)))
    end = min(start + chance.choice((1, 1, 5, 50, 1000)), len(text))
    elsewhere = chance.randrange(len(text) + 1)
    return chance.choice((text[:start] + text[end:], text[:end] + text[start:end] * 3 + text[end:], text[:elsewhere] + text[start:end] + text[elsewhere:]))


def swap_words(text: str, chance: Chance) -> str:
    """A word of markup is another: an attribute's name, a media type, a path."""
    words = (
        "href",
        "id",
        "idref",
        "media-type",
        "full-path",
        "application/xhtml+xml",
        "version",
        "lang",
        "type",
        "properties",
        "xhtml",
        "opf",
        "dc:",
        "<p",
        "<body",
        "<head",
        "<html",
    )
    old, new = chance.choice(words), chance.choice((*words, *NAMES, "", "头发", "../" * 20, "http://a.b/", "data:,x", "image/svg+xml", "text/html"))
    return text.replace(old, new, chance.choice((1, 1, -1)))


def other_encoding(data: bytes, chance: Chance) -> bytes:
    """A text file in another encoding, or one that only says so."""
    files = files_of(data)
    names = [name for name in files or () if name.lower().endswith(TEXTS)]
    if not files or not names:
        return data
    name, codec = chance.choice(names), chance.choice(ENCODINGS)
    text = files[name].decode("utf-8", "replace")
    declaration = f'<?xml version="1.0" encoding="{codec}"?>'
    text = text.replace("utf-8", codec, 1).replace("UTF-8", codec, 1) if "encoding=" in text[:100] else declaration + text
    try:
        files[name] = text.encode(codec if chance.random() < 0.7 else "utf-8", "xmlcharrefreplace")
    except (LookupError, UnicodeError):
        files[name] = text.encode()
    return packed(files)


CHANGES: tuple[Callable[[bytes, Chance], bytes], ...] = (
    flip_bytes,
    cut,
    lie_in_header,
    lie_in_header,
    other_files,
    other_encoding,
    *(in_text(change) for change in (add_scraps, add_scraps, add_scraps, nest, tear, tear, swap_words)),
)
