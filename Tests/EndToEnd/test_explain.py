"""Why a job waits and when it begins, priorities and caps, on the running service."""

import json
import subprocess
from datetime import datetime, timedelta

import pytest

import pictures
import platen
from waiting import until


@pytest.fixture(scope="module")
def single():
    """One processor, of which each user may have one."""
    service = platen.Platen(PLATEN_PROCESSORS="1", PLATEN_MAX_RUNNING_PER_USER="1")
    try:
        yield service.start()
        service.stop()
    finally:
        service.clean()


def explain(service, job_id: str) -> dict:
    answer = service.get(f"/api/jobs/{job_id}/explain")
    assert answer.status_code == 200, answer.text
    return answer.json()


def running(service, user: str, seconds: str = "600") -> dict:
    job = service.submit(kind="sleep", duration=seconds, user_id=user)
    until(lambda: service.job(job["id"])["state"] == "processing", "the job runs")
    return job


def cancel(service, *jobs: dict) -> None:
    for job in jobs:
        service.post(f"/api/jobs/{job['id']}/cancel", params={"user_id": job["user"]})


def client(service, *words: str) -> subprocess.CompletedProcess:
    environment = service.environment(PLATEN_URL=service.url)
    return subprocess.run(
        [platen.programs() / "platen", *words], env=environment, capture_output=True, text=True, timeout=60)


def test_the_higher_priority_runs_first_among_ones_own_also_after_a_restart(launch):
    service = launch(PLATEN_PROCESSORS="1", PLATEN_DRAIN_SECONDS="0")
    holder = running(service, "holder")
    forms = [
        service.submit(kind="sleep", duration="0", user_id="ann"),
        service.submit(pictures.page("Read me"), kind="size", user_id="ann", priority="-10"),
        service.post("/api/jobs?kind=size&user_id=ann&priority=10", data=pictures.page("Read me"),
                     headers={"Content-Type": "image/png"}).json(),
    ]
    done = client(service, "submit", "--kind", "sleep", "--duration", "0", "--priority", "5", "--user", "ann")
    assert done.returncode == 0, done.stderr
    forms.append(service.job(done.stdout.split("\t")[0].strip()))
    assert [job["priority"] for job in forms] == [0, -10, 10, 5]
    order = [forms[2], forms[3], forms[0], forms[1]]
    assert [explain(service, job["id"])["own_position"] for job in order] == [1, 2, 3, 4]
    service.process.terminate()
    assert service.process.wait(20) == 0
    service.start()
    assert [service.job(job["id"])["priority"] for job in order] == [10, 5, 0, -10]
    until(lambda: service.job(holder["id"])["state"] != "pending", "the holder runs again")
    cancel(service, holder)
    begun = [service.finished(job["id"])["started_at"] for job in order]
    assert begun == sorted(begun)
    service.stop()


@pytest.mark.parametrize("value", ["11", "high", "1.5"])
def test_a_priority_that_is_none_is_refused(service, value):
    answer = service.post(json={"kind": "sleep", "priority": value})
    assert answer.status_code == 400 and answer.json()["code"] == "invalid_option"
    assert "-10 to 10" in answer.json()["detail"]


def test_a_waiting_job_says_what_it_waits_for_and_nobody_elses_name(single):
    holder = running(single, "ann", "30")
    first = single.submit(kind="sleep", duration="2", user_id="ann")
    others = single.submit(kind="sleep", duration="3", user_id="secretive")
    last = single.submit(kind="sleep", duration="1", user_id="ann")
    told = explain(single, last["id"])
    assert told == told | {"state": "pending", "own_position": 2, "share": 0.5, "processors": 1, "own_running": 1}
    assert told["predicted_start"] <= told["predicted_start_p90"]
    assert told["predicted_start"] < told["predicted_end"] <= told["predicted_end_p90"]
    # What runs, what is her own, and the other user's.
    assert 4.5 < told["work_ahead_seconds"] < 5.5
    assert any("of your own jobs" in sentence for sentence in told["changes"])
    assert "secretive" not in json.dumps(told)
    # A document goes without it where the supervisor does not answer at once.
    shown = until(lambda: single.job(last["id"]).get("explain"), "it is explained")
    assert shown.keys() == told.keys() and shown["own_position"] == 2
    assert explain(single, holder["id"])["state"] == "processing"
    until(lambda: "place among your own: 2" in client(single, "show", last["id"]).stdout, "the client shows it")
    until(lambda: "begins: " in client(single, "explain", last["id"]).stdout, "the client explains it")
    cancel(single, first, others, last, holder)
    ended = single.get(f"/api/jobs/{last['id']}/explain")
    assert ended.status_code == 409 and ended.json()["code"] == "not_explainable"
    assert "explain" not in single.job(last["id"])


def test_nobody_has_more_processors_than_one_user_may(single):
    single.session.put(single.url + "/api/processors", json={"wanted": 2}, timeout=30)
    holder = running(single, "ann")
    kept = single.submit(kind="sleep", duration="0", user_id="ann")
    # The second processor is free for everybody else.
    single.finished(single.submit(kind="sleep", duration="0", user_id="bob")["id"])
    told = explain(single, kept["id"])
    assert told["state"] == "pending" and "as many as one user may have" in told["changes"][0]
    cancel(single, holder)
    assert single.finished(kept["id"])["state"] == "completed"


def test_a_job_that_is_put_off_begins_after_its_time(service):
    job = service.submit(kind="sleep", duration="0", delay="600")
    told = explain(service, job["id"])
    assert told["state"] == "scheduled"
    # To the millisecond, but for rounding.
    due, start = (datetime.fromisoformat(text) for text in (service.job(job["id"])["due_at"], told["predicted_start"]))
    assert start >= due - timedelta(milliseconds=5)
    cancel(service, job)
