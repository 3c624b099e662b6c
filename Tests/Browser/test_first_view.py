"""What the page weighs, and how soon one can work with it on a slow network and a slow computer. `PLATEN_URL` says where
the service is. Times are printed: they are the machine's as much as the page's."""

import base64
import os
import re

import pytest
import requests
from playwright.sync_api import expect

from conftest import unhurried, wait_for_paint
from images import png, upload

URL = os.environ.get("PLATEN_URL")

pytestmark = pytest.mark.skipif(URL is None, reason="PLATEN_URL names no running service")

#: Bytes as they travel, compressed.
LARGEST_FIRST_VIEW = 79_000
LARGEST_PAGE = 90_000

#: Fast 3G as WebPageTest has it: milliseconds there and back, bytes a second.
FAST_3G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 768_000 / 8}

#: JavaScript, before any of the page's own: at the moment at which one can choose images one is chosen, and tasks that were
#: long. `IMAGE` is in Base64.
WATCH = """() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration)))
        .observe({ type: "longtask", buffered: true });
    const observer = new MutationObserver(() => {
        const field = document.querySelector("[data-testid=file-input]");
        if (!field?.nextElementSibling?.checkVisibility()) return;
        observer.disconnect();
        window.usableAt = performance.now();
        window.wasShell = document.querySelector("main[data-shell]") !== null;
        const files = new DataTransfer();
        files.items.add(new File([Uint8Array.from(atob("IMAGE"), (byte) => byte.charCodeAt(0))], "early.png", { type: "image/png" }));
        field.files = files.files;
        field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
}"""

#: JavaScript: what the view took.
FIGURES = """() => ({
    usable: window.usableAt,
    wasShell: window.wasShell,
    painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    blocked: window.longTasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0),
    arrived: Math.max(...performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js")
        && !name.includes("laterViews")).map(({ responseEnd }) => responseEnd)),
})"""


#: JavaScript: the size of everything that the page fetched, compressed, by path; the service's answers and results aside.
SIZES = """() => Object.fromEntries([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(({ name }) => name.startsWith(location.origin))
    .map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize])
    .filter(([path]) => !/^.(api|results)./.test(path)))"""


@pytest.fixture
def page(browser):
    context = unhurried(browser, locale="en-GB")
    yield context.new_page()
    context.close()


def slow(page):
    """A page on Fast 3G, on a quarter of the computer."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", FAST_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page


def test_the_first_view_is_small_asks_nobody_else_and_takes_an_image_soon_on_a_slow_network(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    slow(page).add_init_script("(" + WATCH.replace("IMAGE", base64.b64encode(png("early bird")).decode()) + ")()")
    page.goto(URL, wait_until="commit")
    # What was chosen at the first moment at which one could is sent.
    job = page.get_by_test_id("job")
    expect(job).to_contain_text("early.png")
    wait_for_paint(page)
    figures = page.evaluate(FIGURES)
    # Further views are fetched once this one stands.
    first = {path: size for path, size in page.evaluate(SIZES).items() if "laterViews" not in path}
    print(f"first view on Fast 3G with a quarter of the computer: painted after {figures['painted']:.0f} ms, usable after "
          f"{figures['usable']:.0f} ms, scripts there after {figures['arrived']:.0f} ms, {figures['blocked']:.0f} ms blocked, "
          f"{sum(first.values()):,} bytes in {len(first)} files")
    assert sum(first.values()) < LARGEST_FIRST_VIEW, first
    assert figures["wasShell"]
    assert [url for url in asked if not url.startswith((URL, "blob:" + URL))] == []
    expect(page.locator("[data-testid=job][data-state=completed]")).to_be_visible(timeout=180_000)


def test_the_whole_page_is_small(page):
    page.goto(URL)
    page.get_by_test_id("file-input").set_input_files(upload("a.png", png("open window")))
    page.locator("[data-testid=job][data-state=completed]").get_by_role("link").click(timeout=180_000)
    expect(page.get_by_test_id("text")).to_contain_text("open window")
    for name in ("Settings", "Machine"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    whole = page.evaluate(SIZES)
    page.get_by_role("link", name="Settings").click()
    page.get_by_test_id("language").select_option("de")
    expect(page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    sizes = page.evaluate(SIZES)
    more = {path: size for path, size in sizes.items() if path not in whole}
    names = {re.sub(r"^/assets/|-[A-Z0-9]{8}", "", path): size for path, size in sizes.items()}
    print(f"all views: {sum(whole.values()):,} bytes, another language: {sum(more.values()):,} ({names})")
    assert sum(whole.values()) < LARGEST_PAGE, names


def test_the_built_page_carries_the_notices_of_what_it_contains():
    answer = requests.get(f"{URL}/licences.txt", timeout=30)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/plain")
    for name in ("React", "MIT License", "GRDB", "Apache License", "Gwendal Roué"):
        assert name in answer.content.decode()
