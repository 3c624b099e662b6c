"""What fuzzing has found worth keeping is fed to the readers of images and forms again, with sanitizers."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ["exif", "png", "jpeg", "multipart"]


def test_nothing_breaks_on_the_corpus():
    done = subprocess.run([ROOT / "scripts" / "fuzz"], capture_output=True, text=True, timeout=1200)
    assert done.returncode == 0, done.stdout + done.stderr
    # Each target says how many inputs it has run; the empty one is counted.
    runs = [int(count) for count in re.findall(r"^(\d+) inputs$", done.stdout, re.MULTILINE)]
    files = [len(list((ROOT / "Tests" / "Fuzz" / target).iterdir())) for target in TARGETS]
    assert len(runs) == len(TARGETS)
    assert all(run >= count > 10 for run, count in zip(runs, files, strict=True)), (runs, files)
