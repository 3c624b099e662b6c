"""The files for those who look after a service: units, log rotation, the way in over TLS, the dashboard."""

import contextlib
import json
import re
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

import pytest
import requests

import members
import pictures
import platen as platen_module
import processes
from platen import ROOT
from waiting import until

UNITS = ["platen.service", "platen-backup.service", "platen-backup.timer"]


def unit(name: str) -> dict[str, list[str]]:
    """The lines of a unit's section `Service`, by key."""
    text = (ROOT / "scripts/systemd" / name).read_text()
    service = text.split("[Service]\n")[1].split("[Install]")[0]
    lines: dict[str, list[str]] = {}
    for key, value in re.findall(r"^(\w+)=(.*)$", service, re.MULTILINE):
        lines.setdefault(key, []).append(value)
    return lines


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_units_are_good(tmp_path):
    programs = platen_module.programs()
    for name in UNITS:
        text = (ROOT / "scripts/systemd" / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/platen/bin", str(programs)))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *(tmp_path / name for name in UNITS)],
        capture_output=True, text=True, timeout=60)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_unit_starts_a_service_and_the_other_backs_it_up(launch, tmp_path):
    """What the units run, with other folders."""
    service = unit("platen.service")
    assert service["ExecStart"] == ["/opt/platen/bin/platen up"]
    variables = dict(line.split("=", 1) for line in service["Environment"])
    assert variables == {"PLATEN_DATA_DIR": "/var/lib/platen", "PLATEN_ASSETS_DIR": "/opt/platen"}
    assert service["StateDirectory"] == ["platen"]
    platen = launch(PLATEN_PROCESSORS="1")
    platen.finished(platen.submit(pictures.marked(), kind="size")["id"])
    backups = tmp_path / "backups"
    old = backups / "2020-01-01T030000Z"
    old.mkdir(parents=True)
    backup = unit("platen-backup.service")
    for key in ("ExecStart", "ExecStartPost"):
        # systemd's own way of writing a percent sign.
        (line,) = (line.replace("%%", "%") for line in backup[key])
        line = line.replace("/opt/platen/bin", str(platen_module.programs()))
        line = line.replace("/var/backups/platen", str(backups))
        if key == "ExecStartPost":
            subprocess.run(["touch", "-d", "2020-01-01", old], check=True)
        subprocess.run(line, shell=True, check=True, env=platen.environment(), stdout=subprocess.DEVNULL, timeout=60)
    (made,) = backups.iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d{6}Z", made.name) and (made / "backup.json").exists()
    platen.process.send_signal(1)
    until(lambda: platen.get("/api/health").status_code == 200, "it is well")
    platen.stop()


def test_threads_ask_for_no_priority_over_others(launch):
    """Only root may give it, and the system's log is told of each that is refused, again and again as threads come and go."""
    platen = launch(PLATEN_PROCESSORS="1")
    platen.finished(platen.submit(pictures.marked(), kind="size")["id"])
    favoured = {}
    for process in [platen.process, *processes.descendants(platen.process.pid)]:
        stats = []
        for path in Path(f"/proc/{process.pid}/task").glob("*/stat"):
            # Threads come and go.
            with contextlib.suppress(OSError):
                stats.append(path.read_text())
        # The fields after the name in brackets begin with the third; the nineteenth is the nice value.
        favoured[process.pid] = sum(int(stat.rpartition(")")[2].split()[19 - 3]) < 0 for stat in stats)
    assert favoured.pop(platen.process.pid) == 0
    # The one that Dispatch has in each process for itself.
    assert len(favoured) >= 4 and max(favoured.values()) <= 1, favoured


