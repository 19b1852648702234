"""The program in Chinese: nothing is missing, what programs read stays, and who asks for it gets it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reader.cli.app import COMMANDS, app
from reader.cli.chinese import _help, _messages, examples_in_chinese, help_in_chinese, in_chinese, wants_chinese
from reader.cli.groups import Commands
from reader.cli.plugging import PROGRAMS
from reader.cli.watching import look
from reader.filekind import KINDS
from reader.han import has_han
from reader.serve.preview import Shown
from tests.commands import run
from tests.editions import CLUB, ROOT, copy_of

# The rooms whose errors readers and editors meet.
ROOMS = ("annotate", "batch", "check", "cli", "club", "convert", "dictionary", "edition", "epub", "marks", "match", "repair", "script", "serve")
RAISED = {"fail", "QuoteNotFound", "QuoteAmbiguous", "MissingTool", "Stopped"}
# Never shown, or the same in both.
NOT_SAID = {"{}known here: {}", "the slug “{}” {}", "an empty quotation stands everywhere"}


def templates(node: ast.expr) -> Iterator[str]:
    """The texts that an argument may be, `{}` for what is put in."""
    if isinstance(node, ast.IfExp):
        yield from (*templates(node.body), *templates(node.orelse))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def messages(path: Path) -> Iterator[str]:
    """What the errors of a file say."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name.endswith("Error") or name in RAISED:
                advice = [word.value for word in node.keywords if word.arg == "advice"]
                yield from (text for part in (*node.args, *advice) for text in templates(part) if " " in text)


def test_no_error_is_missing() -> None:
    said = {text for room in ROOMS for path in (ROOT / "reader" / room).rglob("*.py") for text in messages(path)} - NOT_SAID
    assert len(said) > 200
    assert sorted(said - set(_messages())) == [], "add them to reader/cli/chinese/messages.txt"


# Said in pieces that are put together: each piece stands in a message. `receipts.py` writes a file, not the screen.
SAYING = {"say", "detail", "echo"}
NAMES_OF_PROGRAMS = {"calibre:", "reader:", "--help"}


