"""Backups are taken while the service works, and what is restored is a service that knows everything it knew."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest
import requests

import pictures
import platen as platen_module
from persistent_client import USER, PersistentClient
from platen import Platen
from waiting import until

PICTURE = pictures.marked()


def run(platen: Platen, *arguments, under: tuple[str, ...] = ()) -> subprocess.CompletedProcess:
    """`platen` with the settings of that service."""
    command = [*under, platen_module.programs() / "platen", *arguments]
    return subprocess.run(
        command, env=platen.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)


def succeed(platen: Platen, *arguments) -> str:
    done = run(platen, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def refused(platen: Platen, *arguments) -> str:
    """What it says when it refuses."""
    done = run(platen, *arguments)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout == ""
    return done.stderr


def killed_at(call: str, number: int) -> tuple[str, ...]:
    """Runs a program that is killed at its so-manyth system call of that name."""
    return ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
            "-e", f"inject={call}:signal=KILL:when={number}")


@pytest.fixture
def other():
    """A service that was not started, on a data folder that is not there yet."""
    platen = Platen(PLATEN_PROCESSORS="2")
    yield platen
    platen.clean()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A stopped service with one job that has ended and one that waits, and a backup of it."""
    platen = Platen(PLATEN_PROCESSORS="1")
    try:
        platen.start()
        platen.ended = platen.finished(platen.submit(PICTURE, kind="mirror")["id"])
        platen.waiting = platen.submit(PICTURE, kind="size", delay="3600")
        platen.stop()
        (platen.data / "rules.json").write_text('{"users": {"ann": {"weight": 2}}}')
        platen.secret = succeed(platen, "webhook-secret")
        platen.backup = tmp_path_factory.mktemp("backup") / "whole"
        platen.said = succeed(platen, "backup", platen.backup)
        yield platen
    finally:
        platen.clean()


@pytest.fixture
def backup(kept, tmp_path):
    """A copy of that backup, to be spoilt."""
    return shutil.copytree(kept.backup, tmp_path / "copy")


