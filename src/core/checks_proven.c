/*
 * checks_proven.c - what checks found, as the events say it: the last word of each, on one revision.
 *
 * Whoever decides on results, or says what a decision rested on, starts here.  Rows of the projection are for
 * screens: one that was written with plain SQL passes no check, and that it is there refuses everything.
 */
#include <errno.h>

#include "baton/core/checks.h"
#include "baton/format/json.h"

enum { BATCH = 32, TRIES = 20 };

typedef struct {
    Context *c;
    Arena *arena;
    const char *handoff, *revision;
    CheckRowsKept rows;
    Message *m;
} Reading;

/* ---- events ---- */

/* NULL: nothing was said. */
static const char *kept(Reading *k, const Json *check, const char *key)
{
    const char *text = json_get_str(check, key);
    return text && *text ? arena_strdup(k->arena, text) : NULL;
}

static const char *findings(Reading *k, const Json *check)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const Json *list = json_get(check, "findings");
    if (!json_is_array(list) || !json_len(list))
        return "[]";
    json_write(&out, list, false);
    return arena_str(k->arena, buf_str(&out));
}

static CheckRowKept *row_of(const CheckRowsKept *rows, const char *name)
{
    for (size_t i = 0; i < rows->len; i++)
        if (strcmp(rows->items[i].name, name) == 0)
            return &rows->items[i];
    return NULL;
}

/* It keeps its place when it is reported again. */
static void take_check(Reading *k, const Event *e, const Json *check)
{
    const char *state = json_get_str(check, "state");
    CheckRowKept row = { .handoff = k->handoff, .revision = k->revision, .name = kept(k, check, "name"),
                         .at = e->at, .seq = e->seq };
    if (!row.name || check_state_parse(state ? state : "", &row.state) < 0)
        return;
    row.why = kept(k, check, "why");
    row.output = kept(k, check, "output");
    row.findings = findings(k, check);
    row.status = (int)json_get_int(check, "status", 0);
    row.findings_more = json_get_int(check, "findings_more", 0);
    row.output_dropped = json_get_int(check, "output_dropped", 0);
    row.ms = json_get_int(check, "ms", 0);
    CheckRowKept *before = row_of(&k->rows, row.name);
    if (before)
        *before = row;
    else
        AVEC_PUSH(&k->rows, k->arena, row);
}

static int take_event(Reading *k, const Event *e)
{
    Json *tree = NULL;
    if (store_event_proven(k->c->store, e->seq, EVENT_CHECK_REPORTED, k->handoff) != 1)
        return fail_with(k->m, -EBADMSG, "Event %lld of the ledger, results of checks, is not as it was recorded; "
                         "`baton verify` tells more", (long long)e->seq);
    if (!e->body || json_parse(str_from(e->body), &tree) < 0)
        return 0;
    CLEANUP(json_free_ptr) Json *body = tree;
    const char *revision = json_get_str(body, "revision");
    if (!revision || strcmp(revision, k->revision) != 0)
        return 0;
    for (const Json *check = json_first(json_get(body, "checks")); check; check = json_next(check))
        take_check(k, e, check);
    return 0;
}

/* A few at a time: what commands say may be long. */
static int read_events(Reading *k)
{
    EventQuery q = { .kind = event_kind_text(EVENT_CHECK_REPORTED), .subject = k->handoff, .limit = BATCH };
    for (;;) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        EventRows rows = { 0 };
        int r = store_events(k->c->store, a, &q, &rows);
        if (r < 0)
            return fail_with(k->m, r, "The results of the checks cannot be read: %s", strerror(-r));
        for (size_t i = 0; r >= 0 && i < rows.len; i++)
            r = take_event(k, &rows.items[i]);
        if (r < 0 || rows.len < BATCH)
            return MIN(r, 0);
        q.after = rows.items[rows.len - 1].seq;
    }
}

/* ---- the projection ---- */

static bool is_same(const CheckRowKept *a, const CheckRowKept *b)
{
    return a->state == b->state && a->status == b->status && a->seq == b->seq && text_same(a->why, b->why) &&
           a->findings_more == b->findings_more && text_same(a->findings, b->findings);
}

static int differs(Reading *k, const char *name)
{
    return fail_with(k->m, -EBADMSG, "The check '%s' is listed otherwise than the ledger's events say; `baton verify` "
                     "tells more", name);
}

static int compare(Reading *k)
{
    CheckRowsKept listed = { 0 };
    int r = store_checks(k->c->store, k->arena, k->handoff, k->revision, &listed);
    if (r < 0)
        return fail_with(k->m, r, "The results of the checks cannot be read: %s", strerror(-r));
    for (size_t i = 0; i < listed.len; i++) {
        const CheckRowKept *row = row_of(&k->rows, listed.items[i].name);
        if (!row || !is_same(row, &listed.items[i]))
            return differs(k, listed.items[i].name);
    }
    for (size_t i = 0; i < k->rows.len; i++)
        if (!row_of(&listed, k->rows.items[i].name))
            return differs(k, k->rows.items[i].name);
    return 0;
}

static int read_once(Reading *k)
{
    k->rows = (CheckRowsKept){ 0 };
    int r = read_events(k);
    return r < 0 ? r : compare(k);
}

/* What was committed between the two looks is no difference: then both are taken again. */
int checks_proven(Context *c, const char *handoff, const char *revision, Arena *a, CheckRowsKept *ret, Message *m)
{
    Message why = { 0 };
    Reading k = { .c = c, .arena = a, .handoff = arena_strdup(a, handoff), .revision = arena_strdup(a, revision),
                  .m = &why };
    int64_t before, now = store_data_version(c->store);
    int r, tries = TRIES;
    do {
        before = now;
        r = read_once(&k);
        now = store_data_version(c->store);
    } while (r == -EBADMSG && now != before && --tries);
    if (r < 0)
        return fail_with(m, r, "%s", why.text);
    *ret = k.rows;
    return 0;
}
