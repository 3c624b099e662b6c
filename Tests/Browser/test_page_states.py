"""Every state of the page, in a real browser, against the fake service."""

import re
import threading

import pytest
from playwright.sync_api import expect

from conftest import copied
from images import DROP, PASTE, in_base64, png, upload


def test_an_empty_list_invites_to_drop_and_each_browser_gets_a_user_of_its_own(visit):
    visit.open()
    expect(visit.page.get_by_role("heading", name="Drop images to read them")).to_be_visible()
    expect(visit.jobs()).to_have_count(0)
    cookie = next(cookie for cookie in visit.page.context.cookies() if cookie["name"] == "platen_user")
    assert cookie["value"].startswith("u-") and cookie["sameSite"] == "Lax"
    visit.page.reload()
    expect(visit.find("list-page")).to_be_visible()
    assert cookie["value"] in [kept["value"] for kept in visit.page.context.cookies()]


def test_chosen_images_become_jobs_that_process_and_complete(visit):
    visit.service.held_at = 0.5
    visit.open().choose(upload("one.png"), upload("two.png"), upload("three.png"))
    expect(visit.jobs()).to_have_count(3)
    expect(visit.jobs("processing")).to_have_count(2)
    expect(visit.jobs("pending")).to_have_count(1)
    expect(visit.jobs("processing").first.get_by_test_id("stage")).to_have_text("Recognising")
    expect(visit.jobs("processing").first.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "50")
    visit.service.held_at, visit.service.seconds = None, 0
    expect(visit.jobs("completed")).to_have_count(3)
    expect(visit.find("announcer")).not_to_be_empty()
    assert {job.user for job in visit.service.jobs} == {visit.page.context.cookies()[0]["value"]}


def test_images_dropped_at_once_are_each_a_job_and_the_newest_job_is_on_top(visit):
    visit.open().page.evaluate(DROP, [in_base64(f"{number}.png") for number in range(6)])
    expect(visit.jobs()).to_have_count(6)
    visit.page.evaluate(DROP, [in_base64("last.png")])
    expect(visit.jobs().first.get_by_test_id("name")).to_have_text("last.png")


def test_dragging_files_over_the_window_says_what_a_drop_will_do(visit):
    visit.open().page.evaluate(DROP.replace('"dragover", "drop"', '"dragover"'), [in_base64("one.png")])
    expect(visit.find("drop-overlay")).to_be_visible()


def test_a_pasted_image_becomes_a_job(visit):
    visit.open()
    expect(visit.find("list-page")).to_be_visible()
    visit.page.evaluate(PASTE, in_base64("pasted.png"))
    # One image of text is read while one looks: its own view opens.
    expect(visit.find("job-page")).to_be_visible()
    visit.find("back").click()
    expect(visit.jobs()).to_have_count(1)


def test_three_images_are_sent_at_once_and_the_others_wait_in_sight(visit):
    visit.service.may_answer_posts.clear()
    visit.open().choose(*[upload(f"{number}.png") for number in range(7)])
    expect(visit.uploads("sending")).to_have_count(3)
    expect(visit.uploads("waiting")).to_have_count(4)
    assert visit.service.jobs == []
    visit.service.may_answer_posts.set()
    expect(visit.uploads()).to_have_count(0)
    expect(visit.jobs()).to_have_count(7)


def test_the_progress_of_an_upload_follows_the_bytes_that_left(visit):
    visit.service.may_answer_posts.clear()
    visit.open().choose(upload("large.png", png() + bytes(8 << 20)))
    expect(visit.uploads("sending").get_by_role("progressbar")).to_have_attribute("aria-valuenow", "100")
    expect(visit.uploads("sending")).to_contain_text("Sent")


def test_a_file_that_is_no_image_is_refused_with_a_reason_and_never_sent(visit):
    visit.open().choose(upload("notes.png", b"plain words"), upload("empty.png", b""), upload("fine.png"))
    expect(visit.jobs()).to_have_count(1)
    expect(visit.uploads("refused").filter(has_text="notes.png").get_by_test_id("reason")).to_have_text("Not an image or a PDF that can be read.")
    expect(visit.uploads("refused").filter(has_text="empty.png").get_by_test_id("reason")).to_have_text("The file is empty.")
    visit.page.get_by_role("button", name="Dismiss: notes.png").click()
    expect(visit.uploads()).to_have_count(1)
    assert [job.file_name for job in visit.service.jobs] == ["fine.png"]


def test_an_upload_that_the_service_refuses_shows_its_sentence_and_offers_no_retry(visit):
    visit.service.refusal = (422, "too_many_pixels", "The image has more pixels than a job may have.")
    visit.open().choose(upload("huge.png"))
    expect(visit.uploads("refused").get_by_test_id("reason")).to_have_text("The image has more pixels than a job may have.")
    expect(visit.page.get_by_role("button", name="Try again")).to_have_count(0)


