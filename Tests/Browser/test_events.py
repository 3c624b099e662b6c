"""The browser's own `EventSource` and `WebSocket` on a running service. `PLATEN_URL` says where it is."""

import os

import pytest

URL = os.environ.get("PLATEN_URL")

pytestmark = pytest.mark.skipif(URL is None, reason="PLATEN_URL names no running service")

#: JavaScript: submits a job once both connections are open; the states of it that each was told of, until its end.
FOLLOW = """async () => {
    const path = "/api/events?user_id=chromium";
    const streams = {
        events: new EventSource(path),
        socket: new WebSocket(`ws://${location.host}${path}`),
    };
    const told = { events: [], socket: [] };
    const opened = Object.values(streams).map((stream) => new Promise((resolve, reject) => {
        stream.addEventListener("open", resolve);
        stream.addEventListener("error", reject);
    }));
    await Promise.all(opened);
    const ended = Object.entries(streams).map(([name, stream]) => new Promise((resolve) => {
        stream.addEventListener(name === "events" ? "job" : "message", (event) => {
            const data = JSON.parse(event.data);
            if (data.state === undefined) return;
            told[name].push([data.id, data.state]);
            if (data.state === "completed") resolve();
        });
    }));
    const answer = await fetch("/api/jobs", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ kind: "sleep", duration: 0.6, user_id: "chromium" }),
    });
    const job = (await answer.json()).id;
    await Promise.all(ended);
    for (const stream of Object.values(streams)) stream.close();
    const states = (name) => [...new Set(told[name].filter(([id]) => id === job).map(([, state]) => state))];
    return { events: states("events"), socket: states("socket") };
}"""

#: JavaScript: submits an image that it draws, waits for it, and fetches what became of it; the size of that and the
#: lightness of its left and of its right.
FETCH = """async () => {
    const canvas = new OffscreenCanvas(60, 40);
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, 60, 40);
    context.fillStyle = "black";
    context.fillRect(0, 0, 30, 40);
    const form = new FormData();
    form.append("image", await canvas.convertToBlob({ type: "image/png" }), "drawn.png");
    form.append("kind", "mirror");
    const answer = await fetch("/api/jobs", { method: "POST", headers: { Prefer: "wait=30" }, body: form });
    const job = await answer.json();
    const image = await createImageBitmap(await (await fetch(job.files[0].url)).blob());
    context.drawImage(image, 0, 0);
    const lightness = (x) => context.getImageData(x, 20, 1, 1).data[0];
    return [answer.status, job.state, image.width, image.height, lightness(10), lightness(50)];
}"""

#: JavaScript: whether a WebSocket to the address opens.
OPENS = """(address) => new Promise((resolve) => {
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => { socket.close(); resolve(true); });
    socket.addEventListener("error", () => resolve(false));
})"""


def test_both_follow_a_job_to_its_end(browser):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(URL)
        # What changes faster than it is published comes as one: an early state may be passed over, none comes twice.
        for told in page.evaluate(FOLLOW).values():
            assert told[-1] == "completed"
            assert told == [state for state in ("pending", "processing", "completed") if state in told]
    finally:
        context.close()


def test_an_image_is_submitted_waited_for_and_its_result_fetched(browser):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(URL)
        assert page.evaluate(FETCH) == [200, "completed", 60, 40, 255, 0]
    finally:
        context.close()


def test_a_page_of_another_origin_opens_no_socket(browser):
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto("about:blank")
        assert not page.evaluate(OPENS, URL.replace("http", "ws", 1) + "/api/events")
    finally:
        context.close()
