"""Code that runs in a processor gets at nothing but its own job."""

import errno
import shutil
import signal
import subprocess
from pathlib import Path

import pictures
import pytest
from platen import programs

HERE = Path(__file__).parent
FIRST_WIDTH = 7000
# The exit status of injected.c tells the error.
CLOSED = f"exit:{100 + errno.EACCES}"
FORBIDDEN = f"exit:{100 + errno.EPERM}"
TOO_LONG = f"exit:{100 + errno.EFBIG}"
KILLED = f"signal:{signal.SIGSYS}"
# By the numbers of injected.c.
ATTACKS = {
    "read the input of another job": CLOSED,
    "read /etc/passwd": CLOSED,
    "read the store": CLOSED,
    "write into the store": CLOSED,
    "reach the network": FORBIDDEN,
    "reach a local socket": FORBIDDEN,
    "start a process": FORBIDDEN,
    "kill the parent": FORBIDDEN,
    "run a program": KILLED,
    "take over the parent": KILLED,
    "write 10 GB": TOO_LONG,
}


@pytest.fixture
def infected(tmp_path, monkeypatch):
    """A folder of programs whose processor loads the attacking library."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("platen", "platen-responder", "platen-supervisor", "platen-processor"):
        shutil.copy(programs() / name, folder)
    genuine = folder / "genuine" / "platen-processor"
    genuine.parent.mkdir()
    processor = folder / "platen-processor"
    processor.rename(genuine)
    library = tmp_path / "injected.so"
    subprocess.run(
        ["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, HERE / "injected.c", "-lpng", "-ldl"],
        check=True)
    processor.write_text(f'#!/bin/sh\nLD_PRELOAD={library} exec {genuine} "$@"\n')
    processor.chmod(0o755)
    monkeypatch.setenv("PLATEN_PROGRAMS", str(folder))


def test_each_attack_is_refused_and_ends_its_own_job_alone(infected, launch, tmp_path):
    # Where they lead is known later than the environment.
    other_input, store = tmp_path / "input", tmp_path / "store"
    platen = launch(
        PLATEN_PROCESSORS="2", PLATEN_MAX_ATTEMPTS="1", PLATEN_TEST_OTHER_INPUT=str(other_input),
        PLATEN_TEST_STORE=str(store))
    platen.finished(platen.submit(pictures.marked(), kind="size")["id"])
    other_input.symlink_to(platen.data / "spool" / platen.spooled()[-1])
    store.symlink_to(platen.data / "platen.sqlite")
    assert other_input.read_bytes() and store.read_bytes()
    supervisor, forkservers = platen.supervisor(), platen.forkservers()
    for number, (attack, expected) in enumerate(ATTACKS.items()):
        image = pictures.marked(size=(FIRST_WIDTH + number, 2))
        failed = platen.finished(platen.submit(image, kind="ascii")["id"])
        assert failed["state"] == "failed", (attack, failed)
        assert [attempt["end"] for attempt in failed["attempt_log"]] == [expected], attack
        assert failed["files"] == []
        beside = platen.finished(platen.submit(pictures.marked(), kind="ascii")["id"])
        assert (beside["state"], beside["attempts"]) == ("completed", 1), attack
    assert (platen.supervisor(), platen.forkservers()) == (supervisor, forkservers)
    platen.stop()
