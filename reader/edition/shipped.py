"""Where the edition that ships with the program lies."""

from __future__ import annotations

from pathlib import Path


def shipped_folder() -> Path:
    """The folder of the shipped edition: inside the installed package, else beside it in a checkout (where `pyproject.toml` stands)."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "annotations"
    if inside.is_dir():
        return inside
    beside = package.parent
    return beside / "annotations" if (beside / "pyproject.toml").is_file() else inside
