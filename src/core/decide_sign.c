/*
 * decide_sign.c - the signature on a decision, and what is kept so that it can be verified later.
 *
 * What was signed is verified at once: a decision that nobody could verify must not be recorded.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/gate/signature.h"
#include "deciding.h"
#include "taking.h"

/* ---- the ledger's head ---- */

const char *head_text(Store *s, Arena *a)
{
    char chain[DIGEST_HEX_SIZE] = "";
    int64_t seq = 0;
    return store_head(s, &seq, chain) < 0 ? NULL : arena_printf(a, "%lld %s", (long long)seq, chain);
}

bool head_was(Store *s, const char *head)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Str chain = str_from(head), seq = str_cut(&chain, ' ');
    int64_t n;
    return str_to_i64(seq, &n) == 0 && n > 0 && store_was_head(s, n, arena_str(a, chain)) == 1;
}

/* ---- files of signers ---- */

static const char *signers_of(const EventRows *rows, Arena *a)
{
    Json *tree = NULL;
    if (!rows->len || json_parse(str_from(rows->items[rows->len - 1].body), &tree) < 0)
        return NULL;
    CLEANUP(json_free_ptr) Json *body = tree;
    return arena_strdup(a, json_get_str(body, "text"));
}

const char *signers_recorded(Context *c, const char *path, Arena *a)
{
    EventRows rows = { 0 };
    EventQuery q = { .kind = event_kind_text(EVENT_SIGNERS_READ), .subject = path, .newest_first = true, .limit = 1 };
    if (store_events(c->store, a, &q, &rows) < 0 || !rows.len ||
        store_event_proven(c->store, rows.items[0].seq, EVENT_SIGNERS_READ, path) != 1)
        return NULL;
    return signers_of(&rows, a);
}

const char *signers_text(Context *c, Str digest, Arena *a)
{
    EventQuery q = { .kind = event_kind_text(EVENT_SIGNERS_READ), .limit = 1 };
    for (;;) {
        char is[DIGEST_HEX_SIZE];
        EventRows rows = { 0 };
        if (store_events(c->store, a, &q, &rows) < 0 || !rows.len)
            return NULL;
        const char *text = signers_of(&rows, a);
        if (text && str_eq(str_from(digest_hex(str_from(text), is)), digest))
            return text;
        q.after = rows.items[0].seq;
    }
}

/* What the files hold now; a file that changes before it is recorded vouches for nobody. */
static const char *signers_digests(const Policy *p, Arena *a)
{
    CLEANUP(buf_done) Buf all = BUF_INIT;
    for (size_t i = 0; i < p->layers.len; i++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        char digest[DIGEST_HEX_SIZE];
        if (p->layers.items[i].signers && file_read(p->layers.items[i].signers, SIGNERS_MAX, &text, NULL) == 0)
            buf_addf(&all, "%s%s", all.len ? " " : "", digest_hex(buf_str(&text), digest));
    }
    return arena_str(a, buf_str(&all));
}

static int record_one(Context *c, const char *path, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    char digest[DIGEST_HEX_SIZE];
    int r = file_read(path, SIGNERS_MAX, &text, NULL);
    if (r < 0)
        return r;
    const char *known = signers_recorded(c, path, a);
    if (known && str_eq(str_from(known), buf_str(&text)))
        return 0;
    Json *body = json_object();
    json_put_str(body, "digest", digest_hex(buf_str(&text), digest));
    json_put_str(body, "text", text.data);
    Ingest in = { .c = c, .store = c->store, .arena = a, .source = SOURCE_FILE, .actor = context_user() };
    return ledger_event(&in, EVENT_SIGNERS_READ, path, NULL, body);
}

int signers_record(Context *c, const Policy *p, Arena *a)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < p->layers.len; i++)
        if (p->layers.items[i].signers)
            r = record_one(c, p->layers.items[i].signers, a);
    return r;
}

/* Lines of this principal out of every layer's file, each once. */
static int keep_signer(Deciding *d)
{
    StrList lines = { 0 };
    CLEANUP(buf_done) Buf kept = BUF_INIT;
    for (size_t i = 0; i < d->policy.layers.len; i++) {
        const char *path = d->policy.layers.items[i].signers, *text = NULL;
        int r = path ? signers_read(path, d->who.principal, d->arena, &text, d->m) : 0;
        if (r < 0)
            return r;
        for (Str rest = str_from(text), line; str_next_line(&rest, &line);)
            strlist_add_new(&lines, d->arena, line);
    }
    for (size_t i = 0; i < lines.len; i++)
        buf_addf(&kept, "%s%s", i ? "\n" : "", lines.items[i]);
    d->signer = arena_str(d->arena, buf_str(&kept));
    return 0;
}

static int verify_made(Deciding *d)
{
    bool verified = false;
    for (size_t i = 0; i < d->policy.layers.len; i++) {
        const char *path = d->policy.layers.items[i].signers, *why = NULL;
        SignatureState state;
        if (!path)
            continue;
        int r = signature_verify(d->c->exec, path, NULL, d->who.principal, buf_str(&d->statement),
                                 buf_str(&d->signature), d->arena, &state, &why, d->m);
        if (r < 0)
            return r;
        if (state != SIGNATURE_GOOD)
            return fail_with(d->m, -EPERM, "Handoff %d was not decided on: the signature does not verify as '%s' with "
                             "'%s': %s", d->handoff.number, d->who.principal, path, why ? why : "no such key in it");
        verified = true;
    }
    return verified ? 0
                    : fail_with(d->m, -ENOENT, "Handoff %d was not decided on: there is no allowed_signers file that a "
                                "signature could be verified with", d->handoff.number);
}

static void write_statement(Deciding *d)
{
    char at[TIME_TEXT_SIZE];
    buf_clear(&d->statement);
    statement_write(&(Statement){
        .project = store_project_id(d->c->store, d->arena), .handoff = d->handoff.id,
        .revision = d->revision.digest, .verdict = verdict_text(verdict_of(d->o->act)),
        .principal = d->who.principal, .time = time_format(d->at, at), .comment = d->o->comment,
        .checks = d->checks_digest, .ledger = d->head, .signers = d->signers, .waived = &d->waived,
    }, &d->statement);
}

int decide_sign(Deciding *d)
{
    const DecideOrder *o = d->o;
    const char *key = o->key ? o->key : d->policy.key;
    d->at = clock_now();
    d->head = head_text(d->c->store, d->arena);
    d->is_signed = act_is_human(o->act) && (d->policy.is_signed || o->sign || o->key);
    if (!d->head)
        return fail_with(d->m, -EIO, "The ledger '%s' cannot be read", store_path(d->c->store));
    if (!d->is_signed)
        return 0;
    if (!key)
        return fail_with(d->m, -ENOKEY, "Handoff %d was not decided on: it has to be signed; give the key with --key "
                         "FILE, or set approvals.key", d->handoff.number);
    d->signers = signers_digests(&d->policy, d->arena);
    write_statement(d);
    buf_clear(&d->signature);
    int r = signature_make(d->c->exec, key, o->terminal, buf_str(&d->statement), &d->signature, d->m);
    if (r == 0)
        r = verify_made(d);
    return r < 0 ? r : keep_signer(d);
}
