"""Marks beside the text: members make, share, answer and take them away; strangers get the site as it lies there; what is hidden changes nothing."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from starlette.testclient import TestClient

from reader.marks.formats import annotation
from reader.serve.clubfile import Club, Meeting
from reader.serve.marks import marks_of
from reader.serve.members import Invited
from reader.serve.state import State
from reader.serve.store import changing, close_store
from reader.serve.texts import Essay, essay_of
from tests.served import NOW, asked, member, state_at

BOOK, SLUG = "chaka", "kafei"
PAGE = f"{BOOK}/zh-Hans/{SLUG}"
TOLD = f"/me/read/{PAGE}.json"
SCRIPTED = {"accept": "application/json"}


def entered(state: State, invited: Invited) -> TestClient:
    """The member's browser."""
    client = asked(state)
    client.post(f"/join/{invited.link}")
    return client


def form_key(client: TestClient) -> str:
    return str(client.get(TOLD).json()["form"])


def essay_in(state: State, text: str = "zh-Hans") -> Essay:
    essay = essay_of(state, BOOK, text, SLUG)
    assert essay
    return essay


def selection(state: State, number: int, start: int, end: int) -> dict[str, str]:
    """What the page's script sends of words in the paragraph of that number."""
    block = essay_in(state).blocks[number]
    return {"block": block.id, "exact": block.text[start:end], "prefix": block.text[:start], "suffix": block.text[end:], "start": str(start)}


def sent(client: TestClient, path: str, **fields: str) -> int:
    """Send a form as the page's script does; the answer's status."""
    return client.post(path, data={"form": form_key(client), "page": PAGE, **fields}, headers=SCRIPTED).status_code


def shown(client: TestClient) -> list[dict[str, object]]:
    return list(client.get(TOLD).json()["view"]["marks"])


def test_a_mark_is_made_shared_seen_and_answered(state: State) -> None:
    ali, ben = (entered(state, member(state, name, handle)) for name, handle in (("阿里", "a-li"), ("阿本", "a-ben")))
    assert sent(ali, "/me/marks", **selection(state, 6, 2, 6), note="<b>记</b>", share="me") == 200
    (mark,) = shown(ali)
    assert (mark["exact"], mark["note"], mark["mine"], mark["share"]) == (essay_in(state).blocks[6].text[2:6], "<b>记</b>", True, "me")
    assert sent(ben, "/me/furthest", block=essay_in(state).order[6]) == 200
    assert shown(ben) == []
    assert sent(ali, f"/me/marks/{mark['id']}", share="club", block="") == 200
    (seen,) = shown(ben)
    assert (seen["id"], seen["who"], seen["mine"], seen["share"]) == (mark["id"], "阿里", False, "")
    assert sent(ben, f"/me/marks/{mark['id']}/answer", text="答") == 200
    (reply,) = shown(ali)[0]["replies"]  # type: ignore[misc]
    assert (reply["who"], reply["text"], reply["mine"]) == ("阿本", "答", True)
    assert sent(ben, f"/me/answers/{reply['id']}/delete") == 200
    assert shown(ali)[0]["replies"] == []
    assert sent(ben, f"/me/marks/{mark['id']}", note="改", share="book") == 200
    assert sent(ben, f"/me/marks/{mark['id']}/delete") == 200
    assert (shown(ali)[0]["note"], shown(ali)[0]["share"]) == ("<b>记</b>", "club")
    assert sent(ali, f"/me/marks/{mark['id']}/delete") == 200
    assert shown(ben) == []


