/*
 * decide_ready.c - what stands against a decision: another revision, files that moved, checks, an approval
 * by the same person, words that are missing.
 */
#include <ctype.h>
#include <errno.h>

#include "baton/base/utf8.h"
#include "baton/core/records.h"
#include "deciding.h"

enum { REVISION_DIGITS_MIN = 6, MOVED_SHOWN = 3 };

/* ---- which revision ---- */

static bool is_digits(const char *text)
{
    for (const char *p = text; *p; p++)
        if (!isxdigit((unsigned char)*p) || isupper((unsigned char)*p))
            return false;
    return true;
}

static int other_revision(Deciding *d, const char *wanted)
{
    RevisionRows rows = { 0 };
    int n = d->handoff.number, r = store_revisions(d->c->store, d->arena, d->handoff.id, &rows);
    for (size_t i = 0; r >= 0 && i < rows.len; i++)
        if (str_starts(str_from(rows.items[i].digest), str_from(wanted)))
            return fail_with(d->m, -ESTALE, "Handoff %d was not decided on: %s is revision %d and stale, revision "
                             "%d (%s) is the current one; look at it with `baton handoff show %d`", n,
                             digest_short(rows.items[i].digest).text, rows.items[i].number, d->revision.number,
                             digest_short(d->revision.digest).text, n);
    return fail_with(d->m, -ESTALE, "Handoff %d has no revision '%s'; the current one is %s", n, wanted,
                     digest_short(d->revision.digest).text);
}

int decide_revision(Deciding *d)
{
    const char *wanted = d->o->revision;
    int n = d->handoff.number;
    if (!d->revision.digest || !*d->revision.digest) {
        if (d->o->act == ACT_COMMENT || d->o->act == ACT_WITHDRAW)
            return 0;
        return fail_with(d->m, -ESTALE, "Handoff %d has no recorded revision; `baton handoff refresh %d` makes one", n,
                         n);
    }
    if (!wanted)
        return 0;
    if (strlen(wanted) < REVISION_DIGITS_MIN || strlen(wanted) > 64 || !is_digits(wanted))
        return fail_with(d->m, -EINVAL, "'%s' does not name a revision: give six or more of the digits of its digest "
                         "(the current one is %s)", wanted, digest_short(d->revision.digest).text);
    return str_starts(str_from(d->revision.digest), str_from(wanted)) ? 0 : other_revision(d, wanted);
}

static int word_moved(Deciding *d, const RevisionNow *now)
{
    CLEANUP(buf_done) Buf what = BUF_INIT;
    for (size_t i = 0; i < now->moved.len && i < MOVED_SHOWN; i++)
        buf_addf(&what, "%s%s", i ? ", " : "", now->moved.items[i]);
    if (now->moved.len > MOVED_SHOWN)
        buf_addf(&what, " and %zu more", now->moved.len - MOVED_SHOWN);
    d->report->moved = now->moved;
    d->report->handoff = d->handoff;
    return fail_with(d->m, -ESTALE, "Handoff %d was not decided on: its revision %s is stale, these moved since: "
                     "%s; `baton handoff refresh %d` makes the next revision", d->handoff.number,
                     digest_short(d->revision.digest).text,
                     what.len ? what.data : "its files", d->handoff.number);
}

int decide_fresh(Deciding *d)
{
    RevisionNow now = { .files = NULL };
    if (d->o->act != ACT_APPROVE)
        return 0;
    int r = handoff_now(d->c, &d->handoff, &d->revision, d->arena, &now, d->m);
    if (r < 0)
        return r;
    return strcmp(now.digest, d->revision.digest) == 0 ? 0 : word_moved(d, &now);
}

/* ---- checks ---- */

static bool is_waived(const Deciding *d, const char *name)
{
    for (size_t i = 0; i < d->waived.len; i++)
        if (check_is_named(name, d->waived.items[i]))
            return true;
    return false;
}

static bool is_known_check(const Deciding *d, const char *name)
{
    for (size_t i = 0; i < d->checks.len; i++)
        if (check_is_named(d->checks.items[i].name, name))
            return true;
    return strlist_has(&d->policy.require, name);
}

/* A waiver counts while its event is proven and the one who gave it may still decide. */
static int waiver_counts(Deciding *d, const DecisionRow *w, bool *ret)
{
    Proof proof;
    const char *why;
    Approver who;
    *ret = false;
    if (w->verdict != VERDICT_WAIVED || w->revoked || !text_same(w->revision, d->revision.digest))
        return 0;
    int r = decision_proof(d->c, &d->policy, w, NULL, d->arena, &proof, &why, d->m);
    policy_approver(&d->policy, w->actor, d->arena, &who);
    *ret = proof != PROOF_BAD && (proof != PROOF_UNSIGNED || !d->policy.is_signed) &&
           policy_counts(&d->needs, &who);
    return r;
}

static int collect_waived(Deciding *d)
{
    for (size_t i = 0; i < d->o->waives.len; i++) {
        const char *name = d->o->waives.items[i];
        if (!is_known_check(d, name))
            return fail_with(d->m, -EINVAL, "Handoff %d has no check '%s' that could be waived", d->handoff.number,
                             name);
        strlist_add_new(&d->waived, d->arena, str_from(name));
    }
    for (size_t i = 0; d->o->act == ACT_APPROVE && i < d->decisions.len; i++) {
        const DecisionRow *w = &d->decisions.items[i];
        bool counts;
        int r = waiver_counts(d, w, &counts);
        if (r < 0)
            return r;
        for (size_t k = 0; counts && k < w->waived.len; k++)
            strlist_add_new(&d->waived, d->arena, str_from(w->waived.items[k]));
    }
    return 0;
}

