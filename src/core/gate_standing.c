/*
 * gate_standing.c - how handoffs stand, folded from proven events alone.
 *
 * Projections are for screens: a row written with plain SQL must open no gate.  An event that is not in the
 * chain as it was recorded says that somebody wrote into the ledger, and then nothing is open.
 */
#include <errno.h>

#include "deciding.h"

enum { BATCH = 32 };

/* One event, as far as it matters here. */
typedef struct {
    int64_t seq;
    bool decided, lost;         /* lost: what was decided cannot be read any more */
    EventDecision decision;
    const char *id, *from, *to, *summary, *revision, *file;
    StrList changed;
    HandoffState state;
    bool bound;
} Step;
typedef struct { Step *items; size_t len, cap; } Steps;

typedef struct {
    Context *c;
    const Policy *policy;
    const char *run, *id;
    Arena *arena;
    Steps steps;
    Standings *out;
    Message *m;
} Fold;

/* ---- reading ---- */

static const char *kept(Fold *f, const Json *body, const char *key)
{
    const char *text = json_get_str(body, key);
    return arena_strdup(f->arena, text ? text : "");
}

static void step_of_revised(Fold *f, const Event *e, Step *s)
{
    Json *tree = NULL;
    CLEANUP(buf_done) Buf files = BUF_INIT;
    (void)json_parse(str_from(e->body), &tree);     /* of what is no JSON, nothing is known */
    CLEANUP(json_free_ptr) Json *body = tree;
    s->from = kept(f, body, "from");
    s->to = kept(f, body, "to");
    s->summary = kept(f, body, "summary");
    s->revision = kept(f, body, "revision");
    s->file = kept(f, body, "file");
    s->bound = !f->policy->is_signed || revision_is_bound(body);
    s->state = HANDOFF_DRAFT;
    if (text_same(kept(f, body, "state"), handoff_state_text(HANDOFF_SUBMITTED)))
        s->state = HANDOFF_SUBMITTED;       /* a revision alone is never more */
    const Json *list = json_get(body, "files");
    if (list)
        json_write(&files, list, false);
    changed_paths(files.data, f->arena, &s->changed);
}

static int take_event(Fold *f, const Event *e)
{
    Step s = { .seq = e->seq, .decided = e->kind == EVENT_HANDOFF_DECIDED,
               .id = arena_strdup(f->arena, e->subject ? e->subject : "") };
    if (!f->id && !text_same(e->run, f->run))
        return 0;
    if (store_event_proven(f->c->store, e->seq, e->kind, e->subject ? e->subject : "") != 1)
        return fail_with(f->m, -EBADMSG, "Event %lld of the ledger is not as it was recorded; `baton verify` tells "
                         "more", (long long)e->seq);
    if (!s.decided)
        step_of_revised(f, e, &s);
    else
        s.lost = !decision_of_event(e, f->arena, &s.decision);
    AVEC_PUSH(&f->steps, f->arena, s);
    return 0;
}

/* A few at a time: an artifact may be large, and there may be many of them. */
static int read_kind(Fold *f, EventKind kind)
{
    EventQuery q = { .kind = event_kind_text(kind), .limit = BATCH, .subject = f->id };
    if (!f->id && f->run && *f->run)
        q.run = f->run;
    for (;;) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        EventRows rows = { 0 };
        int r = store_events(f->c->store, a, &q, &rows);
        for (size_t i = 0; r >= 0 && i < rows.len; i++)
            r = take_event(f, &rows.items[i]);
        if (r < 0 || rows.len < BATCH)
            return r == -EBADMSG || r >= 0 ? MIN(r, 0)
                                           : fail_with(f->m, r, "The ledger cannot be read: %s", strerror(-r));
        q.after = rows.items[rows.len - 1].seq;
    }
}

