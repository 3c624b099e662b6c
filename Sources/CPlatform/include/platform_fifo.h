// Named pipes that ring, and carry no data.
#pragma once

#pragma clang assume_nonnull begin

/// Makes the FIFO for its owner alone where it is absent, and opens it. Returns a descriptor or a negative errno;
/// -EEXIST when something else bears the name.
int platform_fifo_create(const char *path);

/// Opens an existing FIFO. Both ends open it for reading and writing, without blocking: so neither waits for
/// the other, and a writer never gets SIGPIPE.
int platform_fifo_open(const char *path);

/// Writes one byte; a full FIFO already rings, so that is success.
int platform_fifo_ring(int descriptor);

/// Takes up to 4096 bytes out; never blocks.
void platform_fifo_empty(int descriptor);

#pragma clang assume_nonnull end
