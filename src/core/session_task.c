/*
 * session_task.c - one line in the session file that names why it is there.
 *
 * Tasks in other files, such as a handoff's artifact, may say "(handoff 1)" too and mean nothing.
 */
#include "session_task.h"

#include <ctype.h>
#include <errno.h>

#include "baton/base/utf8.h"
#include "baton/model/agent.h"
#include "editing.h"

enum { TITLE_MAX = 100 };

typedef struct {
    Context *c;
    const SessionTask *task;
    Arena *arena;
    const char *file;
    SessionTaskReport report;
    bool stopped;               /* not by the file, so that no other spelling helps */
} Adding;

/* ---- the title ---- */

/* What was cut in the middle of a character ends before it. */
static void cut_character(Buf *out, size_t from)
{
    size_t at = out->len;
    while (at > from && ((unsigned char)out->data[at - 1] & 0xc0) == 0x80)
        at--;
    if (at > from && (unsigned char)out->data[at - 1] >= 0xc0)
        at--;
    if (!utf8_valid((Str){ out->data + at, out->len - at }))
        buf_cut(out, at);
}

/* One line without what a title could be misread by. */
static void add_plain(Buf *out, Str text)
{
    size_t from = out->len;
    for (size_t i = 0; i < text.len && out->len - from < TITLE_MAX; i++) {
        char c = text.data[i];
        bool blank = (unsigned char)c <= 0x20 || c == 0x7f || strchr("|`*[]()<>@#", c);
        if (!blank)
            buf_addc(out, c);
        else if (out->len > from && out->data[out->len - 1] != ' ')
            buf_addc(out, ' ');
    }
    cut_character(out, from);
    while (out->len > from && strchr(" .", out->data[out->len - 1]))
        buf_cut(out, out->len - 1);
}

static bool has_words(Str s)
{
    bool any = false;
    for (size_t i = 0; i < s.len && !any; i++)
        any = isalnum((unsigned char)s.data[i]) || (unsigned char)s.data[i] >= 0x80;
    return any;
}

static const char *title_of(const Adding *ad, const char *text, const char *called)
{
    CLEANUP(buf_done) Buf title = BUF_INIT;
    if (called && ad->task->assignee)
        buf_addf(&title, "%s%s: ", called, ad->task->assignee);
    size_t from = title.len;
    add_plain(&title, str_from(text));
    if (!has_words(str_slice(buf_str(&title), from, title.len))) {
        buf_cut(&title, from);
        add_plain(&title, str_from(ad->task->otherwise));
    }
    buf_addf(&title, " %s", ad->task->mark);
    return arena_str(ad->arena, buf_str(&title));
}

/* ---- is it there ---- */

static bool is_it(const Adding *ad, const char *title, const char *assignee)
{
    const SessionTask *t = ad->task;
    const char *slug = assignee ? agent_slug(ad->arena, str_from(assignee)) : NULL;
    bool elses = t->own && t->assignee && slug && strcmp(slug, t->assignee) != 0;
    return !elses && str_find(str_from(title), str_from(t->mark)) >= 0;
}

static bool is_known(Adding *ad)
{
    TaskRows rows = { 0 };
    if (store_tasks(ad->c->store, ad->arena, &(TaskQuery){ .text = ad->task->mark, .file = ad->file }, &rows) < 0)
        return false;
    for (size_t i = 0; i < rows.len; i++)
        if (is_it(ad, rows.items[i].title, rows.items[i].assignee)) {
            ad->report = (SessionTaskReport){ rows.items[i].id, ad->file, rows.items[i].line, false };
            return true;
        }
    return false;
}

/* Under the lock: somebody else may have added it since. */
static int before(void *ctx, const Editing *e)
{
    Adding *ad = ctx;
    int r = ad->task->before ? ad->task->before(ad->task->ctx) : 0;
    ad->stopped = r < 0;
    for (size_t i = 0; r == 0 && i < e->facts->tasks.len; i++)
        if (is_it(ad, e->facts->tasks.items[i].title, e->facts->tasks.items[i].assignee))
            r = -EEXIST;
    return r;
}

static int after(void *ctx, const Editing *e, const EditReport *made)
{
    Adding *ad = ctx;
    (void)e;
    ad->report = (SessionTaskReport){ made->task, made->file, made->line, true };
    return ad->task->after ? ad->task->after(ad->task->ctx, &ad->report) : 0;
}

/* ---- adding ---- */

/* Best first: as the file says who has a task, by a name in the title that reads as one, by any. */
static const struct { const char *called; bool read; } callings[] = {
    { NULL, true }, { "", true }, { "/", true }, { "", false },
};

typedef struct {
    size_t calling;
    bool otherwise;             /* the plain title */
    bool in_part;               /* where the file has something of the assignee's own */
} Way;

static int add(Adding *ad, const Way *w, Message *m)
{
    const SessionTask *t = ad->task;
    const char *text = w->otherwise ? t->otherwise : t->text;
    EditReport made;
    EditOrder o = {
        .file = ad->file, .agent = t->agent, .reason = t->reason, .source = t->source,
        .wish = { .kind = EDIT_ADD, .state = TASK_PENDING, .text = title_of(ad, text, callings[w->calling].called),
                  .assignee = callings[w->calling].read ? t->assignee : NULL,
                  .part = w->in_part ? t->assignee : NULL },
    };
    return edit_task_with(ad->c, &o, &(EditRider){ ad, before, after }, ad->arena, &made, m);
}

/* The words of others may read as something else in this file, and not every file can say who has a task. */
static int add_somehow(Adding *ad, Message *m)
{
    enum { WAYS = 4 * ARRAY_LEN(callings) };
    Message first = { 0 };
    int r = -ENOTSUP;
    for (size_t i = 0; r == -ENOTSUP && !ad->stopped && i < WAYS; i++) {
        Way w = { .calling = i % ARRAY_LEN(callings), .otherwise = i / ARRAY_LEN(callings) % 2,
                  .in_part = i < WAYS / 2 };
        r = add(ad, &w, i ? m : &first);
    }
    if (r < 0 && !ad->stopped && (r == -ENOTSUP || !*m->text))
        *m = first;
    return r;
}

int session_task(Context *c, const SessionTask *t, Arena *a, SessionTaskReport *ret, Message *m)
{
    Adding ad = { .c = c, .task = t, .arena = a, .file = ingest_session_file(c, a) };
    *ret = ad.report;
    if (!ad.file)
        return 0;
    int r = is_known(&ad) ? 0 : add_somehow(&ad, m);
    if (r == -EEXIST && !ad.stopped)
        r = is_known(&ad) ? 0 : -EAGAIN;
    if (r == 0)
        *ret = ad.report;
    return r;
}
