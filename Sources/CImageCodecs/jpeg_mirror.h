#pragma once

#include "byte_sink.h"
#include "session.h"

/// Writes the JPEG of `s->file`, flipped left to right, to `sink`, and to `result` what was done; false with the session's
/// failure set.
bool jpeg_mirror(session *s, platen_image_limits limits, platen_mirror_method method, byte_sink *sink,
                 platen_mirrored *result);
