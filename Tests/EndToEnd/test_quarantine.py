"""Content that killed two processors is locked out, until an operator lets it in again."""

import hashlib
import subprocess

import pictures
import platen as platen_module


def tool(platen, *arguments: str) -> subprocess.CompletedProcess:
    command = [platen_module.programs() / "platen", "quarantine", *arguments]
    return subprocess.run(command, env=platen.environment(), capture_output=True, text=True, timeout=30)


def refused(platen, image: bytes, **fields: str) -> dict:
    answer = platen.post(files={"image": ("other.png", image)}, data=fields)
    assert answer.status_code == 422, answer.text
    return answer.json()


def test_content_that_killed_two_processors_is_refused_from_anyone_until_it_is_released(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_TEST_CRASH_WIDTH="613")
    image = pictures.marked()
    digest = hashlib.sha256(image).hexdigest()
    first = platen.finished(platen.submit(image, kind="ascii", width="613")["id"])
    assert (first["state"], first["attempts"]) == ("failed", 2)
    assert first["problem"]["code"] == "quarantined"
    assert "SIGSEGV" in first["problem"]["detail"]
    assert {attempt["end"] for attempt in first["attempt_log"]} == {"signal:11"}

    spooled = platen.spooled()
    problem = refused(platen, image, kind="ascii", width="20", user_id="bob")
    assert problem["code"] == "quarantined"
    assert platen.spooled() == spooled
    assert platen.finished(platen.submit(image, kind="size")["id"])["state"] == "completed"
    other = pictures.marked(size=(66, 48))
    assert platen.finished(platen.submit(other, kind="ascii", width="20")["id"])["state"] == "completed"

    platen.stop()
    platen.start()
    assert refused(platen, image, kind="ascii", width="20")["code"] == "quarantined"
    listed = tool(platen, "list")
    assert listed.returncode == 0, listed.stderr
    assert listed.stdout.startswith(f"{digest} ascii quarantined deaths=2 last=signal:11 since=")

    assert tool(platen, "release", "0" * 64).returncode != 0
    assert tool(platen, "release", digest).stdout == f"{digest} is released.\n"
    assert tool(platen).stdout == ""
    assert platen.finished(platen.submit(image, kind="ascii", width="20")["id"])["state"] == "completed"
    platen.stop()


def test_a_job_that_waits_already_fails_without_being_started(launch):
    platen = launch(PLATEN_PROCESSORS="1", PLATEN_TEST_CRASH_WIDTH="613")
    image = pictures.marked()
    crashing = platen.submit(image, kind="ascii", width="613")["id"]
    # Due after both attempts of the other, which pause for less than a second.
    waiting = platen.submit(image, kind="ascii", width="20", delay="12", user_id="bob")["id"]
    assert platen.finished(crashing)["problem"]["code"] == "quarantined"
    failed = platen.finished(waiting)
    assert (failed["state"], failed["attempts"]) == ("failed", 0)
    assert failed["problem"]["code"] == "quarantined"
    platen.stop()
