"""The short form of what `scripts/bench events` measures."""

import event_load


def test_every_event_reaches_its_owner_and_nobody_else(launch):
    platen = launch(PLATEN_PROCESSORS="2")
    load, facts = event_load.measure(platen, readers=300, parked=100, rate=20, seconds=4)
    assert len(load.owners) >= 70
    assert load.owners.keys() <= load.ends.keys(), facts
    assert (load.strays, load.lost) == ([], 0), facts
    assert load.waits == [(200, "scheduled")] * 100
    assert len(set(facts["responder_threads"])) == 1, facts
    platen.stop()
