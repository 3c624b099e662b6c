"""Every format of images and pages, and what is wrong with files of each."""

import json
import struct

import pytest
from PIL import Image

import documents
import pictures
from test_kinds import fetch

PAGES = ["First page 11", "Second page 22"]


def ended(service, data: bytes, name: str = "a", **fields: str) -> dict:
    return service.finished(service.submit(data, name, **fields)["id"])


def german() -> bytes:
    return pictures.page("Grüße aus Köln", font="DejaVuSans.ttf")


def read(service, data: bytes, **fields: str) -> tuple[dict, str, dict]:
    """The ended job, its text, and its words."""
    done = ended(service, data, **fields)
    assert done["state"] == "completed", done
    return done, fetch(service, done, "text.txt").decode(), json.loads(fetch(service, done, "words.json"))


@pytest.mark.parametrize("form", ["TIFF", "WEBP", "GIF", "BMP", "PPM"])
def test_a_page_is_read_whatever_its_format(service, form):
    done, text, words = read(service, pictures.page("Hello Platen 42", form))
    assert text == "Hello Platen 42\n"
    assert (done["input"]["width"], done["input"]["height"]) == (900, 240)
    assert [(page["width"], page["height"]) for page in words["pages"]] == [(900, 240)]
    assert "result" not in done


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw"])
def test_every_page_of_a_tiff_is_read(service, compression):
    data = documents.tiff(*[pictures.page(text) for text in PAGES], compression=compression)
    done, text, words = read(service, data)
    assert text == "\f".join(f"{page}\n" for page in PAGES)
    assert done["result"] == {"pages": 2}
    assert [page["number"] for page in words["pages"]] == [1, 2]
    assert [page["source"] for page in words["pages"]] == ["recognition"] * 2


def test_a_scanned_pdf_is_drawn_and_read(service):
    done, text, words = read(service, documents.scanned_pdf(*[pictures.page(text) for text in PAGES]))
    assert text.lower().split() == " ".join(PAGES).lower().split() and text.count("\f") == 1
    assert [page["source"] for page in words["pages"]] == ["recognition"] * 2
    assert "width" not in done["input"]


def test_the_own_text_of_a_pdf_is_used(service):
    lines = ["No recogniser is asked", "for what is written here."]
    _, text, words = read(service, documents.written_pdf(lines, ["A page number: 2"]))
    assert text == "No recogniser is asked\nfor what is written here.\n\fA page number: 2\n"
    first, second = words["pages"]
    # So few letters may be a stamp beside a scan: such a page is drawn, in a font of the machine's, and read.
    assert (first["source"], second["source"]) == ("text_layer", "recognition")
    assert {word["confidence"] for word in first["words"]} == {100}
    box = first["words"][0]["box"]
    assert abs(box[0] - 40 * first["width"] / 400) < 4 and 0 < box[1] < first["height"] / 4


@pytest.mark.parametrize("kind", ["ascii", "mirror", "size"])
@pytest.mark.parametrize("form", ["TIFF", "WEBP", "PDF"])
def test_other_kinds_take_the_first_page(service, kind, form):
    data = {"TIFF": lambda: documents.tiff(pictures.marked(), pictures.page("x")),
            "WEBP": lambda: pictures.marked("WEBP"),
            "PDF": lambda: documents.scanned_pdf(pictures.marked(), pictures.page("x"))}[form]()
    done = ended(service, data, kind=kind, width="20")
    assert done["state"] == "completed", done
    match kind:
        case "ascii":
            line = fetch(service, done, "text.txt").decode().split("\n")[0]
            assert len(line) <= 10 and line.strip()
        case "mirror":
            image = pictures.decoded(fetch(service, done, "mirror.png")).convert("L")
            right = image.width - 5
            assert image.getpixel((5, 20)) > 200 and image.getpixel((right, 20)) < 55
        case "size":
            assert done["result"]["format"] == form.lower()
            assert done["result"].get("pages") == (None if form == "WEBP" else 2)


