#pragma once

/// Descriptors for events and signals, which the C library's Swift module leaves out.
#include <sys/eventfd.h>
#include <sys/signalfd.h>

/// A descriptor to wait with for a connection to `listener`, such that of all that wait one is woken (EPOLLEXCLUSIVE),
/// or for `stop` to become readable, which wakes all. Close it after use. Returns a negative errno on failure.
int platform_watch_listener(int listener, int stop);

/// Blocks until one of the two is readable. Returns its descriptor.
int platform_wait_for_connection(int watch);
