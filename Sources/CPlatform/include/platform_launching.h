#pragma once

#include <spawn.h>
#include <sys/types.h>

/// Makes the kernel send `signal` to this process when the thread that started it ends.
/// Returns 0, or an errno value: ESRCH when the parent is no longer `parent`, so that the signal would never come.
int platform_die_with_parent(int signal, pid_t parent);

/// Makes this process the parent of orphans among its descendants, so that it can reap them. Returns 0 or errno.
int platform_adopt_orphans(void);

/// The id of some child that has ended and is not yet reaped; 0 when there is none. The child stays unreaped, so
/// its id and its process group's id are not given to others yet.
pid_t platform_ended_child(void);

/// Has the child of a `posix_spawn` begin without any descriptor from `first` up, marked or not. Returns 0 or errno.
/// (Swift does not see the function of the C library.)
int platform_spawn_without_from(posix_spawn_file_actions_t *actions, int first);
