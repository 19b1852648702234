"""Tables of saved pages: as tables where a telephone shows them, else as rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.editions import entries
from tests.saved_pages import book_of, edition_of


def table(tmp_path: Path, rows: str) -> str:
    page = entries(book_of(edition_of(f"<article><p>始</p><table>{rows}</table></article>", tmp_path / "e")).data)["EPUB/one.xhtml"].decode()
    inner = page.partition("始</p>\n")[2].partition("\n</section>")[0]
    return re.sub(r'<span epub:type="pagebreak"[^>]*></span>| id="one-l\d+"|\n', "", inner)


def row(name: str, *cells: str) -> str:
    return "<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in cells) + "</tr>"


def test_a_table_has_its_head_and_cells_without_words_keep_their_places(tmp_path: Path) -> None:
    made = table(tmp_path, row("th", "型号", "显存") + row("td", "H100", "") + "<tr><td colspan='2'>共两种</td></tr>")
    assert made == (
        '<table class="data"><thead><tr><th scope="col">型号</th><th scope="col">显存</th></tr></thead>'
        '<tbody><tr><td>H100</td><td></td></tr><tr><td colspan="2">共两种</td></tr></tbody></table>'
    )


def test_a_cell_with_several_paragraphs_keeps_them(tmp_path: Path) -> None:
    made = table(tmp_path, row("td", "甲", "<p>一</p><p>二</p>") + row("td", "乙", "<ul><li>三</li></ul>"))
    assert "<td><p>一</p><p>二</p></td>" in made
    assert "<td><ul><li>三</li></ul></td>" in made


@pytest.mark.parametrize(
    ("columns", "cell", "wide"),
    [
        (2, "很长的一段话" * 10, False),
        (3, "很长的一段话" * 10, False),
        (4, "五个字的格", False),
        (4, "六个字的格子", True),
        (8, "12", False),
        (12, "2023", True),
    ],
)
def test_a_table_is_wide_when_its_columns_would_not_fit_on_a_telephone(columns: int, cell: str, wide: bool, tmp_path: Path) -> None:
    made = table(tmp_path, row("th", *["列"] * columns) + row("td", *[cell] * columns))
    assert made.startswith('<div class="rows">' if wide else "<table")


def entry(name: str, text: str, kind: str = "") -> str:
    return f'<p{kind}><span class="label">{name}：</span><span>{text}</span></p>'


def test_rows_name_their_columns_and_say_each_cell_once(tmp_path: Path) -> None:
    head = "<tr><th rowspan='2'>型号</th><th colspan='2'>容量</th><th rowspan='2'>价格与说明</th></tr>" + row("th", "显存容量大小", "缓存容量大小")
    cells = "<tr><th rowspan='2'>甲乙丙丁戊己</th><td>一</td><td>二</td><td>三</td></tr>" + row("td", "四", "", "六")
    made = table(tmp_path, f"<caption>表</caption>{head}{cells}")
    first = entry("型号", "甲乙丙丁戊己", ' class="row-head"') + entry("容量·显存容量大小", "一") + entry("容量·缓存容量大小", "二") + entry("价格与说明", "三")
    assert made == (
        '<div class="rows"><p class="caption">表</p><p class="heads"><span>型号</span>　<span>容量</span>　<span>价格与说明</span></p>'
        '<p class="heads"><span>显存容量大小</span>　<span>缓存容量大小</span></p>'
        f'<div class="row">{first}</div><div class="row">{entry("容量·显存容量大小", "四")}{entry("价格与说明", "六")}</div></div>'
    )
