"""Events reach the user whom they concern, and nobody else."""

import contextlib
import http.client
import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

import platen as programs
from streams import Stream
from waiting import until


def snapshot(platen) -> dict:
    command = [programs.programs() / "platen", "top", "--json"]

    def shown() -> bytes:
        return subprocess.run(command, env=platen.environment(), capture_output=True).stdout

    # A supervisor that is held up shows nothing.
    return json.loads(until(shown, "the service shows itself"))


@contextlib.contextmanager
def held(service, user: str) -> Iterator[Callable[[], None]]:
    """Has both processors busy with jobs of `user` until what it gives is called."""
    holders = [service.submit(kind="sleep", duration="600", user_id=user)["id"] for _ in range(2)]
    until(lambda: all(service.job(job)["state"] == "processing" for job in holders), "the processors are held")

    def release() -> None:
        while holders:
            assert service.post(f"/api/jobs/{holders.pop()}/cancel?user_id={user}").status_code == 200

    try:
        yield release
    finally:
        release()


def test_a_job_is_followed_from_its_submission_to_its_end(service):
    with Stream(service.url, "follower") as stream:
        assert stream.response.headers["Content-Type"].startswith("text/event-stream")
        # What comes faster than it is published is told as one: each state lasts until it has been told.
        with held(service, "follower-holder") as release:
            job = service.submit(kind="sleep", duration="6", user_id="follower")["id"]
            stream.until(lambda each: each.name == "job" and each.data["state"] == "pending", "it waits")
            release()
            stream.until(lambda each: each.name == "job" and "progress" in each.data, "it runs")
            end = stream.ended(job)
        told = [data for data in stream.of("job") if data["id"] == job]
        states = list(dict.fromkeys(data["state"] for data in told))
        assert states == ["pending", "processing", "completed"]
        assert any("progress" in data for data in told)
        assert end.data == service.job(job)
        positions = [each for data in stream.of("queue") for each in data["jobs"] if each["id"] == job]
        assert positions and positions[-1]["spent_ms"] > 0


def test_waiting_jobs_learn_their_place(service):
    with Stream(service.url, "waiter") as stream:
        jobs = [service.submit(kind="sleep", duration="60", user_id="waiter")["id"] for _ in range(5)]
        event = stream.until(
            lambda each: each.name == "queue" and sum("position" in job for job in each.data["jobs"]) >= 2,
            "two wait",
        )
        waiting = [job for job in event.data["jobs"] if job["state"] == "pending"]
        assert [job["own_position"] for job in waiting] == list(range(1, len(waiting) + 1))
        assert all(job["position"] >= job["own_position"] for job in waiting)
        assert all("predicted_start" in job and job["waited_ms"] >= 0 for job in waiting)
        assert {job["id"] for job in event.data["jobs"]} <= set(jobs)
        for job in reversed(jobs):
            assert service.post(f"/api/jobs/{job}/cancel?user_id=waiter").status_code == 200
        for job in jobs:
            stream.ended(job)


def test_two_users_each_see_only_their_own(service):
    with Stream(service.url, "ann") as ann, Stream(service.url, "bob") as bob:
        jobs = {
            user: [service.submit(kind="sleep", duration="0.3", user_id=user)["id"] for _ in range(4)]
            for user in ("ann", "bob")
        }
        for stream, user in ((ann, "ann"), (bob, "bob")):
            for job in jobs[user]:
                end = stream.ended(job)
                assert end.data["state"] == "completed" and end.data["spent_ms"] >= 290
            assert {data["id"] for data in stream.of("job")} == set(jobs[user])
            assert {data["user"] for data in stream.of("job")} == {user}
            assert {job["id"] for data in stream.of("queue") for job in data["jobs"]} <= set(jobs[user])


def test_two_users_at_once_see_how_long_their_own_jobs_wait_and_run(service):
    with Stream(service.url, "anna") as anna, Stream(service.url, "bert") as bert:
        streams = {"anna": anna, "bert": bert}
        jobs = {
            user: [service.submit(kind="sleep", duration="3", user_id=user)["id"] for _ in range(3)]
            for user in streams
        }
        for user, stream in streams.items():
            ends = [stream.ended(job).data for job in jobs[user]]
            assert all(end["state"] == "completed" and end["spent_ms"] >= 2990 for end in ends)
            told = [each for data in stream.of("queue") for each in data["jobs"]]
            assert {each["id"] for each in told} <= set(jobs[user])
            waits = [each for each in told if each["state"] == "pending"]
            assert max(each["waited_ms"] for each in waits) > 0 and all("position" in each for each in waits)
            runs = {job: [each["spent_ms"] for each in told if each["id"] == job and each["state"] == "processing"]
                    for job in jobs[user]}
            assert max(map(max, filter(None, runs.values()))) > 0
            assert all(spent == sorted(spent) for spent in runs.values())


