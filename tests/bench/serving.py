"""`reader serve` under a reading group: fifty virtual readers beside a running `reader build`, its start, its catalogue beside calibre's. (Linux.)"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread

from reader.club.record import read_record
from reader.edition import shipped_folder
from reader.serve.members import invite
from reader.serve.positions import File
from reader.serve.store import close_store, open_store

from .measure import environment, run
from .report import Bar
from .service import Server, calibre_serving, peak_memory, processor_time, said_port, serving, started, wait_for
from .virtual import Book, Heard, Reader, read_together
from .wire import rate

READERS, SECONDS = 50, 20
CALIBRES_FEEDS = {"root": "/opds", "books": "/opds/navcatalog/4f6e6577657374"}  # the second: its newest books
OUR_FEEDS = {"root": "/opds", "books": "/opds/zh-Hans.xml"}
IMPORTS = "import reader.cli, starlette.applications, starlette.routing, starlette.staticfiles, uvicorn.protocols.http.httptools_impl, uvicorn.server"
READER = (sys.executable, "-m", "reader.cli")


def measure_serving(folder: Path, *, rounds: int) -> tuple[list[str], list[Bar]]:
    """The tables and the bars for the shipped edition's site."""
    site = folder / "site"
    run((*READER, "publish", str(shipped_folder()), "-o", str(site)), folder=folder)
    lines = [f"### Serving (load of the machine at the start: {os.getloadavg()[0]:.1f})\n"]
    start = start_bar(site, folder, rounds=rounds)
    with serving(site, folder / "data") as server:
        more, bars = group(server, site, folder)
        lines += more
        with calibre_serving(sorted((site / "books").glob("*[!ko].epub"))[:4], folder) as calibre:
            more, rates = catalogues(server, calibre, rounds=rounds)
            lines += more
    with serving(site, folder / "data", "--server", "granian") as server:
        more, under_granian = catalogues_under_granian(server, rounds=rounds)
    return [*lines, *more], [*bars, start, *rates, *under_granian]


def group(server: Server, site: Path, folder: Path) -> tuple[list[str], list[Bar]]:
    """Fifty readers, while books are built beside them."""
    readers = members(site, folder / "data", READERS)
    with building(folder):
        heard = read_together(server.port, readers, pages=SECONDS)
    took = {kind: sorted(one for each in heard for one in each.took[kind]) for kind in heard[0].took}
    lines = [f"{READERS} readers for {SECONDS} s beside `reader build`, milliseconds:\n", "| request | times | p50 | p99 | most |", "|---|---|---|---|---|"]
    lines += [f"| {kind} | {len(all_)} | {median(all_) * 1000:.1f} | {p99(all_) * 1000:.1f} | {all_[-1] * 1000:.1f} |" for kind, all_ in took.items()]
    return [*lines, ""], [
        Bar("50 readers: p99 of all requests, ms", p99([one for all_ in took.values() for one in all_]) * 1000, 250),
        Bar("… p99 of pushes, ms", p99(took["push"]) * 1000, 250),
        *counts(heard),
        Bar("… peak memory of the server, MB", peak_memory(server.process) / 1e6, 120),
    ]


def counts(heard: list[Heard]) -> list[Bar]:
    """What was acknowledged and did not come back, and what was refused."""
    pushed = sum(one.pushed for one in heard)
    return [
        Bar(f"… lost of {pushed} pushes", sum(one.lost for one in heard), 0),
        Bar("… answers that were no 200", sum(one.refused for one in heard), 0),
    ]


