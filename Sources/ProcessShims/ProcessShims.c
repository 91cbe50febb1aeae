#include "ProcessShims.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

bool lockstep_process_protect(void) {
    umask(S_IRWXG | S_IRWXO);
    struct rlimit none = {0, 0};
    bool has_no_core = setrlimit(RLIMIT_CORE, &none) == 0;
    /* Also forbids that another process of the same account traces it or reads its environment. */
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && has_no_core;
}
