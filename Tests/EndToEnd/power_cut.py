"""A disk that keeps only what it was told to keep: replays a recording and shows what a power cut leaves.

Pessimistic on purpose, where POSIX allows it: bytes of a file are safe once it was synchronised, names once their
folder was; a new file's name is not safe with its bytes. Of everything else a cut keeps nothing, or all, or any
subset, torn at sectors."""

import os
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from recording import Argument, Moment

SECTOR = 512
# What is safe for each call, by its name; a test of the test leaves some out.
Ignore = Callable[[Moment], bool]


@dataclass
class File:
    content: bytearray = field(default_factory=bytearray)
    size: int = 0
    # Not yet safe, in order: an offset with bytes, or a new size.
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def apply(self, change: tuple[int, bytes | None]) -> None:
        at, data = change
        if data is None:
            del self.content[at:]
            self.content.extend(bytes(at - len(self.content)))
        else:
            self.content.extend(bytes(max(0, at + len(data) - len(self.content))))
            self.content[at : at + len(data)] = data

    def change(self, at: int, data: bytes | None) -> None:
        self.size = at if data is None else max(self.size, at + len(data))
        self.pending.append((at, data))

    def keep(self, number: int) -> None:
        for change in self.pending[:number]:
            self.apply(change)
        del self.pending[:number]

    def after_cut(self, choose: Callable[[], bool]) -> bytes:
        """The bytes that are there when power comes back."""
        left = File(bytearray(self.content))
        for at, data in self.pending:
            if data is None:
                if choose():
                    left.apply((at, None))
                continue
            for start in range(0, len(data), SECTOR):
                if choose():
                    left.apply((at + start, data[start : start + SECTOR]))
        return bytes(left.content)


@dataclass
class Folder:
    names: dict[str, "File | Folder"] = field(default_factory=dict)
    safe: dict[str, "File | Folder"] = field(default_factory=dict)
    # Not yet safe, in order: names that change at once; None: it goes.
    pending: list[dict[str, "File | Folder | None"]] = field(default_factory=list)

    @staticmethod
    def put(names: dict, changes: dict) -> None:
        for name, node in changes.items():
            if node is None:
                names.pop(name, None)
            else:
                names[name] = node

    def change(self, changes: dict[str, "File | Folder | None"]) -> None:
        self.put(self.names, changes)
        self.pending.append(changes)

    def keep(self, number: int) -> None:
        for changes in self.pending[:number]:
            self.put(self.safe, changes)
        del self.pending[:number]

    def after_cut(self, choose: Callable[[], bool]) -> dict[str, "File | Folder"]:
        left = dict(self.safe)
        for changes in self.pending:
            if choose():
                self.put(left, changes)
        return left


