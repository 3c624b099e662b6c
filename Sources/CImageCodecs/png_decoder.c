#include "png_decoder.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "png_session.h"

static bool is_grey(const png_color *c) { return c->red == c->green && c->green == c->blue; }
static bool is_black(const png_color *c) { return is_grey(c) && c->red == 0; }
static bool is_white(const png_color *c) { return is_grey(c) && c->red == 255; }

/// What the pixels will be, and whether bits of a two-colour image have 0 for black.
static platen_image_rows rows_of_palette(png_decoder *d, int depth, bool transparent) {
    png_colorp palette;
    int count = 0;
    png_get_PLTE(d->png, d->info, &palette, &count);
    if (depth == 1 && count == 2 && !transparent) {
        d->invert = is_black(&palette[0]) && is_white(&palette[1]);
        if (d->invert || (is_white(&palette[0]) && is_black(&palette[1]))) return PLATEN_ROWS_BITS;
    }
    for (int i = 0; i < count; i++) {
        if (!is_grey(&palette[i])) return PLATEN_ROWS_RGB;
    }
    return PLATEN_ROWS_GREY;
}

static platen_image_rows choose_rows(png_decoder *d) {
    int type = png_get_color_type(d->png, d->info);
    int depth = png_get_bit_depth(d->png, d->info);
    bool transparent = png_get_valid(d->png, d->info, PNG_INFO_tRNS) != 0;
    if (type == PNG_COLOR_TYPE_PALETTE) return rows_of_palette(d, depth, transparent);
    if (type & PNG_COLOR_MASK_COLOR) return PLATEN_ROWS_RGB;
    d->invert = 1;
    return depth == 1 && !transparent && type == PNG_COLOR_TYPE_GRAY ? PLATEN_ROWS_BITS : PLATEN_ROWS_GREY;
}

/// Asks libpng for 8-bit samples with transparency as alpha; bits stay as they are.
static void ask_for_samples(png_decoder *d) {
    if (d->rows != PLATEN_ROWS_BITS) {
        png_set_expand(d->png);
        png_set_strip_16(d->png);
    }
    png_set_interlace_handling(d->png);
    png_read_update_info(d->png, d->info);
    d->channels = png_get_channels(d->png, d->info);
}

static int per_inch(png_uint_32 per_metre) { return (int)((double)per_metre / 39.37 + 0.5); }

void png_decoder_open(png_decoder *d, session *s, platen_image_limits limits, platen_image_header *header) {
    d->png = png_session_reader(s);
    d->info = d->png ? png_create_info_struct(d->png) : NULL;
    if (!d->info) session_fail(s, PLATEN_IMAGE_NO_MEMORY, "no memory for the reader");
    png_session_read_header(s, d->png, d->info, limits.pixels);
    d->width = png_get_image_width(d->png, d->info);
    d->height = png_get_image_height(d->png, d->info);
    d->rows = choose_rows(d);
    *header = (platen_image_header){
        .format = PLATEN_IMAGE_PNG,
        .width = d->width,
        .height = d->height,
        .rows = d->rows,
        .orientation = png_session_orientation(d->png, d->info),
        .resolution_x = per_inch(png_get_x_pixels_per_meter(d->png, d->info)),
        .resolution_y = per_inch(png_get_y_pixels_per_meter(d->png, d->info)),
    };
}

void png_decoder_begin(png_decoder *d, session *s, platen_image_limits limits) {
    ask_for_samples(d);
    size_t row_bytes = png_get_rowbytes(d->png, d->info);
    if (png_get_interlace_type(d->png, d->info) == PNG_INTERLACE_NONE) {
        d->line = calloc(1, row_bytes);
        if (!d->line) session_fail(s, PLATEN_IMAGE_NO_MEMORY, "no memory for a row");
    } else {
        d->image = png_session_allocate_rows(s, row_bytes, d->height, limits.bytes);
        png_read_image(d->png, d->image);
    }
}

static uint8_t on_white(unsigned sample, unsigned alpha) {
    return (uint8_t)((sample * alpha + 255 * (255 - alpha) + 127) / 255);
}

static void copy_bits(const png_decoder *d, const uint8_t *line, uint8_t *row) {
    size_t count = ((size_t)d->width + 7) / 8;
    uint8_t mask = d->invert ? 0xff : 0;
    for (size_t i = 0; i < count; i++) row[i] = line[i] ^ mask;
    if (d->width % 8) row[count - 1] &= (uint8_t)(0xff00 >> d->width % 8);  // nothing is behind the last pixel
}

/// Takes the first `kept` samples of each pixel; the last of an even number of samples is alpha.
static void copy_samples(const png_decoder *d, const uint8_t *line, uint8_t *row) {
    int kept = d->rows == PLATEN_ROWS_RGB ? 3 : 1;
    if (d->channels == kept) {
        memcpy(row, line, (size_t)d->width * (size_t)kept);
        return;
    }
    bool has_alpha = d->channels % 2 == 0;
    for (uint32_t x = 0; x < d->width; x++, line += d->channels) {
        unsigned alpha = has_alpha ? line[d->channels - 1] : 255;
        for (int i = 0; i < kept; i++) *row++ = on_white(line[i], alpha);
    }
}

void png_decoder_next_row(png_decoder *d, uint8_t *row) {
    const uint8_t *line = d->line;
    if (d->image) {
        line = d->image[d->next];
    } else {
        png_read_row(d->png, d->line, NULL);
    }
    d->next++;
    if (d->rows == PLATEN_ROWS_BITS) {
        copy_bits(d, line, row);
    } else {
        copy_samples(d, line, row);
    }
}

void png_decoder_finish(png_decoder *d, session *s) { png_session_read_end(s, d->png, NULL); }

void png_decoder_close(png_decoder *d) {
    free(d->line);
    free(d->image);
    png_destroy_read_struct(&d->png, &d->info, NULL);
}
