"""`platen top` beside a running service."""

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import termios

import pytest

import platen as platen_module
from platen import Platen
from waiting import until


def top(platen: Platen, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [platen_module.programs() / "platen", "top", *arguments], env=platen.environment(), capture_output=True,
        text=True, timeout=60,
    )


def snapshot(platen: Platen) -> dict:
    result = top(platen, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_without_a_service_it_says_what_to_do():
    platen = Platen()
    try:
        for arguments in ([], ["--once"], ["--json"]):
            result = top(platen, *arguments)
            assert result.returncode == 1
            assert result.stdout == ""
            assert f"No service runs on {platen.data}. Start one with `platen up`" in result.stderr
    finally:
        platen.clean()


def test_it_shows_what_runs_and_what_waits(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    first = platen.submit(kind="sleep", duration="600")["id"]
    until(lambda: platen.job(first)["state"] == "processing", "the first runs")
    platen.submit(kind="sleep", duration="1")
    view = until(lambda: (now := snapshot(platen))["jobs"] and now["waiting"] == 1 and now, "one runs, one waits")
    assert view["waiting_by_kind"] == {"sleep": 1}
    assert (view["running"], view["processors_wanted"], view["accepted"]) == (1, 1, 2)
    assert view["oldest_wait_seconds"] > 0
    job = view["jobs"][0]
    assert (job["id"], job["kind"], job["attempt"]) == (first, "sleep", 1)
    plain = top(platen)
    assert plain.returncode == 0
    assert first[-8:] in plain.stdout and "\x1b" not in plain.stdout
    assert all(len(line) <= 100 for line in plain.stdout.splitlines())


def test_it_shows_whose_jobs_there_are(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    first = platen.submit(kind="sleep", duration="600", user_id="bob")["id"]
    until(lambda: platen.job(first)["state"] == "processing", "the first runs")
    others = [platen.submit(kind="sleep", duration="600", user_id="ann")["id"] for _ in range(2)]
    view = until(lambda: (now := snapshot(platen))["users"] == 2 and now["waiting"] == 2 and now, "two users have jobs")
    assert view["jobs_by_user"] == {"ann": 2, "bob": 1}
    assert "users       2   ann 2  bob 1" in top(platen).stdout.splitlines()
    for job in others:
        assert platen.post(f"/api/jobs/{job}/cancel?user_id=ann").status_code == 200
    until(lambda: snapshot(platen)["jobs_by_user"] == {"bob": 1}, "who has no job any more is gone")
    assert snapshot(platen)["users"] == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_on_a_terminal_it_refreshes_and_puts_everything_back(launch, number):
    platen = launch(PLATEN_PROCESSORS="1")
    ours, theirs = pty.openpty()
    try:
        before = termios.tcgetattr(theirs)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 40, 0, 0))
        process = subprocess.Popen(
            [platen_module.programs() / "platen", "top"], stdin=theirs, stdout=theirs, stderr=theirs,
            env=platen.environment(NO_COLOR="1"),
        )
        shown = Screen(ours)
        until(lambda: "No job runs." in shown.read(), "the empty view")
        assert shown.text.startswith("\x1b[?1049h")
        job = platen.submit(kind="sleep", duration="600")["id"]
        until(lambda: job[-8:] in shown.read(), "the job appears by itself")
        assert "\x1b[1m" not in shown.text
        process.send_signal(number)
        assert process.wait(10) == 0
        until(lambda: shown.read().endswith("\x1b[?25h\x1b[?1049l"), "the screen is put back")
        assert termios.tcgetattr(theirs)[3] == before[3]
    finally:
        os.close(ours)
        os.close(theirs)


class Screen:
    """Everything that was written to a terminal."""

    def __init__(self, descriptor: int):
        self.descriptor = descriptor
        self.text = ""
        os.set_blocking(descriptor, False)

    def read(self) -> str:
        try:
            while part := os.read(self.descriptor, 65536):
                self.text += part.decode()
        except BlockingIOError:
            pass
        return self.text
