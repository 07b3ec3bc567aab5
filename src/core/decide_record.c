/*
 * decide_record.c - a decision becomes an event: once, on exactly the revision that was looked at.
 *
 * Everything that was found outside of the lock is looked at again inside of it, so that of two that decide
 * at once the second is told what the first decided, and files that moved meanwhile decide nothing.
 */
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "deciding.h"

/* ---- what it makes of the handoff ---- */

const char *need_text(const ApprovalNeed *need, Arena *a)
{
    if (!need->role)
        return need->count == 1 ? "one person" : arena_printf(a, "%d people", need->count);
    return arena_printf(a, "%d %s", need->count, need->role);
}

/* How many of it are still to come. */
static const char *still_text(const ApprovalNeed *need, const Approver *who, size_t n, Arena *a)
{
    ApprovalNeed rest = *need;
    for (rest.count = 1; rest.count < need->count; rest.count++) {
        ApprovalNeed enough = *need;
        ApprovalNeeds one = { .items = &enough, .len = 1 };
        enough.count = need->count - rest.count;
        if (!policy_missing(&one, who, n))
            break;
    }
    if (!rest.role)
        return rest.count == 1 ? "one more person" : arena_printf(a, "%d more people", rest.count);
    return arena_printf(a, "%d more %s", rest.count, rest.role);
}

static bool counts_now(const Deciding *d, const DecisionRow *row)
{
    return row->verdict == VERDICT_APPROVED && !row->revoked && text_same(row->revision, d->revision.digest);
}

/* This approval and the proven ones of this revision before it. */
static int approvers_of(Deciding *d, Approver **ret, size_t *ret_n)
{
    Approver *who = arena_alloc(d->arena, (d->decisions.len + 1) * sizeof *who);
    size_t n = 0;
    who[n++] = d->who;
    for (size_t i = 0; i < d->decisions.len; i++) {
        const DecisionRow *row = &d->decisions.items[i];
        Proof proof;
        const char *why;
        if (!counts_now(d, row))
            continue;
        int r = decision_proof(d->c, &d->policy, row, NULL, d->arena, &proof, &why, d->m);
        if (r < 0)
            return r;
        if (proof == PROOF_GOOD || proof == PROOF_REMOVED || (proof == PROOF_UNSIGNED && !d->policy.is_signed))
            policy_approver(&d->policy, row->actor, d->arena, &who[n++]);
    }
    *ret = who;
    *ret_n = n;
    return 0;
}

static int settle_approval(Deciding *d)
{
    Approver *who = NULL;
    size_t n = 0;
    int r = approvers_of(d, &who, &n);
    if (r < 0)
        return r;
    const ApprovalNeed *missing = policy_missing(&d->needs, who, n);
    d->after = missing ? HANDOFF_SUBMITTED : HANDOFF_APPROVED;
    d->report->still = missing ? still_text(missing, who, n, d->arena) : NULL;
    return 0;
}

static int settle(Deciding *d)
{
    d->effects = (StrList){ 0 };
    d->after = d->handoff.state;
    switch (d->o->act) {
    case ACT_APPROVE:  return settle_approval(d);
    case ACT_REJECT:   d->after = HANDOFF_REJECTED; break;
    case ACT_WITHDRAW: d->after = HANDOFF_WITHDRAWN; break;
    case ACT_REVOKE:   d->after = HANDOFF_SUBMITTED; break;
    default:           break;
    }
    return 0;
}

/* An approval that is not enough changes nothing that others see. */
static void choose_effects(Deciding *d)
{
    bool approved = d->o->act == ACT_APPROVE && d->after == HANDOFF_APPROVED;
    if (approved || d->o->act == ACT_REJECT || d->o->act == ACT_REVOKE)
        strlist_add(&d->effects, d->arena, "block");
    if (approved)
        strlist_add(&d->effects, d->arena, "session");
    if (approved && d->policy.on_approved.len)
        strlist_add(&d->effects, d->arena, "command");
}

/* ---- the event ---- */

static const char *terminal_name(void)
{
    static _Thread_local char name[256];
    for (int fd = 0; fd < 3; fd++)
        if (ttyname_r(fd, name, sizeof name) == 0)
            return name;
    return "";
}

static Json *remarks_json(const LineRemarks *remarks)
{
    Json *list = json_array();
    for (size_t i = 0; i < remarks->len; i++) {
        const LineRemark *r = &remarks->items[i];
        Json *j = json_object();
        json_put_str(j, "file", r->file);
        json_put_int(j, "line", r->line);
        json_put_str(j, "side", r->side);
        json_put_str(j, "text", r->text);
        json_put(list, NULL, j);
    }
    return list;
}

