"""`reader` with arguments, into a folder that is emptied before: `python fresh.py FOLDER ARGUMENTS…`."""

from __future__ import annotations

import shutil
import sys

if __name__ == "__main__":
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    sys.argv[1:] = sys.argv[2:]
    from reader.cli import main

    main()
