"""What the README says is true: its commands run, in order, and its tables are the program's."""

import os
import re
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

import members
import pictures
import platen as platen_module
import processes
from platen import ROOT
from waiting import until

README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
# What takes an engine for containers, or a machine with systemd: scripts/try-containers runs it.
ELSEWHERE = {block for heading in ("## With containers", "### As a service of systemd")
             for block in re.findall(r"^```sh\n(.*?)^```$", README.split(f"\n{heading}\n")[1].split("\n##")[0], re.DOTALL | re.MULTILINE)}
START = "scripts/run\n"
START_FOR_MEMBERS = "PLATEN_AUTH=required platen up\n"
ADDED_USER = "platen user add ann\n"


class Instance:
    """What the README starts, on a data folder of its own."""

    def __init__(self, command: list, folder: Path):
        # The path of a data folder must not be long.
        self.data = Path(tempfile.mkdtemp(prefix="platen-readme-")) / "data"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PLATEN_")}
        path = f"{ROOT / '.build/release'}:{platen_module.programs()}:{os.environ['PATH']}"
        self.environment = kept | {
            "PATH": path, "PLATEN_PORT": "0", "PLATEN_DATA_DIR": str(self.data), "PLATEN_ASSETS_DIR": str(ROOT)}
        self.log = open(folder / "log.txt", "w+")
        self.process = subprocess.Popen(
            command, cwd=folder, env=self.environment | {"PLATEN_AUTH": "required"} if "up" in command else self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, text=True, bufsize=1)
        line = self.line()
        assert line.startswith("Platen is ready: http://127.0.0.1:"), (line, (folder / "log.txt").read_text())
        self.url = line.removeprefix("Platen is ready: ").strip()
        self.environment["PLATEN_URL"] = self.url

    def line(self) -> str:
        """The next line that it prints, which may take as long as a build."""
        late = threading.Timer(1200, self.process.kill)
        late.start()
        try:
            return self.process.stdout.readline()
        finally:
            late.cancel()

    def stop(self) -> None:
        """As Ctrl-C does."""
        children = processes.descendants(self.process.pid)
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(60) == 0
        until(lambda: not any(map(processes.is_alive, children)), "all its processes have ended")
        self.clean()

    def clean(self) -> None:
        # Its memory in /dev/shm goes when it ends by itself.
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            for process in processes.descendants(self.process.pid):
                os.kill(process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()
        subprocess.run(["rm", "-rf", self.data.parent], check=True)


class Reader:
    """Somebody who follows the README from its beginning in a folder of their own."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "scan.png").write_bytes(pictures.page("Read me 1"))
        (folder / "photo.jpg").write_bytes(pictures.marked("JPEG"))
        self.instances: list[Instance] = []

    def start(self, command: list, folder: Path) -> Instance:
        self.instances.append(Instance(command, folder))
        return self.instances[-1]

    def run(self, block: str) -> str:
        """What the commands print, on the instance that was started last; they succeed."""
        instance = self.instances[-1]
        commands = block.replace("localhost:8080", instance.url.removeprefix("http://"))
        commands = commands.replace("curl ", "curl --fail --silent --show-error ")
        # What a person sees within three seconds may take a busy machine longer.
        commands = commands.replace(" -m 3 ", " -m 15 ").replace("sleep 1\n", "sleep 5\n")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands], cwd=self.folder, env=instance.environment,
            input=f"{members.PASSWORD}\n", capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    reader = Reader(tmp_path_factory.mktemp("readme"))
    yield reader
    for instance in reader.instances:
        instance.clean()


# What blocks must have done, by how they begin; all others have an answer of the service.
DONE = {
    "platen submit scan.png": lambda out, folder: out.startswith("Read me 1")
    and (folder / "out/scan.txt").exists() and (folder / "out/photo.txt").exists(),
    "platen jobs": lambda out, folder: (folder / "texts/scan.txt").exists() and "\tcancelled" in out,
    "mkdir -p inbox && cp scan.png inbox/": lambda out, folder: out.strip().endswith("Read me 1"),
    "platen simulate": lambda out, folder: "\nJain's index: 0." in out
    and (folder / "day.svg").read_text().startswith("<svg"),
    "platen --generate": lambda out, folder: "_platen" in (folder / "platen.bash").read_text(),
    "job=$(curl": lambda out, folder: out.strip() == "Read me 1" and (folder / "text.txt").exists(),
    "platen shares": lambda out, folder: "guest" in out,
    "platen doctor": lambda out, folder: "\ntrouble" not in out and "service" in out,
    "platen top": lambda out, folder: out.startswith("Platen  "),
    "platen workers": lambda out, folder: "6" in out,
    "platen quarantine": lambda out, folder: out == "",
    "platen prune": lambda out, folder: out.startswith("0 jobs "),
    "platen backup": lambda out, folder: (folder / "monday/backup.json").exists(),
    "platen restore": lambda out, folder: (folder / "restored/platen.sqlite").exists(),
    "platen user add": lambda out, folder: len(out.splitlines()) >= 2,
}


@pytest.mark.parametrize("block", BLOCKS, ids=range(1, len(BLOCKS) + 1))
def test_commands_run_in_their_order(reader, tmp_path, block):
    if block == START:
        reader.start([ROOT / START.strip()], tmp_path)
        return
    if block == START_FOR_MEMBERS:
        assert "Sign in as admin, once and within an hour: http" in reader.start(["platen", "up"], tmp_path).line()
        return
    if block in ELSEWHERE:
        pytest.skip("scripts/try-containers runs it")
    assert reader.instances, "the README says first how the service is started"
    printed = reader.run(block)
    known = next((done for beginning, done in DONE.items() if block.startswith(beginning)), None)
    if known:
        assert known(printed, reader.folder), printed
    else:
        assert '"id":' in printed or '"status":' in printed, printed
    if block.startswith(ADDED_USER):
        reader.instances.pop().stop()


def test_the_service_stops_as_the_readme_says(reader):
    (instance,) = reader.instances
    instance.stop()
    reader.instances.clear()


def test_every_block_is_one_of_commands():
    fences = re.findall(r"^```(.*)$", README, re.MULTILINE)
    assert fences == ["sh", ""] * len(BLOCKS)
    outside = re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"^    .*$", outside, re.MULTILINE) == []
    assert len(BLOCKS) >= 20 and BLOCKS[0] == START


def test_files_that_it_names_are_there():
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    named = re.findall(r"`((?:scripts|nginx|Tests|Sources)/[\w./-]+)`", README)
    assert len(links) >= 5 and len(named) >= 5
    for path in links + named:
        assert (ROOT / path).exists(), path


def test_links_within_lead_somewhere():
    headings = {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
                for heading in re.findall(r"^#+ (.*)$", README, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= headings


def test_settings_are_those_of_the_program():
    command = [platen_module.programs() / "platen", "config", "--markdown"]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert table in README


def test_calls_are_those_that_the_service_describes(service):
    def plain(call: str) -> str:
        return re.sub(r"\{\w+\}", "{}", call)

    paths = service.get("/api/openapi.json").json()["paths"]
    described = {plain(f"{method.upper()} {path}") for path, calls in paths.items() for method in calls}
    listed = {plain(call) for row in re.findall(r"^\| (`[A-Z]+ /.*?) \|", README, re.MULTILINE)
              for call in re.findall(r"`([A-Z]+ /[^`]*)`", row)}
    assert listed == described - {"GET /api/openapi.json", "GET /docs"}


def test_commands_of_the_program_are_all_there():
    said = subprocess.run([platen_module.programs() / "platen", "--help"], check=True, capture_output=True, text=True).stdout
    commands = set(re.findall(r"^  (\w[\w-]*) {2,}", said, re.MULTILINE)) - {"help", "version"}
    assert len(commands) > 15
    assert [name for name in sorted(commands) if f"platen {name}" not in README] == []
