"""People on a service that asks who they are: sign-in, keys, links, what admins see. On a service of its own."""

import os

import pytest
import requests
from playwright.sync_api import expect

from conftest import copied, unhurried
from images import png, upload

pytestmark = pytest.mark.skipif("PLATEN_PROGRAMS" not in os.environ, reason="PLATEN_PROGRAMS names no built programs")

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def asking(built_page):
    """A service that asks, with the link that its first admin signs in by."""
    import members
    from platen import Platen

    platen = Platen(PLATEN_AUTH="required", PLATEN_VERDICT_TIMEOUT_MS="30000")
    try:
        platen.start()
        yield platen, members.link(platen)
        platen.stop()
    finally:
        platen.clean()


@pytest.fixture(scope="module")
def admin(browser, asking):
    """The admin's browser. The link brings them in, and they set a password."""
    platen, link = asking
    context = unhurried(browser)
    page = context.new_page()
    page.goto(f"{platen.url}/#sign-in={link}")
    expect(page.get_by_test_id("settings-page")).to_contain_text("have no password yet")
    assert link not in page.url
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("The password is changed.")).to_be_visible()
    yield page
    context.close()


@pytest.fixture(scope="module")
def people(browser, asking, admin):
    """Ann and Bob, whom the admin adds, each signed in with a browser of their own."""
    admin.get_by_role("link", name="Machine").click()
    form = admin.get_by_test_id("user-form")
    for name in ("ann", "bob"):
        form.get_by_label("Name").fill(name)
        form.get_by_label("Password").fill(PASSWORD)
        form.get_by_role("button").click()
        expect(admin.get_by_test_id("users").get_by_text(name, exact=True)).to_be_visible()
    contexts = [unhurried(browser, permissions=["clipboard-read", "clipboard-write"]) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for name, page in zip(("ann", "bob"), pages):
        # From the first listener on choosers are given to tests; one set up just before the key may come too late for it.
        page.on("filechooser", lambda chooser: None)
        sign_in(page, asking[0].url, name)
    yield pages
    for context in contexts:
        context.close()


def sign_in(page, url, name, password=PASSWORD):
    page.goto(url)
    expect(page.get_by_test_id("sign-in")).to_be_visible()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("sample")).to_be_visible()


def read(page, words):
    """Uploads an image with these words and waits until it is read."""
    page.goto(page.url.split("#")[0] + "#/")
    page.get_by_test_id("kind-ocr").click()
    page.get_by_test_id("file-input").set_input_files(upload(f"{words}.png", png(words)))
    job = page.locator("[data-testid=job][data-state=completed]").filter(has_text=f"{words}.png")
    expect(job).to_have_count(1, timeout=180_000)
    return job


def test_a_wrong_password_is_said_and_what_was_typed_stays(browser, asking, people):
    context = unhurried(browser)
    try:
        page = context.new_page()
        page.goto(asking[0].url)
        page.get_by_label("Name").fill("ann")
        page.get_by_label("Password").fill("wrong horse")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("problem")).not_to_be_empty()
        expect(page.get_by_label("Name")).to_have_value("ann")
    finally:
        context.close()


def test_a_link_that_is_used_up_is_said_and_nothing_is_asked_before_it(browser, asking):
    context = unhurried(browser)
    try:
        page = context.new_page()
        told = []
        page.on("request", lambda request: told.append((request.method, request.url.removeprefix(asking[0].url))))
        page.goto(f"{asking[0].url}/#sign-in={'a' * 64}")
        expect(page.get_by_test_id("problem")).to_contain_text("This link is used up")
        # The refusal of what was asked before the link signed in could come after it, and sign out again.
        asked = [(method, path) for method, path in told if path.startswith("/api/")]
        assert asked == [("POST", "/api/session"), ("GET", "/api/session")]
        page.get_by_label("Name").fill("ann")
        page.goto(f"{asking[0].url}/#sign-in={'b' * 64}")
        expect(page.get_by_label("Name")).to_have_value("")
        expect(page.get_by_test_id("problem")).to_contain_text("This link is used up")
        assert "sign-in" not in page.url
    finally:
        context.close()


def test_a_link_that_is_used_up_leaves_who_is_signed_in(asking, people):
    ann, url = people[0], asking[0].url
    ann.goto(f"{url}/#sign-in={asking[1]}")
    expect(ann.get_by_test_id("settings-page")).to_be_visible()
    expect(ann.get_by_test_id("sign-in")).to_have_count(0)


def test_two_users_see_their_own_jobs_alone_and_the_admin_sees_what_processors_do(asking, admin, people):
    ann, bob = people
    read(ann, "harbour lights")
    expect(bob.get_by_test_id("sample")).to_be_visible()
    expect(bob.get_by_role("link", name="Machine")).to_have_count(0)
    ann.get_by_test_id("kind-sleep").click()
    ann.get_by_label("Duration").fill("600")
    ann.get_by_test_id("start").click()
    admin.goto(asking[0].url + "/#/machine")
    expect(admin.get_by_test_id("processors")).to_contain_text("ann")
    expect(admin.get_by_test_id("processors")).to_contain_text("Sleep")
    expect(admin.get_by_test_id("shares").get_by_role("row", name="ann")).to_be_visible()
    admin.get_by_label("Jobs at once").fill("3")
    admin.get_by_test_id("resize").click()
    expect(admin.get_by_test_id("busy")).to_contain_text("of 3 at work")
    ann.get_by_test_id("filter-state").select_option("unfinished")
    expect(ann.get_by_test_id("job")).to_have_count(1)
    ann.get_by_test_id("job").get_by_role("link").click()
    ann.get_by_test_id("cancel").click()
    expect(ann.get_by_test_id("job-page")).to_have_attribute("data-state", "cancelled")
    expect(admin.get_by_test_id("processors")).to_have_count(0)


