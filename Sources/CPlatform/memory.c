#include "platform_memory.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/// Sets the size of a fresh segment and its mode, whatever the umask.
static int prepare(int descriptor, size_t bytes, size_t reserved) {
    if (fchmod(descriptor, S_IRUSR | S_IWUSR) != 0) return -errno;
    if (ftruncate(descriptor, (off_t)bytes) != 0) return -errno;
    return -posix_fallocate(descriptor, 0, (off_t)reserved);
}

int platform_memory_create(const char *name, size_t bytes, size_t reserved) {
    // shm_open sets FD_CLOEXEC by itself.
    int descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    if (descriptor < 0) return -errno;
    int result = prepare(descriptor, bytes, reserved);
    if (result == 0) return descriptor;
    close(descriptor);
    shm_unlink(name);
    return result;
}

int platform_memory_reserve(int descriptor, uint64_t offset, size_t bytes) {
    return -posix_fallocate(descriptor, (off_t)offset, (off_t)bytes);
}

int platform_memory_open(const char *name, int writable) {
    int descriptor = shm_open(name, writable ? O_RDWR : O_RDONLY, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int platform_memory_remove(const char *name) {
    return shm_unlink(name) == 0 ? 0 : -errno;
}

int platform_memory_inspect(int descriptor, struct platform_memory_facts *facts) {
    struct stat status;
    if (fstat(descriptor, &status) != 0) return -errno;
    facts->device = status.st_dev;
    facts->inode = status.st_ino;
    facts->bytes = (uint64_t)status.st_size;
    facts->owner = status.st_uid;
    return 0;
}

int platform_memory_map(int descriptor, uint64_t offset, size_t bytes, int writable, void **base) {
    int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    void *address = mmap(NULL, bytes, protection, MAP_SHARED, descriptor, (off_t)offset);
    if (address == MAP_FAILED) return -errno;
    *base = address;
    return 0;
}

void platform_memory_unmap(void *base, size_t bytes) {
    munmap(base, bytes);
}

int platform_memory_read(int descriptor, void *target, size_t bytes, uint64_t offset) {
    ssize_t count = pread(descriptor, target, bytes, (off_t)offset);
    if (count < 0) return -errno;
    return (size_t)count == bytes ? 0 : -EIO;
}

size_t platform_page_bytes(void) {
    return (size_t)sysconf(_SC_PAGESIZE);
}

int64_t platform_monotonic_nanoseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void platform_pause(int64_t nanoseconds) {
    if (nanoseconds <= 0) return;
    struct timespec time = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    nanosleep(&time, NULL);
}

uint32_t platform_effective_user(void) {
    return geteuid();
}

void platform_close(int descriptor) {
    close(descriptor);
}

void platform_keep_freed_memory(size_t bytes) {
    mallopt(M_TRIM_THRESHOLD, (int)bytes);
    mallopt(M_MMAP_THRESHOLD, (int)bytes);
}
