"""Measures a service of its own and prints one line of JSON. See scripts/bench."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "EndToEnd"))

import dispatch
import drawings
import events
import images
import peers
import waiting_jobs
from platen import Platen
from waiting import until

REPETITIONS = int(os.environ.get("BENCH_REPS", "3"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "8"))
LATENCY_JOBS = 200
BURST_JOBS = 1000
CONNECTIONS = 16
OCR_PAGES = 6
READING_PAGES = 10
# Often enough that sending the first page and waiting for the last do not count.
READING_ROUNDS = 4


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def run(*command, **more) -> str:
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True, **more).stdout


def compiled(folder: Path, source: str, *libraries: str) -> Path:
    program = folder / Path(source).stem
    run("cc", "-O2", "-Wall", "-Werror", "-o", program, HERE / source, "-lpthread", *libraries)
    return program


def median(values: list[float], digits: int = 2) -> float:
    return round(statistics.median(values), digits)


def port_of(platen: Platen) -> str:
    return platen.url.rsplit(":", 1)[1]


def wait_until_idle(platen: Platen) -> None:
    def idle() -> bool:
        health = platen.get("/api/health").json()
        return health["waiting"] == 0 and health["processors"]["busy"] == 0

    until(idle, "all jobs end", 600)


def submissions(
    platen: Platen, image: Path, connections: int = CONNECTIONS, repetitions: int = REPETITIONS, seconds: int = SECONDS
) -> dict:
    """82 KB multipart uploads over so many connections, each answered when its input and its row are on disk."""
    rates, p99s = [], []
    for number in range(repetitions):
        say(f"submissions over {connections} connections, run {number + 1}")
        environment = os.environ | {"IMAGE": str(image), "KIND": "size"}
        output = run(
            "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", HERE / "upload.lua", platen.url + "/api/jobs",
            env=environment,
        )
        result = json.loads(output.strip().splitlines()[-1])
        assert result["refused"] == 0 and result["socket_errors"] == 0, result
        rates.append(result["per_s"])
        p99s.append(result["p99_ms"])
        wait_until_idle(platen)
    return {f"submit_c{connections}_per_s": median(rates, 1), f"submit_c{connections}_p99_ms": median(p99s)}


def latency(platen: Platen, load: Path, image: Path, repetitions: int = REPETITIONS) -> dict:
    """One `size` job at a time: from the first byte sent to the status `completed`, polled back to back."""
    runs = []
    for number in range(repetitions):
        say(f"latency, run {number + 1}")
        runs.append(json.loads(run(load, "latency", port_of(platen), image, LATENCY_JOBS)))
    names = ("submit_p50_ms", "submit_p99_ms", "end_p50_ms", "end_p99_ms")
    return {f"size_lowload_{name}": median([each[name] for each in runs]) for name in names}


def burst(platen: Platen, load: Path, image: Path, repetitions: int = REPETITIONS) -> dict:
    """From the first byte sent to the end of the last of 1000 `size` jobs."""
    rates = []
    for number in range(repetitions):
        say(f"burst, run {number + 1}")
        result = json.loads(run(load, "burst", port_of(platen), image, BURST_JOBS, CONNECTIONS))
        rates.append(result["jobs_per_s"])
        wait_until_idle(platen)
    return {"size_burst_jobs_per_s": median(rates, 1)}


def seconds_of(action) -> float:
    begun = time.monotonic()
    action()
    return time.monotonic() - begun


def recognise_by_platen(platen: Platen, pages: list[Path], **fields: str) -> None:
    ids = [platen.submit(page.read_bytes(), page.name, **fields)["id"] for page in pages]
    for job_id in ids:
        assert waited_for(platen, job_id)["state"] == "completed"


def waited_for(platen: Platen, job_id: str) -> dict:
    """The finished job, by requests that wait: asking again and again would take the processors from the pages."""
    end = time.monotonic() + 600
    while time.monotonic() < end:
        answer = platen.get(f"/api/jobs/{job_id}", headers={"Prefer": "wait=20"})
        answer.raise_for_status()
        if "ended_at" in (job := answer.json()):
            return job
    raise AssertionError(f"job {job_id} has not ended in 600 s: {job}")


def recognise_by_command(pages: list[Path]) -> None:
    names = b"\0".join(str(page).encode() for page in pages)
    subprocess.run(
        ["xargs", "-0", "-n1", "-P2", "-I{}", "tesseract", "{}", "stdout"], input=names, check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )


def recognise_in_process(program: Path, pages: list[Path]) -> None:
    """Two processes that load the model once and share the pages."""
    subprocess.run(
        [program, "2", *pages], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )


def recognition(platen: Platen, program: Path, pages: list[Path], kind: str, **fields: str) -> dict:
    """Pages per second, two at a time, in turns so that all meet the same machine; `fields` are of Platen's jobs."""
    ways = {
        "platen": lambda: recognise_by_platen(platen, pages, **fields),
        "command": lambda: recognise_by_command(pages),
        "in_process": lambda: recognise_in_process(program, pages),
    }
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(REPETITIONS):
        for name, way in ways.items():
            say(f"recognition by {name}, run {number + 1}")
            rates[name].append(len(pages) / seconds_of(way))
    return {f"ocr_{name}_pages_per_s": median(values, 3) for name, values in rates.items()} | {
        "ocr_pages": len(pages), "ocr_pages_are": kind
    }


