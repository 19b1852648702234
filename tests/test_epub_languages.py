"""Which language tags of a book are believed, and what is said of those that are and of those that are not."""

from __future__ import annotations

import pytest
from test_epub_convert import BASE, changed_book

from reader.epub.convert import Wish, convert_book
from reader.epub.languages import believed

CHINESE = "<p>这本书讲头发的发展，后面还有几里路。</p>"
TRADITIONAL = "<p>這本書講頭髮的發展，我們知道，他們也說過了。</p>"
JAPANESE = "<p>東京大学の国語学者が、発展について語った。</p>"
KANBUN = "<p>學而時習之、不亦說乎。有朋自遠方來、不亦樂乎。人不知而不慍、不亦君子乎。</p>"
KOREAN = "<p>大韓民國은 民主共和國이다. 모든 權力은 國民으로부터 나온다.</p>"
ENGLISH = "<p>The word 头发 means hair, and so does 髮.</p>"


@pytest.mark.parametrize("tag", ["ja", "ja-JP", "jpn", "ko", "KO_kr", "kor", "vi", "en", "und", "x-none"])
@pytest.mark.parametrize("text", [CHINESE, TRADITIONAL])
def test_a_tag_is_doubted_where_the_text_is_plainly_mandarin(tag: str, text: str) -> None:
    assert believed(tag, text) == ""


@pytest.mark.parametrize(
    ("tag", "text"),
    [("ja", JAPANESE), ("ja", KANBUN), ("ja", "<p>日本国憲法</p>"), ("ko", KOREAN), ("ko", KANBUN), ("vi", KANBUN), ("en", ENGLISH), ("ja", "<p>1</p>")],
)
def test_a_tag_is_believed_where_the_text_may_be_so(tag: str, text: str) -> None:
    assert believed(tag, text) == tag


@pytest.mark.parametrize("tag", ["yue", "wuu", "nan-Hant-TW", "hak", "gan", "hsn"])
def test_a_chinese_language_other_than_mandarin_is_believed(tag: str) -> None:
    assert believed(tag, CHINESE) == tag


def told(tag: str, text: str) -> list[tuple[str, str]]:
    package = (BASE / "book.opf").read_text(encoding="utf-8").replace("<dc:language>zh<", f"<dc:language>{tag}<")
    page = f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{tag}"><body>{text}</body></html>'
    nav = (BASE / "nav.xhtml").read_bytes()
    result = convert_book(changed_book(book_opf=package.encode(), page_xhtml=page.encode(), nav_xhtml=nav), Wish("zh-Hant-TW"))
    return [(one.code, one.text) for one in result.warnings]


def test_what_is_said_of_a_tag_is_true() -> None:
    assert told("zh", CHINESE) == []
    assert told("ja", CHINESE) == [("convert-language", "the book says that its language is ja, but its text is Chinese and is treated so; the tag stays")]
    assert told("yue", CHINESE) == [
        ("convert-nothing", "nothing is converted, because the book says that its language is yue; if it is Chinese, set dc:language and the pages' lang to zh")
    ]
    assert told("ja", KANBUN)[0][1].startswith("nothing is converted, because the book says")
    assert told("ja", JAPANESE * 3) == [("convert-nothing", "the text is Japanese, and stays as it is")]
    assert told("ko", KOREAN) == [("convert-nothing", "no Chinese text was found; the book says its language is ko")]


@pytest.mark.parametrize("tag", ["ja", "zh", "en", ""])
def test_a_japanese_book_is_left_alone_whatever_it_calls_itself_and_its_headings_too(tag: str) -> None:
    assert told(tag, f"<h1>人工知能</h1><p>国際</p>{JAPANESE * 9}") == [("convert-nothing", "the text is Japanese, and stays as it is")]


def test_a_chinese_book_that_quotes_much_japanese_is_converted() -> None:
    assert told("zh", f"<h1>会话</h1>{(JAPANESE + CHINESE) * 9}") == []


def test_no_page_of_a_japanese_book_is_doubted() -> None:
    package = (BASE / "book.opf").read_text(encoding="utf-8").replace("<dc:language>zh<", "<dc:language>ja<")
    pages = {"page_xhtml": f'<html lang="ja"><body>{JAPANESE * 40}</body></html>', "nav_xhtml": f'<html lang="ja"><body>{CHINESE}</body></html>'}
    data = changed_book(book_opf=package.encode(), **{name: page.encode() for name, page in pages.items()})
    assert convert_book(data, Wish("zh-Hant-TW")).data is data
