"""`reader marks pull`: what members gave and editors accepted comes into the edition, and goes out of it when it is taken back."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from reader.edition.readers import read_marks
from reader.mark import Mark, Share
from reader.serve.making import Selection, make_mark
from reader.serve.marks import change_note, decide, delete_mark, put_mark, share_mark
from reader.serve.members import Member, remove_member
from reader.serve.state import State
from reader.serve.texts import essays_of
from tests.commands import Said, run
from tests.databases import kept_at
from tests.editions import CLUB, copy_of, entries
from tests.served import NOW, member


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return copy_of(CLUB, tmp_path / "edition")


def give(state: State, who: Member, start: int, end: int, note: str, *, share: Share = "book", verdict: bool = True) -> str:
    """The id of a mark of the second essay's last paragraph."""
    (build,) = state.files.editions.values()
    essay = list(essays_of(state, build))[1]
    block = essay.blocks[-1]
    kept = make_mark(who, essay, essays_of(state, build), Selection(block.id, block.text[start:end]), note=note, share=share, now=NOW)
    assert kept
    put_mark(state.store, who, kept)
    if verdict:
        decide(state.store, kept.mark.id, "accepted")
    return kept.mark.id


def pull(edition: Path) -> Said:
    said = run("marks", "pull", *kept_at(edition.parent / "data"), "-o", "edition/readers.toml", cwd=edition.parent)
    assert said.code == 0, said.err
    return said


def pulled(edition: Path) -> dict[str, Mark]:
    pull(edition)
    return {mark.id: mark for mark in read_marks(edition / "readers.toml")}


def test_only_what_is_given_for_the_book_and_accepted_comes_and_is_printed(state: State, edition: Path) -> None:
    ali = member(state).member
    (edition.parent / "data" / "club.toml").write_text('[[member]]\nhandle = "a-li"\nname = "里子"\n', encoding="utf-8")
    given = give(state, ali, 0, 4, "这一条印出来")
    give(state, ali, 4, 6, "这一条给朋友", share="club")
    give(state, ali, 6, 9, "这一条没收", verdict=False)
    (mark,) = pulled(edition).values()
    assert (mark.id, mark.member, mark.note, mark.share, mark.state) == (given, "里子", "这一条印出来", "book", "accepted")
    said = run("build", "edition", "--notes", "term,reader", "-o", "a.epub", cwd=edition.parent)
    assert said.code == 0, said.err
    book = b"".join(entries((edition.parent / "a.epub").read_bytes()).values()).decode(errors="replace")
    assert "这一条印出来" in book or "這一條印出來" in book
    assert "给朋友" not in book


def test_again_changes_nothing_and_what_changed_at_the_service_changes(state: State, edition: Path) -> None:
    ali = member(state).member
    name = give(state, ali, 0, 4, "很长很长的一条批注")
    pull(edition)
    files = {path.name: path.read_bytes() for path in edition.iterdir() if path.is_file()}
    assert "0 new, 0 changed, 0 taken back" in pull(edition).out
    assert {path.name: path.read_bytes() for path in edition.iterdir() if path.is_file()} == files
    change_note(state.store, ali, name, "短的")
    assert pulled(edition) == {}
    decide(state.store, name, "accepted")
    assert pulled(edition)[name].note == "短的"


@pytest.mark.parametrize("how", ["share", "delete", "decline", "leave"])
def test_what_is_taken_back_is_taken_out_and_may_come_again(state: State, edition: Path, how: str) -> None:
    ali = member(state).member
    name = give(state, ali, 0, 4, "一条批注")
    own = '[[mark]]\nid = "own"\nmember = "编者"\nessay = "kafei"\nexact = "提神"\nshare = "book"\n'
    (edition / "readers.toml").write_text(own, encoding="utf-8")
    assert set(pulled(edition)) == {name, "own"}
    if how == "share":
        share_mark(state.store, ali, name, "club")
    elif how == "delete":
        delete_mark(state.store, ali, name)
    elif how == "decline":
        decide(state.store, name, "declined")
    else:
        remove_member(state.store, ali)
    assert set(pulled(edition)) == {"own"}
    if how != "leave":
        give(state, ali, 0, 4, "一条批注")
        assert set(pulled(edition)) == {name, "own"}


def test_an_entry_that_an_editor_has_touched_stays_and_is_told_of_when_it_is_taken_back(state: State, edition: Path) -> None:
    ali = member(state).member
    name = give(state, ali, 0, 4, "一条批注")
    pull(edition)
    path = edition / "readers.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("一条批注", "一条改过的批注"), encoding="utf-8")
    delete_mark(state.store, ali, name)
    said = pull(edition)
    assert name in said.err
    assert [mark.note for mark in read_marks(path)] == ["一条改过的批注"]
    told = json.loads(run("marks", "pull", *kept_at(edition.parent / "data"), "-o", "edition/readers.toml", "--json", cwd=edition.parent).out)
    assert (told["accepted"], told["touched"], told["withdrawn"]) == (0, [name], [])


def test_nothing_accepted_says_where_it_is_decided_and_names_no_file(state: State, edition: Path) -> None:
    give(state, member(state).member, 6, 9, "还没有决定", verdict=False)
    assert pull(edition).out == "0 accepted marks of this edition, 0 orphans\n1 given mark not yet decided on: editors do that at /editors\n"
    assert not (edition / "readers.toml").exists()


def test_words_that_the_edition_at_hand_does_not_have_are_orphans(state: State, edition: Path) -> None:
    give(state, member(state).member, 0, 6, "没有地方的批注")
    source = next(path for path in (edition / "essays").iterdir() if "發展咖啡文化" in path.read_text(encoding="utf-8", errors="replace"))
    old, new = source.read_bytes(), source.read_bytes().replace("發展咖啡文化".encode(), "別的一句話".encode())
    source.write_bytes(new)
    toml = edition / "edition.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(sha256(old).hexdigest(), sha256(new).hexdigest()), encoding="utf-8")
    assert pulled(edition) == {}
    (orphan,) = read_marks(edition / "orphans.toml")
    assert (orphan.note, orphan.state) == ("没有地方的批注", "orphan")


def test_a_folder_without_a_service_is_told_of(edition: Path) -> None:
    said = run("marks", "pull", "--data", "nothing", "-o", "edition/readers.toml", cwd=edition.parent)
    assert (said.code, said.out) != (0, "")
    assert "holds no database" in said.err
    assert not (edition.parent / "nothing").exists()
