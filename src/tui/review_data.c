/*
 * review_data.c - reads a handoff for the review screen: what is recorded of it, and what is new since one looked.
 */
#include "review.h"

#include <errno.h>

#include "baton/conf/policy.h"
#include "baton/doc/doc.h"
#include "baton/format/json.h"

/* ---- the body: artifact and diff ---- */

/* Of a text that something was taken out of, what is left. */
static void read_redacted(const ReviewBody *b, Store *s, Buf *out)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    EventRows rows = { 0 };
    store_events(s, b->arena, &(EventQuery){ .after = b->revision_seq - 1, .limit = 1 }, &rows);
    if (rows.len && rows.items[0].body && json_parse(str_from(rows.items[0].body), &body) == 0)
        buf_adds(out, json_get_str(body, "text") ? json_get_str(body, "text") : "");
}

static void read_artifact(ReviewBody *b, Store *s)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int r = store_artifact(s, b->revision_seq, &bytes);
    if (r == -ESTALE) {
        b->artifact_why = "Something was redacted in it since; this is what is left.";
        read_redacted(b, s, &bytes);
    } else if (r < 0) {
        b->artifact_why = "Its text is not in the ledger.";
    }
    if (strcmp(doc_decode(buf_str(&bytes), &text), "binary") == 0)
        b->artifact_why = "It is no text.";
    else
        b->artifact = (Str){ arena_str(b->arena, buf_str(&text)), text.len };
}

static void read_diff(ReviewBody *b, Store *s)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (!b->evidence_seq || store_diff(s, b->evidence_seq, &text, &b->left_out) < 0)
        return;
    diff_parse((Str){ arena_str(b->arena, buf_str(&text)), text.len }, b->arena, &b->diff);
}

/* Rows borrow from the body: those of another one are made anew. */
static void read_body(Review *r, Store *s, const RevisionRow *rev)
{
    ReviewBody *b = &r->body;
    int64_t seq = rev ? rev->seq : 0, evidence = rev ? rev->evidence_seq : 0;
    if (b->arena && b->revision_seq == seq && b->evidence_seq == evidence && !r->anew)
        return;
    r->anew = false;
    free(TAKE(r->made[PART_ARTIFACT]));
    free(TAKE(r->made[PART_DIFF]));
    arena_free(b->arena);
    *b = (ReviewBody){ .arena = arena_new(), .revision_seq = seq, .evidence_seq = evidence };
    if (!rev)
        return;
    read_artifact(b, s);
    read_diff(b, s);
}

/* ---- what is new since one looked ---- */

/*
 * Adds the paths of a whose bytes are not the same in b; only_gone: that are not in b at all.  Both are
 * sorted by path, so each is gone through once.
 */
