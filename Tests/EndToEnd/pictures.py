"""Images that the tests draw for themselves."""

import io
import struct
import zlib

from PIL import Image, ImageDraw, ImageFont


def page(text: str, form: str = "PNG", size: tuple[int, int] = (900, 240), font: str | None = None) -> bytes:
    """Large, clear, black text on white; `font` names the file of one with more than English letters."""
    image = Image.new("RGB", size, "white")
    letters = ImageFont.truetype(font, 72) if font else ImageFont.load_default(size=72)
    ImageDraw.Draw(image).text((40, 60), text, fill="black", font=letters)
    return encoded(image, form)


def marked(form: str = "PNG", size: tuple[int, int] = (64, 48)) -> bytes:
    """White with a black left half."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    return encoded(image, form)


def of_size(length: int, form: str = "PNG") -> bytes:
    """An image with a black left half, of exactly so many bytes, of which most are comments."""
    image = marked(form)
    return (commented_png if form == "PNG" else commented_jpeg)(image, length - len(image))


def commented_png(image: bytes, more: int) -> bytes:
    """The same image with so many bytes more, in a chunk before the last."""
    chunk = png_chunk(b"tEXt", b"Comment\0" + b"x" * (more - 20))
    return image[:-12] + chunk + image[-12:]


def commented_jpeg(image: bytes, more: int) -> bytes:
    """The same image with so many bytes more, in segments behind the signature."""
    segments = b""
    while left := more - len(segments):
        # A segment has four bytes of its own, and none of at most that may be left over.
        length = min(left, 60_000) if left > 60_010 or left <= 60_000 else left // 2
        segments += b"\xff\xfe" + struct.pack(">H", length - 2) + b"x" * (length - 4)
    return image[:2] + segments + image[2:]


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
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + png_chunk(b"IEND", b"")
    )


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
