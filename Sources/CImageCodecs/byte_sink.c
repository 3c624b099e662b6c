#include "byte_sink.h"

#include <stdlib.h>
#include <string.h>

bool byte_sink_reserve(byte_sink *sink, size_t count) {
    if (sink->capacity - sink->count >= count) return true;
    size_t capacity = sink->capacity + sink->capacity / 2;
    if (capacity < sink->count + count) capacity = sink->count + count;
    uint8_t *bytes = realloc(sink->bytes, capacity);
    if (!bytes) return false;
    sink->bytes = bytes;
    sink->capacity = capacity;
    return true;
}

bool byte_sink_append(byte_sink *sink, const uint8_t *bytes, size_t count) {
    if (!byte_sink_reserve(sink, count)) return false;
    memcpy(sink->bytes + sink->count, bytes, count);
    sink->count += count;
    return true;
}
