"""`platen up` itself: start, restart, stop, and what it says when it cannot start."""

import os
import signal
import socket
import subprocess

import pytest

import platen as platen_module
from platen import Platen
from waiting import until


def up(platen: Platen, **environment: str) -> subprocess.CompletedProcess:
    """Runs a `platen up` that is expected to fail."""
    return subprocess.run(
        [platen_module.programs() / "platen", "up"], env=platen.environment(**environment), capture_output=True,
        text=True, timeout=60,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_on_request_and_leaves_nothing(launch, number):
    launch().stop(number)


def test_second_one_on_the_same_data_is_refused(launch):
    platen = launch()
    second = up(platen)
    assert second.returncode == 1
    assert f"already runs on {platen.data} (pid {platen.process.pid})" in second.stderr
    until(lambda: platen.get("/api/health").status_code == 200, "it is well")


def test_port_is_taken(launch):
    platen = Platen()
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = str(server.getsockname()[1])
            failed = up(platen, PLATEN_PORT=port)
        assert failed.returncode == 1
        assert f"Port {port} of 127.0.0.1 is taken" in failed.stderr
        assert failed.stdout == ""
    finally:
        platen.clean()


def test_every_wrong_setting_is_named_at_once():
    platen = Platen()
    try:
        failed = up(platen, PLATEN_PORT="x", PLATEN_LISTEN="0.0.0.0", WORKER_COUNT="0")
        assert failed.returncode == 1
        for name in ("PLATEN_PORT", "PLATEN_LISTEN", "WORKER_COUNT", "PLATEN_AUTH=required"):
            assert name in failed.stderr
        assert not platen.data.exists()
    finally:
        platen.clean()


@pytest.mark.parametrize("program", ["platen-supervisor", "platen-responder", "nginx"])
def test_part_that_dies_is_started_again(launch, program):
    platen = launch()
    victim = platen.of(program)[0]
    os.kill(victim.pid, signal.SIGKILL)
    until(lambda: f"(pid {victim.pid}) was ended by SIGKILL" in platen.log(), "the log says so")
    until(lambda: any(process.pid != victim.pid for process in platen.of(program)), "it is there again")

    def healthy() -> bool:
        try:
            return platen.get("/api/health").status_code == 200
        except OSError:
            return False

    until(healthy, "the service is well again")
    platen.stop()


def test_launcher_is_killed_and_everything_goes_with_it(launch):
    platen = launch()
    platen.remember()
    platen.process.kill()
    platen.process.wait()
    until(lambda: not any(map(platen_module.processes.is_alive, platen.seen)), "all have ended")
    platen.start()
    platen.stop()


def test_config_lists_values_and_sources():
    platen = Platen(WORKER_COUNT="7")
    try:
        shown = subprocess.run(
            [platen_module.programs() / "platen", "config"], env=platen.environment(), capture_output=True,
            text=True, check=True,
        ).stdout
        assert "PLATEN_PROCESSORS=7  [WORKER_COUNT]" in shown
        assert "PLATEN_LISTEN=127.0.0.1  [default]" in shown
    finally:
        platen.clean()


def test_an_answer_for_which_the_disk_has_no_room_is_no_success():
    platen = Platen()
    try:
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [platen_module.programs() / "platen", "config"], env=platen.environment(), stdout=full,
                stderr=subprocess.PIPE, text=True)
        assert done.returncode == 1
        assert "No space left on device. Make room, and run it again." in done.stderr
    finally:
        platen.clean()
