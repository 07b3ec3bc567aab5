/*
 * notice_start.c - the user's own program for a reminder: by argv, a few at a time, none left behind as a zombie.
 */
#include "baton/core/remind.h"
#include "baton/sys/proc.h"

void notice_reap(NoticePrograms *p)
{
    for (int i = 0; i < NOTICE_PROGRAMS_MAX; i++)
        if (p->pids[i] && proc_ended(p->pids[i]))
            p->pids[i] = 0;
}

static int *free_place(NoticePrograms *p)
{
    for (int i = 0; i < NOTICE_PROGRAMS_MAX; i++)
        if (!p->pids[i])
            return &p->pids[i];
    return NULL;
}

int notice_start(const Conf *conf, const Notice *n, NoticePrograms *p, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList argv = { 0 };
    notice_command(conf, n, a, &argv);
    if (!argv.len)
        return 0;
    notice_reap(p);
    const char *name = argv.items[0];
    int *place = free_place(p);
    if (!place)
        return fail(m, "'%s' was not started for a reminder: %d of them still run.", name, NOTICE_PROGRAMS_MAX);
    strlist_add(&argv, a, NULL);
    int pid = proc_background(argv.items, NULL);
    if (pid < 0)
        return fail(m, "'%s' could not be started for a reminder: %s; see reminders.command.", name, strerror(-pid));
    *place = pid;
    return 1;
}
