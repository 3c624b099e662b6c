"""What the store and the spool say of the jobs, and what the processes hold."""

import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import processes

TERMINAL = ("completed", "failed", "cancelled")


def opened(data: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{data / 'platen.sqlite'}?mode=ro", uri=True, timeout=20)


def states(data: Path) -> dict[str, int]:
    with closing(opened(data)) as store:
        return dict(store.execute("SELECT state, count(*) FROM jobs GROUP BY state"))


def text_of(identifier: bytes) -> str:
    key = identifier.hex()
    return "-".join((key[:8], key[8:12], key[12:16], key[16:20], key[20:]))


def findings(data: Path, accepted: dict[str, str], excuse: str | None = None) -> dict[str, list[str]]:
    """What must all be empty: jobs lost, jobs nobody asked for, jobs without their one end, files amiss. A job may fail
    with the problem code `excuse`."""
    with closing(opened(data)) as store:
        sound = store.execute("PRAGMA integrity_check").fetchall()
        rows = store.execute("SELECT sequence, id, state, kind, files, image_bytes, problem_code FROM jobs").fetchall()
        ends = dict(store.execute("SELECT job, count(*) FROM attempts WHERE end = 'completed' GROUP BY job"))
    known = {text_of(row[1]) for row in rows}
    promised = set(accepted.values())
    found = {
        "damage": [] if sound == [("ok",)] else [str(sound)],
        "lost": sorted(promised - known),
        "surplus": sorted(known - promised),
        "shared_ids": [] if len(promised) == len(accepted) else ["two keys were given one id"],
        "unended": [], "failed": [], "results_not_one": [], "files_amiss": [],
    }
    for sequence, identifier, state, kind, files, image_bytes, code in rows:
        job_id = text_of(identifier)
        if state not in TERMINAL:
            found["unended"].append(job_id)
        elif state != "completed":
            if code != excuse or code is None:
                found["failed"].append(f"{job_id} {kind} {state} {code}")
        elif ends.get(sequence, 0) != 1:
            found["results_not_one"].append(job_id)
        found["files_amiss"] += amiss(data, job_id, image_bytes, json.loads(files) if files else [])
    return found


def amiss(data: Path, job_id: str, image_bytes: int | None, files: list[dict]) -> list[str]:
    folder = data / "spool" / job_id[-2:] / job_id
    expected = {file["name"]: file["bytes"] for file in files}
    if image_bytes is not None:
        expected["input.png"] = image_bytes
    found = []
    for name, size in expected.items():
        path = folder / name
        if not path.exists() or path.stat().st_size != size:
            found.append(f"{job_id}/{name}")
    if folder.exists():
        found += [f"{job_id}/{entry} is left over" for entry in set(os.listdir(folder)) - set(expected)]
    return found


def orphans(data: Path) -> list[str]:
    """Folders of the spool without a job."""
    with closing(opened(data)) as store:
        known = {text_of(row[0]) for row in store.execute("SELECT id FROM jobs")}
    return sorted(path.name for path in data.glob("spool/??/*") if path.name not in known)


def descriptors(process: processes.Process) -> int | None:
    """How many it has open; None when it is gone."""
    try:
        return len(os.listdir(f"/proc/{process.pid}/fd"))
    except OSError:
        return None


def private_bytes(process: processes.Process) -> int | None:
    """Memory that is its own; None when it is gone."""
    try:
        text = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    except OSError:
        return None
    return sum(int(size) for size in re.findall(r"^Private_\w+:\s+(\d+) kB", text, re.MULTILINE)) << 10
