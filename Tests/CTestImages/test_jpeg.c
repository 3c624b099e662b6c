#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "test_images.h"

static void give_up(j_common_ptr info) {
    (void)info;
    abort();
}

static void stay_silent(j_common_ptr info) { (void)info; }

static void write_orientation(j_compress_ptr info, int orientation) {
    uint8_t exif[] = {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1,
                      1, 0x12, 0, 3, 0, 0, 0, 1, 0, (uint8_t)orientation, 0, 0, 0, 0, 0, 0};
    jpeg_write_marker(info, JPEG_APP0 + 1, exif, sizeof exif);
}

static void set_up(j_compress_ptr info, const test_jpeg *t) {
    info->image_width = t->width;
    info->image_height = t->height;
    info->input_components = t->components;
    info->in_color_space = t->components == 1 ? JCS_GRAYSCALE : t->components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(info);
    jpeg_set_quality(info, t->quality, TRUE);
    info->comp_info[0].h_samp_factor = t->sampling_across;
    info->comp_info[0].v_samp_factor = t->sampling_down;
    info->arith_code = t->arithmetic;
    if (t->progressive) jpeg_simple_progression(info);
    if (t->pixels_per_inch) {
        info->density_unit = 1;
        info->X_density = info->Y_density = (UINT16)t->pixels_per_inch;
    }
}

test_bytes test_jpeg_encode(const test_jpeg *t, const uint8_t *samples) {
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    errors.error_exit = give_up;
    jpeg_create_compress(&info);
    unsigned char *bytes = NULL;
    unsigned long count = 0;
    jpeg_mem_dest(&info, &bytes, &count);
    set_up(&info, t);
    jpeg_start_compress(&info, TRUE);
    if (t->orientation) write_orientation(&info, t->orientation);
    size_t row_bytes = (size_t)t->width * (size_t)t->components;
    for (uint32_t y = 0; y < t->height; y++) {
        JSAMPROW row = (JSAMPROW)(samples + y * row_bytes);
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return (test_bytes){.bytes = bytes, .count = count};
}

static void append_blocks(j_decompress_ptr info, jvirt_barray_ptr blocks, const jpeg_component_info *component,
                          test_bytes *out) {
    size_t row_bytes = component->width_in_blocks * sizeof(JBLOCK);
    for (JDIMENSION y = 0; y < component->height_in_blocks; y++) {
        JBLOCKARRAY rows = info->mem->access_virt_barray((j_common_ptr)info, blocks, y, 1, FALSE);
        out->bytes = realloc(out->bytes, out->count + row_bytes);
        if (!out->bytes) abort();
        memcpy(out->bytes + out->count, rows[0], row_bytes);
        out->count += row_bytes;
    }
}

test_bytes test_jpeg_coefficients(const uint8_t *file, size_t count) {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    info.err = jpeg_std_error(&errors);
    errors.error_exit = give_up;
    errors.output_message = stay_silent;
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, file, count);
    jpeg_read_header(&info, TRUE);
    jvirt_barray_ptr *blocks = jpeg_read_coefficients(&info);
    test_bytes out = {0};
    for (int i = 0; i < info.num_components; i++) append_blocks(&info, blocks[i], &info.comp_info[i], &out);
    jpeg_destroy_decompress(&info);
    return out;
}
