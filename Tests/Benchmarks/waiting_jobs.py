"""What the queue itself costs: the command path alone, the same with a million jobs waiting, restarts, memory, deaths."""

import json
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

from platen import Platen, programs
from supervisor import Supervisor, count, cpu_seconds, ended_attempts, fill, pss_bytes
from waiting import until

REPETITIONS = int(os.environ.get("BENCH_REPS", "3"))
MANY = int(os.environ.get("BENCH_WAITING", "1000000"))
FEW = 1000
SECONDS = 3
DISPATCHES = 1000


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def median(values: list[float], digits: int = 3) -> float:
    return round(statistics.median(values), digits)


def load(data: Path, threads: int, seconds: float = SECONDS) -> dict:
    """Submissions through the ring, each of them in the store afterwards."""
    before = count(data)
    output = subprocess.run(
        [programs() / "platen-bench-commands", data, str(threads), str(seconds), "0"], check=True,
        stdout=subprocess.PIPE, text=True,
    ).stdout
    result = json.loads(output)
    assert count(data) - before == result["accepted"], "a verdict without a row"
    assert ended_attempts(data) == 0, "jobs ran meanwhile, and cost what is not measured here"
    return result


def disk_syncs(folder: Path) -> float:
    """What the disk allows one after another: appends of 4 KB a second, each synchronised."""
    page = bytes(4096)
    with open(folder / "syncs", "wb", buffering=0) as file:
        begun, number = time.monotonic(), 0
        while time.monotonic() - begun < 1:
            file.write(page)
            os.fdatasync(file.fileno())
            number += 1
        return number / (time.monotonic() - begun)


def command_path(folder: Path, repetitions: int = REPETITIONS) -> dict:
    """Durable submissions a second: ring, group commit with fsync, verdict. One processor, which is held."""
    results: dict[int, list[dict]] = {1: [], 16: []}
    syncs = []
    for number in range(repetitions):
        data = folder / "commands"
        fill(data, 1, 3000)
        syncs.append(disk_syncs(data))
        with Supervisor(data, processors=1):
            for threads, found in results.items():
                say(f"command path, {threads} producers, run {number + 1}")
                found.append(load(data, threads))
        shutil.rmtree(data)
    return {"disk_syncs_per_s": median(syncs, 1)} | {
        f"command_{name}_p{threads}": median([each[name] for each in found])
        for threads, found in results.items()
        for name in ("per_s", "p50_ms", "p99_ms")
    }


def flat(folder: Path) -> dict:
    """Few waiting jobs and many of them, in turns: submissions, restart, memory."""
    sizes = {"few": FEW, "many": MANY}
    stores = {name: folder / f"flat-{name}" for name in sizes}
    for name, jobs in sizes.items():
        say(f"making a store with {jobs} waiting jobs")
        fill(stores[name], jobs, 0.02, first_seconds=3000)
    found: dict[str, list[float]] = {}
    for number in range(REPETITIONS):
        for name, data in stores.items():
            say(f"submissions with {name} waiting, run {number + 1}")
            with Supervisor(data, processors=1) as supervisor:
                found.setdefault(f"restart_cpu_{name}_s", []).append(cpu_seconds(supervisor.pid))
                # Memory first: what is submitted below would count.
                time.sleep(0.5)
                found.setdefault(f"supervisor_pss_{name}", []).append(pss_bytes(supervisor.pid))
                found.setdefault(f"restart_{name}_s", []).append(supervisor.seconds_to_ready)
                for threads in (1, 16):
                    cpu = cpu_seconds(supervisor.pid)
                    result = load(data, threads, 1)
                    result["cpu_ms"] = (cpu_seconds(supervisor.pid) - cpu) * 1000 / result["accepted"]
                    for value in ("per_s", "p50_ms", "p99_ms", "cpu_ms"):
                        found.setdefault(f"flat_{value}_p{threads}_{name}", []).append(result[value])
            forget_submissions(data, sizes[name])
    results = {name: median(values) for name, values in found.items()}
    results["bytes_per_waiting_job"] = round(
        (results.pop("supervisor_pss_many") - results.pop("supervisor_pss_few")) / (MANY - FEW), 1)
    for name in (f"{value}_p{threads}" for threads in (1, 16) for value in ("p50_ms", "p99_ms", "cpu_ms")):
        few, many = found[f"flat_{name}_few"], found[f"flat_{name}_many"]
        results[f"flat_{name}_ratio"] = median([after / before for before, after in zip(few, many)])
    return results


