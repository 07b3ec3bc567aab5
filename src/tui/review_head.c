/*
 * review_head.c - the first part of the review: what this is, who must decide, what failed, what is new.
 */
#include <stdio.h>

#include "baton/base/clock.h"
#include "review.h"

enum { LABEL = 10, REMARKS_SHOWN = 12 };

static const char *arrow(const Review *r) { return canvas_ascii(r->screen->canvas) ? "->" : "→"; }

static const char *th(int n)
{
    static const char *const ends[] = { "th", "st", "nd", "rd" };
    bool teen = n % 100 >= 11 && n % 100 <= 13;
    return teen || n % 10 > 3 ? ends[0] : ends[n % 10];
}

static void state_line(Review *r, TextWriter *w)
{
    const HandoffRow *h = &r->data.handoff;
    char age[AGE_TEXT_SIZE];
    text_wordsf(w, handoff_style(h->state), "%s %s", handoff_state_glyph(h->state, canvas_ascii(r->screen->canvas)),
                handoff_state_text(h->state));
    text_wordsf(w, STYLE_STRONG, " %s %s %s", h->from ? h->from : "?", arrow(r), h->to ? h->to : "?");
    text_wordsf(w, STYLE_DIM, " %s ago", age_format(h->updated_at, clock_now(), age));
    text_end_line(w);
    if (h->summary && *h->summary) {
        text_words(w, STYLE_TITLE, raw(h->summary));
        text_end_line(w);
    }
}

static const char *files_text(const Review *r, Arena *a)
{
    const Diff *d = &r->body.diff;
    int64_t added = 0, removed = 0;
    for (size_t i = 0; i < d->files.len; i++) {
        added += d->files.items[i].added;
        removed += d->files.items[i].removed;
    }
    if (!r->body.evidence_seq)
        return "the diff is being collected";
    return arena_printf(a, "%zu file%s, +%lld %s%lld", d->files.len, d->files.len == 1 ? "" : "s", (long long)added,
                        canvas_ascii(r->screen->canvas) ? "-" : "−", (long long)removed);
}

static void revision_lines(Review *r, TextWriter *w)
{
    Arena *a = w->text->arena;
    const RevisionRow *v = r->data.revision;
    if (!v) {
        text_field(w, "Revision", LABEL, STYLE_STATE_HUMAN, "none is recorded: R takes a new look at the files");
        return;
    }
    text_field(w, "Revision", LABEL, STYLE_TEXT,
               arena_printf(a, "%s, the %d%s; %s", digest_short(v->digest).text, v->number, th(v->number),
                            files_text(r, a)));
    if (v->base && *v->base)
        text_field(w, "Base", LABEL, STYLE_DIM, arena_printf(a, v->base_why && *v->base_why ? "%s (%s)" : "%s",
                                                             digest_short(v->base).text, v->base_why));
}

static const char *need_text(Arena *a, const ApprovalNeed *n)
{
    const char *what = n->role ? n->role : "person";
    if (n->count > 1)
        return arena_printf(a, "%d of role %s", n->count, what);
    return n->role ? arena_printf(a, "one %s", what) : "any person";
}

static void decider_lines(Review *r, TextWriter *w)
{
    const ReviewData *d = &r->data;
    Arena *a = w->text->arena;
    CLEANUP(buf_done) Buf all = BUF_INIT;
    if (*d->policy_why.text) {
        text_field(w, "Decides", LABEL, STYLE_STATE_BAD, d->policy_why.text);
        return;
    }
    for (size_t i = 0; i < d->needs.len; i++) {
        const ApprovalNeed *n = &d->needs.items[i];
        buf_addf(&all, "%s%s", i ? "; " : "", need_text(a, n));
        if (n->where && *n->where)
            buf_addf(&all, " (%s)", n->where);
    }
    if (d->policy.is_signed)
        buf_adds(&all, "; signed");
    text_field(w, "Decides", LABEL, STYLE_TEXT, arena_str(a, buf_str(&all)));
    if (d->missing && d->approvals && d->handoff.state == HANDOFF_SUBMITTED)
        text_field(w, "Missing", LABEL, STYLE_STATE_HUMAN, need_text(a, d->missing));
}

static void seen_line(Review *r, TextWriter *w)
{
    const ReviewData *d = &r->data;
    char age[AGE_TEXT_SIZE];
    if (!d->seen)
        return;
    const char *files = d->fresh.len == 1 ? "1 file" : arena_printf(w->text->arena, "%zu files", d->fresh.len);
    bool none = !d->fresh.len && !d->artifact_fresh;
    text_field(w, "New", LABEL, STYLE_STATE_HUMAN,
               arena_printf(w->text->arena, "changed since you looked at %s (%s old): %s%s%s",
                            digest_short(d->seen->digest).text,
                            age_format(d->seen->at, clock_now(), age),
                            none ? "no file and not the artifact" : d->fresh.len ? files : "",
                            d->fresh.len && d->artifact_fresh ? ", " : "", d->artifact_fresh ? "the artifact" : ""));
}

