"""Bytes of an XML file ↔ its text, in the encoding that it names."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from reader.errors import InputError

DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What calls itself GB2312 is nearly always GBK.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}


class Decoded(Struct, frozen=True, gc=False):
    """A file as text, and how to write it back: a byte order mark and a codec."""

    text: str
    codec: str
    mark: bytes = b""


def decode(data: bytes, *, where: str) -> Decoded:
    """The text of an XML file (XML 1.0, appendix F); raises InputError when its bytes are not in the encoding that it names."""
    mark, codec = next(((mark, codec) for mark, codec in MARKS if data.startswith(mark)), (b"", ""))
    if not codec:
        named = DECLARED.match(data[:400])
        codec = named[1].decode().lower() if named else "utf-8"
        codec = WIDER.get(codec, codec)
    try:
        result = Decoded(data[len(mark) :].decode(codec), codec, mark)
        if encode(result.text, result) == data:
            return result
    except (UnicodeDecodeError, LookupError):
        pass
    raise InputError(f"is not in the encoding that it names ({codec})", where=where, advice="save it as UTF-8")


def encode(text: str, like: Decoded) -> bytes:
    """The bytes of `text`, written as `like` was; what that encoding cannot write becomes a character reference."""
    return like.mark + text.encode(like.codec, "xmlcharrefreplace")
