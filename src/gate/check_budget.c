/*
 * check_budget.c - files that grew past what the settings allow.
 *
 * Only files that this revision changed are counted: what was too long before is not its author's doing.
 */
#include <errno.h>

#include "baton/base/file.h"
#include "check_parts.h"

static const int64_t BYTES_MAX = 256 * 1024 * 1024;

/* The smallest budget that a file has; NULL: none. */
static const Budget *budget_of(const Policy *p, const char *path)
{
    const Budget *least = NULL;
    for (size_t i = 0; i < p->budgets.len; i++) {
        const Budget *b = &p->budgets.items[i];
        if ((!least || b->lines < least->lines) && glob_match(b->pattern, path))
            least = b;
    }
    return least;
}

static bool is_regular(const WorkFile *f) { return !f->mode || strncmp(f->mode, "100", 3) == 0; }

static int judge(const CheckInput *in, const WorkFile *f, const Budget *b, int64_t *left, CheckResult *r, Arena *a)
{
    int64_t lines = 0;
    int e = tree_lines(in->tree, f->path, INT64_MAX, a, left, &lines);
    if (!e && lines > b->lines)
        check_finding(r, a, f->path, b->lines + 1, "has %lld lines, and %s allows %d", (long long)lines, b->pattern,
                      b->lines);
    return e;
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    if (!in->policy->budgets.len && !in->policy_trouble)
        return false;
    CheckResult *r = check_add(ret, a, "budget");
    if (in->policy_trouble) {
        check_skip(r, a, "the budgets in the settings are not known: %s", in->policy_trouble);
        return true;
    }
    int64_t left = BYTES_MAX;
    const char *unread = NULL;
    for (size_t i = 0; i < in->work->len; i++) {
        const WorkFile *f = &in->work->items[i];
        const Budget *b = work_changed(f) && work_there(f) && is_regular(f) ? budget_of(in->policy, f->path) : NULL;
        int e = b ? judge(in, f, b, &left, r, a) : 0;
        if (e && e != -ENOENT)
            unread = f->path;
    }
    if (unread && r->state == CHECK_PASSED)
        check_skip(r, a, "lines of %s could not be counted", unread);
    return true;
}

const CheckRow check_budget = {
    .name = "budget",
    .help = "changed files are no longer than the settings allow",
    .reads = "changed files that a pattern of `budgets` matches",
    .when = "the settings name budgets",
    .run = run,
};
