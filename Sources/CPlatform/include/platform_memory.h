// Named shared memory (POSIX shm) and the clock that processes share.
// Every function that can fail returns a negative errno.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// What the kernel knows about an open segment.
struct platform_memory_facts {
    uint64_t device;
    uint64_t inode;
    uint64_t bytes;
    uint32_t owner;
};

/// Creates the segment `name` (which must not exist) for its owner alone, with memory for the first `reserved`
/// of its `bytes` really set aside, so that a full /dev/shm is an error here and not a SIGBUS later. Returns a
/// descriptor.
int platform_memory_create(const char *name, size_t bytes, size_t reserved);

/// Sets memory aside for further bytes.
int platform_memory_reserve(int descriptor, uint64_t offset, size_t bytes);

/// Opens an existing segment. Returns a descriptor.
int platform_memory_open(const char *name, int writable);

/// Removes the name; what is mapped stays.
int platform_memory_remove(const char *name);

int platform_memory_inspect(int descriptor, struct platform_memory_facts *facts);

/// Maps `bytes` from `offset` (a multiple of the page size), shared.
int platform_memory_map(int descriptor, uint64_t offset, size_t bytes, int writable,
                        void *_Nullable *_Nonnull base);

void platform_memory_unmap(void *base, size_t bytes);

/// Reads exactly `bytes` from `offset`; fewer there is -EIO.
int platform_memory_read(int descriptor, void *target, size_t bytes, uint64_t offset);

size_t platform_page_bytes(void);

/// Lets the allocator keep up to `bytes` of freed memory for each thread instead of giving it back to the kernel.
void platform_keep_freed_memory(size_t bytes);

/// CLOCK_MONOTONIC: one clock for all processes of the machine.
int64_t platform_monotonic_nanoseconds(void);

/// Sleeps that long, or shorter when a signal arrives.
void platform_pause(int64_t nanoseconds);

uint32_t platform_effective_user(void);

void platform_close(int descriptor);

#pragma clang assume_nonnull end
