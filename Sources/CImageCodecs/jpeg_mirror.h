#pragma once

#include "byte_sink.h"
#include "session.h"

/// Writes the JPEG of `s->file`, flipped left to right, to `sink`; false with the session's failure set.
bool jpeg_mirror(session *s, platen_image_limits limits, byte_sink *sink, bool *lossless);
