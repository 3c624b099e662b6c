"""A stand-in for the service: the HTTP API of the page with jobs in memory that move on as time passes.

`python3 fake_service.py [port]` serves frontend/dist with it, for work on the page. Tests steer it through the
`FakeService` object: how fast jobs run, which fail, whether it answers at all.
"""

import email.parser
import email.policy
import http.cookies
import http.server
import itertools
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
MEDIA_TYPES = {".gz": "application/gzip", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
               ".txt": "text/plain; charset=utf-8", ".ansi": "text/plain; charset=utf-8", ".json": "application/json", ".png": "image/png", ".jpg": "image/jpeg",
               ".tif": "image/tiff"}
#: The beginnings of files, with the endings of their names.
MAGICS = {b"\x89PNG": "png", b"II*\x00": "tif"}


JOB_NUMBERS = itertools.count()


def new_job_id():
    """As the service makes them, but in order within a millisecond too."""
    digits = f"{time.time_ns() // 1_000_000:012x}7{next(JOB_NUMBERS) % 4096:03x}8{secrets.token_hex(8)[1:]}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def timestamp(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{int(seconds % 1 * 1000):03d}Z"


def dimensions(data):
    if data.startswith(b"\x89PNG"):
        return struct.unpack("!II", data[16:24])
    return 0, 0


