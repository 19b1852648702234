"""The benchmarks' editions: valid, and the same for the same seed."""

from __future__ import annotations

from pathlib import Path

from bench.generate import generate
from bench.markdown import write_markdown
from editions import built, entries


def test_the_generated_edition_is_valid_and_full_of_notes(tmp_path: Path) -> None:
    size = generate(tmp_path / "made", scale=4, essays=4)
    book = built(tmp_path / "made", "zh-Hans")
    assert size == sum(path.stat().st_size for path in (tmp_path / "made" / "essays").iterdir())
    assert all(essay.repairs > 50 and essay.notes["rebuttal"] and essay.notes["fact"] and essay.notes["term"] > 20 for essay in book.essays)
    assert not [warning for warning in book.warnings if "(made-" in warning.where]
    assert entries(book.data)["EPUB/glossary.xhtml"].count(b'id="g-made-') > 50


def test_the_same_seed_makes_the_same_edition_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        generate(tmp_path / name, scale=1, seed=seed)
    first, second, third = (folder_bytes(tmp_path / name) for name in ("one", "two", "three"))
    assert first == second
    assert first["essays/essay-1.txt"] != third["essays/essay-1.txt"]


def folder_bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_marker_of_the_book_is_a_footnote_in_the_markdown(tmp_path: Path) -> None:
    generate(tmp_path / "made", scale=1)
    count = write_markdown(tmp_path / "made", tmp_path / "made.md")
    text = (tmp_path / "made.md").read_text(encoding="utf-8")
    book = entries(built(tmp_path / "made", "zh-Hans").data)
    assert count == sum(data.count(b'epub:type="noteref"') for data in book.values()) > 0
    # A mark in the text and its definition.
    assert text.count("[^essay-") == 2 * count
