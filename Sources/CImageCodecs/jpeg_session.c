#include "jpeg_session.h"

#include <limits.h>
#include <string.h>

#include <jerror.h>

#include "exif.h"

const uint8_t jpeg_session_exif_name[jpeg_session_exif_name_bytes] = "Exif\0";

static session *session_of(j_common_ptr info) { return info->client_data; }

static _Noreturn void fail(j_common_ptr info) {
    char message[JMSG_LENGTH_MAX];
    info->err->format_message(info, message);
    int code = info->err->msg_code;
    if (code == JERR_OUT_OF_MEMORY || code == JERR_NO_BACKING_STORE) session_of(info)->out_of_memory = 1;
    session_fail(session_of(info), PLATEN_IMAGE_BROKEN, message);
}

/// Whether a warning means that pixels are invented, not read.
static int loses_pixels(int code) {
    return code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE || code == JWRN_ARITH_BAD_CODE ||
           code == JWRN_MUST_RESYNC;
}

static void on_message(j_common_ptr info, int level) {
    if (level >= 0) return;
    info->err->num_warnings++;
    int code = info->err->msg_code;
    if (loses_pixels(code)) fail(info);
    if (code == JWRN_JPEG_EOF && info->is_decompressor) ((jpeg_reader *)info)->ended_early = 1;
}

static void stay_silent(j_common_ptr info) { (void)info; }

void jpeg_session_errors(session *s, j_common_ptr info, struct jpeg_error_mgr *errors) {
    info->err = jpeg_std_error(errors);
    info->client_data = s;
    errors->error_exit = fail;
    errors->emit_message = on_message;
    errors->output_message = stay_silent;
}

static void count_scans(j_common_ptr info) {
    if (((j_decompress_ptr)info)->input_scan_number > jpeg_session_maximum_scans) {
        session_fail(session_of(info), PLATEN_IMAGE_BROKEN, "more scans than any encoder writes");
    }
}

void jpeg_session_reader(session *s, jpeg_reader *reader, uint64_t bytes) {
    memset(reader, 0, sizeof *reader);
    jpeg_session_errors(s, (j_common_ptr)&reader->info, &reader->errors);
    jpeg_create_decompress(&reader->info);
    reader->created = 1;
    reader->progress.progress_monitor = count_scans;
    reader->info.progress = &reader->progress;
    reader->info.mem->max_memory_to_use = bytes > LONG_MAX ? LONG_MAX : (long)bytes;
    jpeg_stdio_src(&reader->info, s->file);
}

void jpeg_session_read_header(session *s, jpeg_reader *reader, uint64_t pixels) {
    jpeg_read_header(&reader->info, TRUE);
    uint64_t count = (uint64_t)reader->info.image_width * reader->info.image_height;
    if (count > pixels) session_fail(s, PLATEN_IMAGE_TOO_LARGE, "more pixels than allowed");
}

// A file of one sequential Huffman scan is whole when its data sufficed, end marker or not. Where more scans could
// have followed, or lost data is not noticed (arithmetic coding), the end marker is the only proof.
static int needs_end_marker(const struct jpeg_decompress_struct *info) {
    return info->progressive_mode || info->arith_code || info->comps_in_scan < info->num_components;
}

void jpeg_session_finish(session *s, jpeg_reader *reader) {
    int needs_end = needs_end_marker(&reader->info);
    jpeg_finish_decompress(&reader->info);
    if ((reader->ended_early && needs_end) || ferror(s->file)) {
        session_fail(s, PLATEN_IMAGE_BROKEN, "Premature end of JPEG file");
    }
}

uint8_t *jpeg_session_exif(jpeg_saved_marker_ptr marker, size_t *count) {
    if (marker->marker != JPEG_APP0 + 1 || marker->data_length < jpeg_session_exif_name_bytes) return NULL;
    if (memcmp(marker->data, jpeg_session_exif_name, jpeg_session_exif_name_bytes) != 0) return NULL;
    *count = marker->data_length - jpeg_session_exif_name_bytes;
    return marker->data + jpeg_session_exif_name_bytes;
}

jpeg_saved_marker_ptr jpeg_session_exif_marker(const jpeg_reader *reader) {
    size_t count;
    jpeg_saved_marker_ptr marker = reader->info.marker_list;
    while (marker && !jpeg_session_exif(marker, &count)) marker = marker->next;
    return marker;
}

int jpeg_session_orientation(const jpeg_reader *reader) {
    jpeg_saved_marker_ptr marker = jpeg_session_exif_marker(reader);
    if (!marker) return 1;
    size_t count;
    const uint8_t *exif = jpeg_session_exif(marker, &count);
    return exif_orientation(exif, count);
}
