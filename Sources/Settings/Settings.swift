// Sources of Settings.