static void add_differing(ReviewData *d, const Json *a, const Json *b, bool only_gone)
{
    const Json *other = json_first(b);
    for (const Json *f = json_first(a); f; f = json_next(f)) {
        const char *path = json_get_str(f, "path"), *hash = json_get_str(f, "hash"), *was = NULL, *name;
        for (; path && other && (!(name = json_get_str(other, "path")) || strcmp(name, path) <= 0);
             other = json_next(other))
            was = name && strcmp(name, path) == 0 ? json_get_str(other, "hash") : was;
        if (path && (!was || (!only_gone && strcmp(was, hash ? hash : "") != 0)))
            strlist_add(&d->fresh, d->arena, arena_strdup(d->arena, path));
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void compare_files(ReviewData *d, const char *now_text, const char *then_text)
{
    CLEANUP(json_free_ptr) Json *now = NULL;
    CLEANUP(json_free_ptr) Json *then = NULL;
    if (json_parse(str_from(now_text), &now) < 0 || json_parse(str_from(then_text), &then) < 0)
        return;
    add_differing(d, now, then, false);
    add_differing(d, then, now, true);
    if (d->fresh.len)
        qsort(d->fresh.items, d->fresh.len, sizeof *d->fresh.items, by_name);
}

bool review_is_fresh(const Review *r, const char *file)
{
    const StrList *l = &r->data.fresh;
    return l->len && bsearch(&file, l->items, l->len, sizeof *l->items, by_name);
}

static const RevisionRow *revision_of(const ReviewData *d, const char *digest)
{
    for (size_t i = 0; digest && i < d->revisions.len; i++)
        if (strcmp(d->revisions.items[i].digest, digest) == 0)
            return &d->revisions.items[i];
    return NULL;
}

static void read_seen(Review *r, Store *s)
{
    ReviewData *d = &r->data;
    const char *digest = NULL;
    if (!d->revision)
        return;
    bool known = r->shown && strcmp(r->shown, d->revision->digest) == 0;
    if (!known) {                       /* the first look, or another revision came while this one was shown */
        if (r->shown)
            digest = r->shown;
        else
            store_viewed_get(s, d->arena, context_user(), d->handoff.id, &digest);
        char *seen = digest && *digest ? mem_strdup(digest) : NULL;
        free(r->seen);
        r->seen = seen;
        if (r->shown && !*r->screen->line.text)
            screen_say(r->screen, "Another revision came while you read: %s.",
                       digest_short(d->revision->digest).text);
        free(r->shown);
        r->shown = mem_strdup(d->revision->digest);
    }
    d->seen = revision_of(d, r->seen);
    if (d->seen && strcmp(d->seen->digest, d->revision->digest) == 0)
        d->seen = NULL;
    if (!d->seen)
        return;
    d->artifact_fresh = strcmp(d->seen->artifact, d->revision->artifact) != 0;
    compare_files(d, d->revision->files, d->seen->files);
}

/* ---- who decides ---- */

static void changed_paths(ReviewData *d, StrList *ret)
{
    CLEANUP(json_free_ptr) Json *files = NULL;
    if (!d->revision || json_parse(str_from(d->revision->files), &files) < 0)
        return;
    for (const Json *f = json_first(files); f; f = json_next(f)) {
        const char *path = json_get_str(f, "path"), *status = json_get_str(f, "status");
        if (path && status && *status != '.')
            strlist_add(ret, d->arena, arena_strdup(d->arena, path));
    }
}

/* Whose approvals stand, as model/policy.h counts them. */
static size_t approvers_of(const Review *r, Approver **ret)
{
    const ReviewData *d = &r->data;
    struct { Approver *items; size_t len, cap; } all = { 0 };
    for (size_t i = 0; i < d->decisions.len; i++) {
        const DecisionRow *x = &d->decisions.items[i];
        bool counts = x->verdict == VERDICT_APPROVED && !x->revoked && x->revision && d->revision &&
                      strcmp(x->revision, d->revision->digest) == 0 && review_counts(r, x);
        if (counts)
            AVEC_PUSH(&all, d->arena, ((Approver){ .name = x->person ? x->person : x->actor,
                                                   .principal = x->principal, .roles = x->roles, .known = true }));
    }
    *ret = all.items;
    return all.len;
}

static void read_policy(Review *r, Context *c)
{
    ReviewData *d = &r->data;
    StrList changed = { 0 };
    Approver *approvers = NULL;
    if (policy_load(c->project, d->arena, &d->policy, &d->policy_why) < 0) {
        if (!*d->policy_why.text)
            fail(&d->policy_why, "The policy cannot be read.");
        return;
    }
    review_prove(r, c);
    changed_paths(d, &changed);
    policy_needs(&d->policy, d->handoff.from ? d->handoff.from : "", d->handoff.to ? d->handoff.to : "", &changed,
                 d->arena, &d->needs);
    size_t n = approvers_of(r, &approvers);
    d->missing = policy_missing(&d->needs, approvers, n);
    d->approvals = n;
}

/* ---- notes on lines ---- */

static void add_finding_notes(Review *r)
{
    ReviewData *d = &r->data;
    bool ascii = canvas_ascii(r->screen->canvas);
    for (size_t i = 0; i < d->checks.len; i++) {
        const CheckResult *c = &d->checks.items[i];
        for (size_t k = 0; k < c->findings.len && c->state == CHECK_FAILED; k++) {
            const Finding *f = &c->findings.items[k];
            if (!f->file)
                continue;
            if (strcmp(c->name, "scope") == 0 && !strlist_has(&d->outside, f->file))
                strlist_add(&d->outside, d->arena, f->file);
            const char *glyph = check_state_glyph(c->state, ascii);
            const char *text = arena_printf(d->arena, "%s %s: %s", glyph, c->name, f->text);
            AVEC_PUSH(&d->notes, d->arena, ((ReviewNote){ .file = f->file, .line = f->line, .text = text,
                                                          .style = STYLE_STATE_BAD }));
        }
    }
}

/* Comments that others gave on lines of this revision. */
static void add_given_notes(Review *r, const DecisionRow *x)
{
    ReviewData *d = &r->data;
    CLEANUP(json_free_ptr) Json *remarks = NULL;
    if (!x->remarks || json_parse(str_from(x->remarks), &remarks) < 0)
        return;
    for (const Json *j = json_first(remarks); j; j = json_next(j)) {
        const char *file = json_get_str(j, "file"), *text = json_get_str(j, "text"), *side = json_get_str(j, "side");
        if (!file || !text)
            continue;
        const char *who = x->person ? x->person : x->actor ? x->actor : "somebody";
        AVEC_PUSH(&d->notes, d->arena, ((ReviewNote){
            .file = arena_strdup(d->arena, file), .line = (int)json_get_int(j, "line", 0), .style = STYLE_REMARK,
            .text = arena_printf(d->arena, "%s %s: %s", verdict_glyph(VERDICT_COMMENTED,
                                 canvas_ascii(r->screen->canvas)), who, text),
            .old = side && strcmp(side, "old") == 0,
        }));
    }
}

static void add_notes(Review *r)
{
    ReviewData *d = &r->data;
    add_finding_notes(r);
    for (size_t i = 0; i < d->decisions.len; i++)
        if (d->revision && d->decisions.items[i].revision &&
            strcmp(d->decisions.items[i].revision, d->revision->digest) == 0)
            add_given_notes(r, &d->decisions.items[i]);
    for (size_t i = 0; i < r->remarks.len; i++) {
        const ReviewRemark *m = &r->remarks.items[i];
        if (strcmp(m->handoff, r->id) != 0)
            continue;
        const char *text = arena_printf(d->arena, "%s you: %s", verdict_glyph(VERDICT_COMMENTED,
                                        canvas_ascii(r->screen->canvas)), m->text);
        AVEC_PUSH(&d->notes, d->arena, ((ReviewNote){ .file = arena_strdup(d->arena, m->file), .line = m->line,
                                                      .old = m->old, .text = text, .style = STYLE_REMARK }));
    }
}

/* ---- all of it ---- */

static void read_checks(ReviewData *d, Store *s)
{
    CheckRowsKept rows = { 0 };
    if (!d->revision || store_checks(s, d->arena, d->handoff.id, d->revision->digest, &rows) < 0)
        return;
    checks_of_rows(&rows, d->arena, &d->checks);
}

void review_read(Review *r, Screen *s)
{
    Store *store = s->context->store;
    ReviewData *d = &r->data;
    HandoffRows rows = { 0 };

    arena_free(d->arena);
    *d = (ReviewData){ .arena = arena_new() };
    store_handoffs(store, d->arena, &(HandoffQuery){ .id = r->id, .limit = 1 }, &rows);
    d->found = rows.len > 0;
    if (!d->found) {
        read_body(r, store, NULL);
        return;
    }
    d->handoff = rows.items[0];
    store_revisions(store, d->arena, d->handoff.id, &d->revisions);
    d->revision = d->revisions.len ? &d->revisions.items[d->revisions.len - 1] : NULL;
    store_decisions(store, d->arena, d->handoff.id, &d->decisions);
    store_effects(store, d->arena, d->handoff.id, false, &d->effects);
    read_checks(d, store);
    read_seen(r, store);
    read_policy(r, s->context);
    add_notes(r);
    read_body(r, store, d->revision);
}

void review_forget(Review *r)
{
    arena_free(r->data.arena);
    arena_free(r->body.arena);
    r->data = (ReviewData){ 0 };
    r->body = (ReviewBody){ 0 };
}
