// An Exif block: what is read of it, and what is written into it.

#include <stdlib.h>
#include <string.h>

#include "exif.h"

static void require(int condition) {
    if (!condition) abort();
}

/// Changed twice, it is as it was.
static void change_twice(const uint8_t *data, size_t count, const exif_change change) {
    uint8_t *block = malloc(count + 1);
    require(block != NULL);
    memcpy(block, data, count);
    int before = exif_orientation(block, count);
    if (exif_change_orientation(block, count, change)) {
        require(exif_orientation(block, count) == change[before]);
        require(exif_change_orientation(block, count, change));
    }
    require(memcmp(block, data, count) == 0);
    free(block);
}

static void add(const uint8_t *data, size_t count, uint8_t orientation) {
    // Exactly as long as is asked for, so that a byte more is found.
    size_t room = exif_room_with_orientation(data, count);
    uint8_t *copy = malloc(room);
    require(copy != NULL);
    size_t length = exif_with_orientation(data, count, orientation, copy);
    require(length <= room);
    require(exif_orientation(copy, length) == orientation);
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
    int orientation = exif_orientation(data, count);
    require(orientation >= 1 && orientation <= 8);
    change_twice(data, count, count % 2 ? exif_change_of_flipped_pixels : exif_change_of_view);
    add(data, count, (uint8_t)(1 + count % 8));
    return 0;
}
