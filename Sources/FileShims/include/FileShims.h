#pragma once

/* System calls that Swift's Glibc doesn't show. Each leaves its reason in errno. */

/* statfs(2)'s type of the file system that holds a path; -1 if it can't be told. */
long long lockstep_file_system_type(const char *path);

/* The two numbers by which proc(5)'s mountinfo names a device. */
unsigned int lockstep_device_major(unsigned long long device);
unsigned int lockstep_device_minor(unsigned long long device);

/* Gives a file its name, unless something has that name already, be it a link that leads nowhere. 0, or -1. */
int lockstep_rename_new(const char *from, const char *to);

/* Locks a file for as long as this open file description lives. 0, or -1 when somebody else has it locked, or no lock
   can be had. */
int lockstep_lock(int file);

/* Whether somebody else has the file locked, without taking the lock: 1, 0, or -1 if it can't be told. */
int lockstep_is_locked(int file);
