"""What `/api/metrics` says is what was done, in a form that Prometheus reads."""

import os
import signal

from prometheus_client.parser import text_string_to_metric_families

import pictures
from platen import Platen
from waiting import until


def read(platen: Platen) -> dict[tuple, float]:
    """All samples by name and labels; the format is checked by its own parser."""
    answer = platen.get("/api/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = {}
    for family in text_string_to_metric_families(answer.text):
        assert family.documentation and family.type != "unknown", family.name
        for sample in family.samples:
            place = (sample.name, *sorted(sample.labels.items()))
            assert place not in found
            found[place] = sample.value
    return found


def value(samples: dict, name: str, **labels: str) -> float:
    return samples[(name, *sorted(labels.items()))]


def test_numbers_are_those_of_what_was_done(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_RING_SLOTS="64")
    fresh = read(platen)
    assert value(fresh, "platen_supervisor_up") == 1
    assert value(fresh, "platen_jobs_accepted_total") == 0
    assert value(fresh, "platen_ring_slots") == 64

    for _ in range(2):
        platen.finished(platen.submit(pictures.marked(), kind="size")["id"])
    platen.finished(platen.submit(pictures.png_that_declares(600, 400), kind="mirror")["id"])
    running = platen.submit(kind="sleep", duration="600")["id"]
    until(lambda: platen.job(running)["state"] == "processing", "the sleep runs")
    waiting = [platen.submit(kind="sleep", duration="600")["id"] for _ in range(3)]
    platen.submit(kind="sleep", duration="1", delay="600")
    assert platen.post(f"/api/jobs/{waiting[0]}/cancel").status_code == 200

    # The cancellation is the last change: numbers that are read after those that tell it hold everything before it.
    until(
        lambda: value(read(platen), "platen_jobs_ended_total", state="cancelled") == 1,
        "the numbers are there",
    )
    now = read(platen)
    assert value(now, "platen_jobs_waiting", kind="sleep") == 2
    assert value(now, "platen_jobs_accepted_total") == 8
    assert value(now, "platen_jobs_waiting", kind="size") == 0
    assert value(now, "platen_jobs_scheduled") == 1
    assert value(now, "platen_jobs_running") == value(now, "platen_processors_busy") == 1
    assert value(now, "platen_processors_wanted") == 1
    assert value(now, "platen_user_jobs", user="guest") == 4
    assert value(now, "platen_user_processors", user="guest") == 1
    assert value(now, "platen_oldest_wait_seconds", kind="sleep") > 0
    assert value(now, "platen_oldest_wait_seconds", kind="ocr") == 0
    ended = {state: value(now, "platen_jobs_ended_total", state=state) for state in ("completed", "failed", "cancelled")}
    assert ended == {"completed": 2, "failed": 1, "cancelled": 1}
    ends = {labels[0][1]: count for (name, *labels), count in now.items() if name == "platen_attempts_ended_total"}
    assert (ends["completed"], ends["failed"], sum(ends.values())) == (2, 1, 3)
    assert value(now, "platen_job_wait_seconds_count", kind="size") == 2
    assert value(now, "platen_attempt_seconds_count", kind="mirror") == 1
    assert value(now, "platen_job_wait_seconds_bucket", kind="sleep", le="+Inf") == 1
    changes = value(now, "platen_commit_changes_sum")
    assert changes >= 8 + 4 + 1  # submissions, ends with and without an attempt, starts
    assert 1 <= value(now, "platen_commit_changes_count") <= changes

    for job in (*waiting[1:], running):
        assert platen.post(f"/api/jobs/{job}/cancel").status_code == 200
    until(lambda: value(read(platen), "platen_attempts_ended_total", end="cancelled") == 1, "the attempt has ended")
    assert value(read(platen), "platen_jobs_running") == 0
    platen.stop()


def test_a_supervisor_that_is_gone_is_said_to_be(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    supervisor = platen.supervisor().pid
    os.kill(supervisor, signal.SIGSTOP)
    try:
        until(lambda: value(read(platen), "platen_supervisor_up") == 0, "its silence is seen")
    finally:
        os.kill(supervisor, signal.SIGCONT)
    until(lambda: value(read(platen), "platen_supervisor_up") == 1, "it is back")
    platen.stop()