def test_the_weight_of_a_user_is_changed_and_kept(asking, admin, people):
    admin.goto(asking[0].url + "/#/machine")
    field = admin.get_by_label("Weight: bob")
    field.fill("2.5")
    with admin.expect_response(lambda answer: answer.request.method == "PATCH") as changed:
        field.blur()
    assert changed.value.ok
    admin.reload()
    expect(admin.get_by_label("Weight: bob")).to_have_value("2.5")


def test_a_key_is_shown_once_counts_and_is_revoked(asking, people):
    ann, url = people[0], asking[0].url
    ann.goto(url + "/#/settings")
    form = ann.get_by_test_id("key-form")
    form.get_by_label("Name").fill("laptop")
    form.get_by_role("button").click()
    key = ann.get_by_test_id("fresh-key").locator("code").inner_text()
    headers = {"Authorization": f"Bearer {key}"}
    assert requests.get(url + "/api/me", headers=headers, timeout=30).json()["name"] == "ann"
    ann.reload()
    expect(ann.get_by_test_id("key")).to_contain_text("laptop")
    expect(ann.get_by_test_id("fresh-key")).to_have_count(0)
    ann.get_by_role("button", name="Revoke: laptop").click()
    expect(ann.get_by_test_id("key")).to_have_count(0)
    assert requests.get(url + "/api/me", headers=headers, timeout=30).status_code == 401


def test_a_shared_link_opens_the_text_without_signing_in(asking, people):
    ann = people[0]
    read(ann, "winter garden").get_by_role("link").click()
    ann.get_by_test_id("share").click()
    link = ann.get_by_test_id("share-link").filter(has_text="text.txt")
    ann.get_by_test_id("copy-link-text.txt").click()
    address = ann.evaluate("() => navigator.clipboard.readText()")
    assert address.endswith(link.get_by_role("link").get_attribute("href"))
    answer = requests.get(address, timeout=30)
    assert (answer.status_code, answer.text.strip()) == (200, "winter garden")
    assert requests.get(address.split("?")[0], timeout=30).status_code == 401


def test_the_keyboard_alone_uploads_opens_copies_tries_again_and_signs_out(asking, people):
    bob = people[1]
    bob.goto(asking[0].url + "/#/")
    expect(bob.get_by_test_id("list-page")).to_be_visible()
    with bob.expect_file_chooser() as chooser:
        bob.keyboard.press("u")
    chooser.value.set_files(upload("silver bridge.png", png("silver bridge")))
    expect(bob.locator("[data-testid=job][data-state=completed]")).to_have_count(1, timeout=180_000)
    bob.keyboard.press("j")
    expect(bob.get_by_test_id("job").first.get_by_role("link")).to_be_focused()
    bob.keyboard.press("Enter")
    expect(bob.get_by_test_id("text")).to_have_text("silver bridge")
    copied(bob.get_by_test_id("copy"), lambda: bob.keyboard.press("c"))
    assert bob.evaluate("() => navigator.clipboard.readText()").strip() == "silver bridge"
    bob.keyboard.press("Escape")
    expect(bob.get_by_test_id("list-page")).to_be_visible()
    bob.get_by_role("radio", name="Read text").focus()
    for _ in range(5):
        bob.keyboard.press("ArrowRight")
    expect(bob.get_by_role("radio", name="Sleep")).to_be_checked()
    tab_to(bob, "Duration")
    bob.keyboard.press("Control+a")
    bob.keyboard.type("600")
    bob.get_by_test_id("start").focus()
    bob.keyboard.press("Enter")
    expect(bob.locator("[data-kind=sleep][data-state=processing]")).to_have_count(1, timeout=60_000)
    bob.keyboard.press("k")
    bob.locator("[data-kind=sleep]").get_by_role("link").focus()
    bob.keyboard.press("Enter")
    expect(bob.get_by_test_id("job-page")).to_be_visible()
    bob.keyboard.press(".")
    expect(bob.get_by_test_id("job-page")).to_have_attribute("data-state", "cancelled")
    bob.keyboard.press("r")
    expect(bob.get_by_test_id("job-page")).to_have_attribute("data-state", "processing", timeout=60_000)
    bob.keyboard.press(".")
    expect(bob.get_by_test_id("job-page")).to_have_attribute("data-state", "cancelled")
    tab_to(bob, "Sign out")
    bob.keyboard.press("Enter")
    expect(bob.get_by_test_id("sign-in")).to_be_visible()
    expect(bob.get_by_label("Name")).to_be_focused()


#: JavaScript: what the focused control is called.
NAME = """() => {
    const element = document.activeElement;
    return (element.labels?.[0] ?? element).textContent.trim();
}"""


def tab_to(page, name):
    """Goes on by Tab until the control of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(NAME) == name:
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_a_session_that_ended_elsewhere_leads_to_the_sign_in(asking, admin, people):
    ann = people[0]
    ann.goto(asking[0].url + "/#/")
    expect(ann.get_by_test_id("list-page")).to_be_visible()
    ann.context.clear_cookies(name="platen_session")
    ann.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(ann.get_by_test_id("sign-in")).to_be_visible()
