"""Images of sizes and contents that nobody thinks of first: each ends clearly, and quickly enough."""

import json

import pytest
from PIL import Image, ImageDraw, ImageFont

import documents
import pictures
from platen import Platen
from test_formats import ended
from test_kinds import fetch

PAGES = 1000


# For what takes longest, on a machine with other work.
PATIENCE = 600  # seconds


@pytest.fixture(scope="module")
def service():
    """With the limits that a service has by itself."""
    platen = Platen(PLATEN_PROCESSORS="2")
    try:
        yield platen.start()
        platen.stop()
    finally:
        platen.clean()


def grey(width: int, height: int, value: int) -> bytes:
    return pictures.encoded(Image.new("L", (width, height), value), "PNG")


def bits(width: int, height: int) -> bytes:
    return pictures.encoded(Image.new("1", (width, height), 1), "PNG")


def numbered(number: int) -> bytes:
    """As small as a page can be that is still read."""
    image = Image.new("1", (160, 64), 1)
    ImageDraw.Draw(image).text((20, 12), str(number), fill=0, font=ImageFont.load_default(size=40))
    return pictures.encoded(image, "PNG")


def without_text(service, data: bytes, **fields: str) -> None:
    done = service.finished(service.submit(data, **fields)["id"], PATIENCE)
    assert done["state"] == "completed", done
    assert fetch(service, done, "text.txt") == b""
    assert done["result"] == {"pages": 1, "message": "No text was found."}


@pytest.mark.parametrize("data", [grey(1, 1, 0), grey(1, 1, 255), grey(1200, 900, 0), grey(1200, 900, 255)],
                         ids=["one black pixel", "one white pixel", "all black", "all white"])
@pytest.mark.parametrize("fields", [{}, {"prepare": "none"}], ids=["prepared", "as it is"])
def test_what_has_no_text_is_completed_with_a_sentence(service, data, fields):
    without_text(service, data, **fields)


def test_one_pixel_is_drawn_mirrored_and_measured(service):
    data = grey(1, 1, 40)
    assert fetch(service, ended(service, data, kind="ascii"), "text.txt").strip()
    mirrored = pictures.decoded(fetch(service, ended(service, data, kind="mirror"), "mirror.png"))
    assert (mirrored.size, mirrored.getpixel((0, 0))) == ((1, 1), 40)
    size = ended(service, data, kind="size")["result"]
    assert (size["width"], size["height"]) == (1, 1)


def test_a_side_too_long_for_reading_is_told_and_all_else_is_done(service):
    """32,768 pixels: one more than the engine's numbers hold."""
    data = grey(32768, 4, 255)
    problem = ended(service, data)["problem"]
    assert problem["code"] == "too_many_pixels" and "32767" in problem["detail"] and problem["detail"].endswith(".")
    for kind in ("ascii", "mirror", "size"):
        assert ended(service, data, kind=kind)["state"] == "completed"
    without_text(service, grey(32767, 4, 255))


def test_a_hundred_megapixels_are_read(service):
    without_text(service, bits(10_000, 10_000))
    answer = service.post(files={"image": ("a.png", bits(10_001, 10_000))})
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_pixels")


def test_a_page_on_its_head_is_read(service):
    lines = "The quick brown fox\njumps over the lazy dog\nand reads a newspaper\nin the morning sun"
    page = pictures.decoded(pictures.page(lines, size=(1100, 520)))
    done = ended(service, pictures.encoded(page.rotate(180), "PNG"))
    assert fetch(service, done, "text.txt").decode().split() == lines.split()
    words = json.loads(fetch(service, done, "words.json"))["pages"][0]
    assert [note["step"] for note in words["preparation"]] == ["turn"]


def test_a_tiff_of_a_thousand_pages_is_one_job(service):
    pages = [numbered(number) for number in range(1, PAGES + 1)]
    done = service.finished(
        service.submit(documents.tiff(*pages), prepare="none", segmentation="line")["id"], PATIENCE)
    assert done["state"] == "completed", done
    assert done["result"] == {"pages": PAGES}
    read = fetch(service, done, "text.txt").decode().split("\f")
    words = json.loads(fetch(service, done, "words.json"))["pages"]
    assert len(read) == PAGES and [page["number"] for page in words] == list(range(1, PAGES + 1))
    # Each page is in its place; the engine does not know every number from its few digits alone.
    right = sum(text.split() == [str(number)] for number, text in enumerate(read, 1))
    assert right > 0.9 * PAGES, right
    answer = ended(service, documents.tiff(*pages, pages[0]))
    assert answer["problem"]["code"] == "too_many_pages"
