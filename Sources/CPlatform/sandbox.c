#include "platform_sandbox.h"

#include <errno.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox_parts.h"

/// Time between the signal that can be told apart and the one that cannot be caught.
enum { grace_cpu_seconds = 5 };

unsigned platform_sandbox_missing_with(int landlock_abi, int has_seccomp) {
    unsigned missing = 0;
    if (landlock_abi == 0) missing |= PLATFORM_SANDBOX_LANDLOCK;
    else if (landlock_abi < SANDBOX_SCOPES_ABI) missing |= PLATFORM_SANDBOX_SCOPES;
    if (!has_seccomp) missing |= PLATFORM_SANDBOX_SECCOMP;
    return missing;
}

unsigned platform_sandbox_missing(void) {
    return platform_sandbox_missing_with(sandbox_landlock_abi(), sandbox_has_seccomp());
}

/// Lowers a limit; what is lower already stays.
static int lower(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return errno;
    if (hard < limit.rlim_max) limit.rlim_max = hard;
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
    return setrlimit(resource, &limit) == 0 ? 0 : errno;
}

int platform_sandbox_limit(platform_sandbox_limits limits) {
    int number = lower(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes);
    if (!number) number = lower(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + grace_cpu_seconds);
    if (!number) number = lower(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
    if (!number) number = lower(RLIMIT_NOFILE, limits.descriptors, limits.descriptors);
    if (!number) number = lower(RLIMIT_CORE, 0, 0);
    return number;
}

static int drop_capabilities(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
    return syscall(SYS_capset, &header, none) == 0 ? 0 : errno;
}

int platform_sandbox_enclose(const char *folder) {
    const char *none[] = {NULL};
    return platform_sandbox_enclose_reading(folder, none);
}

int platform_sandbox_enclose_reading(const char *folder, const char *const readable[]) {
    int number = platform_sandbox_enclose_files(folder, readable);
    return number ? number : platform_sandbox_enclose_calls();
}

int platform_sandbox_enclose_files(const char *folder, const char *const readable[]) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    int number = 0;
    if (!(platform_sandbox_missing() & PLATFORM_SANDBOX_LANDLOCK)) number = sandbox_landlock(folder, readable);
    return number ? number : drop_capabilities();
}

int platform_sandbox_enclose_calls(void) {
    return platform_sandbox_missing() & PLATFORM_SANDBOX_SECCOMP ? 0 : sandbox_seccomp();
}
