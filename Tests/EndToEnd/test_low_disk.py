"""A disk that runs full is seen before it hurts, and room that comes back is used, all without a restart."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

import pictures
from platen import Platen
from waiting import until

MEBIBYTE = 1 << 20


@pytest.fixture
def small() -> Iterator[Platen]:
    """A service, not started yet, whose data is on a volume of 64 MiB."""
    if os.geteuid() != 0:
        pytest.skip("mounting a file system takes root's rights")
    service = Platen(PLATEN_PROCESSORS="1")
    service.data.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", service.data]
    mounted = subprocess.run(mount, capture_output=True, text=True)
    try:
        if mounted.returncode != 0:
            pytest.skip(f"a file system cannot be mounted here: {mounted.stderr.strip()}")
        yield service
    finally:
        if service.process and service.process.poll() is None:
            service.kill_everything()
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", service.data], check=True)
        service.clean()


def fill(service: Platen, leave: int) -> None:
    """Leaves about so many bytes free."""
    free = shutil.disk_usage(service.data).free
    with open(service.data / "ballast", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - leave)


def submit(service: Platen, **fields: str):
    return service.post(files={"image": ("a.png", pictures.marked())}, data={"kind": "size"} | fields)


def test_a_nearly_full_disk_takes_no_jobs_until_room_comes_back(small):
    small.start()
    before = small.submit(kind="sleep", duration="2")
    kept = submit(small)
    assert kept.status_code == 202
    # A twentieth of the volume is the reserve: 3.2 MiB.
    fill(small, leave=2 * MEBIBYTE)
    until(lambda: submit(small).status_code != 202, "the lack of room is seen")
    answer = submit(small)
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
    assert int(answer.headers["Retry-After"]) >= 1
    health = small.get("/api/health")
    assert (health.status_code, health.json()["parts"]["storage"]) == (503, "full")
    assert health.json()["parts"]["supervisor"] == "ok"
    # What was accepted goes on.
    assert small.finished(before["id"])["state"] == "completed"
    assert small.finished(kept.json()["id"])["state"] == "completed"
    until(lambda: "no new jobs are taken" in small.log(), "the supervisor sees it too")
    os.unlink(small.data / "ballast")
    until(lambda: submit(small).status_code == 202, "jobs are taken again")
    again = submit(small)
    assert small.finished(again.json()["id"])["state"] == "completed"
    until(lambda: small.get("/api/health").status_code == 200, "all is well again")
    until(lambda: "the disk has room again" in small.log(), "the log says so")
    assert small.log().count("no new jobs are taken") == 1
    assert small.log().count("the disk has room again") == 1
    small.stop()


def test_a_start_on_a_nearly_full_disk_is_a_start_and_room_can_be_made_through_it(small):
    small.start()
    kept = submit(small).json()["id"]
    assert small.finished(kept)["state"] == "completed"
    small.stop()
    fill(small, leave=2 * MEBIBYTE)
    small.start()
    assert submit(small).json()["code"] == "storage_full"
    assert small.session.delete(f"{small.url}/api/jobs/{kept}", timeout=60).status_code in (200, 204)
    os.unlink(small.data / "ballast")
    until(lambda: submit(small).status_code == 202, "jobs are taken again")
    small.stop()
