"""Jobs are found by what was recognised in them, through nginx and from the store."""

import pictures

USER = "searcher"


def found(service, query: str) -> list[str]:
    answer = service.get(f"/api/jobs?user_id={USER}&{query}")
    assert answer.status_code == 200, answer.text
    return [job.get("file_name", job["kind"]) for job in answer.json()["jobs"]]


def test_a_job_is_found_by_its_text_its_name_its_state_and_its_kind(service):
    for words, name in (("harbour lights", "Invoice 7.png"), ("winter garden", "b.png")):
        job = service.submit(pictures.page(words), name, user_id=USER)
        assert service.finished(job["id"])["state"] == "completed"
    nap = service.submit(kind="sleep", duration=60, user_id=USER)
    assert service.post(f"{nap['url']}/cancel?user_id={USER}").status_code == 200

    assert found(service, "q=harb") == ["Invoice 7.png"]
    assert found(service, "q=GARDEN%20win") == ["b.png"]
    assert found(service, "q=invoice") == ["Invoice 7.png"]
    assert found(service, "q=lights%20garden") == []
    assert found(service, "state=failed,cancelled") == ["sleep"]
    assert found(service, "kind=ocr&state=completed") == ["b.png", "Invoice 7.png"]
    assert service.get("/api/jobs?user_id=somebody-else&q=harbour").json()["jobs"] == []

    (excerpt,) = service.get(f"/api/jobs?user_id={USER}&q=harbour").json()["excerpts"].values()
    assert [piece["text"] for piece in excerpt if piece.get("hit")] == ["harbour"]


def test_a_text_is_not_found_after_its_job_was_deleted(service):
    job = service.finished(service.submit(pictures.page("vanishing point"), "v.png", user_id=USER)["id"])
    assert found(service, "q=vanishing") == ["v.png"]
    assert service.session.delete(f"{service.url}{job['url']}?user_id={USER}", timeout=30).status_code == 204
    assert found(service, "q=vanishing") == []
