"""The reading group's questions as a page of their own, to be read before the meeting on whatever there is."""

from __future__ import annotations

from collections.abc import Sequence

from reader.book.matter.disputes import by_question
from reader.book.page import Node, node
from reader.book.words import words_of
from reader.club.htmlpage import SitePage
from reader.club.shelf import Shelf
from reader.club.speech import Speech
from reader.club.words import Language


def has_questions(shelf: Shelf) -> bool:
    """Does the edition ask its readers anything?"""
    return any(question.group for question in shelf.edition.questions) or shelf.edition.evening is not None


def questions_site_page(shelves: Sequence[Shelf], language: Language) -> SitePage:
    """The questions of all editions that ask some, with the numbers of the disputes they are about."""
    say = Speech(language)
    parts = [part for shelf in shelves if has_questions(shelf) for part in _edition(shelf, say)]
    return SitePage("questions", language, say("questions"), node("main", node("h1", say("questions")), *parts))


def _edition(shelf: Shelf, say: Speech) -> tuple[Node, ...]:
    edition, change = shelf.edition, shelf.change(shelf.shown(say.language))
    words = words_of(edition.script)
    lang: dict[str, str] = {"lang": edition.script} if say.language == "en" else {}
    parts = [node("h2", change(edition.title), **lang)]
    if edition.evening:
        numbers = words.comma.join(words.dispute.format(number) for number in edition.evening.disputes)
        reading = [node("p", change(f"{words.evening_reading}{words.colon}{numbers}"), **lang)] if numbers else []
        items = node("ol", *(node("li", change(text)) for text in edition.evening.questions), **lang)
        parts += [node("h3", change(words.evening), **lang), node("p", change(edition.evening.text), **lang), items, *reading]
    entries = by_question(edition)
    for question in edition.questions:
        if question.group:
            numbers = words.comma.join(words.dispute.format(entry.number) for entry in entries[question.id])
            refs = [node("p", change(numbers), class_="refs", **lang)] if numbers else []
            parts += [node("h3", change(question.text), **lang), *refs, node("ol", *(node("li", change(text)) for text in question.group), **lang)]
    return tuple(parts)
