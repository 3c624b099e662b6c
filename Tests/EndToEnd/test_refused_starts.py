"""What a supervisor says when it cannot work on its data folder, and what it does with strange segments."""

import mmap
import os
import re
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

import platen as platen_module
from platen import Platen
from waiting import until

LAYOUT_OFFSET = 8


def supervisor(platen: Platen) -> subprocess.CompletedProcess:
    """Runs a supervisor alone, which is expected to fail."""
    command = [platen_module.programs() / "platen-supervisor"]
    return subprocess.run(command, env=platen.environment(), capture_output=True, text=True, timeout=60)


@pytest.fixture
def disk(tmp_path):
    """A small file system of its own."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", tmp_path], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting takes root's rights")
    yield tmp_path
    subprocess.run(["umount", "-l", tmp_path], check=True)


def test_second_supervisor_on_the_same_data_is_refused_with_the_first_ones_pid(launch):
    platen = launch()
    first = platen.supervisor()
    second = supervisor(platen)
    assert second.returncode == 1
    assert f"another supervisor (process {first.pid}) works on this data folder" in second.stderr
    assert platen.finished(platen.submit(kind="sleep", duration="0")["id"])["state"] == "completed"
    assert platen.supervisor() == first
    platen.stop()


def test_segments_of_another_layout_version_are_replaced(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    job = platen.submit(kind="sleep", duration="0.2", delay="1")["id"]
    platen.kill_everything()
    assert len(platen.segments()) == 2
    for name in platen.segments():
        with open(f"/dev/shm/{name}", "r+b") as file, mmap.mmap(file.fileno(), 4096) as segment:
            segment[LAYOUT_OFFSET : LAYOUT_OFFSET + 8] = (999).to_bytes(8, "little")
    platen.start()
    assert platen.finished(job)["state"] == "completed"
    platen.stop()


@pytest.fixture
def newer(launch):
    """A stopped service whose store a later version has written since."""
    platen = launch(PLATEN_PROCESSORS="1")
    platen.finished(platen.submit(kind="sleep", duration="0")["id"])
    platen.stop()
    write_as_later_version(platen)
    return platen


def write_as_later_version(platen: Platen) -> None:
    with closing(sqlite3.connect(platen.data / "platen.sqlite")) as store, store:
        store.execute("INSERT INTO grdb_migrations VALUES ('999 the future')")
        store.execute("UPDATE program SET version = '9.9.9'")


def tool(platen: Platen, *command: str) -> subprocess.CompletedProcess:
    program = [platen_module.programs() / command[0], *command[1:]]
    return subprocess.run(program, env=platen.environment(), capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("command", [
    "platen-supervisor", "platen up", "platen prune --older-than 1d", "platen user list", "platen quarantine",
    "platen backup /tmp/platen-never-made",
])
def test_store_of_a_later_version_is_refused_with_both_versions(newer, command):
    before = (newer.data / "platen.sqlite").read_bytes()
    own = tool(newer, "platen", "version").stdout.strip()
    refused = tool(newer, *command.split())
    assert refused.returncode == 1, refused.stderr
    assert f"The store was written by Platen 9.9.9, and this is {own}, which cannot read it." in refused.stderr
    assert "Run 9.9.9 or newer, or restore a backup that was taken before." in refused.stderr
    assert refused.stdout == ""
    assert (newer.data / "platen.sqlite").read_bytes() == before
    assert newer.segments() == [] and not os.path.exists("/tmp/platen-never-made")


def test_responder_beside_a_store_of_a_later_version_answers_503_and_says_why(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_RESPONDERS="1")
    write_as_later_version(platen)
    responder = platen.responders()[0]
    os.kill(responder.pid, signal.SIGKILL)
    until(lambda: [each for each in platen.responders() if each != responder], "another responder")
    until(lambda: platen.get("/api/jobs").status_code == 503, "the new one is asked")
    assert platen.get("/api/jobs").json()["code"] == "service_unavailable"
    until(lambda: "The store was written by Platen 9.9.9" in platen.log(), "the log says why")


def test_responder_alone_names_every_wrong_setting():
    platen = Platen(PLATEN_PROCESSORS="0", PLATEN_MAX_PIXELS="many")
    try:
        for program in ("platen-responder", "platen-supervisor"):
            refused = tool(platen, program)
            assert refused.returncode == 1
            assert "PLATEN_PROCESSORS" in refused.stderr and "PLATEN_MAX_PIXELS" in refused.stderr
            assert len(refused.stderr.strip().splitlines()) <= 3, refused.stderr
    finally:
        platen.clean()


def test_read_only_data_folder_is_named(disk):
    platen = Platen()
    try:
        platen.data = disk / "data"
        (platen.data / "run").mkdir(parents=True)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for command in (["platen-supervisor"], ["platen", "up"]):
            program = [platen_module.programs() / command[0], *command[1:]]
            failed = subprocess.run(
                program, env=platen.environment(), capture_output=True, text=True, timeout=60
            )
            assert failed.returncode == 1, failed.stderr
            assert str(platen.data) in failed.stderr
            assert re.search("read.only", failed.stderr, re.IGNORECASE), failed.stderr
            assert failed.stdout == ""
        assert platen.segments() == []
    finally:
        platen.clean()


def test_full_disk_is_named_and_a_later_start_succeeds(disk):
    platen = Platen(PLATEN_PROCESSORS="1")
    try:
        platen.data = disk / "data"
        platen.start()
        job = platen.submit(kind="sleep", duration="0", delay="2")["id"]
        platen.stop()
        ballast = disk / "ballast"
        fill(ballast)
        failed = supervisor(platen)
        assert failed.returncode == 1, failed.stderr
        assert "the disk is full, make room on it" in failed.stderr or "No space" in failed.stderr
        ballast.unlink()
        platen.start()
        assert platen.finished(job)["state"] == "completed"
        platen.stop()
    finally:
        platen.clean()


def fill(path: Path) -> None:
    """Takes all the room of the disk that holds `path`."""
    with open(path, "wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
        os.fsync(file.fileno())
