"""Nobody gets what is another's: every call that the service describes, by everybody, on one running service."""

import re
import time

import pytest
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import members
import pictures
from members import Person
from platen import Platen
from streams import Stream
from waiting import until

SECRET = "ann-secret"
"""Calls whose requests do not follow from the description: they carry images, or wait for what the description cannot know."""
FORM = {"files": {"image": ("image.png", pictures.marked())}}
BODIES = {
    "processImage": FORM, "queryImage": FORM, "submitJobs": {"json": {"kind": "sleep", "duration": 0}},
    "createJob": {"json": {"duration": 0}}, "signIn": {"json": {"user": "ann", "password": "wrong horse"}},
    "changeMe": {"json": {"webhook": None}}, "changeUser": {"json": {"role": "user"}},
    "addUser": {"json": {"name": "ann"}}, "shareJob": {"json": {}},
}
"""Calls of users that name something of one of them."""
OWN = {"revokeKey"}


class Everybody:
    def __init__(self):
        self.platen = Platen(
            PLATEN_AUTH="required", PLATEN_PROCESSORS="2", PLATEN_WEBHOOK_ALLOW_PRIVATE="127.0.0.0/8").start()
        self.nobody = Person(self.platen)
        members.sign_in(self.platen, link=members.link(self.platen))
        self.admin = Person(self.platen, key=members.said(self.platen, "key", "create", "admin", "tests"))
        self.owner = members.add(self.platen, "ann")
        self.stranger = members.add(self.platen, "bob")
        self.visitor = self.new_visitor()
        self.job = self.new_job(webhook="http://127.0.0.1:9/" + SECRET)
        self.number = until(self.delivery, "a delivery")

    def new_visitor(self) -> Person:
        return members.sign_in(self.platen, user="bob", password=members.PASSWORD)

    def new_job(self, **fields: str) -> dict:
        return self.owner.ended(
            files={"image": (SECRET + ".png", pictures.marked())},
            data={"kind": "ascii", "job_id": f"{SECRET}-{time.monotonic_ns()}"} | fields)

    def delivery(self) -> int | None:
        deliveries = self.owner.get(f"/api/jobs/{self.job['id']}/webhooks").json()["deliveries"]
        return deliveries[0]["number"] if deliveries else None

    def operations(self) -> list[tuple[str, str, dict]]:
        paths = self.owner.get("/api/openapi.json").json()["paths"]
        return [(method, path, about) for path, each in paths.items() for method, about in each.items()]

    def arguments(self, path: str, method: str) -> str:
        """The path with something of the owner's in place of its words in braces."""
        if path.startswith("/api/keys/"):
            key = self.owner.ask("POST", "/api/keys", json={"name": SECRET}).json()["id"]
            return path.replace("{id}", key)
        if "{name}" in path:
            self.admin.ask("POST", "/api/users", json={"name": "temp"})
        job = self.new_job() if method == "delete" else self.job
        return (path.replace("{id}", job["id"]).replace("{file}", "text.txt").replace("{name}", "temp")
                .replace("{number}", str(self.number)))

    def ask(self, person: Person, method: str, path: str, about: dict, query: str = "") -> requests.Response:
        more = dict(BODIES.get(about["operationId"]) or self.described_body(about))
        if about["operationId"] == "followEvents":
            more |= {"stream": True, "headers": {"Accept": "text/event-stream"}}
        answer = person.ask(method.upper(), self.arguments(path, method) + query, **more)
        if more.get("stream"):
            answer.close()
        return answer

    @staticmethod
    def described_body(about: dict) -> dict:
        if "requestBody" not in about:
            return {}
        return {"json": about["requestBody"]["content"]["application/json"]["example"]}


@pytest.fixture(scope="module")
def everybody():
    everybody = Everybody()
    try:
        yield everybody
        everybody.platen.stop()
    finally:
        everybody.platen.clean()


