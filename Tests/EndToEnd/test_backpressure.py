"""Too much work is an answer, with the time after which to come back."""

import threading

import requests

import pictures
from waiting import until

PICTURE = pictures.marked()


def refused(answer: requests.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert 1 <= int(answer.headers["Retry-After"]) <= 3600
    assert "try again" in answer.json()["detail"]


def test_no_more_jobs_wait_than_may(launch):
    service = launch(PLATEN_PROCESSORS="1", PLATEN_MAX_WAITING="5")
    blocker = service.submit(kind="sleep", duration="600")
    until(lambda: service.job(blocker["id"])["state"] == "processing", "the blocker runs")
    answers: list[requests.Response] = []

    def submit() -> None:
        answers.append(requests.post(
            service.url + "/api/jobs", files={"image": ("a.png", PICTURE)}, data={"kind": "size"}, timeout=60))

    threads = [threading.Thread(target=submit) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    accepted = [answer.json()["id"] for answer in answers if answer.status_code == 202]
    assert len(accepted) == 5
    for answer in answers:
        if answer.status_code != 202:
            refused(answer, 503, "too_much_work")
    # Nothing is left of those that were refused.
    folders = {path.split("/")[1] for path in service.spooled()}
    assert folders == set(accepted)
    # Soon the responders know by themselves, and read no body any more.
    until(lambda: service.get("/api/health").json()["waiting"] == 5, "the counters show it")
    refused(service.post(files={"image": ("a.png", PICTURE)}), 503, "too_much_work")
    assert service.post(f"/api/jobs/{blocker['id']}/cancel").status_code == 200
    for job_id in accepted:
        assert service.finished(job_id)["state"] == "completed"
    until(lambda: service.post(json={"kind": "sleep", "duration": 0}).status_code == 202, "there is room again")
    service.stop()


def test_one_user_cannot_take_all_places(launch):
    service = launch(PLATEN_PROCESSORS="1", PLATEN_MAX_WAITING_PER_USER="2")
    blocker = service.submit(kind="sleep", duration="600", user_id="ann")
    until(lambda: service.job(blocker["id"])["state"] == "processing", "the blocker runs")
    waiting = [service.submit(kind="sleep", duration="0", user_id="ann", delay=str(n)) for n in (0, 3600)]
    refused(service.post(json={"kind": "sleep", "user_id": "ann"}), 429, "quota_exceeded")
    service.submit(kind="sleep", duration="0", user_id="bob")
    assert service.post(f"/api/jobs/{waiting[1]['id']}/cancel?user_id=ann").status_code == 200
    service.submit(kind="sleep", duration="0", user_id="ann")
    # After a restart the bound still counts what waits.
    service.kill_everything()
    service.start()
    until(lambda: service.job(blocker["id"])["state"] == "processing", "the blocker runs again")
    refused(service.post(json={"kind": "sleep", "user_id": "ann"}), 429, "quota_exceeded")
    service.kill_everything()


def test_a_replay_needs_no_place(launch):
    service = launch(PLATEN_PROCESSORS="1", PLATEN_MAX_WAITING="1")
    running = service.submit(kind="sleep", duration="600")
    until(lambda: service.job(running["id"])["state"] == "processing", "it runs")
    waits = service.post(json={"kind": "sleep"}, headers={"Idempotency-Key": "k"})
    assert waits.status_code == 202
    until(lambda: service.get("/api/health").json()["waiting"] == 1, "it waits")
    again = service.post(json={"kind": "sleep"}, headers={"Idempotency-Key": "k"})
    assert again.status_code == 202 and again.json()["id"] == waits.json()["id"]
    refused(service.post(json={"kind": "sleep"}, headers={"Idempotency-Key": "l"}), 503, "too_much_work")
    service.kill_everything()
