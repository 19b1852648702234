"""Lists of somebody's own words: two columns, or the `script.toml` of an edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.edition.exceptions import settled
from reader.edition.words import read_words
from reader.errors import EditionError, InputError
from tests.editions import SHIPPED


def write(folder: Path, text: str | bytes, name: str = "words.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def pairs(path: Path) -> list[tuple[str, str]]:
    return [(word.source, word.result) for word in read_words([path])[0].entries]


def test_two_columns_with_a_tab_or_a_comma(tmp_path: Path) -> None:
    text = '\ufeff# 人名\r\n\r\n余秋雨\t余秋雨\r\n 软件 , 軟體\r\n"张三, 李四","李四,張三"\r\n他说"好"\t他說「好」\r\n'
    assert pairs(write(tmp_path, text)) == [("余秋雨", "余秋雨"), ("软件", "軟體"), ("张三, 李四", "李四,張三"), ('他说"好"', "他說「好」")]


def test_a_list_in_another_encoding_is_read_and_that_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, "编者注\t編者註\n软件工程师的工作\t軟體工程師的工作\n".encode("gb18030"))
    words, findings = read_words([path])
    assert words.entries[0].result == "編者註"
    assert [finding.code for finding in findings] == ["source-encoding"]


def test_several_lists_are_one_and_an_editions_file_is_a_list(tmp_path: Path) -> None:
    words, _ = read_words([write(tmp_path, "软件,軟體"), SHIPPED / "script.toml"])
    assert words.entries[0].where == f"{tmp_path / 'words.txt'} line 1"
    assert ("苏姿丰", "蘇姿丰", "zh-Hans", "zh-Hant-TW") in {(word.source, word.result, word.writing, word.target) for word in words.entries}
    assert settled(words) is words


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("软件", "has one column: ⟦软件⟧"),
        ("软件,軟體,軟件", "has 3 columns"),
        ("软件\t軟體\t電腦", "has 3 columns"),
        ("软件,", "has an empty column"),
        ("\t軟體", "has an empty column"),
        ("软件,軟\x07體", "holds U\\+0007"),
        ('软件,"軟體', "cannot be read"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    path = write(tmp_path, f"头发,秀髮\n{line}\n")
    with pytest.raises(EditionError, match=says) as error:
        read_words([path])
    assert error.value.where == f"{path} line 2"


def test_an_unknown_key_a_missing_file_and_what_is_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="unknown key `taiwan`"):
        read_words([write(tmp_path, '[[exception]]\ntext = "头"\nscript = "zh-Hans"\ntw = "頭"\ntaiwan = "頭"\n', "script.toml")])
    with pytest.raises(InputError, match="no such file"):
        read_words([tmp_path / "nowhere.txt"])
    with pytest.raises(InputError, match="folder"):
        read_words([tmp_path])
    with pytest.raises(EditionError, match="no encoding"):
        read_words([write(tmp_path, b"\xff\x00\xff\x81\x90")])


def test_lists_that_disagree_name_both_places(tmp_path: Path) -> None:
    one, other = write(tmp_path, "软件,軟體"), write(tmp_path, "头,頭\n软件,軟件", "more.txt")
    with pytest.raises(EditionError) as error:
        settled(read_words([one, other])[0])
    assert str(error.value) == f"{other} line 2: “软件” becomes “軟件” here, but “軟體” in {one} line 1 → take one of the two out"


def test_a_result_that_holds_another_word_is_refused_and_the_way_out_works(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="“台湾” becomes “台灣”, in which the list would change something again"):
        settled(read_words([write(tmp_path, "台,臺\n台湾,台灣")])[0])
    settled(read_words([write(tmp_path, "台,臺\n台湾,台灣\n台灣,台灣")])[0])