def test_names_that_look_like_paths_or_each_other_have_channels_of_their_own(service):
    users = ["..", "a", "A", "61", "a+b@c", "x" * 64]
    streams = [Stream(service.url, user.replace("+", "%2B")) for user in users]
    try:
        for stream, user in zip(streams, users):
            job = service.submit(kind="sleep", duration="0", user_id=user)["id"]
            assert stream.ended(job).data["user"] == user
        for stream, user in zip(streams, users):
            assert {data["user"] for data in stream.of("job")} == {user}
    finally:
        for stream in streams:
            stream.close()


def test_a_cancelled_and_a_removed_job_are_told_of(service):
    with Stream(service.url, "remover") as stream:
        job = service.submit(kind="sleep", duration="60", user_id="remover")["id"]
        assert service.post(f"/api/jobs/{job}/cancel?user_id=remover").status_code == 200
        assert stream.ended(job).data["state"] == "cancelled"
        service.session.delete(f"{service.url}/api/jobs/{job}?user_id=remover").raise_for_status()
        stream.until(lambda each: each.name == "removed" and each.data == {"removed": job}, "it is removed")


def test_a_stream_that_was_cut_goes_on_where_it_was(service):
    first = Stream(service.url, "resumer")
    job = service.submit(kind="sleep", duration="0", user_id="resumer")["id"]
    last = first.ended(job)
    first.close()
    missed = [service.submit(kind="sleep", duration="0", user_id="resumer")["id"] for _ in range(3)]
    for each in missed:
        service.finished(each)
    with Stream(service.url, "resumer", last.id) as second:
        for each in missed:
            second.ended(each)
        assert job not in {data["id"] for data in second.of("job")}


@pytest.mark.parametrize("cursor", ["1:0", "9999999999:7"])
def test_a_cursor_that_is_not_kept_begins_a_stream_all_the_same(service, cursor):
    with Stream(service.url, "stranger", cursor) as stream:
        assert stream.response.status == 200
        job = service.submit(kind="sleep", duration="0", user_id="stranger")["id"]
        stream.ended(job)


