"""Bytes of an XML file ↔ its text, in the encoding that it names."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from reader.errors import InputError

DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
HEAD = 400  # bytes in which a declaration stands
MARKS = (
    *((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),  # before UTF-16, whose mark the first of them begins with
    *((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
)
# A declaration in UTF-16 without a mark (XML 1.0, appendix F).
UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
# What calls itself GB2312 is nearly always GBK.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}
# These write every character.
WHOLE = frozenset({"utf-8", "utf-16-le", "utf-16-be", "gb18030"})
# The encodings of texts, by Python's names for them (those of the WHATWG's Encoding Standard, and their kin). Python knows more, which are
# none, as `idna`, `unicode_escape` or `undefined`; a stranger's file may name any.
KNOWN = WHOLE | frozenset(
    "ascii utf-16 gb2312 gbk big5 big5hkscs cp950 euc_jp shift_jis cp932 iso2022_jp euc_kr cp949 koi8-r koi8-u mac-roman mac-cyrillic cp437 cp850 "
    "cp866 cp874 tis-620 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 "
    "iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16".split()
)


class Decoded(Struct, frozen=True, gc=False):
    """A file as text, and how to write it back: a byte order mark and a codec."""

    text: str
    codec: str
    mark: bytes = b""


def decode(data: bytes, *, where: str) -> Decoded:
    """The text of an XML file (XML 1.0, appendix F); raises InputError when its bytes are not in the encoding that it names."""
    mark, codec = next(((mark, codec) for mark, codec in MARKS if data.startswith(mark)), (b"", ""))
    codec = codec or next((codec for start, codec in UNMARKED if data.startswith(start)), "") or _declared(data)
    if codec in KNOWN:
        try:
            result = Decoded(data[len(mark) :].decode(codec), codec, mark)
            if codec == "utf-8" or encode(result.text, result) == data:  # Python reads no other bytes as UTF-8 than it writes
                return result
        except UnicodeError:
            pass
    raise InputError(f"is not in the encoding that it names ({codec})", where=where, advice="save it as UTF-8")


def _declared(data: bytes) -> str:
    """Python's name of the encoding that a file declares; what it does not know goes by the file's own word.

    A declaration that can be read byte by byte stands in no file of two or four bytes a character: there it is UTF-8, as for browsers.
    """
    found = DECLARED.match(data[:HEAD])
    if not found:
        return "utf-8"
    named = found[1].decode().lower()
    try:
        codec = codecs.lookup(named.removeprefix("x-")).name
    except LookupError:
        return named
    return "utf-8" if codec.startswith(("utf-16", "utf-32")) else WIDER.get(codec, codec)


def encode(text: str, like: Decoded) -> bytes:
    """The bytes of `text`, written as `like` was; raises UnicodeEncodeError for what that encoding cannot write (`writable`)."""
    return like.mark + text.encode(like.codec)


def writable(text: str, like: Decoded) -> str:
    """`text` with a character reference for what the encoding of `like` cannot write."""
    return text if like.codec in WHOLE else text.encode(like.codec, "xmlcharrefreplace").decode(like.codec)
