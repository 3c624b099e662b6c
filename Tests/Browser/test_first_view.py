"""What the page weighs, and how soon one can work with it on a slow network and a slow computer. `PLATEN_URL` says where
the service is. Times are printed: they are the machine's as much as the page's."""

import os
import re

import pytest
from playwright.sync_api import expect

from images import png, upload

URL = os.environ.get("PLATEN_URL")

pytestmark = pytest.mark.skipif(URL is None, reason="PLATEN_URL names no running service")

#: Bytes as they travel, compressed.
LARGEST_FIRST_VIEW = 86_000
LARGEST_PAGE = 98_000

#: Fast 3G as WebPageTest has it: milliseconds there and back, bytes a second.
FAST_3G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 768_000 / 8}

#: JavaScript, before any of the page's own: when the choice of images could first be made, and tasks that were long.
WATCH = """() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration)))
        .observe({ type: "longtask", buffered: true });
    const observer = new MutationObserver(() => {
        if (!document.querySelector("[data-testid=file-input]")) return;
        observer.disconnect();
        window.usableAt = performance.now();
    });
    observer.observe(document, { subtree: true, childList: true });
}"""

#: JavaScript: what the view took.
FIGURES = """() => ({
    usable: window.usableAt,
    painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    blocked: window.longTasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0),
})"""


#: JavaScript: the size of everything that the page fetched, compressed, by path; the service's answers and results aside.
SIZES = """() => Object.fromEntries([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(({ name }) => name.startsWith(location.origin))
    .map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize])
    .filter(([path]) => !/^.(api|results)./.test(path)))"""


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def test_the_first_view_is_small_asks_nobody_else_and_comes_soon_on_a_slow_network(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", FAST_3G)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(f"({WATCH})()")
    page.goto(URL, wait_until="commit")
    expect(page.get_by_role("button", name="Choose images")).to_be_enabled()
    expect(page.get_by_test_id("sample")).to_be_visible()
    figures = page.evaluate(FIGURES)
    # Further views are fetched once this one stands.
    first = {path: size for path, size in page.evaluate(SIZES).items() if "laterViews" not in path}
    print(f"first view on Fast 3G with a quarter of the computer: painted after {figures['painted']:.0f} ms, usable after "
          f"{figures['usable']:.0f} ms, {figures['blocked']:.0f} ms blocked, {sum(first.values()):,} bytes in {len(first)} files")
    assert sum(first.values()) < LARGEST_FIRST_VIEW, first
    assert [url for url in asked if not url.startswith((URL, "blob:" + URL))] == []


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
