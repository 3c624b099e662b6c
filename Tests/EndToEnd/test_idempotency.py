"""A request that is sent again is carried out once."""

import threading

import requests

import pictures

PICTURE = pictures.marked()


def send(service, key: str | None = None, image: bytes = PICTURE, **fields: str) -> requests.Response:
    headers = {"Idempotency-Key": key} if key else {}
    return requests.post(
        service.url + "/api/jobs", files={"image": ("a.png", image)}, data=fields, headers=headers, timeout=60)


def replayed(answer: requests.Response) -> bool:
    assert answer.status_code == 202, answer.text
    return answer.headers.get("Idempotency-Replayed") == "true"


def test_the_same_answer_again(service):
    first = send(service, "once", kind="size")
    assert not replayed(first)
    done = service.finished(first.json()["id"])
    again = send(service, '"once"', kind="size")
    assert replayed(again)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.json()["state"] == "completed" and again.json()["result"] == done["result"]


def test_many_at_once_become_one_job_and_leave_one_folder(service):
    answers: list[requests.Response] = []
    barrier = threading.Barrier(12)

    def submit() -> None:
        barrier.wait()
        answers.append(send(service, kind="size", job_id="race", user_id="racer"))

    threads = [threading.Thread(target=submit) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert [replayed(answer) for answer in answers].count(False) == 1
    (job,) = service.jobs("racer")
    service.finished(job["id"])
    assert job["job_id"] == "race"
    known = {job["id"] for user in ("racer", "guest") for job in service.jobs(user)}
    folders = {path.split("/")[1] for path in service.spooled()}
    assert folders <= known


def test_another_payload_is_refused(service):
    first = send(service, "payload", kind="size")
    assert not replayed(first)
    for changed in (
        send(service, "payload", kind="mirror"),
        send(service, "payload", image=pictures.marked(size=(32, 32)), kind="size"),
        send(service, "payload", kind="size", delay="9"),
    ):
        assert (changed.status_code, changed.json()["code"]) == (422, "idempotency_mismatch")
    assert replayed(send(service, "payload", kind="size"))


def test_several_images_and_one_key(service):
    def submit() -> requests.Response:
        files = [("image", (f"{n}.png", pictures.marked(size=(n, n)))) for n in (16, 17, 18)]
        return requests.post(
            service.url + "/api/jobs", files=files, data={"kind": "size", "job_id": "lot"}, timeout=60)

    first, second = submit(), submit()
    assert not replayed(first) and replayed(second)
    ids = [job["id"] for job in first.json()["jobs"]]
    assert ids == [job["id"] for job in second.json()["jobs"]]
    for name, job_id in zip(("lot", "lot:2", "lot:3"), ids):
        assert service.job(name)["id"] == job_id


def test_a_job_answers_to_its_name(service):
    job = service.submit(kind="sleep", duration="600", job_id="long-nap", user_id="ann")
    assert service.get("/api/jobs/long-nap").status_code == 404
    assert service.job("long-nap?user_id=ann")["id"] == job["id"]
    assert service.post("/api/jobs/long-nap/cancel?user_id=ann").json()["state"] == "cancelled"
    gone = service.session.delete(service.url + "/api/jobs/long-nap?user_id=ann", timeout=30)
    assert gone.status_code == 204
    # The name is free again.
    fresh = service.submit(kind="sleep", duration="0", job_id="long-nap", user_id="ann")
    assert fresh["id"] != job["id"]


def test_keys_survive_the_death_of_everything(launch):
    service = launch(PLATEN_PROCESSORS="1")
    first = send(service, "kept", kind="size")
    assert not replayed(first)
    service.kill_everything()
    service.start()
    again = send(service, "kept", kind="size")
    assert replayed(again)
    assert again.json()["id"] == first.json()["id"]
    assert service.finished(first.json()["id"])["state"] == "completed"
    service.stop()
