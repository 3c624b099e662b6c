#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "image_failure.h"

typedef enum platen_image_format {
    PLATEN_IMAGE_PNG = 1,
    PLATEN_IMAGE_JPEG = 2,
} platen_image_format;

/// The form of the rows that a decoder hands out. Transparent pixels lie on white paper.
typedef enum platen_image_rows {
    /// Eight pixels in a byte, the first in the highest bit, 1 is black.
    PLATEN_ROWS_BITS = 1,
    /// One byte for each pixel.
    PLATEN_ROWS_GREY = 8,
    /// Red, green and blue, one byte each.
    PLATEN_ROWS_RGB = 24,
} platen_image_rows;

/// Bounds that are checked before anything of the size of the image is allocated.
typedef struct platen_image_limits {
    uint64_t pixels;
    /// Memory that a decoder may take for whole images (interlaced PNG, progressive JPEG), in bytes.
    uint64_t bytes;
} platen_image_limits;

/// What the header of a file says.
typedef struct platen_image_header {
    platen_image_format format;
    /// Pixels as they are stored, before any turn by `orientation`.
    uint32_t width;
    uint32_t height;
    platen_image_rows rows;
    /// How the stored pixels lie, 1 to 8, as TIFF and Exif number it; 1 where nothing says.
    int orientation;
    /// Pixels per inch across and down; 0 where nothing says.
    int resolution_x;
    int resolution_y;
} platen_image_header;

/// An image file being read from its first row to its last. Used from one thread.
typedef struct platen_image_decoder platen_image_decoder;

/// Opens the file and reads its header; NULL with `failure` filled in when that cannot be done.
platen_image_decoder *platen_image_open(const char *path, platen_image_limits limits,
                                        platen_image_failure *failure);

platen_image_header platen_image_get_header(const platen_image_decoder *decoder);

/// What a JPEG can be asked for, to decode less; a PNG comes out as it is.
typedef struct platen_image_wish {
    /// By how much it comes out smaller in both directions: 1, 2, 4 or 8.
    unsigned denominator;
    /// Colours are not needed: the header's `rows` are PLATEN_ROWS_GREY afterwards where that saves decoding them.
    bool lightness_alone;
} platen_image_wish;

/// Starts decoding. `width` and `height` receive the size that comes out.
bool platen_image_begin(platen_image_decoder *decoder, platen_image_wish wish, uint32_t *width, uint32_t *height,
                        platen_image_failure *failure);

/// Reads the next row into `row`, which holds what the header's `rows` and the width of `platen_image_begin` make.
bool platen_image_next_row(platen_image_decoder *decoder, uint8_t *row, platen_image_failure *failure);

/// To be called after the last row: checks that the file is complete.
bool platen_image_finish(platen_image_decoder *decoder, platen_image_failure *failure);

/// Releases everything; `decoder` may be NULL.
void platen_image_close(platen_image_decoder *decoder);
