"""Every state of the page at three sizes in both themes, as pictures in the folder that `PLATEN_PICTURES` names (else in a
temporary one), each looked over by axe-core. Against the fake service."""

import os
import pathlib

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from images import page_of, png, upload

SIZES = {"phone": (390, 844), "laptop": (1280, 800), "wide": (1920, 1080)}
LETTER = ("Dear reader,\nthe harbour lights are lit,\nthe boats have come home,\nand all is well with us.\n\n"
          "Yours, the keeper\n")


@pytest.fixture(params=["light", "dark"])
def theme(request):
    return request.param


@pytest.fixture
def picture(visit, theme, tmp_path):
    """Takes the three pictures of a state; fails where axe-core finds a fault or something is wider than the window."""
    folder = pathlib.Path(os.environ.get("PLATEN_PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    visit.page.emulate_media(color_scheme=theme, reduced_motion="reduce")

    def take(state):
        for size, (width, height) in SIZES.items():
            visit.page.set_viewport_size({"width": width, "height": height})
            visit.page.screenshot(path=folder / f"{state}-{size}-{theme}.png")
            assert visit.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), (state, size)
            found = Axe().run(visit.page).response["violations"]
            assert [(one["id"], [node["html"][:150] for node in one["nodes"]][:3]) for one in found] == [], (state, size)
        visit.page.set_viewport_size({"width": 1280, "height": 800})

    return take


def letter(visit):
    """The letter to send, of which the service reads one word with doubt."""
    image, words = page_of(LETTER, (720, 480))
    for word in words:
        word["confidence"] = 50 if word["text"] == "lit," else 95
    visit.service.texts["letter.png"] = LETTER
    visit.service.words["letter.png"] = [{"number": 1, "width": 720, "height": 480, "words": words}]
    return image


def test_the_first_view_before_the_page_is_there(visit, picture):
    visit.service.may_send_page.clear()
    visit.page.goto(visit.url, wait_until="commit")
    expect(visit.find("choose")).to_be_visible()
    picture("shell")
    visit.service.may_send_page.set()
    expect(visit.page.locator("main:not([data-shell])")).to_be_visible()


def test_the_list_in_its_states(visit, picture):
    visit.open()
    expect(visit.find("sample")).to_be_visible()
    picture("empty")
    visit.service.may_answer_posts.clear()
    visit.choose(*[upload(f"scan-{number}.png") for number in range(5)], upload("notes.png", b"words"))
    expect(visit.uploads("sending")).to_have_count(3)
    visit.page.get_by_role("button", name="Pause: scan-4.png").click()
    picture("uploading")
    visit.service.held_at = 0.4
    visit.service.may_answer_posts.set()
    expect(visit.jobs("pending")).to_have_count(2)
    picture("processing")
    visit.service.failures = {"scan-1.png": {"code": "bad_image", "detail": "The image cannot be decoded: its data ends early."}}
    visit.service.held_at, visit.service.seconds = None, 0
    visit.page.get_by_role("button", name="Go on", exact=True).click()
    expect(visit.jobs("completed")).to_have_count(4)
    visit.find("group").first.get_by_role("checkbox").check()
    picture("selected")
    visit.page.context.set_offline(True)
    expect(visit.find("banner")).to_be_visible()
    picture("offline")
    visit.page.context.set_offline(False)
    expect(visit.find("banner")).to_have_count(0)
    visit.find("search").fill("scanner")
    expect(visit.find("excerpt").first).to_be_visible()
    picture("search")


def test_a_job_in_its_states(visit, picture):
    image = letter(visit)
    visit.service.held_at = 0.5
    visit.open().choose(*[upload(name, image) for name in ("letter.png", "bomb.png", "waits.png")])
    expect(visit.jobs("pending")).to_have_count(1)
    visit.jobs("pending").get_by_test_id("name").click()
    expect(visit.find("job-page")).to_be_visible()
    picture("waiting")
    visit.find("back").click()
    visit.jobs("processing").first.get_by_test_id("name").click()
    expect(visit.find("stage").last).to_be_visible()
    picture("working")
    visit.find("back").click()
    visit.service.failures = {"bomb.png": {"code": "time_limit", "detail": "The job took longer than it may."}}
    visit.service.held_at, visit.service.seconds = None, 0
    expect(visit.jobs("completed")).to_have_count(2)
    visit.jobs("failed").get_by_test_id("name").click()
    expect(visit.find("advice")).to_be_visible()
    picture("failed")
    visit.find("back").click()
    visit.jobs().filter(has_text="letter.png").get_by_test_id("name").click()
    expect(visit.find("text")).to_have_text(LETTER)
    visit.find("text").locator("[data-word='4']").hover()
    picture("done")


def test_the_other_views(visit, picture):
    visit.service.accounts = {"ann": "correct horse"}
    visit.open()
    expect(visit.find("sign-in")).to_be_visible()
    picture("sign-in")
    visit.page.get_by_label("Name").fill("ann")
    visit.page.get_by_label("Password").fill("wrong")
    visit.page.keyboard.press("Enter")
    expect(visit.find("problem")).to_have_text("Name or password are wrong.")
    picture("error")
    visit.page.get_by_label("Password").fill("correct horse")
    visit.page.keyboard.press("Enter")
    expect(visit.find("sample")).to_be_visible()
    visit.page.get_by_role("link", name="Settings").click()
    visit.find("key-form").get_by_label("Name").fill("laptop")
    visit.find("key-form").get_by_role("button").click()
    expect(visit.find("fresh-key")).to_contain_text("pk_")
    picture("settings")
    visit.service.held_at = 0.5
    for name in ("letter.png", "notes.png", "page.png"):
        visit.service.submit("ann", "ocr", {}, name, png(name))
    visit.page.get_by_role("link", name="Machine").click()
    expect(visit.find("processors").get_by_role("listitem")).to_have_count(2)
    expect(visit.find("plot")).to_have_count(2)
    expect(visit.find("failures")).to_contain_text("not_an_image")
    picture("machine")
    visit.page.keyboard.press("?")
    expect(visit.find("dialog")).to_be_visible()
    picture("keys")
    visit.page.keyboard.press("Escape")
    visit.find("sign-out").click()
    expect(visit.find("sign-in")).to_be_visible()
