"""What schemathesis cannot know: bytes of images, and how many processors a test may ask for."""

import io

import schemathesis
from hypothesis import strategies as some
from PIL import Image


def image(kind: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (3, 2), (200, 30, 40)).save(data, kind)
    return data.getvalue()


PNG, JPEG = image("PNG"), image("JPEG")
schemathesis.openapi.media_type("image/png", some.sampled_from([PNG, PNG[:40], b"x"]))
schemathesis.openapi.media_type("image/jpeg", some.sampled_from([JPEG, JPEG[:30], b"x"]))
schemathesis.openapi.media_type("application/octet-stream", some.sampled_from([PNG, JPEG, b"words"]))


@schemathesis.hook
def before_call(context, case, kwargs):
    """Every processor is a process of this machine."""
    if case.operation.path == "/api/processors" and isinstance(case.body, dict):
        wanted = case.body.get("wanted")
        if isinstance(wanted, (int, float)) and 3 < wanted <= 256:
            case.body["wanted"] = 3
