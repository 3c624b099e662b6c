#include "png_mirror.h"

#include <stdlib.h>
#include <string.h>

#include "exif.h"
#include "png_session.h"

typedef struct mirror {
    png_structp reader, writer;
    /// What stands before the pixels, and behind them.
    png_infop info, end;
    png_infop written, written_end;
    png_bytep line;
    png_bytep *image;
} mirror;

static void write_to_sink(png_structp png, png_bytep bytes, size_t count) {
    if (!byte_sink_append(png_get_io_ptr(png), bytes, count)) {
        session_fail(png_get_error_ptr(png), PLATEN_IMAGE_NO_MEMORY, "no memory for the result");
    }
}

static void flush_nothing(png_structp png) { (void)png; }

static void open_both(mirror *m, session *s, byte_sink *sink) {
    m->reader = png_session_reader(s);
    m->writer = png_session_writer(s);
    m->info = m->reader ? png_create_info_struct(m->reader) : NULL;
    m->end = m->reader ? png_create_info_struct(m->reader) : NULL;
    m->written = m->writer ? png_create_info_struct(m->writer) : NULL;
    m->written_end = m->writer ? png_create_info_struct(m->writer) : NULL;
    if (!m->info || !m->end || !m->written || !m->written_end) session_fail(s, PLATEN_IMAGE_NO_MEMORY, "no memory for the codec");
    png_set_write_fn(m->writer, sink, write_to_sink, flush_nothing);
    png_set_benign_errors(m->writer, 1);
}

static void copy_pixel_chunks(mirror *m) {
    png_colorp palette;
    int count;
    if (png_get_PLTE(m->reader, m->info, &palette, &count)) png_set_PLTE(m->writer, m->written, palette, count);
    png_bytep alpha;
    png_color_16p key;
    if (png_get_tRNS(m->reader, m->info, &alpha, &count, &key)) {
        png_set_tRNS(m->writer, m->written, alpha, count, key);
    }
    png_color_16p background;
    if (png_get_bKGD(m->reader, m->info, &background)) png_set_bKGD(m->writer, m->written, background);
    png_color_8p significant;
    if (png_get_sBIT(m->reader, m->info, &significant)) png_set_sBIT(m->writer, m->written, significant);
}

