"""Reads a user's events as server-sent events."""

import http.client
import json
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Event:
    name: str
    id: str
    data: dict
    """When it had been read, by `time.monotonic`."""
    at: float


class Stream:
    """One stream, read by a thread until it ends or is closed."""

    def __init__(self, url: str, user: str | None = None, last_id: str | None = None, key: str | None = None):
        place = urlsplit(url)
        self.connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": last_id} if last_id else {})
        if key:
            headers["Authorization"] = f"Bearer {key}"
        query = f"?user_id={user}" if user else ""
        self.connection.request("GET", f"/api/events{query}", headers=headers)
        self.socket = self.connection.sock
        self.response = self.connection.getresponse()
        self.events: list[Event] = []
        self.comments: list[str] = []
        self.has_ended = threading.Event()
        self._arrived = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        if self.response.status == 200:
            self._thread.start()

    def __enter__(self) -> "Stream":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        try:
            self.socket.shutdown(2)
        except OSError:
            pass
        if self._thread.is_alive():
            self._thread.join(10)
        self.connection.close()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        try:
            while line := self.response.readline():
                text = line.decode().rstrip("\n").rstrip("\r")
                if text.startswith(":"):
                    self.comments.append(text[1:].strip())
                elif text:
                    name, _, value = text.partition(":")
                    fields[name] = value.removeprefix(" ")
                elif fields:
                    self._take(fields)
                    fields = {}
        except (OSError, http.client.HTTPException, ValueError):
            pass
        finally:
            self.has_ended.set()
            with self._arrived:
                self._arrived.notify_all()

    def _take(self, fields: dict[str, str]) -> None:
        if "data" not in fields:
            return
        event = Event(
            fields.get("event", "message"), fields.get("id", ""), json.loads(fields["data"]), time.monotonic()
        )
        with self._arrived:
            self.events.append(event)
            self._arrived.notify_all()

    def until(self, condition, what: str, seconds: float = 30) -> Event:
        """The first event for which `condition` is true, among those that were read and those that come."""
        end, seen = time.monotonic() + seconds, 0
        with self._arrived:
            while True:
                for event in self.events[seen:]:
                    seen += 1
                    if condition(event):
                        return event
                left = end - time.monotonic()
                assert left > 0 and not self.has_ended.is_set(), f"in vain: {what}; there were {self.events}"
                self._arrived.wait(left)

    def ended(self, job_id: str, seconds: float = 60) -> Event:
        """The event of the job's end."""
        terminal = ("completed", "failed", "cancelled")
        return self.until(
            lambda each: each.name == "job" and each.data["id"] == job_id and each.data["state"] in terminal,
            f"job {job_id} ends", seconds,
        )

    def of(self, name: str) -> list[dict]:
        """The data of all events of that name so far."""
        with self._arrived:
            return [each.data for each in self.events if each.name == name]
