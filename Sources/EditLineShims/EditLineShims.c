/* For wcwidth. */
#define _GNU_SOURCE

#include "EditLineShims.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

EditLine *lockstep_edit_open(const char *program) {
    EditLine *line = el_init(program, stdin, stdout, stderr);
    if (line != NULL) {
        el_set(line, EL_SIGNAL, 0);
        el_set(line, EL_EDITOR, "emacs");
        /* Between lines too the terminal neither echoes nor edits: what is typed ahead waits for the next prompt. */
        el_set(line, EL_SETTY, "-x", "-icanon", "-echo", NULL);
    }
    return line;
}

void lockstep_edit_set_prompt(EditLine *line, lockstep_edit_prompt prompt, char mark) {
    el_set(line, EL_PROMPT_ESC, prompt, mark);
}

void lockstep_edit_set_reader(EditLine *line, lockstep_edit_reader reader) { el_set(line, EL_GETCFN, reader); }

void lockstep_edit_set_history(EditLine *line, History *h) { el_set(line, EL_HIST, history, h); }

void lockstep_edit_bind(
    EditLine *line, const char *name, const char *help, const char *key, lockstep_edit_function function) {
    el_set(line, EL_ADDFN, name, help, function);
    el_set(line, EL_BIND, key, name, NULL);
}

void lockstep_edit_bind_builtin(EditLine *line, const char *key, const char *command) {
    el_set(line, EL_BIND, key, command, NULL);
}

void lockstep_edit_refresh(EditLine *line) { el_set(line, EL_REFRESH); }

void lockstep_edit_set_context(EditLine *line, void *context) { el_set(line, EL_CLIENTDATA, context); }

void *lockstep_edit_context(EditLine *line) {
    void *context = NULL;
    el_get(line, EL_CLIENTDATA, &context);
    return context;
}

History *lockstep_history_open(int size) {
    History *h = history_init();
    HistEvent event;
    if (h != NULL) {
        history(h, &event, H_SETSIZE, size);
        history(h, &event, H_SETUNIQUE, 1);
    }
    return h;
}

void lockstep_history_add(History *h, const char *line) {
    HistEvent event;
    history(h, &event, H_ENTER, line);
}

/* The file, if it is an ordinary one of this user that nobody else can read: what was typed is theirs alone, and what
   they type goes nowhere that somebody else has put in its place. -1 otherwise. */
static int history_open_own(const char *path, int flags) {
    int file = open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    struct stat status;
    if (file < 0) return -1;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
        (status.st_mode & 077) == 0 && status.st_nlink == 1)
        return file;
    close(file);
    return -1;
}

bool lockstep_history_load(History *h, const char *path) {
    HistEvent event;
    char name[32];
    bool is_loaded;
    int file = history_open_own(path, O_RDONLY);
    if (file < 0) return false;
    /* libedit opens by name: this one is the very file that was looked at. */
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    is_loaded = history(h, &event, H_LOAD, name) >= 0;
    close(file);
    return is_loaded;
}

bool lockstep_history_save(History *h, const char *path) {
    HistEvent event;
    bool is_saved = false;
    int file = history_open_own(path, O_WRONLY | O_CREAT);
    FILE *stream;
    if (file < 0) return false;
    stream = ftruncate(file, 0) == 0 ? fdopen(file, "w") : NULL;
    if (stream == NULL) {
        close(file);
        return false;
    }
    is_saved = history(h, &event, H_SAVE_FP, stream) >= 0;
    return fclose(stream) == 0 && is_saved;
}

static int signal_pipe[2] = {-1, -1};

void lockstep_signals_post(char byte) {
    int saved = errno;
    if (signal_pipe[1] >= 0) {
        /* A full pipe already holds more news than anybody needs. */
        ssize_t ignored = write(signal_pipe[1], &byte, 1);
        (void)ignored;
    }
    errno = saved;
}

static struct termios kept_mode;
static volatile sig_atomic_t is_mode_kept;

void lockstep_terminal_keep(void) {
    is_mode_kept = 0;
    if (tcgetattr(STDIN_FILENO, &kept_mode) == 0) is_mode_kept = 1;
}

void lockstep_terminal_release(void) { is_mode_kept = 0; }

void lockstep_terminal_restore(void) {
    /* In the background it would stop the process. */
    if (!is_mode_kept || tcgetpgrp(STDIN_FILENO) != getpgrp()) return;
    tcsetattr(STDIN_FILENO, TCSANOW, &kept_mode);
    tcflush(STDIN_FILENO, TCIFLUSH);
}

static struct termios first_mode;
static volatile sig_atomic_t is_first_kept;

void lockstep_terminal_owe(const struct termios *mode) {
    is_first_kept = 0;
    if (mode == NULL) return;
    first_mode = *mode;
    is_first_kept = 1;
}

static volatile sig_atomic_t are_pastes_marked;

