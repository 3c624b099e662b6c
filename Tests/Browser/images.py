"""Images for the tests, made here so that none lies in the repository."""

import base64
import io

from PIL import Image, ImageDraw, ImageFont


def png(text="", size=(600, 160)):
    """Black words on white, large enough for any reader; one line of the image for each line of `text`."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).multiline_text((30, 40), text, fill="black", font=ImageFont.load_default(size=52))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def page_of(text, size):
    """The image of `text` and its words as `words.json` has them, each with the box that it stands in."""
    image, font, words = Image.new("RGB", size, "white"), ImageFont.load_default(size=40), []
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(text.splitlines()):
        top, at = 40 + 58 * number, 0
        draw.text((40, top), line, fill="black", font=font)
        for word in line.split():
            at = line.index(word, at)
            left, right = (int(40 + font.getlength(line[:end])) for end in (at, at + len(word)))
            words.append({"text": word, "box": [left - 3, top + 2, right - left + 6, 50], "confidence": 95, "noise": False})
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue(), words


def upload(name, data=None):
    """A file for Playwright's `set_input_files`."""
    return {"name": name, "mimeType": "image/png", "buffer": png(name) if data is None else data}


#: JavaScript: drops `files` (name and base64 content) at once on the window, the way a file manager does.
DROP = """(files) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of files) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: "image/png" }));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""


#: JavaScript: pastes a file, the way a browser does with a picture in the clipboard.
PASTE = """({ name, base64 }) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type: "image/png" }));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
}"""


def in_base64(name, data=None):
    """A file for `DROP`, with its own name drawn in it unless `data` is its content."""
    return {"name": name, "base64": base64.b64encode(png(name) if data is None else data).decode()}
