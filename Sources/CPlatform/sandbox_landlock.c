#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox_parts.h"

// Numbers of the kernel's interface (Documentation/userspace-api/landlock.rst), written here because the headers of
// a build machine may be older than the kernel that the program meets.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum {
    create_version = 1,
    rule_path_beneath = 1,
    last_abi = SANDBOX_SCOPES_ABI,

    fs_execute = 1 << 0,
    fs_write_file = 1 << 1,
    fs_read_file = 1 << 2,
    fs_read_dir = 1 << 3,
    fs_remove_file = 1 << 5,
    fs_make_reg = 1 << 8,
    fs_truncate = 1 << 14,

    fs_all_abi_1 = (1 << 13) - 1,
    fs_refer = 1 << 13,
    fs_ioctl_dev = 1 << 15,

    net_bind_and_connect_tcp = 3,
    scope_abstract_sockets_and_signals = 3,
};

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

struct path_beneath {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

int sandbox_landlock_abi(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, create_version);
    if (version < 0) return 0;
    return version > last_abi ? last_abi : (int)version;
}

/// Everything that the ABI can deny; `size` receives how much of the structure it knows.
static struct ruleset everything(int abi, size_t *size) {
    struct ruleset rules = {.files = fs_all_abi_1};
    if (abi >= 2) rules.files |= fs_refer;
    if (abi >= 3) rules.files |= fs_truncate;
    if (abi >= 4) rules.network = net_bind_and_connect_tcp;
    if (abi >= 5) rules.files |= fs_ioctl_dev;
    if (abi >= SANDBOX_SCOPES_ABI) rules.scopes = scope_abstract_sockets_and_signals;
    *size = abi >= SANDBOX_SCOPES_ABI ? sizeof rules : abi >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
    return rules;
}

static int allow_folder(int ruleset, const char *folder, int flags, uint64_t allowed) {
    struct path_beneath rule = {.allowed = allowed};
    rule.parent = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC | flags);
    if (rule.parent < 0) return errno;
    int failed = syscall(SYS_landlock_add_rule, ruleset, rule_path_beneath, &rule, 0) != 0;
    int number = failed ? errno : 0;
    close(rule.parent);
    return number;
}

/// What may be done in the job's own folder.
static const uint64_t own =
    fs_write_file | fs_read_file | fs_read_dir | fs_remove_file | fs_make_reg | fs_truncate;

static int allow_reading(int ruleset, const char *const readable[]) {
    int number = 0;
    for (size_t i = 0; !number && readable[i]; i++) {
        number = allow_folder(ruleset, readable[i], 0, fs_read_file | fs_read_dir);
        if (number == ENOENT) number = 0;
    }
    return number;
}

int sandbox_landlock(const char *folder, const char *const readable[]) {
    size_t size;
    struct ruleset rules = everything(sandbox_landlock_abi(), &size);
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (ruleset < 0) return errno;
    int number = folder ? allow_folder(ruleset, folder, O_NOFOLLOW, own & rules.files) : 0;
    if (!number) number = allow_reading(ruleset, readable);
    if (!number && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) number = errno;
    close(ruleset);
    return number;
}
