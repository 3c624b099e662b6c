#include "image_mirror.h"

#include <stdlib.h>

#include "jpeg_mirror.h"
#include "png_mirror.h"

static bool mirror(session *s, const char *path, platen_image_limits limits, byte_sink *sink, bool *lossless) {
    switch (session_open(s, path)) {
        case PLATEN_IMAGE_PNG:
            *lossless = true;
            return png_mirror(s, limits, sink);
        case PLATEN_IMAGE_JPEG: return jpeg_mirror(s, limits, sink, lossless);
        default: return false;
    }
}

bool platen_image_mirror(const char *path, platen_image_limits limits, platen_image_bytes *result, bool *lossless,
                         platen_image_failure *failure) {
    session s = {0};
    byte_sink sink = {0};
    bool done = mirror(&s, path, limits, &sink, lossless);
    if (s.file) fclose(s.file);
    if (done) {
        *result = (platen_image_bytes){.bytes = sink.bytes, .count = sink.count};
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
