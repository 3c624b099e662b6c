"""Users share a running service by the processor time of their jobs, not by how many they send.

`PLATEN_TEST_FAIRNESS_SECONDS=300` takes the long form: pages are recognised, for so many seconds.
"""

import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pictures
from platen import Platen
from waiting import until

LONG = float(os.environ.get("PLATEN_TEST_FAIRNESS_SECONDS", "0"))
PROCESSORS = 2


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def submit_all(platen: Platen, orders: list[dict]) -> None:
    def submit(order: dict) -> None:
        # A machine with much else to do may answer 503.
        until(lambda: platen.post(**order).status_code == 202, "the job is taken")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(submit, orders))


def sleep(user: str, seconds: float) -> dict:
    return {"json": {"kind": "sleep", "duration": f"{seconds:.3f}", "user_id": user}}


def test_one_job_beside_two_thousand_begins_on_the_next_free_processor(launch):
    platen = launch(PLATEN_PROCESSORS=str(PROCESSORS))
    submit_all(platen, [sleep("ann", 0.15)] * 2000)
    screenshot = pictures.marked()
    ids, answered = [], {}
    for _ in range(20):
        ids.append(platen.submit(screenshot, kind="size", user_id="bob")["id"])
        answered[ids[-1]] = time.time()
        platen.finished(ids[-1])
    assert platen.get("/api/health").json()["waiting"] > 1000
    began = sorted(at(job["started_at"]) for job in platen.jobs("ann") if "started_at" in job)
    for job in map(platen.job, ids):
        between = [time for time in began if at(job["created_at"]) < time < at(job["started_at"])]
        # What began while the job was made durable, which is before its answer, and at most one more on each processor.
        durable = min(answered[job["id"]], at(job["started_at"])) - at(job["created_at"])
        most = PROCESSORS * (1 + durable / 0.15)
        assert len(between) <= most, f"{len(between)} of at most {most} began before {job['id']}"


def orders(user: str, mean: float) -> dict:
    """A job of a user whose jobs differ in size, some by far."""
    seconds = mean * random.choice([0.4, 0.7, 1, 1, 1.9])
    if not LONG:
        return sleep(user, seconds)
    side = int(1500 * seconds**0.5) + 200
    return {"files": {"image": ("page.png", pictures.page("Read me 7", size=(side, side)))},
            "data": {"kind": "ocr", "user_id": user}}


def held_within(job: dict, begin: float, end: float) -> float:
    """For how many seconds of that time the job held its processor."""
    if "started_at" not in job:
        return 0
    ended = at(job["ended_at"]) if "ended_at" in job else end
    return max(0, min(ended, end) - max(at(job["started_at"]), begin))


def overrun_of(job: dict) -> float:
    """For how many seconds a sleep held its processor longer than it was to sleep."""
    if "ended_at" not in job or "started_at" not in job:
        return 0
    return at(job["ended_at"]) - at(job["started_at"]) - job["options"]["duration_ms"] / 1000


def test_three_users_get_processor_time_by_their_weights(launch):
    seconds = LONG or 24
    weights = {"one": 1, "two": 2, "four": 4}
    sizes = {"one": 0.1, "two": 0.3, "four": 0.2}
    random.seed(1)
    platen = launch(PLATEN_PROCESSORS=str(PROCESSORS))
    rules = {"users": {user: {"weight": weight} for user, weight in weights.items()}}
    assert platen.session.put(platen.url + "/api/rules", json=rules, timeout=30).status_code == 200
    # Half as much again as each would get, so that everybody always has something that waits.
    work = {user: 1.5 * seconds * PROCESSORS * weight / 7 for user, weight in weights.items()}
    everything = [orders(user, sizes[user]) for user in weights for _ in range(int(work[user] / sizes[user]))]
    random.shuffle(everything)
    blockers = [platen.submit(kind="sleep", duration="5", user_id="before")["id"] for _ in range(PROCESSORS)]
    submit_all(platen, everything)
    begin = max([time.time()] + [at(platen.finished(job)["ended_at"]) for job in blockers])
    until(lambda: time.time() > begin + seconds, "users have waited for so long", seconds + 10)
    end = time.time()
    jobs = {user: platen.jobs(user) for user in weights}
    assert all(any(job["state"] == "pending" for job in jobs[user]) for user in weights), "somebody has nothing left"
    held = {user: sum(held_within(job, begin, end) for job in jobs[user]) for user in weights}
    overrun = 0 if LONG else max(map(overrun_of, [job for user in weights for job in jobs[user]]))
    for user, weight in weights.items():
        share = held[user] / sum(held.values())
        # A short time cannot make up for one job that was held up on its processor.
        fair = sum(held.values()) * weight / 7
        assert abs(held[user] - fair) <= 0.05 * fair + 2 * overrun, f"{user} got {share:.4f}, of {held}, overrun {overrun}"
    served = {user: sum(held_within(job, begin, end) > 0 for job in jobs[user]) for user in weights}
    assert any(abs(served[user] / sum(served.values()) * 7 / weight - 1) > 0.2 for user, weight in weights.items()), served
