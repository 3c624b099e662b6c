#include "exif.h"

#include <string.h>

#include "exif_directory.h"

const exif_change exif_change_of_flipped_pixels = {0, 1, 2, 3, 4, 7, 8, 5, 6};
const exif_change exif_change_of_view = {0, 2, 1, 4, 3, 6, 5, 8, 7};

uint32_t exif_number(const uint8_t *bytes, int count, bool little_endian) {
    uint32_t value = 0;
    for (int i = 0; i < count; i++) value = value << 8 | bytes[little_endian ? count - 1 - i : i];
    return value;
}

bool exif_find_directory(const uint8_t *tiff, size_t count, exif_directory *directory) {
    if (count < 8) return false;
    bool little = memcmp(tiff, "II*\0", 4) == 0;
    if (!little && memcmp(tiff, "MM\0*", 4) != 0) return false;
    size_t place = exif_number(tiff + 4, 4, little);
    if (place < 8 || place > count - 2) return false;
    size_t entries = exif_number(tiff + place, 2, little), fitting = (count - place - 2) / exif_entry_bytes;
    *directory = (exif_directory){
        .is_little_endian = little, .entries = place + 2, .count = entries < fitting ? entries : fitting};
    return true;
}

/// Where the two bytes of a sound orientation lie; NULL where the block tells none.
static const uint8_t *orientation_value(const uint8_t *tiff, size_t count, bool *little_endian) {
    exif_directory directory;
    if (!exif_find_directory(tiff, count, &directory)) return NULL;
    bool little = *little_endian = directory.is_little_endian;
    const uint8_t *entry = tiff + directory.entries;
    for (size_t i = 0; i < directory.count; i++, entry += exif_entry_bytes) {
        if (exif_number(entry, 2, little) != exif_tag_orientation) continue;
        bool sound = exif_number(entry + 2, 2, little) == exif_type_short && exif_number(entry + 4, 4, little) == 1;
        uint32_t value = exif_number(entry + 8, 2, little);
        return sound && value >= 1 && value <= 8 ? entry + 8 : NULL;
    }
    return NULL;
}

int exif_orientation(const uint8_t *tiff, size_t count) {
    bool little;
    const uint8_t *value = orientation_value(tiff, count, &little);
    return value ? (int)exif_number(value, 2, little) : 1;
}

bool exif_change_orientation(uint8_t *tiff, size_t count, const exif_change change) {
    bool little;
    const uint8_t *value = orientation_value(tiff, count, &little);
    if (!value) return false;
    tiff[value - tiff + (little ? 0 : 1)] = change[exif_number(value, 2, little)];
    return true;
}
