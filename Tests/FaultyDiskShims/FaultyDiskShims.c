#define _GNU_SOURCE

#include "FaultyDiskShims.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DISKS = 256, SECTOR = 512 };

struct bytes {
    unsigned char *data;
    long size, room;
};

/* A write, or, where `data` is NULL, a change of size. */
struct change {
    long offset, size;
    unsigned char *data;
};

struct tracked {
    struct tracked *next;
    char *path;
    /* What a power cut leaves for certain. */
    struct bytes durable;
    struct change *changes;
    long count, room;
    bool is_there;
    bool is_name_durable;
    bool was_there;
};

struct disk {
    char *folder;
    struct tracked *files;
    long operations, at;
    enum lockstep_disk_fault fault;
    char *text;
    long after;
    bool is_armed, has_failed, is_full, is_dead;
    long generation;
};

struct file {
    sqlite3_file base;
    sqlite3_file *real;
    struct disk *disk;
    struct tracked *tracked;
    long generation;
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct disk *disks[DISKS];
static sqlite3_vfs *real;
static sqlite3_vfs faulty;
static int (*real_open_directory)(const char *, int *);

/* ---- Contents ---- */

static void grow(struct bytes *bytes, long size) {
    if (size > bytes->room) {
        long room = size * 2 + 4096;
        bytes->data = realloc(bytes->data, (size_t)room);
        memset(bytes->data + bytes->room, 0, (size_t)(room - bytes->room));
        bytes->room = room;
    }
}

static void resize(struct bytes *bytes, long size) {
    grow(bytes, size);
    if (size < bytes->size) memset(bytes->data + size, 0, (size_t)(bytes->size - size));
    bytes->size = size;
}

static void put(struct bytes *bytes, long offset, const unsigned char *data, long size) {
    grow(bytes, offset + size);
    memcpy(bytes->data + offset, data, (size_t)size);
    if (offset + size > bytes->size) bytes->size = offset + size;
}

static void forget_changes(struct tracked *file) {
    for (long i = 0; i < file->count; i++) free(file->changes[i].data);
    file->count = 0;
}

static void add_change(struct tracked *file, long offset, long size, const void *data) {
    if (file->count == file->room) {
        file->room = file->room * 2 + 16;
        file->changes = realloc(file->changes, (size_t)file->room * sizeof *file->changes);
    }
    struct change *change = &file->changes[file->count++];
    change->offset = offset;
    change->size = size;
    change->data = NULL;
    if (data != NULL) {
        change->data = malloc((size_t)size + 1);
        memcpy(change->data, data, (size_t)size);
    }
}

static unsigned long long next_random(unsigned long long *state) {
    unsigned long long z = (*state += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

/* Applies what was written since the last flush: all of it, or what a seed says. */
static void apply(struct tracked *file, bool is_all, unsigned long long *random, unsigned odds) {
    for (long i = 0; i < file->count; i++) {
        struct change *change = &file->changes[i];
        if (change->data == NULL) {
            if (is_all || next_random(random) % 8 < odds) resize(&file->durable, change->offset);
            continue;
        }
        for (long done = 0; done < change->size;) {
            long place = change->offset + done;
            long part = SECTOR - place % SECTOR;
            if (part > change->size - done) part = change->size - done;
            if (is_all || next_random(random) % 8 < odds) put(&file->durable, place, change->data + done, part);
            done += part;
        }
    }
    forget_changes(file);
}

static void read_whole(const char *path, struct bytes *bytes) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    resize(bytes, 0);
    if (file < 0) return;
    if (fstat(file, &status) == 0) {
        grow(bytes, status.st_size);
        while (bytes->size < status.st_size) {
            ssize_t count = read(file, bytes->data + bytes->size, (size_t)(status.st_size - bytes->size));
            if (count <= 0) break;
            bytes->size += count;
        }
    }
    close(file);
}

/* ---- Disks ---- */

static struct disk *disk_of(const char *path) {
    for (int i = 0; path != NULL && i < DISKS; i++) {
        if (disks[i] == NULL) continue;
        size_t length = strlen(disks[i]->folder);
        if (strncmp(path, disks[i]->folder, length) == 0 && path[length] == '/') return disks[i];
    }
    return NULL;
}

static struct tracked *tracked_of(struct disk *disk, const char *path) {
    struct tracked *file = disk->files;
    while (file != NULL && strcmp(file->path, path) != 0) file = file->next;
    if (file == NULL) {
        file = calloc(1, sizeof *file);
        file->path = strdup(path);
        file->next = disk->files;
        disk->files = file;
    }
    return file;
}

enum operation { WRITE, TRUNCATE, FLUSH };

/* Counts an operation. Returns whether it is the one that fails, and how. */
static bool fails(struct disk *disk, enum operation operation, const void *data, long size) {
    disk->operations++;
    if (disk->is_full && operation == WRITE) return true;
    if (disk->text != NULL && operation == WRITE && memmem(data, (size_t)size, disk->text, strlen(disk->text)) != NULL) {
        free(disk->text);
        disk->text = NULL;
        disk->at = disk->operations + disk->after;
    }
    if (!disk->is_armed || disk->text != NULL || disk->operations < disk->at) return false;
    switch (disk->fault) {
    case LOCKSTEP_DISK_FULL:
    case LOCKSTEP_DISK_STAYS_FULL:
    case LOCKSTEP_DISK_SHORT:
        if (operation != WRITE) return false;
        break;
    case LOCKSTEP_DISK_SYNC:
        if (operation != FLUSH) return false;
        break;
    default: break;
    }
    disk->is_armed = false;
    disk->has_failed = true;
    disk->is_full = disk->fault == LOCKSTEP_DISK_STAYS_FULL;
    disk->is_dead = disk->fault == LOCKSTEP_DISK_POWER;
    return true;
}

static bool is_gone(struct file *file) {
    return file->disk->is_dead || file->generation != file->disk->generation;
}

/* ---- A file of a disk ---- */

#define FILE_OF(base) struct file *file = (struct file *)(base)
#define REAL file->real->pMethods
#define UNLESS_GONE(code) do { if (is_gone(file)) return (code); } while (0)

static int file_close(sqlite3_file *base) {
    FILE_OF(base);
    return REAL == NULL ? SQLITE_OK : REAL->xClose(file->real);
}

static int file_read(sqlite3_file *base, void *data, int size, sqlite3_int64 offset) {
    FILE_OF(base);
    UNLESS_GONE(SQLITE_IOERR_READ);
    return REAL->xRead(file->real, data, size, offset);
}

static int file_write(sqlite3_file *base, const void *data, int size, sqlite3_int64 offset) {
    FILE_OF(base);
    int code = SQLITE_OK;
    UNLESS_GONE(SQLITE_IOERR_WRITE);
    pthread_mutex_lock(&guard);
    int part = size;
    if (fails(file->disk, WRITE, data, size)) {
        code = SQLITE_FULL;
        part = 0;
        if (file->disk->fault == LOCKSTEP_DISK_IO) code = SQLITE_IOERR_WRITE;
        if (file->disk->fault == LOCKSTEP_DISK_SHORT) part = size / 2;
        if (file->disk->fault == LOCKSTEP_DISK_POWER) {
            code = SQLITE_IOERR_WRITE;
            part = size;
        }
    }
    if (part > 0) {
        int written = REAL->xWrite(file->real, data, part, offset);
        if (written != SQLITE_OK) code = written;
        add_change(file->tracked, offset, part, data);
    }
    pthread_mutex_unlock(&guard);
    return code;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    FILE_OF(base);
    int code = SQLITE_IOERR_TRUNCATE;
    UNLESS_GONE(SQLITE_IOERR_TRUNCATE);
    pthread_mutex_lock(&guard);
    if (!fails(file->disk, TRUNCATE, NULL, 0)) {
        code = REAL->xTruncate(file->real, size);
        if (code == SQLITE_OK) add_change(file->tracked, size, 0, NULL);
    }
    pthread_mutex_unlock(&guard);
    return code;
}

/* Every name in the folder of a path is on the disk from now on. */
static void names_are_durable(struct disk *disk) {
    for (struct tracked *each = disk->files; each != NULL; each = each->next) {
        each->is_name_durable = true;
        each->was_there = each->is_there;
        if (!each->is_there) resize(&each->durable, 0);
    }
}

static int file_sync(sqlite3_file *base, int flags) {
    FILE_OF(base);
    int code = SQLITE_IOERR_FSYNC;
    UNLESS_GONE(SQLITE_IOERR_FSYNC);
    pthread_mutex_lock(&guard);
    if (!fails(file->disk, FLUSH, NULL, 0)) {
        apply(file->tracked, true, NULL, 0);
        pthread_mutex_unlock(&guard);
        /* The real one too: it is SQLite's own code that flushes a new file's folder, which `open_directory` sees. */
        return REAL->xSync(file->real, flags);
    }
    if (file->disk->fault != LOCKSTEP_DISK_POWER) forget_changes(file->tracked);
    pthread_mutex_unlock(&guard);
    return code;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    FILE_OF(base);
    UNLESS_GONE(SQLITE_IOERR_FSTAT);
    return REAL->xFileSize(file->real, size);
}

static int file_lock(sqlite3_file *base, int level) {
    FILE_OF(base);
    UNLESS_GONE(SQLITE_IOERR_LOCK);
    return REAL->xLock(file->real, level);
}

static int file_unlock(sqlite3_file *base, int level) {
    FILE_OF(base);
    return REAL->xUnlock(file->real, level);
}

static int file_check_lock(sqlite3_file *base, int *result) {
    FILE_OF(base);
    return REAL->xCheckReservedLock(file->real, result);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    FILE_OF(base);
    /* They would change the file behind our back. */
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
    return REAL->xFileControl(file->real, operation, argument);
}

static int file_sector_size(sqlite3_file *base) {
    FILE_OF(base);
    return REAL->xSectorSize(file->real);
}

static int file_characteristics(sqlite3_file *base) {
    (void)base;
    /* Nothing is promised: sectors may tear. */
    return 0;
}

static int file_shm_map(sqlite3_file *base, int page, int size, int extend, void volatile **result) {
    FILE_OF(base);
    UNLESS_GONE(SQLITE_IOERR_SHMMAP);
    return REAL->xShmMap(file->real, page, size, extend, result);
}

static int file_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
    FILE_OF(base);
    return REAL->xShmLock(file->real, offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *base) {
    FILE_OF(base);
    REAL->xShmBarrier(file->real);
}

static int file_shm_unmap(sqlite3_file *base, int is_deleted) {
    FILE_OF(base);
    return REAL->xShmUnmap(file->real, is_gone(file) ? 0 : is_deleted);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* ---- The VFS ---- */

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags) {
    (void)vfs;
    pthread_mutex_lock(&guard);
    struct disk *disk = disk_of(name);
    if (disk == NULL) {
        pthread_mutex_unlock(&guard);
        return real->xOpen(real, name, base, flags, out_flags);
    }
    struct file *file = (struct file *)base;
    memset(file, 0, sizeof *file);
    if (disk->is_dead) {
        pthread_mutex_unlock(&guard);
        return SQLITE_CANTOPEN;
    }
    bool was_there = access(name, F_OK) == 0;
    file->real = (sqlite3_file *)(file + 1);
    int code = real->xOpen(real, name, file->real, flags, out_flags);
    if (code == SQLITE_OK) {
        file->base.pMethods = &methods;
        file->disk = disk;
        file->generation = disk->generation;
        file->tracked = tracked_of(disk, name);
        struct tracked *tracked = file->tracked;
        if (!tracked->is_there) {
            if (was_there) {
                read_whole(name, &tracked->durable);
                tracked->was_there = tracked->is_name_durable = true;
            } else {
                /* (That an old one of this name may come back is let go of here.) */
                resize(&tracked->durable, 0);
                tracked->was_there = tracked->is_name_durable = false;
            }
            forget_changes(tracked);
            tracked->is_there = true;
        }
    }
    pthread_mutex_unlock(&guard);
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int is_flushed) {
    (void)vfs;
    pthread_mutex_lock(&guard);
    struct disk *disk = disk_of(name);
    if (disk != NULL && disk->is_dead) {
        pthread_mutex_unlock(&guard);
        return SQLITE_IOERR_DELETE;
    }
    int code = real->xDelete(real, name, is_flushed);
    if (disk != NULL && code == SQLITE_OK) {
        struct tracked *file = tracked_of(disk, name);
        file->is_there = false;
        forget_changes(file);
        if (is_flushed) names_are_durable(disk);
    }
    pthread_mutex_unlock(&guard);
    return code;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
    (void)vfs;
    return real->xAccess(real, name, flags, result);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int size, char *result) {
    (void)vfs;
    return real->xFullPathname(real, name, size, result);
}

static int vfs_randomness(sqlite3_vfs *vfs, int size, char *result) {
    (void)vfs;
    return real->xRandomness(real, size, result);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
    (void)vfs;
    return real->xSleep(real, microseconds);
}

static int vfs_time(sqlite3_vfs *vfs, double *result) {
    (void)vfs;
    return real->xCurrentTime(real, result);
}

static int vfs_time64(sqlite3_vfs *vfs, sqlite3_int64 *result) {
    (void)vfs;
    return real->xCurrentTimeInt64(real, result);
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *result) {
    (void)vfs;
    return real->xGetLastError(real, size, result);
}

/* SQLite is about to flush the folder of a file that it made. */
static int open_directory(const char *path, int *result) {
    pthread_mutex_lock(&guard);
    struct disk *disk = disk_of(path);
    if (disk != NULL) names_are_durable(disk);
    pthread_mutex_unlock(&guard);
    return real_open_directory(path, result);
}

static void install(void) {
    sqlite3_initialize();
    real = sqlite3_vfs_find(NULL);
    faulty.iVersion = 2;
    faulty.szOsFile = (int)sizeof(struct file) + real->szOsFile;
    faulty.mxPathname = real->mxPathname;
    faulty.zName = "faulty-disk";
    faulty.xOpen = vfs_open;
    faulty.xDelete = vfs_delete;
    faulty.xAccess = vfs_access;
    faulty.xFullPathname = vfs_full_path;
    faulty.xRandomness = vfs_randomness;
    faulty.xSleep = vfs_sleep;
    faulty.xCurrentTime = vfs_time;
    faulty.xCurrentTimeInt64 = vfs_time64;
    faulty.xGetLastError = vfs_last_error;
    real_open_directory = (int (*)(const char *, int *))real->xGetSystemCall(real, "openDirectory");
    real->xSetSystemCall(real, "openDirectory", (sqlite3_syscall_ptr)open_directory);
    sqlite3_vfs_register(&faulty, 1);
}

/* ---- What tests call ---- */

int lockstep_disk_add(const char *folder) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    int number = -1;
    pthread_once(&once, install);
    pthread_mutex_lock(&guard);
    for (int i = 0; i < DISKS && number < 0; i++) {
        if (disks[i] == NULL) number = i;
    }
    if (number >= 0) {
        disks[number] = calloc(1, sizeof(struct disk));
        disks[number]->folder = strdup(folder);
    }
    pthread_mutex_unlock(&guard);
    return number;
}

void lockstep_disk_remove(int number) {
    pthread_mutex_lock(&guard);
    struct disk *disk = disks[number];
    disks[number] = NULL;
    /* Handles that are open still point to it: it stays, dead and without what is large. */
    disk->is_dead = true;
    for (struct tracked *file = disk->files; file != NULL; file = file->next) {
        forget_changes(file);
        free(file->changes);
        free(file->durable.data);
        file->changes = NULL;
        file->room = 0;
        memset(&file->durable, 0, sizeof file->durable);
    }
    pthread_mutex_unlock(&guard);
}

long lockstep_disk_operations(int number) {
    pthread_mutex_lock(&guard);
    long count = disks[number]->operations;
    pthread_mutex_unlock(&guard);
    return count;
}

void lockstep_disk_arm(int number, enum lockstep_disk_fault fault, long at) {
    pthread_mutex_lock(&guard);
    struct disk *disk = disks[number];
    disk->fault = fault;
    disk->at = at;
    disk->is_armed = true;
    disk->has_failed = false;
    free(disk->text);
    disk->text = NULL;
    pthread_mutex_unlock(&guard);
}

void lockstep_disk_arm_at_text(int number, enum lockstep_disk_fault fault, const char *text, long after) {
    lockstep_disk_arm(number, fault, 0);
    pthread_mutex_lock(&guard);
    disks[number]->text = strdup(text);
    disks[number]->after = after;
    pthread_mutex_unlock(&guard);
}

bool lockstep_disk_has_failed(int number) {
    pthread_mutex_lock(&guard);
    bool result = disks[number]->has_failed;
    pthread_mutex_unlock(&guard);
    return result;
}

void lockstep_disk_mend(int number) {
    pthread_mutex_lock(&guard);
    disks[number]->is_armed = false;
    disks[number]->is_full = false;
    pthread_mutex_unlock(&guard);
}

static void write_whole(const struct tracked *tracked) {
    int file = open(tracked->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    for (long done = 0; file >= 0 && done < tracked->durable.size;) {
        ssize_t count = write(file, tracked->durable.data + done, (size_t)(tracked->durable.size - done));
        if (count <= 0) break;
        done += count;
    }
    if (file >= 0) close(file);
}

void lockstep_disk_restart(int number, unsigned long long seed) {
    pthread_mutex_lock(&guard);
    struct disk *disk = disks[number];
    unsigned long long random = seed;
    unsigned odds = seed == 0 ? 0 : 1 + (unsigned)(next_random(&random) % 7);
    for (struct tracked *file = disk->files; file != NULL; file = file->next) {
        bool is_there = file->is_there;
        /* A name that was made or taken away without a flush: as it was, or, by the seed, as it was to be. */
        if (!file->is_name_durable || file->is_there != file->was_there) {
            bool is_done = seed != 0 && next_random(&random) % 8 < odds;
            is_there = is_done ? file->is_there : file->was_there;
        }
        apply(file, false, &random, odds);
        unlink(file->path);
        if (is_there) {
            write_whole(file);
        } else {
            resize(&file->durable, 0);
        }
        file->is_there = file->was_there = is_there;
        file->is_name_durable = true;
        char index[4096];
        snprintf(index, sizeof index, "%s-shm", file->path);
        unlink(index);
    }
    disk->is_dead = disk->is_full = disk->is_armed = false;
    disk->generation++;
    pthread_mutex_unlock(&guard);
}
