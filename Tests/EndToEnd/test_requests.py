"""The forms a request may take, and what is answered."""

import requests

import pictures
from waiting import until


def test_location_leads_to_the_job(service):
    answer = service.post(files={"image": ("my scan.png", pictures.marked())}, data={"kind": "size"})
    job = answer.json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/api/jobs/{job['id']}" == job["url"]
    assert job["state"] in ("pending", "processing", "completed")
    assert job["file_name"] == "my scan.png"
    assert job["user"] == "guest"
    assert service.get(answer.headers["Location"]).json()["id"] == job["id"]


def test_raw_body_takes_its_options_from_the_query(service):
    answer = service.post(
        "/api/jobs?kind=ascii&width=33&user_id=raw&file_name=r.png", data=pictures.marked(),
        headers={"Content-Type": "image/png"},
    )
    assert answer.status_code == 202, answer.text
    job = answer.json()
    assert (job["kind"], job["options"]["width"], job["user"], job["file_name"]) == ("ascii", 33, "raw", "r.png")
    assert service.finished(job["id"])["state"] == "completed"


def test_octet_stream_is_known_by_its_content(service):
    answer = service.post(
        "/api/jobs?kind=size", data=pictures.marked("JPEG"), headers={"Content-Type": "application/octet-stream"}
    )
    assert answer.status_code == 202, answer.text
    assert answer.json()["input"]["media_type"] == "image/jpeg"


def test_options_may_follow_the_image(service):
    boundary = "b"
    parts = [
        b'--b\r\nContent-Disposition: form-data; name="image"; filename="i.png"\r\n\r\n' + pictures.marked(),
        b'--b\r\nContent-Disposition: form-data; name="width"\r\n\r\n21',
        b'--b\r\nContent-Disposition: form-data; name="kind"\r\n\r\nascii',
        b"--b--\r\n",
    ]
    answer = service.post(
        data=b"\r\n".join(parts), headers={"Content-Type": f"multipart/form-data; boundary={boundary}"}
    )
    assert answer.status_code == 202, answer.text
    assert answer.json()["options"] == {"width": 21}


def test_several_images_become_one_job_each(service):
    files = [("image", (f"{n}.png", pictures.marked(size=(10 + n, 10)))) for n in range(3)]
    answer = service.post(files=files, data={"kind": "size", "user_id": "several"})
    assert answer.status_code == 202, answer.text
    jobs = answer.json()["jobs"]
    assert [job["file_name"] for job in jobs] == ["0.png", "1.png", "2.png"]
    for number, job in enumerate(jobs):
        done = service.finished(job["id"])
        assert done["state"] == "completed"
        assert done["input"]["width"] == 10 + number


def test_body_that_names_no_length_is_taken(service):
    data = pictures.marked()
    answer = service.post(
        "/api/jobs?kind=size", data=iter([data[:50], data[50:]]), headers={"Content-Type": "image/png"}
    )
    assert answer.status_code == 202, answer.text


def test_list_pages_newest_first_and_only_the_users_own(service):
    ids = [service.submit(kind="sleep", duration=0, user_id="pager")["id"] for _ in range(5)]
    service.submit(kind="sleep", duration=0, user_id="other")
    seen, cursor, pages = [], None, 0
    while True:
        query = {"user_id": "pager", "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = service.get("/api/jobs", params=query).json()
        seen += [job["id"] for job in page["jobs"]]
        assert len(page["jobs"]) <= 2
        pages += 1
        cursor = page.get("next")
        if not cursor:
            break
    assert seen == ids[::-1]
    assert pages == 3


def test_cookie_names_the_user(service):
    answer = requests.post(
        service.url + "/api/jobs", json={"kind": "sleep", "duration": 0}, cookies={"platen_user": "cookie-user"},
        timeout=30,
    )
    assert answer.json()["user"] == "cookie-user"


def test_results_are_files_with_etag_and_range(service):
    done = service.finished(service.submit(pictures.marked(), kind="ascii")["id"])
    url = done["files"][0]["url"]
    whole = service.get(url)
    assert whole.headers["Content-Type"].startswith("text/plain")
    again = service.get(url, headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304
    # nginx serves no part of a compressed file.
    plain = {"Accept-Encoding": "identity"}
    part = service.get(url, headers=plain | {"Range": "bytes=3-6"})
    assert part.status_code == 206
    assert part.content == whole.content[3:7]
    assert service.get(url, headers=plain | {"Range": "bytes=9999999-"}).status_code == 416


def test_health_says_that_all_is_well(service):
    health = until(lambda: (answer := service.get("/api/health")).status_code == 200 and answer.json(), "all is well")
    assert health["status"] == "ok"
    assert set(health["parts"].values()) == {"ok"}
    assert health["processors"]["wanted"] == 2
