"""`platen` as a client of the running service."""

import http.server
import json
import os
import pty
import re
import select
import signal
import socket
import subprocess
import threading
from pathlib import Path

import pytest

import pictures
import platen
from cutting_proxy import CuttingProxy
from waiting import until


def environment(url: str, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLATEN_")}
    kept.pop("PORT", None)
    return kept | {"PLATEN_URL": url} | more


def client(url: str, *words: str, folder: Path, input: bytes | None = None, **more: str):
    return subprocess.run(
        [platen.programs() / "platen", *words], env=environment(url, **more), cwd=folder, input=input,
        stdin=subprocess.DEVNULL if input is None else None, capture_output=True, timeout=120)


def started(url: str, *words: str, folder: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [platen.programs() / "platen", *words], env=environment(url), cwd=folder, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def draw(folder: Path, count: int) -> list[str]:
    names = [f"page {number}.png" for number in range(count)]
    for number, name in enumerate(names):
        (folder / name).write_bytes(pictures.page(f"Read me {number}", size=(500, 160)))
    return names


def test_files_are_submitted_and_their_texts_written(service, tmp_path):
    names = draw(tmp_path, 5)
    done = client(service.url, "submit", *names, "--wait", "-o", "out", "--user", "writer", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    texts = {path.name: path.read_text().strip() for path in (tmp_path / "out").iterdir()}
    assert texts == {f"page {number}.txt": f"Read me {number}" for number in range(5)}
    assert sorted(done.stdout.decode().splitlines()) == [f"page {n}.png: out/page {n}.txt" for n in range(5)]
    assert len(service.jobs("writer")) == 5


def test_results_that_are_there_are_not_replaced_unless_forced(service, tmp_path):
    draw(tmp_path, 1)
    (tmp_path / "page 0.txt").write_text("mine")
    words = ["submit", "page 0.png", "--wait", "-o", ".", "--user", "careful"]
    refused = client(service.url, *words, folder=tmp_path)
    assert refused.returncode == 1 and b"result_exists" in refused.stderr
    assert (tmp_path / "page 0.txt").read_text() == "mine" and service.jobs("careful") == []
    assert client(service.url, *words, "--force", folder=tmp_path).returncode == 0
    assert (tmp_path / "page 0.txt").read_text().strip() == "Read me 0"


def test_standard_input_becomes_text_on_standard_output(service, tmp_path):
    done = client(service.url, "submit", "-", "--wait", folder=tmp_path, input=pictures.page("Read me 7"))
    assert (done.returncode, done.stdout.decode().strip(), done.stderr) == (0, "Read me 7", b"")


def test_a_text_for_which_the_disk_has_no_room_is_no_success(service, tmp_path):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [platen.programs() / "platen", "submit", "-", "--wait"], env=environment(service.url), cwd=tmp_path,
            input=pictures.page("Read me 7"), stdout=full, stderr=subprocess.PIPE, timeout=120)
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr and b"platen wait" in done.stderr


def test_a_reader_that_is_gone_is_no_error(service, tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [platen.programs() / "platen", "submit", "-", "--wait"], env=environment(service.url), cwd=tmp_path,
            input=pictures.page("Read me 7"), stdout=writer, stderr=subprocess.PIPE, timeout=120)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_kinds_and_their_options(service, tmp_path):
    draw(tmp_path, 1)
    drawn = client(
        service.url, "submit", "page 0.png", "--kind", "ascii", "--width", "40", "--wait", folder=tmp_path)
    assert drawn.returncode == 0 and max(map(len, drawn.stdout.decode().splitlines())) <= 40
    same = client(
        service.url, "submit", "page 0.png", "--kind=ascii", "--option", "width=40", "--wait", folder=tmp_path)
    assert same.stdout == drawn.stdout
    mirrored = client(
        service.url, "submit", "page 0.png", "--kind", "mirror", "--wait", "-o", "out", folder=tmp_path)
    assert mirrored.returncode == 0, mirrored.stderr
    assert pictures.decoded((tmp_path / "out" / "page 0.mirror.png").read_bytes()).size == (500, 160)
    slept = client(service.url, "submit", "--kind", "sleep", "--duration", "0.1", "--wait", folder=tmp_path)
    assert slept.returncode == 0, slept.stderr
    sized = client(service.url, "submit", "page 0.png", "--kind", "size", "--wait", folder=tmp_path)
    assert json.loads(sized.stdout)["width"] == 500


def test_all_results_are_there_for_those_who_ask(service, tmp_path):
    draw(tmp_path, 1)
    words = ["submit", "page 0.png", "--wait", "-o", "out"]
    assert client(service.url, *words, "--format", "all", folder=tmp_path).returncode == 0
    assert {"page 0.txt", "page 0.words.json"} <= set(os.listdir(tmp_path / "out"))


def test_statuses_say_what_failed(service, tmp_path):
    (tmp_path / "bad.png").write_bytes(b"this is no image")
    draw(tmp_path, 1)
    some = client(service.url, "submit", "bad.png", "page 0.png", "absent.png", "--wait", "-o", "out", folder=tmp_path)
    assert some.returncode == 1
    assert b"bad.png" in some.stderr and b"unsupported_image" in some.stderr and b"file_not_read" in some.stderr
    assert os.listdir(tmp_path / "out") == ["page 0.txt"]
    for wrong in (["submit"], ["submit", "a.png", "-o", "out"], ["submit", "--nonsense"], ["wait"],
                  ["submit", "a.png", "--option", "width"], ["submit", "a.png", "--option", "job_id=x"], ["watch"]):
        assert client(service.url, *wrong, folder=tmp_path).returncode == 2, wrong
    assert client("nonsense", "jobs", folder=tmp_path).returncode == 2
    nobody = client("http://127.0.0.1:9", "jobs", "--patience", "0.5", folder=tmp_path)
    assert nobody.returncode == 3 and b"does not answer" in nobody.stderr


def test_an_image_that_is_too_large_is_refused_at_once(service, tmp_path):
    (tmp_path / "large.png").write_bytes(pictures.marked() + bytes(30 << 20))
    done = client(service.url, "submit", "large.png", "--wait", folder=tmp_path)
    assert done.returncode == 1 and b"body_too_large" in done.stderr
    assert b"Trying again" not in done.stderr


def test_jobs_are_listed_shown_cancelled_retried_and_waited_for(service, tmp_path):
    def run(*words: str) -> str:
        done = client(service.url, *words, "--user", "lister", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    job = run("submit", "--kind", "sleep", "--duration", "30").split("\t")[0]
    assert job in run("jobs")
    assert "kind: sleep" in run("show", job)
    assert json.loads(run("show", job, "--json"))["id"] == job
    assert run("cancel", job) == f"{job}\tcancelled\n"
    refused = client(service.url, "cancel", job, "--user", "lister", folder=tmp_path)
    assert refused.returncode == 1 and b"not_cancellable" in refused.stderr
    assert run("retry", job).startswith(job)
    run("cancel", job)
    ended = client(service.url, "wait", job, folder=tmp_path)
    assert ended.returncode == 1 and b"cancelled" in ended.stderr
    assert client(service.url, "show", "nobody", folder=tmp_path).returncode == 1
    (tmp_path / "a.png").write_bytes(pictures.page("Read me 3"))
    job = run("submit", "a.png").split("\t")[0]
    assert run("wait", job, "-o", "out") == f"{job}: out/a.txt\n"
    lines = [json.loads(line) for line in run("jobs", "--json", "--limit", "2").splitlines()]
    assert [line["kind"] for line in lines] == ["ocr", "sleep"]


def test_lines_for_programs(service, tmp_path):
    draw(tmp_path, 2)
    (tmp_path / "bad.png").write_bytes(b"this is no image")
    done = client(
        service.url, "submit", "page 0.png", "page 1.png", "bad.png", "--wait", "-o", "out", "--json", folder=tmp_path)
    lines = {line["file"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert lines["page 0.png"]["written"] == ["out/page 0.txt"]
    assert lines["page 1.png"]["job"]["state"] == "completed"
    assert lines["bad.png"]["problem"]["code"] == "unsupported_image"


def test_connections_that_are_cut_double_nothing(service, tmp_path):
    names = draw(tmp_path, 24)
    proxy = CuttingProxy(service.url, seed=7)
    try:
        done = client(
            proxy.url, "submit", *names, "--wait", "-o", "out", "--user", "cut", folder=tmp_path)
    finally:
        proxy.close()
    assert done.returncode == 0, done.stderr
    assert proxy.cut > 10
    assert len(list((tmp_path / "out").iterdir())) == 24
    assert (tmp_path / "out" / "page 23.txt").read_text().strip() == "Read me 23"
    assert len(service.jobs("cut")) == 24


@pytest.fixture
def fixed_port():
    """A port that a service can be started at again."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def test_a_service_that_is_killed_and_started_again_doubles_nothing(launch, tmp_path, fixed_port):
    service = launch(PLATEN_PROCESSORS="1", PLATEN_PORT=fixed_port)
    names = draw(tmp_path, 60)
    run = started(service.url, "submit", *names, "--wait", "-o", "out", "--parallel", "4", folder=tmp_path)
    try:
        until(lambda: len(os.listdir(tmp_path / "out")) > 3 if (tmp_path / "out").exists() else False, "some texts")
        service.kill_everything()
        service.process.stdout.close()
        service.start()
        output, errors = run.communicate(timeout=120)
    finally:
        run.kill()
    assert run.returncode == 0, errors
    assert b"Trying again" in errors
    assert len(os.listdir(tmp_path / "out")) == 60
    assert len(service.jobs()) == 60
    service.stop()


def test_waiting_for_a_job_is_a_request_or_two_that_the_service_holds_back(launch, tmp_path):
    service = launch(PLATEN_ACCESS_LOG="json", PLATEN_PROCESSORS="1")
    done = client(service.url, "submit", "--kind", "sleep", "--duration", "3", "--wait", folder=tmp_path)
    assert done.returncode == 0, done.stderr

    def looks() -> int:
        # nginx writes a line when it has answered.
        lines = map(json.loads, (service.data / "run" / "access.log").read_text().splitlines())
        return sum(line["method"] == "GET" and line["path"].startswith("/api/jobs/") for line in lines)

    assert until(looks, "the log tells of a request") <= 3
    service.stop()


def test_ctrl_c_says_which_jobs_go_on_and_how_to_come_back(launch, tmp_path):
    service = launch(PLATEN_PROCESSORS="1")
    blocker = service.submit(kind="sleep", duration="60")["id"]
    names = draw(tmp_path, 3)
    run = started(service.url, "submit", *names, "--wait", "-o", "out", "--parallel", "2", folder=tmp_path)
    try:
        until(lambda: len(service.jobs()) == 3, "two files are submitted")
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=30)
    finally:
        run.kill()
    assert run.returncode == 130
    text = errors.decode()
    assert "One was not sent." in text
    service.post(f"/api/jobs/{blocker}/cancel")
    # Answers that were still under way are those of files that were perhaps accepted.
    back = re.search(r"platen (wait .*)", text)
    words = back[1].split() if back else []
    unanswered = re.search(r"Being sent, .*: (.*)\.$", text, re.MULTILINE)
    jobs = [word for word in words if len(word) == 36]
    assert len(jobs) + (len(unanswered[1].split(", ")) if unanswered else 0) == 2
    if jobs:
        assert client(service.url, *words, folder=tmp_path).returncode == 0
        assert len(os.listdir(tmp_path / "out")) == len(jobs)


def test_a_terminal_shows_a_bar_for_each_file_that_runs(service, tmp_path):
    names = draw(tmp_path, 3)
    main, side = pty.openpty()
    run = subprocess.Popen(
        [platen.programs() / "platen", "submit", *names, "--wait", "-o", "out"], env=environment(service.url),
        cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=side, stderr=side, start_new_session=True)
    os.close(side)
    shown = b""
    try:
        while True:
            readable, _, _ = select.select([main], [], [], 60)
            assert readable, shown
            try:
                piece = os.read(main, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        assert run.wait(30) == 0, shown
    finally:
        run.kill()
        os.close(main)
    assert "[" in shown.decode() and "done" in shown.decode() and "\x1b[" in shown.decode()
    # At the end nothing of it stays but the lines.
    assert shown.decode().rstrip().split("\x1b[J")[-1].count("[") == 0
    assert len(os.listdir(tmp_path / "out")) == 3


def test_the_key_is_sent_as_a_bearer_token_and_never_said(tmp_path):
    seen: list[str | None] = []

    class Recorder(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers.get("Authorization"))
            body = b'{"code":"unknown_job","detail":"none","status":404}'
            self.send_response(404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_address[1]}"
        done = client(url, "show", "x", folder=tmp_path, PLATEN_API_KEY="s3cret-key")
    finally:
        server.shutdown()
        server.server_close()
    assert seen == ["Bearer s3cret-key"]
    assert b"s3cret" not in done.stdout + done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_the_commands(shell, tmp_path):
    done = client("", "--generate-completion-script", shell, folder=tmp_path)
    assert done.returncode == 0
    script = done.stdout.decode()
    for word in ("submit", "watch", "cancel", "retry", "parallel", "format"):
        assert word in script


def test_bash_completes_a_command_with_the_script(tmp_path):
    script = client("", "--generate-completion-script", "bash", folder=tmp_path).stdout
    (tmp_path / "complete.bash").write_bytes(script)
    check = """
        source ./complete.bash
        COMP_WORDS=(platen sub) COMP_CWORD=1 COMP_LINE='platen sub' COMP_POINT=10
        $(complete -p platen | sed 's/.*-F \\([^ ]*\\).*/\\1/') platen sub platen
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(["bash", "-c", check], cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert "submit" in done.stdout.split(), done.stderr
