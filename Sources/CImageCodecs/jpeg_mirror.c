#include "jpeg_mirror.h"

#include <stdlib.h>
#include <string.h>

#include <jerror.h>

#include "exif.h"
#include "jpeg_session.h"

/// Quality of what has to be encoded again.
enum { mirror_quality = 95, sink_step = 1 << 16 };

enum { longest_marker_bytes = 65533 };

/// A writer into a byte_sink.
typedef struct jpeg_writer {
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr errors;
    struct jpeg_destination_mgr destination;
    byte_sink *sink;
    int created;
} jpeg_writer;

/// What is flipped.
typedef enum subject { BLOCKS, VIEW, PIXELS } subject;

typedef struct mirror {
    jpeg_reader reader;
    jpeg_writer writer;
    subject subject;
    uint8_t *line;
    /// An Exif marker that takes the place of the source's.
    uint8_t *exif;
} mirror;

static void offer_room(j_compress_ptr info) {
    byte_sink *sink = ((jpeg_writer *)info)->sink;
    if (!byte_sink_reserve(sink, sink_step)) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
    info->dest->next_output_byte = sink->bytes + sink->count;
    info->dest->free_in_buffer = sink->capacity - sink->count;
}

static boolean room_is_full(j_compress_ptr info) {
    byte_sink *sink = ((jpeg_writer *)info)->sink;
    sink->count = sink->capacity;
    offer_room(info);
    return TRUE;
}

static void end_of_image(j_compress_ptr info) {
    byte_sink *sink = ((jpeg_writer *)info)->sink;
    sink->count = sink->capacity - info->dest->free_in_buffer;
}

static void open_writer(jpeg_writer *writer, session *s, byte_sink *sink) {
    jpeg_session_errors(s, (j_common_ptr)&writer->info, &writer->errors);
    jpeg_create_compress(&writer->info);
    writer->created = 1;
    writer->sink = sink;
    writer->destination.init_destination = offer_room;
    writer->destination.empty_output_buffer = room_is_full;
    writer->destination.term_destination = end_of_image;
    writer->info.dest = &writer->destination;
}

static void save_all_markers(j_decompress_ptr info) {
    jpeg_save_markers(info, JPEG_COM, 0xffff);
    for (int i = 0; i < 16; i++) jpeg_save_markers(info, JPEG_APP0 + i, 0xffff);
}

/// Whether the writer makes this marker itself.
static bool is_written_anyway(const jpeg_writer *writer, jpeg_saved_marker_ptr marker) {
    if (marker->marker == JPEG_APP0 && writer->info.write_JFIF_header) {
        return marker->data_length >= 5 && memcmp(marker->data, "JFIF", 5) == 0;
    }
    if (marker->marker == JPEG_APP0 + 14 && writer->info.write_Adobe_marker) {
        return marker->data_length >= 5 && memcmp(marker->data, "Adobe", 5) == 0;
    }
    return false;
}

/// Writes the source's Exif marker, if there is one, with an orientation added that flips the view.
static void add_orientation(mirror *m, session *s, jpeg_saved_marker_ptr marker) {
    enum { seen_flipped = 2, name_bytes = jpeg_session_exif_name_bytes };
    size_t count = 0;
    const uint8_t *tiff = marker ? jpeg_session_exif(marker, &count) : NULL;
    m->exif = malloc(name_bytes + exif_room_with_orientation(tiff, count));
    if (!m->exif) session_fail(s, PLATEN_IMAGE_NO_MEMORY, "no memory for a marker");
    memcpy(m->exif, jpeg_session_exif_name, name_bytes);
    count = exif_with_orientation(tiff, count, seen_flipped, m->exif + name_bytes);
    jpeg_write_marker(&m->writer.info, JPEG_APP0 + 1, m->exif, (unsigned)(name_bytes + count));
}