def test_a_page_without_text_is_completed_with_a_sentence(service):
    done, text, words = read(service, pictures.encoded(Image.new("L", (300, 200), 255), "PNG"))
    assert text == "" and words["pages"][0]["words"] == []
    assert done["result"] == {"pages": 1, "message": "No text was found."}


def cut_webp() -> bytes:
    """Half of one, whose header says that this is all."""
    half = pictures.page("cut", "WEBP")[:600]
    return half[:4] + struct.pack("<I", len(half) - 8) + half[8:]


@pytest.mark.parametrize("data, code", [
    (documents.locked_pdf(), "locked_pdf"),
    (b"%PDF-1.7\n" + b"no objects here\n" * 20, "bad_image"),
    (documents.written_pdf(["cut"])[:60], "bad_image"),
    (documents.tiff(pictures.page("cut"))[:-200], "bad_image"),
    (pictures.page("cut", "BMP")[:5000], "bad_image"),
    (pictures.page("cut", "PPM")[:5000], "bad_image"),
    (cut_webp(), "bad_image"),
], ids=["locked", "no pdf", "cut pdf", "cut tiff", "cut bmp", "cut ppm", "cut webp"])
def test_a_bad_file_fails_its_job_with_a_sentence(service, data, code):
    done = ended(service, data)
    assert (done["state"], done["problem"]["code"]) == ("failed", code)
    assert done["problem"]["detail"].endswith(".")
    assert [attempt["end"] for attempt in done["attempt_log"]] == [f"failed:{code}"]


@pytest.mark.parametrize("data", [
    pictures.page("cut", "GIF")[:-10], pictures.page("cut", "WEBP")[:-10], b"GIF89a\xff\xff\xff\xff" + b"\0" * 50,
    b"P6 100000 100000 255 ", b"BM" + b"\0" * 12 + b"\x28\0\0\0\xff\xff\xff\x7f\xff\xff\xff\x7f" + b"\0" * 100,
], ids=["cut gif", "cut webp", "large gif", "large pnm", "large bmp"])
def test_what_the_header_gives_away_is_refused_at_once(service, data):
    answer = service.post(files={"image": ("a", data)})
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] in ("malformed_image", "too_many_pixels")


def test_more_pages_than_allowed_fail(launch):
    service = launch(PLATEN_MAX_PAGES="3", PLATEN_LANGUAGE="deu")
    page = german()
    assert ended(service, documents.tiff(*[pictures.marked()] * 4))["problem"]["code"] == "too_many_pages"
    _, text, words = read(service, documents.tiff(page, page, page))
    assert text == "\f".join(["Grüße aus Köln\n"] * 3)
    assert words["language"] == "deu"
    service.stop()


def test_languages_are_chosen_by_the_job(service):
    page = german()
    done, text, words = read(service, page, language="deu+eng")
    assert text == "Grüße aus Köln\n"
    assert words["language"] == done["options"]["language"] == "deu+eng"


def test_a_language_that_is_not_installed_is_refused_with_those_that_are(service):
    answer = service.post(files={"image": ("a.png", pictures.marked())}, data={"language": "eng+tlh"})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_language")
    detail = answer.json()["detail"]
    assert "tlh" in detail and "deu, eng" in detail and "osd" not in detail
    answer = service.post(files={"image": ("a.png", pictures.marked())}, data={"language": "../eng"})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_option")


def test_a_file_of_many_pages_shows_progress_and_can_be_cancelled(service):
    job = service.submit(documents.tiff(*[pictures.page("Page of many")] * 200))
    seen = []
    while len(set(seen)) < 3:
        now = service.job(job["id"])
        assert now["state"] in ("pending", "processing"), now
        if "progress" in now:
            seen.append(now["progress"])
    assert seen == sorted(seen)
    answer = service.post(f"/api/jobs/{job['id']}/cancel")
    assert answer.json()["state"] == "cancelled"
