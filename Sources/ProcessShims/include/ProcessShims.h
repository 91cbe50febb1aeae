#pragma once

#include <stdbool.h>

/* Nobody but root reads this process's memory, no core is written when it crashes, and files are made for their owner
   alone. prctl is variadic, which Swift can't call. Returns false if any of it could not be had. */
bool lockstep_process_protect(void);

/* Whether /proc shows this process. libdispatch counts its threads there once a second, and ends the process (SIGILL) when
   it can't. */
bool lockstep_process_sees_itself(void);

/* What main was called with. Swift's own CommandLine reads it from /proc, which may not be there. Null past the end. */
const char *_Nullable lockstep_process_argument(int index);

/* The file of the program, as it was called. Null if the system doesn't say. */
const char *_Nullable lockstep_process_file(void);

/* Keeps the numbers of standard input, output and error for them: of those that are closed a file that is opened later
   would get the number, and what is printed. A pipe's reader that goes away doesn't end the process. Returns false if there
   is no /dev/null. */
bool lockstep_process_hold_streams(void);
