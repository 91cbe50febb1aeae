#pragma once

#include <histedit.h>
#include <stdbool.h>
#include <stdint.h>
#include <termios.h>
#include <wchar.h>

#pragma clang assume_nonnull begin

/* libedit's el_set and history are variadic, which Swift can't call: one typed wrapper per use. */

/* An editor on standard input, output and error. NULL if the terminal can't be used. */
EditLine *_Nullable lockstep_edit_open(const char *program);

typedef const char *_Nonnull (*lockstep_edit_prompt)(EditLine *);
typedef int (*lockstep_edit_reader)(EditLine *, wchar_t *);
typedef unsigned char (*lockstep_edit_function)(EditLine *, int);

/* What lies between two `mark` characters of the prompt takes no room on the screen. */
void lockstep_edit_set_prompt(EditLine *, lockstep_edit_prompt prompt, char mark);
void lockstep_edit_set_reader(EditLine *, lockstep_edit_reader reader);
void lockstep_edit_set_history(EditLine *, History *history);
void lockstep_edit_bind(EditLine *, const char *name, const char *help, const char *key, lockstep_edit_function function);
void lockstep_edit_bind_builtin(EditLine *, const char *key, const char *command);
void lockstep_edit_refresh(EditLine *);
void lockstep_edit_set_context(EditLine *, void *_Nullable context);
void *_Nullable lockstep_edit_context(EditLine *);

History *_Nullable lockstep_history_open(int size);
void lockstep_history_add(History *, const char *line);
/* Each returns false if the file could not be read or written. */
bool lockstep_history_load(History *, const char *path);
bool lockstep_history_save(History *, const char *path);

/* Notes the terminal's mode as it is now: the one that it has again when a stopped process goes on. What was typed
   meanwhile is thrown away then. `release` ends that; `restore` does it by hand. */
void lockstep_terminal_keep(void);
void lockstep_terminal_release(void);
void lockstep_terminal_restore(void);

/* Makes this thread the one that stops and goes on with the process; all others leave those signals to it, so that nothing
   is read between going on and having the terminal's mode back. */
void lockstep_signals_take(void);

/* Whether the process was stopped and has gone on since this was last asked. */
bool lockstep_signals_continued(void);

/* Stops the process as long as another has the terminal. False if it never gets it. */
bool lockstep_terminal_await(void);

/* The mode that the terminal gets back if the process crashes or is made to quit; null where it has been given back. */
void lockstep_terminal_owe(const struct termios *_Nullable mode);

/* Has the terminal put marks around what is pasted, or no longer. While the process is stopped, and after a crash, it puts
   none. */
void lockstep_terminal_mark_pastes(bool is_on);

/* Signals become bytes in a pipe: 'I' interrupt, 'W' window size, 'T' terminate or hang up, 'C' going on after a stop.
   Returns the pipe's
   reading end, or -1. Installs handlers for the whole process; call it once. */
int lockstep_signals_open(void);
/* Puts a byte into the same pipe. Async-signal-safe. */
void lockstep_signals_post(char byte);

/* Takes the locale of the environment, or UTF-8 where that has none: what characters are and how wide. */
void lockstep_locale_open(void);

int lockstep_window_columns(int descriptor);

#pragma clang assume_nonnull end
