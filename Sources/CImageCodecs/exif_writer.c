#include "exif.h"

#include <string.h>

#include "exif_directory.h"

// A directory is a count of entries (2 bytes), the entries in the order of their tags, and where the next one is (4).

static void put(uint8_t *bytes, uint32_t value, int count, bool little_endian) {
    for (int i = 0; i < count; i++) bytes[little_endian ? i : count - 1 - i] = (uint8_t)(value >> 8 * i);
}

/// Writes the entry and returns its length.
static size_t put_orientation(uint8_t *entry, uint8_t orientation, bool little_endian) {
    put(entry, exif_tag_orientation, 2, little_endian);
    put(entry + 2, exif_type_short, 2, little_endian);
    put(entry + 4, 1, 4, little_endian);
    put(entry + 8, orientation, 2, little_endian);
    put(entry + 10, 0, 2, little_endian);
    return exif_entry_bytes;
}

enum { header_bytes = 8, count_bytes = 2, next_bytes = 4 };

size_t exif_room_with_orientation(const uint8_t *tiff, size_t count) {
    exif_directory directory;
    bool is_sound = exif_find_directory(tiff, count, &directory);
    size_t before = is_sound ? count + count % 2 : header_bytes, entries = is_sound ? directory.count + 1 : 1;
    return before + count_bytes + entries * exif_entry_bytes + next_bytes;
}

static size_t new_block(uint8_t orientation, uint8_t *block) {
    memcpy(block, "MM\0*\0\0\0\10\0\1", 10);
    size_t count = header_bytes + count_bytes;
    count += put_orientation(block + count, orientation, false);
    put(block + count, 0, next_bytes, false);
    return count + next_bytes;
}

/// Copies the entries of other tags, with the orientation in its place among them; `*kept` receives their number.
static size_t put_entries(const uint8_t *entries, size_t number, uint8_t orientation, bool little_endian,
                          uint8_t *copy, size_t *kept) {
    uint8_t *end = copy;
    bool is_put = false;
    for (size_t i = 0; i < number; i++, entries += exif_entry_bytes) {
        uint32_t tag = exif_number(entries, 2, little_endian);
        if (tag == exif_tag_orientation) continue;
        if (tag > exif_tag_orientation && !is_put) {
            end += put_orientation(end, orientation, little_endian);
            is_put = true;
        }
        memcpy(end, entries, exif_entry_bytes);
        end += exif_entry_bytes;
    }
    if (!is_put) end += put_orientation(end, orientation, little_endian);
    *kept = (size_t)(end - copy) / exif_entry_bytes;
    return (size_t)(end - copy);
}

// What entries point at is told by its distance from the beginning, so nothing may move: the copy's directory is a new
// one at the end.
size_t exif_with_orientation(const uint8_t *tiff, size_t count, uint8_t orientation, uint8_t *copy) {
    exif_directory directory;
    if (!exif_find_directory(tiff, count, &directory)) return new_block(orientation, copy);
    bool little = directory.is_little_endian;
    size_t place = count + count % 2, kept;
    memcpy(copy, tiff, count);
    memset(copy + count, 0, place - count);
    put(copy + 4, (uint32_t)place, 4, little);
    size_t end = place + count_bytes;
    end += put_entries(tiff + directory.entries, directory.count, orientation, little, copy + end, &kept);
    put(copy + place, (uint32_t)kept, count_bytes, little);
    size_t next = directory.entries + directory.count * exif_entry_bytes;
    bool is_told = next + next_bytes <= count;
    put(copy + end, is_told ? exif_number(tiff + next, next_bytes, little) : 0, next_bytes, little);
    return end + next_bytes;
}