def test_each_call_lets_in_whom_it_is_for_and_tells_others_nothing(everybody):
    people = {name: getattr(everybody, name) for name in ("nobody", "stranger", "visitor", "owner", "admin")}
    wrong, asked = [], 0
    for method, path, about in everybody.operations():
        access, name = about["x-access"], about["operationId"]
        for who, person in list(people.items()):
            answer = everybody.ask(person, method, path, about)
            asked += 1
            if (name, who) == ("signOut", "visitor"):
                people[who] = everybody.visitor = everybody.new_visitor()
            is_foreign = access in ("owner", "link") or name in OWN
            if access == "anyone":
                is_right = answer.json().get("code") not in ("unauthenticated", "forbidden")
            elif who == "nobody":
                is_right = answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
            elif who in ("stranger", "visitor") and is_foreign:
                is_right = answer.status_code == 404
            elif who != "admin" and access == "admin":
                is_right = answer.status_code == 403
            else:
                is_right = answer.status_code < 500 and answer.status_code not in (401, 403, 404)
            if who in ("nobody", "stranger", "visitor"):
                told = "" if name == "followEvents" else answer.text
                is_right = is_right and SECRET not in told and everybody.job["id"] not in told
            if not is_right:
                wrong.append((who, access, method, path, answer.status_code, answer.text[:200]))
    assert wrong == []
    assert asked > 150


def test_nobody_speaks_for_another(everybody):
    asked = 0
    for method, path, about in everybody.operations():
        names = [each["name"] for each in about.get("parameters", []) if each["in"] == "query"]
        if "user_id" not in names or about["x-access"] != "user" or about["operationId"] == "showSession":
            continue
        answer = everybody.ask(everybody.stranger, method, path, about, "?user_id=ann")
        assert answer.status_code == 403, (method, path, answer.text)
        asked += 1
    assert asked >= 9


def test_the_page_and_health_are_for_everybody(everybody):
    assert everybody.nobody.get("/").headers["Content-Type"].startswith("text/html")
    until(lambda: everybody.nobody.get("/api/health").status_code == 200, "it is well")
    for path in ("/api/none", "/jobs", "/docs", "/results/x/y", f"/results/{everybody.job['id']}/none.txt"):
        assert everybody.nobody.get(path).status_code in (401, 404), path
        assert everybody.nobody.get(path).json()["code"] in ("unauthenticated", "unknown_job"), path