static void collect_failed(Deciding *d)
{
    for (size_t i = 0; i < d->checks.len; i++) {
        const CheckRowKept *c = &d->checks.items[i];
        if (c->state != CHECK_PASSED && c->state != CHECK_SKIPPED)
            strlist_add_new(&d->failed, d->arena, str_from(c->name));
    }
}

static int refuse_check(Deciding *d, const char *name, const CheckRowKept *c)
{
    int n = d->handoff.number;
    const char *why = c && c->why && *c->why ? c->why : NULL, *by = record_waiver(d->c, c ? c->name : name, d->arena);
    return fail_with(d->m, -EPERM, "Handoff %d cannot be approved: the required check '%s' %s%s%s; mend it, or waive "
                     "it with a reason (`baton handoff waive %d %s --comment …`)%s%s", n, c ? c->name : name,
                     !c ? "has not run"
                     : c->state == CHECK_FAILED ? "failed"
                     : c->state == CHECK_RUNNING ? "has not finished"
                     : c->state == CHECK_STALE ? "is stale" : "was skipped",
                     why ? ": " : "", why ? why : "", n, name, by ? ", as proposed by " : "", by ? by : "");
}

static int look_at_required(Deciding *d, const char *name)
{
    bool found = false;
    for (size_t i = 0; i < d->checks.len; i++) {
        const CheckRowKept *c = &d->checks.items[i];
        if (!check_is_named(c->name, name))
            continue;
        found = true;
        if (c->state != CHECK_PASSED && !is_waived(d, c->name) && !is_waived(d, name))
            return refuse_check(d, name, c);
    }
    return found || is_waived(d, name) ? 0 : refuse_check(d, name, NULL);
}

/* Who passes work on has seen what was found; to send it back needs less. */
static int shown_others(Deciding *d)
{
    const char *shown = d->o->checks;
    if (!shown || d->o->act == ACT_REJECT || (strlen(shown) >= REVISION_DIGITS_MIN &&
                                              str_starts(str_from(d->checks_digest), str_from(shown))))
        return 0;
    return fail_with(d->m, -ESTALE, "Handoff %d was not decided on: its checks have gone on since they were shown; "
                     "look at them (`baton handoff show %d`) and decide again", d->handoff.number, d->handoff.number);
}

int decide_checks(Deciding *d)
{
    if (d->o->act != ACT_APPROVE && d->o->act != ACT_WAIVE && d->o->act != ACT_REJECT)
        return 0;
    int shown = shown_others(d);
    if (shown < 0)
        return shown;
    d->waived.len = d->failed.len = 0;
    int r = collect_waived(d);
    collect_failed(d);
    for (size_t i = 0; r == 0 && d->o->act == ACT_APPROVE && i < d->policy.require.len; i++)
        r = look_at_required(d, d->policy.require.items[i]);
    return r;
}

/* ---- persons and words ---- */

int decide_once(Deciding *d)
{
    if (d->o->act != ACT_APPROVE)
        return 0;
    for (size_t i = 0; i < d->decisions.len; i++) {
        const DecisionRow *row = &d->decisions.items[i];
        Approver other;
        if (row->verdict != VERDICT_APPROVED || row->revoked || !text_same(row->revision, d->revision.digest))
            continue;
        policy_approver(&d->policy, row->actor, d->arena, &other);
        if (text_same(row->actor, d->actor) || text_same(other.name, d->who.name))
            return fail_with(d->m, -EALREADY, "Handoff %d: %s has approved this revision already; it still needs "
                             "somebody else", d->handoff.number, d->who.name);
    }
    return 0;
}

static bool is_blank(const char *text)
{
    return !str_trim(str_from(text)).len;
}

static size_t remarks_size(const LineRemarks *all)
{
    size_t n = 0;
    for (size_t i = 0; i < all->len; i++)
        n += strlen(all->items[i].text ? all->items[i].text : "") +
             strlen(all->items[i].file ? all->items[i].file : "");
    return n;
}

int decide_text(Deciding *d)
{
    const DecideOrder *o = d->o;
    int n = d->handoff.number;
    if (strlen(o->comment ? o->comment : "") > REASON_MAX || o->remarks.len > REMARKS_MAX ||
        remarks_size(&o->remarks) > REMARKS_SIZE_MAX)
        return fail_with(d->m, -E2BIG, "Handoff %d was not decided on: a comment may have %d KiB, and %d lines may be "
                         "remarked on with %d KiB", n, REASON_MAX / 1024, REMARKS_MAX, REMARKS_SIZE_MAX / 1024);
    if (!utf8_valid(str_from(o->comment)))
        return fail_with(d->m, -EILSEQ, "Handoff %d was not decided on: the comment is not UTF-8", n);
    bool reason = o->act == ACT_WAIVE || o->act == ACT_REVOKE || o->waives.len;
    if (reason && is_blank(o->comment))
        return fail_with(d->m, -EINVAL, "Handoff %d: to %s needs a reason; give it with --comment", n,
                         o->waives.len ? "waive a check" : act_text(o->act));
    if (o->act == ACT_WAIVE && !o->waives.len)
        return fail_with(d->m, -EINVAL, "Handoff %d: name the check to waive", n);
    if (o->act == ACT_COMMENT && is_blank(o->comment) && !o->remarks.len)
        return fail_with(d->m, -EINVAL, "Handoff %d: a comment needs words", n);
    return 0;
}
