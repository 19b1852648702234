"""What a large edition is made of: the shipped essays' sentences and glossary, and invented terms."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from msgspec import Struct

from reader.book.compose import read_essays
from reader.edition import load_edition, shipped_folder
from reader.model import Script, Term

SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]+[”’」』）]*")
# Written alike in every script, so that an invented name needs one form only.
NAMES = "松柏竹梅桃李杏桂柳杉梧桐江河山川湖海石岩泉月星辰晨暮春夏秋冬青白朱赤紫墨"
LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"


class Corpus(Struct, frozen=True, gc=False):
    """Sentences of the shipped reading texts by script, the scripts of the essays in their order, and the shipped glossary."""

    sentences: dict[Script, tuple[str, ...]]
    scripts: tuple[Script, ...]
    terms: tuple[Term, ...]


def shipped_corpus() -> Corpus:
    """The corpus of the edition that ships with the program."""
    edition = read_essays(load_edition(shipped_folder()))
    sentences: dict[Script, list[str]] = {}
    for essay in edition.essays:
        for block in essay.blocks:
            sentences.setdefault(essay.script, []).extend(SENTENCE.findall(block.text))
    found = {script: tuple(texts) for script, texts in sentences.items()}
    return Corpus(found, tuple(essay.script for essay in edition.essays), edition.terms)


def invented_terms(wanted: int, corpus: Corpus, chance: random.Random) -> tuple[Term, ...]:
    """`wanted` terms (none for less than one) with names of their own and the shipped definitions dealt out again."""
    names, made = invented_names(chance), dict[str, Term]()
    taken = {form.casefold() for term in corpus.terms for form in term.forms}
    while len(made) < wanted:
        name = next(names)
        if name not in made and name.casefold() not in taken:
            model = chance.choice(corpus.terms)
            made[name] = Term(f"made-{len(made) + 1}", name, (name,), model.definition, more=model.more, sort=name.lower())
    return tuple(made.values())


def invented_names(chance: random.Random) -> Iterator[str]:
    """Names without end, some twice: two in five like a product (`VK4821`), the others of three or four characters."""
    while True:
        if chance.random() < 0.4:
            yield "".join(chance.choices(LETTERS, k=2)) + str(chance.randrange(1000, 10000))
        else:
            yield "".join(chance.sample(NAMES, chance.choice((3, 4))))
