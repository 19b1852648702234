"""Ctrl-C before the program has begun: one line and exit code 130, as later. Importing this imports nothing that the interpreter has not."""

import _signal  # type: ignore[import-not-found]  # `signal` takes longer to import than all that stands here
import os

STOPPED = "stopped; no half-written file is left → run the command again"
EXIT_INTERRUPTED = 130


def heed_from_now() -> None:
    """End with that line at Ctrl-C; nothing is done yet that would have to be undone. Whoever runs the program deaf to it (nohup) is let be."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _end)


def heed_as_usual() -> None:
    """Raise KeyboardInterrupt at Ctrl-C, as Python does."""
    if _signal.getsignal(_signal.SIGINT) is _end:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)


def _end(*_: object) -> None:
    os.write(2, f"reader: {STOPPED}\n".encode())
    os._exit(EXIT_INTERRUPTED)
