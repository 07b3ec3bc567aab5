/*
 * review_history.c - what became of a handoff: revisions, decisions, comments and what followed, oldest first.
 */
#include "baton/base/clock.h"
#include "baton/format/json.h"
#include "review.h"

enum { WHEN = 12 };

typedef struct {
    int64_t seq;
    const RevisionRow *revision;
    const DecisionRow *decision;
    const EffectRow *effect;
} Entry;
typedef struct { Entry *items; size_t len, cap; } Entries;

static int by_seq(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    if (x->seq != y->seq)
        return x->seq < y->seq ? -1 : 1;
    return (x->effect != NULL) - (y->effect != NULL);
}

static void gather(const ReviewData *d, Arena *a, Entries *ret)
{
    for (size_t i = 0; i < d->revisions.len; i++)
        AVEC_PUSH(ret, a, ((Entry){ .seq = d->revisions.items[i].seq, .revision = &d->revisions.items[i] }));
    for (size_t i = 0; i < d->decisions.len; i++)
        AVEC_PUSH(ret, a, ((Entry){ .seq = d->decisions.items[i].seq, .decision = &d->decisions.items[i] }));
    for (size_t i = 0; i < d->effects.len; i++)
        AVEC_PUSH(ret, a, ((Entry){ .seq = d->effects.items[i].decision, .effect = &d->effects.items[i] }));
    if (ret->len)
        qsort(ret->items, ret->len, sizeof *ret->items, by_seq);
}

static void put_time(TextWriter *w, int64_t at)
{
    char text[TIME_TEXT_SIZE];
    time_format(at, text);
    text[10] = ' ';
    text[16] = '\0';
    w->indent = 0;
    text_words(w, STYLE_DIM, raw(text + 5));
    w->indent = WHEN;
}

static const char *names(Arena *a, const StrList *l)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    for (size_t i = 0; i < l->len; i++)
        buf_addf(&b, "%s%s", i ? ", " : "", l->items[i]);
    return arena_str(a, buf_str(&b));
}

static void put_revision(TextWriter *w, const RevisionRow *v)
{
    put_time(w, v->at);
    text_wordsf(w, STYLE_TEXT, " revision %s", digest_short(v->digest).text);
    if (v->summary && *v->summary)
        text_wordsf(w, STYLE_DIM, " %s", v->summary);
}

static void put_remarks(ReviewTable *t, const char *text)
{
    CLEANUP(json_free_ptr) Json *remarks = NULL;
    if (!text || json_parse(str_from(text), &remarks) < 0)
        return;
    for (const Json *j = json_first(remarks); j; j = json_next(j)) {
        const char *file = json_get_str(j, "file"), *said = json_get_str(j, "text");
        table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
        t->writer.indent = WHEN + 1;
        text_wordsf(&t->writer, STYLE_REMARK, "%s:%lld: %s", file ? file : "?",
                    (long long)json_get_int(j, "line", 0), said ? said : "");
    }
}

static void put_decision(Review *r, ReviewTable *t, const DecisionRow *x)
{
    TextWriter *w = &t->writer;
    put_time(w, x->at);
    text_wordsf(w, verdict_style(x->verdict), " %s %s", verdict_glyph(x->verdict, canvas_ascii(r->screen->canvas)),
                verdict_text(x->verdict));
    text_wordsf(w, STYLE_STRONG, " %s", x->person ? x->person : x->actor ? x->actor : "somebody");
    if (x->revision)
        text_wordsf(w, STYLE_DIM, " %s", digest_short(x->revision).text);
    review_proof_words(r, x, w);
    if (x->revoked)
        text_words(w, STYLE_STATE_BAD, raw(" taken back since"));
    if (x->waived.len)
        text_wordsf(w, STYLE_STATE_HUMAN, " waives %s", names(t->arena, &x->waived));
    if (x->failed.len)
        text_wordsf(w, STYLE_DIM, " with %s not passed", names(t->arena, &x->failed));
    if (x->comment && *x->comment)
        text_wordsf(w, STYLE_TEXT, ": %s", x->comment);
    put_remarks(t, x->remarks);
}

static void put_effect(Review *r, TextWriter *w, const EffectRow *e)
{
    w->indent = WHEN + 1;
    text_wordsf(w, effect_style(e->state), "%s %s %s", effect_state_glyph(e->state, canvas_ascii(r->screen->canvas)),
                e->kind, effect_state_text(e->state));
    if (e->detail && *e->detail)
        text_wordsf(w, STYLE_DIM, ": %s", e->detail);
}

void review_make_history(Review *r, ReviewTable *t)
{
    Entries all = { 0 };
    gather(&r->data, t->arena, &all);
    review_part_title(r, t, "History", NULL);
    for (size_t i = 0; i < all.len; i++) {
        const Entry *e = &all.items[i];
        if (e->revision)
            put_revision(&t->writer, e->revision);
        else if (e->decision)
            put_decision(r, t, e->decision);
        else
            put_effect(r, &t->writer, e->effect);
        table_take(t, (ReviewRow){ .kind = ROW_RICH, .item = -1 });
    }
    t->writer.indent = 0;
}
