#include "platform_file_pages.h"

#include <errno.h>
#include <stdbool.h>
#include <sys/mman.h>

/// What lines of /proc/self/smaps have told of a mapping so far.
struct mapping {
    unsigned long start, end, inode;
    char permissions[5];
    bool has_none_changed, has_none_swapped;
};

/// Whether the line begins a mapping; those that follow tell of it.
static bool begins_mapping(const char *line, struct mapping *mapping) {
    struct mapping found = {0};
    if (sscanf(line, "%lx-%lx %4s %*x %*x:%*x %lu", &found.start, &found.end, found.permissions, &found.inode) != 4)
        return false;
    *mapping = found;
    return true;
}

static void learn(const char *line, struct mapping *mapping) {
    unsigned long size;
    if (sscanf(line, "Anonymous: %lu kB", &size) == 1) mapping->has_none_changed = size == 0;
    if (sscanf(line, "Swap: %lu kB", &size) == 1) mapping->has_none_swapped = size == 0;
}

/// A page that was written to, as a relocated one is, is the only copy, also where it is swapped out and `Anonymous` does
/// not count it.
static bool is_unchanged_file(const struct mapping *mapping) {
    return mapping->inode != 0 && mapping->permissions[1] == '-' && mapping->permissions[3] == 'p'
        && mapping->has_none_changed && mapping->has_none_swapped;
}

void platform_for_each_unchanged_file(FILE *smaps, platform_mapping_action *action, void *context) {
    char line[512];
    struct mapping mapping = {0}, next = {0};
    bool is_read = false;
    while (!is_read) {
        is_read = !fgets(line, sizeof line, smaps);
        bool is_known = is_read || begins_mapping(line, &next);
        if (!is_known) {
            learn(line, &mapping);
            continue;
        }
        if (is_unchanged_file(&mapping)) action(mapping.start, mapping.end - mapping.start, context);
        mapping = next;
    }
}

static void release(uintptr_t start, size_t bytes, void *context) {
    int64_t *released = context;
    if (madvise((void *)start, bytes, MADV_DONTNEED) == 0) *released += (int64_t)bytes;
}

int64_t platform_release_file_pages(void) {
    FILE *smaps = fopen("/proc/self/smaps", "re");
    if (!smaps) return -errno;
    int64_t released = 0;
    platform_for_each_unchanged_file(smaps, release, &released);
    fclose(smaps);
    return released;
}
