"""What KOReader's plugin exchanges with the service: highlights from any book of the edition, and what the others share, at its places in any book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from reader.serve.answers import MOST as BYTES
from reader.serve.arrivals import arrivals_of
from reader.serve.arriving import AMBIGUOUS, ELSEWHERE, NOWHERE
from reader.serve.exchange import MOST
from reader.serve.furthest import say_furthest
from reader.serve.marks import delete_mark, marks_of, share_mark
from reader.serve.members import Invited, devices_of
from reader.serve.positions import File, block_of, pointer_of
from reader.serve.state import State
from reader.serve.texts import Essay, essays_of
from tests.served import NOW, asked, key, member
from tests.test_serve_positions import element_at, files_of_today


@pytest.fixture
def service(state: State) -> Iterator[TestClient]:
    with asked(state) as client:
        yield client


def files(state: State) -> list[File]:
    return [file for file in files_of_today(state.site) if (state.site / "books" / file.book.file).is_file()]


def essays(state: State) -> list[Essay]:
    (build,) = state.files.editions.values()
    return list(essays_of(state, build))


def selected(state: State, file: File, block: str) -> str:
    """What a selection of the whole block gives in KOReader: the text of the page, markers and all."""
    return "".join(element_at(state.site / "books" / file.book.file, pointer_of(file, block)).itertext())


def send(service: TestClient, who: Invited, file: File, *marks: dict[str, Any]) -> dict[str, int]:
    said = service.post("/api/marks", json={"document": file.book.koreader, "marks": marks}, headers=key(who))
    assert said.status_code == 200, said.text
    counts: dict[str, int] = said.json()
    return counts


def fetch(service: TestClient, who: Invited, file: File) -> list[dict[str, str]]:
    said = service.get("/api/marks", params={"document": file.book.koreader}, headers=key(who))
    assert said.status_code == 200, said.text
    marks: list[dict[str, str]] = said.json()["marks"]
    return marks


def test_a_passage_is_one_mark_from_whatever_book_it_comes(state: State, service: TestClient, ali: Invited) -> None:
    blocks = [block.id for essay in essays(state) for block in essay.blocks if len(block.text) > 5]
    books = files(state)
    assert len(books) >= 12
    for number, file in enumerate(books):
        marks = [{"text": selected(state, file, block), "pos0": pointer_of(file, block), "datetime": "2026-02-03 21:14:05"} for block in blocks]
        wanted = {"taken": 0, "known": len(blocks)} if number else {"taken": len(blocks), "known": 0}
        assert send(service, ali, file, *marks) == {**wanted, "orphans": 0}, file.book
    kept = marks_of(state.store, ali.member)
    assert {(one.block, one.mark.share, one.mark.state, one.mark.source) for one in kept} == {(block, "me", "new", "koreader") for block in blocks}
    assert {one.mark.made for one in kept} == {"2026-02-03 21:14:05"}


def test_a_note_that_comes_later_is_added_and_one_that_was_deleted_stays_away(state: State, service: TestClient, ali: Invited) -> None:
    file = files(state)[0]
    block = max(essays(state)[0].blocks, key=lambda one: len(one.text))
    mark = {"text": block.text[2:14], "pos0": f"{pointer_of(file, block.id).removesuffix('.0')}/text().2"}
    assert send(service, ali, file, mark)["taken"] == 1
    assert send(service, ali, file, mark)["taken"] == 0
    assert send(service, ali, file, {**mark, "note": "我不同意"})["taken"] == 1
    assert [(one.name, one.new, one.changed) for one in arrivals_of(state.store, ali.member)] == [("KOReader", 0, 1), ("KOReader", 1, 0)]
    (kept,) = marks_of(state.store, ali.member)
    assert (kept.mark.exact, kept.mark.note, kept.block) == (block.text[2:14], "我不同意", block.id)
    delete_mark(state.store, ali.member, kept.mark.id)
    assert send(service, ali, file, mark) == {"taken": 0, "known": 1, "orphans": 0}
    assert marks_of(state.store, ali.member) == []


def test_what_others_share_comes_to_whoever_has_read_as_far(state: State, service: TestClient, ali: Invited) -> None:
    ming = member(state, "小明", "xiao-ming")
    essay = essays(state)[0]
    block = max(essay.blocks, key=lambda one: len(one.text))
    source, target = files(state)[0], files(state)[-1]
    send(service, ali, source, {"text": selected(state, source, block.id), "note": "看这里", "pos0": pointer_of(source, block.id)})
    say_furthest(state.store, ming.member, essay.edition, essay.slug, essay.order[-1])
    assert fetch(service, ming, target) == []
    share_mark(state.store, ali.member, marks_of(state.store, ali.member)[0].mark.id, "club")
    (told,) = fetch(service, ming, target)
    assert (told["who"], told["note"], told["block"]) == ("阿里", "看这里", block.id)
    assert block_of(target, told["xpointer"]) == block.id
    assert fetch(service, ali, target) == []
    say_furthest(state.store, ming.member, essay.edition, essay.slug, essay.order[0])
    assert fetch(service, ming, target) == []


def test_the_list_is_in_the_script_of_the_book(state: State, service: TestClient, ali: Invited) -> None:
    ming = member(state, "小明", "xiao-ming")
    essay = essays(state)[0]
    say_furthest(state.store, ming.member, essay.edition, essay.slug, essay.order[-1])
    file = files(state)[0]
    block = max(essay.blocks, key=lambda one: len(one.text))
    send(service, ali, file, {"text": block.text, "pos0": pointer_of(file, block.id)})
    share_mark(state.store, ali.member, marks_of(state.store, ali.member)[0].mark.id, "club")
    words = {book.book.text: fetch(service, ming, book)[0]["exact"] for book in files(state)}
    assert words["as-published"] == block.text
    assert len({words[text] for text in ("zh-Hans", "zh-Hant-TW")}) == 2


@pytest.mark.parametrize(
    ("text", "page", "reason"),
    [
        ("这几个字哪里也没有", "essay", NOWHERE),
        ("这几个字哪里也没有", "", NOWHERE),
        ("茶", "", NOWHERE),
        ("茶", "glossary", ELSEWHERE),
    ],
)
def test_what_has_no_place_is_kept_with_the_reason(state: State, service: TestClient, ali: Invited, text: str, page: str, reason: str) -> None:
    file = files(state)[0]
    spines = {one.file.removesuffix(".xhtml"): one.spine for one in file.build.pages}
    spine = spines["glossary"] if page == "glossary" else spines[essays(state)[0].slug]
    pointer = f"/body/DocFragment[{spine}]/body/section/p[1]/text().0" if page else ""
    assert send(service, ali, file, {"text": text, "note": "记", "pos0": pointer})["orphans"] == 1
    (kept,) = marks_of(state.store, ali.member)
    assert (kept.mark.state, kept.mark.reason, kept.mark.exact, kept.mark.note, kept.block) == ("orphan", reason, text, "记", "")


def test_words_that_stand_twice_are_told_apart_by_the_device_alone(state: State, service: TestClient, ali: Invited) -> None:
    file = files(state)[0]
    lines = [(block.id, block.text) for essay in essays(state) for block in essay.blocks]
    whole = "\n".join(text for _, text in lines)
    words = next(text[at : at + 4] for _, text in lines for at in range(len(text) - 4) if whole.count(text[at : at + 4]) > 1 and text[at : at + 4].isalnum())
    block = next(name for name, text in lines if text.count(words) == 1)
    send(service, ali, file, {"text": words, "pos0": ""})
    assert [kept.mark.reason for kept in marks_of(state.store, ali.member)] == [AMBIGUOUS]
    send(service, ali, file, {"text": words, "pos0": pointer_of(file, block)})
    assert block in {kept.block for kept in marks_of(state.store, ali.member)}


def test_the_list_of_books_tells_all_and_nothing_else(state: State, service: TestClient, ali: Invited) -> None:
    said = service.get("/api/documents", headers=key(ali))
    assert said.json() == {"documents": sorted({file.book.koreader for file in files_of_today(state.site)})}
    assert said.headers["cache-control"] == "no-store"


def test_a_code_in_the_path_does_as_well(state: State, service: TestClient, ali: Invited) -> None:
    assert service.get(f"/k/{ali.device}/api/documents").status_code == 200
    assert service.get(f"/k/{ali.device}x/api/documents").status_code == 401


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/documents"), ("GET", "/api/marks?document=x"), ("POST", "/api/marks")])
def test_strangers_learn_nothing(service: TestClient, ali: Invited, method: str, path: str) -> None:
    assert service.request(method, path).status_code == 401
    assert service.request(method, path, headers={**key(ali), "x-auth-key": "0" * 32}).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"document": 1, "marks": []}',
        b'{"document": "x"}',
        b'{"document": "x", "marks": [{}]}',
        b'{"document": "x", "marks": [{"text": 1}]}',
        b'{"document": "x", "marks": [' + b",".join([b'{"text": ""}'] * (MOST + 1)) + b"]}",
        b"[" * 60_000,
    ],
    ids=["empty", "html", "list", "number", "no marks", "no text", "number for text", "too many", "deep"],
)
def test_what_is_no_body_is_refused(state: State, service: TestClient, ali: Invited, body: bytes) -> None:
    assert service.post("/api/marks", content=body, headers=key(ali)).status_code == 403
    assert marks_of(state.store, ali.member) == []


def test_more_than_any_device_sends_is_not_read(service: TestClient, ali: Invited) -> None:
    assert service.post("/api/marks", content=b" " * (BYTES + 1), headers=key(ali)).status_code == 413


def test_the_members_page_tells_when_a_device_was_heard(state: State, service: TestClient, ali: Invited) -> None:
    file = files(state)[0]
    body = {"document": file.book.koreader, "device": "Kobo_nova" * 50, "marks": []}
    assert service.post("/api/marks", json=body, headers=key(ali)).json() == {"taken": 0, "known": 0, "orphans": 0}
    (device,) = devices_of(state.store, ali.member)
    assert (device.seen, device.said) == (NOW, ("Kobo_nova" * 50)[:200])


def test_of_a_book_that_is_not_the_groups_nothing_is_kept(state: State, service: TestClient, ali: Invited) -> None:
    body = {"document": "0" * 32, "marks": [{"text": "茶和咖啡"}]}
    assert service.post("/api/marks", json=body, headers=key(ali)).status_code == 404
    assert service.get("/api/marks", params={"document": "0" * 32}, headers=key(ali)).status_code == 404
    assert marks_of(state.store, ali.member) == []


def test_control_characters_and_unknown_fields_do_no_harm(state: State, service: TestClient, ali: Invited) -> None:
    file = files(state)[0]
    block = max(essays(state)[0].blocks, key=lambda one: len(one.text))
    mark = {
        "text": f"\ufffc{block.text}\u0000",
        "note": "一\u0000二\r\n三",
        "pos0": pointer_of(file, block.id),
        "drawer": "lighten",
        "color": 7,
        "new": {"a": []},
    }
    assert send(service, ali, file, mark, {"text": "  "}) == {"taken": 1, "known": 0, "orphans": 0}
    assert marks_of(state.store, ali.member)[0].mark.note == "一二\n三"
