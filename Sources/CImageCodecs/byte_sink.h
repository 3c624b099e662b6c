#pragma once

#include "image_mirror.h"

/// Bytes that grow at their end.
typedef struct byte_sink {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} byte_sink;

/// Appends; false when memory is short.
bool byte_sink_append(byte_sink *sink, const uint8_t *bytes, size_t count);

/// Makes room for at least `count` more bytes; false when memory is short.
bool byte_sink_reserve(byte_sink *sink, size_t count);
