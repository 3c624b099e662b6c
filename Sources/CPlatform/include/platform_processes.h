#pragma once

#include <stdint.h>
#include <sys/types.h>

/// Forks a process that runs `body(context)` and leaves with status 0. It is killed when the caller's thread ends;
/// its signals are at their defaults and unblocked, but for SIGINT, SIGPIPE and SIGXFSZ, which are ignored (the
/// terminal's interrupt is for whoever supervises it; the others become errors of the calls). Only for processes of
/// one thread. Returns the process id, or a negative errno.
pid_t platform_fork(void (*body)(void *context), void *context);

/// Closes every descriptor from `first` on.
void platform_close_from(int first);

/// Blocks SIGCHLD, ignores SIGINT and SIGPIPE, and returns a descriptor (closed on exec, non-blocking) that is
/// readable when a child has ended; a negative errno on failure.
int platform_child_signals(void);

/// Empties the descriptor of platform_child_signals.
void platform_drain_child_signals(int descriptor);

/// How a child ended.
typedef struct platform_exit {
    pid_t pid;
    /// As wait(2) gives it.
    int status;
    /// User and system time.
    int64_t cpu_milliseconds;
    /// Largest resident set.
    int64_t peak_memory_kib;
} platform_exit;

/// Takes one child that has ended, waiting for it when `wait` is not 0. Returns 1, or 0 when there is none.
int platform_reap(platform_exit *result, int wait);

/// Lets C++'s operator new leave the process with `status` when memory is short, instead of aborting. Has no
/// effect in a program without the C++ library.
void platform_leave_when_new_fails(int status);

/// Puts /dev/null in place of standard input, and of standard output when `output` is not 0. Returns 0 or errno.
int platform_quiet_standard_streams(int output);

/// Replaces the process by itself with the same arguments, and with an environment that makes forks cheap, unless it
/// has that environment: the loader, the allocator and OpenMP read it before main. Returns an errno only on failure,
/// else 0 or never.
int platform_restart_for_forking(char *const arguments[]);
