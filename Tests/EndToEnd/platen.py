"""Starts and stops `platen up` on data of its own, and speaks to it."""

import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import requests

import processes
from waiting import until

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"^Platen is ready: (http://[0-9.:]+)$")


def programs() -> Path:
    """The folder of the built programs."""
    if folder := os.environ.get("PLATEN_PROGRAMS"):
        return Path(folder)
    command = ["swift", "build", "-c", "release", "--show-bin-path"]
    return Path(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip())


class Platen:
    """One service. `stop` verifies that it leaves nothing behind."""

    def __init__(self, **settings: str):
        self.folder = Path(tempfile.mkdtemp(prefix="platen-e2e-"))
        self.data = self.folder / "data"
        self.settings = settings
        self.session = requests.Session()
        self.session.trust_env = False
        self.process: subprocess.Popen | None = None
        self.url = ""
        self.seen: set[processes.Process] = set()

    # Life

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PLATEN_")}
        for alias in ("PORT", "WORKER_COUNT", "DEBUG", "UPLOAD_FOLDER"):
            kept.pop(alias, None)
        own = {
            "PLATEN_DATA_DIR": str(self.data), "PLATEN_ASSETS_DIR": str(ROOT), "PLATEN_PORT": "0",
            # A machine that is held up for some seconds is not what most tests look at.
            "PLATEN_VERDICT_TIMEOUT_MS": "15000",
        }
        return kept | own | self.settings | more

    def start(self) -> "Platen":
        log = open(self.folder / "log.txt", "ab")
        with log:
            self.process = subprocess.Popen(
                [programs() / "platen", "up"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                env=self.environment(), text=True, start_new_session=True,
            )
        line = self.process.stdout.readline().rstrip("\n")
        match = READY.match(line)
        assert match, f"it said {line!r} and logged:\n{self.log()}"
        self.url = match[1]
        self.remember()
        return self

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Asks it to stop, and verifies that it does in time and leaves nothing behind."""
        self.remember()
        begun = time.monotonic()
        self.process.send_signal(number)
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill_everything()
            raise AssertionError(f"it does not stop:\n{self.log()}") from None
        assert status == 0, self.log()
        assert time.monotonic() - begun < 25, self.log()
        self.assert_nothing_left()

    def assert_nothing_left(self) -> None:
        # What was killed last may need its turn on a processor to end.
        until(lambda: not any(map(processes.is_alive, self.seen)), "nothing is left running")
        assert self.segments() == []
        run = self.data / "run"
        sockets = [path.name for path in run.iterdir() if stat.S_ISSOCK(path.stat().st_mode)]
        assert sockets == []
        assert not (run / "nginx.pid").exists()

    def kill_everything(self) -> None:
        """SIGKILL to every process of it, parents first so that they start nothing anew and tell nothing of it."""
        self.remember()
        everything = [processes.read(self.process.pid), *sorted(self.seen, key=lambda process: process.started)]
        for process in everything:
            if process and processes.is_alive(process):
                with suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)
        self.process.wait()
        until(lambda: not any(map(processes.is_alive, self.seen)), "the killed processes are gone")

    def clean(self) -> None:
        """For the end of a test, however it ended."""
        if self.process and self.process.poll() is None:
            self.kill_everything()
        for segment in self.segments():
            os.unlink(f"/dev/shm/{segment}")
        self.session.close()
        if self.process:
            self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # Looking inside

    def remember(self) -> None:
        self.seen.update(processes.descendants(self.process.pid))

    def log(self) -> str:
        return (self.folder / "log.txt").read_text(errors="replace")

    def of(self, name: str) -> list[processes.Process]:
        """Its processes that run the program `name`, parents before children."""
        found = processes.descendants(self.process.pid)
        self.seen.update(found)
        return [process for process in found if processes.executable(process.pid) == name]

    def supervisor(self) -> processes.Process:
        return until(lambda: self.of("platen-supervisor"), "a supervisor")[0]

    def responders(self) -> list[processes.Process]:
        return self.of("platen-responder")

    def forkservers(self) -> list[processes.Process]:
        """One that has the models, and one that has none."""
        def both() -> list[processes.Process]:
            found = self.of("platen-processor")
            roots = [each for each in found if each.parent not in {other.pid for other in found}]
            return roots if len(roots) == 2 else []

        return until(both, "both forkservers")

    def processors(self) -> list[processes.Process]:
        """Those below the forkservers."""
        found = self.of("platen-processor")
        return [process for process in found if process.parent in {other.pid for other in found}]

    def segments(self) -> list[str]:
        name = instance(str(self.data))
        return sorted(entry for entry in os.listdir("/dev/shm") if entry.startswith(f"platen-{name}"))

    def spooled(self) -> list[str]:
        """Every file and folder below the spool's shards."""
        spool = self.data / "spool"
        # `walk` passes over folders that are removed meanwhile.
        found = [Path(folder, name).relative_to(spool) for shard in spool.glob("??")
                 for folder, folders, files in os.walk(shard) for name in folders + files]
        return sorted(map(str, found))

    # HTTP

    def get(self, path: str, **more) -> requests.Response:
        return self.session.get(self.url + path, timeout=30, **more)

    def post(self, path: str = "/api/jobs", **more) -> requests.Response:
        return self.session.post(self.url + path, **{"timeout": 30} | more)

    def submit(self, image: bytes | None = None, name: str = "image.png", **fields: str) -> dict:
        """Submits one job and returns its document."""
        if image is None:
            answer = self.post(json=fields)
        else:
            answer = self.post(files={"image": (name, image)}, data=fields)
        assert answer.status_code == 202, answer.text
        return answer.json()

    def job(self, job_id: str) -> dict:
        answer = self.get(f"/api/jobs/{job_id}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def finished(self, job_id: str, seconds: float = 60) -> dict:
        """The job's document once it is in a terminal state."""
        terminal = ("completed", "failed", "cancelled")

        def ended() -> dict | None:
            job = self.job(job_id)
            return job if job["state"] in terminal else None

        return until(ended, f"job {job_id} ends", seconds)

    def jobs(self, user: str = "guest") -> list[dict]:
        """All jobs of `user`, by following the cursors."""
        found, cursor = [], None
        while True:
            query = {"limit": "100", "user_id": user} | ({"cursor": cursor} if cursor else {})
            answer = self.get("/api/jobs", params=query)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            found += page["jobs"]
            cursor = page.get("next")
            if not cursor:
                return found


def instance(path: str) -> str:
    """The word in the names of the shared memory: FNV-1a of the data folder's path."""
    value = 0xCBF29CE484222325
    for byte in path.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"
