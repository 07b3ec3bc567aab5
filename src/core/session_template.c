/*
 * session_template.c - a session file that agents, people and baton read alike.
 *
 * Each agent has a part under its name, with a first task in it: what is added later is written like that one.
 */
#include "session_template.h"

#include <time.h>

#include "baton/base/clock.h"
#include "baton/doc/doc.h"

enum { TITLE_MAX = 200, AGENTS_MAX = 40 };

/* One line without what Markdown would read as more than words. */
static const char *title_line(const char *title, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Str rest = str_trim(str_from(title));
    for (size_t i = 0; i < rest.len && out.len < TITLE_MAX; i++) {
        bool blank = (unsigned char)rest.data[i] <= ' ' || strchr("#|`*<>[]", rest.data[i]);
        if (!blank)
            buf_addc(&out, rest.data[i]);
        else if (out.len && out.data[out.len - 1] != ' ')
            buf_addc(&out, ' ');
    }
    return arena_str(a, str_trim(buf_str(&out)));
}

static void add_date(Buf *out)
{
    char text[16] = "";
    time_t now = (time_t)(clock_now() / 1000);
    struct tm tm;
    if (localtime_r(&now, &tm) && strftime(text, sizeof text, "%Y-%m-%d", &tm))
        buf_addf(out, "**Date**: %s\n", text);
}

static void add_head(Buf *out, const char *title)
{
    if (*title)
        buf_addf(out, "# Session: %s\n\n", title);
    else
        buf_adds(out, "# Session\n\n");
    add_date(out);
    if (*title)
        buf_addf(out, "**Objective**: %s\n", title);
    buf_adds(out, "**Status**: Active\n\n## Tasks\n");
}

static void add_part(Buf *out, const char *agent)
{
    buf_addf(out, "\n### %s\n\n**Assigned To**: %s\n\n- [ ] Plan the part of %s\n", agent, agent, agent);
}

static bool is_of_project(const AgentRow *r)
{
    return r->file && !str_starts(str_from(r->file), STR("baton:"));
}

static void write_template(const StrList *agents, const char *title, Buf *out)
{
    add_head(out, title);
    for (size_t i = 0; i < agents->len; i++)
        add_part(out, agents->items[i]);
    if (!agents->len)
        buf_adds(out, "\n- [ ] Plan the session\n");
    buf_adds(out, "\n## Decisions\n\n## Notes\n");
}

/* A name that reads as something else in a heading is left out: its tasks would be nobody's. */
static bool reads_back(const char *agent)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList one = { 0 };
    strlist_add(&one, a, agent);
    write_template(&one, "", &text);
    CLEANUP(facts_free_ptr) Facts *f = doc_read("session-current.md", buf_str(&text));
    return f->tasks.len == 1 && !f->problems.len && text_same(f->tasks.items[0].assignee, agent) &&
           f->tasks.items[0].state == TASK_PENDING;
}

int session_template(Context *c, const char *title, Arena *a, Buf *out, Message *m)
{
    AgentRows rows = { 0 };
    StrList agents = { 0 };
    int r = store_agents(c->store, a, &(AgentQuery){ 0 }, &rows);
    if (r < 0)
        return fail_with(m, r, "The agents cannot be read from the ledger '%s'", store_path(c->store));
    for (size_t i = 0; i < rows.len && agents.len < AGENTS_MAX; i++)
        if (is_of_project(&rows.items[i]) && reads_back(rows.items[i].name))
            strlist_add(&agents, a, rows.items[i].name);
    write_template(&agents, title ? title_line(title, a) : "", out);
    return 0;
}
