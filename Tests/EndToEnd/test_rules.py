"""Rules by which users share a running service, by the API and by a file."""

import os
import signal

import requests

import pictures
from platen import Platen
from waiting import until


def put(platen: Platen, rules) -> requests.Response:
    return platen.session.put(platen.url + "/api/rules", json=rules, timeout=30)


def rules(platen: Platen) -> dict:
    answer = platen.get("/api/rules")
    assert answer.status_code == 200
    return answer.json()


def test_rules_count_at_once_and_survive_kills(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    assert rules(platen) == {}
    wanted = {"users": {"ann": {"max_waiting": 1, "weight": 2.5}}}
    assert put(platen, wanted).json() == wanted
    platen.submit(kind="sleep", duration="600", user_id="bob")
    platen.submit(kind="sleep", duration="1", user_id="ann")
    refused = platen.post(json={"kind": "sleep", "user_id": "ann"})
    assert (refused.status_code, refused.json()["code"]) == (429, "quota_exceeded")
    os.kill(platen.supervisor().pid, signal.SIGKILL)
    until(lambda: platen.get("/api/health").status_code == 200, "it is well again")
    assert rules(platen) == wanted
    until(lambda: platen.post(json={"kind": "sleep", "user_id": "ann"}).status_code == 429, "the rule counts again")


def test_rules_with_faults_change_nothing(launch):
    platen = launch()
    kept = {"everyone": {"weight": 2}}
    assert put(platen, kept).status_code == 200
    broken = {"everyone": {"weight": -1}, "tiers": {"a": {"max_running": 0}}, "users": {"b": {"tier": "none"}}}
    answer = put(platen, broken)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_rules")
    for place in ("/everyone/weight", "/tiers/a/max_running", "/users/b/tier"):
        assert place in answer.json()["detail"]
    assert rules(platen) == kept


def test_a_file_counts_at_the_start_and_again_when_it_changed(launch, tmp_path):
    file = tmp_path / "rules.json"
    file.write_text('{"everyone": {"weight": 2}}')
    platen = launch(PLATEN_RULES=str(file))
    until(lambda: rules(platen) == {"everyone": {"weight": 2}}, "the file's rules count")
    assert put(platen, {"everyone": {"weight": 3}}).status_code == 200
    file.write_text('{"everyone": {"weight": 0, "wait": 1}}')
    os.kill(platen.process.pid, signal.SIGHUP)
    until(lambda: "/everyone/weight must be a number" in platen.log(), "the log names the fault")
    assert "/everyone/wait is not one of" in platen.log()
    assert rules(platen) == {"everyone": {"weight": 3}}
    file.write_text('{"everyone": {"weight": 4}}')
    os.kill(platen.process.pid, signal.SIGHUP)
    until(lambda: rules(platen) == {"everyone": {"weight": 4}}, "the file's rules count again")
    platen.stop()


def test_a_days_quota_is_told_and_survives_a_restart(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    assert put(platen, {"users": {"ann": {"pixels_per_day": 200, "processor_seconds_per_day": 1000}}}).ok
    image = pictures.png_that_declares(10, 10)

    def send() -> requests.Response:
        return platen.post(files={"image": ("a.png", image)}, data={"kind": "size", "user_id": "ann"})

    def left(answer) -> int:
        state = dict(part.strip().split(";", 1) for part in answer.headers["RateLimit"].split(","))
        return int(state['"pixels"'].split(";")[0].removeprefix("r="))

    first = send()
    assert (first.status_code, left(first)) == (202, 100)
    assert '"pixels";q=200;qu="pixels";w=86400' in first.headers["RateLimit-Policy"]
    platen.stop()
    platen.start()
    second = send()
    assert (second.status_code, left(second)) == (202, 0)
    over = send()
    assert (over.status_code, over.json()["code"], left(over)) == (429, "daily_quota_exceeded", 0)
    assert 0 < int(over.headers["Retry-After"]) <= 86400
    assert over.json()["fits_at"].endswith("T00:00:00.000Z")
    assert platen.post(json={"kind": "sleep", "duration": "1001", "user_id": "ann"}).status_code == 422
    assert "RateLimit" not in platen.post(json={"kind": "sleep", "duration": "0", "user_id": "bob"}).headers
