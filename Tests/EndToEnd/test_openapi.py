"""The interface is as it describes itself: requests that schemathesis makes from the description."""

import os
import re
import subprocess
import sys
from pathlib import Path

import requests

from waiting import until

HERE = Path(__file__).parent
# What a request that breaks the schema, or keeps it, should come to is not said by the description alone: a user that
# does not matter is not looked at, and a file may be no image.
LEFT_OUT = "negative_data_rejection,positive_data_acceptance"


def test_nothing_is_answered_that_is_not_described(launch, tmp_path):
    platen = launch(PLATEN_PROCESSORS="2", PLATEN_MAX_IMAGES="3")
    paths = platen.get("/api/openapi.json").json()["paths"]
    # The address of the description itself is not asked for again, and a stream of events has no end.
    count = sum(map(len, paths.values())) - 2
    done = subprocess.run(
        [
            sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()",
            "run", platen.url + "/api/openapi.json", "--seed", "1", "--max-examples", "10", "--checks", "all",
            "--exclude-checks", LEFT_OUT, "--phases", "examples,coverage,fuzzing,stateful", "--max-failures", "20",
            "--exclude-path", "/api/events",
        ],
        env=os.environ | {"SCHEMATHESIS_HOOKS": "openapi_hooks", "PYTHONPATH": str(HERE), "NO_COLOR": "1"},
        cwd=tmp_path, capture_output=True, text=True, timeout=300,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2000:]
    assert f"Tested: {count}" in done.stdout
    assert int(re.search(r"(\d+) generated", done.stdout)[1]) > 500
    until(lambda: platen.get("/api/health").status_code == 200, "it is well")
    assert not re.search(r"^\S+ (error|critical) ", platen.log(), re.MULTILINE), platen.log()
    platen.stop()


def test_the_page_shows_itself_without_anything_from_elsewhere(service):
    answer = service.get("/docs")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'self'" in policy and "unsafe" not in policy
    for address in set(re.findall(r'(?:href|src)="([^"#]+)"', answer.text)):
        found = requests.get(service.url + address, timeout=30)
        assert found.status_code == 200, address
    assert service.get("/docs.css").headers["Content-Type"].startswith("text/css")
    assert "<script" not in answer.text and "style=" not in answer.text
