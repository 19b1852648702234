"""Published sites for tests."""

from __future__ import annotations

from pathlib import Path

from tests.commands import run

PAGES = ("index.html", "index.zh-Hant.html", "index.en.html")


def publish(*editions: Path, to: Path, options: tuple[str, ...] = ()) -> Path:
    """The site of the editions in the folder."""
    said = run("publish", *map(str, editions), "-o", str(to), *options, cwd=to.parent)
    assert said.code == 0, said.err
    return to


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
