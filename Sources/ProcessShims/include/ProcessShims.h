#pragma once

#include <stdbool.h>

/* Nobody but root reads this process's memory, no core is written when it crashes, and files are made for their owner
   alone. prctl is variadic, which Swift can't call. Returns false if any of it could not be had. */
bool lockstep_process_protect(void);
