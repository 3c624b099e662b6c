"""Webhooks of real jobs. Receivers listen on the loopback interface, which the services are allowed to reach."""

import ipaddress
import json
import os
import signal
import socket
import subprocess
import threading
import time

import pytest

import pictures
import platen
from local_server import Answer, LocalServer
from signatures import verify
from waiting import until

ALLOWED = {"PLATEN_WEBHOOK_ALLOW_PRIVATE": "127.0.0.0/8"}


@pytest.fixture
def receiver():
    """Makes receivers; `receiver(answer)` returns one that listens."""
    made: list[LocalServer] = []

    def make(answer=lambda request: Answer(204), host: str = "127.0.0.1"):
        made.append(LocalServer(answer, host))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.fixture(scope="module")
def telling():
    """A service that may tell receivers on this machine."""
    service = platen.Platen(**ALLOWED)
    try:
        yield service.start()
        service.stop()
    finally:
        service.clean()


def secret(service) -> str:
    command = [platen.programs() / "platen", "webhook-secret"]
    shown = subprocess.run(command, env=service.environment(), check=True, capture_output=True, text=True)
    return shown.stdout.strip()


def deliveries(service, job_id: str) -> list[dict]:
    answer = service.get(f"/api/jobs/{job_id}/webhooks")
    assert answer.status_code == 200, answer.text
    return answer.json()["deliveries"]


def told(service, job_id: str, state: str = "delivered") -> dict:
    """The job's only delivery, once it is in `state`."""
    def found():
        each = deliveries(service, job_id)
        return each[0] if len(each) == 1 and each[0]["state"] == state else None

    return until(found, f"the delivery is {state}")


def test_the_end_of_a_job_is_told_and_signed(telling, receiver):
    server = receiver()
    job = telling.submit(kind="sleep", duration="0", webhook=f"{server.url}/hook")
    delivery = told(telling, job["id"])
    (request,) = server.received
    verify(request, secret(telling))
    message = json.loads(request.body)
    assert message["type"] == "job.completed" == delivery["type"]
    assert message["data"]["id"] == job["id"] and message["data"]["state"] == "completed"
    assert request.headers["webhook-id"] == delivery["message"]
    (attempt,) = delivery["tries"]
    assert attempt["status"] == 204 and "failure" not in attempt
    mode = (telling.data / "webhook.secret").stat().st_mode
    assert mode & 0o777 == 0o600


def test_a_cancelled_job_is_told_too(telling, receiver):
    server = receiver()
    job = telling.submit(kind="sleep", duration="60", delay="60", webhook=server.url)
    telling.post(f"/api/jobs/{job['id']}/cancel")
    told(telling, job["id"])
    assert json.loads(server.received[0].body)["type"] == "job.cancelled"


def test_a_form_takes_a_webhook_for_each_of_its_jobs(telling, receiver):
    server = receiver()
    files = [("image", ("a.png", pictures.marked())), ("image", ("b.png", pictures.marked()))]
    answer = telling.post(files=files, data={"kind": "size", "webhook": server.url})
    assert answer.status_code == 202, answer.text
    for job in answer.json()["jobs"]:
        told(telling, job["id"])
    assert len(server.received) == 2


def test_a_receiver_that_fails_is_tried_again_with_the_same_message(telling, receiver):
    statuses, is_seen = iter([500]), threading.Event()

    def failing_once(request):
        status = next(statuses, 200)
        if status == 200:
            is_seen.wait(10)
        return Answer(status)

    server = receiver(failing_once)
    job = telling.submit(kind="sleep", duration="0", webhook=server.url)
    waiting = told(telling, job["id"], "waiting")
    assert "next_at" in waiting
    is_seen.set()
    delivery = told(telling, job["id"])
    assert [attempt.get("failure") for attempt in delivery["tries"]] == ["refused", None]
    assert len({request.headers["webhook-id"] for request in server.received}) == 1


def test_a_redirect_is_not_followed(telling, receiver):
    elsewhere = receiver()
    server = receiver(lambda request: Answer(302, b"", {"Location": elsewhere.url}))
    job = telling.submit(kind="sleep", duration="0", webhook=server.url)
    until(lambda: deliveries(telling, job["id"]) and deliveries(telling, job["id"])[0]["tries"], "it was tried")
    assert deliveries(telling, job["id"])[0]["tries"][0]["status"] == 302
    assert elsewhere.received == []


