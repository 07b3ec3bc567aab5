/*
 * lint_names.c - agents that are named and that nobody has defined.
 */
#include <stdlib.h>

#include "lint.h"

enum { SAID_MAX = 200 };        /* names looked at in one file */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_known(const Lint *l, const char *slug)
{
    return l->known.len &&
           bsearch(&slug, l->known.items, l->known.len, sizeof *l->known.items, by_text);
}

/* The slug of somebody who should have a definition and has none; NULL for anybody else. */
static const char *stranger(Lint *l, const char *written)
{
    const char *slug = agent_slug(l->arena, str_from(written));
    if (!slug || lint_is_person(slug) || is_known(l, slug))
        return NULL;
    return lint_is_role(written) || *lint_near_agent(l, slug) ? slug : NULL;
}

static const char *mend(Lint *l, const char *slug)
{
    const char *near = lint_near_agent(l, slug);
    return *near ? near : "; define it, or name one that is";
}

static void judge_list(Lint *l, const LintFile *f, const StrList *names, const char *does)
{
    for (size_t i = 0; i < names->len; i++) {
        const char *slug = stranger(l, names->items[i]);
        if (slug)
            lint_say(l, f, lint_line_of(f, names->items[i]),
                     "%s %s '%s', but no agent of that name is defined%s", f->agent->name, does,
                     names->items[i], mend(l, slug));
    }
}

static void judge_handoff(Lint *l, const LintFile *f, const HandoffFact *h)
{
    const char *slug = h->to && l->defines ? stranger(l, h->to) : NULL;
    if (slug)
        lint_say(l, f, h->to_at.line ? h->to_at.line : h->line,
                 "the handoff goes to '%s', but no agent of that name is defined%s", h->to,
                 mend(l, slug));
}

void lint_receiver(Lint *l)
{
    LINT_EACH(l, f) {
        if (f->agent) {
            judge_list(l, f, &f->agent->hands_over_to, "hands over to");
            judge_list(l, f, &f->agent->escalates_to, "escalates to");
        } else if (f->facts && f->facts->handoff) {
            judge_handoff(l, f, f->facts->handoff);
        }
    }
}

/* ---- assignees ---- */

static int count_tasks(const LintFile *f, const char *assignee)
{
    int n = 0;
    FACT_EACH(TaskFact, t, f->facts->tasks)
        n += t->assignee && strcmp(t->assignee, assignee) == 0;
    return n;
}

static void judge_one(Lint *l, const LintFile *f, const TaskFact *t, const char *name)
{
    const char *slug = stranger(l, name);
    int n = slug ? count_tasks(f, t->assignee) : 0;
    if (slug)
        lint_say(l, f, t->assignee_at.line ? t->assignee_at.line : t->line,
                 "%s is for '%s', but no agent of that name is defined%s%s", lint_task_name(l, t),
                 name, n > 1 ? arena_printf(l->arena, " (%d tasks here are)", n) : "",
                 mend(l, slug));
}

/* "backend-engineer, qa-engineer", "a + b", "a and b" */
static Str cut_name(Str *rest)
{
    static const Str between[] = { STR(" and "), STR(","), STR("+"), STR("&"), STR(" / "), STR("→") };
    size_t at = rest->len, len = 0;
    for (size_t i = 0; i < ARRAY_LEN(between); i++) {
        ptrdiff_t found = str_find(*rest, between[i]);
        if (found >= 0 && (size_t)found < at) {
            at = (size_t)found;
            len = between[i].len;
        }
    }
    Str name = str_trim(str_slice(*rest, 0, at));
    *rest = str_slice(*rest, at + len, rest->len);
    return name;
}

static void judge_assignee(Lint *l, const LintFile *f, const TaskFact *t)
{
    Str rest = str_from(t->assignee);
    while (rest.len) {
        Str name = cut_name(&rest);
        if (name.len)
            judge_one(l, f, t, arena_str(l->arena, name));
    }
}

/* Each name once a file: what is wrong is the name, not the tasks. */
void lint_assignee(Lint *l)
{
    LINT_EACH(l, f) {
        StrList said = { 0 };
        if (!f->facts || !l->defines)
            continue;
        FACT_EACH(TaskFact, t, f->facts->tasks) {
            if (said.len >= SAID_MAX)
                break;
            if (!t->assignee || strlist_has(&said, t->assignee))
                continue;
            strlist_add(&said, l->arena, t->assignee);
            judge_assignee(l, f, t);
        }
    }
}
