"""Kills processes of a service, at random."""

import os
import random
import signal
from collections import Counter

import processes
from platen import Platen


# How often each kind dies, in relation.
SHARES = {
    "processor": 40, "responder": 20, "nginx worker": 10, "forkserver": 10, "supervisor": 10, "nginx master": 6,
    "launcher": 2, "everything": 2,
}


def found(platen: Platen, kind: str) -> list[processes.Process]:
    """The service's living processes of that kind."""
    alive = processes.descendants(platen.process.pid)
    platen.seen.update(alive)
    by_pid = {process.pid: processes.executable(process.pid) for process in alive}

    def of(program: str, *, below_own: bool | None = None) -> list[processes.Process]:
        return [
            process for process in alive
            if by_pid[process.pid] == program
            and (below_own is None or (by_pid.get(process.parent) == program) == below_own)
        ]

    return {
        "processor": lambda: of("platen-processor", below_own=True),
        "forkserver": lambda: of("platen-processor", below_own=False),
        "responder": lambda: of("platen-responder"),
        "supervisor": lambda: of("platen-supervisor"),
        "nginx master": lambda: of("nginx", below_own=False),
        "nginx worker": lambda: of("nginx", below_own=True),
    }[kind]()


class Murderer:
    """Kills one process at each call of `strike`; what dies with its launcher is started anew."""

    def __init__(self, platen: Platen, seed: int):
        self.platen = platen
        self.chance = random.Random(seed)
        self.killed: Counter[str] = Counter()

    def strike(self) -> None:
        kind = self.chance.choices(list(SHARES), SHARES.values())[0]
        if kind == "everything":
            self.platen.kill_everything()
            self.killed[kind] += 1
            self.platen.start()
        elif kind == "launcher":
            self.platen.remember()
            self.platen.process.kill()
            self.platen.process.wait()
            self.killed[kind] += 1
            # At once, while the parts of the one before may still be ending.
            self.platen.start()
        elif victims := found(self.platen, kind):
            victim = self.chance.choice(victims)
            try:
                os.kill(victim.pid, signal.SIGKILL)
            except ProcessLookupError:
                return  # It had ended by itself, as processors do.
            self.killed[kind] += 1

    @property
    def total(self) -> int:
        return sum(self.killed.values())
