"""The service in parts: `platen up --only web`, `api` and `worker`, on one data folder, as in containers."""

import os
import signal
import subprocess
from contextlib import suppress

import platen as platen_module
import processes
from platen import Platen
from waiting import until


class Parts(Platen):
    """`web` is what the inherited methods take for the service's one process."""

    def __init__(self, **settings: str):
        super().__init__(**settings)
        self.running: dict[str, subprocess.Popen] = {}

    def start(self) -> "Parts":
        for name in ("worker", "api", "web"):
            self.begin(name)
        until(lambda: all(self.is_healthy(name) for name in ("web", "api", "worker")), "every part is healthy")
        return self

    def begin(self, name: str, scope: str | None = None) -> None:
        """Starts a part under `name`, which is its scope too unless there are several."""
        with open(self.folder / "log.txt", "ab") as log:
            process = subprocess.Popen(
                [platen_module.programs() / "platen", "up", "--only", scope or name], stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=log, env=self.environment(), text=True, start_new_session=True,
            )
        self.running[name] = process
        if name == "web":
            line = process.stdout.readline().rstrip("\n")
            match = platen_module.READY.match(line)
            assert match, f"it said {line!r} and logged:\n{self.log()}"
            self.url, self.process = match[1], process
            self.settings["PLATEN_PORT"] = match[1].rsplit(":", 1)[1]

    def health(self, name: str) -> subprocess.CompletedProcess:
        command = [platen_module.programs() / "platen", "health", "--only", name]
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=30)

    def is_healthy(self, name: str) -> bool:
        return self.health(name).returncode == 0

    def kill(self, name: str) -> None:
        """SIGKILL to a part with everything below it, as the end of a container's first process does."""
        process = self.running.pop(name)
        below = processes.descendants(process.pid)
        process.kill()
        for each in below:
            if processes.is_alive(each):
                with suppress(ProcessLookupError):
                    os.kill(each.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        until(lambda: not any(map(processes.is_alive, below)), f"nothing of {name} is left")

    def remember(self) -> None:
        for process in self.running.values():
            self.seen.update(processes.descendants(process.pid))

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.remember()
        for process in self.running.values():
            process.send_signal(number)
        statuses = {name: process.wait(15) for name, process in self.running.items()}
        assert set(statuses.values()) == {0}, f"{statuses}\n{self.log()}"
        self.assert_nothing_left()

    def clean(self) -> None:
        for name in [name for name, process in self.running.items() if process.poll() is None]:
            self.kill(name)
        for process in self.running.values():
            process.stdout.close()
        self.process = None
        super().clean()

    def all_responders(self) -> list[processes.Process]:
        return [each for process in self.running.values() for each in processes.descendants(process.pid)
                if processes.executable(each.pid) == "platen-responder"]
