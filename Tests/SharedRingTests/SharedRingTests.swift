// Tests of SharedRing.
