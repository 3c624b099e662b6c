"""`platen watch`: images that appear in a folder become texts beside them."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

import pictures
from test_client import client, started
from waiting import until

OPTIONS = ["--settle", "0.3", "--user", "watcher"]


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "hot"
    made.mkdir()
    return made


def end(run: subprocess.Popen) -> None:
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=30)
    assert run.returncode == 0, errors


def text(folder: Path, name: str) -> str | None:
    path = folder / f"{name}.txt"
    return path.read_text().strip() if path.exists() else None


def test_images_become_texts_and_a_restart_doubles_nothing(launch, folder):
    service = launch(PLATEN_PROCESSORS="2")
    (folder / "first.png").write_bytes(pictures.page("Read me 1"))
    run = started(service.url, "watch", str(folder), *OPTIONS, folder=folder)
    try:
        until(lambda: text(folder, "first.png") == "Read me 1", "the first text")
        (folder / "second.png").write_bytes(pictures.page("Read me 2"))
        until(lambda: text(folder, "second.png") == "Read me 2", "the second text")
        end(run)
        again = client(service.url, "watch", str(folder), "--once", *OPTIONS, folder=folder)
        assert again.returncode == 0 and again.stdout == b"", again.stderr
        assert len(service.jobs("watcher")) == 2
        # Not even when nothing is remembered.
        (folder / ".platen-watch.json").unlink()
        forgetful = client(service.url, "watch", str(folder), "--once", *OPTIONS, folder=folder)
        assert forgetful.returncode == 0, forgetful.stderr
        assert len(service.jobs("watcher")) == 2
        # A copy is the same job; its text appears all the same.
        shutil.copyfile(folder / "first.png", folder / "copy.png")
        assert client(service.url, "watch", str(folder), "--once", *OPTIONS, folder=folder).returncode == 0
        assert text(folder, "copy.png") == "Read me 1"
        assert len(service.jobs("watcher")) == 2
    finally:
        run.kill()
    service.stop()


def test_an_image_is_submitted_once_it_is_complete(service, folder):
    whole = pictures.page("Read me 5", size=(1500, 400))
    run = started(service.url, "watch", str(folder), "--settle", "3", "--user", "patient", folder=folder)
    try:
        with open(folder / "slow.png", "wb", buffering=0) as file:
            for place in range(0, len(whole), len(whole) // 8):
                assert service.jobs("patient") == []
                file.write(whole[place : place + len(whole) // 8])
                # Less than what counts as unchanged.
                os.sync()
                subprocess.run(["sleep", "0.2"], check=True)
        until(lambda: text(folder, "slow.png") == "Read me 5", "the text")
        assert len(service.jobs("patient")) == 1
    finally:
        end(run)


def test_an_image_that_changes_is_done_again(service, folder):
    run = started(service.url, "watch", str(folder), "--settle", "0.2", "--user", "changer", folder=folder)
    try:
        (folder / "a.png").write_bytes(pictures.page("Read me 1"))
        until(lambda: text(folder, "a.png") == "Read me 1", "the first text")
        (folder / "a.png").write_bytes(pictures.page("Read me 2"))
        until(lambda: text(folder, "a.png") == "Read me 2", "the second text")
    finally:
        end(run)
    assert len(service.jobs("changer")) == 2


def test_an_image_that_fails_says_why_beside_it(service, folder):
    (folder / "bad.png").write_bytes(b"this is no image")
    done = client(service.url, "watch", str(folder), "--once", "--settle", "0.1", folder=folder)
    assert done.returncode == 1
    assert "unsupported_image" in (folder / "bad.png.error.txt").read_text()
    (folder / "bad.png").write_bytes(pictures.page("Read me 1"))
    assert client(service.url, "watch", str(folder), "--once", "--settle", "0.1", folder=folder).returncode == 0
    assert text(folder, "bad.png") == "Read me 1"
    assert not (folder / "bad.png.error.txt").exists()


def test_an_image_that_is_moved_away_leaves_nothing(launch, folder):
    service = launch(PLATEN_PROCESSORS="1")
    blocker = service.submit(kind="sleep", duration="60")["id"]
    for name in ("a.png", "b.png"):
        (folder / name).write_bytes(pictures.page(f"Read me {ord(name[0])}"))
    run = started(service.url, "watch", str(folder), "--parallel", "1", *OPTIONS, folder=folder)
    try:
        until(lambda: len(service.jobs("watcher")) == 1, "the first image is submitted")
        (folder / "b.png").unlink()
        service.post(f"/api/jobs/{blocker}/cancel")
        until(lambda: text(folder, "a.png") == "Read me 97", "its text")
        (folder / "c.png").write_bytes(pictures.page("Read me 3"))
        until(lambda: text(folder, "c.png") == "Read me 3", "the next text")
        end(run)
    finally:
        run.kill()
    assert sorted(os.listdir(folder)) == [".platen-watch.json", "a.png", "a.png.txt", "c.png", "c.png.txt"]
    assert len(service.jobs("watcher")) == 2
    service.stop()


def test_results_that_are_images_are_not_submitted(service, folder):
    (folder / "a.png").write_bytes(pictures.marked())
    words = ["watch", str(folder), "--once", "--settle", "0.1", "--kind", "mirror", "--user", "mirrorer"]
    for _ in range(3):
        assert client(service.url, *words, folder=folder).returncode == 0
    assert sorted(os.listdir(folder)) == [".platen-watch.json", "a.png", "a.png.mirror.png"]
    assert len(service.jobs("mirrorer")) == 1


def test_a_folder_is_watched_by_one_at_a_time(service, folder):
    run = started(service.url, "watch", str(folder), *OPTIONS, folder=folder)
    try:
        (folder / "a.png").write_bytes(pictures.marked())
        until(lambda: (folder / ".platen-watch.json").exists(), "it watches")
        second = client(service.url, "watch", str(folder), "--once", folder=folder)
        assert second.returncode == 1 and b"watched by another" in second.stderr
        absent = client(service.url, "watch", str(folder / "absent"), folder=folder)
        assert absent.returncode == 1
    finally:
        end(run)


def test_once_without_a_service_ends_and_says_so(folder):
    (folder / "a.png").write_bytes(pictures.marked())
    done = client(
        "http://127.0.0.1:9", "watch", str(folder), "--once", "--settle", "0.1", "--patience", "0.3", folder=folder)
    assert done.returncode == 3 and b"does not answer" in done.stderr
    assert os.listdir(folder) in (["a.png"], ["a.png", ".platen-watch.json"], [".platen-watch.json", "a.png"])


def test_a_service_that_restarts_is_waited_for(launch, folder):
    service = launch(PLATEN_PROCESSORS="1")
    run = started(service.url, "watch", str(folder), *OPTIONS, folder=folder)
    try:
        (folder / "first.png").write_bytes(pictures.page("Read me 1"))
        until(lambda: text(folder, "first.png") == "Read me 1", "the first text")
        service.settings["PLATEN_PORT"] = service.url.rsplit(":", 1)[1]
        service.kill_everything()
        service.process.stdout.close()
        (folder / "second.png").write_bytes(pictures.page("Read me 2"))
        service.start()
        until(lambda: text(folder, "second.png") == "Read me 2", "the second text")
        assert len(service.jobs("watcher")) == 2
        end(run)
    finally:
        run.kill()
    service.stop()
