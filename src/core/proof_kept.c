/*
 * proof_kept.c - a key that is not listed any more: what it signed stands when somebody vouches for it.
 *
 * What the ledger says of old lists of signers proves nothing, whoever writes the ledger can write that too.  But
 * a decision that a key of today signed covers the digest of the list as it was then, and the head of the
 * chain: what was decided before it, by a key of that list, was good when he signed.
 */
#include <errno.h>

#include "baton/gate/signature.h"
#include "deciding.h"

enum { BATCH = 32, VOUCHERS_MAX = 200 };

/* Those of the lines that this list has. */
static void add_common(const char *lines, const char *list, Buf *out)
{
    for (Str rest = str_from(lines), line; str_next_line(&rest, &line);) {
        bool found = false;
        for (Str all = str_from(list), one; !found && str_next_line(&all, &one);)
            found = str_trim(line).len && str_eq(str_trim(line), str_trim(one));
        if (found)
            buf_addf(out, "%.*s\n", STR_ARG(str_trim(line)));
    }
}

static void add_listed(Context *c, Str statement, const char *lines, Arena *a, Buf *out)
{
    const char *digests = statement_get(statement, "signers", a);
    for (Str rest = str_from(digests); rest.len;) {
        const char *list = signers_text(c, str_cut(&rest, ' '), a);
        if (list)
            add_common(lines, list, out);
    }
}

/* It was signed when that decision stood in the ledger already. */
static bool comes_after(Context *c, Str statement, int64_t seq, Arena *a)
{
    const char *head = statement_get(statement, "ledger", a);
    Str rest = str_from(head), number = str_cut(&rest, ' ');
    int64_t n = 0;
    return head && str_to_i64(number, &n) == 0 && n >= seq && head_was(c->store, head);
}

static int ask_one(Context *c, const char *path, const DecisionRow *row, const Event *e, Arena *a, Buf *out,
                   Message *m)
{
    EventDecision by;
    SignatureState state = SIGNATURE_BAD;
    const char *why = NULL;
    if (!decision_of_event(e, a, &by) || !by.row.signature || !by.row.statement ||
        store_event_proven(c->store, e->seq, EVENT_HANDOFF_DECIDED, by.row.handoff) != 1)
        return 0;
    Str statement = str_from(by.row.statement);
    const char *project = statement_get(statement, "project", a);
    CLEANUP(buf_done) Buf listed = BUF_INIT;
    if (!text_same(project, store_project_id(c->store, a)) || !comes_after(c, statement, row->seq, a))
        return 0;
    add_listed(c, statement, row->signer, a, &listed);
    if (!listed.len)
        return 0;
    int r = signature_verify(c->exec, path, NULL, statement_get(statement, "principal", a), statement,
                             str_from(by.row.signature), a, &state, &why, m);
    if (r == 0 && state == SIGNATURE_GOOD)
        buf_add_str(out, buf_str(&listed));
    return r;
}

int signers_vouched(Context *c, const char *path, const DecisionRow *row, Arena *a, const char **ret_lines, Message *m)
{
    CLEANUP(buf_done) Buf lines = BUF_INIT;
    EventQuery q = { .kind = event_kind_text(EVENT_HANDOFF_DECIDED), .after = row->seq, .limit = BATCH };
    *ret_lines = NULL;
    for (int seen = 0; row->signer && !lines.len && seen < VOUCHERS_MAX;) {
        EventRows rows = { 0 };
        int r = store_events(c->store, a, &q, &rows);
        for (size_t i = 0; r >= 0 && !lines.len && i < rows.len; i++)
            r = ask_one(c, path, row, &rows.items[i], a, &lines, m);
        if (r < 0)
            return r;
        if (rows.len < BATCH)
            break;
        seen += BATCH;
        q.after = rows.items[rows.len - 1].seq;
    }
    if (lines.len)
        *ret_lines = arena_str(a, buf_str(&lines));
    return 0;
}
