"""Everything that is refused: a 4xx problem document, and nothing is left of it."""

import re
import socket
from urllib.parse import urlsplit

import pytest

import pictures

PNG = pictures.marked()
JPEG = pictures.marked("JPEG")
UNKNOWN = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def refused(service):
    """Checks an answer, and that neither spool nor list grew."""
    spool, jobs = service.spooled(), len(service.jobs())

    def check(answer, status: int, code: str) -> None:
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code), answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert problem["status"] == status
        assert problem["type"] == "about:blank"
        assert problem["title"]
        assert len(problem["detail"]) > 10
        assert service.spooled() == spool
        assert len(service.jobs()) == jobs

    return check


def multipart(*parts: bytes, boundary: str = "xyz", end: bytes = b"--xyz--\r\n") -> dict:
    body = b"".join(b"--xyz\r\n" + part + b"\r\n" for part in parts) + end
    return {"data": body, "headers": {"Content-Type": f"multipart/form-data; boundary={boundary}"}}


def image_part(data: bytes, name: str = "image") -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    return head.encode() + data


def field_part(name: str, value: str) -> bytes:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()


@pytest.mark.parametrize("media_type", ["image/png", "application/octet-stream"])
def test_empty_body(service, refused, media_type):
    refused(service.post(data=b"", headers={"Content-Type": media_type}), 400, "empty_body")


def test_empty_image_part(service, refused):
    refused(service.post(**multipart(image_part(b""))), 422, "malformed_image")


def test_no_image_part(service, refused):
    refused(service.post(**multipart(field_part("kind", "ocr"))), 400, "missing_image")


def test_unknown_field(service, refused):
    refused(service.post(**multipart(image_part(PNG, name="picture"))), 400, "unknown_field")
    answer = service.post(files={"image": ("a.png", PNG)}, data={"kindd": "size"})
    refused(answer, 400, "unknown_field")
    assert "kindd" in answer.json()["detail"]
    refused(service.post(json={"kind": "sleep", "durations": 1}), 400, "unknown_field")


def test_one_of_several_images_is_bad(service, refused):
    files = [("image", ("a.png", PNG)), ("image", ("b.png", PNG[:-40]))]
    answer = service.post(files=files)
    refused(answer, 422, "malformed_image")
    assert answer.json()["detail"].startswith("Image 2, “b.png”: ")


@pytest.mark.parametrize("data", [b"just words\n" * 50, b"GIF88a" + b"\0" * 100, b"x"])
def test_file_is_no_image_that_we_read(service, refused, data):
    refused(service.post(files={"image": ("a.png", data)}), 415, "unsupported_image")


