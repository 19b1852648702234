"""What a stranger's file costs grows with its size, no faster: each format on 64 kB of what it is likely to stumble over."""

from __future__ import annotations

import pytest

from reader.marks.anchor import Lost, anchor
from reader.marks.found import LONGEST, Found
from reader.marks.recognise import FORMATS, format_of, read_marks_file
from tests.growing import MOST, TIMES, growth
from tests.marks import shipped

SIZE = 1 << 16
# Databases are opened by a process of their own, whose time is not this one's.
IN_PROCESS = frozenset(FORMATS) - {"kobo", "apple", "calibrelibrary"}
META = "书\n- 您在位置 #1的标注 | 添加于 "
HEADS = {
    "lua": "return {",
    "kindle": META,
    "text": "-=-=-=-=-=-\n-- Page: 1, added on Sun\n",
    "markdown": "# 书\n### Page 1 @ Sunday\n",
    "weread": "《书》\n1个笔记\n◆ ",
    "share": "“一”\n\n摘录来自\n书\n",
    "moon": "1\nindent:true\ntrim:false\n#\n",
    "csv": "Highlight,Book Title\n",
    "json": '{"entries":[{"text":"a","time":1}],"x":"',
    "html": '<html><div style="display:inline-block; width:0.2em">',
    "nothing": "",
}
FILLERS = (
    *(" ", "\n", "\n\n", "\u3000", "“", "”", "(", ")", "（", "[", "{", "\\", '"', "'", "<", "&", ",", "*", "-", "--", "="),
    *("==========\n", "1", "年", "上午", "# ", "◆ ", ">>\n", "《"),
)


@pytest.mark.parametrize("head", HEADS)
def test_trouble_takes_time_that_grows_with_it(head: str) -> None:
    def read(data: bytes) -> None:
        for name in {format_of(data), *(IN_PROCESS if head == "nothing" else ())} - {""}:
            read_marks_file(data, name)

    def grown(filler: str) -> float:
        small, large = ((HEADS[head] + filler * (size // len(filler.encode()))).encode() for size in (SIZE // TIMES, SIZE))
        return growth(read, small, large)

    assert {filler: times for filler in FILLERS if (times := grown(filler)) > MOST} == {}


@pytest.mark.parametrize("quote", ["1" * LONGEST, "算" * LONGEST, "算1" * LONGEST, "国内人工智能的问题是卡在算力上。" * 10_000, " " * LONGEST + "算力"])
def test_the_longest_quotation_is_an_orphan_soon(quote: str) -> None:
    desk = shipped()
    assert isinstance(anchor(Found(quote), desk), Lost)
    assert growth(lambda words: anchor(Found(words), desk), quote[: len(quote) // TIMES], quote) <= MOST
