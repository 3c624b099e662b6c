"""The model of the ring is searched to the end, and each deliberate fault in it is found. See ring.pml.

PLATEN_MODEL=long searches wider bounds: some minutes, up to 8 GB."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

MODEL = Path(__file__).resolve().parent / "ring.pml"
LONG = os.environ.get("PLATEN_MODEL") == "long"
MEGABYTES = 8000 if LONG else 2000


@dataclass(frozen=True)
class Bounds:
    """How many requests each of the two producers sends, and how often which mishap strikes."""

    first: int = 2
    second: int = 1
    deaths: int = 0
    give_ups: int = 0
    abandons: int = 0

    def __str__(self) -> str:
        return "-".join(f"{value}{name}" for name, value in vars(self).items())

    @property
    def defines(self) -> list[str]:
        return [f"-D{name.upper()}={value}" for name, value in vars(self).items()]


# Three requests, the mishaps two kinds at a time; then more requests.
SHORT = [
    Bounds(deaths=2), Bounds(deaths=1, abandons=1), Bounds(give_ups=1, abandons=1), Bounds(deaths=1, give_ups=1),
    Bounds(first=3, second=3, abandons=1),
]
WIDE = [
    Bounds(deaths=1, give_ups=1, abandons=1), Bounds(deaths=2, abandons=1), Bounds(3, 3, deaths=1),
    Bounds(2, 2, deaths=1, give_ups=1),
]
# Small enough that each fault's search is short, wide enough that each is found.
FAULTY = Bounds(deaths=2, give_ups=1, abandons=1)
FAULTS = sorted(set(re.findall(r"^#(?:ifdef|ifndef) (FAULT_\w+)", MODEL.read_text(), re.MULTILINE)))


@dataclass(frozen=True)
class Search:
    """What the verifier said."""

    errors: int
    report: str

    @property
    def is_complete(self) -> bool:
        stopped = ("out of memory", "memory limit", "max search depth too small", "search not completed")
        return not any(phrase in self.report.lower() for phrase in stopped)


def search(folder: Path, defines: list[str], for_cycles: bool = False) -> Search:
    """Builds the verifier and runs it: for failed assertions and stuck executions, or for endless ones."""
    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=1200)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("spin", *defines, "-a", str(MODEL))
    run("cc", "-O2", "-w", "-DCOLLAPSE", f"-DMEMLIM={MEGABYTES}", "-DNP" if for_cycles else "-DSAFETY", "-o", "pan", "pan.c")
    report = run("./pan", "-m100000", "-w24", *(["-l"] if for_cycles else []))
    return Search(int(re.search(r"errors: (\d+)", report)[1]), report)


@pytest.fixture(autouse=True)
def tools():
    missing = [name for name in ("spin", "cc") if shutil.which(name) is None]
    assert not missing, f"scripts/setup --tests installs {missing}"


def assert_sound(found: Search) -> None:
    assert found.is_complete, found.report
    assert found.errors == 0, found.report


@pytest.mark.parametrize("bounds", SHORT + (WIDE if LONG else []), ids=str)
def test_no_record_is_lost_doubled_or_stale_and_nobody_is_stuck(tmp_path, bounds):
    assert_sound(search(tmp_path, bounds.defines))


@pytest.mark.parametrize(
    "bounds", [Bounds(1, 1, give_ups=1), Bounds(1, 1, deaths=1)] + ([Bounds(1, 1, deaths=1, give_ups=1)] if LONG else []),
    ids=str,
)
def test_a_supervisor_that_dies_at_any_step_leaves_nobody_waiting(tmp_path, bounds):
    assert_sound(search(tmp_path, ["-DRETIRE", *bounds.defines]))


@pytest.mark.parametrize("bounds", [Bounds(deaths=1), Bounds(give_ups=1)], ids=str)
def test_no_execution_goes_on_for_ever(tmp_path, bounds):
    assert_sound(search(tmp_path, bounds.defines, for_cycles=True))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_deliberate_fault_is_found(tmp_path, fault):
    retire = ["-DRETIRE"] if "RETIRE" in fault else []
    found = search(tmp_path, [*FAULTY.defines, *retire, f"-D{fault}"])
    assert found.errors == 1, found.report
