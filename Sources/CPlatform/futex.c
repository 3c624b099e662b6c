#include "platform_futex.h"

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// Without FUTEX_PRIVATE_FLAG: the waiter and the waker are different processes.

int platform_futex_wait(const void *word, uint32_t expected, int64_t nanoseconds) {
    if (nanoseconds < 0) nanoseconds = 0;
    struct timespec time = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    return syscall(SYS_futex, word, FUTEX_WAIT, expected, &time, NULL, 0) == 0 ? 0 : -errno;
}

void platform_futex_wake(const void *word, int count) {
    syscall(SYS_futex, word, FUTEX_WAKE, count, NULL, NULL, 0);
}
