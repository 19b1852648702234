"""The case files of `tests/cases/bad/` (their README says what they may hold): a copy of the small edition, spoiled as the case says."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.editions import CLUB, copy_of

BAD = Path(__file__).parent / "cases" / "bad"
KEYS = {"command", "exit", "says", "change"}
STEPS = {"file", "before", "after", "append", "write", "encoding", "remove", "folder", "sha256"}


def read_case(name: str) -> dict[str, Any]:
    """A case's table; a key that means nothing is a slip in the case itself."""
    case = tomllib.loads((BAD / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(case) <= KEYS, name
    assert all(set(step) <= STEPS for step in case.get("change", ())), name
    return case


def spoiled(case: dict[str, Any], target: Path) -> Path:
    """A copy of the small edition at `target` with the case's changes made."""
    folder = copy_of(CLUB, target)
    for step in case.get("change", ()):
        spoil(folder, step)
    return folder


def spoil(folder: Path, step: dict[str, Any]) -> None:
    """Make one change; a source that changes gets its new SHA-256 unless the case keeps the old one."""
    path = folder / step["file"]
    old = path.read_bytes() if path.is_file() else b""
    if step.get("remove") or step.get("folder"):
        path.unlink(missing_ok=True)
        if step.get("folder"):
            path.mkdir()
        return
    path.write_bytes(changed(old.decode(), step).encode(step.get("encoding", "utf-8")))
    if step["file"].startswith("essays/") and step.get("sha256") != "kept":
        book = folder / "edition.toml"
        text = book.read_text(encoding="utf-8")
        book.write_text(text.replace(sha256(old).hexdigest(), sha256(path.read_bytes()).hexdigest()), encoding="utf-8")


def changed(text: str, step: dict[str, Any]) -> str:
    """The file's new text."""
    if "write" in step:
        return str(step["write"])
    if "before" in step:
        assert step["before"] in text, f"{step['before']} does not stand in {step['file']}"
        text = text.replace(step["before"], step["after"], 1)
    return text + str(step.get("append", ""))
