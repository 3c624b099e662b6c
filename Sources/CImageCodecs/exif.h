#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The orientation, 1 to 8; 1 when nothing sound says it.
int exif_orientation(const uint8_t *tiff, size_t count);

/// Orientations by the orientation before; index 0 is unused.
typedef uint8_t exif_change[9];

/// For pixels that were flipped left to right and are to be seen flipped left to right: turned images need it.
extern const exif_change exif_change_of_flipped_pixels;

/// For pixels that stayed, and are to be seen flipped left to right.
extern const exif_change exif_change_of_view;

/// Changes the orientation where the block tells one, in place; false where it tells none.
bool exif_change_orientation(uint8_t *tiff, size_t count, const exif_change change);

/// The bytes that exif_with_orientation writes at most.
size_t exif_room_with_orientation(const uint8_t *tiff, size_t count);

/// Copies a block that tells no orientation, with one added; from an unsound block, or none, makes one that tells
/// nothing else. `copy` holds what exif_room_with_orientation says.
/// - Returns: the bytes of the copy.
size_t exif_with_orientation(const uint8_t *tiff, size_t count, uint8_t orientation, uint8_t *copy);
