"""A file's encoding: only what is one is believed, whatever a stranger's file says."""

from __future__ import annotations

import codecs
import encodings
import pkgutil
from encodings import aliases

import pytest

from reader.epub.encoding import KNOWN, WHOLE, Decoded, decode, encode, writable
from reader.errors import InputError

NAMES = sorted({*aliases.aliases, *aliases.aliases.values(), *(module.name for module in pkgutil.iter_modules(encodings.__path__)), "no-such", "x-gbk", "x"})
PAGE = "<?xml version='1.0' encoding='{}'?><p>头发</p>"


@pytest.mark.parametrize("name", NAMES)
def test_whatever_encoding_a_file_names_it_is_read_and_written_the_same_or_refused(name: str) -> None:
    for data in (PAGE.format(name).encode(), PAGE.format(name).encode("gbk"), PAGE.format(name).encode("ascii", "xmlcharrefreplace")):
        try:
            decoded = decode(data, where="page")
        except InputError:
            continue
        assert decoded.codec in KNOWN
        assert encode(decoded.text, decoded) == data
        assert encode(writable("头頭发髮", decoded), decoded)


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_7", "mbcs", "rot13", "base64", "zlib"])
def test_what_is_no_encoding_of_a_text_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"the encoding that it names \("):
        decode(PAGE.format(name).encode("ascii", "xmlcharrefreplace"), where="page")


def test_every_known_encoding_is_one_of_pythons_and_keeps_markup() -> None:
    for name in KNOWN:
        assert codecs.lookup(name).name == name
        assert "<p>".encode(name).decode(name) == "<p>"


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_what_is_said_to_write_everything_does(name: str) -> None:
    text = "".join(map(chr, [*range(1, 0xD800), *range(0xE000, 0x30000)]))
    assert text.encode(name).decode(name) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_by_its_mark_or_by_its_declaration(codec: str) -> None:
    text = "<?xml version='1.0'?><p>头发</p>"
    for mark in (b"", "\ufeff".encode(codec)):
        decoded = decode(mark + text.encode(codec), where="page")
        assert (decoded.text, decoded.mark) == (text, mark)


@pytest.mark.parametrize("codec", ["utf-32-le", "utf-32-be"])
def test_utf32_is_refused_and_not_taken_for_utf16(codec: str) -> None:
    with pytest.raises(InputError):
        decode(f"\ufeff{PAGE}".encode(codec), where="page")


@pytest.mark.parametrize("name", ["utf-16", "UTF-16BE", "utf-16le", "utf-32", "ucs-2"])
def test_a_declaration_that_is_written_byte_by_byte_names_no_encoding_of_two_bytes_a_character(name: str) -> None:
    data = PAGE.format(name).encode() + b"\n" * (len(PAGE.format(name).encode()) % 4)
    if name == "ucs-2":  # Python knows no such name
        with pytest.raises(InputError):
            decode(data, where="page")
    else:
        assert decode(data, where="page") == Decoded(data.decode(), "utf-8")
