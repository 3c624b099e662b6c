"""The boundary between processes is a boundary between libraries."""

import subprocess

import pytest

import platen

FORBIDDEN = {
    "platen-responder": ["libtesseract", "liblept", "libpng", "libjpeg"],
    "platen-supervisor": ["libtesseract", "liblept", "libpng", "libjpeg", "libfcgi"],
    "platen-processor": ["libsqlite3", "libfcgi", "libcurl"],
}
NEEDED = {
    "platen-responder": ["libfcgi", "libsqlite3"],
    "platen-supervisor": ["libsqlite3"],
    "platen-processor": ["libtesseract", "libpng", "libjpeg"],
}


@pytest.fixture(scope="module")
def libraries():
    """By program: the names of the libraries that it needs itself.

    libtesseract in turn loads what Debian built it with (libcurl among it); that is no choice of this project, so
    only a program's own list counts there, and all that is loaded elsewhere.
    """

    def needed(program: str) -> str:
        path = platen.programs() / program
        command = ["readelf", "-d", path] if program == "platen-processor" else ["ldd", path]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return {program: needed(program) for program in FORBIDDEN}


@pytest.mark.parametrize("program", FORBIDDEN)
def test_program_loads_what_it_needs_and_not_what_it_must_not(libraries, program):
    assert [name for name in NEEDED[program] if name not in libraries[program]] == []
    assert [name for name in FORBIDDEN[program] if name in libraries[program]] == []