def forget_submissions(data: Path, kept: int) -> None:
    """Puts the store back to the jobs that it was filled with, all waiting."""
    store = sqlite3.connect(data / "platen.sqlite")
    with store:
        store.execute("DELETE FROM jobs WHERE sequence > ?", (kept,))
        store.execute("DELETE FROM attempts")
        store.execute("UPDATE jobs SET state = 'pending', attempts = 0, started_at = NULL WHERE sequence = 1")
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def dispatch(folder: Path) -> dict:
    """What it costs the supervisor to have a thousand jobs done, each over at once, with few and many waiting."""
    found: dict[str, list[float]] = {}
    for number in range(REPETITIONS):
        for name, jobs in (("few", FEW), ("many", MANY)):
            say(f"dispatch with {name} waiting, run {number + 1}")
            data = folder / f"dispatch-{name}"
            if number == 0:
                fill(data, jobs + (DISPATCHES + 50) * REPETITIONS, 0)
            with Supervisor(data, processors=2) as supervisor:
                before = ended_attempts(data)
                until(lambda: ended_attempts(data) > before, "a job ends")
                begun, cpu, first = time.monotonic(), cpu_seconds(supervisor.pid), ended_attempts(data)
                until(lambda: ended_attempts(data) >= first + DISPATCHES - 100, "jobs end", 120)
                ended = ended_attempts(data) - first
                found.setdefault(f"dispatch_{name}_ms", []).append((time.monotonic() - begun) * 1000 / ended)
                found.setdefault(f"dispatch_cpu_{name}_ms", []).append(
                    (cpu_seconds(supervisor.pid) - cpu) * 1000 / ended)
    return {name: median(values) for name, values in found.items()} | {
        f"dispatch_{kind}ratio": median(
            [b / a for a, b in zip(found[f"dispatch_{kind}few_ms"], found[f"dispatch_{kind}many_ms"])])
        for kind in ("", "cpu_")
    }


def idle_memory(folder: Path) -> dict:
    """The whole service with two processors that wait, the model loaded."""
    platen = Platen(PLATEN_PROCESSORS="2")
    platen.data = folder / "idle"
    try:
        platen.start()
        until(lambda: len(platen.processors()) >= 2, "two processors")
        time.sleep(2)
        parts: dict[str, int] = {}
        names = ("platen", "nginx", "platen-responder", "platen-supervisor", "platen-processor")
        for name in names:
            pids = [platen.process.pid] if name == "platen" else [process.pid for process in platen.of(name)]
            parts[name] = sum(map(pss_bytes, pids))
        platen.stop()
    finally:
        platen.clean()
    megabytes = {f"idle_pss_{name.removeprefix('platen-')}_mb": round(size / 1e6, 1) for name, size in parts.items()}
    return {"idle_pss_mb": round(sum(parts.values()) / 1e6, 1)} | megabytes


def killed_processor(folder: Path) -> dict:
    """From the death of a processor in the middle of a job to the job running again, as the interface shows it."""
    times = []
    platen = Platen(PLATEN_PROCESSORS="1")
    platen.data = folder / "kill"
    try:
        platen.start()
        for number in range(REPETITIONS * 5):
            job_id = platen.submit(kind="sleep", duration=600)["id"]
            until(lambda: platen.job(job_id)["state"] == "processing", "the job runs")
            time.sleep(0.3)
            attempts = platen.job(job_id)["attempts"]
            # One that has a job gave its standard error up.
            victim, = [each.pid for each in platen.processors() if os.readlink(f"/proc/{each.pid}/fd/2") == "/dev/null"]
            begun = time.monotonic()
            os.kill(victim, signal.SIGKILL)
            while True:
                job = platen.job(job_id)
                if job["attempts"] > attempts and job["state"] == "processing":
                    break
                assert time.monotonic() - begun < 60, job
            times.append((time.monotonic() - begun) * 1000)
            assert platen.post(f"/api/jobs/{job_id}/cancel").status_code == 200
        platen.stop()
    finally:
        platen.clean()
    return {"killed_processor_ms": median(times, 1), "killed_processor_worst_ms": round(max(times), 1)}


def killed_everything(folder: Path) -> dict:
    """All processes killed with a thousand jobs waiting: from the next start to the first job and to the last."""
    firsts, alls = [], []
    for number in range(REPETITIONS):
        say(f"everything killed, run {number + 1}")
        data = folder / f"all-{number}"
        fill(data, FEW, 0.02)
        platen = Platen(PLATEN_PROCESSORS="2")
        platen.data = data
        try:
            platen.start()
            until(lambda: count(data, "state = 'completed'") >= 20, "jobs end")
            platen.kill_everything()
            restarted = time.time()
            platen.start()
            until(lambda: count(data, "state != 'completed'") == 0, "every job ends", 120)
            alls.append(time.time() - restarted)
            firsts.append(first_start(data, restarted) - restarted)
            platen.stop()
        finally:
            platen.clean()
    return {
        "killed_all_first_s": median(firsts), "killed_all_first_worst_s": round(max(firsts), 3),
        "killed_all_done_s": median(alls),
    }


def first_start(data: Path, after: float) -> float:
    with sqlite3.connect(f"file:{data / 'platen.sqlite'}?mode=ro", uri=True) as store:
        (found,) = store.execute("SELECT min(started_at) FROM jobs WHERE started_at > ?", (after * 1000,)).fetchone()
    return found / 1000


PARTS = (command_path, idle_memory, killed_processor, killed_everything, flat, dispatch)


def measure(folder: Path) -> dict:
    """All figures; BENCH_PARTS names some of the functions above instead."""
    wanted = os.environ.get("BENCH_PARTS", "").split()
    results: dict = {}
    for part in PARTS:
        if not wanted or part.__name__ in wanted:
            results |= part(folder)
            say(json.dumps(results))
    return results
