/*
 * run_archive.c - a run that ended as a page of Markdown: when, who, tasks, handoffs, escalations.
 */
#include "run_archive.h"

#include <errno.h>
#include <stdlib.h>

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "baton/base/safe.h"
#include "baton/base/utf8.h"
#include "baton/core/history.h"
#include "figures_parts.h"

enum { FILE_NAME_MAX = 100, TRIES = 1000, EVENTS_READ_MAX = 200000, PAGE = 2000, INDEX_MS = 3000 };
enum { KEPT_MAX = 500 };         /* agents, and events of each kind, on one page */

typedef struct { const char *name; int64_t events, at; } Worker;

typedef struct {
    Context *c;
    Arena *arena;
    RunRow run;
    struct { Worker *items; size_t len, cap; } workers;
    EventRows tasks, handoffs, escalations;
    int64_t seen;
    Buf *out;
} Page;

/* ---- reading ---- */

static void note_worker(Page *p, const Event *e)
{
    if (!e->agent || !*e->agent || e->kind != EVENT_TELEMETRY)
        return;
    for (size_t i = 0; i < p->workers.len; i++)
        if (strcmp(p->workers.items[i].name, e->agent) == 0) {
            p->workers.items[i].events++;
            p->workers.items[i].at = MAX(p->workers.items[i].at, e->at);
            return;
        }
    if (p->workers.len < KEPT_MAX)
        AVEC_PUSH(&p->workers, p->arena, ((Worker){ arena_strdup(p->arena, e->agent), 1, e->at }));
}

static Event copy_event(Arena *a, const Event *e)
{
    Event copy = *e;
    const char **texts[] = { &copy.id, &copy.run, &copy.agent, &copy.action, &copy.subject, &copy.actor, &copy.host,
                             &copy.reason, &copy.body };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = *texts[i] ? arena_strdup(a, *texts[i]) : NULL;
    return copy;
}

static void note_event(Page *p, const Event *e)
{
    EventRows *to = e->kind == EVENT_TASK_STATE ? &p->tasks
                  : e->kind == EVENT_HANDOFF_DECIDED ? &p->handoffs
                  : e->kind == EVENT_TELEMETRY && e->action && str_ieq(str_from(e->action), STR("ESCALATE"))
                        ? &p->escalations : NULL;
    note_worker(p, e);
    if (to && to->len < KEPT_MAX)
        AVEC_PUSH(to, p->arena, copy_event(p->arena, e));
}

static int read_events(Page *p)
{
    int64_t after = 0;
    for (;;) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        EventRows rows = { 0 };
        int r = store_events(p->c->store, a, &(EventQuery){ .run = p->run.id, .after = after, .limit = PAGE }, &rows);
        for (size_t i = 0; r == 0 && i < rows.len; i++)
            note_event(p, &rows.items[i]);
        p->seen += (int64_t)rows.len;
        if (r < 0 || rows.len < PAGE || p->seen >= EVENTS_READ_MAX)
            return r;
        after = rows.items[rows.len - 1].seq;
    }
}

static int by_events(const void *a, const void *b)
{
    const Worker *x = a, *y = b;
    return x->events != y->events ? (x->events > y->events ? -1 : 1) : strcmp(x->name, y->name);
}

/* ---- writing ---- */

static void add_time(Buf *out, const char *title, int64_t at)
{
    char time[TIME_TEXT_SIZE];
    if (at)
        buf_addf(out, "- %s: %.19sZ\n", title, time_format(at, time));
}

static void add_workers(Page *p)
{
    if (!p->workers.len)
        return;
    qsort(p->workers.items, p->workers.len, sizeof *p->workers.items, by_events);
    buf_adds(p->out, "\n## Agents\n\n| Agent | Events | Last heard |\n|---|---|---|\n");
    for (size_t i = 0; i < p->workers.len; i++) {
        char time[TIME_TEXT_SIZE];
        buf_adds(p->out, "| ");
        markdown_words(p->out, p->workers.items[i].name);
        buf_addf(p->out, " | %lld | %.19sZ |\n", (long long)p->workers.items[i].events,
                 time_format(p->workers.items[i].at, time));
    }
}

