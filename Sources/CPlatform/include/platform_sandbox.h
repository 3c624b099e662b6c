#pragma once

#include <stdint.h>

/// What the kernel may lack of the sandbox.
enum {
    PLATFORM_SANDBOX_LANDLOCK = 1,
    PLATFORM_SANDBOX_SECCOMP = 2,
    /// Of Landlock, the bounds of signals and of abstract sockets (ABI 6): the filter of system calls alone keeps
    /// processors from them.
    PLATFORM_SANDBOX_SCOPES = 4,
};

/// Which of the above this kernel does not offer, as bits.
unsigned platform_sandbox_missing(void);

/// The same of a kernel with this Landlock ABI (0 for none), with or without seccomp.
unsigned platform_sandbox_missing_with(int landlock_abi, int has_seccomp);

/// Resources of one processor.
typedef struct platform_sandbox_limits {
    /// Address space in bytes.
    uint64_t memory_bytes;
    /// SIGXCPU comes after this, SIGKILL a little later.
    uint64_t cpu_seconds;
    /// Size of any one file that it writes.
    uint64_t file_bytes;
    /// Descriptors are numbered below this.
    uint64_t descriptors;
} platform_sandbox_limits;

/// Sets the limits, and that no core is written. Returns 0 or errno.
int platform_sandbox_limit(platform_sandbox_limits limits);

/// Encloses the calling process, of one thread, for good: no new privileges, no capabilities, no file but those in
/// `folder` (none at all when it is NULL; files are read, written, made, renamed and removed there, nothing is
/// executed), no network, no other process, no new code. Of system calls, those pass that computing and file access
/// need; calls that only an attacker makes end it with SIGSYS; all others fail with EPERM. Descriptors that are open
/// stay usable. What platform_sandbox_missing names is left out. Returns 0 or errno; after an errno the enclosure is
/// not complete and the process must end.
int platform_sandbox_enclose(const char *folder);

/// The same, and what lies in the folders `readable`, a list that ends with NULL, can be read too. Folders that are
/// missing are left out.
int platform_sandbox_enclose_reading(const char *folder, const char *const readable[]);

/// The first half of that: files, network and capabilities. Threads that are started after it and before the second half
/// have the same bounds; no others can be started.
int platform_sandbox_enclose_files(const char *folder, const char *const readable[]);

/// The second half: system calls, of all threads of the process.
int platform_sandbox_enclose_calls(void);
