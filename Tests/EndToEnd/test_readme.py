"""What the README says is true: its commands run, and its table of settings is the program's."""

import os
import re
import subprocess

import pytest

import pictures
import platen

README = (platen.ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("block", BLOCKS, ids=range(1, len(BLOCKS) + 1))
def test_commands_run(service, tmp_path, block):
    (tmp_path / "scan.png").write_bytes(pictures.page("Read me 1"))
    (tmp_path / "photo.jpg").write_bytes(pictures.marked("JPEG"))
    commands = block.replace("localhost:8080", service.url.removeprefix("http://"))
    commands = commands.replace("curl ", "curl --fail --silent --show-error ")
    path = {"PATH": f"{platen.programs()}:{os.environ['PATH']}", "PLATEN_URL": service.url}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands], cwd=tmp_path, env=os.environ | path, capture_output=True,
        text=True, timeout=60,
    )
    assert done.returncode == 0, done.stderr
    if "curl" not in block:
        assert PRINTED[block.splitlines()[0].split(" --")[0]](done.stdout, tmp_path)
    elif "text.txt" in block:
        assert done.stdout.strip() == "Read me 1"
    else:
        assert '"id":' in done.stdout or '"status":' in done.stdout


# What blocks without curl must have done, by how they begin.
PRINTED = {
    "platen submit scan.png": lambda out, folder: out.startswith("Read me 1")
    and (folder / "out/scan.txt").exists() and (folder / "out/photo.txt").exists(),
    "platen jobs": lambda out, folder: (folder / "texts/scan.txt").exists() and "\tcancelled" in out,
    "mkdir -p inbox && cp scan.png inbox/": lambda out, folder: out.strip().endswith("Read me 1"),
    "platen simulate": lambda out, folder: "\nJain's index: 0." in out
    and (folder / "day.svg").read_text().startswith("<svg"),
    "platen": lambda out, folder: "_platen" in (folder / "platen.bash").read_text(),
}


def test_there_are_commands():
    assert len(BLOCKS) >= 4


def test_settings_are_those_of_the_program():
    command = [platen.programs() / "platen", "config", "--markdown"]
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