static void add_events(Page *p, const char *title, const EventRows *rows)
{
    if (!rows->len)
        return;
    buf_addf(p->out, "\n## %s\n\n", title);
    for (size_t i = 0; i < rows->len; i++) {
        const Event *e = &rows->items[i];
        char time[TIME_TEXT_SIZE];
        buf_addf(p->out, "- %.19sZ ", time_format(e->at, time));
        if (e->agent && *e->agent) {
            markdown_words(p->out, e->agent);
            buf_adds(p->out, ": ");
        }
        markdown_words(p->out, event_summary(p->arena, e, false));
        buf_addc(p->out, '\n');
    }
}

static void add_page(Page *p)
{
    buf_adds(p->out, "# Run ");
    markdown_words(p->out, p->run.id);
    buf_adds(p->out, "\n\n");
    add_time(p->out, "Started", p->run.started_at);
    add_time(p->out, "Ended", p->run.ended_at);
    buf_addf(p->out, "- Telemetry events: %lld\n", (long long)p->run.events);
    add_workers(p);
    add_events(p, "Tasks", &p->tasks);
    add_events(p, "Decisions on handoffs", &p->handoffs);
    add_events(p, "Escalations", &p->escalations);
}

/* The same as `baton report`; a page without figures is still worth keeping. */
static void add_figures(Page *p)
{
    CLEANUP(index_free_ptr) Index *x = NULL;
    Message m = { 0 };
    Figures f;
    (void)index_for(p->c, true, &x, &m);
    if (x)
        (void)index_refresh(p->c, x, INDEX_MS);
    if (figures_read(p->c, x, &(FigureQuery){ .run = p->run.id }, p->arena, &f, &m) < 0)
        return;
    buf_addc(p->out, '\n');
    figures_markdown(&f, p->out);
}

/* ---- the file ---- */

/* No part of a path or of a shell's pattern, nothing that hides or turns what is behind it. */
static bool names_file(int32_t cp)
{
    if (cp < 0x80)
        return cp > ' ' && cp != 0x7f && !strchr("/\\:*?\"<>|`$&;'()[]{}!#", (char)cp);
    return cp > 0xa0 && (cp < 0x2000 || cp > 0x206f) && (cp < 0xe000 || cp > 0xf8ff) && cp < 0xe0000;
}

/* A name for a file from an id that may hold anything; "handoff.md" would be read as one. */
static const char *file_name(const char *id, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (Str rest = str_from(id); rest.len;) {
        int32_t cp;
        size_t n = utf8_next(rest, &cp);
        if (out.len + n > FILE_NAME_MAX)
            break;
        if (names_file(cp))
            buf_add(&out, rest.data, n);
        else
            buf_addc(&out, '-');
        rest = str_slice(rest, n, rest.len);
    }
    bool plain = out.len && !strchr(".-", out.data[0]) && !str_ieq(buf_str(&out), STR("handoff"));
    return arena_printf(a, "%s%s", plain ? "" : "run-", out.data);
}

static int write_page(Context *c, const char *id, Str page, Arena *a, const char **ret_file)
{
    const char *name = file_name(id, a);
    int r = dir_make_all(path_join(a, c->project->root, ".agents/runs"), 0755);
    for (int i = 1; i < TRIES; i++) {
        if (r < 0 && r != -EEXIST)
            break;
        *ret_file = i == 1 ? arena_printf(a, ".agents/runs/%s.md", name)
                           : arena_printf(a, ".agents/runs/%s-%d.md", name, i);
        r = file_write_new(path_join(a, c->project->root, *ret_file), page, 0644);
        if (r == 0)
            break;
    }
    return r;
}

int run_archive(Context *c, const char *id, Arena *a, const char **ret_file, Message *m)
{
    CLEANUP(buf_done) Buf out = BUF_INIT, page = BUF_INIT;
    Page p = { .c = c, .arena = a, .out = &out };
    RunRows rows = { 0 };
    int r = store_runs(c->store, a, &(RunQuery){ .id = id }, &rows);
    if (r == 0 && rows.len)
        p.run = rows.items[0];
    else
        p.run.id = id;
    if (r == 0)
        r = read_events(&p);
    if (r < 0)
        return fail_with(m, r, "Run %s ended, but its events cannot be read: %s", id, strerror(-r));
    add_page(&p);
    add_figures(&p);
    safe_lines(&page, buf_str(&out));
    r = write_page(c, id, buf_str(&page), a, ret_file);
    if (r < 0)
        return fail_with(m, r, "Run %s ended, but its report '%s' cannot be written: %s", id, *ret_file, strerror(-r));
    return 0;
}
