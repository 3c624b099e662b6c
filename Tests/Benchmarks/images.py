"""The images that are measured with, the same on every run."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

PHOTO_BYTES = 82 << 10
WORDS = (
    "the quick system receives an image from a client and stores it on disk before a processor takes the job reads "
    "every line of text and writes the result beside the original so that a second request may fetch it later while "
    "other customers wait their turn in a fair queue with weights given by contract invoice number total amount due"
).split()


def photo(path: Path, size: tuple[int, int] = (1024, 768), most: int = PHOTO_BYTES) -> Path:
    """A photo-like JPEG of close to `most` bytes."""
    chance = random.Random(7)
    image = Image.new("RGB", size, "grey")
    draw = ImageDraw.Draw(image)
    for _ in range(400):
        x, y, size = chance.randrange(image.width), chance.randrange(image.height), chance.randrange(10, 200)
        draw.ellipse([x, y, x + size, y + size // 2], fill=tuple(chance.randrange(256) for _ in range(3)))
    image = image.filter(ImageFilter.GaussianBlur(1))
    for quality in range(95, 20, -1):
        image.save(path, quality=quality)
        if path.stat().st_size <= most:
            return path
    raise AssertionError("no quality makes it small enough")


def pages(folder: Path, count: int, corpus: Path) -> tuple[list[Path], str]:
    """Scans from `corpus` when that is there, else pages drawn here; and which of the two."""
    scans = scanned(corpus, count)
    if scans:
        return scans, "scans"
    return [drawn(folder / f"page{number}.png", number) for number in range(count)], "drawn"


def scanned(corpus: Path, count: int) -> list[Path]:
    found = sorted((corpus / "ocr" / "dev" / "isri_unlv").glob("*.png"))
    return found[:count] if len(found) >= count else []


def drawn(path: Path, seed: int) -> Path:
    """An A4 page at 150 dots per inch, full of words."""
    chance = random.Random(seed)
    image = Image.new("L", (1240, 1754), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=24)
    for y in range(100, 1650, 34):
        draw.text((100, y), " ".join(chance.choice(WORDS) for _ in range(11)), fill=0, font=font)
    image.save(path)
    return path
