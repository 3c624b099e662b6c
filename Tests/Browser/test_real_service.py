"""Ten images dropped at once on the page of a running service. `PLATEN_URL` says where it is."""

import base64
import os

import pytest
from playwright.sync_api import expect

from conftest import unhurried
from images import DROP, png

URL = os.environ.get("PLATEN_URL")

#: Plain words, so that what is drawn and what is read can be compared as they are.
WORDS = ["harbour lights", "seven candles", "winter garden", "silver bridge", "morning train",
         "quiet river", "paper lantern", "golden field", "distant thunder", "open window"]

#: JavaScript: how many of the jobs that the page's user has were ever worked on at once.
MOST_AT_ONCE = """async () => {
    const { jobs } = await (await fetch("/api/jobs")).json();
    const isHeld = (job, time) => job.started_at <= time && time < job.ended_at;
    return Math.max(...jobs.map(({ started_at }) => jobs.filter((job) => isHeld(job, started_at)).length));
}"""

pytestmark = pytest.mark.skipif(URL is None, reason="PLATEN_URL names no running service")


@pytest.fixture
def page(browser):
    context = unhurried(browser)
    page = context.new_page()
    page.goto(URL)
    # Before, nothing takes what is dropped.
    expect(page.get_by_test_id("list-page")).to_be_visible()
    yield page
    context.close()


def dropped(words):
    return {"name": f"{words.replace(' ', '-')}.png", "base64": base64.b64encode(png(words)).decode()}


def row(page, words, state=""):
    return page.locator(f"[data-testid=job]{state}").filter(has_text=dropped(words)["name"])


def test_ten_images_dropped_at_once_are_processed_in_parallel_and_read_correctly(page):
    page.evaluate(DROP, [dropped(words) for words in WORDS])
    expect(page.get_by_test_id("job")).to_have_count(10)
    expect(page.locator("[data-testid=job][data-state=completed]")).to_have_count(10, timeout=180_000)
    assert page.evaluate(MOST_AT_ONCE) >= 2

    for words in WORDS:
        row(page, words).get_by_role("link").click()
        expect(page.get_by_test_id("text")).to_have_text(words)
        image = page.get_by_alt_text(f"The image {dropped(words)['name']}")
        assert image.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 600
        page.get_by_test_id("back").click()

    row(page, WORDS[0]).get_by_role("link").click()
    with page.expect_download() as download:
        page.get_by_test_id("download-text.txt").click()
    assert download.value.path().read_text().strip() == WORDS[0]


def test_another_browser_does_not_see_these_jobs(page, browser):
    page.evaluate(DROP, [dropped(WORDS[0])])
    expect(page.get_by_test_id("job")).to_have_count(1)
    other = browser.new_context()
    try:
        stranger = other.new_page()
        stranger.goto(URL)
        expect(stranger.get_by_role("heading", name="Drop images to read them")).to_be_visible()
        expect(stranger.get_by_test_id("job")).to_have_count(0)
    finally:
        other.close()
