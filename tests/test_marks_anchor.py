"""Where a quotation of a device comes to stand in the text: right, or nowhere."""

from __future__ import annotations

import pytest

from reader.marks.anchor import Lost, Placed, anchor
from reader.marks.found import Found
from reader.marks.seek import MOST
from tests.marks import club, shipped


def words(found: Found, *, shipped_edition: bool = False) -> str:
    """`essay: words` of the place that a mark gets, with * before where it has moved; the reason where it has none."""
    desk = shipped() if shipped_edition else club()
    placed = anchor(found, desk)
    if isinstance(placed, Lost):
        return placed.reason
    text = desk.texts[placed.essay][placed.start : placed.end].replace("\n\n", "\n")
    return f"{'*' if placed.moved else ''}{placed.essay}: {text}"


SEVERAL = "its words stand in several places, and the file does not say in which"
SHORT = "fewer than 4 characters, and the file does not say where they stand"
MATTER = "it stands in the notes or on a page of the book's own, not in an essay"


@pytest.mark.parametrize(
    ("found", "place"),
    [
        # as it stands; in the other script; with a marker in it, at its end, at its beginning
        (Found("茶馆里里外外都是闲人"), "cha: 茶馆里里外外都是闲人"),
        (Found("茶館裡裡外外都是閒人"), "cha: 茶馆里里外外都是闲人"),
        (Found("NVLink1再快，也快"), "cha: NVLink再快，也快"),
        (Found("也快不过一口浓茶※101"), "cha: 也快不过一口浓茶"),
        (Found("2再快，也快不过"), "cha: 再快，也快不过"),
        # over two paragraphs, with whatever between them
        (Found("“茶是有用的。”\n喝咖啡的人"), "cha: “茶是有用的。”\n喝咖啡的人"),
        (Found("“茶是有用的。”喝咖啡的人"), "cha: “茶是有用的。”\n喝咖啡的人"),
        # twice in the book: by the chapter, the page, what stands around, an id; else nowhere
        (Found("头发白得慢"), SEVERAL),
        (Found("头发白得慢", chapter="咖啡的辩护"), "kafei: 頭髮白得慢"),
        (Found("头发白得慢", href="OEBPS/text/cha.xhtml"), "cha: 头发白得慢"),
        (Found("头发白得慢", prefix="人"), SEVERAL),
        (Found("头发白得慢", prefix="说喝茶的人"), "kafei: 頭髮白得慢"),
        (Found("头发白得慢", suffix="。茶馆里里外外"), "cha: 头发白得慢"),
        (Found("头发白得慢", position="epubcfi(/6/10!/4/2/4[kafei-l2]/1:7)"), "kafei: 頭髮白得慢"),
        (Found("提神", position="#kafei-l5"), "kafei: 提神"),
        # too short to be looked for without a position
        (Found("茶馆"), SHORT),
        (Found("茶馆", position="#cha-l3"), "cha: 茶馆"),
        # of the book's own pages
        (Found("喝茶的人", href="text/disputes.xhtml"), MATTER),
        (Found("喝茶的人", chapter="术语表"), MATTER),
        # elsewhere, gone, nothing
        (Found("茶馆里里外外", chapter="咖啡的辯護"), "its words stand in another essay than the device says"),
        (Found("这一句从来不在这本书里面"), "its words are not in this edition"),
        (Found("12345"), "numbers alone are no quotation"),
        (Found(""), "the file says no words of the text"),
        # a few characters are others
        (Found("喝咖啡的人可不这么看；他们要赶时间"), "*cha: 喝咖啡的人不这么看；他们要赶时间"),
    ],
)
def test_where_a_mark_comes_to_stand(found: Found, place: str) -> None:
    assert words(found) == place


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("至於美國AI晶片強一些", "wushi: 至于美国AI芯片强一些"),  # Taiwan's own words
        ("英偉達的NVlink3技術", "maojie: 英伟达的NVlink技术"),
        ("256个GH200芯片", SEVERAL),
        ("56个GH200芯片的DGX", "maojie: 56个GH200芯片的DGX"),
        ("296个GH200芯片的DGX", "its words are not in this edition"),  # another number than the text's
    ],
)
def test_where_a_mark_in_the_shipped_edition_comes_to_stand(quote: str, place: str) -> None:
    assert words(Found(quote), shipped_edition=True) == place


def test_an_orphan_has_its_nearest_candidates() -> None:
    lost = anchor(Found("茶馆里里外外全是忙人呀"), club())
    assert isinstance(lost, Lost)
    assert "茶馆里里外外都是闲人" in lost.nearest[0]


def test_every_sentence_of_the_shipped_edition_comes_to_its_own_place() -> None:
    desk = shipped()
    wrong = []
    for block in desk.blocks.values():
        text = desk.texts[block.essay]
        for start in range(block.start, block.end, 40):
            end = min(start + 25, block.end)
            placed = anchor(Found(text[start:end]), desk)
            if isinstance(placed, Placed) and (placed.essay, placed.start) != (block.essay, start) and text[start:end].strip() == text[start:end]:
                wrong.append((block.essay, text[start:end], placed))
    assert wrong == []


def test_words_that_stand_everywhere_are_looked_for_in_the_whole_block_that_a_device_names() -> None:
    texts, word = shipped().texts, "的"
    assert sum(text.count(word) for text in texts.values()) > 10 * MOST
    seen = {1: 0, 2: 0}
    for name, place in shipped().blocks.items():
        stretch = texts[place.essay][place.start : place.end]
        where = anchor(Found(word, position=f"#{name}"), shipped())
        if stretch.count(word) == 1:
            assert where == Placed(place.essay, place.start + stretch.index(word), place.start + stretch.index(word) + 1)
        else:
            assert isinstance(where, Lost)
        seen[min(2, max(1, stretch.count(word)))] += 1
    assert min(seen.values()) > 20
    assert isinstance(anchor(Found(word), shipped()), Lost)
