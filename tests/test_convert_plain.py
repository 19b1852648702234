"""Texts, Markdown and pages: the cases in `tests/cases/plain` (see its README), encodings, and laws."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import examples

from reader.convert.kinds import kind_by_content, kind_by_name
from reader.convert.lines import read_markdown
from reader.convert.plain import convert_plain, decoded, plain_receipt
from reader.edition.sources.markspans import not_prose
from reader.epub.convert import Wish
from reader.epub.textmap import whole
from reader.errors import InputError
from reader.model import Script
from reader.script.batch import convert_all
from reader.script.detect import detect
from reader.script.exceptions import our_exceptions
from reader.script.japanese import is_japanese

CASES = Path(__file__).parent / "cases" / "plain"
NAMES = sorted(path.parent.name for path in CASES.glob("*/wish.txt"))
SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
TW = Wish("zh-Hant-TW")


@pytest.mark.parametrize("case", NAMES)
def test_a_file_becomes_what_its_case_says_and_converted_again_the_same(case: str) -> None:
    before = next((CASES / case).glob("before.*"))
    target, *words = (CASES / case / "wish.txt").read_text(encoding="utf-8").split()
    wish, kind = Wish(target, words=bool(words)), kind_by_name(before)  # type: ignore[arg-type]
    after = CASES / case / f"after{before.suffix}"
    result = convert_plain(before.read_bytes(), kind, wish, name="a")
    assert result.data.decode() == (after if after.exists() else before).read_text(encoding="utf-8")
    assert convert_plain(result.data, kind, wish, name="a").data == result.data
    assert bool(result.changed) == after.exists()


@settings(deadline=None, max_examples=examples(150))
@given(
    st.lists(texts(most=6).map(lambda text: text.replace("\n", "")), max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(SCRIPTS),
)
def test_each_line_converts_as_a_text_of_its_own_and_ends_and_encoding_stay(lines: list[str], end: str, codec: str, target: Script) -> None:
    lines = [line for line in lines if not is_japanese(line)]
    data = end.join(["这里是头发的说明", *lines, ""]).encode(codec)
    result = convert_plain(data, "text", Wish(target), name="a.txt")
    weighed = [("这里是头发的说明", detect("这里是头发的说明")), *((line, detect(line)) for line in lines)]
    votes = [evidence.writing for _, evidence in weighed if evidence.writing]
    origin: Script = "zh-Hans" if 2 * votes.count("zh-Hans") >= len(votes) else "zh-Hant-TW"
    after = convert_all(weighed, target=target, origin=origin, exceptions=our_exceptions())
    assert result.data == end.join([*after, ""]).encode(codec)


@pytest.mark.parametrize(
    ("data", "target", "after", "codes"),
    [
        ("后面的头发很长，软件工程师说。\r\n".encode("gbk"), "zh-Hant-TW", "後面的頭髮很長，軟件工程師說。\r\n".encode("gb18030"), ["source-encoding"]),
        ("後面的頭髮，我們的國家\n".encode("big5"), "zh-Hant-HK", "後面的頭髮，我們的國家\n".encode("big5"), ["source-encoding"]),
        ("後面的頭髮，我們這裡說\n".encode("big5"), "zh-Hans", "后面的头发，我们这里说\n".encode(), ["source-encoding", "convert-encoding"]),
        ("\ufeff头发".encode("utf-16-be"), "zh-Hant-TW", "\ufeff頭髮".encode("utf-16-be"), ["source-encoding"]),
        ("头\0发\n发".encode(), "zh-Hant-TW", "頭\0發\n發".encode(), []),
        (b"nothing here\n", "zh-Hant-TW", b"nothing here\n", ["convert-nothing"]),
        (b"", "zh-Hant-TW", b"", ["convert-nothing"]),
    ],
)
def test_the_encoding_is_found_and_kept_where_it_can_be(data: bytes, target: Script, after: bytes, codes: list[str]) -> None:
    result = convert_plain(data, "text", Wish(target), name="a.txt")
    assert result.data == after
    assert [finding.code for finding in result.warnings] == codes


def test_a_page_keeps_its_encoding_and_gets_references_for_what_it_lacks() -> None:
    page = '<html lang="zh-TW"><head><meta charset="big5"></head><body><p>這裡的頭髮，我們說</p></body></html>'
    result = convert_plain(page.encode("big5"), "page", Wish("zh-Hans"), name="a.html")
    text = result.data.decode("big5hkscs")
    assert '<html lang="zh-Hans"><head><meta charset="big5">' in text
    assert "&#36825;里的头发" in text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.4", "this is a PDF, not a text"),
        (b"\xff\xfe\xff\xff\x00\xd8", "goes wrong in line 1"),
        (b"\x80\x81\xfe\xff\xff" * 9, "no encoding that is known"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        convert_plain(data, "text", TW, name="a.txt")


def test_a_text_has_no_chapters() -> None:
    with pytest.raises(InputError, match="has no chapters"):
        convert_plain(b"a", "text", Wish("zh-Hans", only=("a",)), name="a.txt")


@settings(deadline=None, max_examples=examples(200))
@given(
    st.lists(
        st.sampled_from(("头发", "后", "`", "``", "**", "[", "]", "(", ")", "](", "<", ">", "\n", "\n\n", "    ", "```", "[a]: ", "[^1]", "_", "|", "---\n")),
        max_size=24,
    )
)
def test_of_markdown_only_words_change(parts: list[str]) -> None:
    text = "".join(parts)
    apart = not_prose(text)
    assert all(one.start < one.end <= other.start for one, other in pairwise(apart))
    kept = {at for span in apart if span.kind == "code" for at in range(span.start, span.end)}
    after = convert_plain(text.encode(), "markdown", TW, name="a.md").data.decode()
    assert len(after) == len(text)
    assert all(new == old or (old in "头发后" and at not in kept) for at, (old, new) in enumerate(zip(text, after, strict=True)))


def test_words_go_on_behind_marks_and_end_at_programs() -> None:
    assert [whole(text) for text in read_markdown("头**发**[^1]长[a](b)发`头`\n\n    头发\n").texts] == ["头发长[a发`头`"]


@pytest.mark.parametrize(
    ("name", "data", "by_name", "by_content"),
    [
        ("a.txt", b"a", "text", "text"),
        ("a.MD", b"# a", "markdown", "text"),
        ("a.htm", b"\xef\xbb\xbf\n<!DOCTYPE html>", "page", "page"),
        ("a.xhtml", b"<?xml version='1.0'?>", "page", "page"),
        ("a.epub", b"PK\x03\x04", "book", "book"),
        ("a", b"%PDF-", "book", "book"),
        ("b.html", "<HTML lang>".encode("utf-16"), "page", "page"),
        ("c.txt", b"<htmlish>", "text", "text"),
    ],
)
def test_a_kind_is_told_by_the_name_or_by_the_content(name: str, data: bytes, by_name: str, by_content: str) -> None:
    assert (kind_by_name(Path(name)), kind_by_content(data)) == (by_name, by_content)


def test_the_receipt_of_a_text() -> None:
    receipt = plain_receipt(decoded("他的头发\n发\n".encode(), "text", name="a.txt"), "text", TW, name="a.txt")
    assert [(group.before, group.after) for part in receipt.parts for group in part.groups] == [("头发", "頭髮"), ("发", "發")]
