"""Files of devices sent to the service: the same marks as `reader marks` makes of them, private, once; nothing of other books, nothing left behind."""

from __future__ import annotations

import io
import re
import sqlite3
import sys
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from threading import Semaphore

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from reader.mark import Mark
from reader.marks.gather import sources_in
from reader.marks.importing import import_marks, places_of
from reader.serve import uploads
from reader.serve.arrivals import arrivals_of, take_in
from reader.serve.importing import Brought, Job, bring
from reader.serve.limits import READING, a_hand
from reader.serve.marks import change_note, delete_mark, marks_of
from reader.serve.members import Invited
from reader.serve.reception import UnreadableError, brought
from reader.serve.state import State
from tests.commands import has_ended, until
from tests.databases import dump
from tests.marked import members, memory
from tests.marks import CASES, case_bytes, club, every_case
from tests.served import NOW, asked

KINDLE = CASES / "kindle" / "My Clippings.zh-CN.txt"
KOBO = CASES / "kobo" / "KoboReader.sql"


def key(browser: TestClient) -> str:
    return str(html.fromstring(browser.get("/me/arrived").content).xpath("string(//input[@name='form']/@value)"))


def upload(browser: TestClient, *files: tuple[str, bytes]) -> tuple[int, list[str]]:
    """The status, and what the page says of what was sent."""
    answer = browser.post("/me/arrived", data={"form": key(browser)}, files=[("file", file) for file in files])
    return answer.status_code, [one.text_content() for one in html.fromstring(answer.content).find_class("new")]


