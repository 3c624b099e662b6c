#include "image_decoder.h"

#include <stdlib.h>

#include "jpeg_decoder.h"
#include "png_decoder.h"

struct platen_image_decoder {
    session session;
    platen_image_limits limits;
    platen_image_header header;
    png_decoder png;
    jpeg_decoder jpeg;
};

static bool is_png(const platen_image_decoder *decoder) { return decoder->header.format == PLATEN_IMAGE_PNG; }

/// Opens what `path` names into `decoder`; false with the session's failure set.
static bool open_file(platen_image_decoder *decoder, const char *path) {
    session *s = &decoder->session;
    int format = session_open(s, path);
    if (format == 0) return false;
    decoder->header.format = format;
    if (setjmp(s->escape)) return false;
    if (is_png(decoder)) {
        png_decoder_open(&decoder->png, s, decoder->limits, &decoder->header);
    } else {
        jpeg_decoder_open(&decoder->jpeg, s, decoder->limits, &decoder->header);
    }
    return true;
}

platen_image_decoder *platen_image_open(const char *path, platen_image_limits limits,
                                        platen_image_failure *failure) {
    platen_image_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder) {
        *failure = (platen_image_failure){.status = PLATEN_IMAGE_NO_MEMORY, .message = "no memory for a decoder"};
        return NULL;
    }
    decoder->limits = limits;
    if (open_file(decoder, path)) return decoder;
    *failure = decoder->session.failure;
    platen_image_close(decoder);
    return NULL;
}

platen_image_header platen_image_get_header(const platen_image_decoder *decoder) { return decoder->header; }

bool platen_image_begin(platen_image_decoder *decoder, platen_image_wish wish, uint32_t *width, uint32_t *height,
                        platen_image_failure *failure) {
    session *s = &decoder->session;
    if (setjmp(s->escape)) return *failure = s->failure, false;
    *width = decoder->header.width;
    *height = decoder->header.height;
    if (is_png(decoder)) {
        png_decoder_begin(&decoder->png, s, decoder->limits);
    } else {
        jpeg_decoder_begin(&decoder->jpeg, s, wish, width, height);
        decoder->header.rows = decoder->jpeg.rows;
    }
    return true;
}

bool platen_image_next_row(platen_image_decoder *decoder, uint8_t *row, platen_image_failure *failure) {
    session *s = &decoder->session;
    if (setjmp(s->escape)) return *failure = s->failure, false;
    if (is_png(decoder)) {
        png_decoder_next_row(&decoder->png, row);
    } else {
        jpeg_decoder_next_row(&decoder->jpeg, s, row);
    }
    return true;
}

bool platen_image_finish(platen_image_decoder *decoder, platen_image_failure *failure) {
    session *s = &decoder->session;
    if (setjmp(s->escape)) return *failure = s->failure, false;
    if (is_png(decoder)) {
        png_decoder_finish(&decoder->png, s);
    } else {
        jpeg_decoder_finish(&decoder->jpeg, s);
    }
    return true;
}

void platen_image_close(platen_image_decoder *decoder) {
    if (!decoder) return;
    png_decoder_close(&decoder->png);
    jpeg_decoder_close(&decoder->jpeg);
    if (decoder->session.file) fclose(decoder->session.file);
    free(decoder);
}
