"""The service in parts that run by themselves, as in containers: each can end and come back, and nothing is lost."""

import json
import sqlite3
import struct
import subprocess
import threading
import time

import pytest
import requests

import pictures
import platen as platen_module
from parts import Parts
from waiting import until


@pytest.fixture
def service():
    # Some tests wait until the supervisor is given up.
    parts = Parts(PLATEN_PROCESSORS="2", PLATEN_RESPONDERS="1", PLATEN_VERDICT_TIMEOUT_MS="4000")
    try:
        yield parts.start()
    finally:
        parts.clean()


def test_a_job_goes_through_all_parts_and_they_stop_without_leftovers(service):
    job = service.finished(service.submit(pictures.page("In parts"), kind="ocr")["id"])
    assert job["state"] == "completed"
    assert service.get(f"/results/{job['id']}/text.txt").text.strip() == "In parts"
    assert service.get("/").status_code == 200
    service.stop()


def test_nginx_alone_logs_where_its_launcher_does():
    parts = Parts(PLATEN_PROCESSORS="1", PLATEN_RESPONDERS="1", PLATEN_ACCESS_LOG="json")
    try:
        parts.start()
        # nginx warns of a body that it has to keep on the disk.
        request_id = "0" * 31 + "5"
        parts.post(data=bytes(2 << 20), headers={"X-Request-ID": request_id})
        until(lambda: "client request body is buffered" in parts.log(), "its errors are in the log")
        until(lambda: f'"request_id":"{request_id}"' in parts.log(), "so are requests")
        line = next(line for line in parts.log().splitlines() if line.startswith("{") and request_id in line)
        assert (json.loads(line)["part"], json.loads(line)["path"]) == ("nginx", "/api/jobs")
        assert not {"access.log", "nginx-error.log"} & {path.name for path in (parts.data / "run").iterdir()}
    finally:
        parts.clean()


@pytest.mark.parametrize("name", ["web", "api", "worker"])
def test_a_part_is_killed_under_load_and_what_was_accepted_ends(service, name):
    accepted: list[str] = []
    stopped = threading.Event()

    def submit() -> None:
        session = requests.Session()
        session.trust_env = False
        while not stopped.is_set():
            try:
                answer = session.post(
                    f"{service.url}/api/jobs", json={"kind": "sleep", "duration": 0.05}, timeout=20)
            except requests.RequestException:
                time.sleep(0.05)
                continue
            assert answer.status_code in (202, 502, 503, 504), answer.text
            if answer.status_code == 202:
                accepted.append(answer.json()["id"])

    load = threading.Thread(target=submit)
    load.start()
    try:
        until(lambda: len(accepted) >= 5, "jobs are accepted")
        service.kill(name)
        service.begin(name)
        until(lambda: all(service.is_healthy(part) for part in ("web", "api", "worker")), "all is well again", 60)
        count = len(accepted)
        until(lambda: len(accepted) >= count + 5, "jobs are accepted again")
    finally:
        stopped.set()
        load.join()
    states = {service.finished(job)["state"] for job in accepted}
    assert states == {"completed"}
    service.stop()


def test_more_responders_come_and_go_while_requests_are_answered(service):
    service.begin("api 2", scope="api")
    service.begin("api 3", scope="api")
    until(lambda: len(service.all_responders()) == 3, "each has a responder")
    service.kill("api")
    for _ in range(20):
        assert service.get("/api/jobs").status_code == 200
    assert len(service.all_responders()) == 2


def test_only_the_part_that_is_gone_is_not_well(service):
    service.kill("worker")
    until(lambda: not service.is_healthy("worker"), "its heart has stopped")
    until(lambda: service.is_healthy("web") and service.is_healthy("api"), "the others are well")
    answer = service.post(json={"kind": "sleep", "duration": 0})
    assert answer.status_code == 503 and answer.json()["code"] == "service_unavailable"
    service.begin("worker")
    until(lambda: service.is_healthy("worker"), "it is there again")
    service.kill("api")
    assert not service.is_healthy("api")
    until(lambda: service.is_healthy("web") and service.is_healthy("worker"), "the others are well")


@pytest.mark.parametrize(
    ("command", "reason"),
    [(["up"], "in parts. Stop those first"), (["up", "--only", "worker"], "already runs on"),
     (["up", "--only", "web"], "already runs on")],
)
def test_what_runs_already_is_refused(service, command, reason):
    done = subprocess.run(
        [platen_module.programs() / "platen", *command], env=service.environment(), capture_output=True, text=True,
        timeout=30,
    )
    assert done.returncode == 1 and reason in done.stderr
    assert service.finished(service.submit(kind="sleep", duration="0")["id"])["state"] == "completed"


def test_there_is_no_such_part():
    done = subprocess.run(
        [platen_module.programs() / "platen", "up", "--only", "everything"], capture_output=True, text=True, timeout=30)
    assert done.returncode == 2
    assert "'web', 'api' or 'worker'" in done.stderr


# Where a segment says with which layout it was made.
LAYOUT_OFFSET = 8


def test_a_worker_of_another_version_is_named_in_the_log_and_nothing_is_lost(service):
    kept = service.submit(kind="sleep", duration="0")["id"]
    segment = next(name for name in service.segments() if name.endswith("-commands"))
    with open(f"/dev/shm/{segment}", "r+b") as file:
        file.seek(LAYOUT_OFFSET)
        layout = struct.unpack("<Q", file.read(8))[0]
        file.seek(LAYOUT_OFFSET)
        file.write(struct.pack("<Q", layout + 1))
    service.kill("api")
    service.begin("api")
    until(lambda: service.is_healthy("api"), "responders answer")
    for _ in range(3):
        refused = service.post(json={"kind": "sleep", "duration": 0})
        assert refused.status_code == 503 and refused.json()["code"] == "service_unavailable"
    assert service.log().count("the supervisor is of another version") == 1
    assert f"has layout {layout + 1}, this program {layout}" in service.log()
    service.kill("worker")
    service.begin("worker")
    until(lambda: service.is_healthy("worker"), "a worker of this version is there")
    assert service.finished(kept)["state"] == "completed"
    assert [job["id"] for job in service.jobs()] == [kept]
    assert service.finished(service.submit(kind="sleep", duration="0")["id"])["state"] == "completed"


def test_a_store_that_a_later_version_has_written_is_left_alone(service):
    kept = service.submit(kind="sleep", duration="0")["id"]
    assert service.finished(kept)["state"] == "completed"
    service.kill("worker")
    service.kill("api")
    with sqlite3.connect(service.data / "platen.sqlite") as store:
        store.execute("INSERT INTO grdb_migrations (identifier) VALUES ('999 of a later version')")
    store.close()
    service.begin("worker")
    service.begin("api")
    until(lambda: "which cannot read it" in service.log(), "the worker says why it does not start")
    for name in ("worker", "api"):
        until(lambda: service.running[name].poll() == 1, f"{name} gives up", 90)
    # With no responder at all, nginx itself gives up, after 30 seconds.
    refused = service.post(json={"kind": "sleep", "duration": 0}, timeout=90)
    assert refused.status_code in (503, 504)
    assert refused.json()["code"] == "service_unavailable"
    for name in ("worker", "api"):
        service.running.pop(name).stdout.close()
    with sqlite3.connect(service.data / "platen.sqlite") as store:
        store.execute("DELETE FROM grdb_migrations WHERE identifier = '999 of a later version'")
    store.close()
    for name in ("worker", "api"):
        service.begin(name)
    until(lambda: service.is_healthy("worker") and service.is_healthy("api"), "the parts start")
    assert service.job(kept)["state"] == "completed"
