#define _GNU_SOURCE

#include "PseudoTerminalShims.h"

#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>

int lockstep_test_spawn(
    const char *path, char *const *arguments, char *const *environment, unsigned short columns, unsigned short rows,
    pid_t *pid) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    int terminal = -1;
    *pid = forkpty(&terminal, NULL, NULL, &size);
    if (*pid == 0) {
        execve(path, arguments, environment);
        _exit(127);
    }
    return *pid < 0 ? -1 : terminal;
}

int lockstep_test_resize(int terminal, unsigned short columns, unsigned short rows) {
    struct winsize size = {.ws_col = columns, .ws_row = rows};
    return ioctl(terminal, TIOCSWINSZ, &size);
}
