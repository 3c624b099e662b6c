"""Whenever the power fails, every job that was answered 202 before is there with its whole image.

The disk activity of a service under load is recorded once, then cut at many moments. PLATEN_POWER_CUTS: how many
random ones (100)."""

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import pictures
import power_cut
import processes
import recording
from platen import READY, Platen, programs
from waiting import until

CUTS = int(os.environ.get("PLATEN_POWER_CUTS", "100"))
JOBS = 12
CLIENTS = 4
ACCEPTED = re.compile(rb'Status: 202.*?"id" ?: ?"([0-9a-f-]{36})"', re.DOTALL)


@dataclass(frozen=True)
class Run:
    """A recorded life of a service."""

    folder: Path
    moments: list[recording.Moment]
    # What was sent for each job.
    images: dict[str, bytes]

    def disk(self) -> power_cut.Disk:
        # The data folder is new: that it exists is among what must survive. Its run/ must not.
        return power_cut.Disk(self.folder, ("data/run", "log.txt", "data/platen.sqlite-shm"))


def images() -> dict[int, bytes]:
    return {number: pictures.marked(size=(40 + number, 30)) for number in range(CLIENTS * JOBS)}


def launcher(tracer: int) -> processes.Process:
    found = [child for child in processes.descendants(tracer) if child.parent == tracer]
    assert found
    return found[0]


def start_recorded(platen: Platen, trace: Path) -> None:
    with open(platen.folder / "log.txt", "ab") as log:
        platen.process = subprocess.Popen(
            [*recording.command(trace), programs() / "platen", "up"], stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=log, env=platen.environment(), start_new_session=True,
        )
    line = platen.process.stdout.readline().rstrip("\n")
    match = READY.match(line)
    assert match, f"it said {line!r} and logged:\n{platen.log()}"
    platen.url = match[1]
    platen.remember()


