"""What a word, a group of words, a name weighs.

The weights are those of a logistic regression on three texts and their editors' lists (docs/annotating.md says which), rounded: one that is
e times as likely to be a term weighs one more.
"""

from __future__ import annotations

import math

from msgspec import Struct

from reader.annotate.suggesting.evidence import Evidence
from reader.annotate.suggesting.segments import DOTS, Token, frequency, is_known

CORPUS, UNSEEN = 60_000_000, 20  # words of the corpus behind `frequency`; added, so that what it lacks is not endlessly rare

# Of a word: what it weighs itself, its rarity elsewhere, its count here; a proper name; one that no dictionary has and that stands here once.
WORD, RARITY, COUNT, NAME, GUESS = -2.5, 0.53, 0.66, 2.2, -1.0
NAMES = frozenset("nr ns nt nz nrt".split())
DOTTED = 9.8  # 卡尔·林奈

# Of a group: the mean rarity of its words, its count; a common word at its end; nouns at both; a short word in it; an ending that terms have.
MEAN_RARITY, GROUP_COUNT, COMMON_END, NOUNS, SHORT, ENDING = 0.3, 1.7, -0.9, 0.7, 1.1, 1.7
COMMON = 15_000
NOUN_FIRST, NOUN_LAST = frozenset("nljb"), frozenset("nlj")
ENDINGS = tuple(
    "模型 网络 芯片 系统 函数 算法 分布 空间 定律 效应 架构 协议 框架 主义 理论 机制 语言 技术 战争 测试 学习 计算 方法 工程 单元 引擎 平台 "
    "定理 原理 革命 运动 条约 法案 战略 产业 模式 标准 接口 学派 时代 政策 大学 文化 思想".split()
)

# Of both: words of grammar in it; what the text shows.
GRAMMAR, GLOSSED, QUOTED, NAMED = -1.2, 3.0, 1.85, 1.5
GRAMMATICAL = frozenset("的了是不会能很得着就都也还要把被这那什么怎其之而于以与及或所曰乃则矣焉乎哉我你他她它们")

# Of a Latin name: a capital, two of them, a digit, its count; always behind the Chinese it explains; of several words; in a Latin sentence.
LATIN, CAPITAL, ACRONYM, DIGIT, LATIN_COUNT, EXPLAINS, PHRASE, SENTENCE = 4.2, 4.0, 0.75, 1.15, 1.26, -2.0, -2.1, -3.6
TITLE = 9.0


class Commonness(Struct, frozen=True, gc=False):
    """How common words are, each asked for once."""

    known: dict[str, int]


def weight_of_words(text: str, tokens: list[Token], count: int, shown: Evidence, common: Commonness) -> float:
    """What a word or a group of words weighs that stands `count` times in a text."""
    for word, _ in tokens:
        if word not in common.known:
            common.known[word] = frequency(word)
    weight = _of_word(tokens[0], count, common) if len(tokens) == 1 else _of_group(text, tokens, count, common)
    weight += 0 if GRAMMATICAL.isdisjoint(text) else GRAMMAR
    return weight + GLOSSED * (text in shown.glossed) + QUOTED * (text in shown.quoted) + NAMED * (text in shown.named)


def weight_of_latin(name: str, count: int, *, explains: bool, sentence: bool) -> float:
    """What a Latin name weighs: one that `explains` stands only in parentheses behind Chinese, one of a `sentence` only among other Latin words."""
    capitals = sum(map(str.isupper, name))
    weight = LATIN + LATIN_COUNT * math.log(count) + CAPITAL * (name != name.lower())
    weight += ACRONYM * (capitals > 1 and " " not in name) + DIGIT * any(map(str.isdigit, name))
    return weight + EXPLAINS * explains + PHRASE * (" " in name) + SENTENCE * sentence


def _of_word(token: Token, count: int, common: Commonness) -> float:
    word, tag = token
    if not DOTS.isdisjoint(word):
        return DOTTED + COUNT * math.log(count)
    weight = WORD + RARITY * _rarity(common.known[word]) + COUNT * math.log(count)
    return weight + NAME * (tag in NAMES) + GUESS * (count == 1 and not is_known(word))


def _of_group(text: str, tokens: list[Token], count: int, common: Commonness) -> float:
    words = [word for word, _ in tokens]
    weight = MEAN_RARITY * sum([_rarity(common.known[word]) for word in words]) / len(words) + GROUP_COUNT * math.log(count)
    weight += COMMON_END * (common.known[words[-1]] > COMMON) + SHORT * any(len(word) == 1 for word in words) + ENDING * text.endswith(ENDINGS)
    return weight + NOUNS * (tokens[0][1][0] in NOUN_FIRST and tokens[-1][1][0] in NOUN_LAST)


def _rarity(common: int) -> float:
    return math.log(CORPUS / (common + UNSEEN))
