#define _GNU_SOURCE

#include "FileShims.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

long long lockstep_file_system_type(const char *path) {
    struct statfs found;
    /* 32 bits, whatever the sign of the field is on this machine. */
    return statfs(path, &found) == 0 ? (long long)(unsigned int)found.f_type : -1;
}

unsigned int lockstep_device_major(unsigned long long device) { return major(device); }

unsigned int lockstep_device_minor(unsigned long long device) { return minor(device); }

int lockstep_rename_new(const char *from, const char *to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    /* File systems that can't rename like that can link. */
    if (link(from, to) != 0) return -1;
    return unlink(from);
}

static struct flock whole(void) {
    struct flock lock;
    memset(&lock, 0, sizeof lock);
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

int lockstep_lock(int file) {
    struct flock lock = whole();
    return fcntl(file, F_OFD_SETLK, &lock);
}

int lockstep_is_locked(int file) {
    struct flock lock = whole();
    if (fcntl(file, F_OFD_GETLK, &lock) != 0) return -1;
    return lock.l_type != F_UNLCK;
}
