/*
 * query_unchecked.c - revisions whose checks did not come to an end, and who is at them.
 *
 * Asked whenever documents are brought up to date, so nearly always of indexes that are empty.  The names of
 * leases are those that collecting evidence takes: "checks:HANDOFF:REVISION:quick" and "…:slow".
 */
#include "baton/store/gate.h"
#include "db.h"

static const char unchecked[] =
    "SELECT h.id, h.digest, 0, r.at, l.pid, l.started FROM revision r "
    "JOIN handoff h ON h.id = r.handoff AND h.revisions = r.number "
    "LEFT JOIN lease l ON l.name = 'checks:' || h.id || ':' || h.digest || ':quick' "
    "WHERE r.evidence_seq = 0 AND r.tree <> '' AND h.state IN ('draft', 'submitted') "
    "UNION ALL "
    "SELECT h.id, h.digest, 1, max(c.at), l.pid, l.started FROM check_result c "
    "JOIN handoff h ON h.id = c.handoff AND h.digest = c.revision "
    "LEFT JOIN lease l ON l.name = 'checks:' || h.id || ':' || h.digest || ':slow' "
    "WHERE c.state = 'running' AND h.state IN ('draft', 'submitted') GROUP BY h.id, h.digest";

int store_unchecked(Store *s, Arena *a, UncheckedRows *ret_rows)
{
    CLEANUP(sql_done) sqlite3_stmt *st = sql_query(s, unchecked, "");
    UncheckedRows rows = { 0 };
    int r;

    while ((r = sql_step(s, st)) == 1) {
        UncheckedRow row = {
            .handoff = sql_full_text(a, st, 0), .revision = sql_full_text(a, st, 1),
            .running = sqlite3_column_int64(st, 2) == 1, .at = sqlite3_column_int64(st, 3),
            .pid = sql_small(st, 4), .started = (uint64_t)sqlite3_column_int64(st, 5),
        };
        AVEC_PUSH(&rows, a, row);
    }
    if (r == 0)
        *ret_rows = rows;
    return r;
}