def test_files_are_the_owners_with_ranges_and_tags_and_the_strangers_never(everybody):
    for url in (everybody.job["files"][0]["url"], everybody.job["input"]["url"]):
        whole = everybody.owner.get(url)
        assert whole.status_code == 200
        part = everybody.owner.get(url, headers={"Range": "bytes=1-3"})
        assert (part.status_code, part.content) == (206, whole.content[1:4])
        known = everybody.owner.get(url, headers={"If-None-Match": whole.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert everybody.admin.get(url).content == whole.content
        for headers in ({}, {"Range": "bytes=0-1"}, {"If-None-Match": whole.headers["ETag"]}, {"If-Match": '"x"'}):
            assert everybody.stranger.get(url, headers=headers).json()["code"] == "unknown_job"
            assert everybody.nobody.get(url, headers=headers).json()["code"] == "unauthenticated"
        assert everybody.stranger.ask("HEAD", url).status_code == 404


def test_a_shared_link_lets_in_to_its_file_for_its_time_and_nowhere_else(everybody):
    path = f"/api/jobs/{everybody.job['id']}/share"
    shared = everybody.owner.ask("POST", path, json={"expires_in": 600}).json()
    url = shared["links"][0]["url"]
    assert everybody.nobody.get(url).content == everybody.owner.get(everybody.job["files"][0]["url"]).content
    assert everybody.nobody.get(url, headers={"Range": "bytes=0-2"}).status_code == 206
    token = url.partition("?")[2]
    other = everybody.new_job()
    for foreign in (everybody.job["input"]["url"], other["files"][0]["url"], f"/api/jobs/{everybody.job['id']}"):
        answer = everybody.nobody.get(f"{foreign}?{token}")
        assert answer.json()["code"] in ("invalid_link", "unauthenticated"), foreign
    forged = url[:-1] + ("0" if url[-1] != "0" else "1")
    assert everybody.nobody.get(forged).json()["code"] == "invalid_link"
    brief = everybody.owner.ask("POST", path, json={"expires_in": 1}).json()["links"][0]["url"]
    until(lambda: everybody.nobody.get(brief).status_code == 403, "the link's time is over")
    assert everybody.nobody.get(brief).json()["code"] == "invalid_link"
    assert everybody.nobody.get(url).status_code == 200


def test_events_are_those_of_who_reads_them(everybody):
    url = everybody.platen.url
    with Stream(url, key=everybody.owner.key) as own, Stream(url, key=everybody.stranger.key) as other:
        job = everybody.new_job()
        own.ended(job["id"])
        theirs = everybody.stranger.ended(json={"kind": "sleep", "duration": 0})
        other.ended(theirs["id"])
        assert {each["id"] for each in other.of("job")} == {theirs["id"]}
        assert theirs["id"] not in {each["id"] for each in own.of("job")}
    assert Stream(url).response.status == 401
    assert Stream(url, user="ann", key=everybody.stranger.key).response.status == 403


def test_a_socket_is_opened_for_who_is_signed_in(everybody):
    url = everybody.platen.url.replace("http", "ws") + "/api/events"
    with connect(url, proxy=None, additional_headers={"Authorization": f"Bearer {everybody.stranger.key}"}) as socket:
        everybody.new_job()
        theirs = everybody.stranger.ended(json={"kind": "sleep", "duration": 0})
        text = ""
        while theirs["id"] not in text:
            text = socket.recv(timeout=60)
            assert SECRET not in text
    for headers in ({}, {"Authorization": "Bearer pk_" + "0" * 64}, {"Cookie": "platen_session=" + "0" * 64}):
        with pytest.raises(InvalidStatus, match="401"):
            connect(url, proxy=None, additional_headers=headers)


def test_the_same_key_of_two_people_makes_two_jobs(everybody):
    headers, body = {"Idempotency-Key": "the-same"}, {"kind": "sleep", "duration": 0}
    ids = {
        person.ask("POST", "/api/jobs", json=body, headers=headers).json()["id"]
        for person in (everybody.owner, everybody.stranger, everybody.owner)
    }
    assert len(ids) == 2


def test_a_request_that_waits_shows_again_who_asks(everybody):
    job = everybody.owner.ask("POST", "/api/jobs", json={"kind": "sleep", "duration": 1}).json()
    waited = everybody.owner.get(f"/api/jobs/{job['id']}", headers={"Prefer": "wait=20"})
    assert waited.json()["state"] == "completed"
    assert everybody.stranger.get(f"/api/jobs/{job['id']}", headers={"Prefer": "wait=20"}).status_code == 404


def test_the_pages_of_other_sites_write_nothing_with_a_session(everybody):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                    {"Sec-Fetch-Site": None, "Origin": "http://evil.example"}, {"Sec-Fetch-Site": None}):
        answer = everybody.visitor.ask("POST", "/api/keys", json={"name": "stolen"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign_write"), headers
    assert "stolen" not in everybody.visitor.get("/api/keys").text


def test_no_secret_reaches_the_store_or_the_log(everybody):
    stored = b"".join(path.read_bytes() for path in everybody.platen.data.glob("platen.sqlite*"))
    kept = stored + everybody.platen.log().encode()
    session = everybody.visitor.session.cookies["platen_session"]
    for secret in (everybody.owner.key, everybody.owner.key.removeprefix("pk_"), session, members.PASSWORD):
        assert secret.encode() not in kept
    assert re.search(rb"\$y\$", stored)