def test_a_receiver_that_is_gone_is_given_up_until_its_owner_wants_it_again(telling, receiver):
    statuses = iter([410])
    server = receiver(lambda request: Answer(next(statuses, 200)))
    job = telling.submit(kind="sleep", duration="0", webhook=server.url)
    delivery = told(telling, job["id"], "given_up")
    path = f"/api/jobs/{job['id']}/webhooks/{delivery['number']}/redeliver"
    assert telling.post(path, params={"user_id": "eve"}).status_code == 404
    assert telling.post(path).status_code == 202
    assert len(told(telling, job["id"])["tries"]) == 2
    assert telling.post(path.replace(f"/{delivery['number']}/", "/999/")).json()["code"] == "unknown_delivery"


def test_a_receiver_that_never_answers_holds_up_neither_jobs_nor_other_receivers(telling, receiver):
    hold = threading.Event()

    def silence(request):
        hold.wait(120)
        return Answer(200)

    silent, quick = receiver(silence, host="127.0.0.2"), receiver()
    begun = time.monotonic()
    for _ in range(40):
        telling.submit(kind="sleep", duration="0", webhook=silent.url)
    until(lambda: silent.received, "it is being told")
    job = telling.submit(kind="sleep", duration="0", webhook=quick.url)
    told(telling, job["id"])
    # One that was not answered in 15 seconds is given up, and another has its turn.
    assert len(silent.received) <= 4 * (1 + int(time.monotonic() - begun) // 15)
    hold.set()


def test_a_delivery_survives_the_death_of_the_service(launch, receiver):
    hold, first = threading.Event(), threading.Event()

    def late(request):
        if not first.is_set():
            first.set()
            hold.wait(60)
        return Answer(200)

    server = receiver(late)
    service = launch(**ALLOWED)
    job = service.submit(kind="sleep", duration="0", webhook=server.url)
    until(first.is_set, "the receiver is being told")
    os.kill(service.supervisor().pid, signal.SIGKILL)
    delivery = told(service, job["id"])
    hold.set()
    assert len(delivery["tries"]) == 1
    assert len({request.headers["webhook-id"] for request in server.received}) == 1


def test_the_services_own_webhook_hears_of_jobs_that_name_none(launch, receiver):
    server = receiver()
    secret_set = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    service = launch(PLATEN_WEBHOOK=server.url, PLATEN_WEBHOOK_SECRET=secret_set, **ALLOWED)
    told(service, service.submit(kind="sleep", duration="0")["id"])
    verify(server.received[0], secret_set)
    assert secret(service) == secret_set
    assert not (service.data / "webhook.secret").exists()
    assert secret_set not in service.log()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::1]/", "http://169.254.169.254/", "http://localhost/", "http://0x7f.1/",
            "ftp://example.org/", "http://10.0.0.1/", "nonsense"])
def test_a_webhook_that_leads_inside_is_refused(service, url):
    answer = service.post(json={"kind": "sleep", "webhook": url})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_webhook")


def test_a_name_that_leads_inside_is_told_nothing(service, receiver):
    """`localhost` itself is refused at once; this machine's own name leads to it too."""
    name = socket.gethostname()
    try:
        addresses = {found[4][0].partition("%")[0] for found in socket.getaddrinfo(name, None)}
    except OSError:
        pytest.skip("the machine's name leads nowhere")
    if not all(ipaddress.ip_address(address).is_private for address in addresses):
        pytest.skip("the machine's name leads outside")
    server = receiver()
    port = server.url.rpartition(":")[2]
    answer = service.post(json={"kind": "sleep", "duration": 0, "webhook": f"http://{name}:{port}/"})
    assert answer.status_code == 202, (answer.text, addresses)
    delivery = told(service, answer.json()["id"], "given_up")
    assert [attempt["failure"] for attempt in delivery["tries"]] == ["private_address"]
    assert server.received == []


def test_other_jobs_have_no_deliveries(service):
    job = service.submit(kind="sleep", duration="0")
    assert deliveries(service, job["id"]) == []
    assert service.get("/api/jobs/01234567-89ab-7cde-8f01-23456789abcd/webhooks").status_code == 404
