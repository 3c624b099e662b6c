"""A stand-in for the service: the HTTP API of the page with jobs in memory that move on as time passes.

`python3 fake_service.py [port]` serves frontend/dist with it, for work on the page. Tests steer it through the
`FakeService` object: how fast jobs run, which fail, whether it answers at all.
"""

import email.parser
import email.policy
import http.cookies
import http.server
import json
import pathlib
import re
import secrets
import struct
import sys
import threading
import time
import urllib.parse

PAGE = pathlib.Path(__file__).resolve().parents[2] / "frontend" / "dist"
# As the nginx template sends it, so that what it forbids fails here too.
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
          "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
STAGES = ["decoding", "preparing", "recognising", "rendering", "writing"]
MEDIA_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
               ".txt": "text/plain; charset=utf-8", ".json": "application/json", ".png": "image/png", ".jpg": "image/jpeg"}


def new_job_id():
    digits = f"{time.time_ns() // 1_000_000:012x}7{secrets.token_hex(2)[1:]}8{secrets.token_hex(8)[1:]}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def timestamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{int(seconds % 1 * 1000):03d}Z"


def dimensions(data):
    if data.startswith(b"\x89PNG"):
        return struct.unpack("!II", data[16:24])
    return 0, 0


class Job:
    """One job. Times are seconds since 1970; `started` and `ended` are set as the job moves on."""

    def __init__(self, user, kind, options, file_name=None, image=None):
        self.id, self.user, self.kind, self.options = new_job_id(), user, kind, options
        self.file_name, self.image = file_name, image
        self.created, self.started, self.ended = time.time(), None, None
        self.state, self.problem, self.result, self.files, self.attempts = "pending", None, None, {}, []

    @property
    def input_name(self):
        return "input.png" if self.image.startswith(b"\x89PNG") else "input.jpg"

    def file_document(self, name, data):
        return {"name": name, "url": f"/results/{self.id}/{name}", "bytes": len(data),
                "media_type": MEDIA_TYPES[pathlib.Path(name).suffix]}

    def document(self, progress, log=False):
        now, started = time.time(), self.started or self.ended or time.time()
        document = {
            "id": self.id, "url": f"/api/jobs/{self.id}", "kind": self.kind, "state": self.state, "user": self.user,
            "options": self.options, "created_at": timestamp(self.created), "attempts": len(self.attempts) or int(bool(self.started)),
            "waited_ms": int((started - self.created) * 1000),
            "spent_ms": int(((self.ended or now) - self.started) * 1000) if self.started else 0,
            "files": [self.file_document(name, data) for name, data in self.files.items()],
        }
        if self.file_name:
            document["file_name"] = self.file_name
        if self.image:
            width, height = dimensions(self.image)
            document["input"] = {"url": f"/results/{self.id}/{self.input_name}", "media_type": "image/png",
                                 "bytes": len(self.image), "width": width, "height": height}
        if self.state == "processing":
            document |= {"progress": progress, "stage": STAGES[min(int(progress * 5), 4)]}
        for name, time_ in (("started_at", self.started), ("ended_at", self.ended)):
            if time_:
                document[name] = timestamp(time_)
        for name in ("problem", "result"):
            if getattr(self, name):
                document[name] = getattr(self, name)
        if log:
            document["attempt_log"] = self.attempts
        return document


