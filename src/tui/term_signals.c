/*
 * term_signals.c - signals that concern the terminal.
 *
 * While an editor has the terminal, what its keys send to the whole group (Ctrl-C, Ctrl-\) is for the editor.
 */
#include <sys/types.h>

#include "term_state.h"

static void with_default(int sig, struct sigaction *ret_before)
{
    sigaction(sig, &(struct sigaction){ .sa_handler = SIG_DFL }, ret_before);
}

/*
 * The whole group stops, since a script that started us must stop too for its shell to notice.  Where
 * nobody could continue us (no job control) the system ignores this, and we go on at once.
 */
void stop_process(bool group)
{
    struct sigaction stop_was, continue_was;
    sigset_t set, mask;

    with_default(SIGTSTP, &stop_was);
    with_default(SIGCONT, &continue_was);
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &set, &mask);
    if (group)
        kill(0, SIGTSTP);
    else
        raise(SIGTSTP);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGCONT, &continue_was, NULL);
    sigaction(SIGTSTP, &stop_was, NULL);
}

/* Continued after somebody stopped us without asking: who knows what the terminal looks like. */
static void come_back(Term *t)
{
    modes_again(t);
    term_send(t);
    term_measure(t);
    t->events.resumed(t->events.ctx);
}

static void on_signal(void *ctx, int signum)
{
    Term *t = ctx;
    switch (signum) {
    case SIGTSTP:
        if (t->up)
            term_suspend(t);
        else
            stop_process(false);
        break;
    case SIGWINCH:
        if (t->up)
            term_measure(t);
        break;
    case SIGCONT:
        if (t->up)
            come_back(t);
        break;
    case SIGINT:
    case SIGQUIT:
        if (t->up)
            term_hung_up(t);
        break;
    default:
        term_hung_up(t);
    }
}

void signals_start(Term *t)
{
    static const int watched[TERM_SIGNALS] = {
        SIGWINCH, SIGTSTP, SIGCONT, SIGHUP, SIGTERM, SIGINT, SIGQUIT,
    };
    for (size_t i = 0; i < TERM_SIGNALS; i++)
        t->signals[i] = signal_new(t->loop, watched[i], on_signal, t);
}

void signals_stop(Term *t)
{
    for (size_t i = 0; i < TERM_SIGNALS; i++)
        t->signals[i] = signal_free(t->signals[i]);
}
