"""The nginx template, filled in as `platen up` does it, in front of a scripted responder or of none."""

import contextlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import threading
import time

import pytest

TEMPLATE = pathlib.Path(__file__).resolve().parents[2] / "nginx" / "platen.conf.template"
JOB = "01890a5d-ac96-774b-bcce-b302099a8057"
TEXT = "Platen reads.\n" * 400
BODY_LIMIT = 100_000

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A data folder with one finished job, a page, and nginx in front of them."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.run, self.job = folder / "run", folder / "spool" / "57" / JOB
        for path in (self.run / "nginx-temp", self.job, folder / "page" / "assets"):
            path.mkdir(parents=True)
        (self.job / "text.txt").write_text(TEXT)
        (self.job / ".1-text.txt").write_text("half")
        (self.job / "link.txt").symlink_to("/etc/hostname")
        (folder / "page" / "index.html").write_text("<!doctype html><title>Platen</title>")
        (folder / "page" / "assets" / "main-ABC.js").write_text("'use strict';")
        self.configuration = self.run / "nginx.conf"
        self.configuration.write_text(self.filled())

    def filled(self):
        text = TEMPLATE.read_text()
        for name, value in {
            "USER_DIRECTIVE": "user root;" if os.geteuid() == 0 else "",
            "LISTEN": f"127.0.0.1:{self.port}",
            "SPOOL": self.folder / "spool",
            "RUN": self.run,
            "PAGE": self.folder / "page",
            "RESPONDER_SOCKET": self.run / "responder.sock",
            "PUBLISHER_SOCKET": self.run / "publisher.sock",
            "NCHAN_MODULE": "/usr/lib/nginx/modules/ngx_nchan_module.so",
            "OPEN_FILES": 1024,
            "CONNECTIONS": 512,
            "MAX_BODY_BYTES": BODY_LIMIT,
            "AUTHORISE_RESULTS": "",
            "STRANGE_HOSTS": 0,
            "STREAM_SECONDS": 0,
            "ERROR_LOG": f'"{self.run}/nginx-error.log"',
            "ACCESS_LOG": f'"{self.run}/access.log" json',
        }.items():
            text = text.replace(f"@{name}@", str(value))
        return text

    def command(self, *more):
        return ["nginx", "-p", str(self.run), "-e", str(self.run / "nginx-error.log"),
                "-c", str(self.configuration), *more]

    def ask(self, method, path, body=None, headers={}):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def wait_until_it_listens(self):
        deadline = time.monotonic() + 10
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            assert time.monotonic() < deadline, (self.run / "nginx-error.log").read_text()
            time.sleep(0.02)


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path)
    nginx = subprocess.Popen(site.command())
    try:
        site.wait_until_it_listens()
        yield site
    finally:
        nginx.terminate()
        nginx.wait(10)


class Responder:
    """Answers each FastCGI connection with the next scripted bytes; None hangs up without an answer."""

    def __init__(self, path, answers):
        self.answers, self.parameters = list(answers), []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        for answer in self.answers:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return  # Closed, with an answer left that nobody asked for.
            with connection:
                self.read_request(connection)
                if answer is not None:
                    connection.sendall(self.record(6, answer) + self.record(6, b"") + self.record(3, bytes(8)))

    def read_request(self, connection):
        stream, parameters = connection.makefile("rb"), b""
        while True:
            _, kind, _, length, padding, _ = struct.unpack("!BBHHBB", stream.read(8))
            content = stream.read(length)
            stream.read(padding)
            parameters += content if kind == 4 else b""
            if kind == 5 and length == 0:
                self.parameters.append(parameters)
                return

    @staticmethod
    def record(kind, content):
        return struct.pack("!BBHHBB", 1, kind, 1, len(content), 0, 0) + content

    def close(self):
        self.listener.close()


@contextlib.contextmanager
def responder(site, *answers):
    responder = Responder(site.run / "responder.sock", answers)
    try:
        yield responder
    finally:
        responder.close()


def assert_problem(response, body, status, code):
    assert (response.status, response.getheader("Content-Type")) == (status, "application/problem+json")
    document = json.loads(body)
    assert (document["status"], document["code"]) == (status, code)
    assert document["detail"] and document["title"]


