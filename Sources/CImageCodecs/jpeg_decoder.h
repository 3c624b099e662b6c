#pragma once

#include "image_decoder.h"
#include "jpeg_session.h"

typedef struct jpeg_decoder {
    jpeg_reader reader;
    platen_image_rows rows;
    /// One row of four inks; NULL for other images.
    uint8_t *inks;
} jpeg_decoder;

// All of these leave by `s->escape` on an error.
void jpeg_decoder_open(jpeg_decoder *d, session *s, platen_image_limits limits, platen_image_header *header);
void jpeg_decoder_begin(jpeg_decoder *d, session *s, platen_image_wish wish, uint32_t *width, uint32_t *height);
void jpeg_decoder_next_row(jpeg_decoder *d, session *s, uint8_t *row);
void jpeg_decoder_finish(jpeg_decoder *d, session *s);

void jpeg_decoder_close(jpeg_decoder *d);
