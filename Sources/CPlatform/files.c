#include <errno.h>
#include <fcntl.h>

#include "platform_files.h"

int platform_avoid_cache(int descriptor, int wanted) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0) return -errno;
    int changed = wanted ? flags | O_DIRECT : flags & ~O_DIRECT;
    return fcntl(descriptor, F_SETFL, changed) < 0 ? -errno : 0;
}
