"""Addresses in running text stay as they are, and what stands around them is converted."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from chinese import texts
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sizes import examples

from reader.model import Block, Script, Span
from reader.script.addresses import COMMON, addresses, may_hold_address
from reader.script.choices import examine
from reader.script.convert import convert, convert_block

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
# Each in a sentence, the address in brackets of its own.
SENTENCES = (
    "头发见⟦http://例子.中国/发展⟧。头发",
    "⟦https://用户:密码@发展.例子.中国:8080/后面/里面.html?头发=干#发⟧ 后面",
    "见（⟦www.例子.中国/里面⟧），后面",
    "发展⟦WWW.发展.公司⟧的网站",
    "⟦http://例子.中国⟧的网站后面",
    "写信至⟦后面@例子.中国⟧，或⟦abc@发展.公司⟧。",
    "写给mailto:⟦后面@发展.中国⟧",
    "https://example.com查看发展。",
    "请访问https://example.com/a查看发展。",
    "发邮件至abc@example.com发展",
    "见⟦https://zh.example.org/wiki/头发⟧ 后面",
    "见⟦https://zh.example.org/wiki/C语言⟧",
    "⟦baike.example.com/item/头发/123⟧，发展",
    "微博@人民日报发展",
    "用node.js/发展，3.5发展，A.发展",
    "图书馆⟦https://里面⟧",
    "http:// 发展 www. 发展 @ 发展",
    "软件见⟦http://软件.中国/程序员⟧，程序员",
)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("words", [False, True])
def test_an_address_stays_and_the_sentence_does_not(sentence: str, words: bool) -> None:
    outside = [part.partition("⟧")[2] if number else part for number, part in enumerate(sentence.split("⟦"))]
    inside = [part.partition("⟧")[0] for part in sentence.split("⟦")[1:]]
    text = sentence.replace("⟦", "").replace("⟧", "")
    assert [text[start:end] for start, end in addresses(text)] == inside
    done = [convert(part, target="zh-Hant-TW", origin="zh-Hans", words=words) for part in outside]
    expected = "".join(piece for pair in zip(done, [*inside, ""], strict=True) for piece in pair)
    assert convert(text, target="zh-Hant-TW", origin="zh-Hans", words=words) == expected
    choices = examine(Block("a", "paragraph", text), target="zh-Hant-TW", origin="zh-Hans", words=words).choices
    assert [one for one in choices if any(one.before in address for address in inside) and not any(one.before in part for part in outside)] == []


def test_an_address_is_found_through_what_nobody_sees() -> None:
    text = "http://例子.中国/\u200b理\u00ad发，理发"
    assert convert(text, target="zh-Hant-TW", origin="zh-Hans") == "http://例子.中国/\u200b理\u00ad发，理髮"


SIGNS = ("http://", "www.", "@", ".中国", "/", ".com/", "a", "发", "。", ".", ":", "?")


@example("http://“@发", "zh-Hant-TW", False)  # a mark that conversion changes is no part of an address
@settings(max_examples=examples(300))
@given(st.lists(st.one_of(st.sampled_from(SIGNS), texts(most=1)), max_size=12).map("".join), st.sampled_from(SCRIPTS), st.booleans())
def test_addresses_are_apart_in_order_and_stay(text: str, target: Script, words: bool) -> None:
    found = list(addresses(text))
    assert found == sorted(found)
    assert all(start < end for start, end in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    spans = tuple(Span(start, end, "em") for start, end in found)
    block = convert_block(Block("a", "paragraph", text, spans), target=target, origin="zh-Hans", words=words)
    if block.lang != "ja":
        assert [text[start:end] for start, end in found] == [block.text[span.start : span.end] for span in block.spans]


@given(st.lists(st.sampled_from([".", "com", "cn", "/", "@", ":", "www", "WWW", "甲", "a", "\n"]), max_size=8).map("".join))
def test_a_text_that_the_quick_look_passes_over_holds_no_sign(text: str) -> None:
    assert may_hold_address(text) or not re.search(f"://|@|www[.]|WWW[.]|[.]({COMMON.replace(' ', '|')})/", text)
