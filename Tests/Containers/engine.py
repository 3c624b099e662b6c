"""docker and docker compose, as a person calls them."""

import json
import subprocess
import sys
from pathlib import Path


def say(text: str) -> None:
    print(f"try-containers: {text}", file=sys.stderr, flush=True)


def run(*command: str, **more) -> str:
    """What `command` prints; fails with what it says."""
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


class Project:
    """One project of docker compose, in a folder that has a docker-compose.yml."""

    def __init__(self, folder: Path, environment: dict[str, str]):
        self.folder = folder
        self.environment = environment

    def compose(self, *arguments: str, shown: bool = False, **environment: str) -> str:
        """`shown` lets what it says pass to standard error."""
        command = ["docker", "compose", *arguments]
        more = {"cwd": self.folder, "env": self.environment | environment}
        if not shown:
            return run(*command, **more)
        done = subprocess.run(command, stdout=sys.stderr, **more)
        assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}"
        return ""

    def shell(self, command: str) -> str:
        """What a line of the README prints."""
        return run("bash", "-euo", "pipefail", "-c", command, cwd=self.folder, env=self.environment)

    def containers(self, service: str) -> list[str]:
        return self.compose("ps", "--quiet", service).split()

    def inspect(self, container: str) -> dict:
        return json.loads(run("docker", "inspect", container, env=self.environment))[0]

    def execute(self, service: str, *command: str) -> str:
        return self.compose("exec", "-T", service, *command)

    def log(self, service: str) -> str:
        return self.compose("logs", "--no-color", service)
