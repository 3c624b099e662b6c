#pragma once

#include <png.h>

#include "image_decoder.h"
#include "session.h"

/// How a row of libpng becomes a row of ours.
typedef struct png_decoder {
    png_structp png;
    png_infop info;
    uint32_t width;
    uint32_t height;
    platen_image_rows rows;
    /// Samples of a pixel as libpng hands them out, alpha included.
    int channels;
    /// Bits come with 0 for black.
    int invert;
    /// One row as libpng hands it out.
    png_bytep line;
    /// All rows of an interlaced image; NULL before they are read and for others.
    png_bytep *image;
    uint32_t next;
} png_decoder;

// All of these leave by `s->escape` on an error.
void png_decoder_open(png_decoder *d, session *s, platen_image_limits limits, platen_image_header *header);
void png_decoder_begin(png_decoder *d, session *s, platen_image_limits limits);
void png_decoder_next_row(png_decoder *d, uint8_t *row);
void png_decoder_finish(png_decoder *d, session *s);

void png_decoder_close(png_decoder *d);
