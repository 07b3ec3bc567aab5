/*
 * evidence.c - checks, decisions and the whole dossier of a handoff as JSON.
 */
#include "baton/core/evidence.h"

#include "baton/base/digest.h"
#include "baton/base/utf8.h"
#include "baton/core/checks.h"
#include "baton/core/rows_json.h"
#include "dossier.h"

static Json *parsed(const char *text)
{
    Json *j = NULL;
    return text && json_parse(str_from(text), &j) == 0 && json_is_array(j) ? j : (json_free(j), json_array());
}

static Json *check_json(const CheckRowKept *c, bool output)
{
    Json *j = json_object();
    json_put_str(j, "name", c->name);
    json_put_str(j, "state", check_state_text(c->state));
    json_put_str(j, "why", c->why);
    json_put(j, "findings", parsed(c->findings));
    json_put_int(j, "findings_more", c->findings_more);
    if (output) {
        json_put_str(j, "output", c->output);
        json_put_int(j, "output_dropped", c->output_dropped);
    }
    json_put_int(j, "status", c->status);
    json_put_int(j, "ms", c->ms);
    json_put_time(j, "at", c->at);
    return j;
}

Json *checks_json_without(const CheckRowsKept *rows, bool output)
{
    Json *list = json_array();
    for (size_t i = 0; i < rows->len; i++)
        json_put(list, NULL, check_json(&rows->items[i], output));
    return list;
}

Json *checks_json(const CheckRowsKept *rows)
{
    return checks_json_without(rows, true);
}

Json *decision_json(const DecisionRow *d, Proof proof, bool is_known)
{
    Json *j = json_object();
    json_put_str(j, "verdict", verdict_text(d->verdict));
    json_put_str(j, "actor", d->actor);
    json_put_str(j, "person", d->person);
    json_put_str(j, "principal", d->principal);
    json_put_list(j, "roles", &d->roles);
    json_put_bool(j, "signed", d->signature && *d->signature);
    json_put(j, "verified",
             is_known ? json_bool(proof == PROOF_GOOD || proof == PROOF_REMOVED) : json_null());
    json_put_str(j, "proof", is_known ? proof_text(proof) : NULL);
    json_put_str(j, "comment", d->comment);
    json_put(j, "remarks", parsed(d->remarks));
    json_put_str(j, "revision", d->revision);
    json_put_time(j, "at", d->at);
    json_put_list(j, "waived", &d->waived);
    json_put_list(j, "failed", &d->failed);
    json_put_str(j, "checks", d->checks);
    json_put_str(j, "state", handoff_state_text(d->state));
    json_put_bool(j, "revoked", d->revoked);
    json_put_str(j, "host", d->host);
    json_put_str(j, "tty", d->tty);
    json_put_str(j, "ssh", d->ssh);
    json_put_str(j, "source", d->source);
    json_put_int(j, "event", d->seq);
    return j;
}

static void put_decision(Context *c, const Policy *p, const DecisionRow *d, Arena *a, Json *j)
{
    Message m = { 0 };
    Proof proof = PROOF_BAD;
    const char *why = NULL;
    bool is_known = p && decision_proof(c, p, d, NULL, a, &proof, &why, &m) == 0;
    json_put(j, "decision", decision_json(d, proof, is_known));
    json_put_time(j, "decided_at", d->at);
}

Json *handoff_gate_json(Context *c, const Policy *p, const HandoffRow *h, Arena *a)
{
    CheckRowsKept checks = { 0 };
    DecisionRows decisions = { 0 };
    Json *j = handoff_json(h);

    if (h->digest)
        (void)store_checks(c->store, a, h->id, h->digest, &checks);
    (void)store_decisions(c->store, a, h->id, &decisions);
    json_put(j, "checks", checks_json_without(&checks, false));
    const DecisionRow *d = decision_in_force(h, &decisions);
    if (d)
        put_decision(c, p, d, a, j);
    return j;
}

static Json *proven_json(const Dossier *d, const DecisionRow *row)
{
    Proof proof = PROOF_BAD;
    const char *why = NULL;
    bool is_known = dossier_proof(d, row, &proof, &why);
    Json *j = decision_json(row, proof, is_known);
    json_put_str(j, "proof_why", why);
    json_put_str(j, "statement", row->statement);
    json_put_str(j, "signature", row->signature);
    json_put_str(j, "signer", row->signer);
    return j;
}

static Json *decisions_json(const Dossier *d)
{
    Json *list = json_array();
    for (size_t i = 0; i < d->decisions.len; i++)
        json_put(list, NULL, proven_json(d, &d->decisions.items[i]));
    return list;
}