class Disk:
    """The files below `root`, which stands and is safe from the beginning. What is at a path in `passing`, given
    from there, is not looked at."""

    def __init__(self, root: Path, passing: tuple[str, ...] = ()):
        self.root_path = os.path.normpath(root)
        self.passing = passing
        self.root = Folder()
        self.synchronising: dict[int, tuple[File | Folder, int]] = {}
        self.cwd = "/"

    # Replay

    def see(self, moment: Moment, is_ignored: bool = False) -> None:
        """One moment of the recording."""
        if moment.name in ("fsync", "fdatasync"):
            self.synchronise(moment, is_ignored)
        elif moment.is_end and moment.result >= 0 and (handler := getattr(self, "on_" + moment.name, None)):
            handler(moment)

    def synchronise(self, moment: Moment, is_ignored: bool) -> None:
        """Safe at its end is what was there at its beginning."""
        if not moment.is_end:
            # Of a thread that is killed as it enters a call, no argument may be recorded: it synchronises nothing.
            node = self.find(moment.arguments[0].path) if moment.arguments else None
            if node is not None and not is_ignored:
                self.synchronising[moment.key] = (node, len(node.pending))
        elif moment.key in self.synchronising:
            node, number = self.synchronising.pop(moment.key)
            if moment.result == 0:
                # Another one may have ended meanwhile, and taken some of them.
                node.keep(min(number, len(node.pending)))

    def on_open(self, moment: Moment) -> None:
        self.opened(self.path(moment.arguments[0]), moment.arguments[1].text)

    def on_openat(self, moment: Moment) -> None:
        self.opened(self.path(*moment.arguments[:2]), moment.arguments[2].text)

    def opened(self, path: str, flags: str) -> None:
        folder, name = self.place(path)
        if folder is None:
            return
        node = folder.names.get(name)
        if node is None and "O_CREAT" in flags:
            folder.change({name: File()})
        elif isinstance(node, File) and "O_TRUNC" in flags:
            node.change(0, None)

    def on_write(self, moment: Moment) -> None:
        # The service writes new files from beginning to end.
        if node := self.file(moment.arguments[0]):
            node.change(node.size, moment.arguments[1].data[: moment.result])

    def on_pwrite64(self, moment: Moment) -> None:
        if node := self.file(moment.arguments[0]):
            node.change(moment.arguments[3].number, moment.arguments[1].data[: moment.result])

    def on_ftruncate(self, moment: Moment) -> None:
        if node := self.file(moment.arguments[0]):
            node.change(moment.arguments[1].number, None)

    def on_mkdir(self, moment: Moment) -> None:
        self.made(self.path(moment.arguments[0]))

    def on_mkdirat(self, moment: Moment) -> None:
        self.made(self.path(*moment.arguments[:2]))

    def made(self, path: str) -> None:
        folder, name = self.place(path)
        if folder is not None:
            folder.change({name: Folder()})

    def on_unlink(self, moment: Moment) -> None:
        self.removed(self.path(moment.arguments[0]))

    on_rmdir = on_unlink

    def on_unlinkat(self, moment: Moment) -> None:
        self.removed(self.path(*moment.arguments[:2]))

    def removed(self, path: str) -> None:
        folder, name = self.place(path)
        if folder is not None:
            folder.change({name: None})

    def on_rename(self, moment: Moment) -> None:
        self.moved(self.path(moment.arguments[0]), self.path(moment.arguments[1]))

    def on_renameat(self, moment: Moment) -> None:
        self.moved(self.path(*moment.arguments[:2]), self.path(*moment.arguments[2:4]))

    on_renameat2 = on_renameat

    def moved(self, source: str, target: str) -> None:
        old, old_name = self.place(source)
        new, new_name = self.place(target)
        if old is None and new is None:
            return
        assert old is new, f"{source} moves to another folder: {target}"
        old.change({old_name: None, new_name: old.names[old_name]})

    def unexpected(self, moment: Moment) -> None:
        """Calls that would need a rule here, if the service made them."""
        for argument in moment.arguments:
            assert self.find(argument.path) is None, f"{moment.name} of {argument.path}"

    on_writev = on_pwritev = on_fallocate = on_copy_file_range = on_link = on_linkat = on_symlink = unexpected

    # Paths

    def path(self, *words: Argument) -> str:
        name = os.fsdecode(words[-1].data)
        start = words[0].path if len(words) > 1 else self.cwd
        return os.path.normpath(os.path.join(start, name))

    def parts(self, path: str | None) -> list[str] | None:
        if path is None or path.endswith(" (deleted)"):
            return None
        path = os.path.normpath(path)
        if path == self.root_path:
            return []
        if not path.startswith(self.root_path + "/"):
            return None
        inner = path[len(self.root_path) + 1 :]
        if any(inner == each or inner.startswith(each + "/") for each in self.passing):
            return None
        return inner.split("/")

    def find(self, path: str | None) -> "File | Folder | None":
        parts = self.parts(path)
        if parts is None:
            return None
        node: File | Folder | None = self.root
        for name in parts:
            node = node.names.get(name) if isinstance(node, Folder) else None
        return node

    def file(self, descriptor: Argument) -> File | None:
        node = self.find(descriptor.path)
        return node if isinstance(node, File) else None

    def place(self, path: str) -> tuple[Folder | None, str]:
        parts = self.parts(path)
        if not parts:
            return None, ""
        folder = self.find(os.path.dirname(path))
        return (folder, parts[-1]) if isinstance(folder, Folder) else (None, "")

    # The cut

    def after_cut(self, target: Path, choose: Callable[[], bool]) -> None:
        """Lays out below `target` what a cut leaves now, without empty folders, which the service makes anew.
        `choose` says what of the rest was lucky."""
        self.lay_out(self.root, target, choose)

    def lay_out(self, folder: Folder, target: Path, choose: Callable[[], bool]) -> None:
        for name, node in folder.after_cut(choose).items():
            if isinstance(node, Folder):
                self.lay_out(node, target / name, choose)
            else:
                target.mkdir(parents=True, exist_ok=True)
                (target / name).write_bytes(node.after_cut(choose))


def nothing_more() -> bool:
    return False


def everything() -> bool:
    return True


def some(chance: random.Random) -> Callable[[], bool]:
    share = chance.random()
    return lambda: chance.random() < share


def replay(moments: Iterable[Moment], disk: Disk, ignore: Ignore = lambda _: False) -> Iterator[Moment]:
    """Each moment, after the disk has seen it."""
    for moment in moments:
        disk.see(moment, ignore(moment))
        yield moment
