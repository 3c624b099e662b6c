"""One job: its image, its words, what can be done with it. Against the fake service."""

from playwright.sync_api import expect

from conftest import copied
from images import PASTE, in_base64, png, upload


def word(text, box, confidence=95):
    return {"text": text, "box": box, "confidence": confidence, "noise": False}


def opened(visit, name="letter.png", text="Dear reader,\nall is well.\n"):
    visit.service.seconds, visit.service.texts[name] = 0, text
    visit.service.words[name] = [{"number": 1, "width": 600, "height": 160, "orientation": 1, "source": "recognition", "words": [
        word("Dear", [30, 40, 100, 40]), word("reader,", [150, 40, 150, 40], 41), word("all", [30, 100, 60, 40]),
        word("is", [110, 100, 30, 40]), word("well.", [160, 100, 100, 40])]}]
    visit.open().choose(upload(name))
    visit.jobs("completed").get_by_test_id("name").click()
    expect(visit.find("text")).to_have_text(text)
    expect(visit.page.locator("[data-box='0']")).to_be_visible()
    return visit


def test_a_word_lights_its_box_and_the_other_way_round(visit):
    opened(visit)
    box, word_ = visit.page.locator("[data-box='1']"), visit.page.locator("[data-word='1']")
    expect(box).to_have_class("unsure")
    expect(word_).to_have_attribute("title", "Read with 41 % confidence")
    word_.hover()
    expect(box).to_have_class("unsure lit")
    box.hover()
    expect(word_).to_have_class("unsure lit")
    visit.find("name").hover()
    expect(word_).to_have_class("unsure")


def test_a_selection_on_the_image_selects_text_to_copy(visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(visit)
    # Which waits until the boxes have their place.
    visit.page.locator("[data-box='3']").hover()
    first, last = (visit.page.locator(f"[data-box='{index}']").bounding_box() for index in (2, 3))
    visit.page.mouse.move(first["x"] + 2, first["y"] + 2)
    visit.page.mouse.down()
    visit.page.mouse.move(last["x"] + 4, last["y"] + 6, steps=3)
    visit.page.mouse.up()
    expect(visit.page.locator("[data-word].selected")).to_have_count(2)
    visit.find("copy-selection").click()
    assert visit.page.evaluate("() => navigator.clipboard.readText()") == "all is"


def test_a_file_that_browsers_do_not_show_is_a_sheet_for_each_page(visit):
    visit.service.seconds, visit.service.texts["two.tif"] = 0, "one\n\x0ctwo\n"
    visit.service.words["two.tif"] = [
        {"number": 1, "width": 300, "height": 200, "words": [word("one", [10, 10, 80, 40])]},
        {"number": 2, "width": 200, "height": 300, "words": [word("two", [20, 200, 80, 40])]}]
    visit.open().choose({"name": "two.tif", "mimeType": "image/tiff", "buffer": b"II*\x00" + bytes(100)})
    visit.jobs("completed").get_by_test_id("name").click()
    expect(visit.find("word-boxes")).to_have_text("one")
    visit.page.get_by_role("button", name="Next page").click()
    expect(visit.find("word-boxes")).to_have_text("two")
    expect(visit.find("pager")).to_contain_text("Page 2 of 2")
    visit.page.locator("[data-word='0']").click()
    expect(visit.find("word-boxes")).to_have_text("one")


def test_the_image_is_brought_nearer_and_moved(visit):
    opened(visit)
    width = lambda: visit.page.get_by_alt_text("The image letter.png").bounding_box()["width"]
    before = width()
    visit.find("zoom-in").click()
    assert width() > before * 1.3
    visit.page.get_by_role("button", name="Whole image").click()
    assert abs(width() - before) < 1


def test_a_pasted_screenshot_is_read_and_enter_copies_it(visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.service.seconds, visit.service.texts = 0.3, {"image.png": "winter garden\n"}
    visit.open()
    expect(visit.find("list-page")).to_be_visible()
    visit.page.evaluate(PASTE, in_base64("image.png"))
    expect(visit.find("copy")).to_be_focused()
    copied(visit.find("copy"), lambda: visit.page.keyboard.press("Enter"))
    assert visit.page.evaluate("() => navigator.clipboard.readText()") == "winter garden\n"


def test_a_job_is_run_again_with_other_options(visit):
    opened(visit)
    visit.find("run-again").locator("summary").click()
    visit.find("again-ascii").click()
    visit.find("run-again").get_by_label("Width").fill("40")
    visit.find("run-again-start").click()
    expect(visit.jobs("completed")).to_have_count(2)
    again = visit.service.jobs[1]
    assert (again.kind, again.options, again.file_name) == ("ascii", {"width": 40}, "letter.png")
    assert again.image == visit.service.jobs[0].image


def test_a_drawing_in_colour_is_shown_in_colour_and_copied_without(visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.service.seconds = 0
    finish = visit.service.finish

    def coloured(job):
        finish(job)
        job.files = {"text.txt": b"##\n", "text.ansi": b"\x1b[38;2;255;0;0m#\x1b[38;2;0;0;255m#\x1b[0m\n"}

    visit.service.finish = coloured
    visit.open().find("kind-ascii").click()
    visit.choose(upload("a.png"))
    visit.jobs("completed").get_by_test_id("name").click()
    expect(visit.find("text").locator("span").first).to_have_css("color", "rgb(255, 0, 0)")
    visit.find("copy").click()
    assert visit.page.evaluate("() => navigator.clipboard.readText()") == "##\n"


def test_control_characters_and_markup_in_a_text_are_text(visit):
    text = "<script>alert(1)</script> \u202eabc\u0007 & end"
    visit.service.seconds, visit.service.texts = 0, {"a.png": text}
    visit.open().choose(upload("a.png"))
    visit.jobs("completed").get_by_test_id("name").click()
    expect(visit.find("text")).to_contain_text("<script>alert(1)</script>")


def test_a_failed_job_says_what_to_do(visit):
    visit.service.seconds = 0
    visit.service.failures = {"bomb.png": {"code": "time_limit", "detail": "It took too long."}}
    visit.open().choose(upload("bomb.png"))
    visit.jobs("failed").get_by_test_id("name").click()
    expect(visit.find("advice")).to_contain_text("Make the image smaller")


def test_a_very_large_image_is_shown_only_when_asked_for(visit):
    visit.service.seconds = 0
    visit.open()
    # A header that says 100 megapixels; a browser shows nothing of it, which the page says.
    data = bytearray(png(size=(20, 10)))
    data[16:24] = (10_000).to_bytes(4, "big") * 2
    visit.choose(upload("huge.png", bytes(data)))
    visit.jobs("completed").get_by_test_id("name").click()
    visit.page.get_by_role("button", name="Show it").click()
    expect(visit.page.get_by_text("A browser cannot show this file.")).to_be_visible()
