"""What the processes of a service did to its disk, from strace, in the order in which it happened."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "open", "openat", "creat", "write", "pwrite64", "writev", "pwritev", "sendto", "ftruncate", "fallocate", "rename",
    "renameat", "renameat2", "mkdir", "mkdirat", "unlink", "unlinkat", "rmdir", "fsync", "fdatasync", "link", "linkat",
    "sync_file_range", "syncfs", "sync", "copy_file_range", "sendfile", "symlink", "symlinkat",
)


def command(trace: Path) -> list[str]:
    """The words before a command that record it and all its children into the file `trace`."""
    return [
        "strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", str(4 << 20), "--quiet=all", "-e", "signal=none",
        "-e", f"trace={','.join('?' + call for call in CALLS)}", "-o", str(trace),
    ]


@dataclass(frozen=True)
class Argument:
    """One argument of a call: a descriptor's file, a string, or a word."""

    text: str
    path: str | None = None
    data: bytes | None = None

    @property
    def number(self) -> int:
        return int(self.text, 0)


@dataclass(frozen=True)
class Moment:
    """The beginning or the end of a call, whatever comes first in the trace."""

    pid: int
    name: str
    arguments: tuple[Argument, ...]
    is_end: bool
    # Of an end: what the call returned, and the file of a returned descriptor. -1 is failure.
    result: int = 0
    # The same for both moments of a call.
    key: int = 0


LINE = re.compile(r"^(\d+) +(.*)$")
RESUMED = re.compile(r"^<\.\.\. (\w+) resumed>(.*)$")
STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
TOKEN = re.compile(
    r'"(?P<data>(?:\\x[0-9a-f]{2})*)"(?P<cut>\.\.\.)?|(?P<fd>-?\d+|AT_FDCWD)<(?P<path>(?:\\x[0-9a-f]{2}|[^\\>])*)>(?P<gone>\(deleted\))?'
    r"|(?P<word>[^,\[\]{}\s\"<>]+)"
)


def unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def readable(path: str) -> str:
    return os.fsdecode(re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes.fromhex(m[1].decode()), path.encode()))


def arguments(text: str) -> tuple[Argument, ...]:
    found = []
    for match in TOKEN.finditer(text):
        assert not match["cut"], "the trace cuts a string short"
        if match["data"] is not None:
            found.append(Argument("", data=unescaped(match["data"])))
        elif match["fd"] is not None:
            path = readable(match["path"]) + (" (deleted)" if match["gone"] else "")
            found.append(Argument(match["fd"], path=path))
        else:
            found.append(Argument(match["word"]))
    return tuple(found)


def moments(trace: Path) -> Iterator[Moment]:
    """Beginning and end of every call, in order. A call that another's line does not interrupt begins and ends at
    once; one that never returned has no end."""
    begun: dict[int, tuple[int, str, str]] = {}
    for key, line in enumerate(trace.read_text(encoding="latin-1").splitlines()):
        match = LINE.match(line)
        if not match or match[2].startswith(("+++", "---")):
            continue
        pid, text = int(match[1]), match[2]
        if resumed := RESUMED.match(text):
            start = begun.pop(pid, None)
            if start is None:
                continue
            number, name, head = start
            yield end(pid, name, head + resumed[2], number)
            continue
        name, _, rest = text.partition("(")
        if rest.endswith("<unfinished ...>"):
            head = rest.removesuffix("<unfinished ...>")
            begun[pid] = (key, name, head)
            yield Moment(pid, name, arguments(head), False, key=key)
        else:
            yield Moment(pid, name, arguments(rest.rpartition(") = ")[0]), False, key=key)
            yield end(pid, name, rest, key)


def end(pid: int, name: str, text: str, key: int) -> Moment:
    before, _, after = text.rpartition(" = ")
    word = re.match(r"-?\w+", after)
    result = int(word[0], 0) if word and word[0] != "?" else -1
    return Moment(pid, name, arguments(before.rstrip().removesuffix(")")), True, result, key)


def is_available() -> bool:
    try:
        return subprocess.run(["strace", "--seccomp-bpf", "-f", "true"], capture_output=True).returncode == 0
    except OSError:
        return False