static void copy_exif(mirror *m, session *s, jpeg_saved_marker_ptr marker) {
    size_t count;
    uint8_t *tiff = jpeg_session_exif(marker, &count);
    bool is_view = m->subject == VIEW;
    bool told = exif_change_orientation(tiff, count, is_view ? exif_change_of_view : exif_change_of_flipped_pixels);
    if (is_view && !told) {
        add_orientation(m, s, marker);
    } else {
        jpeg_write_marker(&m->writer.info, marker->marker, marker->data, marker->data_length);
    }
}

static void copy_markers(mirror *m, session *s) {
    jpeg_saved_marker_ptr exif = jpeg_session_exif_marker(&m->reader);
    if (m->subject == VIEW && !exif) add_orientation(m, s, NULL);
    for (jpeg_saved_marker_ptr marker = m->reader.info.marker_list; marker; marker = marker->next) {
        if (is_written_anyway(&m->writer, marker)) continue;
        if (marker == exif) {
            copy_exif(m, s, marker);
        } else {
            jpeg_write_marker(&m->writer.info, marker->marker, marker->data, marker->data_length);
        }
    }
}

/// Whether no block lies partly outside the image at its right edge.
static bool has_whole_blocks(const struct jpeg_decompress_struct *info) {
    unsigned across = info->num_components == 1 ? 1 : (unsigned)info->max_h_samp_factor;
    return info->image_width % (across * DCTSIZE) == 0;
}

// A cosine of odd frequency changes its sign when it is read from the other end.
static void flip_block(JCOEF *block) {
    for (int i = 1; i < DCTSIZE2; i += 2) block[i] = (JCOEF)-block[i];
}

static void flip_block_row(JBLOCKROW row, JDIMENSION count) {
    for (JDIMENSION left = 0, right = count; left < right; left++) {
        right--;
        flip_block(row[left]);
        if (left == right) return;
        flip_block(row[right]);
        JBLOCK spare;
        memcpy(spare, row[left], sizeof spare);
        memcpy(row[left], row[right], sizeof spare);
        memcpy(row[right], spare, sizeof spare);
    }
}

static void flip_component(j_decompress_ptr info, jvirt_barray_ptr blocks, const jpeg_component_info *component) {
    for (JDIMENSION y = 0; y < component->height_in_blocks; y++) {
        JBLOCKARRAY rows = info->mem->access_virt_barray((j_common_ptr)info, blocks, y, 1, TRUE);
        flip_block_row(rows[0], component->width_in_blocks);
    }
}

static void keep_progression(mirror *m) {
    m->writer.info.optimize_coding = TRUE;
    if (m->reader.info.progressive_mode) jpeg_simple_progression(&m->writer.info);
}

static void flip_coefficients(j_decompress_ptr info, jvirt_barray_ptr *blocks) {
    for (int i = 0; i < info->num_components; i++) flip_component(info, blocks[i], &info->comp_info[i]);
}

/// Writes the blocks as they were read, flipped if they are the subject.
static void copy_coefficients(mirror *m, session *s) {
    j_decompress_ptr info = &m->reader.info;
    jvirt_barray_ptr *blocks = jpeg_read_coefficients(info);
    if (m->subject == BLOCKS) flip_coefficients(info, blocks);
    jpeg_copy_critical_parameters(info, &m->writer.info);
    keep_progression(m);
    jpeg_write_coefficients(&m->writer.info, blocks);
    copy_markers(m, s);
    jpeg_finish_compress(&m->writer.info);
    jpeg_session_finish(s, &m->reader);
}

/// Whether the encoder can sample as the source does: each factor must divide the largest.
static bool can_keep_sampling(const struct jpeg_decompress_struct *info) {
    for (int i = 0; i < info->num_components; i++) {
        if (info->max_h_samp_factor % info->comp_info[i].h_samp_factor != 0) return false;
        if (info->max_v_samp_factor % info->comp_info[i].v_samp_factor != 0) return false;
    }
    return true;
}

