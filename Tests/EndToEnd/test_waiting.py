"""Requests that wait for their jobs: answered when those end, holding no thread meanwhile."""

import concurrent.futures
import json
import os
import re
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest
import requests

import pictures
from event_load import count_parked
from platen import Platen
from waiting import until


def threads(platen) -> dict[int, int]:
    """Threads of each responder."""
    return {each.pid: len(os.listdir(f"/proc/{each.pid}/task")) for each in platen.responders()}


def wait_for(seconds: object) -> dict[str, str]:
    return {"Prefer": f"wait={seconds}"}


def test_a_submission_that_waits_is_answered_with_the_finished_job(service):
    answer = service.post(json={"kind": "sleep", "duration": 0.7}, headers=wait_for(20))
    assert answer.status_code == 200
    assert answer.headers["Preference-Applied"] == "wait=20"
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    job = answer.json()
    assert job["state"] == "completed"
    assert answer.headers["Location"] == job["url"]
    assert job == service.job(job["id"])


def test_an_image_with_all_its_results_is_waited_for(service):
    page = pictures.page("Wait 4 me")
    answer = service.post(files={"image": ("page.png", page)}, headers=wait_for(50))
    assert answer.status_code == 200
    files = {file["name"]: file["url"] for file in answer.json()["files"]}
    assert service.get(files["text.txt"]).text.strip() == "Wait 4 me"


def test_when_the_time_is_over_the_answer_is_the_job_so_far(service):
    begun = time.monotonic()
    answer = service.post(json={"kind": "sleep", "duration": 600}, headers=wait_for(1))
    assert answer.status_code == 202
    assert time.monotonic() - begun >= 1
    job = answer.json()
    assert job["state"] in ("pending", "processing")
    until(lambda: service.job(job["id"])["state"] == "processing", "it runs")
    shown = service.get(job["url"], headers=wait_for(1))
    assert (shown.status_code, shown.json()["state"]) == (200, "processing")
    assert shown.headers["Preference-Applied"] == "wait=1"
    assert service.post(f"{job['url']}/cancel").status_code == 200


def test_a_wait_ends_when_the_job_is_cancelled(service):
    job = service.submit(kind="sleep", duration="60")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        waiting = pool.submit(service.get, job["url"], headers=wait_for(30))
        until(lambda: service.job(job["id"])["state"] == "processing", "it runs")
        assert service.post(f"{job['url']}/cancel").status_code == 200
        answer = waiting.result(30)
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")


def test_a_job_that_ended_before_is_answered_at_once(service):
    job = service.submit(kind="sleep", duration="0")
    ended = service.finished(job["id"])
    answer = service.get(job["url"], headers=wait_for(60))
    assert answer.json() == ended
    assert answer.elapsed.total_seconds() < 25


def test_several_images_are_waited_for_together(service):
    page = pictures.page("Many")
    images = [("image", (f"{number}.png", page)) for number in range(4)]
    answer = service.post(files=images, data={"kind": "size"}, headers=wait_for(30))
    assert answer.status_code == 200
    assert [job["state"] for job in answer.json()["jobs"]] == ["completed"] * 4
    assert answer.headers["Location"] == "/api/jobs"


def test_more_images_than_are_waited_for_are_accepted_at_once(service):
    page = pictures.page("More")
    images = [("image", (f"{number}.png", page)) for number in range(51)]
    answer = service.post(files=images, data={"kind": "size"}, headers=wait_for(30))
    assert answer.status_code == 202
    assert "Preference-Applied" not in answer.headers
    for job in answer.json()["jobs"]:
        service.finished(job["id"])


@pytest.mark.parametrize("value", ["-1", "soon", "", "1.5", "0"])
def test_what_is_no_time_is_passed_over(service, value):
    answer = service.post(json={"kind": "sleep", "duration": 0}, headers=wait_for(value))
    assert answer.status_code == 202
    assert "Preference-Applied" not in answer.headers


@pytest.mark.parametrize("value", ["1000000000", "99999999999999999999"])
def test_a_very_long_time_becomes_the_longest(service, value):
    answer = service.post(json={"kind": "sleep", "duration": 0.2}, headers=wait_for(value))
    assert answer.status_code == 200
    assert answer.headers["Preference-Applied"] == "wait=60"


@pytest.mark.parametrize("value", ["-1", "soon", "", "1.5", "0"])
def test_what_is_no_time_is_passed_over_by_reading_and_asking_too(service, value):
    job = service.submit(kind="sleep", duration="30")
    shown = service.get(job["url"], headers=wait_for(value))
    assert (shown.status_code, "Preference-Applied" in shown.headers) == (200, False)
    assert shown.json()["state"] in ("pending", "processing")
    assert service.post(f"{job['url']}/cancel").status_code == 200
    answer = service.post("/query", files={"image": ("a.png", pictures.marked())}, headers=wait_for(value))
    assert answer.json()["status"] == "SUCCESS"


