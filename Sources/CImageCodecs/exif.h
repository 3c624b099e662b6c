#pragma once

#include <stddef.h>
#include <stdint.h>

/// Where the value of the orientation tag lies in an Exif block that begins with its TIFF header, for the first
/// byte of the two; `little_endian` tells the order. -1 when there is no sound tag.
ptrdiff_t exif_orientation_offset(const uint8_t *tiff, size_t count, int *little_endian);

/// The orientation, 1 to 8; 1 when nothing sound says it.
int exif_orientation(const uint8_t *tiff, size_t count);

/// Changes the orientation so that pixels that were flipped left to right are seen flipped left to right. Turned
/// images need it: 5 becomes 7, 6 becomes 8, and back.
void exif_mirror_orientation(uint8_t *tiff, size_t count);