def one_page(platen: Platen, page: Path) -> dict:
    """Seconds from sending one page to its text, on a machine that does nothing else, in turns with the command."""
    def ours() -> None:
        answer = platen.post(files={"image": (page.name, page.read_bytes())}, headers={"Prefer": "wait=25"})
        assert answer.status_code == 200 and answer.json()["state"] == "completed", answer.text

    ways = {"platen": ours, "command": lambda: recognise_by_command([page])}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(REPETITIONS):
        for name, way in ways.items():
            say(f"one page by {name}, run {number + 1}")
            times[name].append(seconds_of(way))
    ratio = median(times["platen"], 4) / median(times["command"], 4)
    return {f"page_{name}_s": median(values, 3) for name, values in times.items()} | {"page_to_command": round(ratio, 3)}


def reading(folder: Path) -> dict:
    """How fast pages are read as they are, beside Tesseract alone."""
    in_process = compiled(folder, "recognise.c", "-ltesseract", "-llept")
    pages, kind = images.pages(folder, READING_PAGES, ROOT.parent / "shared" / "corpus")
    with running(folder, "t") as platen:
        found = recognition(platen, in_process, pages * READING_ROUNDS, kind, prepare="none")
        return found | one_page(platen, pages[0]) | {
            f"ocr_to_{other}": round(found["ocr_platen_pages_per_s"] / found[f"ocr_{other}_pages_per_s"], 3)
            for other in ("command", "in_process")
        }


@contextmanager
def running(folder: Path, name: str):
    """A service with two processors, its data on the disk of the working copy."""
    platen = Platen(PLATEN_PROCESSORS="2")
    platen.data = folder / name
    try:
        yield platen.start()
        platen.stop()
    finally:
        platen.clean()
        shutil.rmtree(platen.data, ignore_errors=True)


def service(folder: Path) -> dict:
    """The service as its clients see it, and recognition beside Tesseract alone."""
    load = compiled(folder, "load.c")
    in_process = compiled(folder, "recognise.c", "-ltesseract", "-llept")
    photo = images.photo(folder / "photo.jpg")
    pages, kind = images.pages(folder, OCR_PAGES, ROOT.parent / "shared" / "corpus")
    with running(folder, "d") as platen:
        return {
            "photo_bytes": photo.stat().st_size,
            **latency(platen, load, photo),
            **submissions(platen, photo),
            **submissions(platen, photo, connections=64),
            **burst(platen, load, photo),
            **recognition(platen, in_process, pages, kind),
        }


def one_round(folder: Path) -> dict:
    """What is compared with others, measured once."""
    load = compiled(folder, "load.c")
    photo = images.photo(folder / "photo.jpg")
    with running(folder, "r") as platen:
        result = latency(platen, load, photo, repetitions=1)
        for connections in (16, 64):
            result |= submissions(platen, photo, connections, repetitions=1, seconds=3)
        result |= burst(platen, load, photo, repetitions=1)
    return result | waiting_jobs.idle_memory(folder) | waiting_jobs.command_path(folder, repetitions=1)


def beside_others(folder: Path) -> dict:
    """Ours and the stacks of the folder that `PLATEN_PEERS` names, in turns."""
    stacks = Path(os.environ.get("PLATEN_PEERS", ROOT.parent / "shared" / "peers"))
    return peers.measure(stacks, lambda: one_round(folder), REPETITIONS)


def main() -> None:
    parts = {
        "service": service, "queue": waiting_jobs.measure, "dispatch": dispatch.measure, "events": events.measure,
        "drawings": drawings.measure, "reading": reading, "peers": beside_others,
    }
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"what is measured, of {', '.join(parts)}; service and queue unless named")
    parser.add_argument("--peers", action="store_true", help="the part peers too: other queues beside this one, long")
    words = parser.parse_args()
    wanted = (words.part or ["service", "queue"]) + ["peers"] * words.peers
    if unknown := set(wanted) - set(parts):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    # On the disk of the working copy: a folder for temporary files may be memory, where syncing costs nothing.
    (ROOT / ".build").mkdir(exist_ok=True)
    results: dict = {}
    with tempfile.TemporaryDirectory(prefix="b-", dir=ROOT / ".build") as name:
        for part in dict.fromkeys(wanted):
            results |= parts[part](Path(name))
    print(json.dumps(results))


main()
