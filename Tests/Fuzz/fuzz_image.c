// One image, as processors treat it: decoded in each way, and flipped.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CImageCodecs.h"

static const platen_image_limits limits = {.pixels = 1 << 16, .bytes = 1 << 22};

/// Where the codecs read it: a file in memory that ends with this process, however it ends.
static const char *stored(const uint8_t *data, size_t count) {
    static char path[64];
    static int file = -1;
    if (file < 0) {
        file = memfd_create("image", MFD_CLOEXEC);
        if (file < 0) abort();
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    if (pwrite(file, data, count, 0) != (ssize_t)count || ftruncate(file, (off_t)count) != 0) abort();
    return path;
}

static void read_rows(platen_image_decoder *decoder, uint32_t width, uint32_t height) {
    platen_image_failure failure;
    platen_image_rows rows = platen_image_get_header(decoder).rows;
    uint8_t *row = malloc(platen_image_row_bytes(rows, width));
    uint32_t *words = malloc((platen_image_row_bytes(rows, width) * (rows == PLATEN_ROWS_RGB ? 2 : 1) + 4) & ~3ul);
    uint32_t *cells = calloc(width, sizeof *cells);
    uint64_t sums[3] = {0};
    if (!row || !words || !cells) abort();
    bool is_sound = true;
    for (uint32_t y = 0; y < height && is_sound; y++) {
        is_sound = platen_image_next_row(decoder, row, &failure);
        if (!is_sound) break;
        platen_image_pack_words(rows, row, width, words);
        platen_image_add_lightness(rows, row, width, cells, sums);
        platen_image_add_colours(rows, row, width, cells, sums);
    }
    if (is_sound) platen_image_finish(decoder, &failure);
    free(row);
    free(words);
    free(cells);
}

static void decode(const char *path, platen_image_wish wish) {
    platen_image_failure failure;
    platen_image_decoder *decoder = platen_image_open(path, limits, &failure);
    if (!decoder) return;
    uint32_t width, height;
    if (platen_image_begin(decoder, wish, &width, &height, &failure)) read_rows(decoder, width, height);
    platen_image_close(decoder);
}

static void mirror(const char *path, platen_mirror_method method) {
    platen_image_failure failure;
    platen_mirrored mirrored = {0};
    if (!platen_image_mirror(path, limits, method, &mirrored, &failure)) return;
    platen_image_release(&mirrored.file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
    const char *path = stored(data, count);
    decode(path, (platen_image_wish){.denominator = 1});
    decode(path, (platen_image_wish){.denominator = 8, .lightness_alone = true});
    mirror(path, PLATEN_MIRROR_LOSSLESS);
    mirror(path, PLATEN_MIRROR_PIXELS);
    return 0;
}