class FakeService:
    """The state behind the API. Everything is guarded by `lock`."""

    def __init__(self, page=PAGE):
        self.page, self.jobs, self.lock = page, [], threading.RLock()
        self.processors, self.seconds, self.is_down = 2, 1.5, False
        #: Fraction at which running jobs stand still; None lets them run.
        self.held_at = None
        #: Answers a POST with this status and problem instead of making a job.
        self.refusal = None
        #: Set to let uploads finish; clear it to hold their answers back.
        self.may_answer_posts = threading.Event()
        self.may_answer_posts.set()
        #: The keys of the images that were sent, in order.
        self.keys = []
        #: What `ocr` reads, by file name.
        self.texts = {}
        #: File name to problem, for jobs that shall fail.
        self.failures = {}
        #: Lists under way at this moment and the most that ever were, to see that polls never overlap.
        self.lists_now = self.lists_most = self.lists = 0
        self.list_seconds = 0.0

    def submit(self, user, kind, options, file_name=None, image=None):
        with self.lock:
            job = Job(user, kind, options, file_name, image)
            self.jobs.append(job)
            self.advance()
            return job

    def progress(self, job):
        if self.held_at is not None:
            return self.held_at
        length = job.options.get("duration_ms", self.seconds * 1000) / 1000
        return min((time.time() - job.started) / max(length, 0.001), 1.0)

    def advance(self):
        for job in self.jobs:
            if job.state == "processing" and self.progress(job) >= 1:
                self.finish(job)
        running = sum(job.state == "processing" for job in self.jobs)
        for job in [job for job in self.jobs if job.state == "pending"][:max(0, self.processors - running)]:
            job.state, job.started = "processing", time.time()

    def finish(self, job):
        job.ended, job.state = time.time(), "completed"
        attempt = {"number": 1, "started_at": timestamp(job.started), "ended_at": timestamp(job.ended), "end": "completed",
                   "cpu_ms": 840, "peak_memory_kib": 61_440}
        job.attempts = [attempt]
        if job.file_name in self.failures:
            job.problem, job.state = self.failures[job.file_name], "failed"
            job.attempts = [attempt | {"number": n, "end": "signal:11", "signal": "SIGSEGV"} for n in (1, 2, 3)]
        elif job.kind == "ocr":
            text = self.texts.get(job.file_name, "The glass of a flatbed scanner.\n")
            job.files = {"text.txt": text.encode(), "words.json": json.dumps(text.split()).encode()}
        elif job.kind == "ascii":
            width = job.options["width"]
            job.files = {"text.txt": "".join(" .:-=+*#%@"[(x * 7 + y * 3) // 40 % 10] if x < width else "\n"
                                             for y in range(width // 3) for x in range(width + 1)).encode()}
        elif job.kind == "mirror":
            job.files = {"mirror.png": job.image}
        elif job.kind == "size":
            width, height = dimensions(job.image)
            job.result = {"bytes": len(job.image), "width": width, "height": height, "format": "png"}
        elif job.kind == "photo":
            job.files = {"photo.jpg": (PAGE.parent / "gallery/tomato-soup-with-cream.jpg").read_bytes()}
            job.result = {
                "source": "unsplash", "title": "tomato soup", "author": "Ann Example",
                "attribution": "Photo by Ann Example on Unsplash", "page_url": "https://unsplash.com/photos/abc",
                "author_url": "https://unsplash.com/@ann?utm_source=platen&utm_medium=referral",
            }


def parts_of(content_type, body):
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        yield name, part.get_filename(), part.get_payload(decode=True)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: FakeService

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path)
        if path.path.startswith("/api/") and self.service.is_down:
            return self.problem(503, "service_unavailable", "The service is starting or restarting. Try again in a moment.")
        if path.path == "/api/jobs":
            return self.list(urllib.parse.parse_qs(path.query))
        if match := re.fullmatch(r"/api/jobs/([0-9a-f-]{36})", path.path):
            return self.one(match[1])
        if match := re.fullmatch(r"/results/([0-9a-f-]{36})/([a-z0-9][a-z0-9._-]*)", path.path):
            return self.file(*match.groups())
        return self.page_file(path.path)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get_content_type() == "multipart/form-data":
            self.service.keys.append(self.headers.get("Idempotency-Key"))
        self.service.may_answer_posts.wait(30)
        if self.service.is_down:
            return self.problem(503, "service_unavailable", "The service is starting or restarting. Try again in a moment.")
        if self.service.refusal:
            return self.problem(*self.service.refusal)
        if match := re.fullmatch(r"/api/jobs/([0-9a-f-]{36})/(cancel|retry)", self.path):
            return self.change(*match.groups())
        fields, image, file_name = {}, None, None
        if self.headers.get_content_type() == "application/json":
            fields = json.loads(body)
        else:
            for name, part_file, content in parts_of(self.headers["Content-Type"], body):
                if name == "image":
                    image, file_name = content, part_file
                else:
                    fields[name] = content.decode()
        kind = fields.get("kind", "ocr")
        options = {"width": int(fields.get("width", 100))} if kind == "ascii" else {}
        if kind == "sleep":
            options = {"duration_ms": int(float(fields.get("duration", 1)) * 1000)}
        job = self.service.submit(self.user(), kind, options, file_name, image)
        with self.service.lock:
            self.answer(202, job.document(0), {"Location": f"/api/jobs/{job.id}"})

    def do_DELETE(self):
        with self.service.lock:
            job = self.found(self.path.removeprefix("/api/jobs/"))
            if job is None or job.user != self.user():
                return self.problem(404, "unknown_job", "You have no job with this id.")
            self.service.jobs.remove(job)
            self.send_response(204)
            self.end_headers()

    def change(self, job_id, wish):
        with self.service.lock:
            job = self.found(job_id)
            if job is None or job.user != self.user():
                return self.problem(404, "unknown_job", "You have no job with this id.")
            legal = {"cancel": ("scheduled", "pending", "processing"), "retry": ("failed", "cancelled")}[wish]
            if job.state not in legal:
                code = {"cancel": "not_cancellable", "retry": "not_retryable"}[wish]
                return self.problem(409, code, f"The job is {job.state}.")
            if wish == "cancel":
                job.state, job.ended = "cancelled", time.time()
            else:
                job.state, job.started, job.ended, job.problem = "pending", None, None, None
            self.answer(202 if wish == "retry" else 200, job.document(self.progress(job), log=True))

    def user(self):
        cookies = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
        return cookies["platen_user"].value if "platen_user" in cookies else "guest"

    def list(self, query):
        service, limit, start = self.service, int(query.get("limit", ["50"])[0]), int(query.get("cursor", ["0"])[0])
        with service.lock:
            service.lists += 1
            service.lists_now += 1
            service.lists_most = max(service.lists_most, service.lists_now)
        time.sleep(service.list_seconds)
        with service.lock:
            service.lists_now -= 1
            service.advance()
            mine = [job for job in reversed(service.jobs) if job.user == self.user()]
            document = {"jobs": [job.document(self.progress(job)) for job in mine[start:start + limit]]}
            if len(mine) > start + limit:
                document["next"] = str(start + limit)
            self.answer(200, document)

    def progress(self, job):
        return self.service.progress(job) if job.state == "processing" else 0

    def found(self, job_id):
        self.service.advance()
        return next((job for job in self.service.jobs if job.id == job_id), None)

    def one(self, job_id):
        with self.service.lock:
            job = self.found(job_id)
            if job is None:
                return self.problem(404, "unknown_job", "There is no job of this id.")
            self.answer(200, job.document(self.progress(job), log=True))

    def file(self, job_id, name):
        with self.service.lock:
            job = self.found(job_id)
            files = dict(job.files) if job else {}
            if job and job.image:
                files[job.input_name] = job.image
        if name not in files:
            return self.problem(404, "unknown_job", "There is no such result.")
        self.send(200, files[name], {"Content-Type": MEDIA_TYPES[pathlib.Path(name).suffix],
                                     "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"})

    def page_file(self, path):
        file = (self.service.page / (path.lstrip("/") or "index.html")).resolve()
        if self.service.page.resolve() not in file.parents or not file.is_file():
            return self.problem(404, "unknown_route", "There is nothing at this address.")
        self.send(200, file.read_bytes(), {"Content-Type": MEDIA_TYPES[file.suffix], "Content-Security-Policy": POLICY})

    def problem(self, status, code, detail):
        self.answer(status, {"type": "about:blank", "title": "Problem", "status": status, "code": code, "detail": detail},
                    {"Content-Type": "application/problem+json"})

    def answer(self, status, document, headers={}):
        self.send(status, json.dumps(document).encode(), {"Content-Type": "application/json", **headers})

    def send(self, status, body, headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": len(body), "X-Content-Type-Options": "nosniff"}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def serve(service, port=0):
    """Listens on a loopback port; `serve_forever` and `shutdown` are the caller's."""
    return Server(("127.0.0.1", port), type("BoundHandler", (Handler,), {"service": service}))


if __name__ == "__main__":
    server = serve(FakeService(), int(sys.argv[1]) if len(sys.argv) > 1 else 8081)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
