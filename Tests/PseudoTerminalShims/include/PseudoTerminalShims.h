#pragma once

#include <sys/types.h>

/* Starts a program at a new pseudo-terminal. Returns the terminal's other end, or -1. */
int lockstep_test_spawn(
    const char *path, char *const *arguments, char *const *environment, unsigned short columns, unsigned short rows,
    pid_t *pid);
int lockstep_test_resize(int terminal, unsigned short columns, unsigned short rows);
