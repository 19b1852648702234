"""A PostgreSQL server of one's own, for as long as it is needed; as a program, the service's tests on it. Exit code 1 when one fails.

The server sorts texts as a language does, so that what relies on the order of code points is found out.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct

DEBIAN = Path("/usr/lib/postgresql")
USERS = ("postgres", "nobody")  # PostgreSQL refuses to run as root
PASSWORD = "Geheim"
TESTS = Path(__file__).parents[1]
# What of the service asks no database.
NOT_ASKING = {f"test_serve_{name}.py" for name in ("clubfile", "evidence", "kept", "meetings", "pages", "patience", "positions", "postgres", "texts")}
SETTINGS = """
fsync = off
full_page_writes = off
max_connections = 300
listen_addresses = '127.0.0.1'
"""


class Server(Struct, frozen=True):
    """A server: its folder, its port on a socket there (where nobody needs a password) and on loopback (where everybody does)."""

    folder: Path
    port: int

    def address(self, database: str = "postgres") -> str:
        """By the socket."""
        return f"postgresql://reader@/{database}?host={self.folder}&port={self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        _as_user(
            self.folder, _program("pg_ctl"), "start", "-w", "-D", self.folder / "data", "-l", self.folder / "log", "-o", f"-k {self.folder} -p {self.port}"
        )

    def crash(self) -> None:
        """End it as a crash does: it says nothing, and writes nothing more."""
        _as_user(self.folder, _program("pg_ctl"), "stop", "-w", "-m", "immediate", "-D", self.folder / "data")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all its processes."""
        first = (self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        for process in (first, *Path(f"/proc/{first}/task/{first}/children").read_text(encoding="utf-8").split()):
            os.kill(int(process), number)


@contextmanager
def server() -> Iterator[Server]:
    """A running server with an empty database, gone with all that it holds when the block is left."""
    with TemporaryDirectory(prefix="reader-") as name:
        made = Server(Path(name), _free_port())
        (made.folder / "password").write_text(PASSWORD, encoding="ascii")
        for path in (made.folder, made.folder / "password"):
            if not os.getuid():
                os.chown(path, _user().pw_uid, _user().pw_gid)
        _as_user(made.folder, _program("initdb"), *_wishes(made.folder))
        with (made.folder / "data" / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write(SETTINGS)
        made.start()
        try:
            yield made
        finally:
            made.crash()


def _wishes(folder: Path) -> tuple[str, ...]:
    language = ("--locale-provider=icu", "--icu-locale=zh", "--locale=C")
    who = ("--username=reader", f"--pwfile={folder / 'password'}", "--auth-local=trust", "--auth-host=scram-sha-256")
    return (*who, *language, "--encoding=UTF8", "--no-sync", f"--pgdata={folder / 'data'}")


def _program(name: str) -> Path:
    found = [*sorted(DEBIAN.glob(f"*/bin/{name}")), *filter(None, [shutil.which(name)])]
    if not found:
        raise SystemExit(f"{name} is missing: tests/acceptance/install brings it")
    return Path(found[0])


def _user() -> pwd.struct_passwd:
    return next(one for name in USERS for one in pwd.getpwall() if one.pw_name == name)


def _as_user(folder: Path, *command: str | Path) -> None:
    user = None if os.getuid() else _user()
    who: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()} if user else {}
    with (folder / "said").open("ab") as said:  # a pipe would stay open as long as the server runs
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False, **who)
    if done.returncode:
        raise SystemExit(f"{command[0]}: {(folder / 'said').read_text(errors='replace')}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def main() -> int:
    """Run the tests, those that need a server besides."""
    files = sorted(path for path in TESTS.glob("test_serve_*.py") if path.name not in NOT_ASKING)
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "auto",
        "-m",
        "not sqlite",
        *files,
        TESTS / "test_marks_pull.py",
        TESTS / "acceptance" / "postgres_laws.py",
    )
    with server() as found:
        return subprocess.run(command, env=os.environ | {"READER_TEST_DATABASE": found.address()}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