@pytest.mark.parametrize("cursor", ["yesterday", "1", "1:2:3", "-1:0", "1:0,2:0"])
def test_what_is_no_cursor_is_refused(service, cursor):
    answer = service.get("/api/events", headers={"Accept": "text/event-stream", "Last-Event-ID": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


def test_a_page_of_another_site_reads_nothing(service):
    headers = {"Accept": "text/event-stream", "Origin": "http://evil.example"}
    answer = service.get("/api/events", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_read")
    with Stream(service.url, "own") as stream:
        assert "Access-Control-Allow-Origin" not in stream.response.headers


def test_only_the_service_reaches_where_events_are_published(service):
    socket_path = service.data / "run" / "publisher.sock"
    assert socket_path.exists()
    assert os.stat(service.data / "run").st_mode & 0o077 == 0
    for path in ("/users/6775657374", "/.events", "/@events", "/wait/5/x", "/api/events/x"):
        for method in ("GET", "POST"):
            answer = service.session.request(method, service.url + path, data="{}" if method == "POST" else None)
            assert answer.status_code in (404, 405), (method, path)
    headers = {"X-Accel-Redirect": "@events", "X-Platen-Channel": "6775657374", "Parked": "x", "HTTP-PARKED": "x"}
    assert service.get("/api/jobs", headers=headers).status_code == 200


def test_a_reader_who_never_reads_holds_up_nobody(service):
    silent = silent_reader(service, "silent", b"Accept: text/event-stream\r\n")
    memory = nginx_memory(service)
    with Stream(service.url, "silent") as stream:
        for _ in range(150):
            job = service.submit(kind="sleep", duration="0", user_id="silent")["id"]
        stream.ended(job)
    assert nginx_memory(service) < memory + (24 << 20)
    silent.close()
    until(lambda: service.get("/api/health").status_code == 200, "it is well")


class PublisherConnection(http.client.HTTPConnection):
    """To the socket where the supervisor publishes."""

    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self.path))

    def publish(self, user: str, body: bytes) -> int:
        self.request("POST", f"/users/{user.encode().hex()}", body)
        answer = self.getresponse()
        answer.read()
        return answer.status


def test_readers_who_never_read_are_dropped_and_the_others_miss_nothing(service):
    socket_head = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" \
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    with contextlib.ExitStack() as held:
        silent = [held.enter_context(silent_reader(service, "blocked", head))
                  for head in (b"Accept: text/event-stream\r\n", socket_head)]
        assert all(select.select([each], [], [], 30)[0] for each in silent), "both are answered"
        with Stream(service.url, "blocked") as stream:
            publisher = PublisherConnection(service.data / "run" / "publisher.sock")
            held.callback(publisher.close)
            # More than all buffers between nginx and a reader hold.
            for number in range(256):
                assert publisher.publish("blocked", b'{"n": %d, "x": "%s"}' % (number, b"x" * 65_536)) == 201
            stream.until(lambda each: each.data.get("n") == 255, "the one who reads has all")
            assert [each.data["n"] for each in stream.events] == list(range(256))
            until(lambda: all(is_reset(each) for each in silent), "both are dropped", 120)
            service.finished(service.submit(kind="sleep", duration="0", user_id="blocked")["id"])
            assert not stream.has_ended.is_set()


def silent_reader(service, user: str, head: bytes) -> socket.socket:
    """A connection that asks for events and has little room for them."""
    place = urlsplit(service.url)
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.connect((place.hostname, place.port))
    made.sendall(f"GET /api/events?user_id={user} HTTP/1.1\r\nHost: localhost\r\n".encode() + head + b"\r\n")
    return made


def is_reset(connection: socket.socket) -> bool:
    poll = select.poll()
    poll.register(connection, 0)
    return any(events & (select.POLLERR | select.POLLHUP) for _, events in poll.poll(0))


def nginx_memory(service) -> int:
    """Bytes of all of nginx's processes that are theirs."""
    total = 0
    for process in service.of("nginx"):
        for line in open(f"/proc/{process.pid}/status"):
            if line.startswith("RssAnon:"):
                total += int(line.split()[1]) << 10
    return total


def test_without_nginx_events_are_dropped_and_counted_and_the_service_goes_on(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    with Stream(platen.url) as stream:
        # Some end while nginx takes nothing, the last long after it has come back.
        jobs = [platen.submit(kind="sleep", duration=seconds)["id"] for seconds in ("3", "1", "1", "12")]
        stream.until(lambda each: each.name == "job" and each.data["state"] == "processing", "one runs")
        master = platen.of("nginx")[0]
        os.kill(master.pid, signal.SIGSTOP)
        for worker in platen.of("nginx")[1:]:
            os.kill(worker.pid, signal.SIGKILL)
        until(lambda: snapshot(platen)["events_dropped"] > 0, "events are dropped")
        os.kill(master.pid, signal.SIGKILL)
    until(lambda: healthy(platen), "nginx is back")
    with Stream(platen.url) as stream:
        for job in jobs:
            assert platen.finished(job)["state"] == "completed"
        job = platen.submit(kind="sleep", duration="0")["id"]
        stream.ended(job)
    metrics = platen.get("/api/metrics").text
    dropped = next(line for line in metrics.splitlines() if line.startswith("platen_events_dropped_total "))
    assert float(dropped.split()[1]) == snapshot(platen)["events_dropped"] > 0
    until(lambda: "nginx takes events again" in platen.log(), "the log says so")
    log = platen.log()
    assert log.count("nginx takes no events") == log.count("nginx takes events again") == 1
    platen.stop()


def healthy(platen) -> bool:
    try:
        return platen.get("/api/health").status_code == 200
    except OSError:
        return False


def test_a_stream_outlives_its_supervisor(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    with Stream(platen.url, "loyal") as stream:
        os.kill(platen.supervisor().pid, signal.SIGKILL)
        until(lambda: healthy(platen), "another supervisor works")
        stream.ended(platen.submit(kind="sleep", duration="0", user_id="loyal")["id"])
    platen.stop()


def test_an_idle_stream_is_kept_alive(service):
    with Stream(service.url, "idle") as stream:
        until(lambda: len(stream.comments) >= 2, "a ping", 40)
        assert not stream.has_ended.is_set()


@pytest.mark.parametrize("name", ["Last-Event-ID", "Prefer", "Cookie", "X-Anything"])
def test_a_megabyte_of_headers_is_refused(service, name):
    place = urlsplit(service.url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    try:
        connection.request("GET", "/api/events", headers={"Accept": "text/event-stream", name: "1" * (1 << 20)})
    except OSError:
        pass  # It hung up before it had read all of it.
    try:
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["code"]) == (400, "malformed_request")
    except ConnectionError:
        pass
    connection.close()
    assert service.get("/api/jobs?user_id=headers").json() == {"jobs": []}


def test_head_of_the_stream_is_no_stream(service):
    place = urlsplit(service.url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    connection.request("HEAD", "/api/events", headers={"Accept": "text/event-stream"})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    connection.close()
