// Sources of Launching.
