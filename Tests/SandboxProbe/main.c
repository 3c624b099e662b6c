// Enters the sandbox of a processor and tries one thing. Usage: platen-test-sandbox-probe FOLDER|- ACTION [PATH [READABLE]].
// An action that begins with "thread:" is tried by a thread that was started when files were enclosed and calls not yet.
// Prints "errno N" with 0 for success; a deadly action ends by a signal before that.

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "CPlatform.h"

static int result(long value) { return value < 0 ? errno : 0; }

static int try_write(const char *path) {
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (file < 0) return errno;
    int number = result(write(file, "x", 1));
    if (!number) number = result(fdatasync(file));
    close(file);
    char moved[4096];
    snprintf(moved, sizeof moved, "%s.moved", path);
    if (!number) number = result(rename(path, moved));
    return number ? number : result(unlink(moved));
}

static int try_execute(const char *path) {
    char *arguments[] = {(char *)path, NULL};
    execv(path, arguments);
    return errno;
}

static int try_code(void) {
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? errno : 0;
}

static int try_memory(void) {
    void *memory = malloc(1 << 20);
    if (!memory) return ENOMEM;
    memset(memory, 1, 1 << 20);
    free(memory);
    return 0;
}

static int try_raising_a_limit(void) {
    struct rlimit limit = {64, 64};
    return result(setrlimit(RLIMIT_NOFILE, &limit));
}

/// Maps one page of a file, as the scoreboard is mapped, and moves it.
static int try_moving_a_shared_page(const char *path, size_t old_size, size_t new_size) {
    int file = open(path, O_RDWR | O_CREAT, 0600);
    if (file < 0) return errno;
    int number = result(ftruncate(file, 8192));
    if (number) return number;
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page == MAP_FAILED) return errno;
    return mremap(page, old_size, new_size, MREMAP_MAYMOVE) == MAP_FAILED ? errno : 0;
}

/// Grows a block that malloc has mapped on its own, which it does by mremap where it may.
static int try_growing(void) {
    size_t small = 4 << 20, large = 64 << 20;
    unsigned char *memory = malloc(small);
    if (!memory) return ENOMEM;
    memset(memory, 7, small);
    unsigned char *grown = realloc(memory, large);
    if (!grown) return ENOMEM;
    memset(grown + small, 8, large - small);
    int intact = grown[0] == 7 && grown[small - 1] == 7 && grown[large - 1] == 8;
    free(grown);
    return intact ? 0 : EIO;
}

static int try_copying_a_descriptor(void) {
    int copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
    if (copy < 0) return errno;
    int number = result(fcntl(copy, F_GETFD));
    return number ? number : result(fcntl(copy, F_GETFL));
}

static int try_owning(int command) {
    struct f_owner_ex owner = {.type = F_OWNER_PID, .pid = getppid()};
    if (command == F_SETOWN_EX) return result(fcntl(STDOUT_FILENO, command, &owner));
    return result(fcntl(STDOUT_FILENO, command, command == F_SETSIG ? SIGTERM : getppid()));
}

static int try_file_control(const char *path, int command, int argument) {
    int file = open(path, O_RDONLY);
    return file < 0 ? errno : result(fcntl(file, command, argument));
}

static int attempt(const char *action, const char *path) {
    if (!strcmp(action, "nothing")) return 0;
    if (!strcmp(action, "memory")) return try_memory();
    if (!strcmp(action, "read")) return result(open(path, O_RDONLY));
    if (!strcmp(action, "write")) return try_write(path);
    if (!strcmp(action, "execute")) return try_execute(path);
    if (!strcmp(action, "folder")) return result(mkdir(path, 0700));
    if (!strcmp(action, "link")) return result(symlink("/etc/passwd", path));
    if (!strcmp(action, "internet")) return result(socket(AF_INET, SOCK_STREAM, 0));
    if (!strcmp(action, "unix")) return result(socket(AF_UNIX, SOCK_STREAM, 0));
    if (!strcmp(action, "fork")) return result(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
    if (!strcmp(action, "signal-parent")) return result(kill(getppid(), 0));
    if (!strcmp(action, "trace")) return result(ptrace(PTRACE_TRACEME, 0, 0, 0));
    if (!strcmp(action, "code")) return try_code();
    if (!strcmp(action, "raise-limit")) return try_raising_a_limit();
    if (!strcmp(action, "grow")) return try_growing();
    if (!strcmp(action, "widen-page")) return try_moving_a_shared_page(path, 4096, 8192);
    if (!strcmp(action, "double-page")) return try_moving_a_shared_page(path, 0, 4096);
    if (!strcmp(action, "copy-descriptor")) return try_copying_a_descriptor();
    if (!strcmp(action, "own")) return try_owning(F_SETOWN);
    if (!strcmp(action, "own-exactly")) return try_owning(F_SETOWN_EX);
    if (!strcmp(action, "choose-signal")) return try_owning(F_SETSIG);
    if (!strcmp(action, "lease")) return try_file_control(path, F_SETLEASE, F_RDLCK);
    if (!strcmp(action, "watch")) return try_file_control(path, F_NOTIFY, DN_CREATE);
    if (!strcmp(action, "abort")) abort();
    return -1;
}

static const char thread_prefix[] = "thread:";
static int gate[2];

typedef struct trial {
    const char *action, *path;
    int number;
} trial;

static void *try_in_thread(void *context) {
    trial *trial = context;
    char byte;
    trial->number = read(gate[0], &byte, 1) == 1 ? attempt(trial->action, trial->path) : EIO;
    return NULL;
}

/// Encloses the process with a thread in it, and lets that try.
static int enclose_and_try_in_thread(const char *folder, const char *const readable[], trial *trial) {
    pthread_t thread;
    int error = pipe(gate) != 0 ? errno : platform_sandbox_enclose_files(folder, readable);
    if (!error) error = pthread_create(&thread, NULL, try_in_thread, trial);
    if (!error) error = platform_sandbox_enclose_calls();
    if (!error && write(gate[1], "x", 1) != 1) error = errno;
    return error ? error : pthread_join(thread, NULL);
}

int main(int count, char **arguments) {
    if (count < 3) return 64;
    const char *folder = strcmp(arguments[1], "-") ? arguments[1] : NULL;
    const char *readable[] = {count > 4 ? arguments[4] : NULL, NULL};
    trial trial = {.action = arguments[2], .path = count > 3 ? arguments[3] : NULL};
    int in_thread = !strncmp(trial.action, thread_prefix, sizeof thread_prefix - 1);
    if (in_thread) trial.action += sizeof thread_prefix - 1;
    int error = in_thread ? enclose_and_try_in_thread(folder, readable, &trial)
                          : platform_sandbox_enclose_reading(folder, readable);
    if (error) return printf("enclose %d\n", error), 1;
    int number = in_thread ? trial.number : attempt(trial.action, trial.path);
    char line[32];
    int length = snprintf(line, sizeof line, "errno %d\n", number);
    return write(STDOUT_FILENO, line, (size_t)length) == length ? 0 : 1;
}
