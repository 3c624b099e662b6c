#pragma once

#include "image_decoder.h"

/// Bytes on the heap; released by platen_image_release.
typedef struct platen_image_bytes {
    uint8_t *bytes;
    size_t count;
} platen_image_bytes;

/// How a JPEG is flipped whose width is no whole number of blocks: its pixels cannot be without loss.
typedef enum platen_mirror_method {
    /// Nothing is lost: the pixels stay as they are, and the orientation tells viewers to show them flipped.
    PLATEN_MIRROR_LOSSLESS,
    /// The pixels are decoded, flipped, and encoded again at quality 95 with the same sampling.
    PLATEN_MIRROR_PIXELS,
} platen_mirror_method;

/// What became of a flipped image.
typedef struct platen_mirrored {
    platen_image_bytes file;
    /// Flipped once more, it has the pixels that it had.
    bool is_lossless;
    /// The stored pixels are flipped; else their orientation.
    bool has_flipped_pixels;
} platen_mirrored;

/// Encodes the file at `path`, flipped left to right as it is seen (its orientation counted in), in its own format. PNG
/// keeps colour type, depth, palette, transparency, interlacing and texts; JPEG keeps its markers. A JPEG is flipped
/// block by block where its width is a whole number of blocks, else by `method`.
bool platen_image_mirror(const char *path, platen_image_limits limits, platen_mirror_method method,
                         platen_mirrored *result, platen_image_failure *failure);

void platen_image_release(platen_image_bytes *bytes);
