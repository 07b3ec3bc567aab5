/*
 * query_revisions.c - revisions of handoffs, and the evidence that was kept about them.
 */
#include <errno.h>

#include "baton/format/json.h"
#include "baton/store/gate.h"
#include "redacted.h"

static RevisionRow revision_read(Arena *a, sqlite3_stmt *st)
{
    return (RevisionRow){
        .handoff = sql_full_text(a, st, 0),
        .number = sql_small(st, 1),
        .seq = sqlite3_column_int64(st, 2),
        .at = sqlite3_column_int64(st, 3),
        .digest = sql_full_text(a, st, 4),
        .artifact = sql_text(a, st, 5),
        .file = sql_full_text(a, st, 6),
        .from = sql_text(a, st, 7),
        .to = sql_text(a, st, 8),
        .summary = sql_text(a, st, 9),
        .run = sql_text(a, st, 10),
        .base = sql_text(a, st, 11),
        .base_why = sql_text(a, st, 12),
        .head = sql_text(a, st, 13),
        .tree = sql_text(a, st, 14),
        .files = sql_full_text(a, st, 15),
        .evidence_seq = sqlite3_column_int64(st, 16),
    };
}

int store_revisions(Store *s, Arena *a, const char *handoff, RevisionRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT handoff, number, seq, at, digest, artifact, file, from_name, to_name, summary, run, "
                  "base, base_why, head, tree, files, evidence_seq FROM revision WHERE handoff = ? ORDER BY number",
                  "t", handoff);
    RevisionRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, revision_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}

static CheckRowKept check_read(Arena *a, sqlite3_stmt *st)
{
    CheckRowKept c = {
        .handoff = sql_full_text(a, st, 0),
        .revision = sql_full_text(a, st, 1),
        .name = sql_full_text(a, st, 2),
        .why = sql_text(a, st, 4),
        .findings = sql_full_text(a, st, 5),
        .findings_more = sqlite3_column_int64(st, 6),
        .output = sql_text(a, st, 7),
        .output_dropped = sqlite3_column_int64(st, 8),
        .status = sql_small(st, 9),
        .ms = sqlite3_column_int64(st, 10),
        .at = sqlite3_column_int64(st, 11),
        .seq = sqlite3_column_int64(st, 12),
    };
    (void)check_state_parse(sql_borrow(st, 3), &c.state);
    return c;
}

int store_checks(Store *s, Arena *a, const char *handoff, const char *revision, CheckRowsKept *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT handoff, revision, name, state, why, findings, findings_more, output, output_dropped, "
                  "status, ms, at, seq FROM check_result WHERE handoff = ? AND revision = ? ORDER BY place",
                  "tt", handoff, revision);
    CheckRowsKept rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1)
        AVEC_PUSH(&rows, a, check_read(a, st));
    if (r == 0)
        *ret_rows = rows;
    return r;
}

/* The body of the event of this seq and kind.  -ENOENT */
static int read_body(Store *s, int64_t seq, EventKind kind, Json **ret_body)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s, "SELECT body FROM event WHERE seq = ? AND kind = ?", "it", seq, event_kind_text(kind));
    int r = sql_step(s, st);

    if (r != 1)
        return r < 0 ? r : -ENOENT;
    return json_parse(str_from(sql_borrow(st, 0)), ret_body) < 0 ? -ENOENT : 0;
}

static int nibble(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static int add_hex(Buf *out, const char *hex)
{
    size_t len = strlen(hex);

    if (len % 2)
        return -EBADMSG;
    buf_reserve(out, len / 2);
    for (size_t i = 0; i < len; i += 2) {
        int high = nibble(hex[i]), low = nibble(hex[i + 1]);
        if (high < 0 || low < 0)
            return -EBADMSG;
        buf_addc(out, (char)(high << 4 | low));
    }
    return 0;
}

static int is_redacted(Store *s, int64_t seq)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    RedactedList list = { 0 };
    int r = redacted_list(s, a, &list);
    return r < 0 ? r : redacted_in(&list, seq) != NULL;
}

int store_artifact(Store *s, int64_t seq, Buf *out)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    int r = read_body(s, seq, EVENT_HANDOFF_REVISED, &body);

    if (r < 0)
        return r;
    const char *text = json_get_str(body, "text"), *bytes = json_get_str(body, "bytes");
    if (!text && !bytes)
        return -ENOENT;
    r = is_redacted(s, seq);
    if (r != 0)
        return r < 0 ? r : -ESTALE;
    if (!text)
        return add_hex(out, bytes);
    buf_adds(out, text);
    return 0;
}

int store_diff(Store *s, int64_t evidence_seq, Buf *out, int64_t *ret_left_out)
{
    CLEANUP(json_free_ptr) Json *body = NULL;
    int r = read_body(s, evidence_seq, EVENT_HANDOFF_EVIDENCE, &body);

    if (r < 0)
        return r;
    const char *diff = json_get_str(body, "diff");
    buf_adds(out, diff ? diff : "");
    *ret_left_out = json_get_int(body, "left_out", 0);
    return 0;
}

const char *store_approved_commit(Store *s, Arena *a, const char *run)
{
    CLEANUP(sql_done) sqlite3_stmt *st =
        sql_query(s,
                  "SELECT r.head FROM handoff h JOIN revision r ON r.handoff = h.id AND r.number = h.revisions "
                  "WHERE h.state = 'approved' AND h.run = ? ORDER BY h.decided_at DESC, h.number DESC LIMIT 1",
                  "t", run);
    return sql_step(s, st) == 1 ? sql_text(a, st, 0) : NULL;
}
