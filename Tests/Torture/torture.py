"""Kills and starves a service while clients submit, and counts what became of every job. See scripts/torture."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "EndToEnd")]

import inspection
from clients import Client, Load
from murders import Murderer
from platen import Platen
from waiting import until

# Short enough to wait for, longer than any request here lives.
ORPHAN_SECONDS = 10
# How a job may end whose result finds no room, however often it is tried.
NO_ROOM = "machine_trouble"


def say(text: str) -> None:
    print(f"torture: {text}", file=sys.stderr, flush=True)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def service(**settings: str) -> Platen:
    return Platen(
        PLATEN_PROCESSORS="2", PLATEN_PORT=str(free_port()), PLATEN_ORPHAN_SECONDS=str(ORPHAN_SECONDS),
        PLATEN_VERDICT_TIMEOUT_MS="4000",
        PLATEN_LOG_LEVEL="notice", **settings,
    )


@contextmanager
def running_clients(platen: Platen, jobs: int, clients: int, seed: int, share: Callable[[], float] = lambda: 1.0):
    load = Load(int(platen.settings["PLATEN_PORT"]), jobs, seed, share=share)
    threads = [Client(load, number) for number in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield load, threads
    finally:
        load.ending.set()
        for thread in threads:
            thread.join(40)


def is_well(platen: Platen) -> bool:
    try:
        platen.session.close()
        return platen.get("/api/health").status_code == 200
    except OSError:
        return False


def wait_for_the_end(platen: Platen, load: Load, seconds: float) -> None:
    """Until the service is well and no accepted job is unfinished."""
    until(lambda: is_well(platen), "the service is well again", 120)

    def all_ended() -> bool:
        found = inspection.states(platen.data)
        return sum(found.values()) >= len(set(load.accepted.values())) and set(found) <= set(inspection.TERMINAL)

    until(all_ended, f"every job ends: {inspection.states(platen.data)}", seconds)


class Progress(threading.Thread):
    """Says every few seconds how far it is."""

    def __init__(self, describe: Callable[[], str]):
        super().__init__(daemon=True)
        self.describe = describe
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(5):
            say(self.describe())

    def __enter__(self) -> "Progress":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        self.join()


def tallies(platen: Platen, load: Load, excuse: str | None = None) -> dict:
    """The counts of one part, and what must be empty."""
    found = inspection.findings(platen.data, load.accepted, excuse)
    found["two_ids_for_one_key"] = load.doubled
    found["strange_answers"] = load.strange
    for name, entries in found.items():
        if entries:
            say(f"{name}: {entries[:5]}")
    return {
        "accepted": len(load.accepted), "states": inspection.states(platen.data), "unanswered": load.unanswered,
        "statuses": {str(status): count for status, count in sorted(load.statuses.items())},
        "replayed": load.replayed, "wrong": {name: len(entries) for name, entries in found.items()},
    }


def wait_for_the_sweep(platen: Platen) -> dict:
    """How many folders without a job there were, and are left when the sweep had its time."""
    before = len(inspection.orphans(platen.data))
    until(lambda: not inspection.orphans(platen.data), "the sweep removes what no job owns", 6 * ORPHAN_SECONDS)
    return {"orphans_before_sweep": before, "orphans": len(inspection.orphans(platen.data))}


def long_lived(platen: Platen) -> list:
    names = ("platen-supervisor", "platen-responder", "nginx")
    return [inspection.processes.read(platen.process.pid)] + [each for name in names for each in platen.of(name)]


def holdings(platen: Platen) -> dict:
    """Descriptors and private memory of each process that lives long."""
    return {
        process: (inspection.descriptors(process), inspection.private_bytes(process)) for process in long_lived(platen)
    }


def settled_holdings(platen: Platen) -> dict:
    """The same, once no process opens or closes anything."""
    last: dict = {}

    def settled() -> dict | None:
        nonlocal last
        before, last = last, holdings(platen)
        counts = [{process: held[0] for process, held in each.items()} for each in (before, last)]
        return last if counts[0] == counts[1] else None

    return until(settled, "the processes come to rest")


def quiet_growth(platen: Platen, jobs: int, clients: int, seed: int) -> dict:
    """What the processes hold more after many more jobs, when nothing is killed."""
    def round_of(number: int, count: int) -> None:
        with running_clients(platen, count, clients, seed + number) as (load, threads):
            for thread in threads:
                thread.join()
            wait_for_the_end(platen, load, 300)

    round_of(1, max(20, jobs // 4))
    until(lambda: not platen.get("/api/health").json()["waiting"], "nothing waits")
    before = settled_holdings(platen)
    round_of(2, jobs)
    # Connections that have just been closed are let go of at once, or nearly.
    descriptors_grown = sys.maxsize
    end = time.monotonic() + 10
    while time.monotonic() < end and descriptors_grown > 0:
        time.sleep(0.1)
        after = holdings(platen)
        grown = max(after[each][0] - before[each][0] for each in before if each in after)
        descriptors_grown = min(descriptors_grown, grown)
    return {
        "quiet_jobs": jobs, "processes_replaced": len(set(before) - set(after)),
        "descriptors_grown": descriptors_grown,
        "private_bytes_grown": max(after[each][1] - before[each][1] for each in before if each in after),
    }


def kills(jobs: int, kills: int, clients: int, seed: int, pause: float) -> dict:
    """Random SIGKILLs to every kind of process under load, until all jobs are sent and all kills done."""
    platen = service()
    try:
        platen.start()
        murderer = Murderer(platen, seed)
        begun = time.monotonic()
        with running_clients(platen, jobs, clients, seed, lambda: murderer.total / kills) as (load, threads):
            with Progress(lambda: f"{len(load.accepted)} accepted, {murderer.total} killed, {inspection.states(platen.data)}"):
                while murderer.total < kills or any(thread.is_alive() for thread in threads):
                    if murderer.total < kills:
                        murderer.strike()
                        time.sleep(murderer.chance.uniform(0, 2 * pause))
                    else:
                        time.sleep(0.1)
                wait_for_the_end(platen, load, 900)
        result = {"kills": murderer.total, "killed": dict(murderer.killed), "jobs": jobs} | tallies(platen, load)
        result |= wait_for_the_sweep(platen)
        say(json.dumps(result))
        result |= quiet_growth(platen, max(60, jobs // 20), clients, seed + 1000)
        result["seconds"] = round(time.monotonic() - begun, 1)
        platen.stop()
        result["segments_left"] = len(platen.segments())
        return result
    finally:
        platen.clean()


@contextmanager
def small_disk(megabytes: int):
    """A file system of its own in memory; needs root."""
    with tempfile.TemporaryDirectory(prefix="platen-torture-") as folder:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,nr_inodes=200000", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def can_mount() -> bool:
    try:
        with small_disk(1):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def fill_to_the_last_byte(disk: Path) -> Path:
    path = disk / "filler"
    with open(path, "wb", buffering=0) as file:
        for block in (1 << 20, 4096, 1):
            try:
                while file.write(bytes(block)) == block:
                    pass
            except OSError:
                continue
    return path


def full_disk(jobs: int, rounds: int, clients: int, seed: int) -> dict:
    """The data folder's file system is filled and freed again, without the reserve that keeps the service off its end."""
    with small_disk(96) as disk:
        platen = service(PLATEN_DISK_RESERVE_BYTES="0")
        platen.data = disk / "data"
        try:
            platen.start()
            with running_clients(platen, jobs, clients, seed, lambda: 0.0) as (load, threads):
                fill = lambda: fill_to_the_last_byte(disk)
                refused = starve(platen, load, rounds, fill, lambda filler: filler.unlink())
                for thread in threads:
                    thread.join()
                wait_for_the_end(platen, load, 300)
            result = {"jobs": jobs, "rounds": rounds, "refused_while_full": refused} | tallies(
                platen, load, excuse=NO_ROOM)
            result |= wait_for_the_sweep(platen)
            platen.stop()
            return result
        finally:
            platen.clean()


