/*
 * check_command.c - programs whose exit status is evidence: tests, linters, builds.
 *
 * Definitions and settings propose them, a human trusts them, and only then do they run; one result each.
 */
#include <errno.h>
#include <signal.h>

#include "baton/base/utf8.h"
#include "baton/gate/trust.h"
#include "check_parts.h"

typedef struct { const CheckInput *in; const char *name; } Live;

static void pass_on(void *ctx, Str chunk)
{
    const Live *live = ctx;
    live->in->live(live->in->live_ctx, live->name, chunk);
}

/* Two commands of one name are told apart. */
static const char *name_of(const Proposals *ps, size_t at, Arena *a)
{
    size_t same = 1;
    for (size_t i = 0; i < at; i++)
        same += strcmp(ps->items[i].name, ps->items[at].name) == 0;
    return same > 1 ? arena_printf(a, "command %s (%zu)", ps->items[at].name, same)
                    : arena_printf(a, "command %s", ps->items[at].name);
}

static void proposals(const CheckInput *in, Arena *a, Proposals *ret)
{
    const char *slug = in->author_name && strcmp(in->author_name, AUTHOR_UNKNOWN) != 0 ? in->author_name : NULL;
    *ret = (Proposals){ 0 };
    proposals_of(in->author, slug, in->policy, in->root, in->tree, in->state_dir, a, ret);
}

static const char *why_left_out(const CheckInput *in, const Proposal *p)
{
    return p->refused ? p->refused : !p->argv.len ? "it names no program" : !p->trusted ? "not trusted"
           : !in->exec ? "programs are not run here" : NULL;
}

/* What was kept, with a line where the middle is missing; half a character there is replaced. */
static const char *keep_output(Str out, uint64_t dropped, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    size_t half = dropped ? MIN(out.len, (size_t)CHECK_OUTPUT_MAX / 2) : out.len;
    utf8_add_valid(&text, str_slice(out, 0, half));
    if (dropped)
        buf_addf(&text, "\n[%llu bytes left out]\n", (unsigned long long)dropped);
    utf8_add_valid(&text, str_slice(out, half, out.len));
    for (size_t i = 0; i < text.len; i++)
        if (!text.data[i])
            text.data[i] = ' ';
    return arena_str(a, buf_str(&text));
}

static void judge(CheckResult *r, Arena *a, const Proposal *p, const ExecResult *e)
{
    const char *program = p->argv.items[0], *from = p->from ? p->from : "the settings";
    if (e->timed_out)
        check_finding(r, a, NULL, 0, "%s did not end within %d s and was killed; %s asks for it", p->name,
                      p->timeout_ms / 1000, from);
    else if (e->status == 127)
        check_finding(r, a, NULL, 0, "%s ended with status 127: a program that it needs is missing", p->name);
    else if (e->status > 128 && e->status < 128 + NSIG)
        check_finding(r, a, NULL, 0, "%s was killed by signal %d (%s)", program, e->status - 128,
                      sigabbrev_np(e->status - 128) ? sigabbrev_np(e->status - 128) : "unknown");
    else if (e->status)
        check_finding(r, a, NULL, 0, "%s ended with status %d", p->name, e->status);
}

/* It says nothing about the work: who requires it is not served, and sees why. */
static void not_started(CheckResult *r, Arena *a, const Proposal *p, int e)
{
    const char *program = p->argv.items[0];
    if (e == -ENOENT)
        check_skip(r, a, "the program %s is missing; %s asks for it", program, p->from ? p->from : "the settings");
    else
        check_skip(r, a, "%s could not be started: %s", program, strerror(-e));
}

static void run_one(const CheckInput *in, Arena *a, const Proposal *p, CheckResult *r)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    StrList argv = { 0 };
    Live live = { in, r->name };
    ExecResult result = { 0 };
    for (size_t i = 0; i < p->argv.len; i++)
        strlist_add(&argv, a, p->argv.items[i]);
    strlist_add(&argv, a, NULL);
    ExecOrder order = {
        .argv = argv.items, .dir = p->dir ? p->dir : in->tree, .max = CHECK_OUTPUT_MAX,
        .timeout_ms = p->timeout_ms > 0 ? p->timeout_ms : COMMAND_TIMEOUT_MS,
        .live = in->live ? pass_on : NULL, .ctx = &live,
    };
    int e = in->exec(&order, &out, &result);
    if (e < 0) {
        not_started(r, a, p, e);
        return;
    }
    Proposal timed = *p;
    timed.timeout_ms = order.timeout_ms;
    judge(r, a, &timed, &result);
    r->output = keep_output(buf_str(&out), result.dropped, a);
    r->output_dropped = result.dropped;
    r->status = result.status;
    r->ms = result.ms;
}

static bool has_result(const CheckResults *rs, const char *name)
{
    for (size_t i = 0; i < rs->len; i++)
        if (strcmp(rs->items[i].name, name) == 0)
            return true;
    return false;
}

/* left_out_only: those that do not run are said, the others are passed over. */
static bool run_all(const CheckInput *in, Arena *a, CheckResults *ret, bool left_out_only)
{
    Proposals ps;
    size_t before = ret->len;
    proposals(in, a, &ps);
    for (size_t i = 0; i < ps.len; i++) {
        const Proposal *p = &ps.items[i];
        const char *why = why_left_out(in, p);
        const char *name = name_of(&ps, i, a);
        if ((!why && left_out_only) || (why && has_result(ret, name)))
            continue;                           /* the quick ones have said so before */
        CheckResult *r = check_add(ret, a, name);
        if (why)
            check_skip(r, a, "%s", why);
        else
            run_one(in, a, p, r);
    }
    return ret->len > before;
}

void check_commands_left_out(const CheckInput *in, Arena *a, CheckResults *ret)
{
    run_all(in, a, ret, true);
}

void checks_expected(const CheckInput *in, Arena *a, StrList *ret_names)
{
    Proposals ps;
    *ret_names = (StrList){ 0 };
    proposals(in, a, &ps);
    for (size_t i = 0; i < ps.len; i++)
        if (!why_left_out(in, &ps.items[i]))
            strlist_add_new(ret_names, a, str_from(name_of(&ps, i, a)));
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    return run_all(in, a, ret, false);
}

const CheckRow check_command = {
    .name = "command",
    .help = "programs that the definition or the settings name end well",
    .reads = "whatever the programs read",
    .when = "`checks` names programs, and a human trusts them (`baton trust`)",
    .slow = true,
    .run = run,
};
