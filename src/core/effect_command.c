/*
 * effect_command.c - the program that the settings want to run when a handoff is approved, if it is trusted.
 */
#include <errno.h>

#include "baton/base/utf8.h"
#include "baton/conf/policy.h"
#include "baton/gate/trust.h"
#include "effects.h"

enum { OUTPUT_MAX = 4096, TIMEOUT_MS = 60 * 1000 };

static const char *outcome(Effect *e, const ExecResult *r, const Buf *out)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str said = str_trim(buf_str(out));
    if (!utf8_valid(said))
        said = STR("(output that is no text)");
    buf_addf(&text, r->timed_out ? "it was stopped after %lld ms" : "it ran for %lld ms", (long long)r->ms);
    if (!r->timed_out)
        buf_addf(&text, " and ended with status %d", r->status);
    if (said.len)
        buf_addf(&text, ": %.*s", STR_ARG(said));
    return arena_str(e->arena, buf_str(&text));
}

static int run(Effect *e, const Proposal *p)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult result = { 0 };
    const char **argv = arena_alloc(e->arena, (p->argv.len + 1) * sizeof *argv);
    for (size_t i = 0; i < p->argv.len; i++)
        argv[i] = p->argv.items[i];
    const char *const env[] = {
        arena_printf(e->arena, "BATON_HANDOFF=%d", e->handoff.number),
        arena_printf(e->arena, "BATON_REVISION=%s", e->decision.row.revision ? e->decision.row.revision : ""),
        arena_printf(e->arena, "BATON_EFFECT=%s", e->row->id), NULL,
    };
    int r = e->c->exec(&(ExecOrder){ .argv = argv, .dir = p->dir, .env = env, .timeout_ms = TIMEOUT_MS,
                                     .max = OUTPUT_MAX }, &out, &result);
    if (r < 0) {
        e->detail = arena_printf(e->arena, "'%s' could not be started: %s", argv[0], strerror(-r));
        return r;
    }
    e->detail = outcome(e, &result, &out);
    return result.timed_out || result.status ? -ECHILD : 0;
}

int effect_command(Effect *e)
{
    Policy policy;
    Proposal p;
    Message m = { 0 };
    if (policy_load(e->c->project, e->arena, &policy, &m) < 0) {
        e->detail = arena_strdup(e->arena, m.text);
        return -EINVAL;
    }
    if (!proposal_on_approved(&policy, e->c->project->root, trust_dir(e->arena), e->arena, &p)) {
        e->detail = "on_approved is not set any more";
        return 0;
    }
    if (p.refused || !p.trusted) {
        e->detail = p.refused ? p.refused : "not run: not trusted (`baton trust`)";
        return -EPERM;
    }
    return run(e, &p);
}
