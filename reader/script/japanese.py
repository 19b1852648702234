"""Is a text Japanese? No conversion between Chinese scripts may touch it, whether a book, an edition or a text file holds it."""

from __future__ import annotations

import re
from functools import cache

from reader.han import is_han
from reader.script.detect import has_simplified, has_traditional, simplified_only, traditional_only
from reader.script.ways import walk

# Chinese that names something in Japanese has fewer kana; the shortest of Japanese headings (人工知能の研究開発動向) have more.
KANA_SHARE = 0.05
TAG = "ja"
KANA_RANGES = (("\u3041", "\u309f"), ("\u30a1", "\u30fa"), ("\uff66", "\uff9d"))  # without the middle dot and the long mark, which Chinese uses too
KANA = "".join([f"{first}-{last}" for first, last in KANA_RANGES])
# Characters that Japan has simplified in its own way or made, and no standard of Chinese writes: of OpenCC's `t2jp` those that are in JIS X 0208
# and neither in GB 2312 nor in Big5, nor written by any of its configurations for Chinese.
JAPANS_OWN = (
    "両乗亀亜仏仮価値倶倹兎児円処剣剤剰労効勅勧勲単厳収呉呪唖営噛団囲図圏圧塁塩増壊壌壱売変奨姉姫嬢実寛対専尭巌巣巻帯帰庁広廃弐弾従徳徴応恵悩悪懐戦戸戻払抜択拝拠拡挙挿捜掲掻揺摂撃撹斉斎晩暁暦曁曽栄桜桝桟検楡楽様権歓歩歯歳歴毎"
    "気氷汚沢浄涙渇済渉渋渓満溌滝瀬焔焼犠猟獣畳痩発皐県砕稲穂穏穣竃竜粋粛粧経絵継続総縁縄縦繊繋繍聡聴脳臓舎舗艶茘荘蔵薫薬蛍蝋覇覚覧観訳読譲賛転軽輌辺逓遅郷酔醗醤醸釈鉄鉱銭鋳錬関闘陥険隠隣雑霊頼顕駅駆騒験髄髪鴎鶏鹸黒黙鼈齢"
    "働込峠畑榊笹枠噺辻匂杢凪"
)
# In the longest of Japanese headings without kana.
HEADING = 40


def has_kana(text: str) -> bool:
    """Tell whether any kana stands in `text`."""
    return _kana().search(text) is not None


def shows_japanese(text: str) -> bool:
    """Tell whether a kana or a character of Japan's own stands in `text`."""
    return _sign().search(text) is not None


def may_be_japanese(text: str) -> bool:
    """Tell whether any part of `text` could be Japanese: a quick look, for many texts at once."""
    return shows_japanese(text) or (has_traditional(text) and has_simplified(text))


def is_japanese(text: str) -> bool:
    """Tell whether `text` holds so many kana that it cannot be Chinese with a foreign name in it, or is a Japanese heading without any.

    It is Chinese all the same when ideographs that Japanese does not have (这, 们, 语) are as many as the kana.
    """
    if not has_kana(text):
        # Where nobody looks for signs in many texts, the class of them is not worth being compiled.
        return ((has_traditional(text) and has_simplified(text)) or not japans_own().isdisjoint(text)) and _is_heading(text)
    kana = len(_kana().findall(text))
    ideographs = [char for char in text if is_han(char)]
    return kana > KANA_SHARE * (kana + len(ideographs)) and kana > sum(map(unknown_in_japan, ideographs))


def _is_heading(text: str) -> bool:
    """Tell whether a text without kana is written as only Japan does (経済産業省, 東京大学).

    Its characters are Japan's own, or of either Chinese script at once; all of them are known there, and none has another form there. What
    else is simplified Chinese must be usual in Japan: 网 is known there, and nobody writes it.
    """
    ideographs = "".join([char for char in text if is_han(char)])
    if len(ideographs) > HEADING or any(map(unknown_in_japan, ideographs)):
        return False
    own = not japans_own().isdisjoint(ideographs)
    simplified = simplified_only().intersection(ideographs)
    mixed = bool(simplified) and all(map(usual_in_japan, simplified)) and not traditional_only().isdisjoint(ideographs)
    return (own or mixed) and walk(ideographs, ("t2jp",)) == ideographs


@cache
def japans_own() -> frozenset[str]:
    """Characters that no Chinese text of any region holds, but Japanese ones do."""
    return frozenset(JAPANS_OWN)


@cache
def _kana() -> re.Pattern[str]:
    return re.compile("[\u3041-\u30fa\uff66-\uff9d](?<!\u30a0)")  # `KANA_RANGES`: Python takes 2 ms longer to compile a class of three


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(f"[{KANA}{JAPANS_OWN}]")


def usual_in_japan(char: str) -> bool:
    """Does the character stand in the first level of JIS X 0208, which in Shift JIS ends at 98 72?"""
    return not unknown_in_japan(char) and char.encode("shift_jis") <= b"\x98\x72"


@cache
def unknown_in_japan(char: str) -> bool:
    """Does the character not stand in JIS X 0208, which holds all that Japanese is usually written with?"""
    try:
        char.encode("shift_jis")
    except UnicodeEncodeError:
        return True
    return False
