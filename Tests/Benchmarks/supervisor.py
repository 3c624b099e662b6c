"""A supervisor without a service around it, on a store filled by hand."""

import os
import re
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from platen import Platen, programs
from waiting import until


def pss_bytes(pid: int) -> int:
    """The process's proportional share of memory."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[1]) << 10


def cpu_seconds(pid: int) -> float:
    """What the threads of a process have used so far."""
    nanoseconds = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        nanoseconds += int((task / "schedstat").read_text().split()[0])
    return nanoseconds / 1e9


class Supervisor:
    """`platen-supervisor` alone, with a forkserver and as many processors as asked for."""

    def __init__(self, data: Path, processors: int):
        self.platen = Platen(
            PLATEN_PROCESSORS=str(processors), PLATEN_DRAIN_SECONDS="0", PLATEN_MAX_WAITING="10000000",
            PLATEN_MAX_WAITING_PER_USER="10000000",
        )
        self.platen.data = data
        self.process: subprocess.Popen | None = None
        self.seconds_to_ready = 0.0

    def __enter__(self) -> "Supervisor":
        (self.platen.data / "run").mkdir(parents=True, exist_ok=True)
        log_path = self.platen.folder / "log.txt"
        log_path.touch()
        begun = time.monotonic()
        with open(log_path, "ab") as log:
            self.process = subprocess.Popen(
                [programs() / "platen-supervisor"], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=self.platen.environment(),
            )
        self.platen.process = self.process
        until(lambda: "the supervisor is ready" in self.platen.log() or self.process.poll() is not None, "ready", 120)
        assert self.process.poll() is None, self.platen.log()
        self.seconds_to_ready = time.monotonic() - begun
        return self

    def __exit__(self, *_) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            assert self.process.wait(60) == 0, self.platen.log()
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            for segment in self.platen.segments():
                os.unlink(f"/dev/shm/{segment}")
            self.platen.session.close()
            for path in self.platen.folder.iterdir():
                path.unlink()
            self.platen.folder.rmdir()

    @property
    def pid(self) -> int:
        return self.process.pid


def count(data: Path, where: str = "1") -> int:
    """How many rows of the store's jobs are so."""
    with sqlite3.connect(f"file:{data / 'platen.sqlite'}?mode=ro", uri=True) as store:
        return store.execute(f"SELECT count(*) FROM jobs WHERE {where}").fetchone()[0]


def ended_attempts(data: Path) -> int:
    """How many attempts have ended; as quick to ask with a million jobs waiting as with none."""
    with sqlite3.connect(f"file:{data / 'platen.sqlite'}?mode=ro", uri=True) as store:
        return store.execute("SELECT count(*) FROM attempts").fetchone()[0]


def fill(data: Path, jobs: int, seconds: float, first_seconds: float | None = None) -> None:
    """Makes a store with so many waiting `sleep` jobs of a hundred users. The first may take another time: a long
    one holds the only processor, so that the rest goes on waiting."""
    with Supervisor(data, processors=1):
        pass
    now = int(time.time() * 1000) - jobs - 60_000

    def rows():
        for number in range(jobs):
            duration = first_seconds if number == 0 and first_seconds is not None else seconds
            at = now + number
            identifier = at.to_bytes(6, "big") + (0x7000 | number & 0xFFF).to_bytes(2, "big")
            identifier += (0x8000 << 48 | number).to_bytes(8, "big")
            options = '{"duration_ms":%d}' % int(duration * 1000)
            yield identifier, f"user-{number % 100}", "sleep", options, at, "pending", 0

    store = sqlite3.connect(data / "platen.sqlite", isolation_level=None)
    try:
        store.execute("BEGIN")
        store.executemany(
            "INSERT INTO jobs (id, user, kind, options, submitted_at, state, attempts) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows(),
        )
        store.execute("COMMIT")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()
