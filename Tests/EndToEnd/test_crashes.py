"""A processor that crashes hurts its own job alone."""

import os
import signal
from contextlib import suppress

import pictures
import processes


def test_job_that_always_crashes_fails_with_its_signal_and_its_neighbours_do_not_notice(launch):
    platen = launch(PLATEN_PROCESSORS="2", PLATEN_TEST_CRASH_WIDTH="613", PLATEN_TEST_CRASH_ONCE_WIDTH="614")
    # Content of their own, so that the crashes of the others do not lock it out.
    image, fatal, flaky = (pictures.marked(size=(64, height)) for height in (48, 50, 52))
    supervisor, forkservers = platen.supervisor(), platen.forkservers()
    before = [platen.submit(image, kind="ascii", width="20")["id"] for _ in range(5)]
    always = platen.submit(fatal, kind="ascii", width="613")["id"]
    once = platen.submit(flaky, kind="ascii", width="614")["id"]
    after = [platen.submit(image, kind="ascii", width="20")["id"] for _ in range(5)]

    failed = platen.finished(always)
    assert failed["state"] == "failed"
    assert failed["problem"]["code"] == "quarantined"
    assert "SIGSEGV" in failed["problem"]["detail"]
    assert failed["attempts"] == 2
    assert [attempt["number"] for attempt in failed["attempt_log"]] == [1, 2]
    assert {attempt["signal"] for attempt in failed["attempt_log"]} == {"SIGSEGV"}
    assert {attempt["end"] for attempt in failed["attempt_log"]} == {"signal:11"}
    assert failed["files"] == []

    recovered = platen.finished(once)
    assert recovered["state"] == "completed", recovered
    assert recovered["attempts"] == 2
    assert [attempt["end"] for attempt in recovered["attempt_log"]] == ["signal:11", "completed"]

    for job_id in before + after:
        done = platen.finished(job_id)
        assert (done["state"], done["attempts"]) == ("completed", 1)
    assert (platen.supervisor(), platen.forkservers()) == (supervisor, forkservers)
    platen.stop()


def test_attempts_are_as_many_as_set(launch):
    platen = launch(PLATEN_MAX_ATTEMPTS="1", PLATEN_TEST_CRASH_WIDTH="613")
    failed = platen.finished(platen.submit(pictures.marked(), kind="ascii", width="613")["id"])
    assert (failed["state"], failed["attempts"]) == ("failed", 1)


def test_a_forkserver_that_hangs_is_replaced_and_its_jobs_are_done(launch):
    platen = launch(PLATEN_PROCESSORS="1")
    hung = platen.forkservers()
    for process in hung:
        os.kill(process.pid, signal.SIGSTOP)
    # More than the processors that were warm already.
    jobs = [platen.submit(pictures.marked(), kind="size")["id"] for _ in range(8)]
    assert [platen.finished(job)["state"] for job in jobs] == ["completed"] * 8
    assert "has not answered a fork" in platen.log() or "has not reaped" in platen.log()
    assert platen.forkservers() != hung
    # The one that nobody asked for anything is stopped still.
    for process in hung:
        if processes.is_alive(process):
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGCONT)
    platen.stop()
