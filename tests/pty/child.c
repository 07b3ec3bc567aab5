/*
 * child.c - becoming the program, with or without a shell that does job control.
 *
 * A program that leads its session cannot be stopped by Ctrl-Z: nobody could continue it.  The shell
 * here knows one job and one command, fg, which it is given as a signal.
 */
#include "inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void set_env(const char *const *env)
{
    static const char *const first[] = {
        "TERM=xterm-256color", "LC_ALL=C.UTF-8", "SSH_CONNECTION", "NO_COLOR", "LINES", "COLUMNS", NULL,
    };
    for (int pass = 0; pass < 2; pass++)
        for (const char *const *e = pass ? env : first; e && *e; e++) {
            char *entry = strdup(*e);           /* stays: putenv() keeps it */
            if (strchr(entry, '='))
                putenv(entry);
            else
                unsetenv(entry);
        }
}

__attribute__((noreturn)) static void become(const PtyOptions *o)
{
    execvp(o->argv[0], (char *const *)(uintptr_t)o->argv);
    perror(o->argv[0]);
    _exit(127);
}

/* Ends the way the job ended, so that who waits for the shell sees it. */
__attribute__((noreturn)) static void end_like(int status)
{
    if (WIFSIGNALED(status)) {
        prctl(PR_SET_DUMPABLE, 0);              /* one core is enough */
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

static void give_terminal(pid_t group)
{
    tcsetpgrp(STDIN_FILENO, group);
}

static void wait_for_fg(void)
{
    sigset_t fg;
    int sig;
    sigemptyset(&fg);
    sigaddset(&fg, PTY_FG_SIGNAL);
    sigwait(&fg, &sig);
}

__attribute__((noreturn)) static void be_shell(const PtyOptions *o)
{
    sigset_t fg, before;
    sigemptyset(&fg);
    sigaddset(&fg, PTY_FG_SIGNAL);
    sigprocmask(SIG_BLOCK, &fg, &before);
    signal(SIGTTOU, SIG_IGN);

    pid_t job = fork();
    if (job == 0) {
        setpgid(0, 0);
        give_terminal(getpid());
        signal(SIGTTOU, SIG_DFL);
        sigprocmask(SIG_SETMASK, &before, NULL);
        become(o);
    }
    setpgid(job, job);
    give_terminal(job);
    for (;;) {
        int status;
        if (waitpid(job, &status, WUNTRACED) < 0)
            _exit(1);
        if (!WIFSTOPPED(status))
            end_like(status);
        give_terminal(getpgrp());
        wait_for_fg();
        give_terminal(job);
        kill(-job, SIGCONT);
    }
}

void pty_child_run(const PtyOptions *o, int slave)
{
    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    for (int fd = 0; fd <= 2; fd++)
        dup2(slave, fd);
    if (o->cwd && chdir(o->cwd) < 0)
        _exit(126);
    set_env(o->env);
    if (o->job_control)
        be_shell(o);
    become(o);
}
