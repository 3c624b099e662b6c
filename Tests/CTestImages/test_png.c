#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "test_images.h"

static void append(png_structp png, png_bytep bytes, size_t count) {
    test_bytes *out = png_get_io_ptr(png);
    out->bytes = realloc(out->bytes, out->count + count);
    if (!out->bytes) abort();
    memcpy(out->bytes + out->count, bytes, count);
    out->count += count;
}

static void flush_nothing(png_structp png) { (void)png; }

static _Noreturn void give_up(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
    abort();
}

static void write_chunks(png_structp png, png_infop info, const test_png *t) {
    png_set_IHDR(png, info, t->width, t->height, t->depth, t->colour_type,
                 t->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, 0, 0);
    if (t->palette_count) png_set_PLTE(png, info, (png_const_colorp)t->palette, t->palette_count);
    png_color_16 key = {.gray = (png_uint_16)t->grey_key};
    if (t->palette_alpha_count) png_set_tRNS(png, info, t->palette_alpha, t->palette_alpha_count, NULL);
    if (t->grey_key >= 0) png_set_tRNS(png, info, NULL, 0, &key);
    if (t->pixels_per_metre) {
        png_set_pHYs(png, info, t->pixels_per_metre, t->pixels_per_metre, PNG_RESOLUTION_METER);
    }
    png_write_info(png, info);
}

test_bytes test_png_encode(const test_png *t, const uint8_t *rows) {
    test_bytes out = {0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_write_fn(png, &out, append, flush_nothing);
    write_chunks(png, info, t);
    size_t row_bytes = png_get_rowbytes(png, info);
    int passes = png_set_interlace_handling(png);
    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t y = 0; y < t->height; y++) png_write_row(png, rows + y * row_bytes);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    return out;
}

static void take(png_structp png, png_bytep bytes, size_t count) {
    test_bytes *in = png_get_io_ptr(png);
    if (count > in->count) abort();
    memcpy(bytes, in->bytes, count);
    in->bytes += count;
    in->count -= count;
}

test_bytes test_png_rows(const uint8_t *file, size_t count, test_png *t) {
    test_bytes in = {.bytes = (uint8_t *)file, .count = count};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_read_fn(png, &in, take);
    png_read_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
    *t = (test_png){
        .width = png_get_image_width(png, info),
        .height = png_get_image_height(png, info),
        .depth = png_get_bit_depth(png, info),
        .colour_type = png_get_color_type(png, info),
        .interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE,
    };
    size_t row_bytes = png_get_rowbytes(png, info);
    test_bytes out = {.bytes = malloc(row_bytes * t->height), .count = row_bytes * t->height};
    if (!out.bytes) abort();
    png_bytepp rows = png_get_rows(png, info);
    unsigned rest = t->width * (unsigned)t->depth * png_get_channels(png, info) % 8;
    for (uint32_t y = 0; y < t->height; y++) {
        if (rest) rows[y][row_bytes - 1] &= (uint8_t)(0xff00 >> rest);  // libpng leaves the other bits to chance
        memcpy(out.bytes + y * row_bytes, rows[y], row_bytes);
    }
    png_destroy_read_struct(&png, &info, NULL);
    return out;
}