@pytest.mark.parametrize("value", ["1000000000", "99999999999999999999"])
def test_reading_waits_no_longer_than_the_longest_time(service, value):
    job = service.submit(kind="sleep", duration="0.5")
    shown = service.get(job["url"], headers=wait_for(value))
    assert (shown.status_code, shown.json()["state"]) == (200, "completed")
    assert shown.headers["Preference-Applied"] == "wait=60"


def test_a_repeated_submission_waits_for_the_same_job(service):
    order = {"kind": "sleep", "duration": 1, "job_id": "waited"}
    with concurrent.futures.ThreadPoolExecutor() as pool:
        answers = [each.result(20) for each in [
            pool.submit(service.post, json=order, headers=wait_for(20)) for _ in range(3)
        ]]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 2


def test_problems_are_the_same_with_a_wait(service):
    bad = service.post(json={"kind": "nonsense"}, headers=wait_for(5))
    assert (bad.status_code, bad.json()["code"]) == (400, "unknown_kind")
    unknown = service.get("/api/jobs/01890a5d-ac96-774b-bcce-b302099a8057", headers=wait_for(5))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_job")
    image = service.post(files={"image": ("a.png", b"\x89PNG\r\n\x1a\nrest")}, data={"kind": "size"},
                         headers=wait_for(10))
    assert image.headers["Content-Type"] == "application/problem+json"


def test_waiting_holds_no_thread(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_RESPONDERS="1", PLATEN_RESPONDER_THREADS="2")
    before = threads(platen)
    job = platen.submit(kind="sleep", duration="3")
    answers = []

    def wait() -> None:
        answers.append(platen.get(job["url"], headers=wait_for(30)))

    clients = [threading.Thread(target=wait) for _ in range(100)]
    for client in clients:
        client.start()
    # Two threads, a hundred waiting: others are answered all the while.
    while not answers:
        assert platen.get("/api/health").status_code in (200, 503)
        # One of the start may still end.
        grown = {pid: count for pid, count in threads(platen).items() if count > before[pid]}
        assert not grown, f"{grown}, before {before}"
        time.sleep(0.05)
    for client in clients:
        client.join(20)
    assert [answer.json()["state"] for answer in answers] == ["completed"] * 100
    platen.stop()


def test_the_size_of_an_image_by_the_known_line(service):
    image = pictures.page("Size")
    answer = service.post("/query", files={"image": ("a.png", image)})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.text == '{"status": "SUCCESS", "size": "%dkb"}' % ((len(image) + 512) // 1024)


def test_the_mirrored_image_by_the_known_line(service):
    image = pictures.marked("JPEG")
    answer = service.post("/query", files={"image": ("a.jpg", image)}, data={"mirror": "true"})
    assert list(answer.json()) == ["status", "size", "image"]
    assert answer.text.startswith('{"status": "SUCCESS", "size": "')
    assert answer.json()["image"].startswith(service.url + "/results/")
    mirrored = service.session.get(answer.json()["image"])
    assert mirrored.headers["Content-Type"] == "image/jpeg"
    assert mirrored.content != image


def test_82_kilobytes_are_82kb(service):
    image = pictures.of_size(82 << 10)
    assert len(image) == 82 << 10
    answer = service.post("/query", files={"image": ("test_image.png", image)})
    assert answer.text == '{"status": "SUCCESS", "size": "82kb"}'


@pytest.mark.parametrize("more", [[], ["-H", "Transfer-Encoding: chunked"], ["-H", "Expect: 100-continue"]])
def test_the_known_line_of_curl(service, tmp_path, more):
    (tmp_path / "test_image.jpg").write_bytes(pictures.of_size(82 << 10, "JPEG"))
    line = ["curl", "-sS", "-F", "image=@./test_image.jpg", *more, f"{service.url.removeprefix('http://')}/query"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, timeout=60)
    assert (done.stdout, done.stderr) == (b'{"status": "SUCCESS", "size": "82kb"}', b"")
    mirrored = subprocess.run([*line, "-F", "mirror=true"], cwd=tmp_path, capture_output=True, timeout=60)
    form = rb'\{"status": "SUCCESS", "size": "82kb", "image": "(http://[0-9.:]+/results/[0-9a-f-]{36}/mirror.jpg)"\}'
    address = re.fullmatch(form, mirrored.stdout)
    assert address, mirrored.stdout
    flipped = pictures.decoded(service.session.get(address[1].decode(), timeout=30).content).convert("L")
    assert flipped.getpixel((5, 5)) > 200 and flipped.getpixel((flipped.width - 5, 5)) < 50
    assert service.jobs()[0]["input"]["bytes"] == 82 << 10


@pytest.mark.parametrize("files, data", [
    ({}, {"mirror": "true"}),
    ({"image": ("a.png", b"no image")}, {}),
    ({"image": ("a.png", pictures.page("a"))}, {"mirror": "perhaps"}),
    ({"image": ("a.png", pictures.page("a"))}, {"colour": "red"}),
])
def test_a_query_that_cannot_be_is_a_failure(service, files, data):
    answer = service.post("/query", files=files, data=data)
    assert 400 <= answer.status_code < 500
    assert answer.json()["status"] == "FAILURE" and answer.json()["message"]


def test_only_post_asks(service):
    assert service.get("/query").status_code == 405


def test_asking_takes_ten_milliseconds_more_than_the_job_at_most():
    """What the service adds, not what a disk or other programs of this machine do: the best of many."""
    image = pictures.of_size(82 << 10, "JPEG")
    with tempfile.TemporaryDirectory(prefix="platen-e2e-", dir="/dev/shm") as memory:
        platen = Platen(PLATEN_PROCESSORS="1", PLATEN_DISK_RESERVE_BYTES="0")
        platen.data = Path(memory) / "data"
        try:
            platen.start()

            def added() -> float:
                """Milliseconds."""
                begun = time.monotonic()
                answer = platen.post("/query", files={"image": ("a.jpg", image)})
                taken = (time.monotonic() - begun) * 1000
                assert answer.json()["status"] == "SUCCESS"
                return taken - platen.jobs()[0]["spent_ms"]

            until(lambda: added() <= 10, "a query takes little more than its job", 60)
            platen.stop()
        finally:
            platen.clean()


def test_64_queries_at_once_with_4_threads(launch):
    platen = launch(PLATEN_RESPONDERS="2", PLATEN_RESPONDER_THREADS="2")
    image = pictures.page("64")
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: platen.post("/query", files={"image": ("a.png", image)}), range(64)))
    assert {answer.text for answer in answers} == {answers[0].text}
    assert answers[0].json()["status"] == "SUCCESS"
    platen.stop()


