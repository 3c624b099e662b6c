"""When the supervisor does not answer: 503, soon, and nothing of the request remains."""

import os
import signal
import threading
import time

import pytest

import pictures
from waiting import until


def assert_unavailable(answer) -> None:
    assert answer.status_code == 503, answer.text
    assert answer.json()["code"] == "service_unavailable"
    assert int(answer.headers["Retry-After"]) >= 1


@pytest.fixture
def stopped_supervisor(launch):
    """A service whose supervisor holds still; it goes on afterwards."""
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_RING_SLOTS="2", PLATEN_VERDICT_TIMEOUT_MS="1500")
    pid = platen.supervisor().pid
    os.kill(pid, signal.SIGSTOP)
    yield platen
    os.kill(pid, signal.SIGCONT)


def test_supervisor_holds_still(stopped_supervisor):
    begun = time.monotonic()
    assert_unavailable(stopped_supervisor.post(files={"image": ("a.png", pictures.marked())}))
    assert time.monotonic() - begun < 15


def test_ring_is_full(stopped_supervisor):
    answers = []

    def submit() -> None:
        answers.append(stopped_supervisor.post(files={"image": ("a.png", pictures.marked())}, data={"kind": "size"}))

    threads = [threading.Thread(target=submit) for _ in range(12)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - begun < 15
    assert len(answers) == 12
    for answer in answers:
        assert_unavailable(answer)


def test_supervisor_goes_on_and_so_does_the_service(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_VERDICT_TIMEOUT_MS="1000")
    pid = platen.supervisor().pid
    os.kill(pid, signal.SIGSTOP)
    try:
        assert_unavailable(platen.post(files={"image": ("a.png", pictures.marked())}, data={"kind": "size"}))
    finally:
        os.kill(pid, signal.SIGCONT)

    def submitted():
        answer = platen.post(files={"image": ("a.png", pictures.marked())}, data={"kind": "size"})
        return answer.json() if answer.status_code == 202 else None

    job = until(submitted, "a job is accepted again")
    assert platen.finished(job["id"])["state"] == "completed"
    platen.stop()
