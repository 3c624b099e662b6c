"""The clocks of a job: how long it may wait, and how long it may stand still."""

import signal
import time
from datetime import datetime

import pictures
from waiting import until


def test_a_job_that_stands_still_is_ended_and_says_where(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_STALL_SECONDS="6", PLATEN_TEST_STALL_WIDTH="615")
    stalled = platen.submit(pictures.marked(), kind="ascii", width="615")["id"]
    moving = platen.submit(kind="sleep", duration="8")["id"]
    failed = platen.finished(stalled)
    assert (failed["state"], failed["attempts"]) == ("failed", 1)
    assert failed["problem"]["code"] == "stall_limit"
    attempt = failed["attempt_log"][0]
    assert attempt["end"] == "limit:stall_limit"
    assert (attempt["stage"], attempt["progress"]) == ("starting", 0)
    assert platen.finished(moving)["state"] == "completed"
    platen.stop()


def test_a_job_that_does_not_begin_in_time_fails_and_others_run(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    running = platen.submit(kind="sleep", duration="60")["id"]
    late = platen.submit(kind="sleep", duration="0", deadline="0.5")
    patient = platen.submit(kind="sleep", duration="0", deadline="600")
    assert late["deadline_at"] > late["created_at"]
    failed = platen.finished(late["id"])
    assert (failed["state"], failed["attempts"]) == ("failed", 0)
    assert failed["problem"]["code"] == "deadline_passed"
    assert platen.job(patient["id"])["state"] == "pending"
    assert platen.post(f"/api/jobs/{running}/cancel").status_code == 200
    assert platen.finished(patient["id"])["state"] == "completed"
    platen.stop()


def test_a_deadline_passes_while_the_service_is_down(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_DRAIN_SECONDS="0")
    platen.submit(kind="sleep", duration="60")
    late = platen.submit(kind="sleep", duration="0", deadline="6")
    scheduled = platen.submit(kind="sleep", duration="0", delay="5", deadline="6")
    assert platen.job(late["id"])["state"] == "pending"
    platen.stop()
    end = datetime.fromisoformat(scheduled["deadline_at"]).timestamp() + 0.1
    until(lambda: time.time() > end, "the deadlines pass")
    platen.start()
    for job in (late, scheduled):
        assert platen.finished(job["id"])["problem"]["code"] == "deadline_passed"
    platen.stop()


def test_a_killed_processor_is_tried_again_and_a_service_killed_with_its_job_counts_one_loss(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_DRAIN_SECONDS="0")
    job = platen.submit(kind="sleep", duration="60")["id"]
    until(lambda: platen.job(job)["state"] == "processing" and platen.job(job).get("stage"), "it runs")
    platen.kill_everything()
    platen.start()
    until(lambda: platen.job(job)["attempts"] == 2, "the second attempt")
    assert [attempt["end"] for attempt in platen.job(job)["attempt_log"]] == ["lost"]
    platen.stop(signal.SIGINT)