static void copy_colour_chunks(mirror *m) {
    int intent, compression;
    png_charp name;
    png_bytep profile;
    png_uint_32 count;
    if (png_get_iCCP(m->reader, m->info, &name, &compression, &profile, &count)) {
        png_set_iCCP(m->writer, m->written, name, compression, profile, count);
    } else if (png_get_sRGB(m->reader, m->info, &intent)) {
        png_set_sRGB(m->writer, m->written, intent);
    }
    png_fixed_point gamma, c[8];
    if (png_get_gAMA_fixed(m->reader, m->info, &gamma)) png_set_gAMA_fixed(m->writer, m->written, gamma);
    if (png_get_cHRM_fixed(m->reader, m->info, c, c + 1, c + 2, c + 3, c + 4, c + 5, c + 6, c + 7)) {
        png_set_cHRM_fixed(m->writer, m->written, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
    }
}

static void copy_resolution(mirror *m) {
    png_uint_32 x, y;
    int unit;
    if (png_get_pHYs(m->reader, m->info, &x, &y, &unit)) png_set_pHYs(m->writer, m->written, x, y, unit);
}

/// Copies what may stand before the pixels or behind them.
static void copy_notes(mirror *m, png_infop from, png_infop to) {
    png_textp text;
    int count;
    if (png_get_text(m->reader, from, &text, &count) > 0) png_set_text(m->writer, to, text, count);
    png_timep time;
    if (png_get_tIME(m->reader, from, &time)) png_set_tIME(m->writer, to, time);
    png_bytep exif;
    png_uint_32 bytes;
    if (png_get_eXIf_1(m->reader, from, &bytes, &exif)) {
        exif_change_orientation(exif, bytes, exif_change_of_flipped_pixels);
        png_set_eXIf_1(m->writer, to, bytes, exif);
    }
}

static void copy_header(mirror *m) {
    png_set_IHDR(m->writer, m->written, png_get_image_width(m->reader, m->info),
                 png_get_image_height(m->reader, m->info), png_get_bit_depth(m->reader, m->info),
                 png_get_color_type(m->reader, m->info), png_get_interlace_type(m->reader, m->info),
                 PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    copy_pixel_chunks(m);
    copy_colour_chunks(m);
    copy_resolution(m);
    copy_notes(m, m->info, m->written);
    png_write_info(m->writer, m->written);
}

static void flip_whole_bytes(png_bytep row, uint32_t width, size_t pixel_bytes) {
    uint8_t spare[8];
    png_bytep left = row, right = row + (size_t)(width - 1) * pixel_bytes;
    for (; left < right; left += pixel_bytes, right -= pixel_bytes) {
        memcpy(spare, left, pixel_bytes);
        memcpy(left, right, pixel_bytes);
        memcpy(right, spare, pixel_bytes);
    }
}

static unsigned get_bits(const uint8_t *row, uint32_t x, unsigned depth) {
    size_t bit = (size_t)x * depth;
    return row[bit / 8] >> (8 - depth - bit % 8) & ((1u << depth) - 1);
}

static void set_bits(uint8_t *row, uint32_t x, unsigned depth, unsigned value) {
    size_t bit = (size_t)x * depth;
    unsigned shift = 8 - depth - bit % 8, mask = (1u << depth) - 1;
    row[bit / 8] = (uint8_t)((row[bit / 8] & ~(mask << shift)) | value << shift);
}

static void flip_packed(png_bytep row, uint32_t width, unsigned depth) {
    for (uint32_t left = 0, right = width - 1; left < right; left++, right--) {
        unsigned spare = get_bits(row, left, depth);
        set_bits(row, left, depth, get_bits(row, right, depth));
        set_bits(row, right, depth, spare);
    }
}

static void flip(const mirror *m, png_bytep row) {
    uint32_t width = png_get_image_width(m->reader, m->info);
    unsigned depth = png_get_bit_depth(m->reader, m->info);
    if (depth < 8) {
        flip_packed(row, width, depth);
    } else {
        flip_whole_bytes(row, width, (size_t)png_get_channels(m->reader, m->info) * depth / 8);
    }
}

static void copy_by_rows(mirror *m, session *s, uint32_t height) {
    // Zeros: libpng leaves the bits after a row's last pixel as they are, and they are written again.
    m->line = calloc(1, png_get_rowbytes(m->reader, m->info));
    if (!m->line) session_fail(s, PLATEN_IMAGE_NO_MEMORY, "no memory for a row");
    for (uint32_t y = 0; y < height; y++) {
        png_read_row(m->reader, m->line, NULL);
        flip(m, m->line);
        png_write_row(m->writer, m->line);
    }
}

static void copy_whole(mirror *m, session *s, uint32_t height, uint64_t bytes) {
    m->image = png_session_allocate_rows(s, png_get_rowbytes(m->reader, m->info), height, bytes);
    png_set_interlace_handling(m->reader);
    png_read_image(m->reader, m->image);
    for (uint32_t y = 0; y < height; y++) flip(m, m->image[y]);
    png_set_interlace_handling(m->writer);
    png_write_image(m->writer, m->image);
}

static void run(mirror *m, session *s, platen_image_limits limits, byte_sink *sink) {
    open_both(m, s, sink);
    png_session_read_header(s, m->reader, m->info, limits.pixels);
    copy_header(m);
    uint32_t height = png_get_image_height(m->reader, m->info);
    if (png_get_interlace_type(m->reader, m->info) == PNG_INTERLACE_NONE) {
        copy_by_rows(m, s, height);
    } else {
        copy_whole(m, s, height, limits.bytes);
    }
    png_session_read_end(s, m->reader, m->end);
    copy_notes(m, m->end, m->written_end);
    png_write_end(m->writer, m->written_end);
}

bool png_mirror(session *s, platen_image_limits limits, byte_sink *sink) {
    mirror *m = calloc(1, sizeof *m);
    if (!m) return session_note(s, PLATEN_IMAGE_NO_MEMORY, "no memory for the codec"), false;
    if (!setjmp(s->escape)) run(m, s, limits, sink);
    bool done = s->failure.status == PLATEN_IMAGE_OK;
    free(m->line);
    free(m->image);
    if (m->writer) png_destroy_info_struct(m->writer, &m->written_end);
    png_destroy_read_struct(&m->reader, &m->info, &m->end);
    png_destroy_write_struct(&m->writer, &m->written);
    free(m);
    return done;
}
