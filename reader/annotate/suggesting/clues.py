"""What speaks for a Chinese word or a group of words, or against it: names of clues with their strength, which `weights.toml` weighs."""

from __future__ import annotations

import math

from msgspec import Struct

from reader.annotate.suggesting.candidate import MOSTLY
from reader.annotate.suggesting.elsewhere import rarity, rarity_today, shares
from reader.annotate.suggesting.evidence import Evidence
from reader.annotate.suggesting.segments import DOTS, Token, is_known
from reader.annotate.suggesting.sights import Sights

Clues = dict[str, float]

COMMON = 8.3  # a rarity in the segmenter's corpus: 15,000 times there
LENGTHS = tuple(f"length {length}" for length in range(7))  # and more
USUAL = 10.0  # a rarity: rarer words weigh more by each mention, commoner ones less
NOUN_FIRST, NOUN_LAST = frozenset("nljb"), frozenset("nlj")
TAGS = frozenset("nr ns nt nz nrt n v vn i l j a t b".split())
GRAMMATICAL = frozenset("的了是不会能很得着就都也还要把被这那什么怎其之而于以与及或所曰乃则矣焉乎哉我你他她它们")
ENDINGS = tuple(
    "模型 网络 芯片 系统 函数 算法 分布 空间 定律 效应 架构 协议 框架 主义 理论 机制 语言 技术 战争 测试 学习 计算 方法 工程 单元 引擎 平台 "
    "定理 原理 革命 运动 条约 法案 战略 产业 模式 标准 接口 学派 时代 政策 大学 文化 思想".split()
)


class Text(Struct, frozen=True, gc=False):
    """What is known of a text: what stands in it, and what it shows itself."""

    sights: Sights
    shown: Evidence


def clues_of_words(word: str, tokens: tuple[Token, ...], count: int, text: Text) -> Clues:
    """The clues of a word, or of a group of words, that stands `count` times in a text."""
    found = _of_word(word, tokens[0], count) if len(tokens) == 1 else _of_group(tokens, count, text.sights)
    if count > 1:
        found["count"] = math.log(count)
        found["count when rare"] = found["count"] * (found["rarity today"] - USUAL)
    _of_form(word, count, found)
    _of_nest(word, count, text.sights, found)
    _of_evidence(word, text, found)
    return found


def _of_word(word: str, token: Token, count: int) -> Clues:
    tag = token[1]
    found = {"rarity today": rarity_today(word), f"tag {tag if tag in TAGS else 'other'}": 1.0}
    if is_known(word):
        found["known"] = 1.0
    elif count == 1:
        found["once and unknown"] = 1.0
    if not DOTS.isdisjoint(word):
        found["dots"] = 1.0
    return found


def _of_group(tokens: tuple[Token, ...], count: int, sights: Sights) -> Clues:
    words = [word for word, _ in tokens]
    alone = [sights.words[word] for word in words]
    always = count / max(min(alone), count)
    found = {
        "rarity today": sum(map(rarity_today, words)) / len(words),
        "one word always in it": always,
        "words elsewhere": math.log(max(alone)),
    }
    if count > 1:
        found["one word always in them"] = always
    if rarity(words[-1]) < COMMON:
        found["common end"] = 1.0
    if tokens[0][1][0] in NOUN_FIRST and tokens[-1][1][0] in NOUN_LAST:
        found["nouns"] = 1.0
    return found


def _of_form(word: str, count: int, found: Clues) -> None:
    found["rarity of characters"] = sum(map(rarity, word)) / len(word)
    found[LENGTHS[min(len(word), len(LENGTHS) - 1)]] = 1.0
    if word not in shares("zh"):
        found["unlisted"] = 1.0
    if count == 1:
        found["once"] = 1.0
    if not GRAMMATICAL.isdisjoint(word):
        found["grammar"] = 1.0
    if word.endswith(ENDINGS):
        found["ending"] = 1.0


def _of_nest(word: str, count: int, sights: Sights, found: Clues) -> None:
    if word not in sights.inside:
        return
    share = found["inside another"] = sights.inside[word] / count
    if count > 1 and share >= MOSTLY:
        found["mostly inside another"] = 1.0


def _of_evidence(word: str, text: Text, found: Clues) -> None:
    for clue, there in (("glossed", text.shown.glossed), ("quoted", text.shown.quoted), ("named", text.shown.named), ("listed", text.sights.listed)):
        if word in there:
            found[clue] = 1.0
