"""What users were promised and got of a running service: the call, the command, and a demonstration."""

import os
import signal
import subprocess

import platen as platen_module
from platen import Platen
from waiting import until


def command(platen: Platen, *words: str) -> list[str]:
    return [str(platen_module.programs() / "platen"), *words]


def environment(platen: Platen) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLATEN_") and name != "PORT"}
    return kept | {"PLATEN_URL": platen.url}


def state(platen: Platen) -> tuple[dict, int]:
    queue = platen.get("/api/queue").json()
    return platen.get("/api/rules").json(), queue["processors"]["wanted"]


def test_the_queue_tells_who_was_promised_and_got_what(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    rules = {"users": {"ann": {"weight": 3}}}
    assert platen.session.put(platen.url + "/api/rules", json=rules, timeout=30).status_code == 200
    first = platen.submit(kind="sleep", duration="0.5", user_id="bob")["id"]
    jobs = [platen.submit(kind="sleep", duration="0.1", user_id=user)["id"] for user in ("ann", "bob") * 12]
    longest = max(platen.finished(job)["spent_ms"] for job in (first, *jobs))

    def settled() -> dict | None:
        queue = platen.get("/api/queue").json()
        return queue if queue["shares"] and all(share["jobs"] == 0 for share in queue["shares"]) else None

    queue = until(settled, "all has ended and is told")
    assert (queue["waiting"], queue["running"], queue["users"]) == (0, 0, 0)
    assert queue["processors"]["wanted"] == 1
    shares = {share["user"]: share for share in queue["shares"]}
    assert (shares["ann"]["weight"], shares["bob"]["weight"]) == (3, 1)
    hours = [shares[user]["hour"] for user in ("ann", "bob")]
    # All that was promised, somebody received: at least what the sleeps took.
    promised, received = (sum(hour[name] for hour in hours) for name in ("promised_ms", "received_ms"))
    assert abs(promised - received) <= 4 and received >= 2900
    # Up to a job or two, however long they took on a busy machine.
    assert all(abs(hour["promised_ms"] - hour["received_ms"]) <= 2 * longest for hour in hours)
    assert all(hour["longest_wait_ms"] > 100 for hour in hours)
    shown = subprocess.run(
        command(platen, "shares", "--window", "hour"), env=environment(platen), capture_output=True, text=True,
        timeout=30)
    assert shown.returncode == 0, shown.stderr
    rows = [line.split() for line in shown.stdout.splitlines()]
    assert {("ann", "3"), ("bob", "1")} <= {tuple(row[:2]) for row in rows}
    assert 'platen_user_received_seconds{user="ann"}' in platen.get("/api/metrics").text


def test_a_demonstration_shows_shares_and_puts_everything_back(launch):
    platen = launch(PLATEN_PROCESSORS="2")
    rules = {"everyone": {"weight": 2}, "users": {"demo-ann": {"weight": 5}}}
    assert platen.session.put(platen.url + "/api/rules", json=rules, timeout=30).status_code == 200
    done = subprocess.run(
        command(platen, "demo", "--seconds", "12"), env=environment(platen), capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    for stage in ("One processor", "Four processors", "A rule changes"):
        assert f"\n{stage}" in "\n" + done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    ends = [line for line in done.stdout.splitlines() if " completed: waited " in line]
    assert {line.split()[0] for line in ends} == {"demo-ann", "demo-bob", "demo-eve"}
    assert len(ends) >= 10
    assert done.stdout.rstrip().endswith("The rules from before count again, and 2 jobs may run at once, as before.")
    assert state(platen) == (rules, 2)
    until(lambda: platen.get("/api/queue").json()["users"] == 0, "nothing of it is left")


def test_a_demonstration_that_is_interrupted_puts_everything_back(launch):
    platen = launch(PLATEN_PROCESSORS="2")
    demo = subprocess.Popen(
        command(platen, "demo"), env=environment(platen), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until(lambda: state(platen)[1] == 1 and "users" in state(platen)[0], "it has begun")
    demo.send_signal(signal.SIGINT)
    output, errors = demo.communicate(timeout=30)
    assert demo.returncode == 130, errors
    assert "as before." in output
    assert state(platen) == ({}, 2)
    until(lambda: platen.get("/api/queue").json()["users"] == 0, "nothing of it is left")
