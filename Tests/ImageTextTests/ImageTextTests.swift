// Tests of ImageText.
