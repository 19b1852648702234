"""What single characters tell of many texts: most hold nothing odd, which a codec tells of many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from msgspec import Struct

from reader.script.among import looks
from reader.script.detect import has_simplified, has_traditional, kana_or_simplified_in_big5, pass_by, simplified_only, traditional_only
from reader.script.japanese import KANA_RANGES, is_japanese, japans_own, shows_japanese
from reader.script.quotes import CORNER, holds

_ASCII = bytes(range(0x80))


class Signs(Struct, frozen=True, gc=False):
    """The indexes of the texts that hold a traditional character; of those of them that hold a simplified one too, as Japanese does; of other texts
    that show Japanese; and of those with the quotation marks of traditional books.
    """

    traditional: frozenset[int] = frozenset()
    mixed: frozenset[int] = frozenset()
    japanese: frozenset[int] = frozenset()
    corners: frozenset[int] = frozenset()


class Looked(Struct, frozen=True, gc=False):
    """Texts that were looked at, and what was seen: it need not be asked again."""

    texts: tuple[str, ...] = ()
    signs: Signs = Signs()


NOTHING_YET = Looked()


def look(texts: Iterable[str]) -> Looked:
    """The texts, and what the characters of each tell."""
    texts = tuple(texts)
    return Looked(texts, signs_among(texts))


def japanese_among(looked: Looked) -> frozenset[int]:
    """The indexes of the texts that are Japanese; in Chinese hardly one is looked at alone."""
    return frozenset([at for at in looked.signs.mixed | looked.signs.japanese if is_japanese(looked.texts[at])])


def signs_among(texts: Sequence[str], looked: Looked = NOTHING_YET) -> Signs:
    """What the characters of each of the texts tell; those of `looked` are known."""
    if not looked.texts:
        return _signs_among(texts)
    known = dict(zip(looked.texts, range(len(looked.texts)), strict=True))
    places = [*map(known.get, texts)]
    new = [at for at, place in enumerate(places) if place is None]
    seen, now = looked.signs, _signs_among([texts[at] for at in new])

    def together(before: frozenset[int], others: frozenset[int]) -> frozenset[int]:
        old = [at for at, place in enumerate(places) if place in before] if before else []
        return frozenset([*[new[number] for number in others], *old])

    return Signs(
        together(seen.traditional, now.traditional),
        together(seen.mixed, now.mixed),
        together(seen.japanese, now.japanese),
        together(seen.corners, now.corners),
    )


def _signs_among(texts: Sequence[str]) -> Signs:
    traditional, mixed, japanese, corners = list[int](), list[int](), list[int](), list[int]()
    for first, some, joined in looks(texts):
        if holds(joined, CORNER):
            corners += [at for at, text in enumerate(some, first) if holds(text, CORNER)]
        if _is_plain(joined):
            continue
        here = [at for at, text in enumerate(some, first) if has_traditional(text)]
        others = sorted({*range(first, first + len(some))}.difference(here))
        of_both, shown = _odd(texts, here)
        traditional, mixed, japanese = traditional + here, mixed + of_both, japanese + shown + _showing(texts, others, _is_plain)
    return Signs(frozenset(traditional), frozenset(mixed), frozenset(japanese), frozenset(corners))


def _odd(texts: Sequence[str], places: Sequence[int]) -> tuple[list[int], list[int]]:
    """Of some texts with a traditional character those that hold a simplified one too, and of the others those that show Japanese."""
    if not places or _is_plain_traditional(_joined(texts, places)):
        return [], []
    mixed = [at for at in places if has_simplified(texts[at])]
    return mixed, _showing(texts, sorted({*places}.difference(mixed)), _is_plain_traditional)


def _showing(texts: Sequence[str], places: Sequence[int], is_plain: Callable[[str], bool]) -> list[int]:
    return [] if not places or is_plain(_joined(texts, places)) else [at for at in places if shows_japanese(texts[at])]


def _joined(texts: Sequence[str], places: Sequence[int]) -> str:
    return "\n".join([texts[at] for at in places])


def _is_plain(text: str) -> bool:
    """Does `text` neither hold a traditional character nor show Japanese? GB 2312 has kana, in two rows of their own, and of all the others only 後."""
    bare = text.replace("—", "").replace("·", "")  # two marks of Chinese that GB 2312 writes otherwise: to pass by each takes longer
    written = _written(bare, "gb2312", _signs(traditional_only()))
    if written is None or "後" in text:
        return False
    rows = written.translate(None, _ASCII)[::2]
    return b"\xa4" not in rows and b"\xa5" not in rows


def _is_plain_traditional(text: str) -> bool:
    """Does `text` neither hold a simplified character nor show Japanese? Big5 has kana, but half-width ones, and few of the others."""
    return _written(text, "big5", _signs(simplified_only())) is not None and not kana_or_simplified_in_big5().search(text)


def _written(text: str, codec: str, signs: frozenset[str]) -> bytes | None:
    """What the codec makes of the text, without what it cannot write; None where one of the signs is among that."""
    try:
        return text.encode(codec, pass_by(signs))
    except UnicodeEncodeError:
        return None


@cache
def _signs(characters: frozenset[str]) -> frozenset[str]:
    """The characters, and those that show Japanese."""
    kana = [chr(code) for first, last in KANA_RANGES for code in range(ord(first), ord(last) + 1)]
    return characters | japans_own().union(kana)
