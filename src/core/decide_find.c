/*
 * decide_find.c - what a decision is about, whether its state allows it, and who asks.
 */
#include <ctype.h>
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/conf/policy.h"
#include "baton/core/checks.h"
#include "deciding.h"

static const Verdict verdicts[ACT_COUNT] = {
    [ACT_APPROVE] = VERDICT_APPROVED, [ACT_REJECT] = VERDICT_REJECTED, [ACT_COMMENT] = VERDICT_COMMENTED,
    [ACT_WAIVE] = VERDICT_WAIVED, [ACT_WITHDRAW] = VERDICT_WITHDRAWN, [ACT_REVOKE] = VERDICT_REVOKED,
};

Verdict verdict_of(Act act)
{
    BUG_ON(act >= ACT_COUNT);
    return verdicts[act];
}

void deciding_done(Deciding *d)
{
    buf_done(&d->statement);
    buf_done(&d->signature);
}

/* ---- what ---- */

static int not_readable(Deciding *d, int r)
{
    return fail_with(d->m, r, "Handoff %d was not decided on: the ledger '%s' cannot be read: %s",
                     d->handoff.number, store_path(d->c->store), strerror(-r));
}

static int read_checks(Deciding *d)
{
    CheckResults results = { 0 };
    Message why = { 0 };
    int r = checks_proven(d->c, d->handoff.id, d->revision.digest, d->arena, &d->checks, &why);
    if (r < 0)
        return fail_with(d->m, r, "Handoff %d was not decided on: %c%s", d->handoff.number,
                         tolower((unsigned char)*why.text), why.text + 1);
    checks_of_rows(&d->checks, d->arena, &results);
    checks_digest(&results, d->checks_digest);
    return 0;
}

int decide_read(Deciding *d)
{
    HandoffRows rows = { 0 };
    RevisionRows revisions = { 0 };
    Store *s = d->c->store;
    int r = store_handoffs(s, d->arena, &(HandoffQuery){ .id = d->handoff.id }, &rows);
    if (r >= 0 && rows.len == 1)
        d->handoff = rows.items[0];
    if (r >= 0)
        r = store_revisions(s, d->arena, d->handoff.id, &revisions);
    if (r >= 0)
        r = store_decisions(s, d->arena, d->handoff.id, &d->decisions);
    if (r < 0)
        return not_readable(d, r);
    d->revision = (RevisionRow){ .digest = NULL };
    if (!revisions.len)
        return 0;
    d->revision = revisions.items[revisions.len - 1];
    return read_checks(d);
}

static const char *who_of(const DecisionRow *d)
{
    return d->person && *d->person ? d->person : d->actor;
}

/* The verdict that made the handoff what it is, or NULL. */
static const DecisionRow *last_verdict(const Deciding *d)
{
    for (size_t i = d->decisions.len; i-- > 0;) {
        const DecisionRow *row = &d->decisions.items[i];
        if (row->verdict != VERDICT_COMMENTED && row->verdict != VERDICT_WAIVED)
            return row->state == d->handoff.state ? row : NULL;
    }
    return NULL;
}

int decide_allowed(Deciding *d)
{
    char at[TIME_TEXT_SIZE];
    const char *why = act_refused(d->o->act, d->handoff.state), *act = act_text(d->o->act);
    if (!why)
        return 0;
    const DecisionRow *by = last_verdict(d);
    if (!by)
        return fail_with(d->m, -EINVAL, "Handoff %d cannot take '%s': %s", d->handoff.number, act, why);
    d->report->handoff = d->handoff;
    d->report->decision = *by;
    return fail_with(d->m, -EALREADY, "Handoff %d cannot take '%s': %s; %s %s it at %s%s%s", d->handoff.number, act,
                     why, who_of(by), by->verdict == VERDICT_WITHDRAWN ? "withdrew" : verdict_text(by->verdict),
                     time_format(by->at, at),
                     text_same(by->comment, "") ? "" : ": ", by->comment ? by->comment : "");
}

