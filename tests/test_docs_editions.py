"""The editors' manual: it holds every key the loader knows and no other, and its example is built as it stands."""

from __future__ import annotations

import json
import re
import shlex
from collections import defaultdict
from pathlib import Path
from typing import get_args

import pytest

from reader.edition import fields, load_edition
from reader.edition.exceptions import read_exceptions
from reader.edition.load import FILES
from reader.model import Confidence, Relation, Timing
from reader.repair.rules import RULES
from reader.repair.structure import KINDS
from tests.commands import Said, run
from tests.editions import ROOT, SHIPPED

MANUALS = ("editions.md", "editions.zh.md")
EXCEPTION = '[[exception]]\nscript = "zh-Hans"\ntext = "皇后"\ntw = "皇后"\n'
COVER = '\n[[cover]]\nscript = "zh-Hans"\nfile = "cover.jpg"\nalt = "封面"\n'
STRUCTURE = '\n[[essay.structure]]\nkind = "paragraph"\ntext = "茶和咖啡里"\n'
AGREEMENT = """
[[withdrawn]]
id = "gone"
number = 199
reason = "试试"
[[agreement]]
id = "both"
text = "都说有用"
[[agreement.passage]]
essay = "cha"
exact = "茶是有用的"
[[agreement.passage]]
essay = "kafei"
exact = "咖啡提神"
[evening]
text = "试试"
questions = ["？"]
"""
KEEP = '\n[[keep]]\nessay = "cha"\ntext = "茶是有用的"\nreason = "试试"\n'


