#pragma once

// Images for tests, written and read straight with libpng and libjpeg, apart from the code under test. A library's
// error ends the test process: it is a mistake in a test.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bytes on the heap, to be freed by the caller.
typedef struct test_bytes {
    uint8_t *bytes;
    size_t count;
} test_bytes;

typedef struct test_png {
    uint32_t width;
    uint32_t height;
    int depth;
    /// As PNG numbers it: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.
    int colour_type;
    bool interlaced;
    /// Red, green and blue of each entry.
    const uint8_t *palette;
    int palette_count;
    const uint8_t *palette_alpha;
    int palette_alpha_count;
    /// The grey that is transparent; -1 for none.
    int grey_key;
    /// 0 for none.
    uint32_t pixels_per_metre;
} test_png;

/// Encodes rows that are packed as PNG packs them.
test_bytes test_png_encode(const test_png *png, const uint8_t *rows);

/// The rows as they are packed in the file, and its properties; `palette` and the like are not filled in.
test_bytes test_png_rows(const uint8_t *file, size_t count, test_png *png);

typedef struct test_jpeg {
    uint32_t width;
    uint32_t height;
    /// 1 grey, 3 RGB (stored as YCbCr), 4 inks (Adobe's inverted CMYK).
    int components;
    int quality;
    /// Sampling factors of the first component; the others have 1.
    int sampling_across;
    int sampling_down;
    bool progressive;
    bool arithmetic;
    /// Writes an Exif marker with it unless 0.
    int orientation;
    /// 0 for none.
    int pixels_per_inch;
} test_jpeg;

test_bytes test_jpeg_encode(const test_jpeg *jpeg, const uint8_t *samples);

/// All DCT coefficients, component by component.
test_bytes test_jpeg_coefficients(const uint8_t *file, size_t count);