/* Bytes that are no text stand there as hex, as in the ledger. */
static void put_bytes(Json *j, Str bytes)
{
    if (utf8_valid(bytes) && !memchr(bytes.data, '\0', bytes.len)) {
        json_put_str(j, "text", bytes.data);
        return;
    }
    CLEANUP(free_mem) char *hex = mem_alloc(2 * bytes.len + 1);
    hex_from((const uint8_t *)bytes.data, bytes.len, hex);
    json_put_str(j, "bytes", hex);
}

/* The artifact and the diff stand there where somebody is to decide on them, or has. */
static void put_shown(const Dossier *d, const RevisionRow *r, Json *j)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int64_t left_out = 0;
    bool redacted = false;
    if (dossier_artifact(d, r, &text, &redacted) == 0)
        put_bytes(j, buf_str(&text));
    json_put_bool(j, "redacted", redacted);
    buf_clear(&text);
    if (r->evidence_seq && store_diff(d->c->store, r->evidence_seq, &text, &left_out) == 0)
        json_put_str(j, "diff", text.data);
    json_put_int(j, "diff_left_out", left_out);
}

/* What a decision says of them as `checks`. */
static void put_checks_digest(const Dossier *d, const CheckRowsKept *rows, Json *j)
{
    char digest[DIGEST_HEX_SIZE];
    CheckResults results = { 0 };
    checks_of_rows(rows, d->arena, &results);
    checks_digest(&results, digest);
    json_put_str(j, "checks_digest", digest);
}

static Json *revision_json(const Dossier *d, const RevisionRow *r)
{
    CheckRowsKept checks;
    const char *trouble;
    Json *j = json_object();
    dossier_checks(d, r->digest, &checks, &trouble);
    json_put_int(j, "number", r->number);
    json_put_str(j, "revision", r->digest);
    json_put_time(j, "at", r->at);
    json_put_str(j, "from", r->from);
    json_put_str(j, "to", r->to);
    json_put_str(j, "summary", r->summary);
    json_put_str(j, "file", r->file);
    json_put_str(j, "artifact", r->artifact);
    json_put_str(j, "base", r->base);
    json_put_str(j, "base_why", r->base_why);
    json_put_str(j, "head", r->head);
    json_put_str(j, "tree", r->tree);
    json_put(j, "files", parsed(r->files));
    json_put(j, "checks", checks_json(&checks));
    if (trouble)
        json_put_str(j, "checks_trouble", trouble);
    else
        put_checks_digest(d, &checks, j);
    json_put_int(j, "event", r->seq);
    if (r == dossier_current(d) || dossier_decided_on(d, r))
        put_shown(d, r, j);
    return j;
}

static Json *revisions_json(const Dossier *d)
{
    Json *list = json_array();
    for (size_t i = 0; i < d->revisions.len; i++)
        json_put(list, NULL, revision_json(d, &d->revisions.items[i]));
    return list;
}

static Json *effects_json(const Dossier *d)
{
    Json *list = json_array();
    for (size_t i = 0; i < d->effects.len; i++) {
        const EffectRow *e = &d->effects.items[i];
        Json *j = json_object();
        json_put_str(j, "id", e->id);
        json_put_str(j, "kind", e->kind);
        json_put_str(j, "state", effect_state_text(e->state));
        json_put_str(j, "detail", e->detail);
        json_put_time(j, "at", e->at);
        json_put(list, NULL, j);
    }
    return list;
}

/* Bodies stand above in parts; here they would be there twice, artifacts and diffs with them. */
static Json *history_json(const Dossier *d)
{
    Json *list = json_array();
    for (size_t i = 0; i < d->history.len; i++) {
        Json *j = event_json(&d->history.items[i]);
        json_remove(j, "body");
        json_put(list, NULL, j);
    }
    return list;
}

static void put_part(Json *j, const Json *body, const char *key)
{
    const Json *list = json_get(body, key);
    json_put(j, key, json_is_array(list) ? json_copy(list) : json_array());
}

Json *dossier_json(Context *c, const HandoffRow *h, Arena *a)
{
    Dossier d;
    dossier_read(c, h, a, &d);
    Json *j = handoff_gate_json(c, d.understood ? &d.policy : NULL, h, a);
    CLEANUP(json_free_ptr) Json *body = NULL;
    if (h->body)
        (void)json_parse(str_from(h->body), &body);
    put_part(j, body, "next_steps");
    put_part(j, body, "extras");
    json_put(j, "decisions", decisions_json(&d));
    json_put(j, "revision_list", revisions_json(&d));
    json_put(j, "effects", effects_json(&d));
    json_put(j, "history", history_json(&d));
    return j;
}
