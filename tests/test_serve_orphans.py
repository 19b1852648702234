"""What has no place gets one by hand: the words must stand there, and no device undoes it."""

from __future__ import annotations

import pytest
from lxml import html
from msgspec.structs import replace
from starlette.testclient import TestClient

from reader.mark import Mark
from reader.marks.identity import mark_id
from reader.marks.skeleton import bare
from reader.serve.marks import Kept, add_marks, change_note, marks_of
from reader.serve.members import Invited
from reader.serve.state import State
from reader.serve.texts import Essay, essays_of
from tests.served import asked, member

GONE = "茶馆里里外外都是些闲着的人"


@pytest.fixture
def essay(state: State) -> Essay:
    (build,) = state.files.editions.values()
    return next(iter(essays_of(state, build)))


def orphan(who: Invited, essay: Essay, quote: str = GONE, note: str = "记") -> Kept:
    name = mark_id(who.member.name, quote, note, edition=essay.edition)
    nearest = (f"{essay.slug}: …茶馆里里外外都是闲人…", "nowhere: …x…")
    mark = Mark(name, who.member.name, "", quote, note=note, made="2026-03-01", source="kindle", state="orphan", chapter="茶", reason="gone", nearest=nearest)
    return Kept(mark, essay.edition)


def form_key(browser: TestClient) -> str:
    return str(html.fromstring(browser.get("/me/arrived").content).xpath("string(//input[@name='form']/@value)"))


def test_a_member_walks_from_the_list_to_the_place(state: State, browser: TestClient, ali: Invited, essay: Essay) -> None:
    lost = orphan(ali, essay)
    add_marks(state.store, ali.member, [lost])
    listed = html.fromstring(browser.get("/me/arrived").content)
    (link,) = listed.xpath("//a[starts-with(@href, '/me/orphans/')]/@href")
    page = html.fromstring(browser.get(link).content)
    near = next(href for href in page.xpath("//a/@href") if "?block=" in href)
    page = html.fromstring(browser.get(near).content)
    (chosen,) = page.xpath("//input[@checked]/@value")
    assert "茶馆里里外外都是闲人" in next(block.text for block in essay.blocks if block.id == chosen)
    assert page.xpath("string(//textarea)").strip() == ""
    (form,) = (one for one in page.forms if one.action.endswith("/place"))
    answer = browser.post(form.action, data=dict(form.form_values()) | {"exact": "茶館里里外外都是闲人"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/me/arrived")
    (kept,) = marks_of(state.store, ali.member)
    assert (kept.mark.exact, kept.mark.note, kept.mark.made, kept.mark.source) == ("茶馆里里外外都是闲人", "记", "2026-03-01", "kindle")
    assert (kept.mark.state, kept.mark.share, kept.block, kept.touched) == ("new", "me", chosen, True)
    assert add_marks(state.store, ali.member, [lost]).kept_away == (lost.mark.id,)
    assert marks_of(state.store, ali.member) == [kept]


def place(browser: TestClient, mark: str, **fields: str) -> int:
    return browser.post(f"/me/orphans/{mark}/place", data={"form": form_key(browser), **fields}).status_code


def test_words_that_do_not_stand_there_change_nothing(state: State, browser: TestClient, ali: Invited, essay: Essay) -> None:
    lost = orphan(ali, essay)
    add_marks(state.store, ali.member, [lost])
    name, block = lost.mark.id, essay.order[-1]
    assert place(browser, name, essay=essay.slug, block=block, exact="这几个字哪里也没有") == 409
    assert place(browser, name, essay=essay.slug, block="nowhere", exact="") == 409
    assert place(browser, name, essay=essay.slug) == 409
    assert place(browser, name, essay="nowhere", block=block) == 404
    assert place(browser, "0", essay=essay.slug, block=block) == 404
    assert browser.post(f"/me/orphans/{name}/place", data={"essay": essay.slug, "block": block}).status_code == 403
    assert marks_of(state.store, ali.member) == [lost]
    assert place(browser, name, essay=essay.slug, block=block) == 303
    assert marks_of(state.store, ali.member)[0].mark.exact == essay.blocks[-1].text


def test_what_stands_twice_is_put_into_the_chosen_paragraph(state: State, browser: TestClient, ali: Invited, essay: Essay) -> None:
    words, block = next(
        (text, one.id)
        for one in essay.blocks
        for at in range(len(one.text) - 2)
        if (text := one.text[at : at + 2]).isalnum() and bare(one.text).count(text) == 1 and essay.whole.count(text) > 1
    )
    lost = orphan(ali, essay, words)
    add_marks(state.store, ali.member, [lost])
    page = html.fromstring(browser.get(f"/me/orphans/{lost.mark.id}/{essay.slug}").content)
    assert page.xpath("string(//textarea)").strip() == words
    assert place(browser, lost.mark.id, essay=essay.slug, block=block, exact=words) == 303
    assert [(one.mark.exact, one.block) for one in marks_of(state.store, ali.member)] == [(words, block)]


def test_a_mark_that_is_there_already_takes_the_note_and_what_a_person_wrote_is_kept(state: State, browser: TestClient, ali: Invited, essay: Essay) -> None:
    lost = orphan(ali, essay, note="更长的一句话")
    add_marks(state.store, ali.member, [lost])
    block = essay.blocks[-1]
    place(browser, lost.mark.id, essay=essay.slug, block=block.id)
    (there,) = marks_of(state.store, ali.member)
    change_note(state.store, ali.member, there.mark.id, "我")
    again = orphan(ali, essay, "另外几个字", note="另一句")
    add_marks(state.store, ali.member, [again])
    place(browser, again.mark.id, essay=essay.slug, block=block.id)
    assert [one.mark.note for one in marks_of(state.store, ali.member)] == ["我\n另一句"]


def test_one_is_deleted_and_what_moved_is_settled(state: State, browser: TestClient, ali: Invited, essay: Essay) -> None:
    lost, block = orphan(ali, essay), essay.blocks[-1]
    moved = Kept(replace(lost.mark, id="m", essay=essay.slug, exact=block.text, state="moved", nearest=(), reason=""), essay.edition, block.id, block.id)
    add_marks(state.store, ali.member, [lost, moved])
    assert "It is right" in browser.get("/me/arrived").text
    assert browser.post("/me/moved/m/right", data={"form": form_key(browser)}).status_code == 303
    assert browser.post(f"/me/orphans/{lost.mark.id}/delete", data={"form": form_key(browser)}).status_code == 303
    assert [(one.mark.state, one.touched) for one in marks_of(state.store, ali.member)] == [("new", True)]
    assert add_marks(state.store, ali.member, [lost]).kept_away == (lost.mark.id,)


def test_nobody_else_s_orphan_is_seen_or_placed(state: State, browser: TestClient, essay: Essay) -> None:
    ben = member(state, "小明", "xiao-ming")
    lost = orphan(ben, essay)
    add_marks(state.store, ben.member, [lost])
    assert browser.get(f"/me/orphans/{lost.mark.id}").status_code == 404
    assert place(browser, lost.mark.id, essay=essay.slug, block=essay.order[-1]) == 404
    assert browser.post(f"/me/orphans/{lost.mark.id}/delete", data={"form": form_key(browser)}).status_code == 404
    assert marks_of(state.store, ben.member) == [lost]
    with asked(state) as stranger:
        assert stranger.get(f"/me/orphans/{lost.mark.id}").status_code == 403