static void write_paste_marks(bool is_on) {
    ssize_t ignored = write(STDOUT_FILENO, is_on ? "\033[?2004h" : "\033[?2004l", 8);
    (void)ignored;
}

void lockstep_terminal_mark_pastes(bool is_on) {
    are_pastes_marked = is_on;
    write_paste_marks(is_on);
}

/* The process ends here and now: whoever goes on at the terminal sees what they type. */
static void on_crash(int number) {
    if (tcgetpgrp(STDIN_FILENO) == getpgrp()) {
        if (is_first_kept) tcsetattr(STDIN_FILENO, TCSANOW, &first_mode);
        if (are_pastes_marked) write_paste_marks(false);
    }
    raise(number);
}

/* Whoever has the terminal meanwhile may know no marks. Stops as it would have, and is here again for the next time. */
static void on_stop(int number) {
    int saved = errno;
    struct sigaction usual = {.sa_handler = SIG_DFL}, ours;
    sigset_t stop, before;
    if (are_pastes_marked && tcgetpgrp(STDIN_FILENO) == getpgrp()) write_paste_marks(false);
    sigemptyset(&usual.sa_mask);
    sigemptyset(&stop);
    sigaddset(&stop, number);
    sigaction(number, &usual, &ours);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &stop, &before);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sigaction(number, &ours, NULL);
    /* Also where nothing stopped: nobody could have continued it. */
    if (are_pastes_marked && tcgetpgrp(STDIN_FILENO) == getpgrp()) write_paste_marks(true);
    errno = saved;
}

static volatile sig_atomic_t is_continued;

bool lockstep_signals_continued(void) {
    bool was = is_continued;
    is_continued = 0;
    return was;
}

void lockstep_signals_take(void) {
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGCONT);
    sigaddset(&ours, SIGTSTP);
    sigaddset(&ours, SIGTTIN);
    sigaddset(&ours, SIGTTOU);
    pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
}

bool lockstep_terminal_await(void) {
    /* Not for ever: a group that nobody can continue isn't stopped. */
    for (int turn = 0; turn < 3; turn++) {
        /* A shell may let it go on a moment before it gives the terminal. */
        for (int wait = 0; wait < 25; wait++) {
            pid_t group = tcgetpgrp(STDIN_FILENO);
            if (group < 0 || group == getpgrp()) return group >= 0;
            if (turn == 0) break;
            usleep(10000);
        }
        /* To this thread, so that it stands before the call returns. */
        raise(SIGTTIN);
    }
    return tcgetpgrp(STDIN_FILENO) == getpgrp();
}

static void on_signal(int number) {
    int saved = errno;
    switch (number) {
    /* Whoever stopped us gave the terminal another mode. Here, and not later: what is typed until then would be shown. On
       the thread that reads (lockstep_signals_take): before it reads on. */
    case SIGCONT:
        lockstep_terminal_restore();
        is_continued = 1;
        lockstep_signals_post('C');
        break;
    case SIGINT: lockstep_signals_post('I'); break;
    case SIGWINCH: lockstep_signals_post('W'); break;
    default: lockstep_signals_post('T'); break;
    }
    errno = saved;
}

int lockstep_signals_open(void) {
    if (signal_pipe[0] >= 0 || pipe(signal_pipe) != 0) {
        return signal_pipe[0];
    }
    for (int i = 0; i < 2; i++) {
        fcntl(signal_pipe[i], F_SETFL, O_NONBLOCK);
        fcntl(signal_pipe[i], F_SETFD, FD_CLOEXEC);
    }
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    int numbers[] = {SIGINT, SIGWINCH, SIGTERM, SIGHUP, SIGCONT};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        sigaction(numbers[i], &action, NULL);
    }
    struct sigaction stop = {.sa_handler = on_stop, .sa_flags = SA_RESTART}, usual;
    sigemptyset(&stop.sa_mask);
    if (sigaction(SIGTSTP, NULL, &usual) == 0 && usual.sa_handler == SIG_DFL) sigaction(SIGTSTP, &stop, NULL);
    /* Whatever else would end the process: once, the second one ends it as it would have. */
    struct sigaction crash = {.sa_handler = on_crash, .sa_flags = SA_RESETHAND | SA_NODEFER};
    sigemptyset(&crash.sa_mask);
    for (int number = 1; number <= SIGRTMAX; number++) {
        struct sigaction before;
        switch (number) {
        case SIGKILL: case SIGSTOP: case SIGCHLD: case SIGTSTP: case SIGTTIN: case SIGTTOU: case SIGURG: continue;
        /* glibc's own, between the usual ones and SIGRTMIN, can't be asked for. */
        default: if (sigaction(number, NULL, &before) != 0 || before.sa_handler != SIG_DFL) continue;
        }
        sigaction(number, &crash, NULL);
    }
    return signal_pipe[0];
}

void lockstep_locale_open(void) {
    setlocale(LC_ALL, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        setlocale(LC_CTYPE, "C.UTF-8");
    }
}

int lockstep_window_columns(int descriptor) {
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
