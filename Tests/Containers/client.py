"""Speaks to the service, with nothing but Python's own library: the machine has an engine and need have no more."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
TERMINAL = ("completed", "failed", "cancelled")
# What a service may answer while a part of it is away.
AWAY = (502, 503, 504)


def until(condition: Callable[[], T], what: str, seconds: float = 120) -> T:
    """The first truthy result of `condition`; fails when there is none in `seconds`."""
    end = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        assert time.monotonic() < end, f"waited {seconds} s in vain: {what}"
        time.sleep(0.1)


class Client:
    def __init__(self, url: str):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def request(self, path: str, body: bytes | None = None, kind: str = "application/json") -> tuple[int, bytes]:
        """The status, 0 when there is no answer, and the body."""
        request = urllib.request.Request(self.url + path, data=body, headers={"Content-Type": kind} if body else {})
        try:
            with self.opener.open(request, timeout=40) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def submit(self, **fields: object) -> tuple[int, dict]:
        status, body = self.request("/api/jobs", json.dumps(fields).encode())
        return status, json.loads(body) if body else {}

    def submit_image(self, path: Path) -> dict:
        status, body = self.request("/api/jobs", path.read_bytes(), "image/png")
        assert status == 202, f"{status}: {body!r}"
        return json.loads(body)

    def finished(self, job: str, seconds: float = 120) -> dict:
        def ended() -> dict | None:
            status, body = self.request(f"/api/jobs/{job}")
            assert status in (0, 200, *AWAY), f"{status}: {body!r}"
            document = json.loads(body) if status == 200 else {}
            return document if document.get("state") in TERMINAL else None

        return until(ended, f"job {job} ends", seconds)

    def health(self) -> dict:
        status, body = self.request("/api/health")
        return json.loads(body) if status in (200, 503) and body.startswith(b'{"') else {}

    def is_well(self) -> bool:
        return self.health().get("status") == "ok"


class Load:
    """Submits short jobs from a few threads until it is ended, and remembers those that were accepted."""

    def __init__(self, client: Client, threads: int = 3):
        self.client = client
        self.accepted: list[str] = []
        self.refused: dict[int, int] = {}
        self.strange: list[str] = []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.submit) for _ in range(threads)]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def submit(self) -> None:
        while not self.ended.is_set():
            status, answer = self.client.submit(kind="sleep", duration=0.1)
            if status == 202:
                self.accepted.append(answer["id"])
            else:
                self.refused[status] = self.refused.get(status, 0) + 1
                if status not in (0, *AWAY):
                    self.strange.append(f"{status}: {answer}")
                self.ended.wait(0.2)

    def goes_on(self, jobs: int = 5) -> None:
        """Waits until so many more were accepted."""
        count = len(self.accepted) + jobs
        until(lambda: len(self.accepted) >= count, "jobs are accepted")
