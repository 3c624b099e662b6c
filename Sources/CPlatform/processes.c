#include "platform_processes.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void reset_signals(void) {
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

pid_t platform_fork(void (*body)(void *context), void *context) {
    pid_t parent = getpid();
    pid_t child = fork();
    if (child != 0) return child < 0 ? -errno : child;
    // The parent may be gone before the request to die with it is in force.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) _exit(EXIT_FAILURE);
    reset_signals();
    body(context);
    _exit(EXIT_SUCCESS);
}

static void close_each_from(int first) {
    struct rlimit limit;
    int end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? (int)limit.rlim_cur : 65536;
    for (int descriptor = first; descriptor < end; descriptor++) close(descriptor);
}

void platform_close_from(int first) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, (unsigned)first, ~0u, 0u) == 0) return;
#endif
    close_each_from(first);
}

int platform_child_signals(void) {
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) return -errno;
    int descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return descriptor < 0 ? -errno : descriptor;
}

void platform_drain_child_signals(int descriptor) {
    struct signalfd_siginfo information;
    while (read(descriptor, &information, sizeof information) > 0) {
    }
}

static int64_t milliseconds(struct timeval time) { return (int64_t)time.tv_sec * 1000 + time.tv_usec / 1000; }

int platform_reap(platform_exit *result, int wait) {
    struct rusage usage;
    int status;
    pid_t pid;
    do pid = wait4(-1, &status, wait ? 0 : WNOHANG, &usage);
    while (pid < 0 && errno == EINTR);
    if (pid <= 0) return 0;
    *result = (platform_exit){
        .pid = pid,
        .status = status,
        .cpu_milliseconds = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
        .peak_memory_kib = usage.ru_maxrss,
    };
    return 1;
}

static int status_when_new_fails;

static void leave(void) { _exit(status_when_new_fails); }

void platform_leave_when_new_fails(int status) {
    typedef void (*handler)(void);
    handler (*set_new_handler)(handler);
    // std::set_new_handler, looked up so that programs without C++ need not link it.
    void *symbol = dlsym(RTLD_DEFAULT, "_ZSt15set_new_handlerPFvvE");
    if (!symbol) return;
    status_when_new_fails = status;
    memcpy(&set_new_handler, &symbol, sizeof symbol);
    set_new_handler(leave);
}

int platform_quiet_standard_streams(int output) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0) return errno;
    int failed = dup2(null, STDIN_FILENO) < 0 || (output && dup2(null, STDOUT_FILENO) < 0);
    int number = failed ? errno : 0;
    if (null > STDERR_FILENO) close(null);
    return number;
}

static const struct {
    const char *name;
    const char *value;
} forking_environment[] = {
    // Tesseract's inner threads gain little and would not survive a fork.
    {"OMP_THREAD_LIMIT", "1"},
    // Symbols are looked up once here, not again in every child.
    {"LD_BIND_NOW", "1"},
};

int platform_restart_for_forking(char *const arguments[]) {
    int changed = 0;
    for (size_t index = 0; index < sizeof forking_environment / sizeof *forking_environment; index++) {
        const char *present = getenv(forking_environment[index].name);
        if (present && strcmp(present, forking_environment[index].value) == 0) continue;
        if (setenv(forking_environment[index].name, forking_environment[index].value, 1) != 0) return errno;
        changed = 1;
    }
    if (!changed) return 0;
    // By its own path, so that the process keeps its name.
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0) return errno;
    path[length] = '\0';
    execv(path, arguments);
    return errno;
}
