"""What it takes to tell many of what concerns them: readers of events and parked requests beside jobs that end."""

import os
from pathlib import Path

import event_load
from platen import Platen

READERS = int(os.environ.get("BENCH_READERS", "10000"))
PARKED = int(os.environ.get("BENCH_PARKED", "2000"))
RATE = int(os.environ.get("BENCH_RATE", "200"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "15"))


def measure(folder: Path) -> dict:
    """`READERS` streams, `PARKED` requests, and `RATE` jobs a second for `SECONDS`."""
    platen = Platen(PLATEN_PROCESSORS="2", PLATEN_WORKER_CONNECTIONS="65536")
    platen.data = folder / "events"
    try:
        platen.start()
        _, facts = event_load.measure(platen, READERS, PARKED, RATE, SECONDS)
        platen.stop()
        return {"events": facts}
    finally:
        platen.clean()
