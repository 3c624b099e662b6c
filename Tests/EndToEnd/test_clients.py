"""Clients that others wrote submit, follow and fetch."""

import asyncio
import json
import subprocess
from urllib.parse import urlsplit

import aiohttp
import httpx
import pytest
import requests
import websockets

import pictures
from streams import Stream


def is_end(name: str, data: dict, job: str) -> bool:
    return name == "job" and data["id"] == job and data["state"] == "completed"


def parsed(lines):
    """The events in lines of text; a list of (name, data)."""
    fields: dict[str, str] = {}
    for line in lines:
        if not line:
            if "data" in fields:
                yield fields.get("event", "message"), json.loads(fields["data"])
            fields = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")


def check_text(text: str) -> None:
    assert text.strip() == "Clients 5"


@pytest.fixture(scope="module")
def page() -> bytes:
    return pictures.page("Clients 5")


def test_curl_in_pieces_and_with_a_pause_for_the_service_to_agree(service, tmp_path, page):
    (tmp_path / "a.png").write_bytes(page)
    forms = [
        ["-F", "image=@a.png"],
        ["-F", "image=@a.png", "-H", "Transfer-Encoding: chunked"],
        ["-F", "image=@a.png", "-H", "Expect: 100-continue"],
        ["--http1.0", "-F", "image=@a.png"],
    ]
    for form in forms:
        command = ["curl", "-sS", "--fail", "-H", "Prefer: wait=30", *form, f"{service.url}/api/jobs"]
        done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
        job = json.loads(done.stdout)
        assert job["state"] == "completed"
        url = service.url + next(file["url"] for file in job["files"] if file["name"] == "text.txt")
        check_text(subprocess.run(["curl", "-sS", "--fail", url], check=True, capture_output=True, text=True).stdout)


def test_curl_follows(service):
    command = ["curl", "-sN", "-H", "Accept: text/event-stream", f"{service.url}/api/events?user_id=curl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as curl:
        try:
            assert curl.stdout.readline().startswith(":")
            job = service.submit(kind="sleep", duration="0", user_id="curl")["id"]
            lines = (line.rstrip("\n") for line in curl.stdout)
            assert any(is_end(name, data, job) for name, data in parsed(lines))
        finally:
            curl.terminate()


def test_requests(service, page):
    with requests.Session() as session:
        session.trust_env = False
        url = f"{service.url}/api/events?user_id=requests"
        with session.get(url, headers={"Accept": "text/event-stream"}, stream=True, timeout=60) as stream:
            answer = session.post(
                f"{service.url}/api/jobs", files={"image": page}, data={"user_id": "requests"}, timeout=30
            )
            job = answer.json()["id"]
            lines = (line.decode() for line in stream.iter_lines(chunk_size=1))
            end = next(data for name, data in parsed(lines) if is_end(name, data, job))
        text = next(file["url"] for file in end["files"] if file["name"] == "text.txt")
        check_text(session.get(service.url + text, timeout=30).text)


def test_httpx(service, page):
    with httpx.Client(base_url=service.url, trust_env=False, timeout=60) as client:
        headers = {"Accept": "text/event-stream"}
        with client.stream("GET", "/api/events?user_id=httpx", headers=headers) as stream:
            answer = client.post("/api/jobs", files={"image": ("a.png", page)}, data={"user_id": "httpx"})
            job = answer.json()["id"]
            end = next(data for name, data in parsed(stream.iter_lines()) if is_end(name, data, job))
        text = next(file["url"] for file in end["files"] if file["name"] == "text.txt")
        check_text(client.get(text).text)
        waited = client.post("/api/jobs", json={"kind": "sleep", "duration": 0.3}, headers={"Prefer": "wait=50"})
        assert (waited.status_code, waited.json()["state"]) == (200, "completed")


def test_aiohttp(service, page):
    async def run() -> None:
        async with aiohttp.ClientSession(service.url, timeout=aiohttp.ClientTimeout(60)) as session:
            events = "/api/events?user_id=aiohttp"
            async with session.get(events, headers={"Accept": "text/event-stream"}) as stream:
                form = aiohttp.FormData({"user_id": "aiohttp"})
                form.add_field("image", page, filename="a.png")
                async with session.post("/api/jobs", data=form) as answer:
                    job = (await answer.json())["id"]
                end = await follow(stream.content, job)
            text = next(file["url"] for file in end["files"] if file["name"] == "text.txt")
            async with session.get(text) as answer:
                check_text(await answer.text())
            async with session.ws_connect("/api/events?user_id=aiohttp") as socket:
                async with session.post("/api/jobs", json={"kind": "sleep", "duration": 0, "user_id": "aiohttp"}) as answer:
                    job = (await answer.json())["id"]
                async for message in socket:
                    data = json.loads(message.data)
                    if data.get("id") == job and data["state"] == "completed":
                        break

    async def follow(content, job: str) -> dict:
        lines: list[str] = []
        async for line in content:
            lines.append(line.decode().rstrip("\r\n"))
            for name, data in parsed(lines) if not lines[-1] else ():
                if is_end(name, data, job):
                    return data
        raise AssertionError("the stream ended")

    asyncio.run(run())


def socket_url(service, user: str) -> str:
    return f"ws://{urlsplit(service.url).netloc}/api/events?user_id={user}"


def test_websockets(service):
    async def run() -> None:
        async with websockets.connect(socket_url(service, "socket"), proxy=None) as socket:
            job = await asyncio.to_thread(service.submit, kind="sleep", duration="1.1", user_id="socket")
            told: list[dict] = []
            while not told or told[-1].get("state") != "completed":
                told.append(json.loads(await asyncio.wait_for(socket.recv(), 30)))
                told = [data for data in told if data.get("id") == job["id"]]
            # What comes faster than it is published is told as one.
            states = [*dict.fromkeys(data["state"] for data in told)]
            assert states == [each for each in ("pending", "processing", "completed") if each in states]
            assert told[-1] == service.job(job["id"])

    asyncio.run(run())


def test_what_a_client_sends_over_a_websocket_is_published_to_nobody(service):
    async def run() -> None:
        with Stream(service.url, "sender") as stream:
            async with websockets.connect(socket_url(service, "sender"), proxy=None) as socket:
                for message in ('{"id": "x", "state": "completed"}', b"\x00\xff" * 100, "x" * 100_000):
                    try:
                        await socket.send(message)
                    except websockets.ConnectionClosed:
                        break
                job = await asyncio.to_thread(service.submit, kind="sleep", duration="0", user_id="sender")
                await asyncio.to_thread(stream.ended, job["id"])
            assert {data["id"] for data in stream.of("job")} == {job["id"]}
            assert {each.name for each in stream.events} <= {"job", "queue"}

    asyncio.run(run())


def test_a_websocket_of_the_services_own_page_is_not_refused(service):
    async def run() -> None:
        async with websockets.connect(socket_url(service, "page"), proxy=None, origin=service.url) as socket:
            job = await asyncio.to_thread(service.submit, kind="sleep", duration="0", user_id="page")
            assert json.loads(await asyncio.wait_for(socket.recv(), 30))["id"] == job["id"]

    asyncio.run(run())


def test_a_websocket_of_another_sites_page_is_refused(service):
    async def run() -> int:
        try:
            async with websockets.connect(
                socket_url(service, "victim"), proxy=None, origin="http://evil.example"
            ):
                return 101
        except websockets.InvalidStatus as error:
            return error.response.status_code

    assert asyncio.run(run()) == 403
