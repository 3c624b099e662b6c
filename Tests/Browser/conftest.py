"""Chromium for every test of this folder, and the fake service in front of the built page."""

import os
import pathlib
import shutil
import subprocess
import sys
import threading

import pytest
from playwright.sync_api import expect, sync_playwright

import fake_service

# Services of a test's own are started as the end-to-end tests start them.
sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "EndToEnd"))
from waiting import until  # noqa: E402

#: Milliseconds: tests also run where everything else does at the same time.
expect.set_options(timeout=60_000)


#: JavaScript, before any of the page's own: a machine that is held up is no reason to give up asking (10 seconds), and what
#: can be undone stays so (7 seconds).
UNHURRIED = """(() => {
    const after = window.setTimeout, longer = { 7000: 600000, 10000: 30000 };
    window.setTimeout = (action, milliseconds, ...more) => after(action, longer[milliseconds] ?? milliseconds, ...more);
})()"""


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not run as root, nor in a container without rights.
        is_contained = os.geteuid() == 0 or os.path.exists("/.dockerenv")
        arguments = ["--no-sandbox"] if is_contained else []
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built_page(tmp_path_factory):
    """The page as it is in the sources now; a copy that was built earlier could pass for it."""
    subprocess.run([fake_service.PAGE.parent / "build", "--no-check"], check=True)
    # Whoever builds it anew while tests run takes nothing away from them.
    return pathlib.Path(shutil.copytree(fake_service.PAGE, tmp_path_factory.mktemp("page") / "dist"))


def wait_for_paint(page):
    """A browser drops keys and clicks until it has painted something."""
    # The page's policy forbids what wait_for_function does.
    until(lambda: page.evaluate("performance.getEntriesByName('first-contentful-paint').length > 0"), "a paint", 60)


def unhurried(browser, **options):
    """A context whose pages wait for what a machine that is held up brings late."""
    context = browser.new_context(**options)
    context.set_default_timeout(60_000)
    context.add_init_script(UNHURRIED)
    return context


def copied(button, press):
    """Presses until the button says that it copied, which it does for two seconds."""
    def is_said():
        press()
        return "Copied" in (button.text_content() or "")

    until(is_said, "it says that it copied", 60)


class Visit:
    """A fake service and a page that looks at it."""

    def __init__(self, service, page, url):
        self.service, self.page, self.url, self.complaints = service, page, url, []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self.listen)
        # From the first listener on choosers are given to tests; one set up just before the key may come too late for it.
        page.on("filechooser", lambda chooser: None)

    def listen(self, message):
        # A refused request is told on the console too; what the page does about it is what tests look at.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def open(self, fragment=""):
        self.page.goto(self.url + fragment)
        # The first view takes only images before the page is there.
        expect(self.page.locator("main:not([aria-busy], [data-shell])")).to_be_visible()
        wait_for_paint(self.page)
        return self

    def jobs(self, state=None):
        return self.page.locator("[data-testid=job]" + (f"[data-state={state}]" if state else ""))

    def uploads(self, state=None):
        return self.page.locator("[data-testid=upload]" + (f"[data-state={state}]" if state else ""))

    def find(self, name):
        return self.page.get_by_test_id(name)

    def choose(self, *files):
        self.find("file-input").set_input_files(list(files))


@pytest.fixture
def visit(browser, built_page):
    """Fails the test when the page threw, warned, or broke its own content security policy."""
    service = fake_service.FakeService(built_page)
    server = fake_service.serve(service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    context = unhurried(browser)
    try:
        visit = Visit(service, context.new_page(), f"http://127.0.0.1:{server.server_port}/")
        yield visit
        assert visit.complaints == []
    finally:
        service.may_answer_posts.set()
        service.may_send_page.set()
        context.close()
        server.shutdown()
        server.server_close()
        thread.join(10)
