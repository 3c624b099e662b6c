"""Jobs of the kind `photo`, from the gallery and from a server that answers as Unsplash's interface is documented."""

import io
import json
import os
import signal
import threading

import pytest
from PIL import Image

from local_server import Answer, LocalServer
from platen import Platen
from waiting import until


@pytest.fixture
def unsplash():
    """Makes such servers; `unsplash(picture=…, random=…)` returns a running one."""
    made: list[LocalServer] = []

    def make(random: Answer | None = None, picture: Answer | None = None, hold: threading.Event | None = None):
        def answer(request):
            path = request.path.partition("?")[0]
            if path == "/photos/random":
                if hold:
                    hold.wait(60)
                return random or Answer(200, json.dumps(photo(server.url)).encode())
            if path == "/picture.jpg":
                return picture or Answer(200, jpeg())
            return Answer(200, b"{}")

        server = LocalServer(answer)
        made.append(server)
        return server

    yield make
    for server in made:
        server.close()


def photo(host: str) -> dict:
    page = "https://unsplash.com/photos/abc"
    return {
        "id": "abc", "alt_description": "a bowl of soup", "urls": {"regular": f"{host}/picture.jpg?w=1080"},
        "user": {"name": "Ann Example", "links": {"html": "https://unsplash.com/@ann"}},
        "links": {"html": page, "download_location": f"{host}/photos/abc/download?ixid=1"},
    }


def jpeg() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (64, 48), "tomato").save(output, "jpeg")
    return output.getvalue()


@pytest.fixture(scope="module")
def gallery():
    """A service without a key whose photos come at once."""
    service = Platen(PLATEN_PHOTO_DELAY="0-0")
    try:
        yield service.start()
        service.stop()
    finally:
        service.clean()


def test_without_a_key_a_photo_is_a_picture_of_the_gallery(gallery):
    job = gallery.finished(gallery.submit(kind="photo")["id"])
    assert job["state"] == "completed", job
    assert job["result"]["source"] == "gallery" and job["result"]["title"]
    (file,) = job["files"]
    answer = gallery.get(file["url"])
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/jpeg"
    image = Image.open(io.BytesIO(answer.content))
    assert image.size == (job["result"]["width"], job["result"]["height"]) == (800, 600)
    assert len(answer.content) == file["bytes"] == job["result"]["bytes"]


def test_a_photo_with_a_key_of_its_own_is_made_once(gallery):
    first = gallery.submit(kind="photo", job_id="dinner", delay="30")
    second = gallery.submit(kind="photo", job_id="dinner", delay="30")
    assert (second["id"], second["due_at"]) == (first["id"], first["due_at"])
    gallery.post(f"/api/jobs/{first['id']}/cancel")


def test_a_photo_waits_for_a_random_time(launch):
    service = launch()
    jobs = [service.submit(kind="photo") for _ in range(8)]
    assert {job["state"] for job in jobs} == {"scheduled"}
    assert len({job["due_at"] for job in jobs}) > 1
    cancelled = service.post(f"/api/jobs/{jobs[0]['id']}/cancel")
    assert cancelled.json()["state"] == "cancelled"


def test_a_photo_of_unsplash_names_its_author_and_is_counted(launch, unsplash):
    server = unsplash()
    service = launch(PLATEN_PHOTO_DELAY="0-0", UNSPLASH_URL=server.url, UNSPLASH_ACCESS_KEY="the-key")
    job = service.finished(service.submit(kind="photo")["id"])
    assert job["state"] == "completed", job
    assert job["result"]["attribution"] == "Photo by Ann Example on Unsplash"
    assert (job["result"]["width"], job["result"]["height"]) == (64, 48)
    assert service.get(job["files"][0]["url"]).content == jpeg()
    until(lambda: len(server.received) == 3, "the download is counted")
    paths = [request.path for request in server.received]
    assert paths == ["/photos/random?query=food", "/picture.jpg?w=1080", "/photos/abc/download?ixid=1"]
    assert [request.headers.get("authorization") for request in server.received] == [
        "Client-ID the-key", None, "Client-ID the-key"]
    assert "the-key" not in service.log()


