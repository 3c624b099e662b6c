"""What the service writes to its logs, and the id that joins the lines of one request."""

import json
import os
import re
import signal
import socket

import pytest
import requests

import pictures
from waiting import until

MINE = "00112233445566778899aabbccddeeff"


def lines(service) -> list[dict]:
    return [json.loads(line) for line in service.log().splitlines()]


def accesses(service) -> list[dict]:
    return [json.loads(line) for line in (service.data / "run" / "access.log").read_text().splitlines()]


def parts(found: list[dict], request_id: str) -> set[str]:
    return {line["part"] for line in found if line.get("request_id") == request_id}


def test_one_id_stands_in_the_lines_of_all_programs_about_a_job(launch):
    service = launch(PLATEN_LOG_LEVEL="debug", PLATEN_ACCESS_LOG="json", PLATEN_PROCESSORS="1")
    answer = service.post(
        files={"image": ("a.png", pictures.marked())}, data={"kind": "size"}, headers={"X-Request-ID": MINE})
    assert answer.status_code == 202 and answer.headers["X-Request-ID"] == MINE
    job = service.finished(answer.json()["id"])
    assert job["request_id"] == MINE
    everything = {"nginx", "platen-responder", "platen-supervisor", "platen-processor"}
    until(lambda: parts(lines(service) + accesses(service), MINE) == everything, "all four have said something")
    about = [line for line in lines(service) if line.get("request_id") == MINE and "job" in line]
    assert {line["job"] for line in about} == {job["id"]}
    access = next(line for line in accesses(service) if line["request_id"] == MINE)
    assert (access["method"], access["path"], access["status"]) == ("POST", "/api/jobs", 202)
    service.stop()


def test_a_job_that_crashes_is_told_with_its_id_also_after_a_restart(launch):
    service = launch(PLATEN_PROCESSORS="1", PLATEN_MAX_ATTEMPTS="1", PLATEN_PROCESSOR_SECONDS="1",
                     PLATEN_PROCESSOR_CPU_SECONDS="1", PLATEN_PROCESSOR_CPU_SECONDS_PER_MEGAPIXEL="0")
    blocker = service.submit(kind="sleep", duration="20")["id"]
    answer = service.post(json={"kind": "sleep", "duration": "20"}, headers={"X-Request-ID": MINE})
    service.kill_everything()
    service.process.stdout.close()
    service.start()
    service.post(f"/api/jobs/{blocker}/cancel")
    job = answer.json()["id"]
    until(lambda: service.job(job)["state"] == "processing", "the job runs")
    victim = until(
        lambda: [each for each in service.processors() if service_works(each.pid)], "its processor")[0]
    os.kill(victim.pid, signal.SIGKILL)
    told = until(
        lambda: [line for line in lines(service) if line.get("job") == job and "ended by" in line["message"]],
        "the log says so")
    assert told[0]["request_id"] == MINE and told[0]["level"] == "warning"
    service.post(f"/api/jobs/{job}/cancel")


def service_works(pid: int) -> bool:
    """Whether the processor has a job: it has no log any more then."""
    try:
        return os.readlink(f"/proc/{pid}/fd/2") == "/dev/null"
    except OSError:
        return False


@pytest.mark.parametrize("sent", ["00112233-4455-6677-8899-aabbccddeeff"])
def test_a_uuid_is_taken_as_an_id(service, sent):
    answer = requests.get(service.url + "/api/health", headers={"X-Request-ID": sent}, timeout=60)
    assert answer.headers["X-Request-ID"] == MINE


@pytest.mark.parametrize("sent", ["x", MINE + "0", MINE[:-1] + "g", '"},{"a":"', "a" * 2000, MINE.upper(), "é"])
def test_what_is_no_id_is_replaced(service, sent):
    answer = requests.get(
        service.url + "/api/health", headers={"X-Request-ID": sent.encode("latin-1")}, timeout=60)
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-ID"])
    assert answer.headers["X-Request-ID"] != MINE


def test_problems_name_the_request_in_which_they_arose(service):
    for method, path in [("GET", "/api/jobs/none"), ("PUT", "/api/jobs"), ("GET", "/api/none"), ("GET", "/none"),
                         ("POST", "/results/x")]:
        answer = requests.request(method, service.url + path, headers={"X-Request-ID": MINE}, timeout=60)
        assert answer.json()["request_id"] == MINE, (method, path)


def test_hostile_names_and_paths_forge_no_lines(launch):
    service = launch(PLATEN_LOG_LEVEL="debug", PLATEN_ACCESS_LOG="json", PLATEN_PROCESSORS="1")
    hostile = 'a"\n{"level":"critical","message":"forged"}\x1b[2J.png'
    service.post(files={"image": (hostile, b"no image")}, data={"kind": "size"})
    host, port = service.url.removeprefix("http://").split(":")
    for path in ("/api/jobs/%0a%7b%22message%22:%22forged%22%7d", "/api/%1b[2J%e2%80%ae", '/x"\\%0d%0a'):
        with socket.create_connection((host, int(port)), 10) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            while connection.recv(4096):
                pass
    until(lambda: len(accesses(service)) >= 4, "all requests are logged")
    for line in lines(service):
        assert line["message"] != "forged" and {"time", "level", "part", "message"} <= line.keys()
    assert all(line["part"] == "nginx" for line in accesses(service))
    assert "\x1b" not in service.log() + (service.data / "run" / "access.log").read_text()
    assert "\u202e" not in service.log()
    service.stop()


def test_text_is_there_for_who_asks_and_no_access_log_unless_asked(launch):
    service = launch(PLATEN_LOG_FORMAT="text", PLATEN_PROCESSORS="1")
    service.get("/api/health")
    assert re.search(r"^\d{4}-\S+Z notice platen-supervisor: the supervisor is ready$", service.log(), re.MULTILINE)
    assert not (service.data / "run" / "access.log").exists()
    service.stop()


def test_secrets_and_queries_are_not_logged(launch):
    service = launch(PLATEN_LOG_LEVEL="trace", PLATEN_ACCESS_LOG="json", SECRET_KEY="s3cret-1",
                     UNSPLASH_ACCESS_KEY="s3cret-2")
    service.get("/api/jobs?user_id=s3cret-3", headers={"Authorization": "Bearer s3cret-4",
                                                       "Cookie": "platen_user=s3cret-5"})
    until(lambda: accesses(service), "the request is logged")
    assert "s3cret" not in service.log() + (service.data / "run" / "access.log").read_text()
    service.stop()
