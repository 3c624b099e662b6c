import pytest

from platen import Platen


@pytest.fixture(scope="module")
def service():
    """One service for the tests of a module."""
    platen = Platen(PLATEN_PROCESSORS="2", PLATEN_MAX_UPLOAD_BYTES=str(2 << 20), PLATEN_MAX_PIXELS="4000000",
                    PLATEN_PHOTO_DELAY="0-0")
    try:
        yield platen.start()
        platen.stop()
    finally:
        platen.clean()


@pytest.fixture
def launch():
    """Makes services with settings of the test's own; `launch(...)` returns a started one."""
    made: list[Platen] = []

    def make(**settings: str) -> Platen:
        platen = Platen(**settings)
        made.append(platen)
        return platen.start()

    yield make
    for platen in made:
        platen.clean()
