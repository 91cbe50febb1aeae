#define _XOPEN_SOURCE 700

#include "TextShims.h"

#include <wchar.h>

int lockstep_character_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
