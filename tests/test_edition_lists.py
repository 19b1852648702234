"""Lists of terms: tables, WordDumb's, an edition's glossary; a wrong row is named with what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.edition.lists import read_terms
from reader.errors import EditionError, InputError, ReaderError
from tests.editions import SHIPPED


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_a_table_of_two_columns(tmp_path: Path) -> None:
    terms, findings = read_terms(written(tmp_path, "t.csv", '\ufeffCUDA,"Nvidia’s platform, since 2007"\r\n\r\n算力|計算能力,计算的能力\r\n'))
    assert not findings
    assert [(term.headword, term.forms, term.definition) for term in terms] == [
        ("CUDA", ("CUDA",), "Nvidia’s platform, since 2007"),
        ("算力", ("算力", "計算能力"), "计算的能力"),
    ]
    assert terms[0].id == "cuda"
    assert terms[1].id.startswith("t-")


def test_a_table_with_tabs_needs_no_quotation_marks(tmp_path: Path) -> None:
    (term,) = read_terms(written(tmp_path, "t.tsv", 'H20\tA chip, "cut down"\n'))[0]
    assert (term.id, term.definition) == ("t-h20" if not "h20"[0].isalpha() else "h20", 'A chip, "cut down"')


def test_an_editions_folder_and_its_glossary_are_the_same_list() -> None:
    assert read_terms(SHIPPED)[0] == read_terms(SHIPPED / "glossary.toml")[0] != ()


def test_worddumbs_list(tmp_path: Path) -> None:
    rows = [
        ["Ahab", "Captain Ahab, Old Thunder", "PERSON", "Captain of the Pequod.", None, False],
        ["Pequod", "ORG", "His ship.", 0, False],
        ["Queequeg", "", "PERSON", "", 1, False],
        ["Moby", "", "PERSON", "A whale.", 0, True],
    ]
    terms, findings = read_terms(written(tmp_path, "worddumb-custom-x-ray.json", json.dumps(rows)))
    assert [(term.headword, term.forms) for term in terms] == [("Ahab", ("Ahab", "Captain Ahab", "Old Thunder")), ("Pequod", ("Pequod",))]
    assert [(one.code, one.where.rpartition(" row ")[2]) for one in findings] == [("list-undefined", "3")]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("t.csv", "CUDA,a,b\n", "t.csv row 1: has 3 columns, not two → a definition with commas stands in quotation marks"),
        ("t.csv", "A,b\nCUDA\n", "t.csv row 2: has 1 columns, not two → write a headword, a comma and its definition"),
        ("t.csv", "CUDA,\n", "t.csv row 1: “CUDA” has no definition → write one, or take the row out"),
        ("t.csv", "|CUDA,x\n", "t.csv row 1: a form is empty → write the headword before its definition, and | only between two forms"),
        ("t.tsv", "CUDA\tx\ax\n", "which no book can hold → take it out"),
        ("w.json", "{}", "w.json: is no list of WordDumb's"),
        ("w.json", "[[1]]", "w.json row 1: is no row of WordDumb's"),
        ("w.json", "[", "w.json: is not JSON"),
        ("w.doc", "", "is no list of terms, by its name"),
        ("glossary.toml", "[[term]]\nid = 'a'\n", "glossary.toml [[term]] 1 (a): key `headword` is missing"),
    ],
)
def test_a_wrong_row_is_named_with_what_to_do(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(ReaderError) as error:
        read_terms(written(tmp_path, name, text))
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_table_in_gbk_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("算力,计算的能力，计算的能力\n".encode("gbk"))
    with pytest.raises(EditionError, match="it looks like GBK"):
        read_terms(tmp_path / "t.csv")


def test_a_folder_without_a_glossary_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no glossary\.toml"):
        read_terms(tmp_path)
