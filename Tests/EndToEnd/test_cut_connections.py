"""Connections that break at any byte, in both directions: every client comes to see what the store holds."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

import pictures
from cutting_proxy import CuttingProxy
from streams import Stream
from waiting import until

USERS = ["ann", "bob", "cat"]


@pytest.fixture
def proxy(service):
    proxy = CuttingProxy(service.url, seed=11, longest=6000, share=0.7)
    yield proxy
    proxy.close()


class Follower(threading.Thread):
    """What a page does: keeps a picture of its user's jobs from the stream, and from the list whenever a stream opens."""

    def __init__(self, url: str, user: str):
        super().__init__(daemon=True)
        self.url, self.user = url, user
        self.states: dict[str, str] = {}
        self.streams = 0
        self.ending = threading.Event()

    def run(self) -> None:
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
                        self.take(event)
                    time.sleep(0.005)

    def take(self, event) -> None:
        if event.name == "job":
            assert event.data["user"] == self.user
            self.note(event.data)

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
    followers = [Follower(proxy.url, user) for user in USERS]
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
        until(lambda: follower.states == stored[follower.user], f"{follower.user} sees what is stored", 30)
        follower.ending.set()
    for follower in followers:
        follower.join(20)
        assert not follower.is_alive()
    assert sum(follower.streams for follower in followers) > len(followers)


def test_the_same_upload_sent_twice_at_once_is_one_job(service):
    image = pictures.page("Twice", size=(500, 160))

    def send(_) -> requests.Response:
        return service.post(files={"image": ("a.png", image)}, data={"kind": "size"},
                            headers={"Idempotency-Key": "twice", "Prefer": "wait=20"})

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_an_upload_that_is_cut_near_its_end_leaves_nothing(service):
    before = service.spooled()
    image = pictures.of_size(300_000)
    proxy = CuttingProxy(service.url, share=1.0)
    proxy.random = Fate(len(image) * 99 // 100)
    try:
        with pytest.raises(requests.RequestException):
            requests.post(f"{proxy.url}/query", files={"image": ("a.png", image)}, timeout=20)
        with pytest.raises(requests.RequestException):
            requests.post(f"{proxy.url}/api/jobs", files={"image": ("a.png", image)}, timeout=20,
                          headers={"Prefer": "wait=20"})
        assert service.spooled() == before
    finally:
        proxy.close()


class Fate:
    """In place of chance: the bytes on their way to the service are cut after so many."""

    def __init__(self, length: int):
        self.length = length

    def random(self) -> float:
        return 0.0

    def choice(self, _) -> str:
        return ">"

    def randrange(self, _) -> int:
        return self.length
