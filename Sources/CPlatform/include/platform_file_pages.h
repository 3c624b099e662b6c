// Pages of mapped files: of programs, libraries and their data.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#pragma clang assume_nonnull begin

/// Lets go of all pages of files that are mapped for reading alone, where the whole mapping is still as the file has it.
/// What is used afterwards comes back from the page cache by itself, at the cost of a minor fault. For the end of a start,
/// which needs much that nothing needs later. Meanwhile no other thread may load or unload a library, as looking up a host
/// does, nor map or unmap such a file: to be called before threads start that could. Returns how many bytes were in such
/// mappings, or a negative errno when they cannot be listed; then nothing changed.
int64_t platform_release_file_pages(void);

/// What is done with the `bytes` bytes of a mapping that begins at `start`.
typedef void platform_mapping_action(uintptr_t start, size_t bytes, void *_Nullable context);

/// Calls `action` for each mapping, in text as /proc/self/smaps has it, that is private, of a file, not for writing, and
/// of which no page was ever written to, neither one in memory nor one that is swapped out.
void platform_for_each_unchanged_file(FILE *smaps, platform_mapping_action *action, void *_Nullable context);

#pragma clang assume_nonnull end
