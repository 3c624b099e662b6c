"""Supervisor and responders are stopped one after the other, as an upgrade does, and no submission fails."""

import os
import signal

import processes
from persistent_client import PersistentClient
from waiting import until

CLIENTS = 3
COUNTS = {"platen-supervisor": 1, "platen-responder": 2}


def restart(platen, name: str, place: int) -> None:
    """Asks a process of that name to end, and waits until another one does its work."""
    before = until(lambda: len(platen.of(name)) == COUNTS[name] and platen.of(name), f"every {name}")
    os.kill(before[place].pid, signal.SIGTERM)
    until(lambda: not processes.is_alive(before[place]), "it ends")
    until(lambda: len(platen.of(name)) == COUNTS[name], "another one is there")
    until(lambda: platen.get("/api/health").status_code == 200, "it works")


def test_no_submission_fails_while_each_process_is_restarted_under_load(launch):
    platen = launch(PLATEN_PROCESSORS="2", PLATEN_RESPONDERS="2", PLATEN_DRAIN_SECONDS="1")
    clients = [PersistentClient(platen.url) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        for _ in range(2):
            for name, place in (("platen-supervisor", 0), ("platen-responder", 0), ("platen-responder", 1)):
                count = sum(len(client.accepted) for client in clients)
                restart(platen, name, place)
                until(lambda: sum(len(client.accepted) for client in clients) > count + 10, "submissions go on")
    finally:
        for client in clients:
            client.end()
    assert [(client.unanswered, client.refused) for client in clients] == [(0, {})] * CLIENTS
    for client in clients:
        for job in client.accepted:
            assert platen.finished(job, 120)["state"] == "completed"
