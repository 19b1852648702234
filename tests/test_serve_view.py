"""What an essay's page shows a member, in the text that he reads."""

from __future__ import annotations

from msgspec.structs import replace

from reader.mark import Share
from reader.serve.access import by_headers
from reader.serve.clubfile import Club
from reader.serve.furthest import say_furthest
from reader.serve.making import Selection, make_mark
from reader.serve.marks import marks_of, put_mark
from reader.serve.members import Invited
from reader.serve.positions import pointer_of
from reader.serve.progress import keep, read_push
from reader.serve.replies import add_reply
from reader.serve.state import State
from reader.serve.tally import renew
from reader.serve.texts import Essay, essay_of, essays_of
from reader.serve.view import View, view_of
from tests.served import NOW, key, member


def essay_in(state: State, text: str) -> Essay:
    (build,) = state.files.editions.values()
    essay = essay_of(state, build.edition, text, list(essays_of(state, build))[1].slug)
    assert essay
    return essay


def marked(state: State, who: Invited, number: int, start: int, end: int, *, share: Share = "club", note: str = "记") -> str:
    """The id of a mark of a stretch of the paragraph of that number."""
    essay = essay_in(state, "as-published")
    block = essay.blocks[number]
    selected = Selection(block.id, block.text[start:end], block.text[:start], block.text[end:], start)
    kept = make_mark(who.member, essay, (), selected, note=note, share=share, now=NOW)
    assert kept
    put_mark(state.store, who.member, kept)
    return kept.mark.id


def seen(state: State, who: Invited, text: str = "zh-Hant-TW") -> View:
    return view_of(state, who.member, essay_in(state, text))


def test_a_shared_mark_stands_at_its_words_in_the_readers_own_script(state: State) -> None:
    ali, ben = member(state), member(state, "阿本", "a-ben")
    name = marked(state, ali, 6, 2, 8)
    assert seen(state, ben).marks == ()
    essay = essay_in(state, "zh-Hant-TW")
    say_furthest(state.store, ben.member, essay.edition, essay.slug, essay.order[6])
    state = replace(state, club=Club(names=(("a-li", "里子"),)))
    add_reply(state.store, ali.member, name, "答", now=NOW)
    (shown,) = seen(state, ben).marks
    assert (shown.id, shown.block, shown.start, shown.end, shown.who, shown.mine, shown.share) == (name, essay.order[6], 2, 8, "里子", False, "")
    assert shown.exact == essay.blocks[6].text[2:8]
    assert [(reply.who, reply.text, reply.mine) for reply in shown.replies] == [("里子", "答", False)]
    assert (seen(state, ali).marks[0].share, seen(state, ali).marks[0].replies[0].mine) == ("club", True)


def test_a_passage_is_counted_from_three_readers_on_for_those_who_have_read_it(state: State) -> None:
    ali, ben, cai = member(state), member(state, "阿本", "a-ben"), member(state, "阿菜", "a-cai")
    marked(state, ali, 6, 0, 6, share="me", note="")
    marked(state, ben, 6, 1, 8, share="me", note="")
    essay = essay_in(state, "zh-Hant-TW")
    say_furthest(state.store, cai.member, essay.edition, essay.slug, essay.order[6])
    assert seen(state, cai).passages == ()
    marked(state, cai, 6, 1, 7, share="me", note="")
    renew(state.tallies, state.store)
    (passage,) = seen(state, cai).passages
    assert (passage.block, passage.start, passage.last, passage.end, passage.readers) == (essay.order[6], 1, essay.order[6], 6, 3)
    assert [shown.who for shown in seen(state, cai).marks] == ["阿菜"]
    assert seen(state, ben).passages == ()


def test_a_device_that_is_further_on_is_told_of_and_changes_nothing(state: State) -> None:
    ali, ben = member(state), member(state, "阿本", "a-ben")
    marked(state, ben, 4, 0, 4)
    essay = essay_in(state, "zh-Hans")
    file = next(file for file in state.files.by_hash.values() if (file.book.text, file.book.variant) == ("zh-Hans", "universal"))
    push = read_push({"document": file.book.koreader, "progress": pointer_of(file, essay.order[-1]), "percentage": 1, "device": "Kobo", "device_id": "1"})
    caller = by_headers(state.store, key(ali))
    assert push
    assert caller
    keep(state.store, state.files, caller, push, now=NOW)
    view = seen(state, ali)
    assert (view.furthest, view.marks) == ("", ())
    assert view.offer
    assert (view.offer.block, view.offer.device, view.offer.timestamp) == (essay.order[-1], "Kobo", NOW)
    say_furthest(state.store, ali.member, essay.edition, essay.slug, view.offer.block)
    assert (seen(state, ali).offer, len(seen(state, ali).marks)) == (None, 1)


def test_words_that_are_gone_from_the_text_are_shown_nowhere_and_kept(state: State) -> None:
    ali = member(state)
    marked(state, ali, 6, 0, 6)
    (kept,) = marks_of(state.store, ali.member)
    put_mark(state.store, ali.member, replace(kept, mark=replace(kept.mark, exact="这句话不在书里")))
    assert seen(state, ali).marks == ()
    assert len(marks_of(state.store, ali.member)) == 1
