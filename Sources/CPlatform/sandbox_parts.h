#pragma once

/// The first ABI of Landlock that bounds signals and abstract sockets.
enum { SANDBOX_SCOPES_ABI = 6 };

/// The Landlock ABI of the kernel; 0 without Landlock.
int sandbox_landlock_abi(void);

/// Leaves of the file system only what lies under `folder` (nothing when NULL), and to be read what lies under the
/// folders `readable`. Needs no new privileges to be set. Returns 0 or errno.
int sandbox_landlock(const char *folder, const char *const readable[]);

/// Whether the kernel takes the filter.
int sandbox_has_seccomp(void);

/// Installs the filter of system calls. Needs no new privileges to be set. Returns 0 or errno.
int sandbox_seccomp(void);
