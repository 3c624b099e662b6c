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


def test_a_focus_that_was_left_before_the_script_was_there_does_not_come_back(visit):
    painted_shell(visit)
    visit.page.get_by_role("link", name="Settings").focus()
    visit.page.mouse.click(5, 400)
    expect(visit.page.get_by_role("link", name="Settings")).not_to_be_focused()
    visit.service.may_send_page.set()
    is_taken_over(visit)
    expect(visit.page.locator("body")).to_be_focused()


def test_an_image_that_came_before_one_had_to_sign_in_is_a_job_once_one_has(visit):
    visit.service.accounts = {"ann": "correct horse"}
    held = []
    visit.page.route("**/api/**", lambda route: held.append(route))
    painted_shell(visit)
    visit.choose(upload("early.png"))
    visit.service.may_send_page.set()
    # The page has taken it before it learns that somebody has to sign in.
    expect(visit.uploads()).to_have_count(1)
    for route in held:
        route.continue_()
    visit.page.unroute("**/api/**")
    expect(visit.find("sign-in")).to_be_visible()
    visit.page.get_by_label("Name").fill("ann")
    visit.page.get_by_label("Password").fill("correct horse")
    visit.page.keyboard.press("Enter")
    expect(visit.jobs("completed")).to_contain_text("early.png")
    assert [job.user for job in visit.service.jobs] == ["ann"]


def test_an_image_that_came_before_it_was_known_who_one_is_outlives_a_reload(visit):
    visit.page.route("**/api/**", lambda route: None)
    painted_shell(visit)
    visit.choose(upload("early.png"))
    visit.service.may_send_page.set()
    expect(visit.uploads()).to_have_count(1)
    # What was asked until now stays without an answer.
    visit.page.route("**/api/**", lambda route: route.continue_())
    visit.page.reload()
    expect(visit.jobs("completed")).to_contain_text("early.png")
    assert len(visit.service.jobs) == 1


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
