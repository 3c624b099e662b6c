#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox_parts.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the filter of system calls knows x86-64 and AArch64"
#endif

enum { maximum_instructions = 512, x32_bit = 0x40000000, highest_call = 512 };

/// Calls that pass whatever their arguments: computing, memory, files by the rules of Landlock, and the socket that
/// is open. Not mremap: it would widen the map of the scoreboard's one page over other pages, and
/// malloc does without it.
static const unsigned allowed[] = {
    SYS_read, SYS_write, SYS_futex, SYS_munmap, SYS_brk, SYS_madvise, SYS_clock_gettime, SYS_lseek,
    SYS_pread64, SYS_pwrite64, SYS_readv, SYS_writev, SYS_openat, SYS_close, SYS_fstat, SYS_newfstatat, SYS_statx,
    SYS_fsync, SYS_fdatasync, SYS_ftruncate, SYS_fallocate, SYS_fadvise64, SYS_renameat, SYS_renameat2,
    SYS_unlinkat, SYS_faccessat, SYS_readlinkat, SYS_getdents64, SYS_getcwd, SYS_dup,
    SYS_sendmsg, SYS_recvmsg, SYS_sendto, SYS_recvfrom, SYS_ppoll, SYS_shutdown,
    SYS_nanosleep, SYS_clock_nanosleep, SYS_clock_getres, SYS_gettimeofday, SYS_times, SYS_restart_syscall,
    SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack,
    SYS_exit, SYS_exit_group, SYS_getpid, SYS_getppid, SYS_gettid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
    SYS_getrusage, SYS_sysinfo, SYS_uname, SYS_sched_yield, SYS_sched_getaffinity, SYS_getrandom, SYS_getcpu,
    SYS_set_robust_list, SYS_mincore,
#ifdef SYS_open
    SYS_open, SYS_stat, SYS_lstat, SYS_rename, SYS_unlink, SYS_access, SYS_readlink, SYS_poll, SYS_time,
    SYS_getrlimit,
#endif
#ifdef SYS_rseq
    SYS_rseq,
#endif
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
};

/// Calls that nothing here makes by mistake: taking over this process or the kernel.
static const unsigned deadly[] = {
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_bpf, SYS_mount,
    SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, SYS_kexec_load, SYS_init_module,
    SYS_finit_module, SYS_delete_module, SYS_perf_event_open, SYS_userfaultfd, SYS_keyctl, SYS_add_key,
    SYS_request_key, SYS_reboot, SYS_personality,
#ifdef SYS_io_uring_setup
    SYS_io_uring_setup,
#endif
};

typedef struct filter {
    struct sock_filter code[maximum_instructions];
    unsigned short count;
} filter;

static void add(filter *f, struct sock_filter instruction) {
    if (f->count < maximum_instructions) f->code[f->count] = instruction;
    f->count++;  // counted past the end too, so that the caller sees an overflow
}

static void load(filter *f, size_t offset) {
    add(f, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

static void finish_with(filter *f, uint32_t action) {
    add(f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/// `action` if the loaded word equals `value`.
static void when_equal(filter *f, uint32_t value, uint32_t action) {
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
    finish_with(f, action);
}

static uint32_t refuse(void) { return SECCOMP_RET_ERRNO | EPERM; }

static size_t low_word(int argument) {
    return offsetof(struct seccomp_data, args) + (size_t)argument * sizeof(uint64_t);  // both are little-endian
}

/// Skips the `length` instructions of a rule unless the call is `number`.
static void rule_of(filter *f, unsigned number, uint8_t length) {
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, length));
}

/// Memory may be mapped, but not as code.
static void allow_without_code(filter *f, unsigned number) {
    rule_of(f, number, 4);
    load(f, low_word(2));
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1));
    finish_with(f, refuse());
    finish_with(f, SECCOMP_RET_ALLOW);
}

/// Signals may go to this process.
static void allow_to_self(filter *f, unsigned number) {
    rule_of(f, number, 4);
    load(f, low_word(0));
    when_equal(f, (uint32_t)getpid(), SECCOMP_RET_ALLOW);
    finish_with(f, refuse());
}

