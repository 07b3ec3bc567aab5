/*
 * query_decisions.c - decisions that counted, and what follows from them.
 *
 * The projection says which decisions counted; what they say is read from their events, so that a
 * row that somebody bent cannot turn a rejection into an approval or hide that one was revoked.
 */
#include <inttypes.h>

#include "baton/format/json.h"
#include "baton/store/gate.h"
#include "db.h"

static const char *body_text(Arena *a, const Json *body, const char *key)
{
    const char *text = json_get_str(body, key);
    return text && *text ? arena_strdup(a, text) : NULL;
}

static const char *body_remarks(Arena *a, const Json *body)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const Json *remarks = json_get(body, "remarks");

    if (!json_is_array(remarks))
        return "[]";
    json_write(&out, remarks, false);
    return arena_str(a, buf_str(&out));
}

static void read_body(Arena *a, const Json *body, DecisionRow *d)
{
    const char *revision = body_text(a, body, "revision");

    d->revision = revision ? revision : "";
    (void)verdict_parse(json_get_str(body, "verdict") ? json_get_str(body, "verdict") : "", &d->verdict);
    d->person = body_text(a, body, "person");
    d->principal = body_text(a, body, "principal");
    d->remarks = body_remarks(a, body);
    d->statement = body_text(a, body, "statement");
    d->signature = body_text(a, body, "signature");
    d->signer = body_text(a, body, "signer");
    d->checks = body_text(a, body, "checks");
    d->tty = body_text(a, body, "tty");
    d->ssh = body_text(a, body, "ssh");
    json_get_list(body, "roles", a, &d->roles);
    json_get_list(body, "waived", a, &d->waived);
    json_get_list(body, "failed", a, &d->failed);
}

static DecisionRow decision_read(Arena *a, sqlite3_stmt *st)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    DecisionRow d = {
        .seq = sqlite3_column_int64(st, 0),
        .at = sqlite3_column_int64(st, 1),
        .handoff = sql_full_text(a, st, 2),
        .actor = sql_text(a, st, 3),
        .source = sql_text(a, st, 4),
        .host = sql_text(a, st, 5),
        .comment = sql_text(a, st, 6),
        .revoked = sqlite3_column_int64(st, 9) != 0,
        .verdict = VERDICT_COMMENTED,
    };

    (void)json_parse(str_from(sql_borrow(st, 7)), &body);
    read_body(a, body, &d);
    const char *state = d.verdict == VERDICT_COMMENTED ? NULL : json_get_str(body, "state");
    (void)handoff_state_parse(state ? state : sql_borrow(st, 8), &d.state);
    return d;
}

/* Whoever took one approval back took all back that came before. */
static void mark_revoked(DecisionRows *rows)
{
    bool revoked = false;

    for (size_t i = rows->len; i-- > 0;) {
        DecisionRow *d = &rows->items[i];
        if (d->verdict == VERDICT_APPROVED)
            d->revoked |= revoked;
        revoked |= d->verdict == VERDICT_REVOKED;
    }
}

int store_decisions(Store *s, Arena *a, const char *handoff, DecisionRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT e.seq, e.at, e.subject, e.actor, e.source, e.host, e.reason, e.body, d.state, d.revoked "
                  "FROM decision d JOIN event e ON e.seq = d.seq "
                  "WHERE d.handoff = ?1 AND e.subject = ?1 AND e.kind = 'handoff.decided' ORDER BY e.seq",
                  "t", handoff);
    DecisionRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, decision_read(a, st));
    if (r < 0)
        return r;
    mark_revoked(&rows);
    *ret_rows = rows;
    return 0;
}

static EffectRow effect_read(Arena *a, sqlite3_stmt *st)
{
    EffectRow e = {
        .decision = sqlite3_column_int64(st, 0),
        .kind = sql_full_text(a, st, 1),
        .handoff = sql_full_text(a, st, 2),
        .detail = sql_text(a, st, 4),
        .at = sqlite3_column_int64(st, 5),
    };
    e.id = arena_printf(a, "%" PRId64 ":%s", e.decision, e.kind);
    (void)effect_state_parse(sql_borrow(st, 3), &e.state);
    return e;
}

#define EFFECTS(where) \
    "SELECT decision, kind, handoff, state, detail, at FROM effect WHERE " where " ORDER BY decision, place"

int store_effects(Store *s, Arena *a, const char *handoff, bool only_pending, EffectRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, only_pending ? EFFECTS("(?1 = '' OR handoff = ?1) AND state = 'pending'")
                                  : EFFECTS("(?1 = '' OR handoff = ?1)"), "t", handoff);
    EffectRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, effect_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}

bool store_has_effects(Store *s)
{
    return sql_int(s, "SELECT 1 FROM effect WHERE state = 'pending' LIMIT 1", "") == 1;
}