@pytest.mark.parametrize("status, code", [(503, "service_unavailable"), (429, "quota_exceeded"), (507, "storage_full")])
def test_an_upload_that_met_an_outage_is_sent_again_by_itself_and_never_makes_two_jobs(visit, status, code):
    visit.service.refusal = (status, code, "Not now.")
    visit.open().choose(upload("scan.png"))
    expect(visit.find("reason")).to_contain_text("Not now.")
    expect(visit.page.get_by_role("button", name="Try again now: scan.png")).to_be_visible()
    visit.service.refusal = None
    expect(visit.jobs()).to_have_count(1)
    expect(visit.uploads()).to_have_count(0)
    visit.choose(upload("scan.png"))
    expect(visit.jobs()).to_have_count(2)
    first, again, other = visit.service.keys[0], visit.service.keys[1], visit.service.keys[-1]
    assert first == again != other
    assert re.fullmatch(r"drop-[0-9a-f]{12}-1", first)


def test_a_completed_job_shows_its_text_beside_the_image_to_copy_and_to_save(visit):
    visit.service.seconds, visit.service.texts = 0, {"letter.png": "Dear reader,\nall is well.\n"}
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open().choose(upload("letter.png"))
    visit.jobs("completed").get_by_role("link").click()
    expect(visit.find("text")).to_have_text("Dear reader,\nall is well.\n")
    image = visit.page.get_by_alt_text("The image letter.png")
    expect(image).to_be_visible()
    assert image.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 600
    copied(visit.find("copy"), visit.find("copy").click)
    assert visit.page.evaluate("() => navigator.clipboard.readText()") == "Dear reader,\nall is well.\n"
    with visit.page.expect_download() as download:
        visit.find("download-text.txt").click()
    assert download.value.suggested_filename == "letter.txt"
    assert download.value.path().read_text() == "Dear reader,\nall is well.\n"


def test_text_that_looks_like_markup_is_shown_as_text(visit):
    visit.service.seconds, visit.service.texts = 0, {"a.png": "<img src=x onerror=alert(1)>"}
    visit.open().choose(upload("a.png"))
    visit.jobs("completed").get_by_role("link").click()
    expect(visit.find("text")).to_have_text("<img src=x onerror=alert(1)>")


def test_an_image_without_text_says_so(visit):
    visit.service.seconds, visit.service.texts = 0, {"blank.png": "\n"}
    visit.open().choose(upload("blank.png"))
    visit.jobs("completed").get_by_role("link").click()
    expect(visit.page.get_by_text("No text was found in this image.")).to_be_visible()


def test_a_failed_job_shows_its_sentence_its_code_and_its_attempts(visit):
    visit.service.seconds = 0
    visit.service.failures = {"bomb.png": {"code": "crashed", "detail": "The processor crashed on this image."}}
    visit.open().choose(upload("bomb.png"))
    expect(visit.jobs("failed")).to_contain_text("The processor crashed on this image.")
    visit.jobs("failed").get_by_role("link").click()
    expect(visit.find("problem")).to_contain_text("The processor crashed on this image.")
    expect(visit.find("problem-code")).to_have_text("crashed")
    expect(visit.find("attempts").get_by_text("Ended by SIGSEGV")).to_have_count(3)


def test_the_page_of_a_running_job_follows_it_to_its_end(visit):
    visit.service.held_at = 0.3
    visit.open().choose(upload("slow.png"))
    visit.jobs("processing").get_by_role("link").click()
    expect(visit.find("stage").last).to_have_text("Preparing")
    visit.service.held_at = 0.7
    expect(visit.find("stage").last).to_have_text("Rendering")
    visit.service.held_at, visit.service.seconds = None, 0
    expect(visit.find("text")).to_be_visible()


def test_kinds_ask_for_their_own_options_and_show_their_own_results(visit):
    visit.service.seconds = 0
    visit.open().find("kind-ascii").click()
    visit.page.get_by_label("Width").fill("72")
    visit.choose(upload("cat.png"))
    expect(visit.jobs("completed")).to_have_count(1)
    visit.find("kind-size").click()
    visit.choose(upload("cat.png"))
    expect(visit.jobs("completed")).to_have_count(2)
    visit.find("kind-mirror").click()
    visit.choose(upload("cat.png"))
    expect(visit.jobs("completed")).to_have_count(3)
    assert [(job.kind, job.options) for job in visit.service.jobs] == [("ascii", {"width": 72}), ("size", {}), ("mirror", {})]
    for kind, shown in (("ascii", "text"), ("size", "facts"), ("mirror", "download-mirror.png")):
        visit.page.locator(f"[data-kind={kind}]").get_by_role("link").click()
        expect(visit.find(shown)).to_be_visible()
        visit.find("back").click()


