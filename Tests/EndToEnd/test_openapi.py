"""The interface is as it is described: requests made from the description itself, by a program that nobody here
wrote."""

import re

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from schemathesis import checks

import pictures

schemathesis.openapi.media_type("image/png", some.sampled_from([pictures.marked(), pictures.marked()[:40], b"x", b""]))
schemathesis.openapi.media_type("image/jpeg", some.sampled_from([pictures.marked("JPEG"), b"\xff\xd8", b""]))
schemathesis.openapi.media_type("application/octet-stream", some.sampled_from([pictures.marked(), b"words"]))

CONFORMANCE = [
    checks.not_a_server_error, schemathesis.openapi.checks.status_code_conformance if False else None,
]
