"""The command line: options, files, messages, exit codes. A thin skin; every import that costs time waits until it is needed."""

from __future__ import annotations

import atexit
import gc
import sys

STOPPED = "stopped; no half-written file is left → run the command again"


def main() -> None:
    """The `reader` command. A terminal that cannot show a character gets a question mark, never a UnicodeEncodeError.

    What is imported stays: looking for garbage meanwhile, and once more when the interpreter ends, takes a tenth of the help's time.
    """
    gc.disable()
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        from reader.cli.app import run

        run()
    except KeyboardInterrupt:  # while modules are imported
        sys.stderr.write(f"reader: {STOPPED}\n")
        sys.exit(130)
