"""What `platen doctor` says of machines that lack something: one line each, with what to do."""

import ctypes
import os
import socket
import struct
import subprocess

import pytest

import platen as platen_module
from platen import Platen
from waiting import until

LANDLOCK_CREATE_RULESET = 444


@pytest.fixture
def machine():
    platen = Platen()
    yield platen
    platen.clean()


def examine(platen: Platen, status: int = 0, preexec=None, **settings: str) -> dict[str, list[tuple[str, str]]]:
    """By subject: the verdicts, with what is said."""
    done = subprocess.run(
        [platen_module.programs() / "platen", "doctor"], env=platen.environment(**settings), preexec_fn=preexec,
        capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert done.stderr == ""
    findings: dict[str, list[tuple[str, str]]] = {}
    for line in done.stdout.splitlines():
        findings.setdefault(line[9:24].strip(), []).append((line[:9].strip(), line[24:]))
    return findings


def well(platen: Platen, **settings: str) -> dict | None:
    """The same, where nothing is wrong: a service that is held up for a second is found slow."""
    try:
        return examine(platen, **settings)
    except AssertionError:
        return None


def without_landlock() -> None:
    """Filters system calls of this process so that it looks as if the kernel were older."""
    instructions = [(0x20, 0, 0, 0), (0x15, 0, 1, LANDLOCK_CREATE_RULESET), (0x06, 0, 0, 0x00050000 | 38),
                    (0x06, 0, 0, 0x7FFF0000)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in instructions))
    program = ctypes.create_string_buffer(struct.pack("HL", len(instructions), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    no_new_privileges, set_seccomp, filter_mode = 38, 22, 2
    assert prctl(no_new_privileges, 1, 0, 0, 0) == 0
    assert prctl(set_seccomp, filter_mode, ctypes.addressof(program), 0, 0) == 0


def test_machine_that_has_everything(machine):
    findings = examine(machine)
    assert {verdict for each in findings.values() for verdict, _ in each} <= {"ok", "warning"}
    assert set(findings) == {
        "settings", "programs", "nginx", "nchan", "page", "recognition", "sandbox", "data folder", "shared memory",
        "open files", "port", "service",
    }
    assert not machine.data.exists()


def test_port_is_taken(machine):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        findings = examine(machine, 1, PLATEN_PORT=str(port))
    assert findings["port"] == [
        ("trouble", f"Port {port} of 127.0.0.1 is taken by another program. Set PLATEN_PORT to a free one.")]


def test_no_nchan(machine):
    modules = machine.folder / "modules"
    nginx = machine.folder / "bin" / "nginx"
    nginx.parent.mkdir()
    nginx.write_text(f'#!/bin/sh\necho "nginx version: nginx/9.9.9" >&2\necho "--modules-path={modules}" >&2\n')
    nginx.chmod(0o755)
    findings = examine(machine, 1, PATH=f"{nginx.parent}:{os.environ['PATH']}")
    assert findings["nginx"] == [("ok", f"nginx/9.9.9 ({nginx})")]
    (verdict, words), = findings["nchan"]
    assert verdict == "trouble" and "apt-get install libnginx-mod-nchan" in words


def test_no_models(machine):
    empty = machine.folder / "tessdata"
    empty.mkdir()
    (verdict, words), = examine(machine, 1, TESSDATA_PREFIX=str(empty))["recognition"]
    assert verdict == "trouble" and "eng" in words and "apt-get install tesseract-ocr-eng" in words


def test_kernel_without_landlock(machine):
    (verdict, words), = examine(machine, preexec=without_landlock)["sandbox"]
    assert verdict == "warning" and "Landlock" in words and "5.13" in words


def test_full_disk(machine):
    disk = machine.folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting takes root's rights")
    try:
        (disk / "filler").write_bytes(bytes(8 << 20))
        full, memory = examine(machine, 1, PLATEN_DATA_DIR=str(disk / "data"))["data folder"]
    finally:
        subprocess.run(["umount", "-l", disk], check=True)
    assert full[0] == "trouble" and "platen prune" in full[1]
    assert memory[0] == "warning" and "is memory" in memory[1]


def test_every_wrong_setting_is_named(machine):
    findings = examine(machine, 1, PLATEN_PROCESSORS="0", PLATEN_KEEP_DAYS="x", PLATEN_NONSENSE="1")["settings"]
    assert [verdict for verdict, _ in findings] == ["trouble", "trouble", "warning"]
    for name, (_, words) in zip(["PLATEN_PROCESSORS", "PLATEN_KEEP_DAYS", "PLATEN_NONSENSE"], findings, strict=True):
        assert name in words


def test_running_service(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    port = platen.url.rsplit(":", 1)[1]
    findings = until(lambda: well(platen, PLATEN_PORT=port), "it says that all is well")
    assert findings["service"] == [("ok", f"runs (process {platen.process.pid}) and answers at {platen.url}")]
    assert "port" not in findings
    platen.stop()
