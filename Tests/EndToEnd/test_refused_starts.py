"""What a supervisor says when it cannot work on its data folder, and what it does with strange segments."""

import mmap
import os
import re
import subprocess
from pathlib import Path

import pytest

import platen as platen_module
from platen import Platen

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
        assert "full" in failed.stderr or "No space" in failed.stderr
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