def test_the_group_has_met_about_it_or_has_not(site: Path, tmp_path: Path) -> None:
    now = [NOW]
    begin = datetime.fromtimestamp(NOW, UTC)
    first = essay_in(state := state_at(site, tmp_path / "data", now=lambda: now[0]))
    meeting = Meeting("1", first.edition, SLUG, begin, 60, first.order[5], "")
    state = replace(state, club=Club(meetings=(meeting,)))
    ali, ben = (entered(state, member(state, name, handle)) for name, handle in (("阿里", "a-li"), ("阿本", "a-ben")))
    sent(ali, "/me/marks", **selection(state, 4, 0, 4), note="谈过", share="club")
    sent(ali, "/me/marks", **selection(state, 6, 2, 6), note="没谈到", share="club")
    now[0] += 3599
    assert shown(ben) == []
    now[0] += 1
    assert [mark["note"] for mark in shown(ben)] == ["谈过"]
    close_store(state.store)


def test_all_of_it_can_be_done_without_a_script(state: State) -> None:
    ali = entered(state, member(state))
    block = essay_in(state).blocks[6]
    page = ali.get(f"/me/read/{PAGE}").text
    address = f"/me/read/{PAGE}/{block.id}"
    assert f'href="{address}"' in page
    paragraph = ali.get(address).text
    assert block.text in paragraph
    fields = {"form": form_key(ali), "page": PAGE, "block": block.id}
    answer = ali.post("/me/marks", data=fields | {"exact": block.text[2:6], "note": '</textarea><script>alert("1")</script>', "share": "me"})
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    paragraph = ali.get(address).text
    assert "<script" not in paragraph
    assert '</textarea><script>alert("1")</script>' in unescape(paragraph)
    (mark,) = shown(ali)
    assert ali.post("/me/marks", data=fields | {"exact": "不在这里"}).status_code == 409
    assert ali.post("/me/marks", data=fields | {"exact": "", "note": "整段"}).status_code == 303
    assert {one["exact"] for one in shown(ali)} == {block.text, mark["exact"]}
    assert ali.post(f"/me/marks/{mark['id']}/answer", data=fields | {"text": "<i>自答</i>"}).status_code == 303
    assert "&lt;i&gt;自答" in ali.get(address).text
    assert ali.post("/me/furthest", data=fields).status_code == 303
    assert ali.get(TOLD).json()["view"]["furthest"] == block.id
    assert ali.post(f"/me/marks/{mark['id']}/delete", data=fields).status_code == 303
    assert len(shown(ali)) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/me/marks", "/me/marks/x", "/me/marks/x/delete", "/me/marks/x/answer", "/me/answers/x/delete", "/me/furthest", "/me/marks/delete", "/editors/x",
    ],
)  # fmt: skip
def test_a_form_of_another_site_marks_nothing(state: State, path: str) -> None:
    ali = entered(state, member(state))
    fields = {"page": PAGE, **selection(state, 6, 2, 6), "sure": "yes", "verdict": "accept"}
    for form in ({}, {"form": "0" * 32}):
        assert ali.post(path, data=fields | form).status_code == 403
    assert asked(state).post(path, data=fields | {"form": form_key(ali)}).status_code == 403
    assert shown(ali) == []


@pytest.mark.parametrize("path", [TOLD, f"/me/read/{PAGE}", f"/me/read/{PAGE}/kafei-l7", "/me/marks", f"/me/marks/{BOOK}.zh-Hans.md", "/editors"])
def test_strangers_and_codes_in_paths_reach_no_marks(state: State, path: str) -> None:
    invited = member(state)
    assert asked(state).get(path).status_code == 403
    assert asked(state).get(f"/k/{invited.device}{path}").status_code == 404


