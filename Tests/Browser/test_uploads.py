"""Images on their way: what a bad network, a reload and a person do to them. Against the fake service."""

import re

from playwright.sync_api import expect

from images import DROP, in_base64, png, upload


def many(count):
    return [upload(f"{number:03}.png", png(size=(20, 10))) for number in range(count)]


def test_offline_uploads_wait_and_go_on_by_themselves(visit):
    visit.open()
    expect(visit.find("list-page")).to_be_visible()
    visit.page.context.set_offline(True)
    visit.choose(*many(3))
    expect(visit.find("banner")).to_contain_text("no network")
    expect(visit.uploads("waiting")).to_have_count(3)
    visit.page.context.set_offline(False)
    expect(visit.jobs()).to_have_count(3)
    expect(visit.find("banner")).to_have_count(0)


def test_a_network_cut_in_the_middle_of_uploads_loses_and_doubles_nothing(visit):
    visit.service.may_answer_posts.clear()
    visit.open().choose(*many(5))
    expect(visit.uploads("sending")).to_have_count(3)
    visit.page.context.set_offline(True)
    visit.service.may_answer_posts.set()
    expect(visit.uploads("sending")).to_have_count(0)
    visit.page.context.set_offline(False)
    expect(visit.uploads()).to_have_count(0)
    assert sorted(job.file_name for job in visit.service.jobs) == [f"{number:03}.png" for number in range(5)]


def test_a_reload_in_the_middle_loses_nothing(visit):
    visit.service.may_answer_posts.clear()
    visit.open().choose(*many(6))
    expect(visit.uploads("sending")).to_have_count(3)
    expect(visit.uploads("waiting")).to_have_count(3)
    visit.page.reload()
    expect(visit.uploads()).to_have_count(6)
    visit.service.may_answer_posts.set()
    expect(visit.uploads()).to_have_count(0)
    assert sorted(job.file_name for job in visit.service.jobs) == [f"{number:03}.png" for number in range(6)]


def test_two_tabs_do_not_send_each_others_images(visit):
    visit.service.may_answer_posts.clear()
    visit.open().choose(*many(2))
    expect(visit.uploads("sending")).to_have_count(2)
    other = visit.page.context.new_page()
    other.goto(visit.url)
    expect(other.get_by_test_id("list-page")).to_be_visible()
    expect(other.get_by_test_id("upload")).to_have_count(0)
    visit.service.may_answer_posts.set()
    expect(other.get_by_test_id("job")).to_have_count(2)
    assert len(visit.service.keys) == 2


def test_uploads_are_paused_resumed_and_cancelled(visit):
    visit.service.may_answer_posts.clear()
    visit.open().choose(*many(4))
    expect(visit.uploads("sending")).to_have_count(3)
    visit.find("pause-all").click()
    expect(visit.uploads("paused")).to_have_count(4)
    visit.page.get_by_role("button", name="Cancel: 003.png").click()
    expect(visit.uploads()).to_have_count(3)
    visit.service.may_answer_posts.set()
    visit.find("resume-all").click()
    expect(visit.uploads()).to_have_count(0)
    expect(visit.jobs()).to_have_count(3)
    assert len(visit.service.jobs) == 3


def test_what_is_between_the_page_and_the_service_is_waited_out(visit):
    visit.service.instead = (200, "text/html", b"<html>Sign in to the hotel</html>")
    visit.open().choose(upload("one.png"))
    expect(visit.find("banner")).to_contain_text("cannot read")
    expect(visit.uploads("waiting").get_by_test_id("reason")).to_contain_text("sent again by itself")
    visit.service.instead = ()
    visit.page.get_by_role("button", name="Try now").click()
    expect(visit.find("banner")).to_contain_text("cannot be reached")
    visit.service.instead = (500, "text/plain", b"")
    visit.page.get_by_role("button", name="Try now").click()
    expect(visit.find("banner")).to_contain_text("status 500")
    expect(visit.uploads("waiting").get_by_test_id("reason")).to_contain_text("status 500")
    visit.service.instead = None
    visit.page.get_by_role("button", name="Try again now: one.png").click()
    expect(visit.jobs()).to_have_count(1)
    expect(visit.find("banner")).to_have_count(0)


def test_a_folder_is_taken_with_what_is_inside(visit, tmp_path):
    (tmp_path / "scans" / "deep").mkdir(parents=True)
    for place in ("scans/2.png", "scans/10.png", "scans/deep/1.png"):
        (tmp_path / place).write_bytes(png(size=(20, 10)))
    (tmp_path / "scans/.hidden").write_bytes(b"x")
    visit.open().find("folder-input").set_input_files(tmp_path / "scans")
    expect(visit.jobs()).to_have_count(3)
    assert sorted(job.file_name for job in visit.service.jobs) == ["1.png", "10.png", "2.png"]


def test_five_hundred_files_at_once_are_all_jobs_and_one_group(visit):
    visit.service.seconds, visit.service.processors = 0, 1000
    visit.open().choose(*many(500))
    expect(visit.find("upload-summary")).to_be_visible()
    expect(visit.find("upload-summary")).to_have_count(0, timeout=240_000)
    expect(visit.find("group").first).to_be_visible()
    assert len({job.name for job in visit.service.jobs}) == len(visit.service.jobs) == 500
    expect(visit.find("group").first).to_contain_text(re.compile(r"images"))
    assert visit.jobs().count() < 60


def test_hostile_names_are_text(visit):
    names = ["<img src=x onerror=alert(1)>.png", "\u202egnp.exe.png", "n" * 300 + ".png"]
    visit.service.seconds = 0
    visit.open().page.evaluate(DROP, [in_base64(name, png(size=(20, 10))) for name in names])
    expect(visit.jobs("completed")).to_have_count(3)
    assert sorted(visit.page.locator("[data-testid=job] [data-testid=name]").all_inner_texts()) == sorted(names)
    assert visit.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
