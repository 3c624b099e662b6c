"""A service where people sign in, with three of them: an admin, a job's owner and a stranger."""

import re
import subprocess

import requests

import platen as platen_module
from platen import Platen

LINK = re.compile(r"^Sign in as admin, once and within an hour: (http://[0-9.:]+)/#sign-in=([0-9a-f]{64})$")
PASSWORD = "correct horse"


def tool(platen: Platen, *arguments: str, input: str = "", **more: str) -> subprocess.CompletedProcess:
    """Runs `platen` beside the service."""
    command = [platen_module.programs() / "platen", *arguments]
    return subprocess.run(
        command, env=platen.environment(**more), input=input, capture_output=True, text=True, timeout=60)


def said(platen: Platen, *arguments: str, **more: str) -> str:
    """What the tool printed; it succeeded."""
    done = tool(platen, *arguments, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class Person:
    """Somebody who speaks to the service by a key, or in a session; without either they are nobody."""

    def __init__(self, platen: Platen, key: str | None = None, cookies: dict[str, str] | None = None):
        self.platen, self.key = platen, key
        self.session = requests.Session()
        self.session.trust_env = False
        # What nginx compresses on its way has no ranges.
        self.session.headers["Accept-Encoding"] = "identity"
        if key:
            self.session.headers["Authorization"] = f"Bearer {key}"
        if cookies:
            self.session.cookies.update(cookies)
            self.session.headers["Sec-Fetch-Site"] = "same-origin"

    def ask(self, method: str, path: str, **more) -> requests.Response:
        return self.session.request(method, self.platen.url + path, timeout=60, **more)

    def get(self, path: str, **more) -> requests.Response:
        return self.ask("GET", path, **more)

    def ended(self, **fields) -> dict:
        """The document of a job of theirs that has ended."""
        answer = self.ask("POST", "/api/jobs", headers={"Prefer": "wait=30"}, **fields)
        assert answer.status_code == 200, answer.text
        return answer.json()


def sign_in(platen: Platen, **how: str) -> Person:
    """Somebody in a new session."""
    answer = requests.post(platen.url + "/api/session", json=how, timeout=30)
    assert answer.status_code == 201, answer.text
    return Person(platen, cookies={"platen_session": answer.cookies["platen_session"]})


def link(platen: Platen) -> str:
    """What stands in the link that the service printed behind its address."""
    line = platen.process.stdout.readline().rstrip("\n")
    match = LINK.match(line)
    assert match and match[1] == platen.url, f"it said {line!r}"
    return match[2]


def add(platen: Platen, name: str, *more: str) -> Person:
    """A new user with a key and `PASSWORD`."""
    done = tool(platen, "user", "add", name, *more, input=PASSWORD + "\n")
    assert done.returncode == 0, done.stderr
    return Person(platen, key=said(platen, "key", "create", name, "tests"))