def manual(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def example(text: str, folder: str = "tea") -> dict[str, str]:
    """The files of a folder of the manual's, by name."""
    return dict(re.findall(rf"^`{folder}/([^`]+)`\n\n```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL))


def commands(text: str) -> list[list[str]]:
    """The arguments of every command of the tutorial, in order."""
    tutorial = text[: text.index("## `edition.toml`")]
    blocks = re.findall(r"^```sh\n(.*?)^```", tutorial, re.MULTILINE | re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


def follow(text: str, home: Path) -> list[Said]:
    """Do what the tutorial says, in the folder `home`: save the texts, run each command as it stands, write the notes before the second check."""
    for name, body in example(text, "texts").items():
        write(home / "texts" / name, body)
    said = []
    for arguments in commands(text):
        if arguments == ["check", "tea"] and any(done == arguments for done in commands(text)[: len(said)]):
            for name, body in example(text).items():
                write(home / "tea" / name, (home / "tea" / name).read_text(encoding="utf-8") + "\n" + body)
        said.append(run(*arguments, cwd=home))
    return said


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual's edition, made as the manual says."""
    home = tmp_path_factory.mktemp("manual")
    follow(manual("editions.md"), home)
    return home / "tea"


@pytest.mark.parametrize("name", MANUALS)
def test_who_follows_the_manual_has_a_clean_edition_and_a_book(name: str, tmp_path: Path) -> None:
    said = follow(manual(name), tmp_path)
    assert [one.err for one in said if one.err] == []
    assert [one.code for one in said] == [0] * 6
    assert said[1].out.splitlines()[-1] == said[3].out.splitlines()[-1] == "tea: clean"
    assert (tmp_path / "build" / "tea.zh-Hans.epub").is_file()


def test_the_manuals_book_has_all_it_promises(tea: Path, tmp_path: Path) -> None:
    built = json.loads(run("build", str(tea), "--simplified", "--json", cwd=tmp_path).out)
    assert Path(built["path"]) == Path("build/tea.zh-Hans.epub")
    assert built["repairs"] == {"typo": 1, "halfwidth-punct": 1}
    assert built["warnings"] == []
    cha, kafei, shui = (essay["notes"] for essay in built["essays"])
    assert cha == {"term": 1, "rebuttal": 1, "fact": 0, "text": 0}
    assert kafei == {"term": 0, "rebuttal": 1, "fact": 1, "text": 0}
    assert not any(shui.values())


@pytest.fixture(scope="module")
def known(tea: Path) -> dict[str, set[str]]:
    """The keys the loader asks for, by table: heard while it reads an edition that has them all."""
    heard: dict[str, set[str]] = defaultdict(set)
    done = fields.Entry.done

    def listen(entry: fields.Entry) -> None:
        heard[entry.name] |= entry.used
        done(entry)

    (tea / "cover.jpg").write_bytes((SHIPPED / "covers" / "zh-Hans.jpg").read_bytes())
    for name, more in (("edition.toml", STRUCTURE + COVER), ("repairs.toml", KEEP), ("script.toml", EXCEPTION), ("rebuttals.toml", AGREEMENT)):
        path = tea / name
        write(path, (path.read_text(encoding="utf-8") if path.exists() else "") + more)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields.Entry, "done", listen)
        load_edition(tea, skip=frozenset({"no such entry"}))  # where some are skipped, all are read one by one
        read_exceptions(tea)
    return dict(heard)


def keys_by_table(text: str) -> dict[str, set[str]]:
    """The keys of the manual's tables, by the names in the heading above."""
    found: dict[str, set[str]] = {}
    for heading, body in re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL):
        rows = re.search(r"^\| (?:key|键) \|.*?(?=\n\n|\Z)", body, re.MULTILINE | re.DOTALL)
        assert rows, heading
        for name in re.findall(r"`\[+([a-z.]+)\]+`", heading):
            found[name] = set(re.findall(r"^\| `([a-z0-9_]+)` \|", rows[0], re.MULTILINE))
    return found


@pytest.mark.parametrize("name", MANUALS)
def test_the_manual_has_every_key_the_loader_knows_and_no_other(name: str, known: dict[str, set[str]]) -> None:
    tables = {table: keys for table, keys in known.items() if table}
    assert keys_by_table(manual(name)) == tables
    assert set(known[""]) == {table for table in tables if "." not in table}


@pytest.mark.parametrize("name", MANUALS)
def test_the_manual_has_every_word_the_data_may_choose_from(name: str) -> None:
    text = manual(name)
    words = (*KINDS, *get_args(Relation), *get_args(Timing), *get_args(Confidence), *FILES, "zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
    assert [word for word in words if f"`{word}`" not in text] == []


def test_the_rules_stand_in_both_manuals_in_the_order_in_which_they_run() -> None:
    assert "\n".join(f"| `{rule.name}` | {rule.en} |" for rule in RULES) in manual("editions.md")
    assert "\n".join(f"| `{rule.name}` | {rule.zh} |" for rule in RULES) in manual("editions.zh.md")


@pytest.mark.parametrize("name", MANUALS)
def test_every_code_of_a_warning_is_explained(name: str) -> None:
    sources = (path.read_text(encoding="utf-8") for room in ("book", "edition") for path in (ROOT / "reader" / room).rglob("*.py"))
    codes = {code for source in sources for code in re.findall(r'Finding\(\s*"([a-z-]+)"', source)}
    assert len(codes) >= 5
    assert {code for code in codes if f"| `{code}` |" not in manual(name)} == set()


def test_both_manuals_show_the_same_files_and_commands() -> None:
    first, second = (re.findall(r"^```.*?^```", manual(name), re.MULTILINE | re.DOTALL) for name in MANUALS)
    assert first == second
    needed = [re.findall(r"^\| `(\w+)` \| (?:yes|是)? ?\|", manual(name), re.MULTILINE) for name in MANUALS]
    assert needed[0] == needed[1]


@pytest.mark.parametrize("name", MANUALS)
def test_the_keys_that_are_called_needed_are_the_keys_that_are(name: str, tmp_path: Path) -> None:
    text = manual(name)
    for table, file in (("term", "glossary"), ("note", "notes"), ("repair", "repairs"), ("question", "rebuttals")):
        body = re.search(rf"^### `\[\[{table}\]\]`\n.*?(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
        assert body
        for key in re.findall(r"^\| `(\w+)` \| (?:yes|是) \|", body[0], re.MULTILINE):
            data = example(text)[f"{file}.toml"]
            folder = tmp_path / f"{table}-{key}"
            write(folder / f"{file}.toml", re.sub(rf"(\[\[{table}\]\]\n(?:.+\n)*?){key} = .*\n", r"\1", data, count=1))
            assert f"key `{key}` is missing" in refusal(folder, file)


def refusal(folder: Path, file: str) -> str:
    from reader.edition.glossary import read_glossary
    from reader.edition.rebuttals import read_rebuttals
    from reader.edition.remarks import read_remarks
    from reader.edition.repairs import read_repairs
    from reader.errors import EditionError

    readers = {"glossary": read_glossary, "notes": read_remarks, "repairs": read_repairs, "rebuttals": read_rebuttals}
    with pytest.raises(EditionError) as error:
        readers[file](folder)
    return str(error.value)
