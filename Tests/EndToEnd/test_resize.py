"""How many jobs run at once changes while they run."""

import os
import signal
import subprocess

import pytest

import platen as platen_module
from platen import Platen
from waiting import until


def workers(platen: Platen, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [platen_module.programs() / "platen", "workers", *arguments], env=platen.environment(), capture_output=True,
        text=True, timeout=60,
    )


def by_request(platen: Platen, number: int) -> None:
    answer = platen.session.put(platen.url + "/api/processors", json={"wanted": number}, timeout=30)
    assert (answer.status_code, answer.json()) == (200, {"wanted": number})


def by_command(platen: Platen, number: int) -> None:
    result = workers(platen, str(number))
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"{number} jobs run at once")


@pytest.mark.parametrize("resize", [by_request, by_command])
def test_more_start_at_once_and_fewer_let_jobs_end(launch, resize):
    platen = launch(PLATEN_PROCESSORS="1")
    state = lambda job: platen.job(job)["state"]
    first, second = (platen.submit(kind="sleep", duration=seconds)["id"] for seconds in ("12", "6"))
    until(lambda: state(first) == "processing", "the first runs")
    assert state(second) == "pending"
    resize(platen, 2)
    until(lambda: state(second) == "processing", "the second starts while the first runs")
    assert state(first) == "processing"
    resize(platen, 1)
    until(lambda: len(platen.processors()) <= 5, "warm processors that are not needed leave")
    third = platen.submit(kind="sleep", duration="0.1")["id"]
    for job in (first, second):
        done = platen.finished(job)
        assert (done["state"], done["attempts"]) == ("completed", 1)
    assert platen.finished(third)["state"] == "completed"
    until(lambda: platen.get("/api/health").json()["processors"]["wanted"] == 1, "one is wanted")
    platen.stop()


def test_what_cannot_be_is_refused(launch):
    platen = launch(PLATEN_PROCESSORS="3")
    assert workers(platen).stdout == "3\n"
    for number in ("0", "257", "many"):
        assert workers(platen, number).returncode != 0
    assert platen.session.put(platen.url + "/api/processors", json={"wanted": 0}, timeout=30).status_code == 400
    platen.stop()
    result = workers(platen, "2")
    assert result.returncode == 1
    assert "No service runs on" in result.stderr


def test_sighup_reads_the_number_again_from_the_settings_file(launch, tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"processors": 1}')
    platen = launch(PLATEN_CONFIG_FILE=str(file))
    assert workers(platen).stdout == "1\n"
    supervisor = platen.supervisor()
    file.write_text('{"processors": 3}')
    os.kill(platen.process.pid, signal.SIGHUP)
    until(lambda: workers(platen).stdout == "3\n", "three jobs may run")
    file.write_text('{"processors": ')
    os.kill(platen.process.pid, signal.SIGHUP)
    until(lambda: "settings cannot be read again" in platen.log(), "the log says what is wrong")
    file.write_text('{"processors": 1}')  # for the command, which reads it too
    assert workers(platen).stdout == "3\n"
    assert platen.supervisor() == supervisor
