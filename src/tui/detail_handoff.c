/*
 * detail_handoff.c - a handoff in the detail pane: what it says, what its checks found, who decided.
 */
#include "baton/base/clock.h"
#include "baton/core/checks.h"
#include "baton/format/json.h"
#include "detail.h"

static const char *item_text(const Json *item)
{
    const char *text = json_text(item);
    return text ? text : json_get_str(item, "text");
}

static void json_items(TextWriter *w, const Json *body, const char *key, const char *heading, const char *none)
{
    const Json *items = json_get(body, key);
    if (!json_len(items) && !none)
        return;
    text_gap(w);
    text_words(w, STYLE_HEADING, raw(heading));
    text_end_line(w);
    if (!json_len(items)) {
        w->indent = 1;
        text_words(w, STYLE_DIM, raw(none));
        text_end_line(w);
    }
    for (const Json *i = json_first(items); i; i = json_next(i)) {
        w->indent = 1;
        text_verbatim(w, STYLE_DIM, raw("• "));
        w->indent = 3;
        text_words(w, STYLE_TEXT, raw(item_text(i)));
        text_end_line(w);
    }
    w->indent = 0;
}

/* ---- checks, and the last decision ---- */

static void check_line(TextWriter *w, const CheckResult *c, bool ascii)
{
    w->indent = 1;
    text_wordsf(w, check_style(c->state), "%s", check_state_glyph(c->state, ascii));
    w->indent = 3;
    text_wordsf(w, STYLE_STRONG, " %s", c->name);
    if (c->findings.len) {
        const Finding *f = &c->findings.items[0];
        if (f->file)
            text_wordsf(w, STYLE_LINK, f->line ? " %s:%d" : " %s", f->file, f->line);
        text_wordsf(w, STYLE_TEXT, " %s", f->text);
        if (c->findings.len + c->findings_more > 1)
            text_wordsf(w, STYLE_DIM, " and %zu more", c->findings.len + c->findings_more - 1);
    } else if (c->why && *c->why) {
        text_wordsf(w, STYLE_DIM, " %s: %s", check_state_text(c->state), c->why);
    } else {
        text_wordsf(w, STYLE_DIM, " %s", check_state_text(c->state));
    }
    text_end_line(w);
    w->indent = 0;
}

static void checks(Screen *s, TextWriter *w, const HandoffRow *h)
{
    CheckRowsKept rows = { 0 };
    CheckResults all = { 0 };
    if (!h->digest || store_checks(s->context->store, w->text->arena, h->id, h->digest, &rows) < 0 || !rows.len)
        return;
    checks_of_rows(&rows, w->text->arena, &all);
    text_gap(w);
    text_words(w, STYLE_HEADING, raw("Checks"));
    text_end_line(w);
    for (size_t i = 0; i < all.len; i++)
        check_line(w, &all.items[i], canvas_ascii(s->canvas));
}

static void last_decision(Screen *s, TextWriter *w, const HandoffRow *h)
{
    DecisionRows rows = { 0 };
    char age[AGE_TEXT_SIZE];
    if (store_decisions(s->context->store, w->text->arena, h->id, &rows) < 0 || !rows.len)
        return;
    const DecisionRow *d = &rows.items[rows.len - 1];
    text_field(w, "Decision", LABEL, verdict_style(d->verdict),
               arena_printf(w->text->arena, "%s %s by %s, %s ago%s%s",
                            verdict_glyph(d->verdict, canvas_ascii(s->canvas)), verdict_text(d->verdict),
                            d->person ? d->person : d->actor ? d->actor : "somebody",
                            age_format(d->at, clock_now(), age), d->comment && *d->comment ? ": " : "",
                            d->comment ? d->comment : ""));
}

void detail_handoff(Screen *s, TextWriter *w, const ListRow *row)
{
    Arena *a = w->text->arena;
    HandoffRows rows = { 0 };
    CLEANUP(json_free_ptr) Json *body = NULL;

    store_handoffs(s->context->store, a, &(HandoffQuery){ .id = row->id, .limit = 1 }, &rows);
    if (!rows.len)
        return;
    const HandoffRow *h = &rows.items[0];
    json_parse(str_from(h->body ? h->body : "{}"), &body);
    detail_title(w, h->summary && *h->summary ? h->summary : h->file);
    text_gap(w);
    detail_state(w, handoff_style(h->state), handoff_state_glyph(h->state, canvas_ascii(s->canvas)),
                handoff_state_text(h->state), NULL);
    const char *from = h->from && h->from_why ? arena_printf(a, "%s (%s)", h->from, h->from_why) : h->from;
    text_field(w, "From", LABEL, STYLE_TEXT, from ? from : "not known");
    text_field(w, "To", LABEL, STYLE_TEXT, h->to ? h->to : h->to_raw ? h->to_raw : "not known");
    text_field(w, "Revision", LABEL, STYLE_TEXT, arena_printf(a, "%s, the %d%s",
               digest_short(h->digest).text, h->revisions,
               h->revisions == 1 ? "st" : h->revisions == 2 ? "nd" : h->revisions == 3 ? "rd" : "th"));
    text_field(w, "File", LABEL, STYLE_TEXT, h->file);
    detail_time(w, "Submitted", h->submitted_at);
    detail_time(w, "Changed", h->updated_at);
    last_decision(s, w, h);
    checks(s, w, h);
    json_items(w, body, "accomplishments", "Accomplishments", "none are named");
    json_items(w, body, "blockers", "Blockers", "none");
    json_items(w, body, "questions", "Questions", NULL);
    json_items(w, body, "next_steps", "Next steps", NULL);
    json_items(w, body, "extras", "Further notes", NULL);
    detail_history(s, w, (EventQuery){ .subject = h->id });
}