def failing_store(jobs: int, rounds: int, clients: int, seed: int) -> dict:
    """Every write to the store fails for a while, again and again."""
    with tempfile.TemporaryDirectory(prefix="platen-torture-") as name:
        folder = Path(name)
        library, switch = folder / "failing_writes.so", folder / "fails"
        subprocess.run(
            ["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, HERE / "failing_writes.c", "-ldl"], check=True)
        platen = service(LD_PRELOAD=str(library), FAILING_WRITES=str(switch))
        try:
            platen.start()
            with running_clients(platen, jobs, clients, seed, lambda: 0.0) as (load, threads):
                refused = starve(platen, load, rounds, lambda: switch.touch(), lambda _: switch.unlink())
                for thread in threads:
                    thread.join()
                wait_for_the_end(platen, load, 300)
            result = {"jobs": jobs, "rounds": rounds, "refused_while_failing": refused} | tallies(platen, load)
            result |= wait_for_the_sweep(platen)
            platen.stop()
            return result
        finally:
            platen.clean()


def starve(platen: Platen, load: Load, rounds: int, begin: Callable, end: Callable) -> int:
    """Takes the disk away so many times, each time until some requests were refused, and waits for the service to
    accept jobs by itself afterwards. How many requests were refused meanwhile."""
    refusals = lambda: sum(count for status, count in load.statuses.items() if status != 202)
    total = 0
    for number in range(rounds):
        # Half of a round's jobs are sent before, the other half meanwhile.
        share_before, share = (number + 0.5) / rounds, (number + 1) / rounds
        load.share = lambda: share_before
        until(lambda: len(load.accepted) >= int(load.jobs * share_before), "jobs are accepted", 60)
        before = refusals()
        begun = begin()
        load.share = lambda: share
        try:
            until(lambda: refusals() >= before + 5, "requests are refused", 60)
            time.sleep(0.3)
        finally:
            end(begun)
        total += refusals() - before
        until(lambda: len(load.accepted) >= int(load.jobs * share), "jobs are accepted again", 60)
        say(f"round {number + 1}: {refusals() - before} refused, {len(load.accepted)} accepted")
    load.share = lambda: 1.0
    return total


def is_clean(result: dict) -> bool:
    """Whether a part shows what it is to show."""
    return (
        not any(result["wrong"].values()) and result["orphans"] == 0 and sum(result["states"].values()) == result["accepted"]
        and result["accepted"] == result["jobs"] and result.get("segments_left", 0) == 0
        and result.get("descriptors_grown", 0) <= 2 and result.get("private_bytes_grown", 0) < 16 << 20
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/torture", description=__doc__)
    parser.add_argument("--jobs", type=int, default=int(os.environ.get("TORTURE_JOBS", "20000")))
    parser.add_argument("--kills", type=int, default=int(os.environ.get("TORTURE_KILLS", "500")))
    parser.add_argument("--clients", type=int, default=int(os.environ.get("TORTURE_CLIENTS", "12")))
    parser.add_argument("--seed", type=int, default=int(os.environ.get("TORTURE_SEED", time.time_ns() % 1_000_000)))
    parser.add_argument("--pause", type=float, default=0.35, help="mean seconds between two kills")
    parser.add_argument("--part", choices=("kills", "full-disk", "failing-store"), action="append")
    words = parser.parse_args()
    parts = words.part or ["kills", "full-disk", "failing-store"]
    say(f"seed {words.seed}")
    results: dict = {"seed": words.seed}
    if "kills" in parts:
        results["kills"] = kills(words.jobs, words.kills, words.clients, words.seed, words.pause)
    if "full-disk" in parts:
        if can_mount():
            results["full_disk"] = full_disk(max(200, words.jobs // 10), 6, words.clients, words.seed)
        else:
            say("no file system can be mounted here: the part full-disk is left out")
    if "failing-store" in parts:
        results["failing_store"] = failing_store(max(200, words.jobs // 10), 6, words.clients, words.seed)
    clean = all(is_clean(part) for part in results.values() if isinstance(part, dict))
    print(json.dumps(results | {"clean": clean}))
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
