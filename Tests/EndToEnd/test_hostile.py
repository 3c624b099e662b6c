"""Every hostile file of a corpus outside the project, as each kind of job, through the whole service.

PLATEN_TEST_CORPUS names another place than ../shared/corpus; without it the test is skipped. Of the whole corpus one
file in PLATEN_TEST_CORPUS_STEP is taken, 12 unless set: 1 takes all, in about ten minutes.
"""

import collections
import concurrent.futures
import csv
import os
from pathlib import Path

import pytest
import requests

import pictures
from platen import ROOT
from waiting import until

CORPUS = Path(os.environ.get("PLATEN_TEST_CORPUS", ROOT.parent / "shared" / "corpus"))
KINDS = ["ocr", "ascii", "mirror", "size"]
STEP = int(os.environ.get("PLATEN_TEST_CORPUS_STEP", "12"))
CPU_SECONDS = 10
MEMORY_BYTES = 1 << 30
# Ends that say that a file takes too much, whatever the library makes of it.
LIMITS = {"too_many_pixels", "memory_limit", "cpu_limit", "time_limit", "stall_limit"}
# What the library reads to the end, and nobody else has to.
STRICTER = {"malformed_image", "unsupported_image", "bad_image"}


def corpus() -> list[dict]:
    with open(CORPUS / "index.tsv", newline="") as index:
        rows = [row for row in csv.DictReader(index, delimiter="\t") if row["file"].startswith("hostile/")]
    # What takes longest goes first.
    return sorted(rows[::STEP], key=lambda row: -int(row["bytes"]))


def send(platen, row: dict, kind: str) -> tuple[dict, str, str | None, str | None]:
    """The row and kind, with the job's id or the code of the refusal."""
    path = CORPUS / row["file"]
    with path.open("rb") as file:
        answer = requests.post(
            platen.url + "/api/jobs", files={"image": (path.name, file)},
            data={"kind": kind, "width": "60", "user_id": "hostile"}, timeout=120)
    document = answer.json()
    if answer.status_code == 202:
        return row, kind, document["id"], None
    assert 400 <= answer.status_code < 500, (path, answer.text)
    return row, kind, None, document["code"]


def judge(row: dict, kind: str, end: str) -> str | None:
    """What is wrong with an end: `completed`, or the code of a failure or refusal."""
    verdict = row["ref_verdict"]
    if end == "completed":
        return "looser than the library" if verdict in ("error", "limit") and kind != "size" else None
    if end in LIMITS or end in STRICTER:
        return "an image that is well" if verdict == "ok" and end not in LIMITS and row["ref_type"] == "png" else None
    return "no such end"


@pytest.mark.skipif(not (CORPUS / "index.tsv").exists(), reason="there is no corpus")
def test_no_file_does_more_than_fail_its_own_job(launch):
    platen = launch(
        PLATEN_PROCESSORS="2", PLATEN_PROCESSOR_CPU_SECONDS=str(CPU_SECONDS),
        PLATEN_PROCESSOR_CPU_SECONDS_PER_MEGAPIXEL="0", PLATEN_PROCESSOR_MEMORY_BYTES=str(MEMORY_BYTES),
        PLATEN_MAX_ATTEMPTS="1",
    )
    supervisor, forkservers = platen.supervisor(), platen.forkservers()
    rows = corpus()
    neighbours = []
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        sent = []
        for index, outcome in enumerate(pool.map(lambda each: send(platen, *each),
                                                 [(row, kind) for row in rows for kind in KINDS])):
            sent.append(outcome)
            if index % 60 == 0:
                neighbours.append(platen.submit(pictures.page("Hello"), user_id="neighbour")["id"])

    def is_done(user: str) -> bool:
        return not any(job["state"] in ("pending", "processing") for job in platen.jobs(user)[:1]) and all(
            job["state"] in ("completed", "failed") for job in platen.jobs(user))

    until(lambda: is_done("hostile"), "all jobs end", 600)
    ended = {job["id"]: job for job in platen.jobs("hostile")}
    wrong, ends = [], collections.Counter()
    for row, kind, job_id, refusal in sent:
        job = ended.get(job_id)
        end = refusal or (job["state"] if job["state"] == "completed" else job["problem"]["code"])
        ends[end] += 1
        if problem := judge(row, kind, end):
            wrong.append((row["file"], row["ref_verdict"], row["ref_detail"], kind, end, problem))
    assert wrong == [], ends

    for job_id in neighbours:
        job = platen.finished(job_id)
        assert (job["state"], job["attempts"]) == ("completed", 1), job
    for job_id in ended:
        for attempt in platen.job(job_id)["attempt_log"]:
            assert attempt.get("cpu_ms", 0) <= (CPU_SECONDS + 2) * 1000, attempt
            assert attempt.get("peak_memory_kib", 0) <= MEMORY_BYTES >> 10, attempt
    assert (platen.supervisor(), platen.forkservers()) == (supervisor, forkservers)
    platen.stop()
