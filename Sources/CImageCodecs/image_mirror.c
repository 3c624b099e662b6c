#include "image_mirror.h"

#include <stdlib.h>

#include "jpeg_mirror.h"
#include "png_mirror.h"

static bool mirror(session *s, const char *path, platen_image_limits limits, platen_mirror_method method,
                   byte_sink *sink, platen_mirrored *result) {
    switch (session_open(s, path)) {
        case PLATEN_IMAGE_PNG:
            result->is_lossless = result->has_flipped_pixels = true;
            return png_mirror(s, limits, sink);
        case PLATEN_IMAGE_JPEG: return jpeg_mirror(s, limits, method, sink, result);
        default: return false;
    }
}

bool platen_image_mirror(const char *path, platen_image_limits limits, platen_mirror_method method,
                         platen_mirrored *result, platen_image_failure *failure) {
    session s = {0};
    byte_sink sink = {0};
    bool done = mirror(&s, path, limits, method, &sink, result);
    if (s.file) fclose(s.file);
    if (done) {
        result->file = (platen_image_bytes){.bytes = sink.bytes, .count = sink.count};
    } else {
        free(sink.bytes);
        *failure = s.failure;
    }
    return done;
}

void platen_image_release(platen_image_bytes *bytes) {
    free(bytes->bytes);
    *bytes = (platen_image_bytes){0};
}
