"""A zip for a book that is still being written: the same bytes on every machine, deflated beside the writing."""

from __future__ import annotations

import zipfile
from queue import Queue
from threading import Thread
from typing import IO, Any

from reader.epub.archive import Date, entry_info

# Level 6 takes twice the time of level 3, for a book 3 % smaller.
LEVEL = 3
# Entries that wait for the packer; if it is slow, the program waits for it, and does not fill the memory.
WAITING = 2
# A zip has seven bits for the year (APPNOTE 4.4.6).
FIRST_YEAR, LAST_YEAR = 1980, 2107


def stamp(day: str) -> Date:
    """A day (YYYY-MM-DD) as the date of an entry, as near as a zip can say it."""
    year, month, date = (int(part) for part in day.split("-"))
    return (min(max(year, FIRST_YEAR), LAST_YEAR), month, date, 0, 0, 0)


class BookZip(zipfile.ZipFile):
    """A zip whose entries carry the edition's date and the same system mark everywhere.

    A second thread packs each entry, in the order in which they come, while the program makes the next: deflate is a tenth of the work, and
    Python's lock is free meanwhile. What goes wrong there is raised by `close`.
    """

    def __init__(self, target: IO[bytes], day: str) -> None:
        super().__init__(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self._stamp = stamp(day)
        self._failure: BaseException | None = None
        self._jobs: Queue[tuple[Any, ...] | None] = Queue(WAITING)
        self._packer = Thread(target=self._pack, daemon=True)
        self._packer.start()

    def writestr(self, name: Any, data: Any, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        """Hand an entry to the packer."""
        self._jobs.put((entry_info(name, date=self._stamp), data, zipfile.ZIP_DEFLATED if compress_type is None else compress_type, compresslevel or LEVEL))

    def _pack(self) -> None:
        while job := self._jobs.get():
            try:
                if self._failure is None:
                    super().writestr(*job)
            except BaseException as error:
                self._failure = error

    def close(self) -> None:
        """Wait for the packer and finish the zip; raises what went wrong while packing."""
        if self._packer.is_alive():
            self._jobs.put(None)
            self._packer.join()
        super().close()
        failure, self._failure = self._failure, None  # a zip is closed again when it is thrown away
        if failure is not None:
            raise failure