def test_the_filled_in_template_is_a_valid_configuration(tmp_path):
    site = Site(tmp_path)
    check = subprocess.run(site.command("-t"), capture_output=True, text=True)
    assert check.returncode == 0, check.stderr
    assert "[warn]" not in check.stderr


def test_the_page_is_served_with_a_strict_policy_and_asked_for_again(site):
    response, body = site.ask("GET", "/")
    assert response.status == 200 and b"Platen" in body
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert response.getheader("Cache-Control") == "no-cache"
    policy = response.getheader("Content-Security-Policy")
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert response.getheader("X-Frame-Options") == "DENY"


def test_an_asset_is_kept_for_ever_but_its_absence_is_not(site):
    response, _ = site.ask("GET", "/assets/main-ABC.js")
    assert "immutable" in response.getheader("Cache-Control")
    assert response.getheader("Content-Type") == "text/javascript; charset=utf-8"
    response, body = site.ask("GET", "/assets/gone.js")
    assert_problem(response, body, 404, "unknown_route")
    assert response.getheader("Cache-Control") is None


def test_a_result_is_served_whole_in_ranges_and_not_again_when_unchanged(site):
    path = f"/results/{JOB}/text.txt"
    response, body = site.ask("GET", path)
    assert (response.status, body.decode()) == (200, TEXT)
    assert response.getheader("Content-Type") == "text/plain; charset=utf-8"
    assert response.getheader("Content-Security-Policy").startswith("sandbox; default-src 'none'")
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    assert response.getheader("Cache-Control") == "private, no-cache"
    etag = response.getheader("ETag")
    response, body = site.ask("GET", path, headers={"Range": "bytes=7-11"})
    assert (response.status, body) == (206, b"reads")
    response, body = site.ask("GET", path, headers={"If-None-Match": etag})
    assert (response.status, body) == (304, b"")


def test_text_is_compressed_for_who_accepts_it(site):
    response, body = site.ask("GET", f"/results/{JOB}/text.txt", headers={"Accept-Encoding": "gzip"})
    assert response.getheader("Content-Encoding") == "gzip" and len(body) < len(TEXT)


@pytest.mark.parametrize("path", [
    f"/results/{JOB}/absent.txt",
    f"/results/{JOB}/.1-text.txt",
    f"/results/{JOB}/link.txt",
    f"/results/{JOB}/",
    f"/results/{JOB[:-1]}8/text.txt",
    "/results/",
    f"/results/{JOB}/../../spool/57/{JOB}/text.txt",
    f"/results/{JOB}/..%2f..%2fplaten.sqlite",
])
def test_what_is_no_finished_result_is_a_404_problem(site, path):
    response, body = site.ask("GET", path)
    assert response.status == 404
    assert json.loads(body)["code"] in ("unknown_job", "unknown_route")
    assert response.getheader("Content-Type") == "application/problem+json"


@pytest.mark.parametrize("path", [f"/results/{JOB}/../../../../etc/passwd", "/" + 9000 * "x", "/%zz"])
def test_a_request_that_nginx_cannot_understand_is_a_400_problem(site, path):
    response, body = site.ask("GET", path)
    assert_problem(response, body, 400, "malformed_request")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_result_cannot_be_changed(site, method):
    response, body = site.ask(method, f"/results/{JOB}/text.txt")
    assert_problem(response, body, 405, "method_not_allowed")
    assert response.getheader("Allow") == "GET, HEAD"


def test_without_responders_the_api_answers_503_and_when_to_come_back(site):
    response, body = site.ask("GET", "/api/jobs")
    assert_problem(response, body, 503, "service_unavailable")
    assert response.headers.get_all("Retry-After") == ["2"]
    assert len(response.getheader("X-Request-ID")) == 32


def test_too_long_a_body_is_refused_before_any_responder_sees_it(site):
    response, body = site.ask("POST", "/api/jobs", bytes(BODY_LIMIT + 1))
    assert_problem(response, body, 413, "body_too_large")