@pytest.mark.parametrize("case", every_case(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_comes_to_the_same_marks_as_by_the_command(site: Path, tmp_path: Path, case: Path) -> None:
    data = case_bytes(case)
    imported = import_marks(list(sources_in(data, case.name)), club(), places_of(tmp_path / "readers.toml"), member="阿里")
    found = bring(Job(str(site), "阿里", ((case.name, data),)))
    assert {one.mark.id: told(one.mark) for one in found.kept} == {mark.id: told(mark) for mark in imported.marks}
    assert found.others == sum(imported.others.values())
    assert all(bool(one.block) == (one.mark.state != "orphan") for one in found.kept)


def told(mark: Mark) -> tuple[str, ...]:
    """What a mark says, but for what only an edition's folder knows."""
    return (mark.member, mark.essay, mark.exact, mark.note, mark.made, mark.source, mark.share, mark.state)


def test_a_file_is_taken_in_and_again_changes_nothing(state: State, browser: TestClient, ali: Invited) -> None:
    status, said = upload(browser, (KINDLE.name, KINDLE.read_bytes()))
    marks = marks_of(state.store, ali.member)
    assert status == 200
    assert len(marks) > 1
    assert f"{len(marks)} marks came: {len(marks)} new, 0 changed" in said[0]
    assert {(one.mark.share, one.mark.source, one.touched) for one in marks} == {("me", "kindle", False)}
    assert f"{len(marks)} marks came: 0 new, 0 changed" in upload(browser, ("x.txt", KINDLE.read_bytes()))[1][0]
    assert marks_of(state.store, ali.member) == marks
    first, second = arrivals_of(state.store, ali.member)[::-1]
    assert (first.name, first.source, first.new, second.name, second.new) == (KINDLE.name, "kindle", len(marks), "x.txt", 0)
    assert KINDLE.name in browser.get("/me/arrived").text
    assert [one["name"] for one in browser.get("/me/export.json").json()["arrivals"]] == ["x.txt", KINDLE.name]


def test_what_a_person_changed_or_deleted_stays_so(state: State, browser: TestClient, ali: Invited) -> None:
    upload(browser, (KINDLE.name, KINDLE.read_bytes()))
    first, second, *_ = (one.mark.id for one in marks_of(state.store, ali.member))
    change_note(state.store, ali.member, first, "我改的")
    delete_mark(state.store, ali.member, second)
    before = marks_of(state.store, ali.member)
    assert "1 that were deleted before stayed away." in upload(browser, (KINDLE.name, KINDLE.read_bytes()))[1]
    assert marks_of(state.store, ali.member) == before


def library(secret: str) -> bytes:
    """A Kobo's database with marks in many other books."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(KOBO.read_text(encoding="utf-8"))
        columns = [row[1] for row in base.execute("PRAGMA table_info(Bookmark)")]
        row = next(iter(base.execute("SELECT * FROM Bookmark")))
        for number in range(200):
            values = dict(zip(columns, row, strict=True)) | {"BookmarkID": f"s{number}", "VolumeID": f"file:///mnt/{secret}.epub"}
            values |= {"Text": f"{secret}的一句话{number}", "Annotation": secret}
            values = {name: value for name, value in values.items() if name in columns}
            base.execute(f"INSERT INTO Bookmark ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", list(values.values()))
        base.execute(
            "INSERT INTO content (ContentID, ContentType, MimeType, BookTitle, Title) VALUES (?, '6', '', ?, ?)", (f"file:///mnt/{secret}.epub", secret, secret)
        )
        base.commit()
        return base.serialize()


def test_of_a_whole_library_this_edition_alone_is_kept(
    state: State, browser: TestClient, ali: Invited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    _, said = upload(browser, ("KoboReader.sqlite", library("不该外传的书")))
    assert re.search(r"\b20\d in other books were not kept\.", " ".join(said))  # those of the case file, too
    assert marks_of(state.store, ali.member)
    kept = dump(state.store)
    assert "茶馆里里外外都是闲人" in kept
    assert "不该外传" not in kept + browser.get("/me/arrived").text + browser.get("/me/export.json").text + "".join(capfd.readouterr())
    assert list((tmp_path / "temporary").iterdir()) == []
    assert not [path for path in (tmp_path / "data").iterdir() if "不该外传".encode() in path.read_bytes()]


def test_of_a_file_about_other_books_alone_nothing_is_remembered(state: State, browser: TestClient, ali: Invited) -> None:
    other = KINDLE.read_text(encoding="utf-8-sig").replace("茶与咖啡之争", "三体")
    status, said = upload(browser, ("三体.txt", other.encode()))
    assert (status, said[0]) == (200, "There are no marks of the books here in it.")
    assert list(arrivals_of(state.store, ali.member)) == []
    assert "三体" not in dump(state.store)


def test_several_files_at_once_and_a_zip(state: State, browser: TestClient, ali: Invited) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("KoboReader.sqlite", library("别的"))
    status, said = upload(browser, (KINDLE.name, KINDLE.read_bytes()), ("kobo.zip", packed.getvalue()), ("photo.jpg", b"\xff\xd8\xff"))
    assert status == 200
    assert {one.mark.source for one in marks_of(state.store, ali.member)} == {"kindle", "kobo"}
    assert said[-1] == "1 files hold no marks in a format known here."
    assert arrivals_of(state.store, ali.member)[0].name == f"{KINDLE.name}, kobo.zip/KoboReader.sqlite"


def test_a_database_comes_with_its_log(state: State, browser: TestClient, ali: Invited, tmp_path: Path) -> None:
    path = tmp_path / "KoboReader.sqlite"
    with closing(sqlite3.connect(path)) as base:
        base.executescript("PRAGMA journal_mode = WAL;" + KOBO.read_text(encoding="utf-8"))
        base.commit()
        files = [(one.name, one.read_bytes()) for one in (path, Path(f"{path}-wal"))]
    upload(browser, *files)
    assert marks_of(state.store, ali.member)


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("empty.txt", b"", 422, "1 files hold no marks"),
        ("bomb.zip", b"PK\x03\x04" + b"\0" * 50, 422, "1 files hold no marks"),
        ("code.lua", b'return { annotations = { { drawer = os.execute("touch /tmp/reader-was-here") } } }', 200, "damaged places"),
        ("broken.sqlite", b"SQLite format 3\0" + b"\xff" * 5000, 422, "1 files hold no marks"),
        ("deep.json", b"[" * 1_000_000, 422, "1 files hold no marks"),
    ],
)
def test_hostile_files_cost_a_line(state: State, browser: TestClient, name: str, data: bytes, status: int, said: str) -> None:
    answer = upload(browser, (name, data))
    assert answer[0] == status
    assert said in " ".join(answer[1])
    assert not Path("/tmp/reader-was-here").exists()
    assert "Traceback" not in " ".join(answer[1])


def test_more_than_is_taken_in_costs_a_line(state: State, browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 1 << 20)
    status, said = upload(browser, ("KoboReader.sqlite", b"SQLite format 3\0" + bytes(3 << 20)))
    assert (status, said) == (413, ["These files have more than 1 MB: send a zip of them, or use `reader marks` on a computer of your own."])
    monkeypatch.setattr(uploads, "LISTENED_TO", 2 << 20)
    assert browser.post("/me/arrived", files={"file": ("x", bytes(3 << 20))}).status_code == 413


def test_forms_of_other_sites_and_strangers_send_nothing(state: State, browser: TestClient, ali: Invited) -> None:
    file = {"file": (KINDLE.name, KINDLE.read_bytes())}
    assert browser.post("/me/arrived", files=file).status_code == 403
    assert browser.post("/me/arrived", data={"form": "0" * 32}, files=file).status_code == 403
    assert browser.post("/me/arrived", data={"form": key(browser)}).status_code == 400
    assert browser.post("/me/arrived", content=b"--x", headers={"content-type": "multipart/form-data; boundary=y"}).status_code in {400, 403}
    assert browser.post("/me/arrived", content=b"x", headers={"content-type": "multipart/form-data"}).status_code == 400
    with asked(state) as stranger:
        assert stranger.get("/me/arrived").status_code == 403
        assert stranger.post("/me/arrived", data={"form": key(browser)}, files=file).status_code == 403
    assert marks_of(state.store, ali.member) == []
    assert upload(browser, ("", b""))[0] == 400


def test_a_process_that_takes_too_long_is_ended_with_all_that_it_began(tmp_path: Path) -> None:
    script = "import pathlib, subprocess, sys; c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    script += f"pathlib.Path({str(tmp_path / 'child')!r}).write_text(str(c.pid)); c.wait()"
    for seconds in (1, 4, 16, 64):  # as many as a machine needs to start two processes
        with pytest.raises(UnreadableError):
            brought(Job("", "", ()), command=(sys.executable, "-c", script), seconds=seconds)
        if (tmp_path / "child").exists():
            break
    child = int((tmp_path / "child").read_text())
    until(lambda: has_ended(child))  # the kernel takes a moment
    for code in ("import sys; sys.exit(1)", "print('nothing')", "import os; os.abort()"):
        with pytest.raises(UnreadableError):
            brought(Job("", "", ()), command=(sys.executable, "-c", code))
    assert [path.name for path in tmp_path.iterdir()] == ["child"]


async def _no_hand() -> None:
    busy = Semaphore(READING)
    for _ in range(READING):
        busy.acquire()
    async with a_hand(busy, wait=0):
        raise AssertionError


def test_when_all_hands_are_full_others_come_again_later() -> None:
    import asyncio

    with pytest.raises(HTTPException) as raised:
        asyncio.run(_no_hand())
    assert (raised.value.status_code, raised.value.headers) == (503, {"Retry-After": "60"})


@settings(deadline=None)
@given(st.data())
def test_whatever_is_in_a_file_is_read_or_left_twice_alike(site: Path, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(every_case()))
    content = data.draw(mutations(case_bytes(case)))
    job = Job(str(site), "阿里", ((case.name, content), (f"{case.name}-wal", content[:100])))
    found = bring(job)
    assert found == bring(job)
    store = memory()
    (ali,) = members(store, ["阿里"])
    take_in(store, ali, found.kept, name="x", now=NOW)
    before = marks_of(store, ali)
    assert not take_in(store, ali, found.kept, name="x", now=NOW).new
    assert marks_of(store, ali) == before


def mutations(data: bytes) -> st.SearchStrategy[bytes]:
    """The file with a stretch of it cut out, doubled, or in its place anything."""
    place = st.integers(0, len(data))
    odd = st.sampled_from([b"", b"\0", b"\xff\xfe", b"\r", b'"', b"]]]]", b"{" * 2000, b"os.exit()", "\u202e茶".encode()]) | st.binary(max_size=20)
    return st.builds(lambda a, b, new: data[: min(a, b)] + new + data[max(a, b) :], place, place, odd | st.just(data[:300]))


HEADS = (b"Content-Disposition: form-data; name=", b'"file"', b'"form"', b'; filename="', b'"', b"Content-Type: x")
PIECES = st.sampled_from([*HEADS, b"--", b"b", b"--b", b"--b--", b"\r\n", b"\r\n\r\n", b"\n", b"\0", b"\xff" * 300, b"a" * 5000]) | st.binary(max_size=9)
KINDS = ("multipart/form-data; boundary=b", "multipart/form-data; boundary=", "multipart/form-data", 'Multipart/Form-Data; boundary="b"; charset=x')


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=14), st.sampled_from(KINDS))
def test_whatever_a_form_is_made_of_is_answered(browser: TestClient, monkeypatch: pytest.MonkeyPatch, parts: list[bytes], kind: str) -> None:
    monkeypatch.setattr(uploads, "brought", lambda job: Brought())
    own = b'--b\r\nContent-Disposition: form-data; name="form"\r\n\r\n' + key(browser).encode() + b"\r\n"
    for body in (b"".join(parts), own + b"".join(parts), own + b"--b\r\n" + b"".join(parts) + b"\r\n--b--\r\n"):
        assert browser.post("/me/arrived", content=body, headers={"content-type": kind}).status_code in {200, 400, 403, 422}
