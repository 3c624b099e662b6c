"""Forms of one recognition, looked at with other programs' eyes."""

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest
from PIL import Image, ImageChops, ImageStat

import documents
import pictures
from test_formats import PAGES, ended
from test_kinds import fetch

TEXT = "Fish & chips\ntwo lines"
WORDS = TEXT.split()


@pytest.fixture(scope="module")
def done(service) -> dict:
    """A recognised page."""
    job = ended(service, pictures.page(TEXT))
    assert job["state"] == "completed", job
    assert fetch(service, job, "text.txt").decode().split() == WORDS
    return job


def form(service, job: dict, name: str):
    answer = service.get(f"/results/{job['id']}/{name}")
    assert answer.status_code == 200, answer.text
    return answer


def pdf_text(pdf: bytes, *options: str) -> str:
    command = ["pdftotext", *options, "-", "-"]
    return subprocess.run(command, input=pdf, check=True, capture_output=True).stdout.decode()


def words_of(service, job: dict) -> list[dict]:
    return json.loads(fetch(service, job, "words.json"))["pages"][0]["words"]


def test_hocr_has_every_word_at_its_place(service, done):
    answer = form(service, done, "page.hocr")
    assert answer.headers["content-type"] == "application/xhtml+xml"
    root = ElementTree.fromstring(answer.content)
    found = [(element.text, element.get("title")) for element in root.iter() if element.get("class") == "ocrx_word"]
    expected = [(word["text"], word["box"]) for word in words_of(service, done)]
    assert [text for text, _ in found] == WORDS
    for (_, title), (_, (x, y, width, height)) in zip(found, expected, strict=True):
        assert title.startswith(f"bbox {x} {y} {x + width} {y + height}; x_wconf ")


def test_tsv_has_the_columns_of_tesseracts(service, done, tmp_path):
    (tmp_path / "a.png").write_bytes(pictures.page(TEXT))
    theirs = subprocess.run(["tesseract", tmp_path / "a.png", "-", "tsv"], check=True, capture_output=True, text=True)
    answer = form(service, done, "page.tsv")
    assert answer.headers["content-type"] == "text/tab-separated-values; charset=utf-8"
    assert answer.text.split("\n")[0] == theirs.stdout.split("\n")[0]
    rows = list(csv.DictReader(io.StringIO(answer.text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["text"] for row in rows if row["level"] == "5"] == WORDS
    assert {row["conf"] for row in rows if row["level"] != "5"} == {"-1"}


def test_alto_has_every_word(service, done):
    answer = form(service, done, "page.alto.xml")
    root = ElementTree.fromstring(answer.content)
    namespace = "{http://www.loc.gov/standards/alto/ns-v4#}"
    assert root.tag == f"{namespace}alto"
    assert [element.get("CONTENT") for element in root.iter(f"{namespace}String")] == WORDS
    for element in root.iter(f"{namespace}String"):
        assert 0 <= float(element.get("WC")) <= 1


@pytest.mark.parametrize("image", ["PNG", "JPEG"])
def test_a_pdf_holds_the_image_as_it_was_sent_and_its_text(service, tmp_path, image):
    data = pictures.page(TEXT, image)
    job = ended(service, data)
    pdf = form(service, job, "page.pdf").content
    assert pdf_text(pdf).split() == WORDS
    (tmp_path / "a.pdf").write_bytes(pdf)
    info = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], check=True, capture_output=True, text=True)
    assert re.search(r"^Pages: +1$", info.stdout, re.MULTILINE) and info.stderr == ""
    if image == "JPEG":
        assert data in pdf
    subprocess.run(["pdfimages", "-png", tmp_path / "a.pdf", tmp_path / "held"], check=True)
    held, sent = pictures.decoded((tmp_path / "held-000.png").read_bytes()), pictures.decoded(data)
    assert ImageChops.difference(held.convert("RGB"), sent).getbbox() is None
    subprocess.run(["pdftoppm", "-png", "-r", "300", tmp_path / "a.pdf", tmp_path / "drawn"], check=True)
    drawn = pictures.decoded((tmp_path / "drawn-1.png").read_bytes())
    # A viewer may put pixels half of one aside, and leaves the invisible text out.
    assert drawn.size == sent.size
    assert ImageStat.Stat(ImageChops.difference(drawn, sent)).mean[0] < 5


@pytest.mark.parametrize("orientation", [3, 6, 7])
def test_a_photo_that_is_stored_turned_stands_upright_in_its_pdf(service, tmp_path, orientation):
    upright = pictures.decoded(pictures.page(TEXT))
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE}[orientation]
    stored = upright.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    stored.save(buffer, "JPEG", exif=exif)
    job = ended(service, buffer.getvalue())
    pdf = form(service, job, "page.pdf").content
    assert pdf_text(pdf).split() == WORDS
    (tmp_path / "a.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-png", "-r", "300", tmp_path / "a.pdf", tmp_path / "drawn"], check=True)
    drawn = pictures.decoded((tmp_path / "drawn-1.png").read_bytes())
    assert drawn.size == upright.size
    assert ImageStat.Stat(ImageChops.difference(drawn, upright)).mean[0] < 6


def test_words_stand_where_they_are_seen(service, done):
    boxes = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<',
                       pdf_text(form(service, done, "page.pdf").content, "-bbox"))
    for (*box, _), word in zip(boxes, words_of(service, done), strict=True):
        left, top, width, height = word["box"]
        expected = [value * 72 / 300 for value in (left, top, left + width, top + height)]
        assert all(abs(float(found) - value) < 0.3 * height * 72 / 300 for found, value in zip(box, expected)), word


def test_a_form_is_kept_as_a_file_like_the_others(service, done):
    first = form(service, done, "page.tsv")
    assert service.get(f"/results/{done['id']}/page.tsv", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    part = service.get(f"/results/{done['id']}/page.tsv", headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.content) == (206, b"level")
    assert any(path.endswith(f"{done['id']}/page.tsv") for path in service.spooled())


def test_forms_can_be_made_with_the_job(service):
    data = documents.tiff(*[pictures.page(text) for text in PAGES])
    job = ended(service, data, forms="pdf,tsv")
    assert job["options"]["forms"] == ["tsv", "pdf"]
    assert [file["name"] for file in job["files"]] == ["text.txt", "words.json", "page.tsv", "page.pdf"]
    assert [page.split() for page in pdf_text(fetch(service, job, "page.pdf")).split("\f")[:2]] == [
        page.split() for page in PAGES]
    # The same bytes as when it is made later.
    late = ended(service, data)
    assert form(service, late, "page.tsv").content == fetch(service, job, "page.tsv")
    answer = service.get(f"/results/{late['id']}/page.pdf")
    assert (answer.status_code, answer.json()["code"]) == (409, "form_unavailable")
    assert "forms=pdf" in answer.json()["detail"]


def test_jobs_without_words_have_no_forms(service):
    job = ended(service, pictures.marked(), kind="mirror")
    answer = service.get(f"/results/{job['id']}/page.hocr")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_job")
