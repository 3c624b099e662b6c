#pragma once

#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

#include "session.h"

enum {
    /// Scans of one JPEG. Encoders write about ten; each costs a walk over the whole image.
    jpeg_session_maximum_scans = 100,
    jpeg_session_exif_name_bytes = 6,
};

/// What a marker of Exif begins with.
extern const uint8_t jpeg_session_exif_name[jpeg_session_exif_name_bytes];

/// A JPEG being read. Errors, and warnings that mean lost pixels, leave through the session's `escape`.
typedef struct jpeg_reader {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    /// The file ended without its end marker.
    int ended_early;
    int created;
} jpeg_reader;

/// Makes the reader of `s->file`; at most `bytes` go to whole images.
void jpeg_session_reader(session *s, jpeg_reader *reader, uint64_t bytes);

/// Reads up to the first scan and checks the number of pixels.
void jpeg_session_read_header(session *s, jpeg_reader *reader, uint64_t pixels);

/// Reads to the end of the file and leaves by `escape` when scans may be missing.
void jpeg_session_finish(session *s, jpeg_reader *reader);

/// Prepares the errors of a writer to leave through the session's `escape`.
void jpeg_session_errors(session *s, j_common_ptr info, struct jpeg_error_mgr *errors);

/// The orientation that a saved Exif marker tells; 1 without one.
int jpeg_session_orientation(const jpeg_reader *reader);

/// The Exif block in a saved marker, from its TIFF header on; NULL when it is another marker.
uint8_t *jpeg_session_exif(jpeg_saved_marker_ptr marker, size_t *count);

/// The saved Exif marker that counts, which is the first; NULL without one.
jpeg_saved_marker_ptr jpeg_session_exif_marker(const jpeg_reader *reader);