def test_a_stranger_reads_the_page_as_it_lies_there_and_a_member_one_that_can_be_marked(site: Path, state: State) -> None:
    path = f"/read/{PAGE}.html"
    lies = (site / path.lstrip("/")).read_bytes()
    assert asked(state).get(path).content == lies
    invited = member(state)
    assert asked(state).get(f"/k/{invited.device}{path}").status_code == 404
    ali = entered(state, invited)
    page = ali.get(path)
    assert "/marks.js" in page.text
    assert "Content-Security-Policy" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["vary"] == "Cookie"
    again = ali.get(path, headers={"if-none-match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert asked(state).get(path, headers={"if-none-match": page.headers["etag"]}).content == lies
    links = re.findall(r'class="remark" href="([^"]+)"', page.text)
    assert len(links) == len(essay_in(state).blocks)
    assert all(ali.get(link).status_code == 200 for link in links)
    assert (asked(state).get("/marks.js").status_code, asked(state).get("/marks.css").status_code) == (200, 200)
    assert ali.get(f"/read/{BOOK}/zh-Hans/glossary.html").content == (site / f"read/{BOOK}/zh-Hans/glossary.html").read_bytes()
    assert ali.get(f"/read/{BOOK}/zh-Hans/nothing.html").status_code == 404


@pytest.mark.parametrize("page", ["chaka/zh-Hans", "chaka/zh-Hans/../kafei", "../../etc", "chaka/zh-Hans/glossary", "", "a/b/c/d"])
def test_a_form_from_no_page_of_ours_is_refused(state: State, page: str) -> None:
    ali = entered(state, member(state))
    assert ali.post("/me/marks", data={"form": form_key(ali), **selection(state, 6, 2, 6), "page": page}).status_code == 400


@pytest.mark.parametrize(("field", "value"), [("share", "everybody"), ("share", "")])
def test_nonsense_in_a_form_is_refused(state: State, field: str, value: str) -> None:
    ali = entered(state, member(state))
    assert sent(ali, "/me/marks", **(selection(state, 6, 2, 6) | {field: value})) == 400
    assert sent(ali, "/me/furthest", block="nowhere") == 400
    assert shown(ali) == []


@pytest.mark.parametrize("start", ["", "x", "-1", "999999999999999999999", "٣"])
def test_a_place_that_is_none_is_passed_over(state: State, start: str) -> None:
    ali = entered(state, member(state))
    assert sent(ali, "/me/marks", **(selection(state, 6, 2, 6) | {"start": start})) == 200


def test_a_member_takes_all_marks_away_and_deletes_them(state: State) -> None:
    invited = member(state)
    ali = entered(state, invited)
    sent(ali, "/me/marks", **selection(state, 6, 2, 6), note="第一条", share="club")
    sent(ali, "/me/marks", **selection(state, 4, 0, 4), note="", share="me")
    page = ali.get("/me/marks").text
    assert "第一条" in page
    for link in re.findall(r'href="(/me/[^"]+\.(?:md|annotation|json))"', page):
        assert ali.get(link).status_code == 200, link
    told = ali.get("/me/export.json").json()
    assert {one["mark"]["note"] for one in told["marks"]} == {"第一条", ""}
    markdown = ali.get(f"/me/marks/{BOOK}.zh-Hant-TW.md")
    assert essay_in(state, "zh-Hant-TW").blocks[6].text[2:6] in markdown.text
    assert markdown.headers["content-disposition"].endswith('.md"')
    annotations = ali.get(f"/me/marks/{BOOK}.zh-Hans.annotation").content
    assert [one["body"]["value"] for one in json.loads(annotations)["items"] if "body" in one] == ["第一条"]
    read = annotation.read(annotations)
    assert [mark.quote for mark in read.marks] == [essay_in(state).blocks[4].text[:4], essay_in(state).blocks[6].text[2:6]]
    assert ali.get(f"/me/marks/{BOOK}.zh-Hans.exe").status_code == 404
    assert ali.get("/me/marks/nothing.zh-Hans.md").status_code == 404
    assert ali.post("/me/marks/delete", data={"form": form_key(ali)}).status_code == 400
    assert ali.post("/me/marks/delete", data={"form": form_key(ali), "sure": "yes"}).status_code == 303
    assert not marks_of(state.store, invited.member)
    assert "第一条" not in ali.get("/me/marks").text


def test_editors_accept_what_is_given_for_the_book_and_nothing_else(state: State) -> None:
    ali, editor = member(state), member(state, "编者", "bian-zhe")
    state = replace(state, club=Club(editors=frozenset({"bian-zhe"})))
    mine, theirs = entered(state, ali), entered(state, editor)
    sent(mine, "/me/marks", **selection(state, 6, 2, 6), note="给书的<b>", share="book")
    sent(mine, "/me/marks", **selection(state, 6, 6, 9), note="给朋友的", share="club")
    sent(mine, "/me/marks", **selection(state, 4, 0, 4), note="给自己的")
    assert 'href="/editors"' in theirs.get("/me").text
    assert 'href="/editors"' not in mine.get("/me").text
    page = theirs.get("/editors").text
    assert "给书的&lt;b&gt;" in page
    assert "给朋友的" not in page
    assert "给自己的" not in page
    assert mine.get("/editors").status_code == 403
    name = next(kept.mark.id for kept in marks_of(state.store, ali.member) if kept.mark.share == "book")
    other = next(kept.mark.id for kept in marks_of(state.store, ali.member) if kept.mark.share == "club")
    assert mine.post(f"/editors/{name}", data={"form": form_key(mine), "verdict": "accept"}).status_code == 403
    for mark, verdict in ((name, "accept"), (other, "accept")):
        assert theirs.post(f"/editors/{mark}", data={"form": form_key(theirs), "verdict": verdict}).status_code == 303
    assert {kept.mark.id for kept in marks_of(state.store, ali.member) if kept.mark.state == "accepted"} == {name}
    assert theirs.post(f"/editors/{name}", data={"form": form_key(theirs), "verdict": "burn"}).status_code == 400
    with changing(state.store) as connection:
        connection.execute("UPDATE mark SET exact = '这句话不在书里' WHERE id = ?", (name,))
    assert theirs.get("/editors").text.index("这句话不在书里") > theirs.get("/editors").text.index("<section>")


def answers(client: TestClient) -> list[tuple[int, bytes, dict[str, str]]]:
    """All that a member can ask for that may have to do with marks: status, body, headers."""
    paths = [TOLD, f"/me/read/{PAGE}", f"/read/{PAGE}.html", "/me/marks", "/me/export.json", f"/me/marks/{BOOK}.zh-Hans.md"]
    paths += [f"/me/read/{PAGE}/{block}" for block in ("kafei-l5", "kafei-l6", "kafei-l7")]
    found = [client.get(path) for path in paths]
    return [(answer.status_code, answer.content, dict(answer.headers)) for answer in found]


DEEDS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(4, 6), st.integers(0, 3), st.sampled_from(["me", "club", "book"]), st.sampled_from(["add", "delete", "answer"])),
    min_size=1,
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=15)
@given(deeds=DEEDS)
def test_what_the_others_do_beyond_ones_place_changes_no_byte_of_any_answer(
    site: Path, tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[int, int, int, str, str]]
) -> None:
    state = state_at(site, tmp_path_factory.mktemp("data"))
    ali, ben, cai = (entered(state, member(state, name, handle)) for name, handle in (("阿里", "a-li"), ("阿本", "a-ben"), ("阿菜", "a-cai")))
    sent(ali, "/me/marks", **selection(state, 6, 2, 6), note="我的")
    sent(ali, "/me/furthest", block=essay_in(state).order[3])
    before = answers(ali)
    for who, number, start, share, deed in deeds:
        client = (ben, cai)[who]
        sent(client, "/me/furthest", block=essay_in(state).order[6])
        sent(client, "/me/marks", **selection(state, number, start, start + 3), note="剧透", share=share)
        for mark in shown(client):
            if deed != "add":
                sent(client, f"/me/marks/{mark['id']}/{deed}", text="答")
    assert answers(ali) == before
    hidden = {mark["id"] for client in (ben, cai) for mark in shown(client)}
    statuses = {sent(ali, f"/me/marks/{name}/answer", text="猜") for name in (*hidden, "00000000-0000-5000-8000-000000000000")}
    assert statuses == {404}
    close_store(state.store)
