#pragma once

#include <stdint.h>

#include "image_decoder.h"

/// The number of bytes in a row of `width` pixels.
size_t platen_image_row_bytes(platen_image_rows rows, uint32_t width);

/// Packs a row into 32-bit words whose first pixel lies in the highest bits, as Leptonica keeps them: 1, 8 or 32
/// bits for each pixel. `words` holds what the width needs, rounded up to a whole word.
void platen_image_pack_words(platen_image_rows rows, const uint8_t *row, uint32_t width, uint32_t *words);

/// Adds the lightness (0 black to 255 white) of each pixel to `sums[cell of its column]`. `cells` maps columns to
/// cells.
void platen_image_add_lightness(platen_image_rows rows, const uint8_t *row, uint32_t width, const uint32_t *cells,
                                uint64_t *sums);

/// The same for red, green and blue: a cell has three sums.
void platen_image_add_colours(platen_image_rows rows, const uint8_t *row, uint32_t width, const uint32_t *cells,
                              uint64_t *sums);
