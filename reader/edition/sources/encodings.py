"""Bytes of a source → its text: by byte order mark, by what it declares, or by its characters (charset-normalizer lives here).

UTF-8 needs no word; of every other encoding a finding says that it was read so, and why.
"""

from __future__ import annotations

import codecs

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import EditionError
from reader.model import Finding

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32", "utf-32-be": "UTF-32"}
# What calls itself one of these is in the wider one (WHATWG Encoding, "Names and labels"). Others are ignored: programs write them on everything.
DECLARED = {
    **dict.fromkeys(("gb2312", "gb_2312", "gb_2312-80", "csgb2312", "chinese", "gbk", "x-gbk", "cp936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5", "cp950"), "big5hkscs"),
}
# Where the common characters lie (GB 2312 level 1, Big5 level 1): first byte from, to; second byte from.
COMMON = {"gb18030": (0xB0, 0xD7, 0xA1), "big5hkscs": (0xA4, 0xC6, 0x40)}
ENOUGH = 50_000  # bytes that tell what a text is in


class Encoded(Struct, frozen=True, gc=False):
    """A text, the codec and the byte order mark that it came with, and what there is to say of them."""

    text: str
    codec: str = "utf-8"
    mark: bytes = b""
    findings: tuple[Finding, ...] = ()


def read_text(data: bytes, *, name: str, page: bool = False) -> tuple[str, tuple[Finding, ...]]:
    """The text of a source and what there is to say of its encoding; raises EditionError as `decode_text` does."""
    found = decode_text(data, name=name, page=page)
    return found.text, found.findings


def decode_text(data: bytes, *, name: str, page: bool = False) -> Encoded:
    """The text of a file and its encoding; a `page` may declare one.

    Raises EditionError for bytes that are in no encoding known here, or not sound in theirs, with the line.
    """
    mark, codec = next(((mark, codec) for mark, codec in MARKS if data.startswith(mark)), (b"", ""))
    body = data[len(mark) :]
    if codec:
        return replace(_strict(body, codec, "by its byte order mark", name), mark=mark)
    try:
        text, wrong = body.decode("utf-8"), -1
    except UnicodeDecodeError as error:
        text, wrong = "", error.start
    if (wrong >= 0 or b"\0" in body) and (codec := _utf_16(body)):
        return _strict(body, codec, "though it has no byte order mark", name)
    if wrong < 0:
        return Encoded(text)
    return _legacy(body, wrong, name=name, page=page)


def _legacy(body: bytes, wrong: int, *, name: str, page: bool) -> Encoded:
    """The text of what is no Unicode, and no UTF-8 from the byte at `wrong` on."""
    line = body.count(b"\n", 0, wrong) + 1
    if _is_damaged_utf_8(body):
        raise EditionError(f"is damaged: its UTF-8 goes wrong in line {line}", where=name, advice="get a sound copy, or mend that line in your editor")
    codec = _declared(body) if page else ""
    if codec and _decodes(body, codec):
        return _strict(body, codec, "as it declares", name)
    codec = chinese_encoding(body)
    if codec:
        return _strict(body, codec, "as its characters show", name)
    text = f"is in no encoding that is known here (UTF-8, GB18030, Big5, UTF-16); as UTF-8 it goes wrong in line {line}"
    raise EditionError(text, where=name, advice="save the file as UTF-8 in your editor")


def _strict(body: bytes, codec: str, why: str, name: str) -> Encoded:
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        line = body[: error.start].decode(codec, "ignore").count("\n") + 1
        words = f"is {NAMES.get(codec, 'UTF-8')}, {why}, but goes wrong in line {line}"
        raise EditionError(words, where=name, advice="get a sound copy, or save the file as UTF-8 in your editor") from None
    findings = (Finding("source-encoding", "info", name, f"read as {NAMES[codec]}, {why}{_private(text)}"),) if codec != "utf-8" else ()
    return Encoded(text, codec, findings=findings)


def _private(text: str) -> str:
    """Words on characters that only the program that wrote the text could show: old code pages gave some of their own no other place."""
    found = sorted({char for char in text if "\ue000" <= char <= "\uf8ff"})
    return f"; no e-reader can show {', '.join(f'U+{ord(char):04X}' for char in found[:5])}" if found else ""


def chinese_encoding(data: bytes) -> str:
    """The codec of a text in GB18030 (and so GBK, GB 2312) or Big5, by its characters; empty when it is in neither.

    The library says which of the two it may be. It may be either where the text is short: then the one in which its characters are common.
    """
    from charset_normalizer import from_bytes

    found = {name for match in from_bytes(data, cp_isolation=list(COMMON)) for name in (match.encoding, *match.could_be_from_charset)}
    likely = [codec for codec in COMMON if codec in found and _decodes(data, codec)]
    return max(likely, key=lambda codec: _common_share(data[:ENOUGH].decode(codec, "ignore"), codec), default="")


def _common_share(text: str, codec: str) -> float:
    """Which part of the characters beyond ASCII are common ones of this encoding."""
    first, last, second = COMMON[codec]
    wide = [char.encode(codec, "ignore") for char in text if not char.isascii()]
    return sum(first <= char[0] <= last and char[1] >= second for char in wide if len(char) == 2) / max(len(wide), 1)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf_8(data: bytes) -> bool:
    """Is most of it UTF-8? (Such bytes often are GB18030 too, and then read as nonsense.)"""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return 2 * wrong < sum(not char.isascii() for char in text) - wrong


def _utf_16(data: bytes) -> str:
    """The codec of UTF-16 without a byte order mark; empty when the bytes are something else."""
    if len(data) % 2:
        return ""
    texts = {codec: data[:ENOUGH].decode(codec, "ignore") for codec in ("utf-16-le", "utf-16-be")}
    codec = max(texts, key=lambda codec: _likeness(texts[codec]))
    return codec if _likeness(texts[codec]) > 0.5 else ""


def _likeness(text: str) -> float:
    """Which part of a text is Latin, punctuation or a common Chinese character: nearly all, but hardly any where it was read wrongly."""
    plain = sum(" " <= char <= "~" or char in "\t\r\n“”‘’…—·" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" for char in text)
    wide = sum(not char.isascii() for char in text)
    return (plain + wide * max(_common_share(text, codec) for codec in COMMON)) / max(len(text), 1)


def _declared(page: bytes) -> str:
    from bs4.dammit import EncodingDetector

    return DECLARED.get((EncodingDetector.find_declared_encoding(page, is_html=True) or "").lower(), "")
