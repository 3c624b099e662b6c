#include "png_session.h"

#include <stdlib.h>

#include "exif.h"

static void on_error(png_structp png, png_const_charp message) {
    session_fail(png_get_error_ptr(png), PLATEN_IMAGE_BROKEN, message);
}

// What libpng only warns about is in chunks that say nothing about the pixels.
static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

/// The longest text or other note. libpng takes, and fills, as much memory as a chunk declares, before it reads it.
enum { longest_chunk_bytes = 64 << 20 };

static png_voidp allocate(png_structp png, png_alloc_size_t size) {
    session *s = png_get_mem_ptr(png);
    if (s->reads_chunks && size > longest_chunk_bytes) return NULL;
    void *memory = malloc(size);
    if (!memory) s->out_of_memory = 1;
    return memory;
}

static void release(png_structp png, png_voidp memory) {
    (void)png;
    free(memory);
}

// Long sides are no error of their own: the limit is on their product.
static png_structp without_limits(png_structp png) {
    if (png) png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    return png;
}

png_structp png_session_reader(session *s) {
    return without_limits(
        png_create_read_struct_2(PNG_LIBPNG_VER_STRING, s, on_error, on_warning, s, allocate, release));
}

png_structp png_session_writer(session *s) {
    return without_limits(
        png_create_write_struct_2(PNG_LIBPNG_VER_STRING, s, on_error, on_warning, s, allocate, release));
}

void png_session_read_header(session *s, png_structp png, png_infop info, uint64_t pixels) {
    png_init_io(png, s->file);
    s->reads_chunks = 1;
    png_read_info(png, info);
    s->reads_chunks = 0;
    uint64_t count = (uint64_t)png_get_image_width(png, info) * png_get_image_height(png, info);
    if (count > pixels) session_fail(s, PLATEN_IMAGE_TOO_LARGE, "more pixels than allowed");
}

void png_session_read_end(session *s, png_structp png, png_infop end) {
    s->reads_chunks = 1;
    png_read_end(png, end);
}

int png_session_orientation(png_structp png, png_infop info) {
    png_uint_32 count;
    png_bytep exif;
    if (!png_get_eXIf_1(png, info, &count, &exif)) return 1;
    return exif_orientation(exif, count);
}

png_bytep *png_session_allocate_rows(session *s, size_t row_bytes, uint32_t height, uint64_t bytes) {
    uint64_t needed = (uint64_t)height * (row_bytes + sizeof(png_bytep));
    png_bytep *rows = needed > bytes ? NULL : calloc(1, needed);
    if (!rows) session_fail(s, PLATEN_IMAGE_NO_MEMORY, "an interlaced image needs more memory than allowed");
    png_bytep first = (png_bytep)(rows + height);
    for (uint32_t y = 0; y < height; y++) rows[y] = first + y * row_bytes;
    return rows;
}
