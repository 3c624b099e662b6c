"""The boundary between processes is a boundary between libraries."""

import subprocess

import pytest

import platen

FORBIDDEN = {
    "platen-responder": ["libtesseract", "liblept", "libpng", "libjpeg"],
    "platen-supervisor": ["libtesseract", "liblept", "libpng", "libjpeg", "libfcgi"],
    "platen-processor": ["libsqlite3", "libfcgi", "libcurl", "libssl", "libgnutls"],
}
NEEDED = {
    "platen-responder": ["libfcgi", "libsqlite3"],
    "platen-supervisor": ["libsqlite3"],
    # Tesseract itself is linked into it.
    "platen-processor": ["liblept", "libpng", "libjpeg"],
}


@pytest.fixture(scope="module")
def libraries():
    """By program: everything that the loader loads for it."""

    def loaded(program: str) -> str:
        command = ["ldd", platen.programs() / program]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return {program: loaded(program) for program in FORBIDDEN}


@pytest.mark.parametrize("program", FORBIDDEN)
def test_program_loads_what_it_needs_and_not_what_it_must_not(libraries, program):
    assert [name for name in NEEDED[program] if name not in libraries[program]] == []
    assert [name for name in FORBIDDEN[program] if name in libraries[program]] == []
