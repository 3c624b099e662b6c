#pragma once

#include <png.h>

#include "session.h"

/// A reader of `s->file` whose errors leave through `s->escape`. NULL when memory is short.
png_structp png_session_reader(session *s);

/// A writer with the same way out; the caller sets its write function.
png_structp png_session_writer(session *s);

/// Reads the chunks up to the pixels and checks that the header's width times height stay within `pixels`.
void png_session_read_header(session *s, png_structp png, png_infop info, uint64_t pixels);

/// Reads the chunks behind the pixels into `end`, which may be NULL.
void png_session_read_end(session *s, png_structp png, png_infop end);

/// The orientation that an eXIf chunk before the pixels tells; 1 without one.
int png_session_orientation(png_structp png, png_infop info);

/// Zeroed memory for all rows of an interlaced image, as one block behind the row pointers; leaves by `s->escape` when it
/// is more than `bytes` or not to be had. Released with free.
png_bytep *png_session_allocate_rows(session *s, size_t row_bytes, uint32_t height, uint64_t bytes);
