"""What becomes of what is under way when somebody signs in or out. Against the fake service."""

import re

import pytest
from playwright.sync_api import expect

from images import upload
from test_notices import AWAY

PASSWORD = "correct horse"

#: JavaScript, before any of the page's own: what it would find out by asking again in a while, it does not.
PATIENT = """() => {
    const after = window.setTimeout;
    window.setTimeout = (action, milliseconds) => milliseconds > 5000 ? 0 : after(action, milliseconds);
}"""


@pytest.fixture
def signed_in(visit):
    """Ann's page; `bob` may sign in too."""
    visit.service.accounts = {"ann": PASSWORD, "bob": PASSWORD}
    visit.page.add_init_script(f"({AWAY})()")
    visit.open()
    sign_in(visit, "ann")
    return visit


def sign_in(visit, name):
    expect(visit.find("sign-in")).to_be_visible()
    visit.page.get_by_label("Name").fill(name)
    visit.page.get_by_label("Password").fill(PASSWORD)
    visit.page.keyboard.press("Enter")
    expect(visit.find("list-page")).to_be_visible()


def test_a_job_that_was_deleted_just_before_the_sign_out_is_gone(signed_in):
    signed_in.choose(upload("old.png"))
    expect(signed_in.jobs("completed")).to_have_count(1)
    signed_in.jobs().get_by_role("checkbox").check()
    signed_in.find("bulk-remove").click()
    expect(signed_in.find("toast")).to_be_visible()
    signed_in.find("sign-out").click()
    expect(signed_in.find("sign-in")).to_be_visible()
    expect(signed_in.find("toast")).to_have_count(0)
    assert signed_in.service.jobs == []


def test_a_session_that_ends_is_no_end_of_jobs(signed_in):
    signed_in.service.held_at = 0.5
    signed_in.choose(upload("long.png"))
    expect(signed_in.page).to_have_title("(1) Platen")
    signed_in.page.evaluate("() => window.leave(true)")
    signed_in.service.sessions.clear()
    signed_in.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(signed_in.find("sign-in")).to_be_visible()
    expect(signed_in.page).to_have_title("Platen")


def test_the_first_answer_that_is_refused_leads_to_the_sign_in_and_the_image_is_sent_after_it(signed_in):
    signed_in.page.add_init_script(f"({PATIENT})()")
    signed_in.page.reload()
    expect(signed_in.find("sample")).to_be_visible()
    end_session = lambda route: (signed_in.service.sessions.clear(), route.continue_())
    signed_in.page.route(re.compile("/api/jobs$"), end_session, times=1)
    signed_in.choose(upload("kept.png"))
    sign_in(signed_in, "ann")
    expect(signed_in.jobs("completed")).to_contain_text("kept.png")
    assert [job.user for job in signed_in.service.jobs] == ["ann"]


def test_a_sign_out_from_a_session_that_has_ended_leads_to_the_sign_in(signed_in):
    # Nothing else than the sign-out finds the session ended.
    signed_in.page.route("**/api/jobs?*", lambda route: route.abort())
    end_session = lambda route: (signed_in.service.sessions.clear(), route.continue_())
    signed_in.page.route("**/api/session", end_session, times=1)
    signed_in.find("sign-out").click()
    expect(signed_in.find("sign-in")).to_be_visible()
