"""The first view before the page's script is there: what is done with it then is not lost. Against the fake service."""

import base64
import json
import re

from playwright.sync_api import expect

from conftest import wait_for_paint
from images import png, upload

#: JavaScript: an image that is dropped, or pasted, without a mouse.
GIVE = """([way, name, data]) => {
    const files = new DataTransfer();
    files.items.add(new File([Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0))], name, { type: "image/png" }));
    const event = way === "drop"
        ? new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files })
        : new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: files });
    return document.querySelector("main").dispatchEvent(event);
}"""


def shell(visit, fragment=""):
    """The page as it is while its script is on its way."""
    visit.service.may_send_page.clear()
    visit.page.goto(visit.url + fragment, wait_until="commit")
    return visit


def painted_shell(visit):
    shell(visit)
    expect(visit.find("choose")).to_be_visible()
    wait_for_paint(visit.page)


def give(visit, way, name):
    """Whether the browser would do what it does with such things by itself."""
    return visit.page.evaluate(GIVE, [way, name, base64.b64encode(png(name)).decode()])


def prefer(preferences):
    """JavaScript, before any of the page's own."""
    return f"if (location.protocol !== 'about:') localStorage.setItem('platen.preferences', {json.dumps(json.dumps(preferences))})"


def is_taken_over(visit):
    expect(visit.page.locator("main:not([aria-busy], [data-shell])")).to_be_visible()


def test_what_is_chosen_dropped_and_pasted_is_sent_once_the_script_is_there(visit):
    shell(visit)
    expect(visit.find("choose")).to_be_visible()
    visit.choose(upload("chosen.png"))
    assert not give(visit, "drop", "dropped.png")
    assert not give(visit, "paste", "pasted.png")
    expect(visit.find("job")).to_have_count(0)
    visit.service.may_send_page.set()
    # One pasted image opens its text, as it does later.
    expect(visit.find("job-page")).to_contain_text("pasted.png")
    visit.find("back").click()
    expect(visit.jobs("completed")).to_have_count(3)
    assert {job.file_name for job in visit.service.jobs} == {"chosen.png", "dropped.png", "pasted.png"}
    # From now on the page itself takes them, once.
    assert not give(visit, "drop", "later.png")
    expect(visit.jobs("completed")).to_have_count(4)


def test_a_choice_that_began_before_the_script_was_there_counts_when_it_ends_later(visit):
    painted_shell(visit)
    with visit.page.expect_file_chooser() as chooser:
        visit.page.keyboard.press("u")
    visit.service.may_send_page.set()
    is_taken_over(visit)
    chooser.value.set_files([upload("slow.png")])
    expect(visit.jobs("completed")).to_contain_text("slow.png")


def test_a_button_that_was_pressed_and_the_focus_go_over_to_the_page(visit):
    painted_shell(visit)
    visit.find("sample").click()
    visit.page.get_by_role("link", name="Settings").focus()
    visit.service.may_send_page.set()
    expect(visit.jobs("completed")).to_contain_text("sample.png")
    expect(visit.page.get_by_role("link", name="Settings")).to_be_focused()


def test_who_was_here_before_finds_no_more_than_the_choice_of_images(visit):
    visit.open().choose(upload("before.png"))
    expect(visit.jobs("completed")).to_have_count(1)
    visit.service.may_send_page.clear()
    visit.page.reload(wait_until="commit")
    expect(visit.find("choose")).to_be_visible()
    expect(visit.find("sample")).to_have_count(0)
    visit.service.may_send_page.set()
    expect(visit.jobs("completed")).to_have_count(1)


def test_the_first_view_speaks_the_language_and_wears_the_theme_that_were_chosen(visit):
    visit.page.add_init_script(prefer({"language": "de", "theme": "dark"}))
    shell(visit)
    expect(visit.page.get_by_role("button", name="Bilder auswählen")).to_be_visible()
    expect(visit.page.locator("html")).to_have_attribute("lang", "de")
    expect(visit.page.locator("html")).to_have_attribute("data-theme", "dark")
    visit.choose(upload("bild.png"))
    visit.service.may_send_page.set()
    expect(visit.jobs("completed")).to_contain_text("Fertig")


def test_nothing_is_shown_that_may_be_wrong(visit):
    nothing = re.compile(r"^\s*$")
    shell(visit, "#/settings")
    expect(visit.page.locator("#page:not([hidden])")).to_have_text(nothing)
    visit.page.add_init_script(prefer({"wasAsked": True}))
    visit.page.goto("about:blank")
    shell(visit)
    expect(visit.page.locator("#page:not([hidden])")).to_have_text(nothing)
    visit.page.goto("about:blank")
    visit.page.add_init_script(prefer({"choice": {"kind": "mirror"}}))
    shell(visit)
    expect(visit.page.locator("#page:not([hidden])")).to_have_text(nothing)
    visit.service.may_send_page.set()
    expect(visit.page.get_by_role("heading", name="Drop images to mirror them")).to_be_visible()


def test_a_service_that_tells_of_no_failures_leaves_the_machine_view_whole(visit):
    visit.service.all_failures = None
    visit.open("#/machine")
    expect(visit.find("plot")).to_have_count(2)
    expect(visit.find("failures")).to_have_count(0)
    expect(visit.find("banner")).to_have_count(0)


def test_the_machine_view_tells_which_failures_there_were(visit):
    visit.open("#/machine")
    expect(visit.find("failures")).to_contain_text("7 jobs of all users failed within 24 h.")
    expect(visit.find("failures").get_by_role("row")).to_have_text(["CodeJobsLast", "not_an_image510 min ago", "time_limit22 h ago"])
