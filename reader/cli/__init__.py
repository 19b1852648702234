"""The command line: options, files, messages, exit codes. A thin skin; every import that costs time waits until it is needed."""

from __future__ import annotations

import _thread
import atexit
import gc
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

STOPPED = "stopped; no half-written file is left → run the command again"


def main() -> None:
    """The `reader` command. A terminal that cannot show a character gets a question mark, never a UnicodeEncodeError.

    What is imported stays: looking for garbage meanwhile, and once more when the interpreter ends, takes a tenth of the help's time.
    """
    gc.disable()
    atexit.register(gc.freeze)
    sys.unraisablehook = heed
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        from reader.cli.app import run

        run()
    except KeyboardInterrupt:  # while modules are imported
        sys.stderr.write(f"reader: {STOPPED}\n")
        sys.exit(130)


def heed(lost: UnraisableHookArgs) -> None:
    """Stop all the same where Ctrl-C came while Python called back from what can't be stopped (an import's lock, a finaliser) and so was passed over."""
    if lost.exc_type is KeyboardInterrupt:
        _thread.start_new_thread(_stop, ())
    else:
        sys.__unraisablehook__(lost)


def _stop() -> None:
    time.sleep(0.01)  # until Python is out of where it would be passed over again
    _thread.interrupt_main()