@pytest.fixture
def disk(tmp_path):
    """A small file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("mounting takes root's rights")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def spooled_file(backup: Path, name: str = "mirror.png") -> Path:
    return next(backup.glob(f"spool/??/*/{name}"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def seal(backup: Path) -> None:
    """Lets the manifest say of the list what it is now."""
    path = backup / "backup.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"files_sha256": digest(backup / "files.sha256")}))


def jobs_of(store: Path) -> set[str]:
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {row[0].hex() for row in connection.execute("SELECT id FROM jobs")}


def assert_restored(kept: Platen, platen: Platen) -> None:
    """The jobs of `kept` are in the stopped service `platen`, and go on when it is started."""
    platen.start()
    assert platen.job(kept.ended["id"])["state"] == "completed"
    picture = pictures.decoded(platen.get(kept.ended["files"][0]["url"]).content)
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    assert platen.job(kept.waiting["id"])["state"] == "scheduled"
    new = platen.finished(platen.submit(PICTURE, kind="size")["id"])
    assert new["state"] == "completed"
    platen.stop()


class Remover(threading.Thread):
    """Deletes jobs that have ended, as fast as it finds them, every second one."""

    def __init__(self, url: str):
        super().__init__(daemon=True)
        self.url = url
        self.asked: set[str] = set()
        self.ending = threading.Event()

    def run(self) -> None:
        while not self.ending.wait(0.05):
            try:
                query = {"user_id": USER, "state": "completed", "limit": "100"}
                jobs = requests.get(f"{self.url}/api/jobs", params=query, timeout=60).json()["jobs"]
                for job in jobs[::2]:
                    self.asked.add(job["id"])
                    requests.delete(f"{self.url}/api/jobs/{job['id']}", params={"user_id": USER}, timeout=60)
            except requests.RequestException:
                continue

    def end(self) -> None:
        self.ending.set()
        self.join(30)


def test_a_backup_taken_under_load_holds_every_job_that_was_accepted_before(launch, tmp_path):
    platen = launch(PLATEN_PROCESSORS="2")
    clients = [PersistentClient(platen.url) for _ in range(3)]
    remover = Remover(platen.url)

    def accepted() -> list[str]:
        return [job_id for client in clients for job_id in client.accepted]

    taken = []
    for each in [*clients, remover]:
        each.start()
    try:
        for number in range(3):
            until(lambda: len(accepted()) >= 40 * (number + 1), "jobs are accepted", 60)
            before = accepted()
            succeed(platen, "backup", tmp_path / str(number))
            taken.append((tmp_path / str(number), before))
    finally:
        for each in [*clients, remover]:
            each.end()
    assert remover.asked
    platen.stop()
    for folder, before in taken:
        assert_consistent(folder, set(before) - remover.asked)


def assert_consistent(backup: Path, expected: set[str]) -> None:
    """A service restored from the backup has the jobs with all their files, and ends those that had not ended."""
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "files.sha256"], cwd=backup, capture_output=True)
    assert checked.returncode == 0, checked.stdout
    restored = Platen(PLATEN_PROCESSORS="2")
    try:
        succeed(restored, "restore", backup)
        shutil.rmtree(backup)  # What was restored has nothing in common with it.
        restored.start()
        until(lambda: all(job["state"] == "completed" for job in restored.jobs(USER)), "every job ends", 120)
        jobs = {job["id"]: job for job in restored.jobs(USER)}
        assert expected <= set(jobs)
        for job in jobs.values():
            for file in job["files"]:
                answer = restored.get(file["url"], params={"user_id": USER})
                assert (answer.status_code, len(answer.content)) == (200, file["bytes"]), job
        restored.stop()
        assert len(jobs_of(restored.data / "platen.sqlite")) == len(jobs)
    finally:
        restored.clean()


def test_it_says_what_is_in_it_and_everything_comes_back(kept, other):
    manifest = json.loads((kept.backup / "backup.json").read_text())
    assert (manifest["format"], manifest["jobs"]) == (1, 2)
    assert kept.said.startswith(f"2 jobs with {manifest['files']} files ({manifest['bytes']} bytes), as of 20")
    said = succeed(other, "restore", kept.backup)
    assert said.startswith("2 jobs with ") and said.endswith(f" are in {other.data}.\n")
    assert (other.data / "rules.json").read_text() == (kept.data / "rules.json").read_text()
    assert succeed(other, "webhook-secret") == kept.secret
    assert_restored(kept, other)


def test_ended_jobs_share_their_files_on_one_disk_and_others_do_not(kept):
    assert spooled_file(kept.backup).stat().st_nlink == 2
    waiting = next(kept.backup.glob(f"spool/??/{kept.waiting['id']}/input.png"))
    assert waiting.stat().st_nlink == 1


def test_on_another_disk_they_are_copied(kept, disk, other):
    succeed(kept, "backup", disk / "b")
    assert spooled_file(disk / "b").stat().st_nlink == 1
    succeed(other, "restore", disk / "b")
    assert_restored(kept, other)


def test_a_spool_elsewhere_is_part_of_it(kept, other, tmp_path):
    spool = tmp_path / "elsewhere"
    other.settings["UPLOAD_FOLDER"] = str(spool)
    succeed(other, "restore", kept.backup)
    assert list(spool.glob("??/*/mirror.png")) and not (other.data / "spool").exists()
    assert_restored(kept, other)
    again = tmp_path / "again"
    succeed(other, "backup", again)
    assert spooled_file(again).read_bytes()


@pytest.mark.parametrize("call, number", [("pwrite64", 20), ("linkat", 1), ("syncfs", 1), ("rename", 1)])
def test_a_backup_that_was_cut_short_is_refused(kept, other, tmp_path, call, number):
    folder = tmp_path / "cut"
    assert run(kept, "backup", folder, under=killed_at(call, number)).returncode != 0
    assert folder.exists()
    assert f"The backup in {folder} was cut short" in refused(other, "restore", folder)
    assert not other.data.exists()
    assert "is not empty" in refused(kept, "backup", folder)
    succeed(kept, "backup", tmp_path / "another")


def test_what_is_no_backup_is_refused(other, tmp_path):
    assert f"There is no backup in {tmp_path}" in refused(other, "restore", tmp_path)
    assert "There is no backup in /nonexistent" in refused(other, "restore", "/nonexistent")


def test_a_full_disk_is_named_and_nothing_is_left(kept, disk):
    (disk / "filler").write_bytes(bytes((6 << 20) - (64 << 10)))
    assert f"There is no room at {disk}/b" in refused(kept, "backup", disk / "b")
    assert not (disk / "b").exists()


def test_places_that_are_no_good_are_refused(kept, tmp_path):
    assert "with which it would be lost" in refused(kept, "backup", kept.data / "b")
    (tmp_path / "file").touch()
    assert "is not empty" in refused(kept, "backup", tmp_path)
    assert not (kept.data / "b").exists()


def test_a_running_service_is_not_restored_onto(kept, launch):
    platen = launch(PLATEN_PROCESSORS="1")
    job = platen.submit(PICTURE, kind="mirror")["id"]
    for arguments in ((), ("--replace",)):
        said = refused(platen, "restore", kept.backup, *arguments)
        assert f"already runs on {platen.data} (pid {platen.process.pid}). Stop it first." in said
    assert platen.finished(job)["state"] == "completed"
    platen.stop()


def test_a_supervisor_on_its_own_is_not_restored_onto(kept, other):
    other.data.mkdir()
    (other.data / "run").mkdir()
    supervisor = subprocess.Popen(
        [platen_module.programs() / "platen-supervisor"], env=other.environment(), stderr=subprocess.PIPE, text=True)
    try:
        until(lambda: (other.data / "platen.sqlite").exists(), "the supervisor works")
        said = refused(other, "restore", kept.backup, "--replace")
        assert f"another supervisor (process {supervisor.pid}) works on this data folder; stop it first" in said
        assert supervisor.poll() is None
    finally:
        supervisor.terminate()
        supervisor.communicate(timeout=30)


def test_what_is_there_is_put_aside_only_when_asked(kept, other):
    other.start()
    theirs = other.finished(other.submit(PICTURE, kind="mirror")["id"])
    other.stop()
    before = jobs_of(other.data / "platen.sqlite")
    assert "is not empty. With --replace" in refused(other, "restore", kept.backup)
    assert jobs_of(other.data / "platen.sqlite") == before
    assert "What was there before is in" in succeed(other, "restore", kept.backup, "--replace")
    (aside,) = other.data.glob("replaced-*")
    assert jobs_of(aside / "platen.sqlite") == before
    assert list(other.data.glob(f"spool/{aside.name}/??/{theirs['id']}/mirror.png"))
    assert_restored(kept, other)


STAGES = [("openat", 400), ("syncfs", 1), ("rename", 1), ("rename", 40), ("rename", 258), ("unlink", 1)]


@pytest.mark.parametrize("call, number", STAGES)
def test_a_restore_that_was_cut_short_can_be_done_again(kept, other, call, number):
    other.start()
    theirs = other.finished(other.submit(PICTURE, kind="mirror")["id"])
    other.stop()
    before = jobs_of(other.data / "platen.sqlite")
    cut = run(other, "restore", kept.backup, "--replace", under=killed_at(call, number))
    assert cut.returncode != 0, cut.stdout
    if (other.data / "restore-unfinished").exists():
        assert "was cut short" in refused(other, "up")
    else:
        other.start()
        assert other.job(theirs["id"])["state"] == "completed"
        other.stop()
    succeed(other, "restore", kept.backup, "--replace")
    stores = [jobs_of(path) for path in other.data.glob("replaced-*/platen.sqlite")]
    assert before in stores
    assert not list(other.data.glob("**/restoring"))
    assert_restored(kept, other)


def test_a_damaged_file_is_named(kept, other, backup):
    file = spooled_file(backup)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    said = refused(other, "restore", backup)
    assert f"{file} is missing or damaged" in said and "--leave-out-damaged" in said
    assert f"{file} is missing or damaged" in refused(other, "restore", "--check", backup)
    assert not (other.data / "platen.sqlite").exists() and not list(other.data.glob("**/restoring"))
    file.unlink()
    assert f"{file} is missing or damaged" in refused(other, "restore", backup)
    assert "1 jobs with damaged files were left out." in succeed(other, "restore", "--leave-out-damaged", backup)
    other.start()
    assert other.get(f"/api/jobs/{kept.ended['id']}").status_code == 404
    assert other.job(kept.waiting["id"])["state"] == "scheduled"
    other.stop()


@pytest.mark.parametrize("name", ["platen.sqlite", "files.sha256", "backup.json", "rules.json"])
def test_what_every_job_needs_must_be_whole(other, backup, name):
    content = (backup / name).read_bytes()
    (backup / name).write_bytes(content[: len(content) // 2])
    said = refused(other, "restore", "--leave-out-damaged", backup)
    assert name in said and "damaged" in said and "Name another backup" in said
    assert not (other.data / "platen.sqlite").exists()


def test_a_list_that_leads_elsewhere_is_refused(other, backup, tmp_path):
    (tmp_path / "prey").write_text("prey")
    listed = backup / "files.sha256"
    listed.write_text(listed.read_text() + "0" * 64 + "  ../prey\n")
    seal(backup)
    assert "names what no backup holds" in refused(other, "restore", backup)


def test_a_whole_backup_is_said_to_be_so(kept, other):
    assert "as they were" in succeed(other, "restore", "--check", kept.backup)
    assert not other.data.exists()


def test_backups_of_later_versions_are_refused_by_name(other, backup):
    with closing(sqlite3.connect(backup / "platen.sqlite")) as store, store:
        store.execute("INSERT INTO grdb_migrations VALUES ('999 the future')")
        store.execute("UPDATE program SET version = '9.9.9'")
    said = refused(other, "restore", backup)
    own = succeed(other, "version").strip()
    assert f"written by Platen 9.9.9, and this is {own}" in said and "Run 9.9.9 or newer" in said
    path = backup / "backup.json"
    path.write_text(json.dumps({"format": 2, "version": "9.9.9"}))
    said = refused(other, "restore", backup)
    assert f"taken by Platen 9.9.9, and this is {own}" in said
    assert not (other.data / "platen.sqlite").exists()


def test_a_backup_of_an_earlier_version_is_brought_forward(kept, other, backup):
    store, listed = backup / "platen.sqlite", backup / "files.sha256"
    before = digest(store)
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DELETE FROM grdb_migrations WHERE identifier LIKE '14 %'")
        connection.execute("DROP TABLE program")
    listed.write_text(listed.read_text().replace(before, digest(store)))
    seal(backup)
    succeed(other, "restore", backup)
    assert_restored(kept, other)
    with closing(sqlite3.connect(other.data / "platen.sqlite")) as connection:
        own = succeed(other, "version").strip()
        assert connection.execute("SELECT version FROM program").fetchall() == [(own,)]


@pytest.mark.parametrize("command", [
    ["backup", "FOLDER"], ["prune", "--older-than", "1d"], ["user", "list"], ["key", "list", "ann"], ["quarantine"], ["webhook-secret"]])
def test_nothing_was_kept_here_says_a_command_and_what_to_do(other, tmp_path, command):
    done = run(other, *(word.replace("FOLDER", str(tmp_path / "b")) for word in command))
    assert done.returncode != 0 and done.stdout == ""
    assert f"nothing in {other.data}" in done.stderr and "platen up" in done.stderr and "Usage" not in done.stderr
    assert not os.path.exists(other.data) and os.listdir(tmp_path) == []


def test_a_secret_that_is_set_is_shown_without_a_store():
    platen = Platen(SECRET_KEY="never written down")
    try:
        assert succeed(platen, "webhook-secret").startswith("whsec_")
        assert not os.path.exists(platen.data)
    finally:
        platen.clean()
