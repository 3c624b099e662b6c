"""What tells of the end of jobs where nobody looks. Against the fake service."""

import re

from playwright.sync_api import expect

from images import upload

#: JavaScript, before any of the page's own: a page that tests hide, and notifications that are only written down.
AWAY = """() => {
    window.told = [];
    window.isAway = false;
    Object.defineProperty(document, "hidden", { get: () => window.isAway });
    window.leave = (isAway) => {
        window.isAway = isAway;
        document.dispatchEvent(new Event("visibilitychange"));
    };
    window.Notification = class {
        static permission = sessionStorage.allowed ?? "default";
        static async requestPermission() { sessionStorage.allowed = this.permission = "granted"; return "granted"; }
        constructor(title, { body }) { window.told.push(`${title}: ${body}`); }
    };
}"""


def begun(visit, count):
    visit.service.held_at = 0.5
    visit.page.add_init_script(f"({AWAY})()")
    visit.open().choose(*[upload(f"{number}.png") for number in range(count)])
    expect(visit.jobs()).to_have_count(count)
    expect(visit.uploads()).to_have_count(0)
    return visit


def end(visit):
    visit.service.held_at, visit.service.seconds, visit.service.processors = None, 0, 100


def test_the_title_counts_what_is_under_way_and_says_when_it_has_ended(visit):
    begun(visit, 3)
    expect(visit.page).to_have_title("(3) Platen")
    visit.page.evaluate("() => window.leave(true)")
    end(visit)
    expect(visit.page).to_have_title("✓ Platen")
    visit.page.evaluate("() => window.leave(false)")
    expect(visit.page).to_have_title("Platen")
    expect(visit.jobs("completed")).to_have_count(3)


def test_whoever_waits_for_many_is_asked_whether_to_be_told_and_is_told(visit):
    begun(visit, 6)
    visit.page.get_by_role("button", name="Tell me").click()
    expect(visit.find("notification-offer")).to_have_count(0)
    visit.page.evaluate("() => window.leave(true)")
    end(visit)
    visit.page.wait_for_function("() => window.told.length > 0", timeout=60_000)
    assert visit.page.evaluate("() => window.told") == ["Platen: All your jobs have ended."]


def test_whoever_does_not_want_to_be_told_is_not_asked_again(visit):
    begun(visit, 6)
    visit.page.get_by_role("button", name="No, thanks").click()
    # More of the same, and the page anew.
    visit.choose(upload("one-more.png"))
    expect(visit.page).to_have_title("(7) Platen")
    expect(visit.find("notification-offer")).to_have_count(0)
    visit.page.reload()
    expect(visit.page).to_have_title("(7) Platen")
    expect(visit.find("notification-offer")).to_have_count(0)
    end(visit)
    expect(visit.page).to_have_title("Platen")
    assert visit.page.evaluate("() => window.told") == []


def test_few_jobs_are_no_reason_to_ask(visit):
    begun(visit, 2)
    expect(visit.page).to_have_title(re.compile("2"))
    expect(visit.find("notification-offer")).to_have_count(0)
