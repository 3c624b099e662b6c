// A codec that a hostile image has taken over: preloaded into processors, it does what the width of a PNG names before
// the image is decoded. Leaves by its exit status: REFUSED + errno where the kernel refused, DONE where it did not.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <png.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { REFUSED = 100, DONE = 98, FIRST_WIDTH = 7000 };

/// Read before the sandbox is entered, as an attacker may know them.
static const char *other_input, *store;

/// The file that was opened last: the job's own image.
static char own_input[4096];

__attribute__((constructor)) static void read_places(void) {
    other_input = getenv("PLATEN_TEST_OTHER_INPUT");
    store = getenv("PLATEN_TEST_STORE");
}

int open(const char *path, int flags, ...) {
    snprintf(own_input, sizeof own_input, "%s", path);
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    return openat(AT_FDCWD, path, flags, mode);
}

/// Ten gigabytes into a new file beside the job's image.
static long write_much(void) {
    static char block[1 << 20];
    char path[sizeof own_input + 8];
    snprintf(path, sizeof path, "%s.more", own_input);
    int file = openat(AT_FDCWD, path, O_WRONLY | O_CREAT, 0600);
    if (file < 0) return -1;
    for (int i = 0; i < 10 << 10; i++) {
        if (write(file, block, sizeof block) < 0) return -1;
    }
    return 0;
}

static long execute(void) {
    char *arguments[] = {"/bin/true", NULL};
    return execv(arguments[0], arguments);
}

static long attack(unsigned number) {
    switch (number) {
        case 0: return open(other_input, O_RDONLY);
        case 1: return open("/etc/passwd", O_RDONLY);
        case 2: return open(store, O_RDONLY);
        case 3: return open(store, O_RDWR);
        case 4: return socket(AF_INET, SOCK_STREAM, 0);
        case 5: return socket(AF_UNIX, SOCK_STREAM, 0);
        case 6: return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
        case 7: return kill(getppid(), SIGKILL);
        case 8: return execute();
        case 9: return ptrace(PTRACE_ATTACH, getppid(), 0, 0);
        case 10: return write_much();
        default: abort();
    }
}

void png_read_info(png_structrp png, png_inforp info) {
    void (*genuine)(png_structrp, png_inforp) = dlsym(RTLD_NEXT, "png_read_info");
    genuine(png, info);
    unsigned width = png_get_image_width(png, info);
    if (width < FIRST_WIDTH) return;
    _exit(attack(width - FIRST_WIDTH) < 0 ? REFUSED + errno : DONE);
}
