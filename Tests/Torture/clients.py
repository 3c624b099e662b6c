"""Clients that go on sending each job until it is accepted, under one key, whatever happens meanwhile."""

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pictures

USER = "torture"
BOUNDARY = "----torture"


def form(fields: dict[str, str], image: bytes) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="i.png"\r\n'
        "Content-Type: image/png\r\n\r\n"
    )
    return "".join(parts).encode() + image + f"\r\n--{BOUNDARY}--\r\n".encode()


@dataclass
class Load:
    """What all clients share: the jobs still to be sent, and what became of those that were."""

    port: int
    jobs: int
    seed: int
    # Job ids by key.
    accepted: dict[str, str] = field(default_factory=dict)
    statuses: Counter = field(default_factory=Counter)
    unanswered: int = 0
    replayed: int = 0
    # Keys that were answered with two ids.
    doubled: list[str] = field(default_factory=list)
    # Answers that no client should ever see.
    strange: list[str] = field(default_factory=list)
    next: int = 0
    # Which share of the jobs may have been sent by now: so that they last as long as what is done to the service.
    share: Callable[[], float] = lambda: 1.0
    lock: threading.Lock = field(default_factory=threading.Lock)
    ending: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.images = [pictures.marked(size=(32 + number, 24)) for number in range(40)]
        self.page = pictures.page("Kept", size=(300, 130))

    def take(self) -> int | None:
        """The number of a job that nobody has sent yet."""
        while not self.ending.is_set():
            with self.lock:
                if self.next >= self.jobs:
                    return None
                if self.next <= self.jobs * self.share():
                    self.next += 1
                    return self.next - 1
            time.sleep(0.02)
        return None

    def request(self, number: int) -> tuple[dict[str, str], bytes]:
        """The same one for a number each time: headers and body."""
        chance = random.Random(self.seed * 1_000_003 + number)
        drawn = chance.random()
        kind = "size" if drawn < 0.8 else "ascii" if drawn < 0.93 else "sleep" if drawn < 0.99 else "ocr"
        headers = {"Idempotency-Key": f"torture-{self.seed}-{number}", "Connection": "close"}
        if kind == "sleep":
            body = {"kind": kind, "duration": round(chance.uniform(0.05, 0.4), 2), "user_id": USER}
            return headers | {"Content-Type": "application/json"}, json.dumps(body).encode()
        image = self.page if kind == "ocr" else chance.choice(self.images)
        headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        return headers, form({"kind": kind, "user_id": USER}, image)

    def note(self, key: str, status: int, headers, body: bytes) -> bool:
        """Takes an answer in; whether the job is accepted."""
        with self.lock:
            self.statuses[status] += 1
            if status != 202:
                if status not in (429, 500, 502, 503, 504, 507):
                    self.strange.append(f"{status}: {body[:200]!r}")
                return False
            job_id = json.loads(body)["id"]
            self.replayed += headers.get("Idempotency-Replayed") == "true"
            if self.accepted.setdefault(key, job_id) != job_id:
                self.doubled.append(key)
            return True


class Client(threading.Thread):
    """Sends jobs of the load one after another."""

    def __init__(self, load: Load, number: int):
        super().__init__(daemon=True)
        self.load = load
        self.chance = random.Random(load.seed + number)

    def run(self) -> None:
        while (number := self.load.take()) is not None:
            self.send(number)
            # Now and then a client that never saw its answer comes back later.
            if self.chance.random() < 0.02:
                self.send(self.chance.randrange(number + 1), tries=1)

    def send(self, number: int, tries: int | None = None) -> None:
        headers, body = self.load.request(number)
        while tries is None or tries > 0:
            if self.exchange(headers, body):
                return
            if self.load.ending.is_set():
                return
            if tries is not None:
                tries -= 1
            time.sleep(self.chance.uniform(0.005, 0.06))

    def exchange(self, headers: dict[str, str], body: bytes) -> bool:
        # One connection each: a restarted nginx knows none of the old ones.
        connection = http.client.HTTPConnection("127.0.0.1", self.load.port, timeout=15)
        try:
            connection.request("POST", "/api/jobs", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            with self.load.lock:
                self.load.unanswered += 1
            return False
        finally:
            connection.close()
        return self.load.note(headers["Idempotency-Key"], answer.status, answer.headers, content)
