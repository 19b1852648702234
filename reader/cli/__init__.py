"""The command line: options, files, messages, exit codes. A thin skin; every import that costs time waits until it is needed."""

from __future__ import annotations

import _thread
import atexit
import gc
import sys
import time
from typing import TYPE_CHECKING

from reader.stopped import EXIT_INTERRUPTED, STOPPED, heed_as_usual

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def main() -> None:
    """The `reader` command. A terminal that cannot show a character gets a question mark, never a UnicodeEncodeError.

    What is imported stays: looking for garbage meanwhile, and once more when the interpreter ends, takes a tenth of the help's time.
    """
    try:
        heed_as_usual()
        gc.disable()
        atexit.register(gc.freeze)
        sys.unraisablehook = heed
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        from reader.cli.app import run

        run()
    except KeyboardInterrupt:  # while modules are imported
        sys.stderr.write(f"reader: {STOPPED}\n")
        sys.exit(EXIT_INTERRUPTED)


def heed(lost: UnraisableHookArgs) -> None:
    """Stop all the same where Ctrl-C came while Python called back from what can't be stopped (an import's lock, a finaliser) and so was passed over."""
    if lost.exc_type is KeyboardInterrupt:
        _thread.start_new_thread(_stop, ())
    else:
        sys.__unraisablehook__(lost)


def _stop() -> None:
    time.sleep(0.01)  # until Python is out of where it would be passed over again
    _thread.interrupt_main()
