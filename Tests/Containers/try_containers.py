"""What scripts/try-containers does. Each part prints what it saw; the first thing that does not hold ends it."""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from client import Client, Load, until
from engine import Project, run, say

ROOT = Path(__file__).resolve().parents[2]
SCAN = Path(__file__).resolve().parent / "scan.png"
SCANNED = "Platen reads 42 pages"
SERVICES = ("web", "api", "worker")
# What makes a later version of the sources: its name, where things lie in shared memory, and a further table of the store.
LATER_VERSION = "999.0"
LATER = {
    "Sources/Jobs/Version.swift": (r'text = ".*"', f'text = "{LATER_VERSION}"'),
    "Sources/SharedRing/SegmentKind.swift": (r"layoutVersion: UInt64 = (\d+)", r"layoutVersion: UInt64 = 9\1"),
    "Sources/JobStore/Schema.swift": (
        r"( +)return migrator\n",
        r'\1migrator.registerMigration("999 later") { db in try db.execute(sql: "CREATE TABLE later (value TEXT)") }\n\g<0>'),
}


# Makes a container of the tests' image a machine with the sources and systemd as its first process.
SYSTEMD_MACHINE = """
export DEBIAN_FRONTEND=noninteractive
apt-get -q update && apt-get -q install -y --no-install-recommends systemd sudo
chown -R root:root /src
exec /lib/systemd/systemd --unit=multi-user.target
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def readme_commands(heading: str = "## With containers") -> list[str]:
    """The lines of the README's section that are commands."""
    section = re.search(rf"^{heading}\n(.*?)^##", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)
    assert section, f"README.md has no section {heading}"
    return "".join(re.findall(r"^```sh\n(.*?)^```$", section[1], re.DOTALL | re.MULTILINE)).splitlines()


