"""Connections that break at any byte, in both directions: every client comes to see what the store holds."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import requests
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

import pictures
from cutting_proxy import Cut, CuttingProxy
from streams import Stream
from waiting import until

USERS = ["ann", "bob", "cat"]


@pytest.fixture
def proxy(service):
    proxy = CuttingProxy(service.url, seed=11, longest=6000, share=0.7)
    yield proxy
    proxy.close()


class Follower(threading.Thread):
    """What a page does: keeps a picture of its user's jobs from the stream, and from the list whenever a stream opens.
    Each end of a job that a stream or the list told of is final."""

    def __init__(self, url: str, user: str):
        super().__init__(daemon=True)
        self.url, self.user = url, user
        self.states: dict[str, str] = {}
        self.strays: list[str] = []
        self.streams = 0
        self.ending = threading.Event()

    def run(self) -> None:
        """Server-sent events, which go on after the last that was read."""
        last = None
        while not self.ending.is_set():
            try:
                stream = Stream(self.url, self.user, last)
            except Exception:  # whatever a broken connection looks like
                continue
            with stream:
                if stream.response.status != 200 or not self.read_list():
                    continue
                self.streams += 1
                seen = 0
                while not (stream.has_ended.is_set() and seen == len(stream.events)) and not self.ending.is_set():
                    for event in stream.events[seen:]:
                        seen, last = seen + 1, event.id
                        self.take(event.data)
                    time.sleep(0.005)

    def take(self, data: dict) -> None:
        if "id" not in data:
            return
        if data["user"] != self.user:
            self.strays.append(data["id"])
        self.note(data)

    def note(self, job: dict) -> None:
        """An end stays an end: what comes after it was only read earlier."""
        if self.states.get(job["id"]) != "completed":
            self.states[job["id"]] = job["state"]

    def read_list(self) -> bool:
        try:
            answer = requests.get(f"{self.url}/api/jobs", params={"user_id": self.user, "limit": "200"}, timeout=10)
            for job in answer.json()["jobs"]:
                self.note(job)
            return True
        except (requests.RequestException, ValueError):
            return False


class SocketFollower(Follower):
    """The same over a WebSocket."""

    def run(self) -> None:
        address = f"{self.url.replace('http', 'ws', 1)}/api/events?user_id={self.user}"
        while not self.ending.is_set():
            try:
                with connect(address, proxy=None, open_timeout=10, close_timeout=1) as socket:
                    if not self.read_list():
                        continue
                    self.streams += 1
                    while not self.ending.is_set():
                        with suppress(TimeoutError):
                            self.take(json.loads(socket.recv(timeout=0.2)))
            except (OSError, EOFError, WebSocketException):
                continue


def persistently(send, good) -> requests.Response:
    """Sends until there is a good answer that is whole."""
    for _ in range(200):
        try:
            answer = send()
        except requests.RequestException:
            continue
        if answer.status_code in good and len(answer.content) == int(answer.headers.get("Content-Length", -1)):
            return answer
    raise AssertionError("no answer in 200 tries")


def test_every_clients_view_equals_the_store_and_no_job_is_doubled(service, proxy):
    image = pictures.page("Cut me", size=(500, 160))
    followers = [kind(proxy.url, user) for user in USERS for kind in (Follower, SocketFollower)]
    for follower in followers:
        follower.start()

    def submit(number: int) -> str:
        user = USERS[number % len(USERS)]
        headers = {"Idempotency-Key": f"cut-{number}"} | ({"Prefer": "wait=20"} if number % 4 == 0 else {})
        fields = {"kind": "size" if number % 2 else "mirror", "user_id": user}

        def send() -> requests.Response:
            return requests.post(
                f"{proxy.url}/api/jobs", files={"image": ("a.png", image)}, data=fields, headers=headers, timeout=30
            )

        return persistently(send, (200, 202)).json()["id"]

    with ThreadPoolExecutor(6) as pool:
        submitted = list(pool.map(submit, range(48)))
    assert len(set(submitted)) == 48
    for job in submitted:
        assert service.finished(job)["state"] == "completed"
    assert proxy.cut > 10

    stored = {user: {job["id"]: job["state"] for job in service.jobs(user)} for user in USERS}
    assert sum(len(jobs) for jobs in stored.values()) == 48
    for follower in followers:
        until(lambda: follower.states == stored[follower.user], f"{follower.user} sees what is stored")
        follower.ending.set()
    for follower in followers:
        follower.join(20)
        assert not follower.is_alive() and follower.strays == []
    assert sum(follower.streams for follower in followers) > len(followers)


def at_once(service, count: int, **headers: str) -> list[requests.Response]:
    """The same image, sent so many times together."""
    image = pictures.page("Twice", size=(500, 160))
    barrier = threading.Barrier(count)

    def send(_) -> requests.Response:
        barrier.wait(20)
        return requests.post(f"{service.url}/api/jobs", files={"image": ("a.png", image)}, timeout=30,
                             data={"kind": "size", "user_id": "twice"}, headers={"Prefer": "wait=20"} | headers)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(send, range(count)))


def test_the_same_upload_sent_twice_at_once_is_one_job(service):
    before = len(service.jobs("twice"))
    answers = at_once(service, 8, **{"Idempotency-Key": "twice"})
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(service.jobs("twice")) == before + 1


def test_the_same_upload_sent_twice_at_once_without_a_key_is_two_whole_jobs(service):
    before = len(service.jobs("twice"))
    answers = at_once(service, 2)
    first, second = (answer.json() for answer in answers)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert first["id"] != second["id"] and len(service.jobs("twice")) == before + 2
    assert first["state"] == second["state"] == "completed" and first["result"] == second["result"]
    folders = {path.split("/")[1] for path in service.spooled()}
    assert {first["id"], second["id"]} <= folders


@pytest.mark.parametrize("is_reset", [False, True], ids=["ended", "reset"])
def test_an_upload_that_is_cut_near_its_end_leaves_nothing_and_can_be_sent_again(service, is_reset):
    before, known = service.spooled(), len(service.jobs("cutter"))
    image = pictures.of_size(300_000)
    proxy = CuttingProxy(service.url, fate=Cut(is_upward=True, length=len(image) * 99 // 100, is_reset=is_reset))
    key = f"cut near the end {is_reset}"

    def send(url: str, path: str) -> requests.Response:
        return requests.post(
            url + path, files={"image": ("a.png", image)}, data={"kind": "size", "user_id": "cutter"}, timeout=60,
            headers={"Prefer": "wait=20", "Idempotency-Key": key},
        )

    try:
        with pytest.raises(requests.RequestException):
            requests.post(f"{proxy.url}/query", files={"image": ("a.png", image)}, timeout=60)
        with pytest.raises(requests.RequestException):
            send(proxy.url, "/api/jobs")
        assert (service.spooled(), len(service.jobs("cutter"))) == (before, known)
        proxy.cuts = False
        again = send(proxy.url, "/api/jobs")
        assert (again.status_code, again.json()["state"]) == (200, "completed")
        assert "Idempotency-Replayed" not in again.headers
        assert len(service.jobs("cutter")) == known + 1
    finally:
        proxy.close()
