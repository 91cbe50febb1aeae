#pragma once

#include <stdbool.h>

/* Disks that fail under SQLite, for tests. A disk is a folder: every database file in it goes through a VFS that counts
   writes, truncations and flushes, keeps what was flushed apart from what was only written, and fails where it was told to.
   All other files go to SQLite's own VFS untouched. */

enum lockstep_disk_fault {
    /* Once, nothing is written: SQLITE_FULL. */
    LOCKSTEP_DISK_FULL,
    /* The same from there on, until the disk is mended. */
    LOCKSTEP_DISK_STAYS_FULL,
    /* Once, an error of the device at whatever is tried. */
    LOCKSTEP_DISK_IO,
    /* Once, half is written. */
    LOCKSTEP_DISK_SHORT,
    /* Once, a flush fails, and what was to be flushed is lost, though it reads as if it were there (as Linux does it). */
    LOCKSTEP_DISK_SYNC,
    /* The power goes: nothing works any more, until the machine is started again. */
    LOCKSTEP_DISK_POWER,
};

/* Makes a folder a disk, by its path without links. Returns its number, or -1. */
int lockstep_disk_add(const char *folder);
void lockstep_disk_remove(int disk);

/* Writes, truncations and flushes so far. */
long lockstep_disk_operations(int disk);

/* Fails at the first operation from number `at` on that can fail like that. */
void lockstep_disk_arm(int disk, enum lockstep_disk_fault fault, long at);

/* The same, counted from the first write that holds `text`. */
void lockstep_disk_arm_at_text(int disk, enum lockstep_disk_fault fault, const char *text, long after);

/* Whether it has failed. */
bool lockstep_disk_has_failed(int disk);

/* Nothing is wrong with it any more. */
void lockstep_disk_mend(int disk);

/* Starts the machine again: each file holds what was flushed, and with another seed than 0 some of what was only written,
   torn at sectors; a name that was not flushed may be gone or back. Who had a file open can do nothing with it any more. */
void lockstep_disk_restart(int disk, unsigned long long seed);
