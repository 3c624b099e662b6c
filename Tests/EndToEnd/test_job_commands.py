"""Cancel, retry and delete, through nginx, to processes and files."""

import time

import pytest
import requests

import pictures
from waiting import until

NOBODY = "01900000-0000-7000-8000-000000000001"


def send(service, method: str, job_id: str, wish: str = "", **query: str) -> requests.Response:
    return service.session.request(
        method, f"{service.url}/api/jobs/{job_id}{wish}", params=query, timeout=30)


def cancel(service, job_id: str, **query: str) -> requests.Response:
    return send(service, "POST", job_id, "/cancel", **query)


def retry(service, job_id: str, **query: str) -> requests.Response:
    return send(service, "POST", job_id, "/retry", **query)


def delete(service, job_id: str, **query: str) -> requests.Response:
    return send(service, "DELETE", job_id, **query)


def running(service, **fields: str) -> dict:
    job = service.submit(kind="sleep", duration="600", **fields)
    until(lambda: service.job(job["id"])["state"] == "processing", "the job runs")
    return job


def test_a_running_job_is_cancelled_and_its_processor_is_free_at_once(service):
    jobs = [running(service), running(service)]
    for job in jobs:
        begun = time.monotonic()
        answer = cancel(service, job["id"])
        assert answer.status_code == 200, answer.text
        # The promise is a second; the machine of a test may be busy with others.
        assert time.monotonic() - begun < 15
        done = answer.json()
        assert done["state"] == "cancelled"
        assert [attempt["end"] for attempt in done["attempt_log"]] == ["cancelled"]
        assert service.job(job["id"])["state"] == "cancelled"
    assert service.finished(service.submit(kind="sleep", duration="0")["id"])["state"] == "completed"


def test_a_waiting_job_is_cancelled_and_never_runs(service):
    busy = [running(service), running(service)]
    waiting = service.submit(kind="sleep", duration="0")
    answer = cancel(service, waiting["id"])
    assert answer.status_code == 200
    assert answer.json()["state"] == "cancelled"
    for job in busy:
        cancel(service, job["id"])
    after = service.submit(kind="sleep", duration="0")
    service.finished(after["id"])
    assert service.job(waiting["id"])["attempts"] == 0


def test_a_cancelled_job_can_be_done_again(service):
    job = running(service)
    cancel(service, job["id"])
    answer = retry(service, job["id"])
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/api/jobs/{job['id']}"
    assert answer.json()["state"] in ("pending", "processing")
    until(lambda: service.job(job["id"])["attempts"] == 2, "the second attempt")
    assert cancel(service, job["id"]).status_code == 200
    assert [attempt["number"] for attempt in service.job(job["id"])["attempt_log"]] == [1, 2]


def test_a_failed_job_can_be_done_again(launch):
    service = launch(PLATEN_PROCESSORS="1", PLATEN_TEST_CRASH_WIDTH="613", PLATEN_MAX_ATTEMPTS="1")
    failed = service.finished(service.submit(pictures.marked(), kind="ascii", width="613")["id"])
    assert failed["state"] == "failed"
    answer = retry(service, failed["id"])
    assert answer.status_code == 202
    assert "problem" not in answer.json()
    again = service.finished(failed["id"])
    assert (again["state"], again["attempts"]) == ("failed", 2)
    service.stop()


def test_a_deleted_job_goes_with_its_files(service):
    job = service.finished(service.submit(pictures.page("gone"), kind="mirror")["id"])
    url = job["files"][0]["url"]
    assert service.get(url).status_code == 200
    answer = delete(service, job["id"])
    assert (answer.status_code, answer.content) == (204, b"")
    assert service.get(f"/api/jobs/{job['id']}").status_code == 404
    until(lambda: not [path for path in service.spooled() if job["id"] in path], "its folder is gone")
    assert service.get(url).status_code == 404
    assert delete(service, job["id"]).status_code == 404


def test_a_running_job_is_cancelled_before_it_is_deleted(service):
    job = running(service)
    assert delete(service, job["id"]).status_code == 204
    assert service.get(f"/api/jobs/{job['id']}").status_code == 404
    assert service.finished(service.submit(kind="sleep", duration="0")["id"])["state"] == "completed"


@pytest.mark.parametrize("wish, code", [(cancel, "not_cancellable"), (retry, "not_retryable")])
def test_what_cannot_be_done_to_a_completed_job_is_a_conflict(service, wish, code):
    job = service.finished(service.submit(kind="sleep", duration="0")["id"])
    answer = wish(service, job["id"])
    assert answer.status_code == 409
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"] == code


def test_a_running_job_cannot_be_retried(service):
    job = running(service)
    answer = retry(service, job["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "not_retryable")
    assert cancel(service, job["id"]).status_code == 200


@pytest.mark.parametrize("wish", [cancel, retry, delete])
def test_nobody_touches_what_is_not_theirs(service, wish):
    job = service.finished(service.submit(kind="sleep", duration="0", user_id="ann")["id"])
    for answer in [wish(service, job["id"], user_id="bob"), wish(service, NOBODY)]:
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_job")
    assert service.job(job["id"])["state"] == "completed"


def test_a_cancel_and_a_delete_survive_the_death_of_everything(launch):
    service = launch(PLATEN_PROCESSORS="1")
    cancelled, deleted, kept = (service.submit(kind="sleep", duration="600") for _ in range(3))
    assert cancel(service, cancelled["id"]).status_code == 200
    assert delete(service, deleted["id"]).status_code == 204
    service.kill_everything()
    service.start()
    assert service.job(cancelled["id"])["state"] == "cancelled"
    assert service.get(f"/api/jobs/{deleted['id']}").status_code == 404
    assert cancel(service, kept["id"]).status_code == 200
    service.stop()


def test_a_delayed_job_waits_for_its_time(service):
    job = service.submit(kind="sleep", duration="0", delay="1")
    assert job["state"] == "scheduled"
    assert job["due_at"] > job["created_at"]
    # An answer about a scheduled job holds no processor: others go on.
    assert service.finished(service.submit(kind="sleep", duration="0")["id"])["state"] == "completed"
    done = service.finished(job["id"])
    assert (done["state"], "due_at" in done) == ("completed", False)
    assert done["started_at"] >= job["due_at"]


def test_a_delay_survives_the_death_of_everything(launch):
    service = launch(PLATEN_PROCESSORS="1")
    soon = service.submit(pictures.marked(), kind="size", delay="2")
    late = service.submit(kind="sleep", duration="0", delay="3600")
    service.kill_everything()
    service.start()
    assert service.job(late["id"])["due_at"] == late["due_at"]
    assert service.finished(soon["id"])["state"] == "completed"
    assert service.job(late["id"])["state"] == "scheduled"
    assert cancel(service, late["id"]).json()["state"] == "cancelled"
    service.stop()
