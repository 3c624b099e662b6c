#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdint.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "platform_files.h"

int platform_avoid_cache(int descriptor, int wanted) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0) return -errno;
    int changed = wanted ? flags | O_DIRECT : flags & ~O_DIRECT;
    return fcntl(descriptor, F_SETFL, changed) < 0 ? -errno : 0;
}

int platform_volume_kind(const char *path) {
    struct statfs status;
    if (statfs(path, &status) != 0) return -errno;
    switch ((uint32_t)status.f_type) {
        case TMPFS_MAGIC:
        case RAMFS_MAGIC: return PLATFORM_VOLUME_MEMORY;
        case NFS_SUPER_MAGIC:
        case SMB_SUPER_MAGIC:
        case CIFS_SUPER_MAGIC:
        case SMB2_SUPER_MAGIC: return PLATFORM_VOLUME_REMOTE;
        default: return PLATFORM_VOLUME_DISK;
    }
}

int platform_synchronise_volume(int descriptor) {
    return syncfs(descriptor) < 0 ? -errno : 0;
}
