// Waiting on a word of shared memory.
#pragma once

#include <stdint.h>

#pragma clang assume_nonnull begin

/// Sleeps while `*word == expected`, at most `nanoseconds`. Returns 0 when woken, -EAGAIN when the word already
/// differed, -ETIMEDOUT, or -EINTR; whatever it returns, the caller looks at the word again.
int platform_futex_wait(const void *word, uint32_t expected, int64_t nanoseconds);

/// Wakes at most `count` waiters of any process.
void platform_futex_wake(const void *word, int count);

#pragma clang assume_nonnull end
