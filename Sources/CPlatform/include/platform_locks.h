// Byte-range locks that belong to an open file (OFD locks): the kernel frees them when the process ends, however
// it ends, and closing another descriptor of the same file does not.
#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

/// Opens the lock file, made for its owner alone where absent. Returns a descriptor or a negative errno.
int platform_lock_open(const char *path);

/// Takes the write lock of one byte without waiting. 0, -EAGAIN when another holds it, or a negative errno.
int platform_lock_byte(int descriptor, uint64_t byte);

#pragma clang assume_nonnull end