class Job:
    """One job. Times are seconds since 1970; `started` and `ended` are set as the job moves on."""

    def __init__(self, user, kind, options, file_name=None, image=None, name=None):
        self.id, self.user, self.kind, self.options, self.name = new_job_id(), user, kind, options, name
        self.file_name, self.image = file_name, image
        self.created, self.started, self.ended = time.time(), None, None
        self.state, self.problem, self.result, self.files, self.attempts = "pending", None, None, {}, []

    @property
    def input_name(self):
        return next((f"input.{ending}" for magic, ending in MAGICS.items() if self.image.startswith(magic)), "input.jpg")

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
        if self.name:
            document["job_id"] = self.name
        if self.image:
            width, height = dimensions(self.image)
            document["input"] = {"url": f"/results/{self.id}/{self.input_name}", "media_type": MEDIA_TYPES[pathlib.Path(self.input_name).suffix],
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
        #: Set to let the page's own script be fetched; clear it to look at what is there before.
        self.may_send_page = threading.Event()
        self.may_send_page.set()
        #: What `/api/failures` tells; None for a service that has no such address.
        self.all_failures = {"window": "24h", "total": 7, "by_code": [
            {"code": "not_an_image", "count": 5, "last": timestamp(time.time() - 600)},
            {"code": "time_limit", "count": 2, "last": timestamp(time.time() - 7200)}]}
        #: The keys of the images that were sent, in order.
        self.keys = []
        #: What `ocr` reads, by file name.
        self.texts = {}
        #: File name to problem, for jobs that shall fail.
        self.failures = {}
        #: Lists under way at this moment and the most that ever were, to see that polls never overlap.
        self.lists_now = self.lists_most = self.lists = 0
        self.list_seconds = 0.0
        #: Answers in place of everything below /api/: status, media type and body; () for no answer at all.
        self.instead = None
        #: Whether there is a stream of events; streams that are open, to be cut.
        self.has_events, self.streams = True, []
        #: The pages of `words.json`, by file name.
        self.words = {}
        #: Who may sign in, with their passwords; None for a service without accounts.
        self.accounts = None
        self.sessions, self.api_keys = {}, []

    def cut_streams(self):
        """Ends every stream of events, as a broken connection does."""
        for stream in list(self.streams):
            stream.set()

    def submit(self, user, kind, options, file_name=None, image=None, name=None):
        with self.lock:
            for job in self.jobs:
                if name and (job.user, job.name) == (user, name):
                    return job
            job = Job(user, kind, options, file_name, image, name)
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
            words = {"language": "eng", "pages": self.words.get(job.file_name, [])}
            job.files = {"text.txt": text.encode(), "words.json": json.dumps(words).encode()}
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
        if self.is_kept_away(path.path):
            return None
        if path.path == "/api/session":
            return self.session()
        if path.path == "/api/events":
            return self.events()
        if path.path == "/api/keys":
            return self.answer(200, {"keys": self.service.api_keys})
        if path.path == "/api/me":
            return self.answer(200, {"name": self.user(), "role": "admin", "has_password": True})
        if path.path == "/api/users":
            users = [{"name": name, "role": "user", "has_password": True} for name in self.service.accounts or {}]
            return self.answer(200, {"users": users})
        if path.path == "/api/queue":
            return self.queue()
        if path.path == "/api/failures" and self.service.all_failures is not None:
            return self.answer(200, self.service.all_failures)
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
            self.service.keys.append(self.form(body).get("job_id", (None, b""))[1].decode())
        self.service.may_answer_posts.wait(30)
        if self.path == "/api/session":
            return self.sign_in(json.loads(body))
        if self.is_kept_away(self.path):
            return None
        if self.service.refusal:
            return self.problem(*self.service.refusal)
        if match := re.fullmatch(r"/api/jobs/([0-9a-f-]{36})/(cancel|retry)", self.path):
            return self.change(*match.groups())
        if self.path == "/api/keys":
            key = {"id": secrets.token_hex(4), "name": json.loads(body)["name"], "user": self.user(), "created_at": timestamp(time.time())}
            self.service.api_keys.append(key)
            return self.answer(201, key | {"key": "pk_" + secrets.token_hex(16)})
        fields, image, file_name = {}, None, None
        if self.headers.get_content_type() == "application/json":
            fields = json.loads(body)
        else:
            form = self.form(body)
            file_name, image = form.pop("image")
            fields = {name: content.decode() for name, (_, content) in form.items()}
        kind = fields.get("kind", "ocr")
        options = {"width": int(fields.get("width", 100))} if kind == "ascii" else {}
        if kind == "sleep":
            options = {"duration_ms": int(float(fields.get("duration", 1)) * 1000)}
        job = self.service.submit(self.user(), kind, options, file_name, image, fields.get("job_id"))
        with self.service.lock:
            self.answer(202, job.document(0), {"Location": f"/api/jobs/{job.id}"})

    def form(self, body):
        return {name: (file_name, content) for name, file_name, content in parts_of(self.headers["Content-Type"], body)}

    def is_kept_away(self, path):
        """Answers in the service's place where the test wants that, or where nobody is signed in."""
        if not path.startswith("/api/"):
            return False
        if self.service.instead == ():
            self.close_connection = True
        elif self.service.instead is not None and path != "/api/events":
            status, media_type, body = self.service.instead
            # Nothing is sent again by itself while a test looks.
            self.send(status, body, {"Content-Type": media_type, "Retry-After": "600"})
        elif self.service.is_down:
            self.problem(503, "service_unavailable", "The service is starting or restarting. Try again in a moment.")
        elif self.service.accounts is not None and self.session_user() is None:
            self.problem(401, "unauthenticated", "Sign in first.")
        else:
            return False
        return True

    def session(self):
        if self.service.accounts is None:
            return self.answer(200, {"auth": "open", "user": self.user(), "role": "admin"})
        return self.answer(200, {"auth": "required", "user": self.user(), "role": "admin"})

    def sign_in(self, credentials):
        user = credentials.get("user")
        if self.service.accounts.get(user) != credentials.get("password"):
            return self.problem(401, "wrong_credentials", "Name or password are wrong.")
        token = secrets.token_hex(8)
        self.service.sessions[token] = user
        self.answer(201, {"auth": "required", "user": user, "role": "admin"},
                    {"Set-Cookie": f"platen_session={token}; HttpOnly; SameSite=Lax; Path=/"})

    def session_user(self):
        cookies = http.cookies.SimpleCookie(self.headers.get("Cookie", ""))
        return self.service.sessions.get(cookies["platen_session"].value) if "platen_session" in cookies else None

    def queue(self):
        with self.service.lock:
            self.service.advance()
            held = [job.document(self.progress(job)) for job in self.service.jobs if job.state == "processing"]
            waiting = [time.time() - job.created for job in self.service.jobs if job.state == "pending"]
        sums = {"promised_ms": 8300, "received_ms": 8100, "longest_wait_ms": 1200}
        share = {"user": "ann", "weight": 2, "jobs": 3, "running": 1, "minute": sums, "hour": sums, "day": sums}
        fairness = {"jain_index": 0.98, "contenders": 2, "longest_wait_ms": 1200}
        self.answer(200, {
            "waiting": len(waiting), "running": len(held), "scheduled": 0, "users": 2, "more": 0, "processing": held,
            "oldest_wait_ms": int(max(waiting, default=0) * 1000), "shares": [share, share | {"user": "bob", "weight": 1}],
            "processors": {"alive": self.service.processors, "busy": len(held), "wanted": self.service.processors},
            "fairness": {"minute": fairness, "hour": fairness, "day": fairness}})

    def events(self):
        """Each job of the user whenever it has changed, and once a second how the unfinished ones stand."""
        if not self.service.has_events or self.service.instead is not None:
            return self.problem(404, "unknown_route", "There is nothing at this address.")
        user, cut, number = self.user(), threading.Event(), 0
        facts = lambda job: (job.state, job.started, round(self.progress(job), 1))
        with self.service.lock:
            told = {job.id: facts(job) for job in self.service.jobs if job.user == user}
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.service.streams.append(cut)
        self.close_connection = True
        try:
            while not cut.wait(0.1):
                with self.service.lock:
                    self.service.advance()
                    jobs = [job for job in self.service.jobs if job.user == user]
                    mine = {job.id: facts(job) for job in jobs}
                    changed = [job.document(self.progress(job)) for job in jobs if told.get(job.id) != mine[job.id]]
                    waiting = [(job.id, time.time() - job.created) for job in jobs if job.state == "pending"]
                for document in changed:
                    number += 1
                    self.event("job", document, number)
                for id in set(told) - set(mine):
                    self.event("removed", {"removed": id}, number)
                told = mine
                entries = [{"id": id, "state": "pending", "position": place, "own_position": place,
                            "waited_ms": int(waited * 1000), "spent_ms": 0} for place, (id, waited) in enumerate(waiting, 1)]
                self.event("queue", {"waiting": len(waiting), "running": 0, "jobs": entries, "more": 0}, number)
        except OSError:
            pass  # The page is gone.
        finally:
            self.service.streams.remove(cut)

    def event(self, kind, document, number):
        self.wfile.write(f"id: 1:{number}\nevent: {kind}\ndata: {json.dumps(document)}\n\n".encode())

    def do_DELETE(self):
        if self.is_kept_away(self.path):
            return None
        if self.path == "/api/session":
            self.service.sessions.clear()
            self.send_response(204)
            return self.end_headers()
        if self.path.startswith("/api/keys/"):
            self.service.api_keys = [key for key in self.service.api_keys if key["id"] != self.path.split("/")[-1]]
            self.send_response(204)
            return self.end_headers()
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
        if self.service.accounts is not None:
            return self.session_user()
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
            states, kinds, words = ([word for word in query.get(name, [""])[0].split(separator) if word]
                                    for name, separator in (("state", ","), ("kind", ","), ("q", " ")))
            text_of = lambda job: job.files.get("text.txt", b"").decode() + " " + (job.file_name or "")
            mine = [job for job in reversed(service.jobs) if job.user == self.user() and (not states or job.state in states)
                    and (not kinds or job.kind in kinds) and all(word.lower() in text_of(job).lower() for word in words)]
            document = {"jobs": [job.document(self.progress(job)) for job in mine[start:start + limit]]}
            if words:
                document["excerpts"] = {job.id: [{"text": "before "}, {"text": words[0], "hit": True}] for job in mine[start:start + limit]}
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
        if file.suffix == ".js" and file.stat().st_size > 50_000:
            self.service.may_send_page.wait(60)
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
