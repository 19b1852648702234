"""Marks on pages that need no script: an essay paragraph by paragraph, one paragraph with all that is said to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from reader.book.page import Node, node
from reader.club.speech import Speech
from reader.club.webtext import WebBlock
from reader.mark import SHARES
from reader.serve.making import LONGEST_NOTE
from reader.serve.pages import form, moment, page, section
from reader.serve.replies import LONGEST
from reader.serve.tally import Passage
from reader.serve.texts import Essay
from reader.serve.view import Shown, ShownReply, View

SHARE_WORDS = {"me": "share-me", "club": "share-club", "book": "share-book"}
Part = TypeVar("Part", Shown, Passage)
BEGINNING = 40  # characters of a paragraph that tell which it is


def address(essay: Essay, block: str = "") -> str:
    """Where the essay's marks are, or those of one of its blocks."""
    return f"/me/read/{essay.book}/{essay.text}/{essay.slug}" + (f"/{block}" if block else "")


def text_address(essay: Essay, block: str = "") -> str:
    """Where the essay is read."""
    return f"/read/{essay.book}/{essay.text}/{essay.slug}.html" + (f"#{block}" if block else "")


def essay_page(essay: Essay, view: View, say: Speech, *, key: str) -> bytes:
    """An essay's paragraphs, each with what is to be seen of its marks and a link to write one."""
    reached = node("p", say("furthest-none")) if not view.furthest else form(say("furthest-forget"), *_at(essay, ""), action="/me/furthest", key=key)
    marks, passages = _by_block(view.marks), _by_block(view.passages)
    rows = (_row(essay, block, marks[block.id], passages[block.id], say, furthest=view.furthest == block.id) for block in essay.blocks)
    parts = (_back(essay, "", say), node("p", say("spoilers")), reached, node("div", *rows))
    return page(essay.page.title or essay.slug, parts, say)


def _by_block(parts: Iterable[Part]) -> Mapping[str, Sequence[Part]]:
    """Marks, or passages, by the block in which they begin."""
    found = defaultdict[str, list[Part]](list)
    for part in parts:
        found[part.block].append(part)
    return found


def _row(essay: Essay, block: WebBlock, marks: Sequence[Shown], passages: Sequence[Passage], say: Speech, *, furthest: bool) -> Node:
    beginning = block.text[:BEGINNING] + ("…" if len(block.text) > BEGINNING else "")
    listed = [node("li", *_said(shown)) for shown in marks]
    return node(
        "div",
        node("p", beginning, " ", node("a", say("remark"), href=address(essay, block.id))),
        *((node("ul", *listed),) if listed else ()),
        *(node("p", _marked_by(essay, passage, say)) for passage in passages),
        *((node("p", node("b", say("furthest"))),) if furthest else ()),
        id=block.id,
        class_="row",
    )


def _marked_by(essay: Essay, passage: Passage, say: Speech) -> str:
    low = essay.starts[passage.block] + passage.start
    return f"“{essay.whole[low : low + BEGINNING]}…” {say('marked-by').format(count=passage.readers)}"


def _said(shown: Shown) -> Iterator[Node]:
    yield node("p", node("q", shown.exact))
    if shown.note:
        yield node("p", shown.note, class_="said")
    yield node("p", f"{shown.who} · {shown.made[:10]}")
    for reply in shown.replies:
        yield node("p", f"{reply.who}：{reply.text}", class_="said")


def paragraph_page(essay: Essay, block: str, view: View, say: Speech, *, key: str, new: Sequence[Node] = ()) -> bytes:
    """One paragraph: its text, what is said to it, and forms to say something."""
    text = next(one.text for one in essay.blocks if one.id == block)
    offer = view.offer if view.offer and view.offer.block == block else None
    told = (node("p", say("offer").format(device=offer.device, time=moment(offer.timestamp))),) if offer else ()
    reach = (node("p", say("furthest")),) if view.furthest == block else (*told, form(say("furthest-set"), *_at(essay, block), action="/me/furthest", key=key))
    parts = (
        _back(essay, block, say),
        *new,
        node("blockquote", node("p", text)),
        *reach,
        *(part for shown in view.marks if shown.block == block for part in _with_forms(essay, shown, say, key)),
        section(say("remark"), form(say("save"), *_at(essay, block), *_fields(say), action="/me/marks", key=key)),
    )
    return page(essay.page.title or essay.slug, parts, say)


def _with_forms(essay: Essay, shown: Shown, say: Speech, key: str) -> Iterator[Node]:
    at = _at(essay, shown.block)
    name = f"/me/marks/{shown.id}"
    own: tuple[Node, ...] = ()
    if shown.mine:
        fields = (_area("note", say("remark"), LONGEST_NOTE, shown.note), _choice(shown.share, say))
        own = (form(say("save"), *at, *fields, action=name, key=key), form(say("mark-delete"), *at, action=f"{name}/delete", key=key))
    answer = (form(say("answer"), *at, _area("text", say("answer"), LONGEST, ""), action=f"{name}/answer", key=key),) if shown.share != "me" else ()
    back = (_take_back(essay, shown, reply, say, key) for reply in shown.replies if reply.mine)
    yield node("div", *_said(shown), *back, *answer, *own, class_="row")


def _take_back(essay: Essay, shown: Shown, reply: ShownReply, say: Speech, key: str) -> Node:
    return form(f"{say('answer-delete')}：{reply.text[:20]}", *_at(essay, shown.block), action=f"/me/answers/{reply.id}/delete", key=key)


def _back(essay: Essay, block: str, say: Speech) -> Node:
    links = node("a", say("back-to-text"), href=text_address(essay, block)), " · ", node("a", say("by-paragraph"), href=address(essay))
    return node("p", *links)


def _at(essay: Essay, block: str) -> tuple[Node, Node]:
    """Where a form was sent from, so that its answer leads back there."""
    return node("input", type="hidden", name="page", value=f"{essay.book}/{essay.text}/{essay.slug}"), node("input", type="hidden", name="block", value=block)


def _fields(say: Speech) -> tuple[Node, ...]:
    return _area("exact", say("words"), LONGEST_NOTE, ""), _area("note", say("remark"), LONGEST_NOTE, ""), _choice("me", say)


def _area(name: str, label: str, longest: int, text: str) -> Node:
    # A browser drops a line end right behind the tag.
    return node("p", node("label", label, node("br"), node("textarea", f"\n{text}", name=name, rows="3", cols="40", maxlength=str(longest))))


def _choice(share: str, say: Speech) -> Node:
    options = (node("option", say(SHARE_WORDS[one]), value=one, **({"selected": "selected"} if one == share else {})) for one in SHARES)
    return node("p", node("label", say("share"), " ", node("select", *options, name="share")))
