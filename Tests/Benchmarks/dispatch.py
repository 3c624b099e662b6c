"""Which job is next: what the decision costs with few and with many waiting jobs, without a service."""

import json
import os
import statistics
import subprocess
from pathlib import Path

from platen import programs

REPETITIONS = int(os.environ.get("BENCH_REPS", "3"))
SIZES = {"few": (1000, 100), "many": (1_000_000, 100_000)}
TURNS = 100_000


def decide(jobs: int, users: int) -> dict[str, float]:
    command = [programs() / "platen-bench-dispatch", str(jobs), str(users), str(TURNS)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(folder: Path) -> dict:
    """Medians of runs in turns; microseconds."""
    found: dict[str, list[float]] = {}
    for _ in range(REPETITIONS):
        for name, (jobs, users) in SIZES.items():
            for value, time in decide(jobs, users).items():
                found.setdefault(f"dispatch_{value.removesuffix('_us')}_{name}_us", []).append(time)
    return {name: round(statistics.median(times), 3) for name, times in found.items()}
