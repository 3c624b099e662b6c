"""The addresses that programs made for other queues know, and the variables that their deployments set."""

import re
import subprocess

import pictures
import platen as platen_module
from platen import Platen
from waiting import until

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"


def test_an_image_is_processed_and_its_status_leads_to_the_text(service):
    answer = service.post(
        "/api/process", files={"image": ("scan.png", pictures.page("Read me 7"))}, data={"text": "Read"}
    )
    assert re.fullmatch(rf'\{{"job_id": "{UUID}", "status": "processing"\}}\n', answer.text)
    seen = []

    def status() -> dict | None:
        body = service.get(f"/api/status/{answer.json()['job_id']}").json()
        seen.append(body)
        return body if body["status"] in ("completed", "failed") else None

    done = until(status, "it is processed", 60)
    assert done["status"] == "completed", done
    assert done["result"]["text"].strip() == "Read me 7"
    assert service.get(done["result"]["files"][0]["url"]).status_code == 200
    for body in seen:
        assert list(body) == ["status", "message", "result"]
        assert body["status"] in ("pending", "processing", "completed")
        assert body["message"].endswith(".")
        assert (body["result"] is None) == (body["status"] != "completed")


def test_a_failed_and_a_cancelled_job_have_failed(service):
    torn = service.post(
        "/api/process", files={"image": ("a.png", pictures.png_that_declares(600, 400))}, data={"kind": "mirror"}
    ).json()["job_id"]
    assert service.finished(torn)["state"] == "failed"
    failed = service.get(f"/api/status/{torn}").json()
    assert (failed["status"], failed["result"]) == ("failed", None)
    assert failed["message"] == service.job(torn)["problem"]["detail"]
    slow = service.submit(kind="sleep", duration="60", delay="60")["id"]
    assert service.get(f"/api/status/{slow}").json()["status"] == "pending"
    service.post(f"/api/jobs/{slow}/cancel")
    assert service.get(f"/api/status/{slow}").json()["message"] == "The job was cancelled."


def test_a_job_is_made_without_a_word_and_listed(service):
    user = {"user_id": "lister"}
    first = service.post("/jobs", params=user)
    assert first.status_code == 202
    assert first.headers["Location"] == f"/jobs/{first.json()['id']}"
    assert first.json()["kind"] == "photo"
    second = service.post("/jobs", json=user | {"job_id": "mine", "duration": 0.1}).json()
    assert (second["job_id"], second["kind"], second["status"]) == ("mine", "sleep", "pending")
    image = service.post(
        "/jobs", files={"image": ("a.png", pictures.marked())}, data=user | {"kind": "size"}
    ).json()
    for job in (first.json(), second, image):
        assert service.finished(job["id"])["state"] == "completed"
    listed = service.get("/jobs", params=user).json()
    assert [job["id"] for job in listed] == [image["id"], second["id"], first.json()["id"]]
    assert listed[0]["result"]["format"] == "png"
    assert service.get(f"/jobs/{image['id']}").json() == listed[0]
    assert service.get("/jobs/mine", params=user).json()["id"] == second["id"]
    page = service.get("/jobs", params=user | {"limit": 2})
    assert len(page.json()) == 2
    assert [job["id"] for job in service.get(page.links["next"]["url"]).json()] == [first.json()["id"]]


def test_the_page_is_still_where_it_was(service):
    assert service.get("/").headers["Content-Type"].startswith("text/html")
    assert service.get("/jobsx").status_code == 404
    assert service.get("/jobs/").json()["code"] == "unknown_route"


def test_variables_of_other_deployments_count(launch, tmp_path):
    uploads = tmp_path / "their uploads"
    platen = launch(UPLOAD_FOLDER=str(uploads), DEBUG="true", SECRET_KEY="not-a-secret", WORKER_COUNT="1")
    job = platen.finished(platen.submit(pictures.marked(), kind="mirror")["id"])
    folder = uploads / job["id"][-2:] / job["id"]
    assert {path.name for path in folder.iterdir()} == {"input.png", "mirror.png"}
    assert not (platen.data / "spool").exists()
    assert platen.get(job["files"][0]["url"]).content == (folder / "mirror.png").read_bytes()
    assert "GET /api/jobs" in platen.log()
    assert platen.get("/api/health").json()["processors"]["wanted"] == 1
    assert "not-a-secret" not in config(platen)
    assert "PLATEN_SECRET_KEY=(set)  [SECRET_KEY]" in config(platen)
    assert not (platen.data / "webhook.secret").exists()
    assert f"PLATEN_SPOOL_DIR={uploads}  [UPLOAD_FOLDER]" in config(platen)
    assert platen.session.delete(f"{platen.url}/api/jobs/{job['id']}", timeout=30).status_code == 204
    until(lambda: not folder.exists(), "the files of a removed job are gone")
    platen.stop()


def config(platen: Platen) -> str:
    return subprocess.run(
        [platen_module.programs() / "platen", "config"], env=platen.environment(), check=True, capture_output=True,
        text=True,
    ).stdout


def test_a_spool_of_another_service_is_not_taken(launch, tmp_path):
    first = launch(UPLOAD_FOLDER=str(tmp_path / "uploads"))
    first.stop()
    other = Platen(UPLOAD_FOLDER=str(tmp_path / "uploads"))
    try:
        done = subprocess.run(
            [platen_module.programs() / "platen", "up"], env=other.environment(), capture_output=True, text=True,
            timeout=60,
        )
        assert done.returncode != 0
        assert f"holds the files of the service with the data folder {first.data}" in done.stderr
    finally:
        other.clean()
