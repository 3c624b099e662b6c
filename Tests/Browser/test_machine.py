"""The view of the machine, against the fake service."""

import json

import pytest
from playwright.sync_api import expect

from images import png, upload


def refuse_failures(visit, status):
    """From now on the service answers so when it is asked which jobs failed."""
    problem = {"status": status, "code": "some_code", "detail": "Failures are not to be had."}
    visit.page.route("**/api/failures", lambda route: route.fulfill(status=status, content_type="application/problem+json", body=json.dumps(problem)))


def is_whole(visit):
    expect(visit.find("plot")).to_have_count(2)
    expect(visit.page.get_by_role("table")).to_have_count(1)
    expect(visit.find("failures")).to_have_count(0)
    expect(visit.find("banner")).to_have_count(0)


def test_a_service_that_has_no_address_for_failures_leaves_the_view_whole(visit):
    visit.service.all_failures = None
    with visit.page.expect_response("**/api/failures"):
        visit.open("#/machine")
    is_whole(visit)


def test_who_may_not_know_of_failures_finds_the_view_whole(visit):
    refuse_failures(visit, 403)
    with visit.page.expect_response("**/api/failures"):
        visit.open("#/machine")
    is_whole(visit)


@pytest.mark.parametrize("status", [500, 503])
def test_trouble_with_failures_is_told_until_it_is_over(visit, status):
    refuse_failures(visit, status)
    visit.open("#/machine")
    expect(visit.find("banner")).to_be_visible()
    expect(visit.find("plot")).to_have_count(2)
    visit.page.unroute("**/api/failures")
    expect(visit.find("failures")).to_be_visible()
    expect(visit.find("banner")).to_have_count(0)


def test_it_tells_which_failures_there_were(visit):
    visit.open("#/machine")
    expect(visit.find("failures")).to_contain_text("7 jobs of all users failed within 24 h.")
    expect(visit.find("failures").get_by_role("row")).to_have_text(["CodeJobsLast", "not_an_image510 min ago", "time_limit22 h ago"])


def test_a_plot_says_its_most_once_there_was_something(visit):
    visit.open("#/machine")
    waiting = visit.find("plot").filter(has_text="Waiting jobs")
    expect(waiting).to_have_text("Waiting jobs0")
    expect(waiting.get_by_role("img")).to_have_attribute("aria-label", "Waiting jobs: 0")
    visit.service.held_at = 0.5
    visit.page.get_by_role("link", name="Platen").click()
    visit.choose(*[upload(f"{number}.png") for number in range(5)])
    expect(visit.jobs()).to_have_count(5)
    visit.page.get_by_role("link", name="Machine").click()
    expect(waiting).to_have_text("Waiting jobs3≤ 3")
    expect(waiting.get_by_role("img")).to_have_attribute("aria-label", "Waiting jobs: 3, ≤ 3")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_field_is_as_high_as_its_button(visit, width):
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.open("#/machine")
    field, button = (visit.page.locator(f".settings-form {name}").bounding_box() for name in ("input", "button"))
    assert field["height"] == button["height"]
    assert width < 640 or field["y"] == button["y"]


def test_what_processors_do_is_no_wider_than_a_phone(visit):
    visit.page.set_viewport_size({"width": 360, "height": 800})
    visit.service.held_at = 0.5
    for number in range(2):
        visit.service.submit("somebody-with-a-name", "ocr", {}, f"a letter of the {number}th of May.png", png(str(number)))
    visit.open("#/machine")
    expect(visit.find("processors").get_by_role("listitem")).to_have_count(2)
    view, card = visit.find("machine-page").bounding_box(), visit.page.locator(".card", has=visit.find("processors")).bounding_box()
    assert card["x"] + card["width"] <= view["x"] + view["width"] - 16
