#include "ProcessShims.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

bool lockstep_process_protect(void) {
    umask(S_IRWXG | S_IRWXO);
    struct rlimit none = {0, 0};
    /* Swift's runtime has a program of its own look into one that crashes, which may not look into this one, and waits. */
    int crashes[] = {SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++) signal(crashes[i], SIG_DFL);
    bool has_no_core = setrlimit(RLIMIT_CORE, &none) == 0;
    /* Also forbids that another process of the same account traces it or reads its environment. */
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && has_no_core;
}

bool lockstep_process_sees_itself(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)getpid());
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    close(file);
    return true;
}

static int argument_count;
static char **argument_values;

/* glibc hands main's arguments to what runs before main as well. */
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
    argument_count = count;
    argument_values = values;
}

const char *lockstep_process_argument(int index) {
    return index >= 0 && index < argument_count ? argument_values[index] : NULL;
}

const char *lockstep_process_file(void) { return (const char *)getauxval(AT_EXECFN); }

bool lockstep_process_hold_streams(void) {
    /* A reader that went away is told by write's error, and not by the process's death in the middle of its work. */
    signal(SIGPIPE, SIG_IGN);
    /* Threads inherit it: going on is for the one that reads from the terminal (lockstep_signals_take). The process goes on
       whoever blocks it. */
    sigset_t going_on;
    sigemptyset(&going_on);
    sigaddset(&going_on, SIGCONT);
    pthread_sigmask(SIG_BLOCK, &going_on, NULL);
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++) {
        if (fcntl(file, F_GETFD) >= 0 || errno != EBADF) continue;
        /* Opened the wrong way round, so that it still answers as what is closed. The lowest number that is free is this
           one: those before it are taken. */
        if (open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY) != file) return false;
    }
    return true;
}
