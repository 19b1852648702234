"""Writes `reader/script/data/` from the pinned OpenCC and jieba's word list: `python tests/generate_lexicon.py`.

jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT) has 349,045 words of simplified Chinese with how often each was met in 60 million words of
text. What is kept of it are the words that are met often enough and that may share a character with one of OpenCC's hard phrases.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from itertools import chain, pairwise, product
from pathlib import Path

from opencc_data import converter, entries

from reader.script.detect import traditional_only

TARGET = Path(__file__).parents[1] / "reader" / "script" / "data"
JIEBA = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"
# Words that are met more rarely are no evidence; longer ones are sayings, which no phrase runs into.
OFTEN, LONGEST = 20, 4
# Verbs that often carry 着, which jieba counts as a word of its own: 看着|书, not 看|着书. One time in four stands for them all.
WITH_PARTICLE = (
    "看听拿抱背写照跟等带坐站走跑笑哭说想念指望盯瞪拉推提拖扶捧端举握抓捏摸踩踏跪躺睡趴靠倚倒吊挂贴插开关锁穿戴披裹围绕沿顺朝向对随伴陪接"
    "借凭仗有留藏装盛放摆堆铺垫盖遮挡守护爱恨怕忙闹吵骂打敲捶砍切削煮烧烤冒流滴淌飘飞游爬滚转摇晃闪亮映含咬嚼吃喝吸叼衔喊叫唱读学教做干活过住"
    "本为管数算记忍受顶迎隔夹压逼催追赶牵领骑驾乘载停排列印画刻涂染沾缠绑系扣包捆扛挑担抬挽搂拥偎依附试候待盼瞧瞅瞄瞒骗哄劝求谈聊争抢夺换养"
    "种长生燃散透露张闭低仰弯侧斜歪竖翘皱眯噙凝注审翻查问答述念抄描记录数点亮"
)
PARTICLE, ONE_IN_FOUR = "着", 8
# Parts of foreign names, which jieba has as words of their own (哈特, 比亚): in 哈特里, 比亚里士多德 no word ends behind them. A tag of jieba's
# tells most of them, but stands also by 令人.
NAME_TAG = "nrt"
IN_NAMES = frozenset(
    "阿艾安奥巴贝本比彼波伯布查达戴德迪丁多恩尔菲费弗夫伏福格戈古哈海汉赫亨霍基吉加杰卡凯科克肯库拉莱兰劳勒雷里丽利莉林琳龙卢鲁路罗洛马玛麦"
    "曼梅门蒙米密莫姆穆纳娜南内尼诺欧帕佩皮普奇齐乔切琴萨塞沙舍什史士斯丝苏索塔泰坦特提图托瓦威维魏文沃乌西希夏谢休逊雅亚延扬耶叶伊英尤约泽扎詹珍兹佐"
)
# Words that are much rarer than the places where their characters only meet: 棺材里|拉出来, 商店里|弄到, 掉海|里, 缓缓的松|下.
MEETINGS = frozenset({"里拉", "里弄", "海里", "松下", "格里", "比亚"})
# Longer words that jieba lacks.
TOGETHER = {"最高端": 60, "著作者": 60, "著作家": 60}
# OpenCC writes 瞭解, and 了解 where it loses the word; both are right, and 了|解 is a name too often. 面皮 is of flour or of a face.
EITHER = frozenset({"了解", "面皮"})
# A word's cost is minus the logarithm of its frequency, in quarters of a bit: whole numbers, so that sums are exact everywhere.
QUARTERS = 4


SIMPLIFIED = "STPhrases", "STPhrases_GeneratedFromRegionalPhrases"


# Phrases, and of each its signs: the characters that become another one in it than alone.
Hard = dict[str, str]


def hard_simplified() -> Hard:
    """The phrases that OpenCC writes otherwise than their characters one by one."""
    single = {key: values[0] for key, values in entries("STCharacters")}
    pairs = [(key, values[0]) for name in SIMPLIFIED for key, values in entries(name) if len(key) == len(values[0]) > 1 and key not in EITHER]
    return {key: signs for key, value in pairs if (signs := _differing(key, (single.get(char, char) for char in key), value))}


def _differing(text: str, one: Iterable[str], other: Iterable[str]) -> str:
    """The characters of the text of which two things become."""
    return "".join([char for char, this, that in zip(text, one, other, strict=True) if this != that])


def guards(hard: Hard) -> Hard:
    """Longer phrases that keep OpenCC from one of the hard ones: 白面书生 from 白面, 布雷克 from 布雷."""
    found = {key for name in SIMPLIFIED for key, _ in entries(name)} - set(hard)
    parts = {key: [key[start:end] for start in range(len(key)) for end in range(start + 2, len(key) + 1)] for key in found}
    return {key: signs for key, some in parts.items() if (signs := "".join([hard[part] for part in some if part in hard]))}


def jieba_words() -> bytes:
    """jieba's list as it is installed. The package itself is not imported: it is asked for nothing but this file."""
    spec = find_spec("jieba")
    assert spec is not None, "jieba is not installed"
    return (Path(str(spec.origin)).parent / "dict.txt").read_bytes()