def test_a_width_out_of_bounds_is_marked_and_never_sent(visit):
    visit.service.seconds = 0
    visit.open().find("kind-ascii").click()
    field = visit.page.get_by_label("Width")
    field.fill("5000")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.blur()
    expect(field).to_have_value("1000")
    visit.choose(upload("cat.png"))
    expect(visit.jobs("completed")).to_have_count(1)
    assert visit.service.jobs[0].options == {"width": 1000}


def test_each_kind_shows_its_own_number(visit):
    visit.open().find("kind-ascii").click()
    expect(visit.page.get_by_label("Width")).to_have_value("100")
    visit.find("kind-sleep").click()
    expect(visit.page.get_by_label("Duration")).to_have_value("5")
    visit.find("kind-ascii").click()
    expect(visit.page.get_by_label("Width")).to_have_value("100")


def test_sleep_needs_no_image_and_takes_none(visit):
    visit.open().find("kind-sleep").click()
    visit.page.get_by_label("Duration").fill("0")
    visit.find("start").click()
    expect(visit.jobs("completed")).to_have_count(1)
    visit.page.evaluate(DROP, [in_base64("one.png")])
    expect(visit.uploads("refused").get_by_test_id("reason")).to_contain_text("takes no image")
    assert [(job.kind, job.options) for job in visit.service.jobs] == [("sleep", {"duration_ms": 0})]


def test_a_photo_needs_no_image_and_names_its_author(visit):
    visit.service.seconds = 0
    visit.open().find("kind-photo").click()
    visit.find("start").click()
    expect(visit.jobs("completed")).to_have_count(1)
    expect(visit.page.locator("[data-kind=photo] img")).to_be_visible()
    visit.page.locator("[data-kind=photo]").get_by_role("link").click()
    expect(visit.page.get_by_alt_text("The result")).to_be_visible()
    expect(visit.find("photo-credit")).to_have_text("Tomato soup. Photo by Ann Example on Unsplash.")
    author = visit.find("photo-credit").get_by_role("link", name="Ann Example")
    expect(author).to_have_attribute("href", "https://unsplash.com/@ann?utm_source=platen&utm_medium=referral")
    expect(visit.find("download-photo.jpg")).to_be_visible()


def test_an_unreachable_service_is_said_and_the_list_stays_until_it_is_back(visit):
    visit.service.held_at = 0.5
    visit.open().choose(upload("one.png"))
    expect(visit.jobs("processing")).to_have_count(1)
    visit.service.is_down = True
    visit.service.cut_streams()
    expect(visit.find("banner")).to_contain_text("cannot be reached")
    expect(visit.jobs("processing")).to_have_count(1)
    with visit.page.expect_request("**/api/jobs?*"):
        visit.page.get_by_role("button", name="Try now").click()
    visit.service.is_down, visit.service.held_at, visit.service.seconds = False, None, 0
    expect(visit.find("banner")).to_have_count(0)
    expect(visit.jobs("completed")).to_have_count(1)


def test_a_first_visit_while_the_service_is_unreachable_recovers_by_itself(visit):
    visit.service.is_down = True
    visit.open()
    expect(visit.find("banner")).to_be_visible()
    visit.service.is_down = False
    expect(visit.find("banner")).to_have_count(0)


def test_a_job_has_an_address_of_its_own_and_back_leads_to_its_row(visit):
    visit.service.seconds = 0
    visit.open().choose(upload("one.png"), upload("two.png"))
    expect(visit.jobs("completed")).to_have_count(2)
    job = visit.service.jobs[0]
    visit.page.locator(f"[data-job='{job.id}']").get_by_role("link").click()
    expect(visit.page).to_have_url(f"{visit.url}#/jobs/{job.id}")
    expect(visit.find("job-page")).to_be_visible()
    expect(visit.find("name")).to_be_focused()
    visit.page.go_back()
    expect(visit.page.locator(f"#job-{job.id}")).to_be_focused()
    visit.open(f"#/jobs/{job.id}").page.reload()
    expect(visit.find("text")).to_be_visible()


def test_the_address_of_a_job_that_does_not_exist_says_so(visit):
    visit.open("#/jobs/01890a5d-ac96-774b-bcce-b302099a8057")
    expect(visit.find("problem-code")).to_have_text("unknown_job")


