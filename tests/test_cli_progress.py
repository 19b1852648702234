"""The progress bar: only for what takes long, only on a terminal."""

from __future__ import annotations

import io
import sys

import pytest

from reader.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float) -> str:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream)
    with progress.ticking(2) as tick:
        tick(0.5)
        tick(2)
    return stream.getvalue()


def test_a_bar_is_shown_on_a_terminal_for_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "100%" in shown(monkeypatch, Terminal(), 0.0)


def test_what_is_quick_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Terminal(), 60.0) == ""


def test_a_file_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), 0.0) == ""
