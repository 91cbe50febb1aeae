#pragma once

#include <stdint.h>

/* Columns of a character, by the locale; -1 for one that isn't printable. Swift's Glibc module hides wcwidth. */
int lockstep_character_width(uint32_t scalar);