@pytest.mark.parametrize(
    "data", [PNG[:3], PNG[:20], PNG[:24] + b"\0", PNG[:-40], JPEG[:30], JPEG[: len(JPEG) // 2]],
    ids=["PNG's signature", "PNG's header", "PNG's header and more", "PNG's data", "JPEG's header", "JPEG's data"],
)
def test_image_is_cut_off(service, refused, data):
    refused(service.post(files={"image": ("a.png", data)}), 422, "malformed_image")


def test_image_is_whole_but_its_pixels_are_not_and_the_job_fails_with_the_reason(service):
    data = pictures.png_that_declares(600, 400)
    done = service.finished(service.submit(data, "a.png", kind="mirror")["id"])
    assert done["state"] == "failed"
    assert done["problem"]["code"] == "bad_image"
    assert done["attempts"] == 1
    assert done["files"] == []


@pytest.mark.parametrize("width, height", [(65536, 32768), (2**31 - 1, 2**31 - 1), (2001, 2000)])
def test_image_declares_more_pixels_than_allowed(service, refused, width, height):
    data = pictures.png_that_declares(width, height)
    refused(service.post(files={"image": ("a.png", data)}), 422, "too_many_pixels")


def test_body_is_larger_than_allowed(service, refused):
    refused(service.post(data=b"\0" * (3 << 20), headers={"Content-Type": "image/png"}), 413, "body_too_large")


def test_chunked_body_is_larger_than_allowed(service, refused):
    """nginx learns of it only while it reads, and may close the connection before everything is sent."""
    where = urlsplit(service.url)
    with socket.create_connection((where.hostname, where.port), timeout=30) as connection:
        connection.sendall(
            b"POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        chunk = b"10000\r\n" + b"\0" * 65536 + b"\r\n"
        try:
            for _ in range(40):
                connection.sendall(chunk)
            connection.sendall(b"0\r\n\r\n")
        except OSError:
            pass  # Closed early; what it answered is still to be read.
        answer = connection.recv(65536)
    assert re.match(rb"HTTP/1.1 413 ", answer), answer[:200]
    refused(service.post(data=b"", headers={"Content-Type": "image/png"}), 400, "empty_body")


def test_multipart_without_boundary(service, refused):
    answer = service.post(data=multipart(image_part(PNG))["data"], headers={"Content-Type": "multipart/form-data"})
    refused(answer, 400, "malformed_body")


def test_multipart_boundary_is_never_closed(service, refused):
    refused(service.post(**multipart(image_part(PNG), end=b"")), 400, "malformed_body")


def test_multipart_boundary_is_another(service, refused):
    refused(service.post(**multipart(image_part(PNG), boundary="other")), 400, "malformed_body")


def test_multipart_has_ten_thousand_parts(service, refused):
    parts = [field_part("width", "7") for _ in range(10_000)]
    refused(service.post(**multipart(*parts, image_part(PNG))), 400, "too_many_parts")


def test_unknown_kind(service, refused):
    refused(service.post(files={"image": ("a.png", PNG)}, data={"kind": "poem"}), 400, "unknown_kind")


@pytest.mark.parametrize("width", ["0", "1001", "-1", "ten", "1e2", "9" * 30])
def test_option_is_out_of_range(service, refused, width):
    answer = service.post(files={"image": ("a.png", PNG)}, data={"kind": "ascii", "width": width})
    refused(answer, 400, "invalid_option")
    assert "1000" in answer.json()["detail"]


def test_json_is_malformed(service, refused):
    for body in (b"{", b"[]", b"\xff\xfe"):
        answer = service.post(data=body, headers={"Content-Type": "application/json"})
        refused(answer, 400, "malformed_body")


def test_json_for_a_kind_that_needs_an_image(service, refused):
    refused(service.post(json={"kind": "ocr"}), 400, "missing_image")


def test_media_type_is_none_of_ours(service, refused):
    refused(service.post(data=b"a=b", headers={"Content-Type": "text/csv"}), 415, "unsupported_media_type")


@pytest.mark.parametrize("user", ["a b", "x" * 65, "../x", "ä"])
def test_user_name_is_invalid(service, refused, user):
    refused(service.post(files={"image": ("a.png", PNG)}, data={"user_id": user}), 400, "invalid_user")


@pytest.mark.parametrize("path", ["/api/nothing", "/api/", "/api/jobs/x/y/z"])
def test_unknown_route(service, refused, path):
    refused(service.get(path), 404, "unknown_route")


@pytest.mark.parametrize(
    "method, path", [("DELETE", "/api/jobs"), ("PUT", "/api/health"), ("POST", f"/api/jobs/{UNKNOWN}")]
)
def test_method_is_not_allowed(service, refused, method, path):
    answer = service.session.request(method, service.url + path, timeout=30)
    refused(answer, 405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("job_id", ["a%20b", "x" * 100, "caf%C3%A9"])
def test_id_is_none(service, refused, job_id):
    refused(service.get(f"/api/jobs/{job_id}"), 400, "invalid_id")


@pytest.mark.parametrize("job_id", [UNKNOWN, UNKNOWN.upper().replace("0", "A"), UNKNOWN + "0", "1"])
def test_job_is_unknown(service, refused, job_id):
    refused(service.get(f"/api/jobs/{job_id}"), 404, "unknown_job")


@pytest.mark.parametrize("key", ['"', '""', '"a', "a" * 256, "\u00e9".encode()])
def test_key_is_none(service, refused, key):
    answer = service.post(json={"kind": "sleep"}, headers={"Idempotency-Key": key})
    refused(answer, 400, "invalid_key")


@pytest.mark.parametrize("name", ["a b", "..", "x" * 65])
def test_name_of_a_job_is_none(service, refused, name):
    refused(service.post(json={"kind": "sleep", "job_id": name}), 400, "invalid_key")


@pytest.mark.parametrize("query", ["cursor=x", "cursor=%ff", "limit=0", "limit=x"])
def test_list_query_is_invalid(service, refused, query):
    code = "invalid_cursor" if query.startswith("cursor") else "invalid_option"
    refused(service.get(f"/api/jobs?{query}"), 400, code)


@pytest.mark.parametrize("path", ["text.txt", ".input.part", "%2e%2e/text.txt", ""])
def test_result_is_unknown(service, refused, path):
    refused(service.get(f"/results/{UNKNOWN}/{path}"), 404, "unknown_job")


MEGABYTE = b"a" * (1 << 20)


@pytest.mark.parametrize("path", ["/api/jobs", "/query", "/api/events", "/", "/results/x"])
@pytest.mark.parametrize(
    "head",
    [
        b"GET %s HTTP/1.1\r\nHost: localhost\r\nX-Large: " + MEGABYTE + b"\r\n\r\n",
        b"GET %s HTTP/1.1\r\nHost: localhost\r\n" + b"X-Many: aaaaaaaaaaaaaaaa\r\n" * 40_000 + b"\r\n",
        b"GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: platen_user=" + MEGABYTE + b"\r\n\r\n",
        b"GET %s?q=" + MEGABYTE + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        MEGABYTE + b" %s HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["one header", "many headers", "a cookie", "a query", "a method"],
)
def test_head_of_a_megabyte(service, refused, path, head):
    where = urlsplit(service.url)
    with socket.create_connection((where.hostname, where.port), timeout=30) as connection:
        try:
            connection.sendall(head % path.encode())
        except OSError:
            pass  # Closed early; what it answered is still to be read.
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 400 "), answer[:200]
    assert b"Content-Type: application/problem+json" in answer and b'"code":"malformed_request"' in answer
    refused(service.post(data=b"", headers={"Content-Type": "image/png"}), 400, "empty_body")


def test_path_climbs_out_of_the_results(service, refused):
    for path in (f"/results/{UNKNOWN}/..%2f..%2f..%2fplaten.sqlite", "/..%2fplaten.sqlite"):
        refused(service.get(path), 400, "malformed_request")
    answer = service.get("/results/%2e%2e/platen.sqlite")
    refused(answer, 404, "unknown_route")