def test_whoever_started_it_is_told_that_it_is_ready_and_that_it_stops(launch, tmp_path):
    assert unit("platen.service")["Type"] == ["notify"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(30)
        platen = launch(PLATEN_PROCESSORS="1", NOTIFY_SOCKET=str(tmp_path / "notify"))
        assert manager.recv(100) == b"READY=1"
        platen.stop()
        assert manager.recv(100) == b"STOPPING=1"
    # A manager that is gone is nobody's trouble.
    launch(PLATEN_PROCESSORS="1", NOTIFY_SOCKET=str(tmp_path / "notify")).stop()


def test_what_is_installed_needs_no_toolchain(tmp_path):
    subprocess.run(
        [ROOT / "scripts/build", "programs", "--into", tmp_path], check=True, capture_output=True, timeout=1800)
    folder = tmp_path / "bin"
    programs = ["platen", "platen-supervisor", "platen-responder", "platen-processor"]
    for name in programs:
        dynamic = subprocess.run(["readelf", "-d", folder / name], check=True, capture_output=True, text=True).stdout
        assert "$ORIGIN" in re.search(r"RUNPATH.*\[(.*)\]", dynamic)[1], name
        # Without the toolchain's folder, which RUNPATH names first.
        loaded = subprocess.run(
            ["/lib64/ld-linux-x86-64.so.2", "--inhibit-rpath", "", "--library-path", folder, "--list", folder / name],
            capture_output=True, text=True)
        assert loaded.returncode == 0 and "not found" not in loaded.stdout, loaded.stdout + loaded.stderr
        swift = [path for path in re.findall(r"=> (\S+)", loaded.stdout) if re.search(r"/lib(swift|Foundation|dispatch)", path)]
        assert len(swift) >= 3 and {Path(path).parent for path in swift} == {folder}, swift


@pytest.fixture
def setup(tmp_path):
    """`scripts/setup` by a user of another machine, who has no sudo, with these commands on it."""
    def run(**commands: str) -> str:
        for name in ("dirname", "sed", "head", "cat"):
            (tmp_path / name).symlink_to(shutil.which(name))
        usual = {"id": "echo 1000", "swift": "echo Swift version 6.3.1", "apt-get": "exit 1", "dpkg-query": "echo installed"}
        for name, body in (usual | commands).items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
            (tmp_path / name).chmod(0o755)
        done = subprocess.run(
            [ROOT / "scripts/setup"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1, done
        return done.stderr

    return run


def test_without_root_the_setup_names_the_command_for_it(setup):
    said = setup(**{"dpkg-query": "exit 1"})
    assert said.splitlines()[-1] == f"setup: this needs root, and there is no sudo. As root: {ROOT}/scripts/setup"


def test_an_old_swift_is_refused_with_what_to_do(setup):
    assert "swift is 5.9. Swift 6.2 or newer is needed: https://www.swift.org/install" in setup(swift="echo Swift version 5.9.2")


def test_an_old_tesseract_is_refused_with_what_to_do(setup):
    said = setup(**{"pkg-config": 'test "$1" = --modversion && echo 4.1.1'})
    assert "Tesseract is 4.1.1, and 5.2 or newer is needed: Debian 12" in said


@pytest.mark.skipif(Path("/run/systemd/system").exists(), reason="it would install")
def test_the_installation_says_what_to_do_without_systemd():
    done = subprocess.run([ROOT / "scripts/install"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "systemd does not run here. scripts/run serves without it" in done.stderr
    assert subprocess.run([ROOT / "scripts/install", "--nonsense"], capture_output=True).returncode == 1


@pytest.mark.skipif(not shutil.which("logrotate"), reason="logrotate is not installed")
def test_logs_are_rotated_and_nginx_goes_on_in_new_ones(launch, tmp_path):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_ACCESS_LOG="json")
    platen.get("/api/health", headers={"X-Request-ID": "0" * 31 + "1"})
    log = platen.data / "run" / "access.log"
    until(lambda: log.exists() and "0" * 31 + "1" in log.read_text(), "the request is in the log")
    text = (ROOT / "scripts/logrotate/platen").read_text().replace("/var/lib/platen", str(platen.data))
    user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    group = subprocess.run(["id", "-gn"], capture_output=True, text=True, check=True).stdout.strip()
    configuration = tmp_path / "platen"
    configuration.write_text(text.replace("su platen platen", f"su {user} {group}"))
    configuration.chmod(0o644)
    subprocess.run(["logrotate", "--force", "--state", tmp_path / "state", configuration], check=True, timeout=60)
    assert "0" * 31 + "1" in log.with_name("access.log.1").read_text()
    until(log.exists, "nginx opens its log anew")
    platen.get("/api/health", headers={"X-Request-ID": "0" * 31 + "2"})
    until(lambda: "0" * 31 + "2" in log.read_text(), "new requests are in the new log")
    assert "0" * 31 + "2" not in log.with_name("access.log.1").read_text()
    platen.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class FrontDoor:
    """An nginx with the example in front of a service."""

    def __init__(self, folder: Path, service_url: str):
        self.folder, self.plain, self.port = folder, free_port(), free_port()
        self.certificate = folder / "fullchain.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=platen.example.org", "-addext", "subjectAltName=DNS:platen.example.org",
             "-keyout", folder / "privkey.pem", "-out", self.certificate], check=True, capture_output=True)
        site = (ROOT / "nginx/tls.conf.example").read_text()
        site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.MULTILINE)
        for old, new in (
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"), ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
            ("/etc/letsencrypt/live/platen.example.org", str(folder)), ("http://127.0.0.1:8080", service_url),
        ):
            assert old in site, old
            site = site.replace(old, new)
        temporary = "".join(f'{kind}_temp_path "{folder}/{kind}";\n'
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f'daemon off;\npid "{folder}/nginx.pid";\nerror_log "{folder}/error.log";\nevents {{}}\n'
            f"http {{\naccess_log off;\n{temporary}{site}}}\n")
        self.command = ["nginx", "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]

    def __enter__(self) -> "FrontDoor":
        subprocess.run([*self.command, "-t"], check=True, capture_output=True)
        self.process = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)
        until(self.is_open, "the front door is open")
        return self

    def is_open(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(15)

    def connection(self) -> ssl.SSLSocket:
        context = ssl.create_default_context(cafile=str(self.certificate))
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return context.wrap_socket(plain, server_hostname="platen.example.org")

    def exchange(self, head: str, body: bytes = b"") -> bytes:
        """A whole answer."""
        with self.connection() as connection:
            connection.sendall(request(head + "Connection: close\r\n") + body)
            return b"".join(iter(lambda: connection.recv(65536), b""))


def request(head: str) -> bytes:
    line, rest = head.split("\r\n", 1)
    return f"{line} HTTP/1.1\r\nHost: platen.example.org\r\n{rest}\r\n".encode()


def test_way_in_over_tls(launch, tmp_path):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_AUTH="required")
    members.add(platen, "ann")
    with FrontDoor(tmp_path, platen.url) as door:
        elsewhere = requests.get(
            f"http://127.0.0.1:{door.plain}/api/jobs?a=b", headers={"Host": "platen.example.org"}, allow_redirects=False,
            timeout=30)
        assert elsewhere.status_code == 308
        assert elsewhere.headers["Location"] == "https://platen.example.org/api/jobs?a=b"
        assert door.exchange("GET /api/jobs\r\n").startswith(b"HTTP/1.1 401")
        sign_in = json.dumps({"user": "ann", "password": members.PASSWORD}).encode()
        answer = door.exchange(
            f"POST /api/session\r\nContent-Type: application/json\r\nX-Requested-With: platen\r\n"
            f"Content-Length: {len(sign_in)}\r\n", sign_in)
        assert answer.startswith(b"HTTP/1.1 20"), answer
        cookie = re.search(rb"^Set-Cookie: (\S+?);(.*)\r$", answer, re.MULTILINE | re.IGNORECASE)
        assert b"Secure" in cookie[2] and b"HttpOnly" in cookie[2]
        assert b"Strict-Transport-Security" in answer
        signed_in = f"Cookie: {cookie[1].decode()}\r\n"
        with door.connection() as stream:
            stream.sendall(request(f"GET /api/events\r\n{signed_in}Accept: text/event-stream\r\n"))
            received = b""
            while b": hi" not in received:
                received += (told := stream.recv(65536))
                assert told, received
            large = pictures.of_size(1 << 20)
            made = door.exchange(
                f"POST /api/jobs?kind=size\r\n{signed_in}X-Requested-With: platen\r\nContent-Type: image/png\r\n"
                f"Content-Length: {len(large)}\r\n", large)
            assert made.startswith(b"HTTP/1.1 202"), made
            end = time.monotonic() + 30
            while b'"completed"' not in received and time.monotonic() < end:
                received += stream.recv(65536)
            assert b"event: job" in received and b'"completed"' in received
    platen.stop()


DASHBOARD = json.loads((ROOT / "scripts/grafana/platen.json").read_text())


def queries() -> list[tuple[str, str]]:
    """Each query of the dashboard and its legend."""
    found = [(target["expr"], target["legendFormat"]) for panel in DASHBOARD["panels"] for target in panel["targets"]]
    found += [(each["query"]["query"], "") for each in DASHBOARD["templating"]["list"] if each["type"] == "query"]
    return found


def test_dashboard_asks_for_what_is_served_and_shows_all_of_it(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_DRAIN_SECONDS="0")
    platen.finished(platen.submit(pictures.marked(), kind="size")["id"])
    platen.submit(kind="sleep", duration="3600")

    def samples() -> dict[str, set[str]]:
        """The labels of each sample."""
        served: dict[str, set[str]] = {}
        for name, labels in re.findall(r"^(platen_\w+)(?:\{(.*)\})? ", platen.get("/api/metrics").text, re.MULTILINE):
            served.setdefault(name, set()).update(re.findall(r'(\w+)="', labels))
        return served

    until(lambda: {"platen_user_received_seconds", "platen_user_jobs"} <= set(samples()), "users are counted")
    served = samples()
    asked = set()
    for query, legend in queries():
        names = set(re.findall(r"platen_\w+", query))
        assert names and names <= set(served), query
        grouped = {label.strip() for group in re.findall(r" by \(([^)]*)\)", query) for label in group.split(",")}
        for label in grouped | set(re.findall(r"\{\{(\w+)\}\}", legend)) - {"instance"}:
            assert all(label in served[name] for name in names), (query, label)
        asked |= names
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in served}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in asked} == families
    platen.stop()


def test_dashboard_has_each_panel_once_and_none_over_another():
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = [(x, y) for panel in panels for grid in [panel["gridPos"]]
              for x in range(grid["x"], grid["x"] + grid["w"]) for y in range(grid["y"], grid["y"] + grid["h"])]
    assert len(set(places)) == len(places) and max(x for x, _ in places) < 24
