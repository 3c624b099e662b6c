"""What schemathesis cannot know: bytes of images, how many processors a test may ask for, and whom it may tell."""

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
    """Every processor is a process of this machine, nothing is sent beyond it, and nobody waits for a minute or sleeps for an hour."""
    for fields in (case.body, case.query):
        if isinstance(fields, dict):
            if isinstance(fields.get("webhook"), (str, list)):
                fields["webhook"] = "http://127.0.0.1:9/"  # Nothing is sent beyond this machine; there none may lead.
            lower(fields, "wanted", 3, most=256)
            lower(fields, "duration", 0.05, most=3600)
    if case.headers and "Prefer" in case.headers:
        case.headers["Prefer"] = "wait=1"


def lower(fields, name, bound, most=float("inf")):
    """What is more than the largest that is allowed stays as it is."""
    try:
        number = float(fields[name])
    except (KeyError, TypeError, ValueError):
        return
    if bound < number <= most:
        fields[name] = bound
