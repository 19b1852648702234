"""What is said when something is amiss: a page in the reader's language to browsers, one line to programs, nothing of a closed group's books to strangers."""

from __future__ import annotations

import errno

import pytest
from msgspec.structs import replace

from reader.serve import own
from reader.serve.clubfile import Club
from reader.serve.state import State
from reader.serve.store import UnavailableError
from tests.served import asked, member
from tests.test_serve_marking import entered

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("language", "words", "lang"),
    [
        ("zh-CN,zh;q=0.9", "没有这一页", "zh-Hans"),
        ("zh-TW", "沒有這一頁", "zh-Hant"),
        ("en-GB,en;q=0.5", "There is no such page", "en"),
    ],
)
def test_a_browser_is_told_in_its_readers_language(state: State, language: str, words: str, lang: str) -> None:
    answer = asked(state).get("/nothing", headers=BROWSER | {"accept-language": language})
    assert (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"]) == (404, "text/html; charset=utf-8", "no-store")
    assert words in answer.text
    assert f'<html lang="{lang}">' in answer.text
    assert 'href="/me"' in answer.text


@pytest.mark.parametrize("accept", ["*/*", "application/opds+json, application/atom+xml;profile=opds-catalog, */*", "application/json", ""])
def test_a_program_is_told_in_one_line(state: State, accept: str) -> None:
    answer = asked(state).get("/nothing", headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"], answer.text) == (404, "text/plain; charset=utf-8", "Not Found\n")


@pytest.mark.parametrize(
    ("path", "data", "status", "words"),
    [
        ("/me/marks", {}, 403, "You have to come in first"),
        ("/me/delete", {}, 403, "You have to come in first"),
        ("/me/marks/delete", {"form": "own"}, 400, "nothing was changed"),
        ("/opds", {}, 405, "no such page"),
        ("/me/marks", {"note": "x" * 100_000}, 413, "too large"),
    ],
)
def test_a_form_that_is_refused_is_answered_with_a_page(state: State, path: str, data: dict[str, str], status: int, words: str) -> None:
    ali = entered(state, member(state))
    if "form" in data:
        data = {"form": own.form_key(ali.cookies["reader"])}
    answer = ali.post(path, data=data, headers=BROWSER | {"accept-language": "en"})
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


def test_a_stranger_who_guesses_is_told_to_wait_and_nothing_of_the_books(state: State) -> None:
    closed = replace(state, club=Club(closed=True))
    client = asked(closed)
    for path in ("/opds", "/nothing"):
        answers = [client.get(f"/k/{'a' * 26}{path}", headers={"accept-language": "en"}) for _ in range(25)]
        assert (answers[-1].status_code, answers[-1].text, answers[-1].headers["retry-after"]) == (429, "Too Many Requests\n", "60")


@pytest.mark.parametrize(("error", "status"), [(UnavailableError("busy", where="x"), 503), (OSError(errno.ENOSPC, "full"), 507), (ValueError("ours"), 500)])
def test_a_fault_is_told_as_a_page_too(state: State, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(own, "by_session", fails)
    for headers, kind in ((BROWSER, "text/html"), ({"accept": "*/*"}, "text/plain")):
        answer = asked(state).get("/me", headers=headers)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (status, kind)
        assert "ours" not in answer.text
        assert answer.headers["x-frame-options"] == "DENY"


def test_nothing_that_was_sent_stands_on_the_page(state: State) -> None:
    answer = asked(state).get("/<script>alert(1)</script>", headers=BROWSER)
    assert (answer.status_code, "alert" in answer.text) == (404, False)
