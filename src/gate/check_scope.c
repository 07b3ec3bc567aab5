/*
 * check_scope.c - did the agent stay where it may write?
 *
 * Every changed file is asked, under its old and its new name; what a link leads to counts like the link.
 */
#include "check_parts.h"
#include "scope_parts.h"

static void add_violation(const CheckInput *in, Arena *a, CheckResult *r, const char *path, ScopeAnswer answer,
                          const char *by, const char *leads)
{
    const char *rule = by ? scope_glob_text(by, a) : "";
    const char *to = leads ? arena_printf(a, "leads to \"%s\", which ", leads) : "";
    switch (answer) {
    case SCOPE_PROTECTED:
        check_finding(r, a, path, 0, "%sis protected by the policy (%s)", to, rule);
        break;
    case SCOPE_READ_ONLY:
        check_finding(r, a, path, 0, "%sis read-only for %s (%s)", to, in->author_name, rule);
        break;
    case SCOPE_ESCAPES:
        check_finding(r, a, path, 0, "reaches outside of the work tree");
        break;
    default:
        check_finding(r, a, path, 0, "%sis outside of the write scope of %s", to, in->author_name);
        break;
    }
}

static void ask(const CheckInput *in, Arena *a, CheckResult *r, const char *path)
{
    const char *by = NULL, *leads = NULL;
    ScopeAnswer answer = scope_ask_file(in->scope, in->tree, path, a, &by);
    if (answer == SCOPE_IN)
        return;
    if (answer != SCOPE_ESCAPES && scope_ask(in->scope, path, NULL) == SCOPE_IN)
        leads = scope_follow(in->tree, path, a);
    add_violation(in, a, r, path, answer, by, leads);
}

static const char *first_of(const StrList *l) { return l->len ? l->items[0] : ""; }

/* Why a clean result says less than "it stayed inside"; NULL: it says just that. */
static const char *weak(const CheckInput *in, Arena *a)
{
    const Scope *s = in->scope;
    if (in->work->cut)
        return arena_printf(a, "more than %d files changed, and not all were asked", WORK_FILES_MAX);
    if (!in->work->git)
        return "there is no git repository, so nobody knows what was changed";
    if (!in->author)
        return arena_printf(a, "%s has no definition, so nothing says what it may write", in->author_name);
    if (s->write.len || (s->read_only.len && !in->author->write_scope.len))
        return NULL;
    if (!in->author->write_scope.len)
        return arena_printf(a, "the definition of %s names no write scope", in->author_name);
    if (s->read_only.len && !s->not_understood.len)
        return NULL;
    return arena_printf(a, "no path was understood in the write scope of %s: \"%s\"", in->author_name,
                        first_of(&in->author->write_scope));
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    CheckResult *r = check_add(ret, a, "scope");
    for (size_t i = 0; i < in->work->len; i++) {
        const WorkFile *f = &in->work->items[i];
        if (!work_changed(f))
            continue;
        if (!work_is_control(f->path))    /* one that is cited is in the list */
            ask(in, a, r, f->path);
        if (f->was && strcmp(f->was, f->path) != 0 && !work_is_control(f->was))
            ask(in, a, r, f->was);
    }
    const char *why = in->policy_trouble
                          ? arena_printf(a, "what the settings protect is not known: %s", in->policy_trouble)
                          : weak(in, a);
    if (r->state == CHECK_PASSED && why)
        check_skip(r, a, "%s", why);
    return true;
}

const CheckRow check_scope = {
    .name = "scope",
    .help = "changed files lie in the author's write scope, and none is read-only or protected",
    .reads = "files changed since the base, and where links among them lead",
    .when = "always; skipped where the definition names no write scope",
    .run = run,
};
