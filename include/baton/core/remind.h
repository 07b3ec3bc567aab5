/*
 * remind.h - reminders of what waits for a human: the same for the dashboard and `baton watch`.
 *
 * A Reminder remembers what was there when it looked last, nothing else, and takes the time as an
 * argument.  Who owns one calls it when the ledger changed and when the time it asked for has come.
 */
#ifndef BATON_CORE_REMIND_H
#define BATON_CORE_REMIND_H

#include "baton/core/context.h"
#include "baton/core/needs.h"
#include "baton/model/remind.h"

typedef struct {
    const char *kind, *subject; /* as in NeedRow */
    const char *project, *agent, *title;        /* Raw; agent NULL: none */
    const char *press;          /* what to do: "press n in baton", "baton escalation show 3" */
    int64_t since;
    bool again;                 /* a reminder, not the first telling */
} Notice;
typedef struct { Notice *items; size_t len, cap; } Notices;

typedef struct Reminder Reminder;
/* now: what begins before it is told of only by reminders. */
Reminder *reminder_new(const Context *c, int64_t now);
Reminder *reminder_free(Reminder *r);
static inline void reminder_free_ptr(Reminder **r) { *r = reminder_free(*r); }

/*
 * What is due between the last look and now.  In quiet hours nothing is; when they end, one notice each for what
 * came due meanwhile.  ret_next: when to look again though nothing changed; 0: no need to.  Where the
 * Context has a ledger, it is asked for what comes without an event: an agent that becomes silent, a
 * snooze that ends.
 */
void reminder_look(Reminder *r, const NeedRows *needs, int64_t now, Arena *a, Notices *ret_due, int64_t *ret_next);

/* "backend-engineer escalated: needs RLS policies", one line for a notification; Raw. */
const char *notice_text(const Notice *n, Arena *a);

/* Bytes for all of them: one bell, a desktop notification each, of more than NOTICES_MAX one that counts the rest. */
enum { NOTICES_MAX = 5 };
void notices_bytes(const Conf *conf, const Notices *all, Buf *out);

/*
 * Bytes for the terminal: bell and desktop notification as the settings ask (reminders.bell, reminders.desktop), made
 * safe, wrapped for tmux where we are in it.  Appends nothing when both are off.
 */
void notice_bytes(const Conf *conf, const Notice *n, Buf *out);

/*
 * The user's own command (reminders.command), {project} {agent} {reason} {press} {kind} {id} filled in; empty:
 * none.  What is filled in stays in its word, is one line without controls, never begins a word with "-", and is no
 * part of the program's name.
 */
void notice_command(const Conf *conf, const Notice *n, Arena *a, StrList *ret_argv);

/*
 * Starts it in the background: 1, 0 when there is none to start, -1 with a sentence.  No more than a few run at a time.
 * notice_reap() is called when SIGCHLD came, or now and then.
 */
enum { NOTICE_PROGRAMS_MAX = 4 };
typedef struct { int pids[NOTICE_PROGRAMS_MAX]; } NoticePrograms;       /* 0: free */
int notice_start(const Conf *conf, const Notice *n, NoticePrograms *p, Message *m);
void notice_reap(NoticePrograms *p);

#endif