static int by_seq(const void *a, const void *b)
{
    const Step *x = a, *y = b;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

/* ---- folding ---- */

const ApprovalNeed *approvals_missing(const Policy *p, const char *from, const char *to, const StrList *changed,
                                      const DecisionRow *rows, size_t n, Arena *a)
{
    Approver *who = arena_alloc(a, (n + 1) * sizeof *who);
    ApprovalNeeds *needs = arena_alloc(a, sizeof *needs);
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        Approver one;
        policy_approver(p, rows[i].actor, a, &one);
        /* the login is not in what was signed: it must be the one of that key */
        if (!rows[i].signature || text_same(one.principal, rows[i].principal))
            who[count++] = one;
    }
    policy_needs(p, from, to, changed, a, needs);
    return policy_missing(needs, who, count);
}

static Standing *standing_of(Fold *f, const char *id)
{
    for (size_t i = 0; i < f->out->len; i++)
        if (strcmp(f->out->items[i].id, id) == 0)
            return &f->out->items[i];
    return NULL;
}

static const char *slug_of(Fold *f, const char *name)
{
    const char *slug = agent_slug(f->arena, str_from(name));
    return slug ? slug : "";
}

/* As the list has it: only older ones, whoever was heard of first in this run. */
static void supersede(Fold *f, const Standing *by)
{
    for (size_t i = 0; *by->from && i < f->out->len; i++) {
        Standing *s = &f->out->items[i];
        if (s->first_seq < by->first_seq && strcmp(slug_of(f, s->from), slug_of(f, by->from)) == 0 &&
            (s->state == HANDOFF_SUBMITTED || s->state == HANDOFF_REJECTED))
            s->state = HANDOFF_SUPERSEDED;
    }
}

/* Its first revision may lie in another run. */
static int begin(Fold *f, const Step *e)
{
    EventRows rows = { 0 };
    EventQuery q = { .kind = event_kind_text(EVENT_HANDOFF_REVISED), .subject = e->id, .limit = 1 };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    int r = store_events(f->c->store, a, &q, &rows);
    if (r < 0)
        return fail_with(f->m, r, "The ledger cannot be read: %s", strerror(-r));
    int64_t first = rows.len ? rows.items[0].seq : e->seq;
    if (first < e->seq && store_event_proven(f->c->store, first, EVENT_HANDOFF_REVISED, e->id) != 1)
        return fail_with(f->m, -EBADMSG, "Event %lld of the ledger is not as it was recorded; `baton verify` tells "
                         "more", (long long)first);
    AVEC_PUSH(f->out, f->arena, ((Standing){ .id = e->id, .first_seq = first, .from = "", .revision = "" }));
    return 0;
}

static void put_revision(Standing *s, const Step *e)
{
    if (!text_same(s->revision, e->revision)) {
        s->approvals.len = 0;
        s->short_of = NULL;
    }
    s->from = e->from;
    s->to = e->to;
    s->summary = e->summary;
    s->revision = e->revision;
    s->file = e->file;
    s->changed = e->changed;
    s->bound = e->bound;
    s->state = e->state;
}

static int fold_revised(Fold *f, const Step *e)
{
    Standing *s = standing_of(f, e->id);
    bool is_new = !s;
    int r = is_new ? begin(f, e) : 0;
    if (r < 0)
        return r;
    s = is_new ? &f->out->items[f->out->len - 1] : s;
    if (!is_new && act_refused(ACT_SUBMIT, s->state))
        return 0;                           /* what was decided is not opened by a later revision */
    bool other_author = strcmp(slug_of(f, s->from), slug_of(f, e->from)) != 0;
    put_revision(s, e);
    if (is_new || other_author)
        supersede(f, s);
    return 0;
}

/* Signed before the approval was taken back: it cannot count again. */
static bool is_replay(const Standing *s, const EventDecision *e)
{
    Str rest = str_from(e->head), seq = str_cut(&rest, ' ');
    int64_t n = 0;
    return e->row.signature && s->revoked_seq && (str_to_i64(seq, &n) < 0 || n < s->revoked_seq);
}

/* Why an approval does not count although somebody made it, or NULL. */
static const char *discounted(const Fold *f, const Standing *s, const EventDecision *e, Proof proof, const char *why)
{
    if (is_replay(s, e))
        return "it was taken back, or the revision was rejected since";
    if (!s->bound)
        return "the revision's agents and files are not those that its digest stands for";
    if (proof == PROOF_BAD || (proof == PROOF_UNSIGNED && f->policy->is_signed))
        return why ? why : proof_text(proof);
    return NULL;
}

