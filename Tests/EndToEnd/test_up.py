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


def test_a_reader_of_the_log_that_ends_first_stops_nothing():
    platen = Platen(PLATEN_PROCESSORS="1", PLATEN_LOG_LEVEL="debug")
    reader, writer = os.pipe()
    try:
        platen.process = subprocess.Popen(
            [platen_module.programs() / "platen", "up"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=writer,
            env=platen.environment(), text=True, start_new_session=True)
        os.close(writer)
        os.close(reader)
        platen.url = platen.process.stdout.readline().rstrip("\n").removeprefix("Platen is ready: ")
        platen.remember()
        supervisor = platen.supervisor()
        assert platen.finished(platen.submit(kind="sleep", duration="0")["id"])["state"] == "completed"
        assert platen.supervisor() == supervisor
        platen.stop()
    finally:
        platen.clean()


def test_files_whose_store_is_gone_are_kept(launch):
    platen = launch()
    job = platen.submit(kind="sleep", duration="0")["id"]
    kept = platen.finished(platen.submit(b"P5 1 1 255\n\0", kind="size")["id"])
    platen.finished(job)
    platen.stop()
    folder = platen.data / "spool" / kept["id"][-2:] / kept["id"]
    for path in [folder, *folder.iterdir()]:
        os.utime(path, (0, 0))
    stores = [(path, path.read_bytes()) for path in platen.data.glob("platen.sqlite*")]
    for path, _ in stores:
        path.unlink()
    refused = up(platen)
    assert refused.returncode == 1
    assert "there is no store" in refused.stderr and "platen restore --replace" in refused.stderr
    assert folder.exists()
    for path, content in stores:
        path.write_bytes(content)
    platen.start()
    assert platen.job(kept["id"])["state"] == kept["state"]
    platen.stop()


def test_a_secret_that_cannot_be_read_is_not_said_to_be_none(tmp_path):
    platen = Platen()
    try:
        (platen.data / "webhook.secret").mkdir(parents=True)
        failed = subprocess.run(
            [platen_module.programs() / "platen", "webhook-secret"], env=platen.environment(), capture_output=True,
            text=True, timeout=60)
        assert failed.returncode == 1
        assert "cannot read" in failed.stderr and "remove it" not in failed.stderr
    finally:
        platen.clean()


def test_a_store_that_is_damaged_is_said_once_with_what_to_do(launch):
    platen = launch()
    platen.stop()
    store = platen.data / "platen.sqlite"
    content = store.read_bytes()
    store.write_bytes(bytes(4096) + content[4096:])
    refused = up(platen)
    assert refused.returncode == 1
    assert refused.stderr.count("it is damaged, put a backup into its place with platen restore --replace") == 1
    store.write_bytes(content)
    platen.start()
    platen.stop()