def submit_from_many(platen: Platen) -> dict[str, bytes]:
    """Jobs of several kinds from several clients at once."""
    kinds = ["size", "ascii", "mirror"]
    sent: dict[str, bytes] = {}
    drawn = images()

    def client(first: int) -> None:
        for number in range(first, CLIENTS * JOBS, CLIENTS):
            sent[platen.submit(drawn[number], kind=kinds[number % 3])["id"]] = drawn[number]

    threads = [threading.Thread(target=client, args=(first,)) for first in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == CLIENTS * JOBS
    return sent


@pytest.fixture(scope="module")
def run():
    """The recording of one service, from the making of its data folder to its stop."""
    assert recording.is_available(), "scripts/setup --tests installs strace, which must be allowed to trace"
    platen = Platen(PLATEN_PROCESSORS="2")
    trace = Path(f"{platen.folder}-trace")
    try:
        start_recorded(platen, trace)
        sent = submit_from_many(platen)
        for job_id in sent:
            assert platen.finished(job_id)["state"] == "completed"
        os.kill(launcher(platen.process.pid).pid, signal.SIGTERM)
        assert platen.process.wait(30) == 0, platen.log()
        yield Run(platen.folder, list(recording.moments(trace)), sent)
    finally:
        platen.clean()
        trace.unlink(missing_ok=True)


def accepted_in(moment: recording.Moment) -> str | None:
    """The job whose 202 a responder begins to send."""
    if moment.is_end or moment.name not in ("write", "writev", "sendto"):
        return None
    data = b"".join(argument.data for argument in moment.arguments if argument.data)
    found = ACCEPTED.search(data)
    return found[1].decode() if found else None


def shard_path(data: Path, job_id: str) -> Path:
    return data / "spool" / job_id[-2:] / job_id


def losses(data: Path, accepted: dict[str, bytes]) -> list[str]:
    """What is missing of the accepted jobs, and of what the rows claim."""
    if not accepted:
        return []
    if not (data / "platen.sqlite").exists():
        return ["there is no store"]
    try:
        rows = stored(data / "platen.sqlite")
    except sqlite3.DatabaseError as error:
        return [f"the store cannot be read: {error}"]
    found = []
    for job_id, image in accepted.items():
        if job_id not in rows:
            found.append(f"{job_id} has no row")
        path = shard_path(data, job_id) / "input.png"
        if not path.exists() or path.read_bytes() != image:
            found.append(f"{job_id} has no whole image")
    for job_id, files in rows.items():
        for file in files:
            path = shard_path(data, job_id) / file["name"]
            if not path.exists() or path.stat().st_size != file["bytes"]:
                found.append(f"{job_id} has not its {file['name']}")
    return found


def stored(path: Path) -> dict[str, list[dict]]:
    """The jobs with the files that their rows claim; the opening recovers the store."""
    with closing(sqlite3.connect(path)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = store.execute("SELECT lower(hex(id)), files FROM jobs").fetchall()
    return {
        "-".join((key[:8], key[8:12], key[12:16], key[16:20], key[20:])): json.loads(files) if files else []
        for key, files in rows
    }


def cut_and_look(run: Run, target: Path, ignore=lambda _: False, cuts: int = CUTS, seed: int = 1) -> list[str]:
    """The losses of the first cut that loses anything, of those right after each 202 and `cuts` others at random."""
    chance = random.Random(seed)
    disk = run.disk()
    accepted: dict[str, bytes] = {}
    others = set(chance.sample(range(len(run.moments)), cuts))
    for number, moment in enumerate(power_cut.replay(run.moments, disk, ignore)):
        job_id = accepted_in(moment)
        if job_id:
            accepted[job_id] = run.images[job_id]
        ways = ([power_cut.nothing_more] if job_id else []) + ([power_cut.some(chance)] if number in others else [])
        for way in ways:
            place = target / "disk"
            disk.after_cut(place, way)
            found = [f"cut at {number}: {loss}" for loss in losses(place / "data", accepted)]
            shutil.rmtree(place, ignore_errors=True)
            if found:
                return found
    assert set(accepted) == set(run.images)
    return []


def test_no_cut_loses_an_accepted_job_or_a_result(run, tmp_path):
    assert cut_and_look(run, tmp_path) == []


def synchronised(moment: recording.Moment) -> str:
    """The file or folder that the moment brings to the disk; empty for other calls."""
    return moment.arguments[0].path or "" if moment.name in ("fsync", "fdatasync") else ""


@pytest.mark.parametrize(
    ("name", "ignored", "loss"),
    [
        ("the job's folder", r"/spool/../[0-9a-f-]{36}$", "no whole image"),
        ("the shard", r"/spool/..$", "no whole image"),
        ("the image", r"/input\.|/\.input\.part$", "no whole image"),
        ("the write-ahead log", r"sqlite-wal$", "has no row|no such table"),
        ("the data folder", r"/data$", "no store|no whole image"),
        ("the data folder's own name", r"/platen-e2e-[^/]*$", "there is no store"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) and value.startswith("the ") else "",
)
def test_a_synchronisation_left_out_is_noticed(run, tmp_path, name, ignored, loss):
    found = cut_and_look(run, tmp_path, lambda moment: re.search(ignored, synchronised(moment)) is not None, cuts=0)
    assert any(re.search(loss, each) for each in found), f"without {name}: {found[:5]}"


def test_a_result_whose_name_is_not_synchronised_is_noticed(run, tmp_path):
    """The processor's own fsync of the folder, after the input's."""
    seen: set[str] = set()

    def is_later(moment: recording.Moment) -> bool:
        path = synchronised(moment)
        if not re.search(r"/spool/../[0-9a-f-]{36}$", path):
            return False
        return (not moment.is_end and path in seen) or bool(seen.add(path))

    found = cut_and_look(run, tmp_path, is_later, cuts=CUTS)
    assert any("has not its" in each for each in found), found[:5]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_service_started_on_what_a_cut_left_ends_every_accepted_job(run, share):
    platen = Platen(PLATEN_PROCESSORS="2")
    try:
        disk = run.disk()
        accepted: list[str] = []
        for moment in power_cut.replay(run.moments, disk):
            if job_id := accepted_in(moment):
                accepted.append(job_id)
                if len(accepted) >= share * len(run.images):
                    break
        disk.after_cut(platen.folder, power_cut.nothing_more)
        platen.start()
        until(lambda: all(platen.job(job_id)["state"] == "completed" for job_id in accepted), "every job ends")
        for job_id in accepted:
            for file in platen.job(job_id)["files"]:
                assert len(platen.get(file["url"]).content) == file["bytes"]
        platen.stop()
    finally:
        platen.clean()