def test_the_keyboard_alone_chooses_a_kind_selects_opens_and_copies(visit):
    visit.service.seconds = 0
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open().choose(upload("one.png"), upload("two.png"))
    expect(visit.jobs("completed")).to_have_count(2)
    visit.page.get_by_role("radio", name="Read text").focus()
    visit.page.keyboard.press("ArrowRight")
    expect(visit.page.get_by_role("radio", name="ASCII art")).to_be_checked()
    visit.page.keyboard.press("j")
    visit.page.keyboard.press("x")
    expect(visit.find("bulk-bar")).to_contain_text("1 selected")
    visit.page.keyboard.press("x")
    visit.page.keyboard.press("j")
    second = visit.jobs().nth(1)
    expect(second.get_by_role("link")).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(visit.find("text")).to_be_visible()
    copied(visit.find("copy"), lambda: visit.page.keyboard.press("c"))
    visit.page.keyboard.press("Escape")
    expect(visit.find("list-page")).to_be_visible()
    visit.page.keyboard.press("?")
    expect(visit.find("dialog")).to_contain_text("Keyboard shortcuts")
    visit.page.keyboard.press("Escape")
    expect(visit.find("dialog")).to_have_count(0)
    visit.page.keyboard.press("/")
    expect(visit.find("search")).to_be_focused()


def test_polls_never_overlap_however_slow_the_service_is(visit):
    visit.service.has_events, visit.service.list_seconds, visit.service.held_at = False, 0.8, 0.5
    visit.open().choose(*[upload(f"{number}.png") for number in range(5)])
    expect(visit.jobs("processing")).to_have_count(2)
    before = visit.service.lists
    polled = threading.Event()
    while visit.service.lists < before + 3:
        polled.wait(0.05)
        visit.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    assert visit.service.lists_most == 1


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window_and_text_has_contrast(visit, width, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.set_viewport_size({"width": width, "height": 844})
    visit.service.seconds = 0
    visit.service.failures = {"bad.png": {"code": "bad_image", "detail": "x" * 300}}
    visit.open().choose(upload("n" * 120 + ".png"), upload("bad.png"), upload("no.png", b"words"))
    expect(visit.jobs("failed")).to_have_count(1)
    fits = "() => document.documentElement.scrollWidth <= window.innerWidth"
    assert visit.page.evaluate(fits)
    assert visit.page.evaluate(LOW_CONTRAST) == []
    visit.jobs("failed").get_by_role("link").click()
    expect(visit.find("problem")).to_be_visible()
    assert visit.page.evaluate(fits)
    assert visit.page.evaluate(LOW_CONTRAST) == []


#: JavaScript: the visible texts whose contrast with the ground behind them is below 4.5 (WCAG 2.2, 1.4.3).
LOW_CONTRAST = """() => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = channels(colour).map((value) => value / 255)
            .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
        const colour = getComputedStyle(element).backgroundColor;
        const parts = channels(colour);
        return parts.length < 4 || parts[3] > 0 || !element.parentElement ? colour : ground(element.parentElement);
    };
    const low = [];
    for (const element of document.querySelectorAll("body *")) {
        const own = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
        if (own === "" || !element.checkVisibility() || element.closest(".visually-hidden, noscript")) continue;
        const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < 4.5) low.push(`${own}: ${contrast.toFixed(2)}`);
    }
    return low;
}"""


def test_a_job_can_be_cancelled_done_again_and_deleted(visit):
    visit.service.held_at = 0.5
    visit.open().choose(upload("one.png"))
    visit.jobs("processing").first.get_by_test_id("name").click()
    expect(visit.find("retry")).to_have_count(0)
    visit.find("cancel").click()
    expect(visit.find("job-page")).to_have_attribute("data-state", "cancelled")
    visit.find("retry").click()
    expect(visit.find("job-page")).to_have_attribute("data-state", "processing")
    visit.service.held_at, visit.service.seconds = None, 0
    expect(visit.find("job-page")).to_have_attribute("data-state", "completed")
    expect(visit.find("cancel")).to_have_count(0)
    visit.find("remove").click()
    expect(visit.find("list-page")).to_be_visible()
    expect(visit.jobs()).to_have_count(0)
    visit.find("undo").click()
    expect(visit.jobs()).to_have_count(1)
    visit.jobs().get_by_test_id("name").click()
    visit.find("remove").click()
    expect(visit.jobs()).to_have_count(0)
    visit.page.reload()
    expect(visit.find("sample")).to_be_visible()
    assert visit.service.jobs == []


def test_a_cancel_that_comes_too_late_says_so(visit):
    visit.service.held_at = 0.5
    visit.open().choose(upload("one.png"))
    visit.jobs("processing").first.get_by_test_id("name").click()
    expect(visit.find("cancel")).to_be_visible()
    visit.service.refusal = (409, "not_cancellable", "The job is completed.")
    visit.find("cancel").click()
    expect(visit.page.get_by_text("The job is completed.")).to_be_visible()
