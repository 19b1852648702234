"""Word documents as sources: nothing of the text is lost, what is left out is said, and no other file is opened."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edition.sources.docx import read_docx
from reader.errors import ReaderError
from reader.model import Source
from tests.growing import MOST, TIMES, growth
from tests.sizes import examples
from tests.word import NAMESPACES, document, paragraph, picture

PANDOC = """
# 标题

正文有**粗体**、10^25^和H~2~O，还有$x^2+\\frac{a+b}{c}$。注[^1]。

1. 一
   - 甲
2. 二

> 引文

| 甲 | 乙 |
|---|---|
| 1 | 2 |

[^1]: 脚注文字。
"""


def read(body: str, *rows: tuple[str, str, str], **parts: str | bytes) -> Source:
    return read_docx(document(body, *rows, **parts), name="a.docx")


def said(source: Source) -> str:
    return "\n".join(f"{finding.code}: {finding.text}" for finding in source.findings)


@cache
def of_pandoc() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        pypandoc.convert_text(PANDOC, "docx", format="markdown", outputfile=f"{folder}/a.docx")
        return (Path(folder) / "a.docx").read_bytes()


def test_a_whole_document_is_read_whole() -> None:
    source = read_docx(of_pandoc(), name="a.docx")
    lines = ["标题", "正文有粗体、1025和H2O，还有x2+(a+b)/c。注。", "一", "甲", "二", "引文", "甲", "乙", "1", "2", "脚注文字。"]
    assert source.text.split("\n") == lines
    marked = {mark.kind: source.text[mark.start : mark.end] for mark in source.marks if mark.kind != "sup"}
    assert marked["heading"] == "标题"
    assert (marked["strong"], marked["sub"]) == ("粗体", "2")
    assert [source.text[mark.start : mark.end] for mark in source.marks if mark.kind == "sup"] == ["25", "2"]
    kinds = {group.kind: source.text[group.start : group.end] for group in source.groups}
    assert (kinds["ol"], kinds["ul"], kinds["quotation"], kinds["note"]) == ("一\n甲\n二", "甲", "引文", "脚注文字。")
    assert "table" in kinds


def test_tracked_changes_are_read_as_if_accepted() -> None:
    body = (
        '<w:p><w:r><w:t>一</w:t></w:r><w:ins w:id="1"><w:r><w:t>加</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="3"><w:r><w:t>移</w:t></w:r></w:moveFrom><w:moveTo w:id="4"><w:r><w:t>到</w:t></w:r></w:moveTo></w:p>'
    )
    source = read(body)
    assert source.text == "一加到"
    assert "docx-changes: tracked changes are read as if all were accepted: 2 insertions, 2 deletions" in said(source)


def test_readings_fields_and_text_boxes_keep_their_words() -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>tóu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>头</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    field = '<w:fldSimple w:instr="DATE"><w:r><w:t>域</w:t></w:r></w:fldSimple>'
    box = f"<wps:txbx><w:txbxContent>{paragraph('框')}</w:txbxContent></wps:txbx>"
    drawing = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice></mc:AlternateContent></w:r>'
    source = read(f"<w:p>{ruby}{field}</w:p><w:p>{drawing}<w:r><w:t>旁</w:t></w:r></w:p>")
    assert source.text.split("\n") == ["头域", "旁", "框"]
    assert [(mark.kind, mark.ref) for mark in source.marks if mark.kind == "ruby"] == [("ruby", "tóu")]


def test_hidden_text_and_what_nobody_knows_is_said() -> None:
    source = read("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r><w:foo><w:r><w:t>未知</w:t></w:r></w:foo></w:p>")
    assert source.text == "显"
    assert "docx-dropped: not in the book: hidden text 1, w:foo 1" in said(source)


def test_numbers_that_the_book_shows_otherwise_are_said() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{level.format(*look)}</w:abstractNum>'
        for at, look in enumerate((("decimal", "%1."), ("chineseCounting", "第%1条"), ("bullet", "·")))
    )
    numbers = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(3))
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>条</w:t></w:r></w:p>'
    body = "".join(numbered.format(at) for at in (0, 1, 1, 2))
    source = read(body, ("rId5", "numbering", "numbering.xml"), numbering_xml=f"<w:numbering {NAMESPACES}>{kinds}{numbers}</w:numbering>")
    assert said(source).endswith("第%1条 (chineseCounting) 2")


def test_no_other_file_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    opened: list[object] = []
    monkeypatch.setattr("builtins.open", lambda *args, **_: opened.append(args))
    monkeypatch.setattr("urllib.request.urlopen", lambda *args, **_: opened.append(args))
    for target in (secret.as_uri(), "https://example.com/a.png", "file:///etc/hostname"):
        source = read(paragraph("正文") + picture('r:link="rId9"', "外面的图"), ("rId9", "image", target))
        assert source.text.split("\n") == ["正文", "外面的图"]
        assert "picture-lost" in said(source)
        assert not source.pictures
    source = read(paragraph("正文") + picture('r:embed="rId9"'), ("rId9", "image", "../../../../../../etc/hostname"))
    assert not source.pictures
    assert opened == []


@pytest.mark.parametrize("own", ["00AB12CD", "7FFFFFFF"])
def test_words_own_id_of_a_paragraph_names_its_block(own: str) -> None:
    assert read(paragraph("一", own) + paragraph("二")).names[0] == f"p{own.lower()}"


def test_without_an_id_a_paragraph_is_named_for_its_text_wherever_it_stands() -> None:
    one, other = read(paragraph("甲") + paragraph("乙") + paragraph("甲")), read(paragraph("乙") + paragraph("丙") + paragraph("甲"))
    assert one.names[1] == other.names[0]
    assert one.names[0] == other.names[2]
    assert one.names[2] == f"{one.names[0]}-2"
    assert len(set(one.names)) == 3


@settings(deadline=None, max_examples=examples(30))
@given(st.lists(st.tuples(st.text("茶头发AI，。", min_size=1, max_size=8), st.sampled_from(["", "00000001", "00000002"])), min_size=1, max_size=8))
def test_names_are_unique_and_every_word_comes_through(paragraphs: list[tuple[str, str]]) -> None:
    source = read("".join(paragraph(text, own) for text, own in paragraphs))
    assert source.text.split("\n") == [text for text, _ in paragraphs]
    assert len(set(source.names)) == len(source.names) == len(paragraphs)


BAD = {
    "not a readable zip": b"PK\x03\x04",
    "is damaged": document("<w:p>"),
    "document type definition": document("", footnotes_xml="<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"),
    "hundreds deep": document("<w:tbl><w:tr><w:tc>" * 500 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 500),
    "holds no text": document(""),
}


@pytest.mark.parametrize("words", BAD)
def test_what_is_no_sound_document_is_refused_in_one_line(words: str) -> None:
    with pytest.raises(ReaderError, match=words) as error:
        read_docx(BAD[words], name="a.docx")
    assert "\n" not in str(error.value)
    assert error.value.advice


@settings(deadline=None, max_examples=examples(60))
@given(st.data())
def test_a_damaged_document_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(document(paragraph("正文") + paragraph("又一段")))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    message = ""
    try:
        read_docx(bytes(whole), name="a.docx")
    except ReaderError as error:
        message = str(error)
    assert "\n" not in message


def test_a_long_document_takes_time_that_grows_with_it() -> None:
    small, large = (document("".join(paragraph("人工智能很热。" * 10) for _ in range(count))) for count in (500, TIMES * 500))
    assert growth(lambda data: read_docx(data, name="a.docx"), small, large) <= MOST
