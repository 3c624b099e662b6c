"""Processes are really killed; every job that was answered 202 ends exactly once."""

import os
import signal
import sqlite3

import pytest

import platen as platen_module
from persistent_client import USER, PersistentClient
from waiting import until

KEPT = {"ascii": ["text.txt"], "ocr": ["text.txt", "words.json"], "mirror": ["mirror.png"], "size": [], "sleep": []}


def kill(*found) -> None:
    assert found
    for process in found:
        try:
            os.kill(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass  # It had ended by itself, as processors do.


def kill_a_processor(platen) -> None:
    kill(until(platen.processors, "a processor")[0])


def kill_the_forkservers(platen) -> None:
    kill(*platen.forkservers())


def kill_the_supervisor(platen) -> None:
    kill(until(platen.supervisor, "the supervisor"))


def kill_a_responder(platen) -> None:
    kill(until(platen.responders, "a responder")[0])


def kill_every_responder(platen) -> None:
    kill(*until(platen.responders, "a responder"))


def kill_the_nginx_master(platen) -> None:
    # Workers of a killed master may answer for a moment more, with no master there.
    kill(until(lambda: platen.of("nginx"), "nginx")[0])


def kill_an_nginx_worker(platen) -> None:
    kill(until(lambda: platen.of("nginx"), "nginx")[-1])


def kill_all_at_once(platen) -> None:
    platen.kill_everything()
    platen.settings["PLATEN_PORT"] = platen.url.rsplit(":", 1)[1]
    platen.start()


MURDERS = [
    kill_a_processor, kill_the_forkservers, kill_the_supervisor, kill_a_responder, kill_every_responder,
    kill_the_nginx_master, kill_an_nginx_worker, kill_all_at_once,
]


def healthy(platen) -> bool:
    try:
        platen.session.close()
        return platen.get("/api/health").status_code == 200
    except OSError:
        return False


def assert_all_ended_once(platen, accepted: list[str]) -> None:
    """Every accepted job is completed, stands in the list once, has one result and files that can be fetched."""
    def rest() -> bool:
        return all(job["state"] == "completed" for job in platen.jobs(USER))

    until(rest, "every job ends", 180)
    listed = [job["id"] for job in platen.jobs(USER)]
    assert len(listed) == len(set(listed))
    assert set(accepted) <= set(listed)
    assert len(accepted) == len(set(accepted))
    for job_id in listed:
        job = platen.job(job_id)
        assert job["state"] == "completed", job
        assert job["attempts"] >= 1
        ends = [attempt["end"] for attempt in job["attempt_log"]]
        assert ends.count("completed") == 1 and ends[-1] == "completed", job
        assert [file["name"] for file in job["files"]] == KEPT[job["kind"]]
        for file in job["files"]:
            assert len(platen.get(file["url"]).content) == file["bytes"]


def assert_store_and_spool_agree(platen) -> None:
    """After a stop: the database is sound, and no half-written file of a settled job is left."""
    with sqlite3.connect(platen.data / "platen.sqlite") as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("murder", MURDERS, ids=lambda murder: murder.__name__)
def test_nothing_accepted_is_lost_or_doubled(launch, murder):
    platen = launch(PLATEN_PROCESSORS="2")
    clients = [PersistentClient(platen.url) for _ in range(3)]

    def accepted() -> list[str]:
        return [job_id for client in clients for job_id in client.accepted]

    for client in clients:
        client.start()
    try:
        until(lambda: len(accepted()) >= 40, "jobs wait")
        for _ in range(2):
            before = len(accepted())
            murder(platen)
            until(lambda: len(accepted()) >= before + 10, "jobs are accepted again", 60)
    finally:
        for client in clients:
            client.end()
    until(lambda: healthy(platen), "the service is well again")
    assert_all_ended_once(platen, accepted())
    platen.stop()
    assert_store_and_spool_agree(platen)


def test_all_die_with_jobs_waiting_and_a_later_start_ends_them(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    accepted = [platen.submit(kind="sleep", duration=0.1, user_id=USER)["id"] for _ in range(30)]
    platen.kill_everything()
    platen.start()
    assert_all_ended_once(platen, accepted)
    platen.stop()
    platen.start()
    assert sorted(job["id"] for job in platen.jobs(USER)) == sorted(accepted)
    platen.stop()


def test_launcher_alone_is_killed_and_nothing_is_lost(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    accepted = [platen.submit(kind="sleep", duration=0.1, user_id=USER)["id"] for _ in range(20)]
    platen.remember()
    platen.process.kill()
    platen.process.wait()
    until(lambda: not any(map(platen_module.processes.is_alive, platen.seen)), "all have ended")
    platen.start()
    assert_all_ended_once(platen, accepted)
    platen.stop()
