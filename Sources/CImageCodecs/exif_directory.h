#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { exif_entry_bytes = 12, exif_tag_orientation = 0x0112, exif_type_short = 3 };

/// The first directory of an Exif block, whose entries lie inside the block.
typedef struct exif_directory {
    bool is_little_endian;
    /// The distance of the first entry from the beginning of the block.
    size_t entries;
    size_t count;
} exif_directory;

/// The unsigned number in `count` bytes.
uint32_t exif_number(const uint8_t *bytes, int count, bool little_endian);

/// Finds the directory of a block that begins with its TIFF header; false when there is none. Entries that would lie
/// beyond the end of the block are not counted.
bool exif_find_directory(const uint8_t *tiff, size_t count, exif_directory *directory);
