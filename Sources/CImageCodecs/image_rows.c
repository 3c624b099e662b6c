#include "image_rows.h"

#include <string.h>

size_t platen_image_row_bytes(platen_image_rows rows, uint32_t width) {
    return ((size_t)width * (size_t)rows + 7) / 8;
}

static uint32_t big_endian_word(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void pack_bytes(const uint8_t *row, size_t count, uint32_t *words) {
    size_t whole = count / 4;
    for (size_t i = 0; i < whole; i++) words[i] = big_endian_word(row + 4 * i);
    if (count % 4 == 0) return;
    uint8_t rest[4] = {0};
    memcpy(rest, row + 4 * whole, count % 4);
    words[whole] = big_endian_word(rest);
}

static void pack_rgb(const uint8_t *row, uint32_t width, uint32_t *words) {
    for (uint32_t x = 0; x < width; x++, row += 3) {
        words[x] = (uint32_t)row[0] << 24 | (uint32_t)row[1] << 16 | (uint32_t)row[2] << 8;
    }
}

void platen_image_pack_words(platen_image_rows rows, const uint8_t *row, uint32_t width, uint32_t *words) {
    if (rows == PLATEN_ROWS_RGB) {
        pack_rgb(row, width, words);
    } else {
        pack_bytes(row, platen_image_row_bytes(rows, width), words);
    }
}

// ITU-R BT.601 weights, in 1/256.
static unsigned lightness(const uint8_t *rgb) {
    return (77u * rgb[0] + 150u * rgb[1] + 29u * rgb[2]) >> 8;
}

void platen_image_add_lightness(platen_image_rows rows, const uint8_t *row, uint32_t width, const uint32_t *cells,
                                uint64_t *sums) {
    switch (rows) {
        case PLATEN_ROWS_BITS:
            for (uint32_t x = 0; x < width; x++) sums[cells[x]] += row[x / 8] >> (7 - x % 8) & 1 ? 0 : 255;
            break;
        case PLATEN_ROWS_GREY:
            for (uint32_t x = 0; x < width; x++) sums[cells[x]] += row[x];
            break;
        case PLATEN_ROWS_RGB:
            for (uint32_t x = 0; x < width; x++) sums[cells[x]] += lightness(row + 3 * (size_t)x);
            break;
    }
}

static void add_grey(uint64_t *sums, unsigned grey) {
    for (int i = 0; i < 3; i++) sums[i] += grey;
}

void platen_image_add_colours(platen_image_rows rows, const uint8_t *row, uint32_t width, const uint32_t *cells,
                              uint64_t *sums) {
    for (uint32_t x = 0; x < width; x++) {
        uint64_t *cell = sums + 3 * (size_t)cells[x];
        switch (rows) {
            case PLATEN_ROWS_BITS: add_grey(cell, row[x / 8] >> (7 - x % 8) & 1 ? 0 : 255); break;
            case PLATEN_ROWS_GREY: add_grey(cell, row[x]); break;
            case PLATEN_ROWS_RGB:
                for (int i = 0; i < 3; i++) cell[i] += row[3 * (size_t)x + i];
                break;
        }
    }
}