def members(site: Path, data: Path, count: int) -> list[Reader]:
    """Members, each with one of the site's books."""
    record = read_record((site / "hashes.json").read_bytes(), where="hashes.json")
    files = [File(record.builds[0], book) for book in record.builds[0].books if (site / "books" / book.file).exists()]
    store, now = open_store(data), int(time.time())
    try:
        invited = [invite(store, f"reader {number}", f"reader-{number}", label="Kobo", now=now) for number in range(count)]
    finally:
        close_store(store)
    found = []
    for number, one in enumerate(invited):
        file = files[number % len(files)]
        pointers = list(file.pointers.values())
        cover = next((site / "covers").glob(f"{file.book.file.split('.')[0]}.{file.book.text}.*")).name
        found.append(Reader(one.member.handle, one.device, Book(file.book.file, cover, file.book.koreader, f"{pointers[number % len(pointers)]}.0")))
    return found


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """`reader build`, again and again, beside what the block does."""
    done = Event()

    def build() -> None:
        while not done.is_set():
            subprocess.run((*READER, "build", "--traditional", "-o", "beside.epub"), cwd=folder, env=environment(folder), capture_output=True, check=True)

    thread = Thread(target=build)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def p99(values: list[float]) -> float:
    """What one in a hundred is above."""
    return quantiles(values, n=100, method="inclusive")[-1]


def start_bar(site: Path, folder: Path, *, rounds: int) -> Bar:
    """The start of a published site, to the first answer, by what importing its server takes: processor time, runs in turn."""
    ratios = []
    for number in range(rounds + 1):
        ours = start_time(site, folder)
        imports = run((sys.executable, "-c", IMPORTS), folder=folder).processor
        if number:  # the first warms the caches
            ratios.append(ours / imports)
    return Bar("start of a published site / importing its server", median(ratios), 1.5)


def start_time(site: Path, folder: Path) -> float:
    """Seconds of processor from the start of `reader serve` to its first answer."""
    with started(site, folder / "data") as process:
        wait_for(said_port(process))
        process.kill()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = -9
    return usage.ru_utime + usage.ru_stime


def catalogues(server: Server, calibre: Server | None, *, rounds: int) -> tuple[list[str], list[Bar]]:
    """Answers a second for two feeds, and the processor time of one, side by side with calibre's content server."""
    head = ["Answers a second, eight requests at once; in brackets how many of them a second of the server's processor time gives:\n"]
    lines, bars = [*head, "| feed | reader serve | calibre-server | ratio |", "|---|---|---|---|"], list[Bar]()
    for name, path in OUR_FEEDS.items():
        pairs = [(measured(server, path), measured(calibre, CALIBRES_FEEDS[name]) if calibre else (0.0, 0.0)) for _ in range(rounds)]
        (clock, used), (clocks, useds) = ([median(column) for column in zip(*side, strict=True)] for side in zip(*pairs, strict=True))
        on_clock, of_processor = (median(their[which] / our[which] for our, their in pairs) for which in (0, 1))
        shown = f"{1 / on_clock:.1f} ({1 / of_processor:.1f})" if calibre else ""
        lines.append(f"| {name} | {clock:.0f} ({used:.0f}) | {clocks:.0f} ({useds:.0f}) | {shown} |")
        bars += [
            Bar(f"catalogue ({name}): 400 a second / ours", 400 / clock, 1.0),
            Bar(f"catalogue ({name}): calibre-server / ours", on_clock, 0.2),
            Bar(f"catalogue ({name}): calibre-server / ours, of processor time", of_processor),
        ]
    return [*lines, ""], bars


def catalogues_under_granian(server: Server, *, rounds: int) -> tuple[list[str], list[Bar]]:
    """The same two feeds, answered by granian."""
    lines, bars = ["Under granian:\n", "| feed | answers a second |", "|---|---|"], list[Bar]()
    for name, path in OUR_FEEDS.items():
        clock, used = (median(column) for column in zip(*(measured(server, path) for _ in range(rounds)), strict=True))
        lines.append(f"| {name} | {clock:.0f} ({used:.0f}) |")
        bars.append(Bar(f"catalogue ({name}) under granian: 1000 a second / ours", 1000 / clock, 1.0))
    return [*lines, ""], bars


def measured(server: Server, path: str) -> tuple[float, float]:
    """Answers in a second on the clock, and in a second of the server's processor time."""
    before = processor_time(server.process)
    count, took = rate(server.port, path, seconds=3)
    return count / took, count / (processor_time(server.process) - before)
