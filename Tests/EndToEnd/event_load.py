"""Many readers of events and many parked requests, while jobs end: what reaches whom, and how soon."""

import asyncio
import json
import random
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import aiohttp

import platen as programs
from waiting import until


class Reader(asyncio.Protocol):
    """One stream of one user."""

    def __init__(self, user: str, host: str, load: "EventLoad"):
        self.user, self.host, self.load = user, host, load
        self.buffer = b""
        self.begun = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport) -> None:
        self.transport = transport
        head = f"GET /api/events?user_id={self.user} HTTP/1.1\r\nHost: {self.host}\r\nAccept: text/event-stream\r\n\r\n"
        transport.write(head.encode())

    def data_received(self, data: bytes) -> None:
        now = time.time()
        self.buffer += data
        *blocks, self.buffer = self.buffer.replace(b"\r\n", b"\n").split(b"\n\n")
        for block in blocks:
            if block.startswith(b"HTTP/1.1 "):
                if not self.begun.done():
                    self.begun.set_result(block.startswith(b"HTTP/1.1 200"))
            elif b"event: job" in block:
                self.load.take(self.user, json.loads(block.split(b"data: ", 1)[1]), now)

    def connection_lost(self, error) -> None:
        self.load.lost += not self.load.is_over
        if not self.begun.done():
            self.begun.set_result(False)


@dataclass
class EventLoad:
    """`readers` users each read their own events, `parked` requests wait, and `rate` jobs a second are sent and end."""

    url: str
    readers: int
    parked: int
    rate: int
    seconds: float
    """How many requests wait, as the service has it."""
    count_parked: Callable[[], int]
    """Jobs by id, and the user to whom each belongs."""
    owners: dict[str, str] = field(default_factory=dict)
    """Ends that a reader was told of: the job, and after how many seconds."""
    ends: dict[str, float] = field(default_factory=dict)
    """Jobs of others that a reader was told of."""
    strays: list[str] = field(default_factory=list)
    waits: list[tuple[int, str]] = field(default_factory=list)
    lost: int = 0
    is_over: bool = False

    def take(self, user: str, job: dict, now: float) -> None:
        if job["user"] != user:
            self.strays.append(job["id"])
        if job["state"] == "completed":
            ended = datetime.fromisoformat(job["ended_at"].replace("Z", "+00:00")).timestamp()
            self.ends.setdefault(job["id"], now - ended)

    async def run(self, measure) -> None:
        """Calls `measure` with a word: `before`, `reading` and `waiting`, when everything of that is there."""
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(300)
        async with aiohttp.ClientSession(self.url, connector=connector, timeout=timeout) as session:
            measure("before")
            streams = await self._read()
            measure("reading")
            waits = await self._park(session)
            await asyncio.to_thread(until, lambda: self.count_parked() >= self.parked, "all requests wait", 60)
            measure("waiting")
            await self._send(session)
            await self._until_told()
            self.waits = [await wait for wait in waits]
        self.is_over = True
        for stream in streams:
            stream.transport.abort()

    async def _read(self) -> list[Reader]:
        loop, place = asyncio.get_running_loop(), urlsplit(self.url)
        streams: list[Reader] = []
        # A few at a time, as a backlog of connections is not endless.
        for first in range(0, self.readers, 100):
            batch = [Reader(f"reader{number}", place.netloc, self)
                     for number in range(first, min(first + 100, self.readers))]
            for reader in batch:
                await loop.create_connection(lambda reader=reader: reader, place.hostname, place.port)
            assert all([await reader.begun for reader in batch]), "a stream was refused"
            streams += batch
        self.lost = 0
        return streams

    async def _park(self, session) -> list[asyncio.Task]:
        if not self.parked:
            return []
        order = {"kind": "sleep", "duration": 0, "delay": 86400, "user_id": "patient"}
        async with session.post("/api/jobs", json=order) as answer:
            path = (await answer.json())["url"]
        seconds = min(60, int(self.seconds + self.parked / 100 + 15))

        async def wait() -> tuple[int, str]:
            async with session.get(path, headers={"Prefer": f"wait={seconds}"}) as answer:
                return answer.status, (await answer.json())["state"]

        tasks: list[asyncio.Task] = []
        for _ in range(self.parked):
            tasks.append(asyncio.create_task(wait()))
            if len(tasks) % 20 == 0:
                await asyncio.sleep(0.02)
        return tasks

    async def _send(self, session) -> None:
        begun, sent, under_way = time.monotonic(), 0, set()
        while sent < self.seconds * self.rate:
            if sent < (time.monotonic() - begun) * self.rate:
                under_way.add(asyncio.create_task(self._submit(session)))
                sent += 1
            else:
                await asyncio.sleep(0.005)
        await asyncio.gather(*under_way)

    async def _submit(self, session) -> None:
        user = f"reader{random.randrange(self.readers)}"
        order = {"kind": "sleep", "duration": 0, "user_id": user}
        async with session.post("/api/jobs", json=order) as answer:
            assert answer.status == 202, await answer.text()
            self.owners[(await answer.json())["id"]] = user

    async def _until_told(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end and not self.owners.keys() <= self.ends.keys():
            await asyncio.sleep(0.05)


def memory(platen, name: str) -> int:
    """Bytes that the processes of that name hold, what they share counted once."""
    own, shared = 0, 0
    for process in platen.of(name):
        fields = dict(line.split(":", 1) for line in open(f"/proc/{process.pid}/status") if ":" in line)
        own += int(fields["RssAnon"].split()[0]) << 10
        shared = max(shared, int(fields["RssShmem"].split()[0]) << 10)
    return own + shared


def count_parked(platen) -> int:
    command = [programs.programs() / "platen", "top", "--json"]
    shown = subprocess.run(command, env=platen.environment(), capture_output=True)
    # A supervisor that is held up shows nothing.
    return json.loads(shown.stdout)["parked"] if shown.returncode == 0 else 0


def threads(platen) -> int:
    """Of all responders."""
    count = 0
    for process in platen.responders():
        with open(f"/proc/{process.pid}/status") as status:
            count += next(int(line.split()[1]) for line in status if line.startswith("Threads:"))
    return count


def measure(platen, readers: int, parked: int, rate: int, seconds: float) -> tuple[EventLoad, dict]:
    """Runs the load on a service; what became of it, and what it cost."""
    load = EventLoad(platen.url, readers, parked, rate, seconds, lambda: count_parked(platen))
    nginx, held = {}, {}

    def note(word: str) -> None:
        nginx[word], held[word] = memory(platen, "nginx"), threads(platen)

    asyncio.run(load.run(note))
    delays = sorted(load.ends.values()) or [float("nan")]
    facts = {
        "readers": readers, "parked": parked, "jobs": len(load.owners),
        "told": sum(job in load.ends for job in load.owners), "strays": len(load.strays), "lost": load.lost,
        "told_p50_ms": round(statistics.median(delays) * 1000, 1),
        "told_p99_ms": round(delays[int(len(delays) * 0.99)] * 1000, 1),
        "told_max_ms": round(delays[-1] * 1000, 1),
        "bytes_per_reader": (nginx["reading"] - nginx["before"]) // max(1, readers),
        "bytes_per_parked": (nginx["waiting"] - nginx["reading"]) // max(1, parked),
        "responder_threads": [held["before"], held["reading"], held["waiting"]],
        "waits_answered": sum(status == 200 for status, _ in load.waits),
    }
    return load, facts
