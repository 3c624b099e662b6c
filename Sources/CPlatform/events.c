#include "platform_events.h"

#include <errno.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <unistd.h>

static int add(int watch, int descriptor, uint32_t events) {
    struct epoll_event event = {.events = events, .data = {.fd = descriptor}};
    return epoll_ctl(watch, EPOLL_CTL_ADD, descriptor, &event);
}

int platform_watch_listener(int listener, int stop) {
    int watch = epoll_create1(EPOLL_CLOEXEC);
    if (watch < 0) return -errno;
    if (add(watch, listener, EPOLLIN | EPOLLEXCLUSIVE) == 0 && add(watch, stop, EPOLLIN) == 0) return watch;
    int number = errno;
    close(watch);
    return -number;
}

int platform_wait_for_connection(int watch) {
    struct epoll_event event;
    while (epoll_wait(watch, &event, 1, -1) < 1) {
    }
    return event.data.fd;
}
