"""Users come, sign in, get keys, and go."""

import base64
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

import members
import pictures
from local_server import Answer, LocalServer
from members import PASSWORD, Person, said, tool
from platen import Platen
from signatures import verify
from streams import Stream
from waiting import until


@pytest.fixture(scope="module")
def asking():
    """A service that asks who somebody is, and its admin."""
    platen = Platen(PLATEN_AUTH="required", PLATEN_WEBHOOK_ALLOW_PRIVATE="127.0.0.0/8")
    try:
        platen.start()
        yield platen, members.sign_in(platen, link=members.link(platen))
        platen.stop()
    finally:
        platen.clean()


def code(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_the_first_link_counts_once_and_another_is_printed_until_there_is_an_admin(launch):
    platen = launch(PLATEN_AUTH="required")
    first = members.link(platen)
    platen.stop()
    platen.start()
    second = members.link(platen)
    assert first != second
    admin = members.sign_in(platen, link=second)
    assert admin.get("/api/session").json()["role"] == "admin"
    for used in (second, "0" * 64, "x"):
        answer = requests.post(platen.url + "/api/session", json={"link": used}, timeout=30)
        assert code(answer) == (401, "wrong_credentials")
    platen.stop()
    platen.start()
    assert admin.get("/api/me").json() | {"created_at": ""} == {
        "name": "admin", "role": "admin", "has_password": False, "has_webhook_secret": False, "created_at": ""}
    platen.stop()
    assert platen.process.stdout.read() == ""


def test_an_open_service_asks_nobody_and_prints_no_link(launch):
    platen = launch()
    assert platen.get("/api/session").json() == {"auth": "open", "user": "guest", "role": "admin"}
    answer = platen.post("/api/session", json={"user": "ann", "password": PASSWORD})
    assert code(answer) == (409, "sign_in_not_needed")
    platen.stop()
    assert platen.process.stdout.read() == ""


def test_other_hosts_are_answered_where_people_sign_in(asking):
    platen, _ = asking
    until(lambda: platen.get("/api/health", headers={"Host": "scans.example.org"}).status_code == 200, "it answers")


def test_a_user_signs_in_changes_the_password_and_signs_out(asking):
    platen, admin = asking
    added = admin.ask("POST", "/api/users", json={"name": "carl", "password": PASSWORD})
    assert added.status_code == 201
    assert code(admin.ask("POST", "/api/users", json={"name": "carl"})) == (409, "name_taken")
    here, there = (members.sign_in(platen, user="carl", password=PASSWORD) for _ in range(2))
    change = {"password": "battery staple", "current_password": PASSWORD}
    assert here.ask("PATCH", "/api/me", json=change).status_code == 200
    assert there.get("/api/session").status_code == 401
    answer = requests.post(platen.url + "/api/session", json={"user": "carl", "password": PASSWORD}, timeout=30)
    assert code(answer) == (401, "wrong_credentials")
    again = members.sign_in(platen, user="carl", password="battery staple")
    assert again.ask("DELETE", "/api/session").status_code == 204
    assert again.get("/api/session").status_code == 401
    assert here.get("/api/session").json()["user"] == "carl"


def test_a_session_ends_by_itself(launch):
    platen = launch(PLATEN_AUTH="required", PLATEN_SESSION_HOURS="0.003")
    admin = members.sign_in(platen, link=members.link(platen))
    assert admin.get("/api/session").status_code == 200
    until(lambda: admin.get("/api/session").status_code == 401, "the session ends", 40)
    answer = admin.ask("POST", "/api/jobs", json={"kind": "sleep"})
    assert code(answer) == (401, "unauthenticated")


def test_wrong_passwords_are_throttled_and_take_no_memory(asking):
    platen, _ = asking
    members.add(platen, "dora")

    def resident() -> int:
        status = Path(f"/proc/{platen.supervisor().pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    def guess(number: int) -> int:
        name = ("dora", "nobody", "carl", "no-one")[number % 4]
        wish = {"user": name, "password": f"guess {number}"}
        return requests.post(platen.url + "/api/session", json=wish, timeout=30).status_code

    for number in range(100):
        guess(number)
    before = resident()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(guess, range(1000)))
    assert set(answers) <= {401, 429}
    assert answers.count(429) > 800
    assert resident() - before < 2048
    # The same user from another address is not locked out, and neither is anybody who has a key.
    assert said(platen, "key", "list", "dora").endswith("tests")


def test_programs_use_keys_until_they_are_revoked_and_their_streams_end(asking, tmp_path):
    platen, _ = asking
    erna = members.add(platen, "erna")
    image = tmp_path / "scan.png"
    image.write_bytes(pictures.marked())
    client = {"PLATEN_URL": platen.url, "PLATEN_API_KEY": erna.key}
    done = tool(platen, "submit", str(image), "--kind", "size", "--wait", "-o", str(tmp_path / "out"), **client)
    assert done.returncode == 0, done.stderr
    assert erna.get("/api/jobs").json()["jobs"][0]["user"] == "erna"
    listed = said(platen, "key", "list", "erna")
    assert "used=20" in listed and erna.key not in listed
    with Stream(platen.url, key=erna.key) as stream:
        assert stream.response.status == 200
        assert "revoked" in said(platen, "key", "revoke", listed.split()[0])
        assert stream.has_ended.wait(20)
    assert code(erna.get("/api/jobs")) == (401, "unauthenticated")
    done = tool(platen, "jobs", **client)
    assert done.returncode != 0 and "unauthenticated" in done.stderr
    assert tool(platen, "key", "revoke", listed.split()[0]).returncode != 0


def test_a_user_who_is_removed_is_out_and_nobody_inherits_the_jobs(asking):
    platen, admin = asking
    fred = members.add(platen, "fred")
    job = fred.ended(json={"kind": "sleep", "duration": 0})
    assert "removed" in said(platen, "user", "remove", "fred")
    assert code(fred.get("/api/jobs")) == (401, "unauthenticated")
    assert tool(platen, "user", "add", "fred", input=PASSWORD).returncode != 0
    assert [each["id"] for each in admin.get("/api/jobs?user_id=fred").json()["jobs"]] == [job["id"]]
    assert admin.get(f"/api/jobs/{job['id']}").json()["user"] == "fred"
    assert admin.ask("DELETE", f"/api/jobs/{job['id']}").status_code == 204
    assert members.add(platen, "fred").get("/api/jobs").json() == {"jobs": []}


def test_the_command_line_manages_users(asking):
    platen, admin = asking
    members.add(platen, "gina")
    assert "weight 2.5" in said(platen, "user", "weight", "gina", "2.5")
    assert "gina user weight=2.5" in said(platen, "user", "list").splitlines()
    for weight in ("0", "-1", "nan", "1e9", "x"):
        assert tool(platen, "user", "weight", "--", "gina", weight).returncode != 0
    done = tool(platen, "user", "passwd", "gina", input="battery staple\n")
    assert done.returncode == 0, done.stderr
    members.sign_in(platen, user="gina", password="battery staple")
    assert tool(platen, "user", "passwd", "gina", input="short\n").returncode != 0
    for name in ("nobody", "a/b", "a\nb", "x" * 10_240):
        assert tool(platen, "user", "weight", name, "2").returncode != 0
        assert tool(platen, "user", "add", name, "--role", "king", input=PASSWORD).returncode != 0
    done = tool(platen, "user", "remove", "admin")
    assert done.returncode != 0 and "make another user one first" in done.stderr


def test_a_users_default_webhook_is_told_and_signed_by_the_users_own_secret(asking):
    platen, _ = asking
    hans = members.add(platen, "hans")
    secret = "whsec_" + base64.b64encode(os.urandom(32)).decode()
    receiver = LocalServer(lambda request: Answer(204), "127.0.0.1")
    try:
        wish = {"webhook": f"{receiver.url}/hans", "webhook_secret": secret}
        changed = hans.ask("PATCH", "/api/me", json=wish)
        assert changed.json()["webhook"] == wish["webhook"] and changed.json()["has_webhook_secret"]
        assert secret not in changed.text
        job = hans.ended(json={"kind": "sleep", "duration": 0})
        until(lambda: receiver.received, "the receiver is told")
        verify(receiver.received[0], secret)
        assert job["id"].encode() in receiver.received[0].body
        assert "none" in said(platen, "user", "webhook", "hans", "none")
        assert "webhook" not in hans.get("/api/me").json()
    finally:
        receiver.close()


def test_a_person_without_credentials_is_nobody(asking):
    platen, _ = asking
    for cookies in ({}, {"platen_user": "admin"}, {"platen_session": "0" * 64}, {"platen_session": ""}):
        assert code(Person(platen, cookies=cookies or None).get("/api/me")) == (401, "unauthenticated")