class Trial:
    def __init__(self, folder: Path):
        self.port = free_port()
        names = {"COMPOSE_PROJECT_NAME": "platen-try", "PLATEN_PORT": str(self.port), "PLATEN_LOG_FORMAT": "text"}
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith("PLATEN_") and name not in ("PORT", "WORKER_COUNT", "DEBUG")}
        self.project = Project(folder, kept | names)
        self.client = Client(f"http://127.0.0.1:{self.port}")
        self.accepted: list[str] = []

    def command(self, line: str) -> str:
        say(f"$ {line}")
        return self.project.shell(line.replace("localhost:8080", f"127.0.0.1:{self.port}"))

    # The parts

    def start(self) -> None:
        """The section's commands in order, but for the tests."""
        self.clean()  # what an earlier trial was told to keep
        shutil.copy(SCAN, self.project.folder / "scan.png")
        for line in readme_commands():
            if "--profile test" in line:
                continue
            begun = time.monotonic()
            printed = self.command(line)
            say(f"took {time.monotonic() - begun:.1f} s" if "--build" in line else printed.strip()[:2000])
            if "WORKER_COUNT=4" in line:
                until(lambda: self.client.health().get("processors", {}).get("wanted") == 4, "four jobs at once")
            if "api=3" in line:
                assert len(self.project.containers("api")) == 3
        self.project.compose("up", "-d", "--wait")
        until(self.client.is_well, "the service is well")

    def scan(self) -> None:
        """An image through the published port to its text."""
        job = self.client.finished(self.client.submit_image(SCAN)["id"])
        assert job["state"] == "completed", job
        status, text = self.client.request(f"/results/{job['id']}/text.txt")
        assert status == 200 and text.decode().split() == SCANNED.split(), text
        say(f"the scan was read: {text.decode().strip()}")

    def images(self) -> None:
        """What the images weigh, and what their containers may do."""
        for service in SERVICES:
            container = self.project.inspect(self.project.containers(service)[0])
            image = json.loads(run("docker", "image", "inspect", container["Image"]))[0]
            lines = self.project.execute(service, "cat", "/proc/1/status").splitlines()
            status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
            uid = status["Uid"].split()[0]
            say(
                f"{service}: {image['Size'] / 1e6:.0f} MB, user {image['Config']['User']} ({uid}), capabilities "
                f"{status['CapEff']} (bounding set {status['CapBnd']}), NoNewPrivs {status['NoNewPrivs']}, Seccomp "
                f"{status['Seccomp']}, root read-only {container['HostConfig']['ReadonlyRootfs']}, networks "
                f"{list(container['NetworkSettings']['Networks'])}"
            )
            assert uid != "0" and int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0
            assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2"
            written = self.project.execute(service, "sh", "-c", "touch /opt/platen/x 2>&1 || echo refused")
            assert "refused" in written, f"{service} can write to its own programs"
        refused = self.project.execute("web", "sh", "-c", "touch /data/x /dev/shm/x 2>&1 || echo refused")
        assert refused.count("Read-only file system") == 2, refused
        published = {part["HostIp"] for ports in self.project.inspect(self.project.containers("web")[0])
                     ["NetworkSettings"]["Ports"].values() for part in ports or []}
        assert published == {"127.0.0.1"}, published
        said = self.project.execute("worker", "platen", "doctor", "--only", "worker")
        say(f"platen doctor in worker:\n{said}")
        assert "\ntrouble" not in f"\n{said}"

    def kill(self) -> None:
        """Each container's first process is killed from outside while jobs are submitted."""
        for service in SERVICES:
            with Load(self.client) as load:
                load.goes_on()
                container = self.project.containers(service)[0]
                before = self.project.inspect(container)["RestartCount"]
                kill_on_host(self.project.inspect(container)["State"]["Pid"])
                begun = time.monotonic()
                until(lambda: self.project.inspect(container)["RestartCount"] > before, f"{service} is started again")
                load.goes_on(1)
                away = time.monotonic() - begun
                until(self.client.is_well, "the service is well")
                load.goes_on(20)
            assert not load.strange, load.strange[:3]
            states = [self.client.finished(job)["state"] for job in load.accepted]
            assert set(states) == {"completed"}, states
            say(f"{service} was killed: {len(states)} accepted and completed, taken again after {away:.1f} s, "
                f"refused meanwhile {load.refused}")
            self.accepted += load.accepted
        self.project.compose("up", "-d", "--wait")
        self.scan()

    def full(self) -> None:
        """The volume of the data is filled from inside one container."""
        small = self.project.folder / "small.yml"
        options = {"type": "tmpfs", "device": "tmpfs", "o": "size=200m,uid=10001,gid=10001,mode=0700"}
        small.write_text(json.dumps({"volumes": {"data": {"driver": "local", "driver_opts": options}}}))
        files = ("-p", "platen-try-full", "-f", "docker-compose.yml", "-f", "small.yml")
        port = free_port()
        other = Project(self.project.folder, self.project.environment | {"PLATEN_PORT": str(port)})
        client = Client(f"http://127.0.0.1:{port}")
        for service in SERVICES:
            run("docker", "tag", f"platen-try-{service}", f"platen-try-full-{service}")
        try:
            other.compose(*files, "up", "-d", "--wait", "--no-build")
            with Load(client) as load:
                load.goes_on()
                inside = (*files, "exec", "-T", "worker", "sh", "-c")
                other.compose(*inside, "head -c 300M /dev/zero > /data/filler || true")
                until(lambda: load.refused.get(507), "a full disk is answered 507")
                status, answer = client.submit(kind="sleep", duration=0)
                assert status == 507 and answer["code"] == "storage_full", answer
                say(f"full: {answer['detail']}")
                other.compose(*inside, "rm /data/filler")
                load.goes_on()
            states = [client.finished(job)["state"] for job in load.accepted]
            assert set(states) == {"completed"}, states
            assert {text[:3] for text in load.strange} <= {"507"}, load.strange[:3]
            say(f"full: {len(states)} accepted and completed, refused {load.refused}")
        finally:
            other.compose(*files, "down", "-v", "-t", "5")

    def systemd(self) -> None:
        """The units of scripts/systemd as a systemd of their own runs them, in a container with what the tests have."""
        self.project.compose("--profile", "test", "build", "test")
        # Without `--privileged`: what it does to its kernel stays in the container.
        machine = run(
            "docker", "run", "--detach", "--user=root", "--entrypoint=sh", "--env=container=docker", "--tmpfs=/run",
            "--tmpfs=/run/lock", "--cgroupns=private", "--cap-add=SYS_ADMIN", "--security-opt=seccomp=unconfined",
            "--security-opt=apparmor=unconfined", "platen-try-test", "-ec", SYSTEMD_MACHINE).strip()
        try:
            self.tell_systemd(machine)
        finally:
            run("docker", "rm", "--force", machine)

    def tell_systemd(self, machine: str) -> None:
        def inside(command: str, user: str = "root") -> str:
            return run("docker", "exec", "--user", user, machine, "sh", "-ec", command)

        def platen(command: str) -> str:
            return inside(f"platen {command}", "platen").strip()

        until(lambda: self.runs(machine) and subprocess.run(
            ["docker", "exec", machine, "systemctl", "is-system-running"], capture_output=True, text=True,
        ).stdout.strip() == "running", "systemd has started", 600)
        for line in readme_commands("### As a service of systemd"):
            say(f"$ {line}")
            say(inside(f"cd /src && {line} 2>&1").strip()[-2000:])
        said = inside("systemd-analyze verify --man=no --recursive-errors=no /etc/systemd/system/platen* 2>&1")
        assert said == "", said
        # Programs that were built with somebody's own toolchain do not need it.
        inside("mv /usr/lib/swift /usr/lib/swift.away && systemctl restart platen")
        read = platen("submit /src/Tests/Containers/scan.png --wait")
        assert read.split() == SCANNED.split(), read
        say(f"platen.service runs, and the scan was read: {read}")
        inside("systemctl kill --kill-whom=main --signal=KILL platen")
        until(lambda: int(inside("systemctl show --property=NRestarts --value platen")) == 1, "systemd starts it again")
        until(lambda: inside("systemctl is-active platen || true").strip() == "active", "it is ready again")
        inside("systemctl reload platen")
        inside("install -d -o platen -g platen -m 0700 /var/backups/platen/old")
        inside("touch -d 2020-01-01 /var/backups/platen/old")
        say(inside("systemctl list-timers --no-pager platen-backup.timer").strip())
        inside("systemctl start platen-backup.service")
        (backup,) = inside("ls /var/backups/platen").split()
        say(platen(f"restore --check /var/backups/platen/{backup}"))
        inside("systemctl stop platen")
        ended = inside("systemctl show --property=Result --property=ActiveState platen").split()
        assert ended == ["Result=success", "ActiveState=inactive"], ended
        say(inside("systemd-analyze security --no-pager platen.service platen-backup.service 2>&1 | tail -n 3").strip())
        inside("cd /src && scripts/install --remove")
        left = inside("ls /opt /usr/local/bin /etc/systemd/system; ls -d /var/lib/platen /var/backups/platen /etc/platen.env")
        assert "platen.service" not in left and left.split()[-3:] == [
            "/etc/platen.env", "/var/backups/platen", "/var/lib/platen"], left

    def tests(self) -> None:
        """The tests, in their own container."""
        line = next(line for line in readme_commands() if "--profile test" in line)
        say(f"$ {line}")
        self.project.compose(*line.removeprefix("docker compose ").split(), shown=True)

    def versions(self) -> None:
        """Containers of this version beside those of a later one, built from sources that lay out shared memory and store
        differently; then the way forward, and the way back by a backup."""
        later = self.later_version()
        try:
            with Load(self.client) as load:
                load.goes_on()
                self.run_versions("api")
                self.is_refused("an api of a later version", "api")
                self.run_versions()
                load.goes_on()
                self.project.execute("worker", "platen", "backup", "/backups/before")
                self.run_versions("worker")
                self.is_refused("a worker of a later version", "api")
                self.run_versions()
                self.is_refused("a store of a later version", "worker")
                assert f"Platen {LATER_VERSION}" in self.said("worker")
                self.run_versions(*SERVICES)
                load.goes_on()
            assert not load.strange, load.strange[:3]
            self.accepted += load.accepted
            self.all_completed()
            before = self.client.submit(kind="sleep", duration=0)[1]["id"]
            self.go_back("/backups/before")
            assert self.client.request(f"/api/jobs/{before}")[0] == 404
            self.scan()
        finally:
            later.compose("down", "--rmi", "local")

    def later_version(self) -> Project:
        folder = self.project.folder.with_name("later")
        shutil.copytree(self.project.folder, folder, symlinks=True)
        for name, (pattern, text) in LATER.items():
            changed, count = re.subn(pattern, text, (folder / name).read_text())
            assert count == 1, f"{name} is not as it was"
            (folder / name).write_text(changed)
        project = Project(folder, self.project.environment | {"COMPOSE_PROJECT_NAME": "platen-try-later"})
        begun = time.monotonic()
        project.compose("build", *SERVICES)
        say(f"a later version was built in {time.monotonic() - begun:.0f} s")
        return project

    def run_versions(self, *later: str) -> None:
        """Runs the named services in the later version, and the others in this one."""
        images = {name: {"image": f"platen-try-later-{name}"} for name in later}
        (self.project.folder / "later.yml").write_text(json.dumps({"services": images}))
        self.project.compose("-f", "docker-compose.yml", "-f", "later.yml", "up", "-d", "--no-build")

    def is_refused(self, what: str, service: str) -> None:
        """Jobs are, and the log of `service` says why."""
        status, answer = until(lambda: self.refusal(503), f"{what}: jobs are refused")
        assert answer["code"] == "service_unavailable", answer
        until(lambda: self.said(service), f"{what}: the log of {service} says why")
        say(f"{what}: {status} {answer['detail']}\n{self.said(service)}")

    def said(self, service: str) -> str:
        """The last line about versions in the log of its container."""
        lines = [line for line in self.project.log(service).splitlines()
                 if "in one version" in line or "cannot read it" in line]
        return lines[-1] if lines else ""

    def refusal(self, status: int) -> tuple[int, dict] | None:
        answer = self.client.submit(kind="sleep", duration=0)
        return answer if answer[0] == status and "code" in answer[1] else None

    def all_completed(self) -> None:
        states = [self.client.finished(job)["state"] for job in self.accepted]
        assert set(states) == {"completed"}, states
        say(f"all {len(states)} jobs that were accepted so far are completed")

    def go_back(self, backup: str) -> None:
        """The README's way back: this version on the data of before."""
        self.project.compose("stop")
        self.project.compose("run", "--rm", "--no-deps", "worker", "restore", "--replace", backup)
        self.project.compose("up", "-d", "--wait", "--no-build")
        until(self.client.is_well, "the service is well")

    def bare(self) -> None:
        """Debian 12 without a Swift toolchain is told how to get one; with nothing else, scripts/run serves and
        scripts/test passes."""
        copy = ("-v", f"{self.project.folder}:/clone:ro")
        told = subprocess.run(
            ["docker", "run", "--rm", *copy, "debian:bookworm-slim", "/clone/scripts/run"], capture_output=True, text=True)
        assert told.returncode != 0 and "https://www.swift.org/install" in told.stderr, told.stderr
        say(f"without a toolchain: {told.stderr.strip()}")
        machine = run(
            "docker", "run", "--detach", "--init", "--shm-size=1g", *copy, "swift:6.3-bookworm", "sh", "-c",
            "cp -r /clone /platen && exec /platen/scripts/run").strip()
        try:
            until(lambda: "Platen is ready" in run("docker", "logs", machine) or not self.runs(machine),
                  "scripts/run serves", 7200)
            inside = ("docker", "exec", machine)
            read = run(*inside, "/platen/.build/release/platen", "submit", "/clone/Tests/Containers/scan.png", "--wait")
            assert read.split() == SCANNED.split(), read
            say(f"scripts/run serves, and the scan was read: {read.strip()}")
            done = subprocess.run([*inside, "/platen/scripts/test"], stdout=sys.stderr)
            assert done.returncode == 0, "scripts/test failed"
        finally:
            run("docker", "rm", "--force", machine)

    def runs(self, container: str) -> bool:
        return self.project.inspect(container)["State"]["Running"]

    def clean(self) -> None:
        self.project.compose("--profile", "test", "down", "-v", "-t", "5")