def hard_traditional() -> Hard:
    """Hard phrases of traditional text of both regions: 著名, 樊於期, 乾隆."""
    found = Hard()
    for config, names in (("tw2s", ("TSPhrases", "TWVariantsRevPhrases")), ("hk2s", ("TSPhrases", "HKVariantsRevPhrases"))):
        convert = converter(config)
        words = sorted({key for name in names for key, _ in entries(name) if len(key) > 1})
        for word in words:
            if signs := _differing(word, map(convert, word), convert(word)):
                found[word] = found.get(word, "") + signs
    return found


def hard_regional() -> set[str]:
    """The words that have another name in Taiwan or Hong Kong, in simplified characters."""
    found = set[str]()
    for name in ("TWPhrases", "HKPhrases"):
        found |= {converter("t2s")(key) for key, _ in entries(name) if len(key) > 1}
    return found


def names() -> set[str]:
    """What these words are called in Taiwan and Hong Kong, in simplified characters: 录影, 软体."""
    return {converter("t2s")(value) for name in ("TWPhrases", "HKPhrases") for _, values in entries(name) for value in values if len(value) > 1}


def renamed_simplified() -> set[str]:
    """Every spelling of which OpenCC might make such a word, in text without a character that only traditional text has."""
    keys = {key for name in ("TWPhrases", "HKPhrases") for key, _ in entries(name)}
    return {word for key in keys for word in map("".join, product(*map(_spellings, key))) if traditional_only().isdisjoint(word)}


def renamed_traditional() -> set[str]:
    """The same the other way: the words as Taiwan and Hong Kong have them."""
    return {key for name in ("TWPhrasesRev", "HKPhrasesRev") for key, _ in entries(name)}


def neighbours() -> set[str]:
    """Every two characters that stand together in a phrase which OpenCC may find in text that is not traditional, on its way to one of the regions."""
    found = {pair for name in SIMPLIFIED for key, _ in entries(name) for pair in map("".join, pairwise(key))}
    spelled = (map(_spellings, key) for name in ("TWPhrases", "HKPhrases", "TWVariantsPhrases", "HKVariantsPhrases") for key, _ in entries(name))
    return found.union(one + other for key in spelled for before, behind in pairwise(key) for one in before for other in behind)


@cache
def _spellings(char: str) -> list[str]:
    """What becomes the character, alone or in some phrase."""
    found = {old for old, new in _becoming() if new == char}
    return sorted(found if char in dict(entries("STCharacters")) else {*found, char})


@cache
def _becoming() -> frozenset[tuple[str, str]]:
    """Each character with each that it becomes."""
    pairs = [(key, value) for name in ("STCharacters", *SIMPLIFIED) for key, values in entries(name) for value in values]
    return frozenset(pair for key, value in pairs for pair in zip(key, value, strict=True))


