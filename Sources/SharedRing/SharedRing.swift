// Sources of SharedRing.
