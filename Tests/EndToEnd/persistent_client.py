"""A client that goes on submitting whatever happens to the service."""

import itertools
import threading

import requests

import pictures

USER = "persistent"


class PersistentClient(threading.Thread):
    """Submits jobs of several kinds and remembers those that were answered 202. Every other answer, and every
    broken connection, promises nothing: the job may or may not exist."""

    def __init__(self, url: str):
        super().__init__(daemon=True)
        self.url = url
        self.accepted: list[str] = []
        self.unanswered = 0
        self.refused: dict[int, int] = {}
        self.ending = threading.Event()
        self.image = pictures.marked()
        self.page = pictures.page("Persist 7", size=(500, 160))

    def run(self) -> None:
        kinds = itertools.cycle(["ascii", "sleep", "size", "mirror", "ascii", "sleep", "ocr"])
        while not self.ending.is_set():
            try:
                answer = self.submit(next(kinds))
            except requests.RequestException:
                self.unanswered += 1
                self.ending.wait(0.02)
                continue
            if answer.status_code == 202:
                self.accepted.append(answer.json()["id"])
            else:
                self.refused[answer.status_code] = self.refused.get(answer.status_code, 0) + 1
                self.ending.wait(0.02)

    def submit(self, kind: str) -> requests.Response:
        # One connection each: a restarted nginx knows none of the old ones.
        if kind == "sleep":
            return requests.post(
                f"{self.url}/api/jobs", json={"kind": kind, "duration": 0.2, "user_id": USER}, timeout=20
            )
        image = self.page if kind == "ocr" else self.image
        return requests.post(
            f"{self.url}/api/jobs", files={"image": ("i.png", image)}, data={"kind": kind, "user_id": USER},
            timeout=20,
        )

    def end(self) -> None:
        self.ending.set()
        self.join(30)
        assert not self.is_alive()
