"""Shared memory is speed: without it nothing is lost, and it comes back."""

import json
import os
import subprocess
import threading

import requests

import platen as platen_module
from waiting import until


def top(platen) -> dict | None:
    result = subprocess.run(
        [platen_module.programs() / "platen", "top", "--json"], env=platen.environment(), capture_output=True,
        text=True, timeout=60,
    )
    return json.loads(result.stdout) if result.returncode == 0 else None


class Submitter(threading.Thread):
    """Submits until it is told to stop; what was answered 202 counts."""

    def __init__(self, url: str):
        super().__init__()
        self.url = url
        self.enough = threading.Event()
        self.accepted: list[str] = []
        self.others: list[int] = []

    def run(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            while not self.enough.is_set():
                answer = session.post(
                    self.url + "/api/jobs", json={"kind": "sleep", "duration": "0.01"}, timeout=30)
                if answer.status_code == 202:
                    self.accepted.append(answer.json()["id"])
                else:
                    self.others.append(answer.status_code)


def test_segments_that_cannot_be_looked_up_are_kept(launch):
    """Looking a name up can fail for want of descriptors; here a link stands in its place."""
    platen = launch(PLATEN_PROCESSORS="1")
    supervisor = platen.supervisor()
    moved = []
    for segment in platen.segments():
        path = f"/dev/shm/{segment}"
        os.link(path, path + "-moved")
        os.symlink("nowhere", path + "-link")
        # At once: a name that is missing, and be it for a moment, is made anew.
        os.replace(path + "-link", path)
        moved.append(path)
    until(lambda: platen.log().count("a segment cannot be looked after") >= 2, "both are noticed")
    for _ in range(3):
        job = platen.submit(kind="sleep", duration="0")["id"]
        assert platen.finished(job)["state"] == "completed"
    for path in moved:
        os.replace(path + "-moved", path)
    job = platen.submit(kind="sleep", duration="0")["id"]
    assert platen.finished(job)["state"] == "completed"
    assert platen.supervisor() == supervisor
    assert "making it anew" not in platen.log()
    platen.stop()


def test_removed_segments_come_back_and_no_job_is_lost_or_disturbed(launch):
    platen = launch(PLATEN_PROCESSORS="2")
    long = platen.submit(kind="sleep", duration="600")["id"]
    until(lambda: platen.job(long)["state"] == "processing", "the long job runs")
    supervisor, forkservers = platen.supervisor(), platen.forkservers()
    submitter = Submitter(platen.url)
    submitter.start()
    try:
        for _ in range(2):
            count = len(submitter.accepted)
            until(lambda: len(submitter.accepted) > count + 5, "jobs are accepted")
            segments = platen.segments()
            assert len(segments) == 2
            for segment in segments:
                os.unlink(f"/dev/shm/{segment}")
            until(lambda: platen.segments() == segments, "both segments are there again")
        count = len(submitter.accepted)
        until(lambda: len(submitter.accepted) > count + 5, "jobs are accepted again")
        view = until(
            lambda: (now := top(platen)) and any(job["id"] == long for job in now["jobs"]) and now,
            "a newcomer sees the job that has run all the time")
        assert view["running"] >= 1
    finally:
        submitter.enough.set()
        submitter.join()
    assert set(submitter.others) <= {503}
    for job in submitter.accepted:
        done = platen.finished(job)
        assert (done["state"], done["attempts"]) == ("completed", 1)
    still = platen.job(long)
    assert (still["state"], still["attempts"], still["attempt_log"]) == ("processing", 1, [])
    assert platen.post(f"/api/jobs/{long}/cancel").status_code == 200
    assert (platen.supervisor(), platen.forkservers()) == (supervisor, forkservers)
    assert "the scoreboard was removed from /dev/shm" in platen.log()
    assert "the command segment was removed from /dev/shm" in platen.log()
    platen.stop()
