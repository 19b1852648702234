"""calibre's plugin, as far as it needs neither calibre nor Qt. That it works in calibre's window is asked in tests/acceptance/calibre_plugin.py."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import select
import sys
import threading
import zipfile
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import __version__
from reader.annotate.remove import NO_NOTES
from reader.plugins.calibre import answers, asking, program, running, wording, words
from reader.plugins.calibre.job import do_all
from reader.plugins.calibre.marks import take_marks
from reader.plugins.calibre.work import Around, Work
from reader.plugins.calibre_zip import SOURCES, calibre_files, pack
from tests.annotated import CASES, old_book
from tests.commands import run
from tests.editions import CLUB, copy_of

ZH = words.table((SOURCES / "words" / "zh.txt").read_text(encoding="utf-8"))
ENGLISH, CHINESE = words.speaker({}), words.speaker(ZH)
# What these files import of calibre is not here; the others must run in the oldest Python that calibre 6 brings.
IN_CALIBRE = {"base.py", "config.py", "missing.py", "report.py", "surroundings.py", "ui.py"}
OLDEST = (3, 10)
SETTINGS = asking.Settings(**{**asking.DEFAULTS, "lists": [str(CASES / "terms.toml")]})
OURS = f"reader {__version__}\n"


def modules() -> list[Path]:
    return sorted(SOURCES.glob("*.py"))


def executable(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


# The zip


def test_the_zip_is_the_same_bytes_and_is_what_calibre_looks_for(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert run("plugin", "calibre", "-o", name, cwd=tmp_path).code == 0
    data = (tmp_path / "one.zip").read_bytes()
    assert data == (tmp_path / "two.zip").read_bytes() == pack(calibre_files())
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        names = files.namelist()
        assert "plugin-import-name-annotated_reader.txt" in names
        outside = files.read("__init__.py").decode()
    assert f"version = ({', '.join(__version__.split('.'))})" in outside
    assert "base.py" not in names
    assert {path.name for path in modules()} - {"base.py"} <= set(names)


def test_names_that_are_chosen_for_good() -> None:
    # calibre keeps settings, shortcuts and the place in toolbars under them.
    outside = (SOURCES / "base.py").read_text(encoding="utf-8")
    assert 'name = "Annotated Reader"' in outside
    assert 'actual_plugin = "calibre_plugins.annotated_reader.ui:ReaderAction"' in outside
    assert 'JSONConfig("plugins/annotated_reader")' in (SOURCES / "surroundings.py").read_text(encoding="utf-8")


def test_a_place_that_calibre_would_not_take_is_refused(tmp_path: Path) -> None:
    said = run("plugin", "calibre", "-o", "plugins", cwd=tmp_path)
    assert (said.code, list(tmp_path.iterdir())) == (2, [])
    assert "reader-calibre.zip" in said.err


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.name)
def test_the_sources_are_understood_by_the_oldest_python_of_calibre_6(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=OLDEST)
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [str(node.module)]
        for name in names:
            top = name.partition(".")[0]
            assert top in sys.stdlib_module_names or (path.name in IN_CALIBRE and top in {"calibre", "qt"}), f"{path.name} imports {name}"
            assert name not in {"PyQt5.Qt", "PyQt5", "PyQt6"}
            assert top not in {"tomllib"}


def said_in(path: Path) -> set[str]:
    """The sentences of a file that go through `say`, and those in its tables of words."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {"say", "line", "checkbox", "file"}:
            found |= {part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value}
    return found


def test_every_sentence_has_its_chinese() -> None:
    said = set().union(*(said_in(path) for path in modules()))
    said |= {sentence for _, sentence in wording.STATES}
    said |= {node.value for node in ast.walk(ast.parse((SOURCES / "ui.py").read_text(encoding="utf-8"))) if is_menu_entry(node)}
    assert len(said) > 40
    assert sorted(said - set(ZH)) == []


