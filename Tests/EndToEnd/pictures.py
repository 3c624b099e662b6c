"""Images that the tests draw for themselves."""

import io
import struct
import zlib

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo


def page(text: str, form: str = "PNG", size: tuple[int, int] = (900, 240)) -> bytes:
    """Large, clear, black text on white."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((40, 60), text, fill="black", font=ImageFont.load_default(size=72))
    return encoded(image, form)


def marked(form: str = "PNG", size: tuple[int, int] = (64, 48)) -> bytes:
    """White with a black left half."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    return encoded(image, form)


def of_size(length: int) -> bytes:
    """A PNG of exactly so many bytes, of which most are a comment."""
    image = Image.new("RGB", (64, 48), "white")

    def commented(count: int) -> bytes:
        comment = PngInfo()
        comment.add_text("Comment", "x" * count)
        buffer = io.BytesIO()
        image.save(buffer, "PNG", pnginfo=comment)
        return buffer.getvalue()

    return commented(length - len(commented(0)))


def encoded(image: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def png_that_declares(width: int, height: int) -> bytes:
    """A PNG whose header promises so many pixels and whose data holds none of them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
