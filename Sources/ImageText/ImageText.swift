// Sources of ImageText.
