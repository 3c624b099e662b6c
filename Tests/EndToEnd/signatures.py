"""What receivers of webhooks check."""

import base64
import hashlib
import hmac


def verify(request, key: str) -> None:
    """As receivers do it: standardwebhooks.com."""
    content = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
    expected = hmac.new(base64.b64decode(key.removeprefix("whsec_")), content, hashlib.sha256).digest()
    assert request.headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()
