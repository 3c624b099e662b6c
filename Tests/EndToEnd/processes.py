"""What runs on this machine, from /proc."""

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    name: str
    # Changes from one look to the next, while the process stays the same.
    state: str = field(compare=False)
    # Ticks since boot: with the pid it names one process for ever.
    started: int


def read(pid: int) -> Process | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    name = text[text.index("(") + 1 : text.rindex(")")]
    fields = text[text.rindex(")") + 2 :].split()
    return Process(pid, int(fields[1]), name, fields[0], int(fields[19]))


def everything() -> list[Process]:
    found = (read(int(entry)) for entry in os.listdir("/proc") if entry.isdigit())
    return [process for process in found if process and process.state != "Z"]


def descendants(pid: int) -> list[Process]:
    """Living processes below `pid`, parents before children."""
    alive = everything()
    found: list[Process] = []
    parents = {pid}
    while parents:
        level = [process for process in alive if process.parent in parents]
        found += level
        parents = {process.pid for process in level}
    return found


def is_alive(process: Process) -> bool:
    now = read(process.pid)
    return now is not None and now.started == process.started and now.state != "Z"


def executable(pid: int) -> str:
    """The file name of the program that `pid` runs; empty when it cannot be told."""
    try:
        return os.path.basename(os.readlink(f"/proc/{pid}/exe"))
    except OSError:
        return ""