def is_menu_entry(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(("Put notes", "Take the", "Convert to", "Check for"))


def test_chinese_has_the_same_places() -> None:
    for english, chinese in ZH.items():
        assert english.count("{}") == chinese.count("{}"), english
    traditional = words.table(calibre_files()["words/zh-Hant.txt"].decode())
    assert traditional.keys() == ZH.keys()
    assert traditional["Put notes on terms"] == "給詞語加註釋"


# Finding the program


def found(tmp_path: Path, environ: dict[str, str], *, system: str = program.LINUX, setting: str = "", ask: Any = lambda path: OURS) -> program.Found:
    return program.find(setting, system=system, environ=environ, home=tmp_path / "home", ask=ask)


@pytest.mark.parametrize(
    ("system", "variable", "place"),
    [
        (program.LINUX, "PATH", "reader"),
        (program.LINUX, "UV_TOOL_BIN_DIR", "reader"),
        (program.LINUX, "PIPX_BIN_DIR", "reader"),
        (program.MAC, "", "home/.local/bin/reader"),
        (program.MAC, "", "home/Library/Python/3.12/bin/reader"),
        (program.WINDOWS, "", "home/.local/bin/reader.exe"),
        (program.WINDOWS, "APPDATA", "Python/Python312/Scripts/reader.exe"),
        (program.WINDOWS, "LOCALAPPDATA", "Programs/Python/Python313/Scripts/reader.exe"),
        (program.WINDOWS, "LOCALAPPDATA", "Python/bin/reader.exe"),
        (program.WINDOWS, "LOCALAPPDATA", "Packages/PythonSoftwareFoundation.Python.3.12_x/LocalCache/local-packages/Python312/Scripts/reader.exe"),
        (program.WINDOWS, "PROGRAMFILES", "Python311/Scripts/reader.exe"),
    ],
)
def test_the_program_is_found_where_installers_put_it(tmp_path: Path, system: str, variable: str, place: str) -> None:
    path = executable(tmp_path / place)
    assert found(tmp_path, {variable: str(tmp_path)} if variable else {}, system=system)["path"] == str(path)


def test_the_newest_python_is_asked_first(tmp_path: Path) -> None:
    for version in ("Python39", "Python312", "Python311"):
        executable(tmp_path / "Python" / version / "Scripts" / "reader.exe")
    assert "Python312" in found(tmp_path, {"APPDATA": str(tmp_path)}, system=program.WINDOWS)["path"]


@pytest.mark.parametrize("path", ["", ".", "here", f".{os.pathsep}here{os.pathsep}", f"{os.pathsep}{os.pathsep}"])
def test_no_program_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    for place in ("reader", "here/reader", "reader.exe", "here/reader.exe"):
        executable(tmp_path / place)
    for system in (program.LINUX, program.MAC, program.WINDOWS):
        asked: list[str] = []
        found(tmp_path, {"PATH": path, "UV_TOOL_BIN_DIR": path, "APPDATA": path}, system=system, ask=lambda one, asked=asked: asked.append(one) or "")
        assert [one for one in asked if str(tmp_path) in one or not Path(one).is_absolute()] == []


@given(st.text())
def test_only_our_own_answer_counts(answer: str) -> None:
    is_ours = bool(program.VERSION.fullmatch(answer.strip()))
    assert (found(Path("/nowhere"), {}, setting=sys.executable, ask=lambda path: answer)["path"] == "") or is_ours


@pytest.mark.parametrize(
    ("answer", "path", "old"),
    [(OURS, True, False), ("reader 0.1.9", False, True), ("reader, version 3.14", False, False), ("", False, False), ("reader 10.0", True, False)],
)
def test_what_is_no_reader_or_an_old_one_is_not_used(tmp_path: Path, answer: str, path: bool, old: bool) -> None:
    file = executable(tmp_path / "reader")
    one = found(tmp_path, {"PATH": str(tmp_path)}, ask=lambda asked: answer if asked == str(file) else "")
    assert (one["path"], one["old"]) == (str(file) if path else "", str(file) if old else "")


def test_another_program_of_that_name_hides_ours_not(tmp_path: Path) -> None:
    other, ours = executable(tmp_path / "a" / "reader"), executable(tmp_path / "b" / "reader")
    environ = {"PATH": f"{other.parent}{os.pathsep}{ours.parent}"}
    assert found(tmp_path, environ, ask=lambda path: OURS if path == str(ours) else "reader, version 3.14")["path"] == str(ours)


def test_a_setting_is_that_program_or_none(tmp_path: Path) -> None:
    path = executable(tmp_path / "venv" / "bin" / "reader")
    executable(tmp_path / "reader")
    for setting in (path, path.parent):
        assert found(tmp_path, {"PATH": str(tmp_path)}, setting=str(setting))["path"] == str(path)
    wrong = found(tmp_path, {"PATH": str(tmp_path)}, setting=str(tmp_path / "none"))
    assert (wrong["path"], wrong["wrong"]) == ("", str(tmp_path / "none"))


def test_no_batch_file_is_run_on_windows(tmp_path: Path) -> None:
    path = executable(tmp_path / "reader.bat")
    assert found(tmp_path, {}, setting=str(path), system=program.WINDOWS)["path"] == ""


# The process


def test_the_program_sees_nothing_of_calibres_python() -> None:
    given_on = running.environment({"PYTHONHOME": "/opt/calibre", "PYTHONPATH": "/x", "Pythonutf8": "0", "HOME": "/home/a", "PATH": "/bin"})
    assert given_on == {"HOME": "/home/a", "PATH": "/bin", "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


def test_a_version_is_asked_with_an_end(tmp_path: Path) -> None:
    assert running.version_of(str(executable(tmp_path / "a", "#!/bin/sh\necho reader 0.2.0\n")), nullcontext).strip() == "reader 0.2.0"
    assert running.version_of(str(executable(tmp_path / "b", "#!/bin/sh\necho reader 0.2.0\nexit 3\n")), nullcontext) == ""
    assert running.version_of(str(tmp_path / "none"), nullcontext) == ""
    assert running.version_of(str(executable(tmp_path / "c", "no program at all")), nullcontext) == ""


def test_lines_are_told_as_they_come_and_a_stop_ends_all_processes(tmp_path: Path) -> None:
    script = executable(tmp_path / "slow", f"#!/bin/sh\ntrap '' INT\nsleep 600 & echo $! > {tmp_path}/child\necho Größe 書\nwait\nsleep 600\n")
    stop, told = threading.Event(), list[str]()

    def tell(line: str) -> None:
        told.append(line)
        stop.set()

    patience, running.PATIENCE = running.PATIENCE, 0.2
    try:
        ended = running.run([str(script)], str(tmp_path), stop, tell, nullcontext)
    finally:
        running.PATIENCE = patience
    assert (told, ended["stopped"]) == (["Größe 書\n"], True)
    assert ended["code"] < 0
    assert has_ended(int((tmp_path / "child").read_text()))


def has_ended(number: int) -> bool:
    """Does a process end within a minute?"""
    with suppress(ProcessLookupError):
        handle = os.pidfd_open(number)
        return bool(select.select([handle], [], [], 60)[0])
    return True


def test_what_it_says_on_standard_error_is_kept_up_to_its_end(tmp_path: Path) -> None:
    script = executable(tmp_path / "loud", "#!/bin/sh\nyes 'reader: 一行' | head -c 100000 >&2\nprintf '\\nreader: the last\\n' >&2\nexit 4\n")
    ended = running.run([str(script)], str(tmp_path), threading.Event(), lambda line: None, nullcontext)
    assert (ended["code"], ended["stopped"], len(ended["errors"]) <= 20_000) == (4, False, True)
    assert answers.error_of(ended["errors"]) == "the last"


# The whole job, with the program itself


class Shelf:
    """What the job uses of calibre's database: files by book and format."""

    def __init__(self, books: dict[int, bytes]) -> None:
        self.files = {(book, "EPUB"): data for book, data in books.items()}

    def copy_format_to(self, book: int, fmt: str, dest: str) -> None:
        Path(dest).write_bytes(self.files[book, fmt])

    def has_format(self, book: int, fmt: str) -> bool:
        return (book, fmt) in self.files

    def format_hash(self, book: int, fmt: str) -> str:
        return hashlib.sha256(self.files[book, fmt]).hexdigest()

    def save_original_format(self, book: int, fmt: str) -> None:
        self.files[book, f"ORIGINAL_{fmt}"] = self.files[book, fmt]

    def restore_original_format(self, book: int, original: str) -> None:
        self.files[book, original.removeprefix("ORIGINAL_")] = self.files.pop((book, original))

    def add_format(self, book: int, fmt: str, path: str, *, replace: bool, run_hooks: bool) -> None:
        assert replace
        assert not run_hooks
        self.files[book, fmt] = Path(path).read_bytes()


READER = str(Path(sys.executable).with_name("reader"))


def asked(books: list[tuple[int, str]], kind: str, *, script: str = "", language: str = "en", edition: str = "") -> Work:
    settings = asking.Settings(**{**SETTINGS, "edition": edition, "who": "阿里"})
    return Work(program=READER, deed=asking.Deed(kind=kind, script=script), settings=settings, books=books, language=language)


def around(stop: threading.Event | None = None, changed: Any = None, say: words.Say = ENGLISH) -> Around:
    return Around(stop=stop or threading.Event(), progress=lambda *_: None, changed=changed or (lambda book: None), sanitized=nullcontext, say=say)


def work(shelf: Shelf, kind: str, *, script: str = "", stop: threading.Event | None = None, changed: Any = None, language: str = "en") -> list[answers.Outcome]:
    books = [(book, f"Book {book}") for book, fmt in shelf.files if fmt == "EPUB"]
    say = CHINESE if language == "zh" else ENGLISH
    return do_all(shelf, asked(books, kind, script=script, language=language), around(stop, changed, say))["outcomes"]


def test_a_book_goes_through_all_deeds_and_is_at_last_what_it_was() -> None:
    book, told = old_book(), list[int]()
    shelf = Shelf({7: book})
    [noted] = work(shelf, asking.ANNOTATE, changed=told.append)
    assert (noted["state"], noted["text"], told) == ("changed", "notes: 3, chapters: 1", [7])
    assert shelf.files[7, "ORIGINAL_EPUB"] == book != shelf.files[7, "EPUB"]
    [removed] = work(shelf, asking.REMOVE)
    assert (removed["state"], removed["text"]) == ("restored", "the very file of before")
    assert shelf.files == {(7, "EPUB"): book}
    [converted] = work(shelf, asking.CONVERT, script=asking.TAIWAN)
    assert (converted["state"], converted["text"]) == ("same", "nothing to change")
    assert shelf.files == {(7, "EPUB"): book}


def test_what_is_wrong_with_one_book_stops_no_other_and_is_said_by_its_title() -> None:
    shelf = Shelf({1: b"no book", 2: old_book()})
    bad, good = work(shelf, asking.ANNOTATE, language="zh")
    assert (bad["state"], good["state"]) == ("failed", "changed")
    assert bad["text"].startswith("not a readable zip file")
    assert shelf.files[1, "EPUB"] == b"no book"
    assert (1, "ORIGINAL_EPUB") not in shelf.files


def test_a_book_without_notes_is_no_failure_when_notes_are_taken_out() -> None:
    assert answers.NO_NOTES == NO_NOTES
    shelf = Shelf({1: old_book()})
    [one] = work(shelf, asking.REMOVE, language="zh")
    assert (one["state"], one["text"], shelf.files) == ("same", "里面没有我们的注释", {(1, "EPUB"): old_book()})


def test_what_stops_the_program_stands_above_all_books(tmp_path: Path) -> None:
    told = asked([(1, "A"), (2, "B")], asking.ANNOTATE)
    told["settings"]["lists"] = [str(tmp_path / "gone.csv")]
    shelf = Shelf({1: old_book(), 2: old_book()})
    result = do_all(shelf, told, around())
    assert str(tmp_path / "gone.csv") in result["head"]
    assert [(one["state"], one["text"]) for one in result["outcomes"]] == [("failed", "not done")] * 2
    assert set(shelf.files) == {(1, "EPUB"), (2, "EPUB")}


def test_a_book_whose_line_is_missing_was_not_done(tmp_path: Path) -> None:
    line = json.dumps({"source": "in/2.epub", "outcome": "done", "changed": [], "files": 3, "findings": []})
    said = f"#!/bin/sh\necho 'nonsense'\necho '{line}'\necho '{{\"summary\": {{}}}}'\necho '[1]'\nexit 70\n"
    told = asked([(1, "A"), (2, "B")], asking.CONVERT, script=asking.SIMPLIFIED)
    told["program"] = str(executable(tmp_path / "reader", said))
    result = do_all(Shelf({1: b"a", 2: b"b"}), told, around())
    assert result["head"] == "the program ended with code 70"
    assert [(one["book"], one["state"]) for one in result["outcomes"]] == [(2, "same"), (1, "failed")]


def test_an_older_original_stays() -> None:
    shelf = Shelf({1: old_book()})
    shelf.files[1, "ORIGINAL_EPUB"] = b"the oldest"
    work(shelf, asking.ANNOTATE)
    assert shelf.files[1, "ORIGINAL_EPUB"] == b"the oldest"
    assert shelf.files[1, "EPUB"] != old_book()


def test_a_book_that_was_changed_meanwhile_stays_as_it_is() -> None:
    class Busy(Shelf):
        def copy_format_to(self, book: int, fmt: str, dest: str) -> None:
            super().copy_format_to(book, fmt, dest)
            self.files[book, fmt] = b"edited by somebody"

    shelf = Busy({1: old_book()})
    [left] = work(shelf, asking.ANNOTATE)
    assert (left["state"], shelf.files) == ("left", {(1, "EPUB"): b"edited by somebody"})


def test_after_a_stop_no_other_book_is_touched() -> None:
    stop = threading.Event()
    shelf = Shelf({1: old_book(), 2: old_book()})
    told = asked([(1, "A"), (2, "B")], asking.ANNOTATE)
    result = do_all(shelf, told, around(stop, changed=lambda book: stop.set()))
    [one] = result["outcomes"]
    assert (one["state"], result["head"]) == ("changed", "not done: 1")
    assert shelf.files[3 - one["book"], "EPUB"] == old_book()
    assert (3 - one["book"], "ORIGINAL_EPUB") not in shelf.files


# Highlights


class Notebook:
    """calibre's annotations, by book."""

    def __init__(self, rows: dict[int, list[dict[str, Any]]]) -> None:
        self.rows = rows

    def all_annotations_for_book(self, book: int) -> list[dict[str, Any]]:
        return self.rows.get(book, [])


def highlight(text: str, **more: object) -> dict[str, Any]:
    annotation = {"type": "highlight", "uuid": text, "highlighted_text": text, "notes": "", "timestamp": "2026-03-01T12:00:59.000Z", **more}
    return {"format": "EPUB", "user_type": "local", "user": "viewer", "annotation": annotation}


def test_highlights_go_into_the_edition_and_those_of_other_books_do_not(tmp_path: Path) -> None:
    edition = copy_of(CLUB, tmp_path / "edition")
    rows = {
        1: [highlight("要在後面慢慢來", notes="慢慢来。"), highlight("removed", removed=True), {"annotation": {"type": "last-read", "pos": "x"}}],
        2: [highlight("of another book")],
        3: [{"annotation": {"type": "bookmark", "title": "x"}}],
    }
    books = [(1, "茶与咖啡之争"), (2, "Another Book"), (3, "Unread"), (4, "Never opened")]
    for new in (1, 0):
        result = take_marks(Notebook(rows), asked(books, asking.MARKS, edition=str(edition)), around())
        assert [one["state"] for one in result["outcomes"]] == ["taken", "left", "same", "same"]
        assert result["head"].startswith(f"in the text: 1 (moved: 0), without a place: 0; new: {new}, changed: 0 → ")
    written = (edition / "readers.toml").read_text(encoding="utf-8")
    assert "慢慢来。" in written
    assert "阿里" in written
    assert "removed" not in written


def test_an_edition_that_is_none_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    result = take_marks(Notebook({1: [highlight("x")]}), asked([(1, "T")], asking.MARKS, edition=str(tmp_path)), around())
    assert str(tmp_path) in result["head"]
    assert ([one["state"] for one in result["outcomes"]], list(tmp_path.iterdir())) == (["failed"], [])


# The report


def outcome(book: int, state: str, text: str = "t", title: str = "T") -> answers.Outcome:
    return answers.Outcome(book=book, title=title, state=state, text=text, notes=["n <b>"])


@given(st.text(), st.text())
def test_titles_and_messages_are_text_in_the_report(title: str, text: str) -> None:
    page = wording.page(answers.Result(head="", outcomes=[outcome(3, "failed", text, title)]), ENGLISH)
    assert page.count("<") == page.count(">") == wording.page(answers.Result(head="", outcomes=[outcome(3, "failed")]), ENGLISH).count("<")


def test_what_went_wrong_comes_first_and_links_lead_to_books() -> None:
    page = wording.page(answers.Result(head="", outcomes=[outcome(1, "same"), outcome(2, "failed")]), ENGLISH, stopped=True)
    assert page.index("book:2") < page.index("book:1")
    assert "stopped, failed: 1, unchanged: 1" in page
    assert (wording.book_of("book:12"), wording.book_of("book:x"), wording.book_of("https://x")) == (12, None, None)
    assert "已中止，1 本失败，1 本不用改" in wording.page(answers.Result(head="", outcomes=[outcome(1, "same"), outcome(2, "failed")]), CHINESE, stopped=True)


def finding(level: str, code: str, text: str = "t") -> dict[str, str]:
    return {"level": level, "code": code, "where": "p.xhtml:3", "text": text, "advice": "a"}


def test_a_check_tells_the_gravest_first_and_each_kind_once() -> None:
    findings = [finding("info", "i"), finding("warning", "w", "one"), finding("warning", "w", "two"), finding("error", "e")]
    answer = {"systems": [{"system": "kobo", "verdict": "problems"}, {"system": "kindle", "verdict": "by rule"}], "findings": findings}
    state, text, notes = answers.told(asking.CHECK, answer, ENGLISH)
    assert (state, text) == ("bad", "errors: 1, warnings: 2")
    assert notes == ["problems on: kobo", "error [e] p.xhtml:3: t → a", "warning [w] p.xhtml:3: one → a (and 1 more)"]
    assert answers.told(asking.CHECK, {"findings": [finding("info", "i")]}, CHINESE) == ("good", "没有错误，没有警告", [])


@pytest.mark.parametrize("printed", ["", "[]", "3", "{", '{"books": [3]}', "nonsense", json.dumps({"findings": [1, {"level": "error"}], "chapters": 3})])
def test_odd_answers_make_no_fault(printed: str) -> None:
    answer = answers.answer_of(printed)
    for kind in (asking.ANNOTATE, asking.CHECK, asking.CONVERT, asking.REMOVE):
        assert answers.told(kind, answer, ENGLISH)[0] in {state for state, _ in wording.STATES}
