"""Every kind of job, through nginx, to the files."""

import json
import subprocess

import pytest
from PIL import ImageChops, ImageOps

import pictures


def fetch(service, job: dict, name: str) -> bytes:
    url = next(file["url"] for file in job["files"] if file["name"] == name)
    assert url == f"/results/{job['id']}/{name}"
    answer = service.get(url)
    assert answer.status_code == 200
    assert len(answer.content) == next(file["bytes"] for file in job["files"] if file["name"] == name)
    return answer.content


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_ocr_reads_what_is_written(service, form):
    job = service.submit(pictures.page("Hello Platen 42", form), f"a.{form.lower()}")
    assert job["kind"] == "ocr"
    done = service.finished(job["id"])
    assert done["state"] == "completed", done
    assert fetch(service, done, "text.txt").decode().strip() == "Hello Platen 42"
    assert b"Platen" in fetch(service, done, "words.json")
    assert done["attempts"] == 1
    assert [attempt["end"] for attempt in done["attempt_log"]] == ["completed"]


def test_ascii_draws_dark_where_the_image_is_dark(service):
    job = service.submit(pictures.marked(), kind="ascii", width="20")
    done = service.finished(job["id"])
    assert done["state"] == "completed", done
    lines = fetch(service, done, "text.txt").decode().rstrip("\n").split("\n")
    assert max(map(len, lines)) <= 20
    for line in lines:
        left, right = set(line.ljust(20)[:9]), set(line.ljust(20)[11:])
        assert left.isdisjoint(right), lines


@pytest.mark.parametrize(
    "style, name, mark", [("braille", "braille.txt", "⣿"), ("ansi256", "text.ansi", "\x1b[48;5;16m"),
                          ("truecolour", "text.ansi", "\x1b[48;2;0;0;0m")]
)
def test_ascii_draws_in_other_styles_beside_the_text(service, style, name, mark):
    job = service.submit(pictures.marked(), kind="ascii", width="20", style=style, invert="false")
    done = service.finished(job["id"])
    assert [file["name"] for file in done["files"]] == ["text.txt", name]
    assert mark in fetch(service, done, name).decode()
    answer = service.get(f"/results/{job['id']}/{name}")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert done["options"] == {"width": 20, "style": style, "invert": False}


@pytest.mark.parametrize("form, suffix", [("PNG", "png"), ("JPEG", "jpg")])
def test_mirror_flips_left_and_right(service, form, suffix):
    done = service.finished(service.submit(pictures.marked(form), kind="mirror")["id"])
    assert done["state"] == "completed", done
    image = pictures.decoded(fetch(service, done, f"mirror.{suffix}")).convert("L")
    assert image.size == (64, 48)
    assert image.getpixel((5, 20)) > 200 and image.getpixel((58, 20)) < 55


@pytest.mark.parametrize("mode, subsampling, progressive", [
    ("RGB", "4:2:0", False), ("RGB", "4:4:4", False), ("RGB", "4:2:2", True), ("L", None, False), ("CMYK", None, True),
])
def test_a_jpeg_of_whole_blocks_is_flipped_as_jpegtran_flips_it(service, tmp_path, mode, subsampling, progressive):
    picture = pictures.decoded(pictures.page("Flip", size=(320, 160))).convert(mode)
    options = {"subsampling": subsampling} if subsampling else {}
    picture.save(tmp_path / "a.jpg", quality=80, progressive=progressive, **options)
    theirs = subprocess.run(["jpegtran", "-flip", "horizontal", "-trim", tmp_path / "a.jpg"], check=True,
                            capture_output=True).stdout
    job = service.submit((tmp_path / "a.jpg").read_bytes(), "a.jpg", kind="mirror")
    done = service.finished(job["id"])
    assert done["result"] == {"lossless": True, "flipped": "pixels"}
    ours = pictures.decoded(fetch(service, done, "mirror.jpg"))
    assert ImageChops.difference(ours, pictures.decoded(theirs)).getbbox(alpha_only=False) is None
    assert ours.quantization == pictures.decoded(theirs).quantization


@pytest.mark.parametrize("flip", ["lossless", "pixels"])
def test_a_jpeg_of_broken_blocks_is_mirrored(service, flip):
    """The one keeps the stored pixels and turns the orientation, the other the reverse."""
    data = pictures.encoded(pictures.decoded(pictures.marked()).crop((0, 0, 61, 48)), "JPEG")
    done = service.finished(service.submit(data, "x.jpg", kind="mirror", flip=flip)["id"])
    assert done["result"] == {
        "lossless": flip == "lossless", "flipped": "orientation" if flip == "lossless" else "pixels"}
    image = pictures.decoded(fetch(service, done, "mirror.jpg"))
    assert (image.getexif().get(0x0112) == 2) == (flip == "lossless")
    seen = ImageOps.exif_transpose(image).convert("L")
    assert seen.size == (61, 48)
    assert seen.getpixel((5, 20)) > 200 and seen.getpixel((55, 20)) < 55


def test_text_counts_what_was_sent(service):
    text = "The cat. The dog!\nThe end"
    answer = service.post(files={"text": ("a.txt", text.encode())}, data={"kind": "text"})
    done = service.finished(answer.json()["id"])
    assert done["state"] == "completed", done
    assert done["result"] == {
        "characters": len(text), "visible_characters": 20, "words": 6, "sentences": 3, "lines": 2,
        "reading_seconds": 1.51, "frequent_words": [
            {"word": "the", "count": 3}, {"word": "cat", "count": 1}, {"word": "dog", "count": 1},
            {"word": "end", "count": 1}]}
    assert done["files"] == []
    assert any(path.endswith(f"{done['id']}/input.txt") for path in service.spooled())


def test_text_is_found_in_an_image(service):
    job = service.submit(pictures.page("Hello Platen 42"), kind="text", text="platen\nelephant")
    done = service.finished(job["id"])
    assert done["state"] == "completed", done
    assert [file["name"] for file in done["files"]] == ["text.txt", "words.json", "places.json"]
    assert done["result"]["words"] == 2
    assert done["result"]["image"]["found"] is False
    places = json.loads(fetch(service, done, "places.json"))
    found, missing = places["lines"]
    assert (found["text"], missing) == ("platen", {"text": "elephant", "places": []})
    assert [place["similarity"] for place in found["places"]] == [1]
    words = json.loads(fetch(service, done, "words.json"))["pages"][0]["words"]
    box = next(word["box"] for word in words if word["text"] == "Platen")
    assert found["places"][0]["boxes"] == [box]


def test_size_states_bytes_and_dimensions(service):
    data = pictures.marked("JPEG")
    done = service.finished(service.submit(data, "x.jpg", kind="size")["id"])
    assert done["state"] == "completed", done
    assert done["input"]["bytes"] == len(data)
    assert (done["input"]["width"], done["input"]["height"]) == (64, 48)
    assert done["result"]


def test_sleep_takes_its_time(service):
    done = service.finished(service.submit(kind="sleep", duration=0.3)["id"])
    assert done["state"] == "completed", done
    assert done["spent_ms"] >= 300
    assert "input" not in done


def test_input_can_be_fetched_again(service):
    data = pictures.marked()
    done = service.finished(service.submit(data, kind="size")["id"])
    assert service.get(done["input"]["url"]).content == data