@pytest.mark.parametrize(
    "answers, code",
    [
        ({"random": Answer(401, b'{"errors":["OAuth error"]}')}, "photo_unavailable"),
        ({"picture": Answer(200, b"<html>none</html>")}, "photo_malformed"),
        ({"picture": Answer(200, bytes(21 << 20))}, "photo_too_large"),
        ({"random": Answer(200, b"[" * 5000)}, "photo_unavailable"),
    ],
)
def test_what_goes_wrong_there_has_a_code_here(launch, unsplash, answers, code):
    server = unsplash(**answers)
    service = launch(PLATEN_PHOTO_DELAY="0-0", UNSPLASH_URL=server.url, UNSPLASH_ACCESS_KEY="k")
    job = service.finished(service.submit(kind="photo")["id"])
    assert (job["state"], job["problem"]["code"]) == ("failed", code)
    assert job["files"] == []


def test_beyond_the_limit_of_requests_the_gallery_helps_out(launch, unsplash):
    server = unsplash(random=Answer(403, b"Rate Limit Exceeded", {"X-Ratelimit-Remaining": "0"}))
    service = launch(PLATEN_PHOTO_DELAY="0-0", UNSPLASH_URL=server.url, UNSPLASH_ACCESS_KEY="k")
    jobs = [service.finished(service.submit(kind="photo")["id"]) for _ in range(2)]
    assert [job["result"]["source"] for job in jobs] == ["gallery", "gallery"]
    assert all("gallery" in job["result"]["note"] for job in jobs)
    assert len(server.received) == 1


def test_trouble_there_is_tried_again_and_passes(launch, unsplash):
    troubles = iter([500, 503])
    server = LocalServer(
        lambda request: Answer(next(troubles, 200), json.dumps(photo(server.url)).encode())
        if request.path.startswith("/photos/random") else Answer(200, jpeg()))
    try:
        service = launch(PLATEN_PHOTO_DELAY="0-0", UNSPLASH_URL=server.url, UNSPLASH_ACCESS_KEY="k")
        job = service.finished(service.submit(kind="photo")["id"])
        assert (job["state"], job["attempts"]) == ("completed", 3)
        assert [attempt["end"] for attempt in job["attempt_log"]] == [
            "failed:machine_trouble", "failed:machine_trouble", "completed"]
    finally:
        server.close()


def test_a_photo_under_way_can_be_cancelled(launch, unsplash):
    hold = threading.Event()
    server = unsplash(hold=hold)
    service = launch(PLATEN_PHOTO_DELAY="0-0", UNSPLASH_URL=server.url, UNSPLASH_ACCESS_KEY="k")
    job = service.submit(kind="photo")
    until(lambda: server.received, "it is asked for")
    answer = service.post(f"/api/jobs/{job['id']}/cancel")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    hold.set()


def test_photos_under_way_hold_up_no_other_job(launch, unsplash):
    hold = threading.Event()
    server = unsplash(hold=hold)
    service = launch(PLATEN_PHOTO_DELAY="0-0", UNSPLASH_URL=server.url, UNSPLASH_ACCESS_KEY="k", PLATEN_PROCESSORS="1")
    photos = [service.submit(kind="photo")["id"] for _ in range(12)]
    until(lambda: len(server.received) == 8, "so many are asked for at once")
    assert service.finished(service.submit(kind="sleep", duration="0")["id"])["state"] == "completed"
    hold.set()
    assert {service.finished(photo)["state"] for photo in photos} == {"completed"}


def test_a_photo_whose_supervisor_is_killed_is_fetched_again(launch, unsplash):
    hold = threading.Event()
    server = unsplash(hold=hold)
    service = launch(PLATEN_PHOTO_DELAY="0-0", UNSPLASH_URL=server.url, UNSPLASH_ACCESS_KEY="k")
    job = service.submit(kind="photo")
    until(lambda: service.job(job["id"])["state"] == "processing" and server.received, "it is under way")
    os.kill(service.supervisor().pid, signal.SIGKILL)
    hold.set()
    ended = service.finished(job["id"])
    assert (ended["state"], ended["attempts"]) == ("completed", 2)
    assert [attempt["end"] for attempt in ended["attempt_log"]] == ["lost", "completed"]
