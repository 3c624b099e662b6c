"""Drawings in characters: a whole job in its process beside the whole process of jp2a and of chafa."""

import json
import os
import resource
import shutil
import statistics
import subprocess
from pathlib import Path

import images
from platen import programs

REPETITIONS = int(os.environ.get("BENCH_REPS", "3"))
TIMES = 50
STYLES = ["plain", "braille", "ansi256", "truecolour"]
# What others draw of the same width; chafa with and without colours.
OTHERS = {
    "jp2a": ["jp2a", "--width=100"],
    "jp2a_colours": ["jp2a", "--width=100", "--colors"],
    "chafa_ascii": ["chafa", "-f", "symbols", "--symbols", "ascii", "-c", "none", "-s", "100x40"],
    "chafa": ["chafa", "-f", "symbols", "-s", "100x40"],
}


def ours(image: Path, style: str) -> float:
    """Milliseconds of processor time for a job."""
    command = [programs() / "platen-bench-drawings", image, style, str(TIMES)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["cpu_ms"]


def theirs(command: list[str], image: Path) -> float:
    """Milliseconds of processor time for a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(TIMES):
        subprocess.run([*command, image], check=True, capture_output=True, env=os.environ | {"TERM": "xterm-256color"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000 / TIMES


def measure(folder: Path) -> dict:
    """Medians of runs in turns, of a photo of 1920 × 1080: milliseconds, and how many times as many of ours are made."""
    image = images.photo(folder / "hd.jpg", size=(1920, 1080), most=400 << 10)
    ways = {f"ascii_{style}": lambda style=style: ours(image, style) for style in STYLES}
    ways |= {name: lambda command=command: theirs(command, image) for name, command in OTHERS.items()
             if shutil.which(command[0])}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(REPETITIONS):
        for name, way in ways.items():
            found[name].append(way())
    times = {name: statistics.median(values) for name, values in found.items()}
    pairs = [("plain", "jp2a"), ("plain", "chafa_ascii"), ("ansi256", "jp2a_colours"), ("truecolour", "chafa")]
    return {f"{name}_cpu_ms": round(time, 2) for name, time in times.items()} | {
        f"ascii_{style}_to_{other}": round(times[other] / times[f"ascii_{style}"], 2)
        for style, other in pairs if other in times
    }
