"""Measures a service of its own and prints one line of JSON. See scripts/bench."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "EndToEnd"))

import images
from platen import Platen
from waiting import until

REPETITIONS = int(os.environ.get("BENCH_REPS", "3"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "8"))
LATENCY_JOBS = 200
BURST_JOBS = 1000
CONNECTIONS = 16
OCR_PAGES = 6


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


def submissions(platen: Platen, image: Path) -> dict:
    """82 KB multipart uploads over 16 connections, each answered when its input and its row are on disk."""
    rates, p99s = [], []
    for number in range(REPETITIONS):
        say(f"submissions, run {number + 1}")
        environment = os.environ | {"IMAGE": str(image), "KIND": "size"}
        output = run(
            "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", HERE / "upload.lua", platen.url + "/api/jobs",
            env=environment,
        )
        result = json.loads(output.strip().splitlines()[-1])
        assert result["refused"] == 0 and result["socket_errors"] == 0, result
        rates.append(result["per_s"])
        p99s.append(result["p99_ms"])
        wait_until_idle(platen)
    return {"submit_c16_per_s": median(rates, 1), "submit_c16_p99_ms": median(p99s)}


def latency(platen: Platen, load: Path, image: Path) -> dict:
    """One `size` job at a time: from the first byte sent to the status `completed`, polled back to back."""
    runs = []
    for number in range(REPETITIONS):
        say(f"latency, run {number + 1}")
        runs.append(json.loads(run(load, "latency", port_of(platen), image, LATENCY_JOBS)))
    names = ("submit_p50_ms", "submit_p99_ms", "end_p50_ms", "end_p99_ms")
    return {f"size_lowload_{name}": median([each[name] for each in runs]) for name in names}


def burst(platen: Platen, load: Path, image: Path) -> dict:
    """From the first byte sent to the end of the last of 1000 `size` jobs."""
    rates = []
    for number in range(REPETITIONS):
        say(f"burst, run {number + 1}")
        result = json.loads(run(load, "burst", port_of(platen), image, BURST_JOBS, CONNECTIONS))
        rates.append(result["jobs_per_s"])
        wait_until_idle(platen)
    return {"size_burst_jobs_per_s": median(rates, 1)}


def seconds_of(action) -> float:
    begun = time.monotonic()
    action()
    return time.monotonic() - begun


def recognise_by_platen(platen: Platen, pages: list[Path]) -> None:
    ids = [platen.submit(page.read_bytes(), page.name)["id"] for page in pages]
    for job_id in ids:
        assert platen.finished(job_id, 600)["state"] == "completed"


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


def recognition(platen: Platen, program: Path, pages: list[Path], kind: str) -> dict:
    """Pages per second, two at a time, in turns so that all meet the same machine."""
    ways = {
        "platen": lambda: recognise_by_platen(platen, pages),
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


def main() -> None:
    # On the disk of the working copy: a folder for temporary files may be memory, where syncing costs nothing.
    (ROOT / ".build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="b-", dir=ROOT / ".build") as name:
        folder = Path(name)
        load = compiled(folder, "load.c")
        in_process = compiled(folder, "recognise.c", "-ltesseract", "-llept")
        photo = images.photo(folder / "photo.jpg")
        pages, kind = images.pages(folder, OCR_PAGES, ROOT.parent / "shared" / "corpus")
        platen = Platen(PLATEN_PROCESSORS="2")
        platen.data = folder / "d"
        try:
            platen.start()
            results = {
                "photo_bytes": photo.stat().st_size,
                **latency(platen, load, photo),
                **submissions(platen, photo),
                **burst(platen, load, photo),
                **recognition(platen, in_process, pages, kind),
            }
            platen.stop()
        finally:
            platen.clean()
    print(json.dumps(results))


main()