/* ---- who ---- */

void changed_paths(const char *files_json, Arena *a, StrList *ret)
{
    Json *tree = NULL;
    if (!files_json || json_parse(str_from(files_json), &tree) < 0)
        return;
    CLEANUP(json_free_ptr) Json *files = tree;
    for (const Json *f = json_first(files); f; f = json_next(f)) {
        const char *status = json_get_str(f, "status"), *path = json_get_str(f, "path"),
                   *was = json_get_str(f, "was");
        if (!path || !status || *status == '.')
            continue;
        strlist_add(ret, a, arena_strdup(a, path));
        if (was && *was)
            strlist_add(ret, a, arena_strdup(a, was));
    }
}

static int refuse_person(Deciding *d)
{
    const char *login = context_user(), *act = act_text(d->o->act);
    int n = d->handoff.number;
    if (!d->who.known)
        return fail_with(d->m, -EPERM, "Handoff %d: '%s' may not %s it: `people` in the settings names others; "
                         "add an entry with `unix: %s`", n, login, act, login);
    if (policy_is_author(login, d->handoff.from))
        return fail_with(d->m, -EPERM, "Handoff %d: '%s' is its author and may not %s it", n, login, act);
    if (d->o->act != ACT_REVOKE && !policy_counts(&d->needs, &d->who))
        return fail_with(d->m, -EPERM, "Handoff %d: '%s' may not %s it: it needs %s%s%s%s", n, d->who.name, act,
                         need_text(&d->needs.items[0], d->arena), d->needs.items[0].where ? " (" : "",
                         d->needs.items[0].where ? d->needs.items[0].where : "", d->needs.items[0].where ? ")" : "");
    return 0;
}

/* Who may approve a handoff may take the approval back, also when the rules changed since. */
static bool may_revoke(const Deciding *d)
{
    for (size_t i = 0; i < d->decisions.len; i++) {
        const DecisionRow *row = &d->decisions.items[i];
        if (row->verdict == VERDICT_APPROVED && !row->revoked && text_same(row->actor, context_user()))
            return true;
    }
    return policy_counts(&d->needs, &d->who);
}

int decide_who(Deciding *d)
{
    const DecideOrder *o = d->o;
    StrList changed = { 0 };
    Message trouble = { 0 };
    d->actor = context_user();
    d->has_policy = policy_load(d->c->project, d->arena, &d->policy, &trouble) >= 0;
    if (!act_is_human(o->act)) {
        d->actor = o->agent && *o->agent ? agent_slug(d->arena, str_from(o->agent)) : d->actor;
        if (!d->actor || (o->act == ACT_WITHDRAW && o->agent && !text_same(d->actor, d->handoff.from)))
            return fail_with(d->m, -EPERM, "Handoff %d is of %s: only that agent or a human may withdraw it",
                             d->handoff.number, d->handoff.from ? d->handoff.from : "nobody known");
        if (d->has_policy)
            policy_approver(&d->policy, d->actor, d->arena, &d->who);
        else
            d->who = (Approver){ .name = d->actor, .principal = d->actor };
        return 0;
    }
    if (o->agent && *o->agent)
        return fail_with(d->m, -EPERM, "Handoff %d: only a human may %s it, not %s", d->handoff.number,
                         act_text(o->act), o->agent);
    if (!d->has_policy)
        return fail_with(d->m, -EINVAL, "Nothing may be decided under a policy that is not understood: %s",
                         trouble.text);
    changed_paths(d->revision.files, d->arena, &changed);
    policy_approver(&d->policy, context_user(), d->arena, &d->who);
    policy_needs(&d->policy, d->handoff.from, d->handoff.to, &changed, d->arena, &d->needs);
    if (o->act == ACT_REVOKE && d->who.known && !may_revoke(d))
        return fail_with(d->m, -EPERM, "Handoff %d: '%s' may not revoke it: that takes %s", d->handoff.number,
                         d->who.name, need_text(&d->needs.items[0], d->arena));
    return refuse_person(d);
}
