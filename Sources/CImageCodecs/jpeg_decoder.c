#include "jpeg_decoder.h"

#include <stdlib.h>

/// Pixels per inch by the JFIF marker; 0 where it gives only a ratio.
static int per_inch(const struct jpeg_decompress_struct *info, unsigned density) {
    switch (info->density_unit) {
        case 1: return (int)density;
        case 2: return (int)((double)density * 2.54 + 0.5);
        default: return 0;
    }
}

static void choose_colours(jpeg_decoder *d, session *s) {
    struct jpeg_decompress_struct *info = &d->reader.info;
    d->rows = PLATEN_ROWS_RGB;
    switch (info->jpeg_color_space) {
        case JCS_GRAYSCALE:
            info->out_color_space = JCS_GRAYSCALE;
            d->rows = PLATEN_ROWS_GREY;
            break;
        case JCS_RGB:
        case JCS_YCbCr: info->out_color_space = JCS_RGB; break;
        case JCS_CMYK:
        case JCS_YCCK: info->out_color_space = JCS_CMYK; break;
        default: session_fail(s, PLATEN_IMAGE_BROKEN, "unknown colour space");
    }
}

void jpeg_decoder_open(jpeg_decoder *d, session *s, platen_image_limits limits, platen_image_header *header) {
    jpeg_session_reader(s, &d->reader, limits.bytes);
    struct jpeg_decompress_struct *info = &d->reader.info;
    jpeg_save_markers(info, JPEG_APP0 + 1, 0xffff);
    jpeg_session_read_header(s, &d->reader, limits.pixels);
    choose_colours(d, s);
    *header = (platen_image_header){
        .format = PLATEN_IMAGE_JPEG,
        .width = info->image_width,
        .height = info->image_height,
        .rows = d->rows,
        .orientation = jpeg_session_orientation(&d->reader),
        .resolution_x = per_inch(info, info->X_density),
        .resolution_y = per_inch(info, info->Y_density),
    };
}

void jpeg_decoder_begin(jpeg_decoder *d, session *s, platen_image_wish wish, uint32_t *width, uint32_t *height) {
    struct jpeg_decompress_struct *info = &d->reader.info;
    info->scale_num = 1;
    info->scale_denom = wish.denominator;
    if (wish.lightness_alone && info->jpeg_color_space == JCS_YCbCr) {
        info->out_color_space = JCS_GRAYSCALE;
        d->rows = PLATEN_ROWS_GREY;
    }
    jpeg_start_decompress(info);
    *width = info->output_width;
    *height = info->output_height;
    if (info->out_color_space != JCS_CMYK) return;
    d->inks = malloc((size_t)info->output_width * 4);
    if (!d->inks) session_fail(s, PLATEN_IMAGE_NO_MEMORY, "no memory for a row");
}

// Adobe's programs store inks inverted (255 is no ink), and mark the file.
static void mix_inks(const jpeg_decoder *d, uint8_t *row) {
    const uint8_t *inks = d->inks;
    unsigned flip = d->reader.info.saw_Adobe_marker ? 0 : 255;
    for (JDIMENSION x = 0; x < d->reader.info.output_width; x++, inks += 4) {
        unsigned light = inks[3] ^ flip;
        for (int i = 0; i < 3; i++) *row++ = (uint8_t)((inks[i] ^ flip) * light / 255);
    }
}

void jpeg_decoder_next_row(jpeg_decoder *d, session *s, uint8_t *row) {
    JSAMPROW line = d->inks ? d->inks : row;
    if (jpeg_read_scanlines(&d->reader.info, &line, 1) != 1) {
        session_fail(s, PLATEN_IMAGE_BROKEN, "no further row");
    }
    if (d->inks) mix_inks(d, row);
}

void jpeg_decoder_finish(jpeg_decoder *d, session *s) { jpeg_session_finish(s, &d->reader); }

void jpeg_decoder_close(jpeg_decoder *d) {
    free(d->inks);
    if (d->reader.created) jpeg_destroy_decompress(&d->reader.info);
}
