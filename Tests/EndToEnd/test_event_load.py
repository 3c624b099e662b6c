"""The short form of what `scripts/bench events` measures."""

import event_load
from waiting import until


def test_every_event_reaches_its_owner_and_nobody_else(launch):
    platen = launch(PLATEN_PROCESSORS="2")
    until(lambda: len(platen.responders()) == 2, "both responders are there")
    load, facts = event_load.measure(platen, readers=300, parked=100, rate=20, seconds=4)
    assert len(load.owners) == 80
    assert load.owners.keys() <= load.ends.keys(), facts
    assert (load.strays, load.lost) == ([], 0), facts
    assert load.waits == [(200, "scheduled")] * 100
    # Threads of the start may be about to end.
    before, reading, waiting = facts["responder_threads"]
    assert max(reading, waiting) <= before, facts
    platen.stop()