/// Descriptors may be copied, and their flags read. Nobody is made the owner of a descriptor, whom the kernel would
/// then send signals, and no lease is taken, which would hold others up.
static void allow_harmless_fcntl(filter *f) {
    static const uint32_t harmless[] = {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC};
    enum { count = sizeof harmless / sizeof *harmless };
    rule_of(f, SYS_fcntl, 2 + 2 * count);
    load(f, low_word(1));
    for (size_t i = 0; i < count; i++) when_equal(f, harmless[i], SECCOMP_RET_ALLOW);
    finish_with(f, refuse());
}

/// Limits may be read.
static void allow_reading_limits(filter *f) {
    rule_of(f, SYS_prlimit64, 6);
    load(f, low_word(2));
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3));
    load(f, low_word(2) + sizeof(uint32_t));
    when_equal(f, 0, SECCOMP_RET_ALLOW);
    finish_with(f, refuse());
}

static void check_architecture(filter *f) {
    load(f, offsetof(struct seccomp_data, arch));
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
    finish_with(f, SECCOMP_RET_KILL_PROCESS);
    load(f, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, x32_bit, 0, 1));
    finish_with(f, SECCOMP_RET_KILL_PROCESS);
#endif
}

/// Consecutive call numbers with one answer, up to the start of the next range.
typedef struct range {
    unsigned start;
    uint32_t action;
} range;

/// Sorts the calls that are answered by their number alone into ranges that cover all numbers.
/// - Returns: how many; 0 when a number is too high for the table.
static size_t sort_calls(range ranges[highest_call + 1]) {
    uint32_t actions[highest_call];
    for (unsigned call = 0; call < highest_call; call++) actions[call] = refuse();
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        if (allowed[i] >= highest_call) return 0;
        actions[allowed[i]] = SECCOMP_RET_ALLOW;
    }
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        if (deadly[i] >= highest_call) return 0;
        actions[deadly[i]] = SECCOMP_RET_KILL_PROCESS;
    }
    size_t count = 0;
    for (unsigned call = 0; call < highest_call; call++) {
        if (count == 0 || ranges[count - 1].action != actions[call]) ranges[count++] = (range){call, actions[call]};
    }
    if (ranges[count - 1].action != refuse()) ranges[count++] = (range){highest_call, refuse()};
    return count;
}

/// Answers by bisection. The kernel runs the filter once for each call there is when it is installed, in every processor;
/// passing by a hundred comparisons each time, that took longer than most of what a small job does.
static void answer(filter *f, const range *ranges, size_t count) {
    if (count == 1) return finish_with(f, ranges->action);
    size_t half = count / 2;
    unsigned short jump = f->count;
    add(f, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, ranges[half].start, 0, 0));
    answer(f, ranges, half);
    unsigned short length = f->count - jump - 1;
    if (length > UINT8_MAX) f->count = maximum_instructions + 1;  // too far for a jump: the caller sees an overflow
    if (f->count <= maximum_instructions) f->code[jump].jt = (uint8_t)length;
    answer(f, ranges + half, count - half);
}

static void build(filter *f) {
    range ranges[highest_call + 1];
    check_architecture(f);
    allow_without_code(f, SYS_mmap);
    allow_without_code(f, SYS_mprotect);
    allow_to_self(f, SYS_tgkill);
    allow_to_self(f, SYS_kill);
    allow_harmless_fcntl(f);
    allow_reading_limits(f);
    size_t count = sort_calls(ranges);
    if (count == 0) {
        f->count = maximum_instructions + 1;
    } else {
        answer(f, ranges, count);
    }
}

int sandbox_has_seccomp(void) {
    uint32_t action = SECCOMP_RET_KILL_PROCESS;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

int sandbox_seccomp(void) {
    filter f = {.count = 0};
    build(&f);
    if (f.count > maximum_instructions) return E2BIG;
    struct sock_fprog program = {.len = f.count, .filter = f.code};
    // In every thread, or in none: then the result is the thread in which it cannot be.
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    if (result > 0) return ESRCH;
    return result == 0 ? 0 : errno;
}