static int fold_approved(Fold *f, Standing *s, const EventDecision *e)
{
    Proof proof;
    const char *why;
    if (s->state == HANDOFF_APPROVED || !text_same(e->row.revision, s->revision) || !*s->revision)
        return 0;
    int r = decision_proof(f->c, f->policy, &e->row, NULL, f->arena, &proof, &why, f->m);
    if (r < 0)
        return r;
    why = discounted(f, s, e, proof, why);
    if (why) {
        s->short_of = arena_printf(f->arena, "the approval by %s does not count: %s", e->row.actor, why);
        return 0;
    }
    AVEC_PUSH(&s->approvals, f->arena, e->row);
    const ApprovalNeed *missing = approvals_missing(f->policy, s->from, s->to, &s->changed, s->approvals.items,
                                                    s->approvals.len, f->arena);
    s->short_of = missing ? arena_printf(f->arena, "it needs %s", need_text(missing, f->arena)) : NULL;
    if (!missing && s->state == HANDOFF_SUBMITTED && e->row.state == HANDOFF_APPROVED) {
        s->state = HANDOFF_APPROVED;
        s->decision = *e;
    }
    return 0;
}

/* A redaction may have taken the verdict as well: it could have been a revocation, and nothing before it counts. */
static void fold_lost(Fold *f, const Step *e)
{
    Standing *s = standing_of(f, e->id);
    if (!s)
        return;
    s->state = s->state == HANDOFF_APPROVED ? HANDOFF_SUBMITTED : s->state;
    s->approvals.len = 0;
    s->revoked_seq = e->seq;
    s->short_of = arena_printf(f->arena, "what event %lld decided cannot be read any more", (long long)e->seq);
}

static int fold_decided(Fold *f, const EventDecision *e)
{
    Standing *s = standing_of(f, e->row.handoff);
    if (!s)
        return 0;
    static const Act acts[VERDICT_COUNT] = {
        [VERDICT_APPROVED] = ACT_APPROVE, [VERDICT_REJECTED] = ACT_REJECT, [VERDICT_COMMENTED] = ACT_COMMENT,
        [VERDICT_WAIVED] = ACT_WAIVE, [VERDICT_WITHDRAWN] = ACT_WITHDRAW, [VERDICT_REVOKED] = ACT_REVOKE,
    };
    if (act_refused(acts[e->row.verdict], s->state))
        return 0;
    switch (e->row.verdict) {
    case VERDICT_APPROVED:
        return fold_approved(f, s, e);
    case VERDICT_REJECTED:
        s->state = HANDOFF_REJECTED;
        s->approvals.len = 0;
        s->revoked_seq = e->row.seq;
        break;
    case VERDICT_WITHDRAWN:
        s->state = HANDOFF_WITHDRAWN;
        break;
    case VERDICT_REVOKED:
        s->state = HANDOFF_SUBMITTED;
        s->approvals.len = 0;
        s->revoked_seq = e->row.seq;
        s->short_of = arena_printf(f->arena, "%s took the approval back", e->row.actor);
        break;
    default:
        return 0;
    }
    s->decision = *e;
    return 0;
}

int standings_read(Context *c, const Policy *p, const char *run, const char *id, Arena *a, Standings *ret,
                   Message *m)
{
    Standings out = { 0 };
    Fold f = { .c = c, .policy = p, .run = run, .id = id, .arena = a, .out = &out, .m = m };
    int r = read_kind(&f, EVENT_HANDOFF_REVISED);
    if (r == 0)
        r = read_kind(&f, EVENT_HANDOFF_DECIDED);
    if (f.steps.len)
        qsort(f.steps.items, f.steps.len, sizeof *f.steps.items, by_seq);
    for (size_t i = 0; r == 0 && i < f.steps.len; i++) {
        if (f.steps.items[i].lost)
            fold_lost(&f, &f.steps.items[i]);
        else if (f.steps.items[i].decided)
            r = fold_decided(&f, &f.steps.items[i].decision);
        else
            r = fold_revised(&f, &f.steps.items[i]);
    }
    if (r == 0)
        *ret = out;
    return r;
}
