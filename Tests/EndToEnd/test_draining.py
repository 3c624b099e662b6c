"""A service that is asked to stop lets running jobs end, within a limit."""

from waiting import until


def test_a_short_job_ends_and_a_long_one_is_handed_back(launch):
    platen = launch(PLATEN_PROCESSORS="2", PLATEN_DRAIN_SECONDS="6")
    long = platen.submit(kind="sleep", duration="60")["id"]
    short = platen.submit(kind="sleep", duration="3")["id"]
    waiting = platen.submit(kind="sleep", duration="0.1")["id"]
    until(lambda: all(platen.job(job)["state"] != "pending" for job in (long, short)), "both run")
    platen.stop()
    assert f"job {long} is handed back" in platen.log()
    assert f"job {short} is handed back" not in platen.log()

    platen.start()
    done = platen.job(short)
    assert (done["state"], done["attempts"]) == ("completed", 1)
    assert platen.job(long)["attempt_log"][0]["end"] == "handed_back"
    assert platen.finished(waiting)["attempts"] == 1
    until(lambda: platen.job(long)["attempts"] == 2, "the long one runs again")