def pieces(path: Path) -> Iterator[str]:
    """The pieces of whatever a command may say: what it hands over to be said, what it returns or yields, what it keeps for it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SAYING:
            given = node.args
        elif isinstance(node, ast.Yield | ast.Return | ast.Assign) and node.value is not None:
            given = [node.value]
        for part in given:
            yield from (piece.strip() for text in whole(part) if " " in text for piece in text.split("{}") if re.search("[a-z]{2,}", piece))


def whole(node: ast.expr) -> Iterator[str]:
    """The texts of an expression, and those of what is put into them."""
    if isinstance(node, ast.BinOp):
        yield from (*whole(node.left), *whole(node.right))
    elif isinstance(node, ast.IfExp):
        yield from (*whole(node.body), *whole(node.orelse))
    else:
        yield from templates(node)
    for part in node.values if isinstance(node, ast.JoinedStr) else ():
        if isinstance(part, ast.FormattedValue):
            yield from whole(part.value)


@pytest.mark.parametrize("path", [path for path in sorted((ROOT / "reader" / "cli").glob("*.py")) if path.name != "receipts.py"], ids=lambda path: path.stem)
def test_nothing_reaches_the_screen_that_no_message_holds(path: Path) -> None:
    texts = {piece for piece in pieces(path) if not piece.startswith(("Examples:", "\b"))} - NAMES_OF_PROGRAMS
    assert [piece for piece in sorted(texts) if not any(piece in message for message in _messages())] == [], "add them to reader/cli/chinese/messages.txt"


def test_no_finding_is_missing() -> None:
    for room in ("annotate", "book", "check", "convert", "edition", "epub", "marks"):
        for path in (ROOT / "reader" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Finding", "broken"} and node.args:
                    text = node.args[0] if getattr(node.func, "id", "") == "broken" else node.args[-1]
                    parts = [piece.strip() for one in whole(text) if " " in one for piece in one.split("{}") if re.search("[a-z]{2,}", piece)]
                    assert [part for part in parts if not any(part in message for message in _messages())] == [], path


def test_marks_and_watching_and_more_words_speak_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    copy_of(CLUB, tmp_path / "club")
    (tmp_path / "broken.lua").write_text('return { ["annotations"] = { [1] = { ["text"] = os.exit() } } }', encoding="utf-8")
    (tmp_path / "marks.txt").write_bytes((ROOT / "tests" / "cases" / "marks" / "kindle" / "My Clippings.zh-CN.txt").read_bytes())
    first = run("--lang", "zh", "-v", "marks", "marks.txt", "broken.lua", "--edition", "club", "-o", "r.toml", cwd=tmp_path)
    second = run("--lang", "zh", "marks", "export", "r.toml", "--edition", "club", "--format", "csv", "-o", "m.csv", cwd=tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert look(Path("club"), Shown())
    said = f"{first.out}{first.err}{second.out}{second.err}{capsys.readouterr().out}"
    words = re.sub(r"\[[a-z-]+\]|[\w/.-]+\.(?:txt|lua|toml|csv|epub)|\(kindle\)|\(koreader\)|`os`|club", "", said)
    assert re.findall("[A-Za-z]{2,}", words) == []


def test_no_kind_of_file_is_missing() -> None:
    words = {text for kind in KINDS.values() for text in (kind.words, kind.for_book, kind.for_source) if text}
    assert sorted(words - set(_messages())) == [], "add them to reader/cli/chinese/messages.txt"


def commands() -> Iterator[click.Command]:
    """Every command, those of commands too."""
    groups = [app]
    for group in groups:
        for name in group.table:
            command = group.get_command(click.Context(group), name)
            assert command is not None
            yield command
            if isinstance(command, Commands):
                groups.append(command)


def helps() -> Iterator[str]:
    """Every text of the help."""
    yield from (line for table in (COMMANDS, PROGRAMS) for _, line in table.values())
    for command in commands():
        yield inspect.cleandoc(command.help or "")
        yield from (parameter.help or "" for parameter in command.params if isinstance(parameter, click.Option))


def test_no_help_is_missing() -> None:
    assert [text for text in helps() if text and text.strip() not in _help()] == [], "add them to reader/cli/chinese/help.txt"


def test_no_example_is_missing() -> None:
    for command in commands():
        lines = examples_in_chinese(command.epilog or "").splitlines()
        # What has nothing behind the command says it by itself.
        untold = [line for line in lines if re.search(r"\S  +[A-Za-z.][^/]*$", line) and not has_han(line.rpartition("  ")[2])]
        assert untold == [], "add them to reader/cli/chinese/help.txt"


def test_what_is_put_in_is_put_in_in_chinese_too() -> None:
    for english, chinese in _messages().items():
        numbered = set(re.findall(r"\{(\d)\}", chinese))
        assert chinese.count("{}") == english.count("{}") or numbered == set(map(str, range(english.count("{}")))) or "{}" not in english, english


def test_what_is_quoted_stays() -> None:
    assert in_chinese("the quotation “no such file” does not stand in the text") == "文中没有引文“no such file”"
    assert in_chinese("the quotation “茶 is tea” does not stand in the text") == "文中没有引文“茶 is tea”"
    assert in_chinese("nobody has translated this") == "nobody has translated this"
    assert help_in_chinese("nor this") == "nor this"


@pytest.mark.parametrize(
    ("arguments", "environment", "wanted"),
    [
        (["--lang", "zh", "build"], {}, True),
        (["--lang=zh"], {"LANG": "en_GB"}, True),
        (["--lang", "en"], {"LC_ALL": "zh_CN.UTF-8"}, False),
        (["build", "--lang", "zh"], {}, True),
        (["build", "--", "--lang", "zh"], {}, False),
        (["build"], {"LANG": "zh_TW.UTF-8"}, True),
        (["build"], {"LANG": "zh_TW.UTF-8", "LC_ALL": "C"}, False),
        (["build"], {"LC_ALL": "", "LC_MESSAGES": "zh_HK"}, True),
        ([], {}, False),
    ],
)
def test_the_option_comes_before_the_locale(arguments: list[str], environment: dict[str, str], wanted: bool) -> None:
    assert wants_chinese(arguments, environment) is wanted


def test_a_command_speaks_chinese_and_its_json_does_not(tmp_path: Path) -> None:
    copy_of(CLUB, tmp_path / "club")
    assert run("--lang", "zh", "check", "club", cwd=tmp_path).out.splitlines()[-1] == "club：没有问题"
    assert run("--lang", "zh", "build", "club", "-o", "a.epub", cwd=tmp_path).out.splitlines()[1] == "  茶与咖啡：82字，3处校订；1个词条, 1条论题"
    english, chinese = (run(*lang, "check", "club", "--json", cwd=tmp_path).out for lang in ((), ("--lang", "zh")))
    assert english == chinese
    wrong = run("--lang", "zh", "build", "none", cwd=tmp_path)
    assert (wrong.code, wrong.err) == (4, "reader: none: 没有这个注释本文件夹 → 写一个里面有 edition.toml 的文件夹\n")


@pytest.mark.parametrize("name", ["", *COMMANDS, *(f"plugin {name}" for name in PROGRAMS)])
def test_help_in_chinese_has_no_english_left(name: str, tmp_path: Path) -> None:
    said = run("--lang", "zh", *name.split(), "--help", cwd=tmp_path)
    assert said.code == 0
    assert "用法：" in said.out
    for english in ("Usage:", "Options:", "Examples:", "Show this"):
        assert english not in said.out
    assert run(*name.split(), "--help", cwd=tmp_path).out.startswith("Usage:")


def test_the_options_of_the_whole_may_stand_behind_the_command_too(tmp_path: Path) -> None:
    copy_of(CLUB, tmp_path / "club")
    for arguments in (("--lang", "zh", "check", "club"), ("check", "club", "--lang", "zh"), ("check", "--lang=zh", "club")):
        assert run(*arguments, cwd=tmp_path).out.splitlines()[-1] == "club：没有问题"
    for arguments in (("-v", "check", "club"), ("check", "club", "-v"), ("check", "--verbose", "club")):
        said = run(*arguments, cwd=tmp_path)
        assert (said.code, said.out) == (0, run("check", "club", cwd=tmp_path).out)
        lines = said.err.splitlines()
        assert lines[0].startswith("read essays/")
        assert lines[-1].startswith("took ")
    assert run("check", "club", cwd=tmp_path).err == ""
    for below in ("export", "pull"):
        assert run("marks", below, "--lang", "en", "-v", "--help", cwd=tmp_path).code == 0


def test_what_a_command_takes_apart_it_takes_apart_in_chinese_too(tmp_path: Path) -> None:
    said = run("--lang", "zh", "marks", "export", "none.toml", "--format", "csv", cwd=tmp_path)
    assert (said.code, said.err.count("none.toml")) == (4, 1)


def test_a_file_that_is_no_book_is_told_of_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "scan.epub").write_bytes(b"%PDF-1.7")
    (tmp_path / "library" / "torn.epub").write_bytes(b"PK")
    said = run("--lang", "zh", "check", "library", cwd=tmp_path)
    assert said.out == "检查了 2 个：0 个没有问题，2 个没法检查\n"
    assert sorted(said.err.splitlines()) == [
        "reader: library/scan.epub: 这是PDF，不是 EPUB → 先用 calibre 转成 EPUB",
        "reader: library/torn.epub: 不是读得出来的 zip 文件（根本不是 zip） → 重新找一份好的",
    ]
