"""The list of jobs: many of them, parts of them, several at once. Against the fake service."""

import io
import zipfile

from playwright.sync_api import expect

from images import png, upload
from waiting import until


def fill(visit, count, kind="ocr"):
    """Completed jobs of the page's own user, who has to be there."""
    visit.service.seconds, visit.service.processors = 0, 10 ** 9
    visit.open()
    expect(visit.find("list-page")).to_be_visible()
    user = next(cookie["value"] for cookie in visit.page.context.cookies() if cookie["name"] == "platen_user")
    image = png(size=(20, 10))
    with visit.service.lock:
        advance, visit.service.advance = visit.service.advance, lambda: None
        for number in range(count):
            visit.service.submit(user, kind, {}, f"{number}.png", image)
        visit.service.advance = advance
        advance()
        advance()
    visit.page.reload()
    expect(visit.jobs("completed").first).to_be_visible()


#: JavaScript: scrolls to the end as fast as frames come; the longest time that one took, in milliseconds.
SCROLL = """async () => {
    let longest = 0;
    for (let step = 0; step < 60; step += 1) {
        const before = performance.now();
        window.scrollBy(0, 4000);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        longest = Math.max(longest, performance.now() - before);
    }
    return longest;
}"""


#: JavaScript: `window.drawn` resolves to how long the next press of a key or button took to be drawn, in milliseconds.
LATENCY = """() => {
    window.drawn = new Promise((resolve) => {
        const measure = (event) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
        for (const type of ["click", "keydown"]) window.addEventListener(type, measure, { once: true, capture: true });
    });
}"""


def test_five_thousand_jobs_are_in_reach_and_few_are_drawn(visit):
    fill(visit, 5000)
    visit.find("sort").select_option("oldest")
    expect(visit.jobs().first.get_by_test_id("name")).to_have_text("0.png", timeout=240_000)
    print(f"longest frame while scrolling through 5,000 jobs: {visit.page.evaluate(SCROLL):.0f} ms")
    assert visit.jobs().count() < 60
    visit.page.evaluate("() => window.scrollTo(0, 0)")
    for what, act in (("selecting one", lambda: visit.jobs().first.get_by_role("checkbox").check()),
                      ("going on by key", lambda: visit.page.keyboard.press("j"))):
        visit.page.evaluate(LATENCY)
        act()
        print(f"{what} of 5,000: {visit.page.evaluate('() => window.drawn'):.0f} ms")
    expect(visit.find("bulk-bar")).to_contain_text("1 selected")

    def is_at_the_end():
        # A key may come while the page still scrolls to what had the focus.
        visit.page.keyboard.press("End")
        return visit.jobs().last.get_by_test_id("name").text_content() == "4999.png"

    until(is_at_the_end, "the last job is in reach", 60)


def test_older_jobs_come_as_one_scrolls(visit):
    fill(visit, 120)
    visit.page.wait_for_function("""() => {
        window.scrollTo(0, document.body.scrollHeight);
        return [...document.querySelectorAll("[data-testid=name]")].some((name) => name.textContent === "0.png");
    }""", timeout=60_000)


def test_a_part_of_the_list_has_an_address(visit):
    visit.service.seconds = 0
    visit.service.texts = {"a.png": "harbour lights"}
    visit.service.failures = {"b.png": {"code": "bad_image", "detail": "No."}}
    visit.open().choose(upload("a.png"), upload("b.png"), upload("c.png"))
    expect(visit.jobs("completed")).to_have_count(2)
    visit.find("filter-state").select_option("failed")
    expect(visit.jobs()).to_have_count(1)
    assert visit.page.url.endswith("#/?state=failed")
    visit.page.reload()
    expect(visit.jobs()).to_have_count(1)
    expect(visit.jobs().get_by_test_id("name")).to_have_text("b.png")
    visit.find("filter-state").select_option("all")
    visit.find("search").fill("harbour")
    expect(visit.jobs()).to_have_count(1)
    expect(visit.jobs().get_by_test_id("name")).to_have_text("a.png")
    expect(visit.find("excerpt").locator("mark")).to_have_text("harbour")
    visit.find("search").fill("nothing like that")
    expect(visit.find("none-found")).to_be_visible()
    visit.page.get_by_role("button", name="Show all jobs").click()
    expect(visit.jobs()).to_have_count(3)


def test_several_jobs_are_downloaded_cancelled_retried_and_deleted_at_once(visit):
    visit.service.seconds = 0
    visit.service.failures = {"bad.png": {"code": "bad_image", "detail": "No."}}
    visit.open().choose(upload("one.png"), upload("two.png"), upload("bad.png"))
    expect(visit.jobs("completed")).to_have_count(2)
    expect(visit.find("group")).to_contain_text("3 images")
    visit.find("group").get_by_role("checkbox").check()
    expect(visit.find("bulk-bar")).to_contain_text("3 selected")
    with visit.page.expect_download() as download:
        visit.find("download-zip").click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["one-words.json", "one.txt", "two-words.json", "two.txt"]
        assert archive.read("one.txt") == b"The glass of a flatbed scanner.\n"
    with visit.page.expect_download() as download:
        visit.find("download-text").click()
    assert download.value.path().read_text().count("The glass of a flatbed scanner.") == 2
    visit.service.failures = {}
    visit.find("bulk-retry").click()
    expect(visit.jobs("completed")).to_have_count(3)
    expect(visit.find("bulk-bar")).to_have_count(0)
    visit.find("group").get_by_role("checkbox").check()
    visit.find("bulk-remove").click()
    expect(visit.jobs()).to_have_count(0)
    expect(visit.find("toast")).to_contain_text("3 jobs deleted")
    visit.find("undo").click()
    expect(visit.jobs()).to_have_count(3)
    assert len(visit.service.jobs) == 3


def test_two_tabs_show_the_same_jobs_and_two_users_do_not(visit, browser):
    visit.service.seconds = 0
    visit.open()
    tab = visit.page.context.new_page()
    tab.goto(visit.url)
    expect(tab.get_by_test_id("list-page")).to_be_visible()
    visit.choose(upload("one.png"))
    expect(tab.locator("[data-testid=job][data-state=completed]")).to_have_count(1)
    context = browser.new_context()
    try:
        stranger = context.new_page()
        stranger.goto(visit.url)
        expect(stranger.get_by_test_id("sample")).to_be_visible()
        expect(stranger.get_by_test_id("job")).to_have_count(0)
    finally:
        context.close()


def test_events_that_were_cut_are_caught_up_with(visit):
    visit.service.held_at = 0.5
    visit.open().choose(upload("one.png"))
    expect(visit.jobs("processing")).to_have_count(1)
    visit.page.context.set_offline(True)
    visit.service.cut_streams()
    visit.service.held_at, visit.service.seconds = None, 0
    expect(visit.find("banner")).to_be_visible()
    visit.page.context.set_offline(False)
    expect(visit.jobs("completed")).to_have_count(1)


def test_without_a_stream_the_list_is_polled(visit):
    visit.service.has_events, visit.service.seconds = False, 0.5
    visit.open().choose(upload("one.png"))
    expect(visit.jobs("completed")).to_have_count(1)


def test_the_place_in_the_queue_is_told(visit):
    visit.service.held_at = 0.5
    visit.open().choose(*[upload(f"{number}.png") for number in range(4)])
    expect(visit.jobs("pending")).to_have_count(2)
    expect(visit.jobs("pending").last.get_by_test_id("place")).to_contain_text("No. 1")