static void set_up_writer(mirror *m) {
    const struct jpeg_decompress_struct *from = &m->reader.info;
    j_compress_ptr to = &m->writer.info;
    to->image_width = from->image_width;
    to->image_height = from->image_height;
    to->input_components = from->num_components;
    to->in_color_space = from->jpeg_color_space;
    jpeg_set_defaults(to);
    jpeg_set_colorspace(to, from->jpeg_color_space);
    jpeg_set_quality(to, mirror_quality, TRUE);
    bool keep = can_keep_sampling(from);
    for (int i = 0; i < from->num_components; i++) {
        to->comp_info[i].h_samp_factor = keep ? from->comp_info[i].h_samp_factor : 1;
        to->comp_info[i].v_samp_factor = keep ? from->comp_info[i].v_samp_factor : 1;
    }
    to->density_unit = from->density_unit;
    to->X_density = from->X_density;
    to->Y_density = from->Y_density;
    keep_progression(m);
}

static void flip_samples(uint8_t *row, size_t width, size_t channels) {
    for (size_t left = 0, right = width - 1; left < right; left++, right--) {
        for (size_t i = 0; i < channels; i++) {
            uint8_t spare = row[left * channels + i];
            row[left * channels + i] = row[right * channels + i];
            row[right * channels + i] = spare;
        }
    }
}

/// Decodes and encodes without a turn through RGB.
static void flip_pixels(mirror *m, session *s) {
    j_decompress_ptr from = &m->reader.info;
    from->out_color_space = from->jpeg_color_space;
    size_t channels = (size_t)from->num_components;
    m->line = malloc(from->image_width * channels);
    if (!m->line) session_fail(s, PLATEN_IMAGE_NO_MEMORY, "no memory for a row");
    jpeg_start_decompress(from);
    set_up_writer(m);
    jpeg_start_compress(&m->writer.info, TRUE);
    copy_markers(m, s);
    JSAMPROW line = m->line;
    while (from->output_scanline < from->output_height) {
        jpeg_read_scanlines(from, &line, 1);
        flip_samples(m->line, from->image_width, channels);
        jpeg_write_scanlines(&m->writer.info, &line, 1);
    }
    jpeg_finish_compress(&m->writer.info);
    jpeg_session_finish(s, &m->reader);
}

/// Whether the source's Exif marker has room for an orientation that it may lack.
static bool has_room_for_orientation(const jpeg_reader *reader) {
    jpeg_saved_marker_ptr exif = jpeg_session_exif_marker(reader);
    if (!exif) return true;
    size_t count;
    const uint8_t *tiff = jpeg_session_exif(exif, &count);
    return jpeg_session_exif_name_bytes + exif_room_with_orientation(tiff, count) <= longest_marker_bytes;
}

static subject choose_subject(const jpeg_reader *reader, platen_mirror_method method) {
    if (has_whole_blocks(&reader->info)) return BLOCKS;
    return method == PLATEN_MIRROR_LOSSLESS && has_room_for_orientation(reader) ? VIEW : PIXELS;
}

static void run(mirror *m, session *s, platen_image_limits limits, platen_mirror_method method, byte_sink *sink) {
    jpeg_session_reader(s, &m->reader, limits.bytes);
    save_all_markers(&m->reader.info);
    jpeg_session_read_header(s, &m->reader, limits.pixels);
    open_writer(&m->writer, s, sink);
    m->subject = choose_subject(&m->reader, method);
    if (m->subject == PIXELS) {
        flip_pixels(m, s);
    } else {
        copy_coefficients(m, s);
    }
}

bool jpeg_mirror(session *s, platen_image_limits limits, platen_mirror_method method, byte_sink *sink,
                 platen_mirrored *result) {
    mirror *m = calloc(1, sizeof *m);
    if (!m) return session_note(s, PLATEN_IMAGE_NO_MEMORY, "no memory for the codec"), false;
    if (!setjmp(s->escape)) run(m, s, limits, method, sink);
    bool done = s->failure.status == PLATEN_IMAGE_OK;
    result->is_lossless = m->subject != PIXELS;
    result->has_flipped_pixels = m->subject != VIEW;
    free(m->line);
    free(m->exif);
    if (m->reader.created) jpeg_destroy_decompress(&m->reader.info);
    if (m->writer.created) jpeg_destroy_compress(&m->writer.info);
    free(m);
    return done;
}