static Json *decided_body(const Deciding *d)
{
    Json *body = json_object();
    json_put_str(body, "verdict", verdict_text(verdict_of(d->o->act)));
    json_put_str(body, "revision", d->revision.digest ? d->revision.digest : "");
    json_put_str(body, "state", handoff_state_text(d->after));
    json_put_str(body, "person", d->who.name);
    json_put_str(body, "principal", d->who.principal);
    json_put_list(body, "roles", &d->who.roles);
    json_put(body, "remarks", remarks_json(&d->o->remarks));
    json_put_list(body, "waived", &d->waived);
    json_put_list(body, "failed", &d->failed);
    json_put_str(body, "checks", d->checks_digest);
    json_put_str(body, "head", d->head);
    json_put_str(body, "signers", d->signers);
    json_put_str(body, "tty", terminal_name());
    json_put_str(body, "ssh", getenv("SSH_CONNECTION"));
    json_put_list(body, "effects", &d->effects);
    if (d->is_signed) {
        json_put_str(body, "statement", d->statement.data);
        json_put_str(body, "signature", d->signature.data);
        json_put_str(body, "signer", d->signer);
    }
    return body;
}

static int append(Deciding *d, int64_t *ret_seq)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    CLEANUP(json_free_ptr) Json *body = decided_body(d);
    json_write(&text, body, false);
    return store_append(d->c->store, &(Event){
        .kind = EVENT_HANDOFF_DECIDED, .at = d->at, .source = d->o->source, .actor = d->actor,
        .host = context_host(), .run = d->handoff.run, .subject = d->handoff.id, .agent = d->handoff.from,
        .reason = d->o->comment, .body = text.data,
    }, ret_seq);
}

/* ---- the transaction ---- */

static int not_recorded(Deciding *d, int r)
{
    if (r == -EBUSY)
        return fail_with(d->m, r, "Handoff %d was not decided on: the ledger is busy; try again", d->handoff.number);
    return fail_with(d->m, r, "Handoff %d was not decided on: the ledger '%s' cannot be written: %s",
                     d->handoff.number, store_path(d->c->store), strerror(-r));
}

static int moved_on(Deciding *d, const char *seen)
{
    if (text_same(seen, d->revision.digest))
        return 0;
    d->report->handoff = d->handoff;
    return fail_with(d->m, -ESTALE, "Handoff %d was not decided on: revision %s is stale, %s has just come; look "
                     "at it with `baton handoff show %d`", d->handoff.number, digest_short(seen).text,
                     digest_short(d->revision.digest).text, d->handoff.number);
}

/* What is signed covers the checks as they were shown, and what was decided before. */
static int shown_moved(Deciding *d, const char *checks, size_t decisions)
{
    if (!d->is_signed || (strcmp(checks, d->checks_digest) == 0 && decisions == d->decisions.len))
        return 0;
    return fail_with(d->m, -EAGAIN, "Handoff %d was not decided on: %s just now; look again", d->handoff.number,
                     decisions == d->decisions.len ? "a check has ended" : "somebody else has said something");
}

static int look_again(Deciding *d)
{
    char checks[DIGEST_HEX_SIZE];
    const char *seen = d->revision.digest;
    size_t decisions = d->decisions.len;
    memcpy(checks, d->checks_digest, sizeof checks);
    int r = decide_read(d);
    if (r == 0)
        r = decide_allowed(d);
    if (r == 0 && d->o->act != ACT_COMMENT && d->o->act != ACT_WITHDRAW)
        r = moved_on(d, seen);
    if (r == 0)
        r = shown_moved(d, checks, decisions);
    if (r == 0)
        r = decide_once(d);
    if (r == 0)
        r = decide_checks(d);
    return r < 0 ? r : decide_fresh(d);
}

static int in_transaction(Deciding *d, int64_t *ret_seq)
{
    int r = look_again(d);
    if (r == 0)
        r = settle(d);
    if (r < 0)
        return r;
    choose_effects(d);
    if (d->is_signed && (r = signers_record(d->c, &d->policy, d->arena)) < 0)
        return not_recorded(d, r);
    r = append(d, ret_seq);
    if (r >= 0)
        r = store_commit(d->c->store);
    return r < 0 ? not_recorded(d, r) : 0;
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void report(Deciding *d, int64_t seq)
{
    EventDecision made;
    HandoffRows rows = { 0 };
    d->report->committed_ns = now_ns();
    if (store_handoffs(d->c->store, d->arena, &(HandoffQuery){ .id = d->handoff.id }, &rows) == 0 && rows.len == 1)
        d->handoff = rows.items[0];
    d->report->handoff = d->handoff;
    if (decision_load(d->c->store, seq, d->arena, &made) == 0)
        d->report->decision = made.row;
}

int decide_record(Deciding *d)
{
    int64_t seq = 0;
    int r = store_begin(d->c->store);
    if (r < 0)
        return not_recorded(d, r);
    r = in_transaction(d, &seq);
    if (r < 0)
        store_rollback(d->c->store);
    else
        report(d, seq);
    return r;
}
