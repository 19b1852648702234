"""The service hands out the site's files and nothing else, and keeps what belongs to a member from everybody else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.serve.members import INVITATION, devices_of
from reader.serve.state import State
from reader.serve.store import asking, close_store
from tests.served import NOW, asked, key, member, sent_raw, state_at
from tests.sites import PAGES


def test_every_file_of_the_site_but_the_first_page_is_served_as_it_is(site: Path, state: State) -> None:
    client = asked(state)
    paths = [path for path in site.rglob("*") if path.is_file() and path.name not in PAGES]
    assert len(paths) > 30
    for path in paths:
        name = f"/{path.relative_to(site).as_posix()}"
        answer = client.get(name)
        assert (answer.status_code, answer.content) == (200, path.read_bytes())
        head = client.head(name)
        assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(path.stat().st_size))
        assert client.get(name, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
        assert "last-modified" in head.headers
        assert "set-cookie" not in head.headers


def test_a_book_has_a_name_to_be_stored_under_and_can_be_had_in_parts(site: Path, state: State) -> None:
    name = next(path.name for path in (site / "books").iterdir() if path.name.endswith(".zh-Hans.kepub.epub"))
    answer = asked(state).get(f"/books/{name}", headers={"range": "bytes=10-19"})
    assert (answer.status_code, answer.content) == (206, (site / "books" / name).read_bytes()[10:20])
    assert answer.headers["content-type"] == "application/epub+zip"
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{name}"; filename*=UTF-8')


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/opds+json, application/atom+xml;profile=opds-catalog, */*", "application/opds+json"),  # KOReader 2026.07
        ("application/atom+xml,application/xml,text/xml,*/*", "application/atom+xml;profile=opds-catalog"),
        ("*/*", "application/atom+xml;profile=opds-catalog"),
        ("", "application/atom+xml;profile=opds-catalog"),
    ],
)
@pytest.mark.parametrize("path", ["/opds", "/opds/"])
def test_the_catalogue_comes_in_the_version_that_is_asked_for_without_a_redirect(state: State, path: str, accept: str, kind: str) -> None:
    answer = asked(state).get(path, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"], answer.headers["vary"]) == (200, kind, "Accept")


ATTACKS = (
    "/../secret",
    "/%2e%2e/secret",
    "/..%2fsecret",
    "/books/../../secret",
    "/books/%2e%2e%2f%2e%2e%2fsecret",
    "/books/..%5c..%5csecret",
    "//secret",
    "/%00",
    "/books/%00.epub",
    "/C:/secret",
    "/c%3a%5csecret",
    "/books/C:secret",
    "/link",
    "/linked/secret",
    "/books/" + "a" * 5000,
    "/.%00./secret",
    "/k/x/../../secret",
    "/k/x/link",
    "/%c0%ae%c0%ae/secret",
    "/read/....//secret",
    "/books/con",
    "/~root",
    "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/%252e%252e/secret",
    "/.%2e/secret",
    "/%2e./secret",
    "/%2F%2e%2e%2Fsecret",
    "/books/..;/..;/secret",
    "/..%c0%afsecret",
    "/%e0%80%ae%e0%80%ae/secret",
    "/%f0%80%80%ae./secret",
    "/%ff%fe/secret",
    "/%ed%a0%80",
    "/\\secret",
    "/..\\secret",
    "/%5c%5c127.0.0.1%5cshare%5csecret",
    "/%5c%5c%3f%5cC:%5csecret",
    "/file:%2f%2f%2fsecret",
    "/．．/secret",
    "/%ef%bc%8e%ef%bc%8e%ef%bc%8fsecret",
    "/‥/secret",
    "/books%00/../secret",
    "/index.html%00.epub",
    "/index.html/../../secret",
    "/index.html::$DATA",
    "/INDEX~1.HTM",
    "/books/aux.epub",
    "/nul",
    "/books/ /secret",
    "/ secret",
    "/secret%20",
    "/" + "../" * 2000 + "secret",
    "/" + "a/" * 3000,
    "/" + "%2e%2e%2f" * 500 + "secret",
    "/me/../../secret",
    "/opds/../../secret",
    "/opds/%2e%2e/%2e%2e/secret",
    "/k/x/%2e%2e/%2e%2e/%2e%2e/secret",
    "/k/x/opds/../../../../secret",
    "/k/..%2f..%2fsecret",
    "/join/..%2f..%2fsecret",
    "/syncs/progress/..%2f..%2fsecret",
    "/reader.sqlite",
    "/../data/reader.sqlite",
    "/proc/self/environ",
    "/%2fproc%2fself%2fenviron",
)


@pytest.fixture(scope="module")
def besieged(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    around = tmp_path_factory.mktemp("around")
    folder = around / "site"
    shutil.copytree(site, folder)
    (around / "secret").write_text("SECRET")
    (around / "folder").mkdir()
    (around / "folder" / "secret").write_text("SECRET")
    (folder / "link").symlink_to(around / "secret")
    (folder / "linked").symlink_to(around / "folder")
    state = state_at(folder, around / "data")
    yield state
    close_store(state.store)


@pytest.mark.parametrize("path", ATTACKS, ids=range(len(ATTACKS)))
def test_nothing_outside_the_site_can_be_had(besieged: State, path: str) -> None:
    status, body = sent_raw(besieged, path)
    assert status in {400, 401, 404}
    assert b"SECRET" not in body


def test_the_way_of_the_attacks_does_reach_files(besieged: State) -> None:
    assert sent_raw(besieged, "/index.html")[0] == 200


@pytest.mark.parametrize("path", ["/", "/opds", "/me", "/users/auth", "/nothing", "/join/x", "/hashes.json"])
def test_every_answer_keeps_a_browser_in_bounds(state: State, path: str) -> None:
    headers = asked(state).get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["x-frame-options"], headers["referrer-policy"]) == ("nosniff", "DENY", "no-referrer")


def test_looking_at_a_link_redeems_nothing_and_it_works_once(state: State) -> None:
    invited = member(state)
    link = f"/join/{invited.link}"
    for _ in range(3):
        assert "阿里" in asked(state).get(link).text
    client = asked(state)
    answer = client.post(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    assert re.search("HttpOnly; .*SameSite=lax", answer.headers["set-cookie"])
    assert "阿里" in client.get("/me").text
    assert asked(state).post(link).status_code == 404
    assert asked(state).get("/me").status_code == 403


def test_a_link_is_good_for_seven_days(site: Path, tmp_path: Path) -> None:
    now = [NOW]
    state = state_at(site, tmp_path / "data", now=lambda: now[0])
    invited = member(state)
    now[0] += INVITATION + 1
    assert asked(state).post(f"/join/{invited.link}").status_code == 404
    close_store(state.store)


def form_of(page: str) -> str:
    found = re.search(r'name="form" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def test_a_device_is_added_and_a_lost_one_revoked(state: State) -> None:
    client, invited = asked(state), member(state)
    client.post(f"/join/{invited.link}")
    page = client.post("/me/devices", data={"form": form_of(client.get("/me").text), "label": "<b>Kindle</b>"}).text
    assert "&lt;b&gt;Kindle" in page
    assert "<b>Kindle</b>" not in page
    code = re.findall(r"<code>([a-z2-9]{26})</code>", page)
    assert len(code) == 1
    assert code[0] not in client.get("/me").text
    assert client.get(f"/k/{code[0]}/users/auth").status_code == 200
    device = devices_of(state.store, invited.member)[1]
    client.post(f"/me/devices/{device.id}/remove", data={"form": form_of(page)})
    assert client.get(f"/k/{code[0]}/users/auth").status_code == 401


@pytest.mark.parametrize("path", ["/me/devices", "/me/devices/1/remove", "/me/leave", "/me/delete"])
def test_a_form_of_another_site_does_nothing(state: State, path: str) -> None:
    client, invited = asked(state), member(state)
    client.post(f"/join/{invited.link}")
    for form in ({}, {"form": "0" * 32}, {"form": "é"}):
        assert client.post(path, data=form | {"sure": "yes"}).status_code == 403
    assert asked(state).post(path, data={"form": form_of(client.get("/me").text)}).status_code == 403
    assert client.get("/me").status_code == 200


def test_a_member_takes_everything_away_and_leaves_nothing(state: State) -> None:
    client, invited = asked(state), member(state)
    client.put("/syncs/progress", json={"document": "d", "progress": "1", "percentage": 1, "device": "K", "device_id": "1"}, headers=key(invited))
    client.post(f"/join/{invited.link}")
    told = client.get("/me/export.json").json()
    assert (told["name"], told["progress"][0]["document"], told["devices"][0]["said"]) == ("阿里", "d", "K")
    assert invited.device not in client.get("/me/export.json").text
    client.post("/me/delete", data={"form": form_of(client.get("/me").text), "sure": "yes"})
    with asking(state.store) as connection:
        for table in ("member", "device", "invitation", "session", "progress"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.sqlite
def test_no_code_is_kept_that_could_be_read(state: State, tmp_path: Path) -> None:
    invited = member(state)
    with asking(state.store) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert "阿里".encode() in kept
    for code in (invited.link, invited.device, key(invited)["x-auth-key"]):
        assert code.encode() not in kept
        assert bytes.fromhex(code) not in kept if re.fullmatch("[0-9a-f]+", code) else True
