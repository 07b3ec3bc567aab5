/*
 * term_ahead.c - curses is set up on a thread of its own, while the ledger is opened and read.
 *
 * Either takes as long as the other, and neither needs anything of the other.  What both could touch is the
 * environment, which curses asks for the size of a screen that is no terminal: it is changed before the thread
 * begins, and back when it has ended.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "term_curses.h"

enum { CURSES_MEMORY = 1 << 20 };       /* about, for 50 rows of 200 columns */

struct PainterAhead {
    pthread_t thread;
    bool threaded;
    const char *kind;
    int rows, cols;
    char *lines_was, *columns_was;      /* in the environment; NULL: not there */
    int result;
    Painter *painter;
};

static void put_env(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

static void put_number(const char *name, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    setenv(name, text, 1);
}

/* What curses finds there instead of nothing: the signal does what it would do if nobody had taken it. */
static void do_default(int sig)
{
    raise(sig);                         /* SA_RESETHAND: this is not its handler any more */
}

/*
 * curses takes over signals that nobody has taken yet, and answers them by ending the process in its own way.  They
 * are the terminal's, later, and until then nobody's.
 */
static void *set_up(void *ctx)
{
    static const int taken[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
    const struct sigaction instead = { .sa_handler = do_default, .sa_flags = SA_RESETHAND | SA_NODEFER | SA_RESTART };
    PainterAhead *w = ctx;
    struct sigaction was[ARRAY_LEN(taken)];

    free(mem_resize(NULL, CURSES_MEMORY));      /* else a thread's heap grows by a system call per row of a window */
    for (size_t i = 0; i < ARRAY_LEN(taken); i++) {
        sigaction(taken[i], NULL, &was[i]);
        if (was[i].sa_handler == SIG_DFL)
            sigaction(taken[i], &instead, NULL);
    }
    w->result = painter_set_up(w->kind, w->rows, w->cols, &w->painter);
    for (size_t i = 0; i < ARRAY_LEN(taken); i++)
        sigaction(taken[i], &was[i], NULL);
    return NULL;
}

PainterAhead *painter_begin(const char *kind, int rows, int cols)
{
    PainterAhead *w = mem_alloc(sizeof *w);
    *w = (PainterAhead){
        .kind = kind, .rows = rows, .cols = cols,
        .lines_was = mem_strdup(getenv("LINES")), .columns_was = mem_strdup(getenv("COLUMNS")),
    };
    put_number("LINES", rows);
    put_number("COLUMNS", cols);
    w->threaded = pthread_create(&w->thread, NULL, set_up, w) == 0;
    return w;
}

int painter_end(PainterAhead *w, Painter **ret_painter)
{
    if (w->threaded)
        pthread_join(w->thread, NULL);
    else
        set_up(w);
    put_env("LINES", w->lines_was);     /* children must not believe it */
    put_env("COLUMNS", w->columns_was);
    int r = w->result;
    if (r == 0)
        *ret_painter = w->painter;
    free(w->lines_was);
    free(w->columns_was);
    free(w);
    return r;
}

int painter_new(const char *kind, int rows, int cols, Painter **ret_painter)
{
    return painter_end(painter_begin(kind, rows, cols), ret_painter);
}