/* The last verdict on this handoff, where it stands. */
static void verdict_line(Review *r, TextWriter *w)
{
    const DecisionRows *all = &r->data.decisions;
    const DecisionRow *last = NULL;
    char age[AGE_TEXT_SIZE];
    for (size_t i = 0; i < all->len; i++)
        if (all->items[i].verdict != VERDICT_COMMENTED && all->items[i].verdict != VERDICT_WAIVED)
            last = &all->items[i];
    if (!last)
        return;
    bool older = last->revision && r->data.revision && strcmp(last->revision, r->data.revision->digest) != 0;
    w->indent = 0;
    text_verbatim(w, STYLE_LABEL, raw("Decision  "));
    w->indent = LABEL;
    text_wordsf(w, verdict_style(last->verdict), "%s %s",
                verdict_glyph(last->verdict, canvas_ascii(r->screen->canvas)), verdict_text(last->verdict));
    if (older)
        text_wordsf(w, STYLE_STATE_HUMAN, " at %s, an older revision,", digest_short(last->revision).text);
    text_wordsf(w, STYLE_TEXT, " by %s", last->person ? last->person : last->actor ? last->actor : "somebody");
    text_wordsf(w, STYLE_DIM, ", %s ago", age_format(last->at, clock_now(), age));
    review_proof_words(r, last, w);
    if (last->revoked)
        text_words(w, STYLE_STATE_BAD, raw(" taken back since"));
    if (last->comment && *last->comment)
        text_wordsf(w, STYLE_TEXT, ": %s", last->comment);
    text_end_line(w);
    w->indent = 0;
}

/* ---- what failed ---- */

static bool is_trouble(CheckState s)
{
    return s == CHECK_FAILED || s == CHECK_RUNNING || s == CHECK_STALE;
}

static void trouble_line(Review *r, ReviewTable *t, size_t i)
{
    const CheckResult *c = &r->data.checks.items[i];
    TextWriter *w = &t->writer;
    w->indent = 0;
    text_wordsf(w, check_style(c->state), "%s %s", check_state_glyph(c->state, canvas_ascii(r->screen->canvas)),
                c->name);
    review_check_marks(r, w, c);
    w->indent = 2;
    if (c->findings.len) {
        const Finding *f = &c->findings.items[0];
        char line[16] = "";
        if (f->line)
            snprintf(line, sizeof line, ":%d", f->line);
        text_wordsf(w, STYLE_TEXT, f->file ? " %s%s: %s" : "%s%s %s", f->file ? f->file : "", line, f->text);
        if (c->findings.len + c->findings_more > 1)
            text_wordsf(w, STYLE_DIM, " and %zu more", c->findings.len + c->findings_more - 1);
    } else if (c->state == CHECK_FAILED) {
        text_wordsf(w, STYLE_TEXT, " exit %d", c->status);
    } else {
        text_wordsf(w, STYLE_TEXT, c->state == CHECK_RUNNING ? " has not finished" : " the files changed while it ran");
    }
    table_take(t, (ReviewRow){ .kind = ROW_CHECK, .item = (int32_t)i });
    w->indent = 0;
}

/* What was not looked at is told apart from what passed. */
static void skipped_line(Review *r, ReviewTable *t)
{
    const CheckResults *all = &r->data.checks;
    size_t n = 0;
    for (size_t i = 0; i < all->len; i++)
        if (all->items[i].state == CHECK_SKIPPED)
            text_wordsf(&t->writer, STYLE_DIM, n++ ? ", %s" : "not looked at: %s", all->items[i].name);
    text_end_line(&t->writer);
}

static void trouble(Review *r, ReviewTable *t)
{
    size_t n = 0, passed = 0;
    const CheckResults *all = &r->data.checks;
    for (size_t i = 0; i < all->len; i++) {
        passed += all->items[i].state == CHECK_PASSED;
        n += is_trouble(all->items[i].state);
    }
    text_gap(&t->writer);
    table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
    for (size_t i = 0; i < all->len; i++)
        if (is_trouble(all->items[i].state))
            trouble_line(r, t, i);
    if (!n && passed)
        text_wordsf(&t->writer, STYLE_STATE_DONE, "%s nothing failed: %zu of %zu checks passed",
                    check_state_glyph(CHECK_PASSED, canvas_ascii(r->screen->canvas)), passed, all->len);
    else if (!all->len)
        text_words(&t->writer, STYLE_DIM, raw("No check has reported yet."));
    text_end_line(&t->writer);
    skipped_line(r, t);
}

static void own_remarks(Review *r, ReviewTable *t)
{
    size_t n = 0;
    TextWriter *w = &t->writer;
    for (size_t i = 0; i < r->remarks.len; i++)
        n += strcmp(r->remarks.items[i].handoff, r->id) == 0;
    if (!n)
        return;
    text_gap(w);
    text_wordsf(w, STYLE_REMARK, "%s %zu comment%s of yours wait%s for the decision; u drops the last",
                verdict_glyph(VERDICT_COMMENTED, canvas_ascii(r->screen->canvas)), n, n == 1 ? "" : "s",
                n == 1 ? "s" : "");
    text_end_line(w);
    for (size_t i = 0, shown = 0; i < r->remarks.len && shown < REMARKS_SHOWN; i++) {
        const ReviewRemark *m = &r->remarks.items[i];
        if (strcmp(m->handoff, r->id) != 0)
            continue;
        shown++;
        w->indent = 2;
        if (m->line)
            text_wordsf(w, STYLE_TEXT, "%s:%d: %s", m->file, m->line, m->text);
        else
            text_wordsf(w, STYLE_TEXT, "%s: %s", m->file, m->text);
        text_end_line(w);
    }
    w->indent = 0;
}

void review_make_head(Review *r, ReviewTable *t)
{
    TextWriter *w = &t->writer;
    if (!r->data.found) {
        text_wordsf(w, STYLE_DIM, "There is no handoff %s.", r->id ? r->id : "");
        table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
        return;
    }
    state_line(r, w);
    revision_lines(r, w);
    decider_lines(r, w);
    verdict_line(r, w);
    seen_line(r, w);
    trouble(r, t);
    own_remarks(r, t);
    text_end_line(w);
    text_break(w);
    table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
}
