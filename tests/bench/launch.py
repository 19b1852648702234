"""Run the command in the arguments, from a process too small to blur its peak memory, and write what it took as JSON.

(A child's peak counts from its fork: a large parent would show as the child's memory.) Runs by itself: imports nothing of the project.
"""

import json
import os
import sys
import time


def main() -> None:
    """Seconds, processor seconds, peak memory as the system counts it, exit code."""
    start = time.perf_counter()
    child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, usage = os.wait4(child, 0)
    took = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    sys.stdout.write(json.dumps([took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, code]))


if __name__ == "__main__":
    main()
