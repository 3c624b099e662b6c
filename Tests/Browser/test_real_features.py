"""What the page does with a running service beyond reading: every kind, forms, pages, search, waiting, a cut network.
`PLATEN_URL` says where the service is."""

import io
import os
import re
import time
import zipfile

import pytest
import requests
from PIL import Image
from playwright.sync_api import expect

from conftest import copied, unhurried
from images import PASTE, in_base64, png, upload

URL = os.environ.get("PLATEN_URL")

pytestmark = pytest.mark.skipif(URL is None, reason="PLATEN_URL names no running service")

#: Milliseconds: real work on a busy machine.
LONG = 180_000


@pytest.fixture
def page(browser):
    context = unhurried(browser, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(URL)
    expect(page.get_by_test_id("list-page")).to_be_visible()
    yield page
    context.close()


def jobs(page, state=None):
    return page.locator("[data-testid=job]" + (f"[data-state={state}]" if state else ""))


def choose(page, *files):
    page.get_by_test_id("file-input").set_input_files(list(files))


def opened(page, kind, count=1):
    """The view of the one job of the kind, once `count` jobs are completed."""
    expect(jobs(page, "completed")).to_have_count(count, timeout=LONG)
    page.locator(f"[data-kind={kind}]").first.get_by_role("link").click()
    expect(page.get_by_test_id("job-page")).to_have_attribute("data-state", "completed")
    return page


def saved(page, name):
    with page.expect_download() as download:
        page.get_by_test_id(f"download-{name}").click()
    return download.value.path().read_bytes()


def tiff(*texts):
    """A file with a page for each text."""
    pages = [Image.open(io.BytesIO(png(text))) for text in texts]
    data = io.BytesIO()
    pages[0].save(data, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_deflate")
    return data.getvalue()


def test_pages_that_no_browser_shows_are_sheets_with_their_words(page):
    choose(page, {"name": "two.tiff", "mimeType": "image/tiff", "buffer": tiff("harbour lights", "seven candles")})
    opened(page, "ocr")
    expect(page.get_by_test_id("text")).to_contain_text("seven candles")
    sheet = page.get_by_test_id("word-boxes")
    expect(sheet).to_contain_text("harbour")
    expect(page.get_by_test_id("pager")).to_contain_text("Page 1 of 2")
    page.get_by_role("button", name="Next page").click()
    expect(sheet).to_contain_text("candles")
    expect(sheet).not_to_contain_text("harbour")
    word = page.get_by_test_id("text").locator("[data-word]").filter(has_text="candles")
    word.hover()
    expect(page.locator("[data-box].lit")).to_have_count(1)
    page.get_by_test_id("text").locator("[data-word]").filter(has_text="harbour").click()
    expect(page.get_by_test_id("pager")).to_contain_text("Page 1 of 2")


def test_a_text_is_saved_in_every_form(page):
    choose(page, upload("letter.png", png("paper lantern")))
    opened(page, "ocr")
    assert saved(page, "text.txt").decode().strip() == "paper lantern"
    assert b"ocrx_word" in saved(page, "page.hocr")
    assert b"lantern" in saved(page, "page.tsv")
    assert b"<alto" in saved(page, "page.alto.xml")
    assert saved(page, "page.pdf").startswith(b"%PDF-")
    assert b'"lantern"' in saved(page, "words.json")


def test_drawings_are_in_colour_and_in_braille(page):
    for style in ("truecolour", "braille"):
        page.get_by_test_id("kind-ascii").click()
        page.get_by_label("Width").fill("40")
        page.get_by_label("Style").select_option(style)
        choose(page, upload(f"{style}.png"))
    expect(jobs(page, "completed")).to_have_count(2, timeout=LONG)
    jobs(page).filter(has_text="truecolour.png").get_by_role("link").click()
    expect(page.get_by_test_id("text").locator("span[style*=color]").first).to_be_attached()
    expect(page.get_by_role("region", name="The image drawn in characters")).to_contain_text("40 × ")
    page.get_by_test_id("back").click()
    jobs(page).filter(has_text="braille.png").get_by_role("link").click()
    expect(page.get_by_test_id("text")).to_contain_text(re.compile("[\u2801-\u28ff]"))


def test_kinds_without_a_text_show_their_own_results(page):
    page.get_by_test_id("kind-size").click()
    choose(page, upload("a.png"))
    page.get_by_test_id("kind-mirror").click()
    choose(page, upload("b.png"))
    page.get_by_test_id("kind-text").click()
    page.get_by_label("Text", exact=True).fill("one two two")
    page.get_by_test_id("start").click()
    opened(page, "size", count=3)
    expect(page.get_by_test_id("facts")).to_contain_text("600 × 160 pixels")
    page.get_by_test_id("back").click()
    opened(page, "mirror", count=3)
    assert saved(page, "mirror.png").startswith(b"\x89PNG")
    page.get_by_test_id("back").click()
    opened(page, "text", count=3)
    expect(page.get_by_test_id("facts")).to_contain_text("two 2")


def test_a_photo_stands_in_the_list_once_its_job_has_ended(page):
    page.get_by_test_id("kind-photo").click()
    page.get_by_test_id("start").click()
    expect(jobs(page, "completed")).to_have_count(1, timeout=LONG)
    expect(jobs(page).locator("img")).to_be_visible()


def test_what_was_read_is_found_marked_packed_and_deleted(page):
    choose(page, upload("one.png", png("golden field")), upload("two.png", png("open window")))
    expect(jobs(page, "completed")).to_have_count(2, timeout=LONG)
    page.get_by_test_id("search").fill("golden")
    expect(jobs(page)).to_have_count(1)
    expect(page.get_by_test_id("excerpt").locator("mark")).to_have_text("golden")
    assert page.url.endswith("#/?q=golden")
    page.get_by_test_id("search").fill("")
    expect(jobs(page)).to_have_count(2)
    page.get_by_test_id("group").get_by_role("checkbox").check()
    with page.expect_download() as download:
        page.get_by_test_id("download-zip").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        assert archive.read("one.txt").decode().strip() == "golden field"
        assert archive.read("two.txt").decode().strip() == "open window"
    page.get_by_test_id("bulk-remove").click()
    expect(jobs(page)).to_have_count(0)
    page.get_by_test_id("undo").click()
    expect(jobs(page)).to_have_count(2)


def test_a_job_that_waits_says_why_and_the_machine_says_who_works(page):
    page.get_by_test_id("kind-sleep").click()
    page.get_by_label("Duration").fill("600")
    wanted = page.evaluate("() => fetch('/api/queue').then((answer) => answer.json()).then((queue) => queue.processors.wanted)")
    for count in range(1, wanted + 2):
        page.get_by_test_id("start").click()
        expect(jobs(page)).to_have_count(count)
    expect(jobs(page, "processing")).to_have_count(wanted, timeout=LONG)
    jobs(page, "pending").get_by_role("link").click()
    explanation = page.get_by_test_id("explanation")
    expect(explanation).to_contain_text("It is no. 1 of all that wait, no. 1 of yours.")
    expect(explanation).to_contain_text("busy.")
    waiting = page.url
    page.get_by_role("link", name="Settings").click()
    page.get_by_test_id("language").select_option("de")
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    page.goto(waiting)
    expect(explanation).to_contain_text("beschäftigt.")
    expect(explanation).not_to_contain_text("busy")
    page.get_by_role("link", name="Einstellungen").click()
    page.get_by_test_id("language").select_option("en")
    page.get_by_role("link", name="Machine").click()
    expect(page.get_by_test_id("processors").get_by_role("listitem")).to_have_count(wanted)
    page.get_by_role("link", name="Platen").click()
    page.get_by_test_id("job").first.get_by_role("checkbox").check()
    for number in range(1, wanted + 1):
        page.get_by_test_id("job").nth(number).get_by_role("checkbox").check()
    page.get_by_test_id("bulk-cancel").click()
    expect(jobs(page, "cancelled")).to_have_count(wanted + 1, timeout=LONG)


def test_the_machine_says_how_many_jobs_of_all_users_failed_and_why(page):
    broken = {"image": ("broken.pdf", b"%PDF-1.7\n" + b"no objects here\n" * 20)}
    job = requests.post(f"{URL}/api/jobs?user_id=somebody", files=broken, headers={"Prefer": "wait=60"}, timeout=90).json()
    assert job.get("state") == "failed" and job["problem"]["code"] == "bad_image", job
    page.get_by_role("link", name="Machine").click()
    failures = page.get_by_test_id("failures")
    told = requests.get(f"{URL}/api/failures", timeout=30).json()
    total, count = told["total"], next(code["count"] for code in told["by_code"] if code["code"] == "bad_image")
    assert total >= count >= 1
    expect(failures.locator("p")).to_have_text(f"{total:,} {'job' if total == 1 else 'jobs'} of all users failed within 24 h.")
    expect(failures.get_by_role("row", name="bad_image").get_by_role("cell").first).to_have_text(f"{count:,}")


def test_a_network_that_is_cut_in_the_middle_loses_nothing(page):
    names = [f"{number}.png" for number in range(6)]
    page.get_by_test_id("kind-size").click()
    page.context.set_offline(True)
    choose(page, *[upload(name) for name in names])
    expect(page.get_by_test_id("upload")).to_have_count(6)
    page.context.set_offline(False)
    expect(jobs(page, "completed")).to_have_count(6, timeout=LONG)
    page.get_by_test_id("kind-sleep").click()
    page.get_by_label("Duration").fill("1")
    page.get_by_test_id("start").click()
    expect(jobs(page)).to_have_count(7)
    page.context.set_offline(True)
    expect(page.get_by_test_id("banner")).to_be_visible()
    page.context.set_offline(False)
    expect(jobs(page, "completed")).to_have_count(7, timeout=LONG)
    expect(page.get_by_test_id("banner")).to_have_count(0)


def test_one_gesture_reads_a_screenshot_and_enter_copies_it(page):
    begun = time.monotonic()
    page.evaluate(PASTE, in_base64("image.png", png("winter garden")))
    expect(page.get_by_test_id("copy")).to_be_focused(timeout=LONG)
    print(f"from paste to a copy button in focus: {time.monotonic() - begun:.2f} s")
    copied(page.get_by_test_id("copy"), lambda: page.keyboard.press("Enter"))
    assert page.evaluate("() => navigator.clipboard.readText()").strip() == "winter garden"


def test_a_german_browser_is_spoken_to_in_german_until_it_wants_english(browser):
    context = browser.new_context(locale="de-DE")
    try:
        page = context.new_page()
        page.goto(URL)
        expect(page.get_by_role("button", name="Bilder auswählen")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "de")
        page.get_by_role("link", name="Einstellungen").click()
        page.get_by_test_id("language").select_option("en")
        expect(page.get_by_role("heading", name="Settings")).to_be_visible()
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    finally:
        context.close()
