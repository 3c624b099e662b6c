#include "exif.h"

#include <string.h>

enum { entry_bytes = 12, tag_orientation = 0x0112, type_short = 3 };

static uint32_t number(const uint8_t *bytes, int count, int little_endian) {
    uint32_t value = 0;
    for (int i = 0; i < count; i++) value = value << 8 | bytes[little_endian ? count - 1 - i : i];
    return value;
}

ptrdiff_t exif_orientation_offset(const uint8_t *tiff, size_t count, int *little_endian) {
    if (count < 8) return -1;
    int little = memcmp(tiff, "II*\0", 4) == 0;
    if (!little && memcmp(tiff, "MM\0*", 4) != 0) return -1;
    *little_endian = little;
    size_t directory = number(tiff + 4, 4, little);
    if (directory < 8 || directory > count - 2) return -1;
    size_t entries = number(tiff + directory, 2, little);
    for (size_t i = 0; i < entries; i++) {
        size_t entry = directory + 2 + i * entry_bytes;
        if (entry + entry_bytes > count) return -1;
        if (number(tiff + entry, 2, little) != tag_orientation) continue;
        int sound = number(tiff + entry + 2, 2, little) == type_short && number(tiff + entry + 4, 4, little) == 1;
        return sound ? (ptrdiff_t)(entry + 8) : -1;
    }
    return -1;
}

int exif_orientation(const uint8_t *tiff, size_t count) {
    int little;
    ptrdiff_t offset = exif_orientation_offset(tiff, count, &little);
    if (offset < 0) return 1;
    uint32_t value = number(tiff + offset, 2, little);
    return value >= 1 && value <= 8 ? (int)value : 1;
}

void exif_mirror_orientation(uint8_t *tiff, size_t count) {
    static const uint8_t mirrored[9] = {0, 1, 2, 3, 4, 7, 8, 5, 6};
    int little;
    ptrdiff_t offset = exif_orientation_offset(tiff, count, &little);
    if (offset < 0) return;
    uint32_t value = number(tiff + offset, 2, little);
    if (value >= 1 && value <= 8) tiff[offset + (little ? 0 : 1)] = mirrored[value];
}
