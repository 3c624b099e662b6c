"""What one job may leave on the disk is bounded, and what it leaves behind goes."""

import os
import signal
from contextlib import suppress

import documents
import pictures
import processes
from waiting import until


def folder_of(platen, job: str):
    return platen.data / "spool" / job[-2:] / job


def long_page() -> bytes:
    """Text that takes seconds to recognise."""
    return pictures.page("\n".join(["SPHINX OF BLACK QUARTZ JUDGE MY VOW"] * 30), size=(1700, 2800))


def long_document() -> bytes:
    """Pages of it, so many that they are not done before a processor can be stopped."""
    return documents.tiff(*[long_page()] * 4)


def at_work(platen, job: str) -> processes.Process:
    """The processor that works on `job`, stopped there."""
    until(lambda: platen.job(job)["state"] == "processing", "the job runs")

    def is_busy(process: processes.Process) -> bool:
        with suppress(FileNotFoundError):
            return os.readlink(f"/proc/{process.pid}/fd/2") == "/dev/null"
        return False

    def busy() -> list[processes.Process]:
        return list(filter(is_busy, platen.processors()))

    processor = until(busy, "a processor has a job")[0]
    os.kill(processor.pid, signal.SIGSTOP)
    return processor


def test_job_that_writes_too_much_is_ended_and_its_files_go(launch):
    platen = launch(
        PLATEN_PROCESSORS="1", PLATEN_PROCESSOR_STORAGE_BYTES=str(2 << 20), PLATEN_TEST_STALL_WIDTH="615")
    job = platen.submit(pictures.marked(), kind="ascii", width="615")["id"]
    at_work(platen, job)
    folder = folder_of(platen, job)
    for number in range(4):
        (folder / f"part-{number}").write_bytes(bytes(16 << 20))
    ended = platen.finished(job)
    assert ended["state"] == "failed"
    assert ended["problem"]["code"] == "storage_limit"
    assert ended["attempts"] == 1
    until(lambda: os.listdir(folder) == ["input.png"], "only the input is left")
    after = platen.finished(platen.submit(pictures.marked(), kind="size")["id"])
    assert after["state"] == "completed"
    platen.stop()


def test_what_a_killed_attempt_left_goes_and_the_results_of_the_next_stay(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    job = platen.submit(long_document(), kind="ocr")["id"]
    processor = at_work(platen, job)
    folder = folder_of(platen, job)
    for name in (".1-text.txt", "left.bin", "input.bin"):
        (folder / name).write_bytes(b"left")
    os.kill(processor.pid, signal.SIGKILL)
    done = platen.finished(job)
    assert (done["state"], done["attempts"]) == ("completed", 2)
    until(lambda: sorted(os.listdir(folder)) == ["input.tiff", "text.txt", "words.json"], "the rest is gone")
    platen.stop()