def test_too_long_a_body_of_unknown_length_is_refused_too(site):
    chunks = (bytes(1000) for _ in range(BODY_LIMIT // 1000 + 1))
    response, body = site.ask("POST", "/api/jobs", chunks)
    assert_problem(response, body, 413, "body_too_large")


def test_a_responders_own_error_passes_untouched(site):
    answer = (b"Status: 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nRetry-After: 7\r\n"
              b"Cache-Control: no-store\r\n\r\n{\"code\":\"mine\"}")
    with responder(site, answer) as fake:
        response, body = site.ask("GET", "/api/jobs?limit=1")
        assert (response.status, body) == (503, b'{"code":"mine"}')
        assert response.headers.get_all("Retry-After") == ["7"]
        assert response.getheader("X-Request-ID").encode() in fake.parameters[0]
        assert b"/api/jobs?limit=1" in fake.parameters[0]


def test_a_safe_request_that_a_responder_dropped_is_tried_again(site):
    with responder(site, None, b"Content-Type: application/json\r\n\r\n{}") as fake:
        response, body = site.ask("GET", "/api/jobs")
        assert (response.status, body) == (200, b"{}")
        assert response.getheader("Cache-Control") == "private, no-cache"
        assert len(fake.parameters) == 2


def test_a_post_that_a_responder_dropped_is_not_sent_again(site):
    with responder(site, None, b"Content-Type: application/json\r\n\r\n{}") as fake:
        response, body = site.ask("POST", "/api/jobs", b"image")
        assert_problem(response, body, 503, "service_unavailable")
        assert len(fake.parameters) == 1


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "a.localhost", "127.0.0.1", "127.8.0.1:1", "[::1]:8080"])
def test_hosts_of_this_machine_are_answered(site, host):
    response, _ = site.ask("GET", "/", headers={"Host": host})
    assert response.status == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"])
@pytest.mark.parametrize("path", ["/", "/api/jobs", f"/results/{JOB}/text.txt"])
def test_other_hosts_are_refused_everywhere(site, host, path):
    response, body = site.ask("GET", path, headers={"Host": host})
    assert response.status == 421
    assert response.getheader("Content-Type") == "application/problem+json"
    assert json.loads(body)["code"] == "unknown_host"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_writes_from_pages_of_other_sites_are_refused(site, method, origin):
    response, body = site.ask(method, "/api/jobs", b"x", headers={"Sec-Fetch-Site": origin})
    assert response.status == 403
    assert json.loads(body)["code"] == "foreign_write"


@pytest.mark.parametrize("method, origin", [("POST", "same-origin"), ("POST", "none"), ("GET", "cross-site")])
def test_other_requests_reach_the_responders(site, method, origin):
    response, _ = site.ask(method, "/api/jobs", headers={"Sec-Fetch-Site": origin})
    assert response.status == 503


def test_a_failed_precondition_is_a_problem_document(site):
    response, body = site.ask("GET", f"/results/{JOB}/text.txt", headers={"If-Match": '"x"'})
    assert response.status == 412
    assert json.loads(body)["code"] == "precondition_failed"


@pytest.mark.parametrize("path", [f"/results/{JOB}/text.txt", "/index.html"])
def test_a_range_outside_of_the_file_is_a_problem_document(site, path):
    response, body = site.ask("GET", path, headers={"Range": "bytes=99999999-"})
    assert response.status == 416
    assert response.getheader("Content-Type").startswith("application/problem+json")
    assert json.loads(body)["code"] == "range_not_satisfiable"
    names = [name.lower() for name, _ in response.getheaders()]
    assert len(names) == len(set(names)), response.getheaders()


def test_of_a_file_that_is_missing_a_responder_says_why(site):
    answer = b"Status: 410 Gone\r\nContent-Type: application/problem+json\r\n\r\n{\"code\":\"gone\"}"
    with responder(site, answer) as fake:
        response, body = site.ask("GET", f"/results/{JOB}/absent.txt")
        assert (response.status, body) == (410, b'{"code":"gone"}')
        assert f"/results/{JOB}/absent.txt".encode() in fake.parameters[0]