def kill_on_host(pid: int) -> None:
    """SIGKILL from outside the container: an engine that is told to kill one does not start it again."""
    if os.geteuid() == 0:
        os.kill(pid, 9)
    else:
        run("docker", "run", "--rm", "--privileged", "--pid=host", "debian:bookworm-slim", "kill", "-9", str(pid))


def main() -> int:
    parts: dict[str, Callable[[Trial], None]] = {
        "start": Trial.start, "scan": Trial.scan, "images": Trial.images, "kill": Trial.kill, "full": Trial.full,
        "systemd": Trial.systemd, "tests": Trial.tests, "versions": Trial.versions, "bare": Trial.bare,
    }
    by_themselves = {"systemd", "bare"}
    parser = argparse.ArgumentParser(
        prog="scripts/try-containers", description="Tries the images with a Docker engine.",
        epilog="; ".join(f"{name}: {part.__doc__}" for name, part in parts.items()))
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these, after start where they need it: {', '.join(parts)} (an hour or more, and only when named)")
    parser.add_argument("--here", action="store_true", help="build this folder as it is, not a clone of the last commit")
    parser.add_argument("--keep", action="store_true", help="leave containers and volumes for a look at them")
    wanted = parser.parse_args()
    if strange := set(wanted.parts) - set(parts):
        parser.error(f"there is no part {strange.pop()}")
    with tempfile.TemporaryDirectory(prefix="platen-try-") as temporary:
        folder = Path(temporary) / "platen"
        if wanted.here:
            shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".build*", ".venv*", ".git", "data", "dist"))
        else:
            run("git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder))
        trial = Trial(folder)
        try:
            for name, part in parts.items():
                named = set(wanted.parts) or set(parts) - {"bare"}
                if name in named or name == "start" and named - by_themselves:
                    say(f"--- {name}: {part.__doc__}")
                    part(trial)
        except AssertionError as error:
            say(f"FAILED: {error}")
            say(trial.project.compose("logs", "--no-color", "--tail", "40"))
            return 1
        finally:
            if not wanted.keep:
                trial.clean()
    say("everything held")
    return 0


if __name__ == "__main__":
    sys.exit(main())
