#include "platform_fifo.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int platform_fifo_open(const char *path) {
    int descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return -errno;
    struct stat status;
    if (fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode)) return descriptor;
    close(descriptor);
    return -EEXIST;
}

int platform_fifo_create(const char *path) {
    if (mkfifo(path, S_IRUSR | S_IWUSR) != 0 && errno != EEXIST) return -errno;
    return platform_fifo_open(path);
}

int platform_fifo_ring(int descriptor) {
    char byte = 1;
    ssize_t count;
    do {
        count = write(descriptor, &byte, 1);
    } while (count < 0 && errno == EINTR);
    return count == 1 || errno == EAGAIN ? 0 : -errno;
}

void platform_fifo_empty(int descriptor) {
    char bytes[4096];
    ssize_t count;
    do {
        count = read(descriptor, bytes, sizeof bytes);
    } while (count < 0 && errno == EINTR);
}
