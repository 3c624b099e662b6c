"""Ended jobs go by age and by volume, row and folder together, and answer 410 afterwards."""

import re
import subprocess

import pytest
import requests

import pictures
import platen as platen_module
from platen import Platen
from waiting import until

PICTURE = pictures.marked()


def ended(service: Platen, **fields: str) -> str:
    job = service.submit(PICTURE, kind="mirror", **fields)
    assert service.finished(job["id"])["state"] == "completed"
    return job["id"]


def gone(answer: requests.Response) -> bool:
    return (answer.status_code, answer.json()["code"]) == (410, "gone")


def assert_gone(service: Platen, job_id: str) -> None:
    until(lambda: service.get(f"/api/jobs/{job_id}").status_code == 410, f"{job_id} is gone")
    assert gone(service.get(f"/api/jobs/{job_id}"))
    until(lambda: not any(job_id in path for path in service.spooled()), "its folder is gone too")
    answer = service.get(f"/results/{job_id}/mirror.png")
    assert gone(answer)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert gone(service.post(f"/api/jobs/{job_id}/retry"))
    assert job_id not in [job["id"] for job in service.jobs()]


def prune(service: Platen, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [platen_module.programs() / "platen", "prune", *arguments], env=service.environment(), capture_output=True,
        text=True, timeout=60)


def pruned(service: Platen, *arguments: str) -> int:
    """How many jobs it says went."""
    done = prune(service, *arguments)
    assert done.returncode == 0, done.stderr
    return int(re.fullmatch(r"(\d+) jobs with \d+ bytes (are gone|would go)\.\n", done.stdout)[1])


def test_jobs_go_when_their_time_is_over(launch):
    # Ten seconds, and a job that has not ended stays as long as it likes.
    service = launch(PLATEN_PROCESSORS="2", PLATEN_KEEP_DAYS=str(10 / 86400))
    waiting = service.submit(kind="sleep", duration="0", delay="3600")
    first = ended(service, job_id="named")
    assert service.get(f"/results/{first}/mirror.png").status_code == 200
    assert_gone(service, first)
    assert service.get(f"/results/{waiting['id']}/text.txt").status_code == 404
    assert service.job(waiting["id"])["state"] == "scheduled"
    # The name is free again, and after a restart the store still knows what is gone.
    second = ended(service, job_id="named")
    assert second != first
    service.kill_everything()
    service.start()
    assert gone(service.get(f"/api/jobs/{first}"))
    assert_gone(service, second)
    service.stop()


def test_the_oldest_go_while_there_is_too_much(launch):
    service = launch(PLATEN_PROCESSORS="1", PLATEN_KEEP_BYTES=str(100 << 10))
    large = [pictures.encoded(pictures.Image.effect_noise((200, 200), 100), "PNG") for _ in range(4)]
    jobs = []
    for image in large:
        jobs.append(service.submit(image, kind="size")["id"])
        service.finished(jobs[-1])
    # About 40 kB each: two have room.
    for job_id in jobs[:2]:
        until(lambda: gone_now(service, job_id), "the oldest are gone")
    assert service.job(jobs[3])["state"] == "completed"
    service.stop()


def gone_now(service: Platen, job_id: str) -> bool:
    return service.get(f"/api/jobs/{job_id}").status_code == 410


@pytest.mark.parametrize("is_running", [True, False])
def test_prune_removes_what_has_ended(launch, is_running):
    service = launch(PLATEN_PROCESSORS="1")
    old = [ended(service) for _ in range(3)]
    waiting = service.submit(kind="sleep", duration="0", delay="3600")
    if not is_running:
        service.stop()
    assert pruned(service, "--older-than", "1d") == 0
    assert pruned(service, "--older-than", "0s", "--dry-run") == 3
    assert pruned(service, "--older-than", "0s") == 3
    assert pruned(service, "--keep-bytes", "0", "--dry-run") == 0
    if not is_running:
        service.start()
    for job_id in old:
        assert_gone(service, job_id)
    assert service.job(waiting["id"])["state"] == "scheduled"
    service.stop()


def test_prune_says_what_it_needs(launch):
    service = launch(PLATEN_PROCESSORS="1")
    for arguments, words in (
        ((), "--older-than"), (("--older-than", "soon"), "older-than"), (("--keep-bytes=-1",), "0 or more"),
    ):
        result = prune(service, *arguments)
        assert result.returncode != 0
        assert words in result.stderr
    service.stop()
    empty = Platen()
    try:
        assert "There is nothing in" in prune(empty, "--older-than", "1d").stderr
    finally:
        empty.session.close()
        empty.folder.rmdir()