def test_a_wait_outlives_a_responder(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_RESPONDERS="1")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        waiting = pool.submit(platen.post, json={"kind": "sleep", "duration": 5}, headers=wait_for(20))
        until(lambda: count_parked(platen) == 1, "it waits")
        os.kill(platen.responders()[0].pid, signal.SIGKILL)
        answer = waiting.result(25)
    assert (answer.status_code, answer.json()["state"]) == (200, "completed")
    platen.stop()


def test_a_wait_whose_supervisor_is_restarted_ends_with_the_job_so_far(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_DRAIN_SECONDS="0")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        waiting = pool.submit(platen.post, json={"kind": "sleep", "duration": 20}, headers=wait_for(25))
        until(lambda: any(job["state"] == "processing" for job in platen.jobs()), "it runs")
        begun = time.monotonic()
        os.kill(platen.supervisor().pid, signal.SIGTERM)
        answer = waiting.result(25)
    assert time.monotonic() - begun < 15
    assert (answer.status_code, answer.json()["state"]) in ((202, "pending"), (202, "processing"))
    platen.stop()


def test_a_wait_whose_supervisor_dies_ends_in_time_with_what_is_known(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        waiting = pool.submit(platen.post, json={"kind": "sleep", "duration": 1}, headers=wait_for(3))
        until(lambda: platen.jobs(), "it is submitted")
        os.kill(platen.supervisor().pid, signal.SIGKILL)
        answer = waiting.result(20)
    assert answer.status_code in (200, 202)
    platen.finished(answer.json()["id"])
    platen.stop()


def test_a_wait_whose_job_ends_while_nginx_is_held_up_is_answered_when_it_goes_on(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    order = {"json": {"kind": "sleep", "duration": 10}, "headers": wait_for(60), "timeout": 55}
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(requests.post, platen.url + "/api/jobs", **order)
        until(lambda: [job["state"] for job in platen.jobs()] == ["processing"], "it runs")
        held = platen.of("nginx")
        try:
            for process in held:
                os.kill(process.pid, signal.SIGSTOP)
            until(lambda: "nginx takes no events" in platen.log(), "the end could not be told")
        finally:
            for process in held:
                os.kill(process.pid, signal.SIGCONT)
        answer = waiting.result()
    assert (answer.status_code, answer.json()["state"]) == (200, "completed")


def test_what_has_not_changed_is_not_sent_again(service):
    job = service.finished(service.submit(kind="sleep", duration="0", user_id="tagger")["id"])
    paths = (job["url"], f"/jobs/{job['id']}", f"/api/status/{job['id']}", "/jobs?user_id=tagger", "/api/jobs?user_id=tagger")
    for path in paths:
        first = service.get(path)
        tag = first.headers["ETag"]
        again = service.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
        assert not tag.startswith("W/")
    service.submit(kind="sleep", duration="0", user_id="tagger")
    assert service.get("/api/jobs?user_id=tagger", headers={"If-None-Match": tag}).status_code == 200
    assert json.loads(first.text)["jobs"][0]["id"] == job["id"]
