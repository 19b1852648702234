"""A long file in pieces: the same tables as in one, or it is read whole."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edition import toml_pieces
from reader.edition.files import parse_toml
from reader.edition.toml_pieces import pieces, read_pieces
from reader.errors import EditionError

LINES = (
    "[[a]]",
    "[[b]]",
    "[[a.c]]",
    "[a.d]",
    "[e]",
    "[e.f]",
    'g = "[[a]]"',
    "h = [",
    "[[1]]",
    "]",
    'i = """',
    '"""',
    "# [[a]]",
    'j.k = "x"',
    "",
    '[["a.b"]]',
    "a = []",
)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml_pieces, "LONG", 8)


def whole(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_pieces_say_what_the_whole_says_or_that_it_must_be_read_whole(text: str) -> None:
    import rtoml

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(toml_pieces, "LONG", 8)
        try:
            found = read_pieces(text)
        except rtoml.TomlParsingError:
            with pytest.raises(rtoml.TomlParsingError):
                rtoml.loads(text)
            return
    assert found == rtoml.loads(text) == whole(text)


@given(st.text("[]ab.\n"))
def test_the_pieces_are_the_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(toml_pieces, "LONG", 3)
        assert "".join(pieces(text)) == text


@pytest.mark.usefixtures("short")
def test_a_row_of_tables_is_read_in_pieces() -> None:
    text = 'x = 1\n[[a]]\nb = "long enough"\n[[a.c]]\nd = 1\n[[a]]\nb = "another"\n'
    assert list(pieces(text)) == ["x = 1\n", '[[a]]\nb = "long enough"\n[[a.c]]\nd = 1\n', '[[a]]\nb = "another"\n']
    assert read_pieces(text) == {"x": 1, "a": [{"b": "long enough", "c": [{"d": 1}]}, {"b": "another"}]}


@pytest.mark.usefixtures("short")
def test_a_file_that_begins_with_a_row_is_read_in_pieces() -> None:
    text = '[[a]]\nb = "long enough"\n[[a]]\nb = "another"\n'
    assert list(pieces(text)) == ["", '[[a]]\nb = "long enough"\n', '[[a]]\nb = "another"\n']
    tables = [parse for parse in map(tomllib.loads, pieces(text)) if parse]
    assert toml_pieces._joined({}, tables) == read_pieces(text) == tomllib.loads(text)


@pytest.mark.usefixtures("short")
def test_an_error_names_the_line_of_the_whole_file() -> None:
    with pytest.raises(EditionError, match=r"x\.toml line 5"):
        parse_toml(b'[[a]]\nb = "long enough"\n[[a]]\n\nb = \n', "x.toml")
