#pragma once

#include "image_decoder.h"

/// Bytes on the heap; released by platen_image_release.
typedef struct platen_image_bytes {
    uint8_t *bytes;
    size_t count;
} platen_image_bytes;

/// Encodes the file at `path`, flipped left to right as it is seen (its orientation counted in), in its own format.
/// PNG keeps colour type, depth, palette and transparency. JPEG is flipped without loss where its width is a whole
/// number of blocks, else decoded and encoded again at quality 95 with the same sampling. `lossless` tells which.
bool platen_image_mirror(const char *path, platen_image_limits limits, platen_image_bytes *result, bool *lossless,
                         platen_image_failure *failure);

void platen_image_release(platen_image_bytes *bytes);
