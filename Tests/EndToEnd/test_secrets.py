"""What a hostile image may take over holds nothing worth taking."""

import os
from pathlib import Path

from waiting import until

SECRET = "s3cret-of-the-service"


def environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def test_forkserver_and_processors_hold_no_secret_of_the_services_environment(launch):
    platen = launch(
        PLATEN_PROCESSORS="1", SECRET_KEY=SECRET, UNSPLASH_ACCESS_KEY=SECRET, SOME_TOKEN=SECRET, LC_TIME="C")
    job = platen.submit(kind="sleep", duration="30")["id"]
    until(lambda: platen.job(job)["state"] == "processing", "the job runs")
    assert SECRET.encode() in environment(platen.supervisor().pid)
    processors = until(platen.processors, "processors")
    for process in [*platen.forkservers(), *processors]:
        seen = environment(process.pid)
        assert SECRET.encode() not in seen
        assert b"\0LC_TIME=C\0" in b"\0" + seen
    platen.post(f"/api/jobs/{job}/cancel")


def test_forkservers_hold_no_descriptor_of_the_supervisor_but_their_two(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_PHOTO_DELAY="0-0")
    platen.finished(platen.submit(kind="photo")["id"])

    def descriptors(pid: int) -> set[str]:
        return {os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir()}

    own = {name for name in descriptors(platen.supervisor().pid) if name.startswith("socket:")}
    assert own
    for process in platen.forkservers():
        held = descriptors(process.pid)
        assert not held & own
        assert len([name for name in held if name.startswith("socket:")]) == 1


def test_processor_with_a_job_cannot_write_to_the_services_log(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    job = platen.submit(kind="sleep", duration="30")["id"]
    log = os.path.realpath(platen.folder / "log.txt")

    def quiet() -> bool:
        found = [[os.readlink(f"/proc/{process.pid}/fd/{number}") for number in (0, 1, 2)]
                 for process in platen.processors()]
        assert all(streams[1] == "/dev/null" for streams in found)
        return any(streams == ["/dev/null"] * 3 for streams in found)

    assert os.readlink(f"/proc/{platen.supervisor().pid}/fd/2") == log
    until(quiet, "the processor at work has no log")
    platen.post(f"/api/jobs/{job}/cancel")