def words(source: bytes, hard: set[str], regional: set[str]) -> dict[str, int]:
    """Each word of jieba's that may stand beside or across one of the hard phrases, and its cost; hard phrases however rarely it was met."""
    assert sha256(source).hexdigest() == JIEBA, "this is not the dict.txt of jieba 0.42.1"
    rows = [line.split(" ") for line in source.decode().splitlines()]
    counts = {word: int(count) for word, count, tag in rows if not (tag == NAME_TAG and len(word) == 2 and IN_NAMES.issuperset(word))}
    counts = {word: count for word, count in counts.items() if word not in MEETINGS}
    counts |= TOGETHER
    total = sum(counts.values())
    heads = {phrase[:end] for phrase in hard | regional for end in range(1, len(phrase) + 1)}
    tails = {phrase[start:] for phrase in hard | regional for start in range(len(phrase))}
    often = {word: count for word, count in counts.items() if count >= OFTEN and (len(word) == 1 or _meets(word, heads, tails))}
    kept = {**dict.fromkeys(regional, OFTEN), **{word: counts[word] for word in hard if word in counts}, **often}
    found = {word: round(QUARTERS * math.log2(total / count)) for word, count in kept.items() if len(word) <= LONGEST and _is_chinese(word)}
    for verb in WITH_PARTICLE:
        found[verb + PARTICLE] = min(found[verb] + ONE_IN_FOUR, found.get(verb + PARTICLE, found[verb] + ONE_IN_FOUR))
    return found


def _is_chinese(word: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in word)


def _meets(word: str, heads: set[str], tails: set[str]) -> bool:
    return any(word[start:] in heads for start in range(len(word))) or any(word[:end] in tails for end in range(1, len(word) + 1))


def by_first_with_costs(found: dict[str, int]) -> Iterator[str]:
    """One line a first character: the character, what it costs, and of the words of two, three and four characters what stands behind it, and their costs.

    Of each length the commonest first, in two hexadecimal digits each.
    """
    lines = defaultdict[str, list[tuple[str, str]]](lambda: [("", "")] * LONGEST)
    for word in sorted(found, key=lambda word: (found[word], word)):
        tails, costs = lines[word[0]][len(word) - 1]
        lines[word[0]][len(word) - 1] = tails + word[1:], f"{costs}{found[word]:02x}"
    return (" ".join([first, line[0][1], *chain.from_iterable(line[1:])]) + "\n" for first, line in sorted(lines.items()))


def by_first(found: Iterable[str]) -> Iterator[str]:
    """One line a first character."""
    lines = defaultdict[str, list[str]](list)
    for word in sorted(found):
        lines[word[0]].append(word)
    return (" ".join(line) + "\n" for line in lines.values())


def by_key(hard: Hard) -> Iterator[str]:
    """All keys, the last first; then one line a key that is not the only phrase which holds it: the key, and all that do, in the order of their bytes.

    A key is two characters of a phrase, one of them a sign; as many phrases as can have the same.
    """
    holding = defaultdict[str, list[str]](list)
    pairs = {phrase: [pair for pair in map("".join, pairwise(phrase)) if not set(pair).isdisjoint(signs)] for phrase, signs in hard.items()}
    shared = Counter(pair for some in pairs.values() for pair in some)
    for phrase in sorted(hard, key=lambda phrase: (len(phrase), phrase)):
        holding[max(pairs[phrase], key=lambda pair: (pair in holding, shared[pair], pair))].append(phrase)
    yield f" {' '.join(sorted(holding, reverse=True))}\n"
    yield from (f"{key} {' '.join(phrases)}\n" for key, phrases in sorted(holding.items()) if phrases != [key])


def by_neighbour(found: Iterable[str]) -> Iterator[str]:
    """One line a first character: all that stand behind it."""
    lines = defaultdict[str, str](str)
    for first, second in sorted(found):
        lines[first] += second
    return (f"{first}{behind}\n" for first, behind in lines.items())


def write(source: bytes) -> None:
    simplified, traditional, regional = hard_simplified(), hard_traditional(), hard_regional()
    turned = set(map(converter("tw2s"), traditional))
    files = {
        "words": by_first_with_costs(words(source, set(simplified) | turned, regional | names())),
        "simplified": by_key(simplified | guards(simplified)),
        "traditional": by_key(traditional),
        "neighbours": by_neighbour(neighbours()),
    }
    renamed = {"renamed-simplified": by_first(renamed_simplified()), "renamed-traditional": by_first(renamed_traditional())}
    for name, lines in {**files, "regional": by_first(regional), **renamed}.items():
        (TARGET / f"{name}.txt").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(jieba_words())
