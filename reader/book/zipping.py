"""A zip for a book that is still being written: the same bytes on every machine, deflated beside the writing."""

from __future__ import annotations

import zipfile
from collections import deque
from collections.abc import Mapping
from threading import Condition, Thread
from types import MappingProxyType
from typing import IO, Any

from reader.epub.entries import Date, append_packed, entry_info, pack

# Level 6 takes twice the time of level 3, for a book 3 % smaller.
LEVEL = 3
# Bytes that may wait for the packer; if it is slow, the program waits for it, and does not fill the memory.
WAITING = 1_000_000
# A zip has seven bits for the year (APPNOTE 4.4.6).
FIRST_YEAR, LAST_YEAR = 1980, 2107
# An entry's name, its contents, and whether they are stored as they are; None: there are no more.
Job = tuple[str, bytes, bool] | None
NOTHING: Mapping[str, bytes] = MappingProxyType({})


def stamp(day: str) -> Date:
    """A day (YYYY-MM-DD) as the date of an entry, as near as a zip can say it."""
    year, month, date = (int(part) for part in day.split("-"))
    return (min(max(year, FIRST_YEAR), LAST_YEAR), month, date, 0, 0, 0)


class BookZip(zipfile.ZipFile):
    """A zip whose entries carry the edition's date and the same system mark everywhere.

    A second thread packs each entry, in the order in which they come, while the program makes the next: deflate is a tenth of the work, and
    Python's lock is free meanwhile. It begins with what is there `ahead`, of the entries that come later. What goes wrong there is raised by `close`.
    """

    def __init__(self, target: IO[bytes], day: str, ahead: Mapping[str, bytes] = NOTHING) -> None:
        super().__init__(target, "w")
        self._stamp = stamp(day)
        self._failure: BaseException | None = None
        self._jobs, self._waiting, self._turn = deque[Job](), 0, Condition()
        self._packer = Thread(target=self._pack_all, args=(ahead,), daemon=True)
        self._packer.start()

    def writestr(self, name: Any, data: Any, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        """Hand an entry to the packer."""
        self._hand_over((name, data.encode() if isinstance(data, str) else data, compress_type == zipfile.ZIP_STORED))

    def _hand_over(self, job: Job) -> None:
        with self._turn:
            self._turn.wait_for(lambda: self._waiting < WAITING)
            self._jobs.append(job)
            self._waiting += len(job[1]) if job else 0
            self._turn.notify()

    def _next(self) -> Job:
        with self._turn:
            self._turn.wait_for(lambda: self._jobs)
            job = self._jobs.popleft()
            self._waiting -= len(job[1]) if job else 0
            self._turn.notify()
        return job

    def _pack_all(self, ahead: Mapping[str, bytes]) -> None:
        try:
            ready = {name: pack(data, LEVEL) for name, data in ahead.items()}
            for name, data, stored in iter(self._next, None):
                info = entry_info(name, date=self._stamp)
                if stored:
                    super().writestr(info, data, zipfile.ZIP_STORED)
                else:
                    append_packed(info, ready[name] if ahead.get(name) is data else pack(data, LEVEL), self)
        except BaseException as error:
            self._failure = error
            deque(iter(self._next, None), 0)  # what still comes is let go

    def close(self) -> None:
        """Wait for the packer and finish the zip; raises what went wrong while packing."""
        if self._packer.is_alive():
            self._hand_over(None)
            self._packer.join()
        super().close()
        failure, self._failure = self._failure, None  # a zip is closed again when it is thrown away
        if failure is not None:
            raise failure
