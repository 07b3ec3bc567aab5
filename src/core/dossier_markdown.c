/*
 * dossier_markdown.c - the dossier on paper: what was handed over, what was found, who decided.
 *
 * What agents and files say is put into Markdown so that it stays text: one line each with marks
 * escaped, or a fence that is longer than any in it.
 */
#include "baton/base/clock.h"
#include "baton/base/digest.h"
#include "baton/base/safe.h"
#include "baton/core/history.h"
#include "dossier.h"

typedef struct {
    const Dossier *d;
    Arena *arena;
    Buf *out;
} Paper;

void markdown_text(Buf *out, const char *text)
{
    CLEANUP(buf_done) Buf safe = BUF_INIT;
    safe_add(&safe, raw(text), -1);
    for (size_t i = 0; i < safe.len; i++) {
        if (strchr("\\`*<[]|", safe.data[i]))
            buf_addc(out, '\\');
        buf_addc(out, safe.data[i]);
    }
}

static size_t longest_run(Str text)
{
    size_t longest = 0;
    for (size_t i = 0, run = 0; i < text.len; i++) {
        run = text.data[i] == '`' ? run + 1 : 0;
        longest = MAX(longest, run);
    }
    return longest;
}

static void add_ticks(Buf *out, size_t n)
{
    while (n-- > 0)
        buf_addc(out, '`');
}

/* A span of code: fenced with more backticks than it has in a row. */
static void add_code(Buf *out, const char *text)
{
    size_t longest = longest_run(str_from(text));
    const char *pad = longest ? " " : "";
    add_ticks(out, longest + 1);
    buf_adds(out, pad);
    safe_add(out, raw(text), -1);
    buf_adds(out, pad);
    add_ticks(out, longest + 1);
}

static void add_fenced(Buf *out, const char *kind, Str text)
{
    size_t n = MAX(longest_run(text), (size_t)2) + 1;
    buf_addc(out, '\n');
    add_ticks(out, n);
    buf_addf(out, "%s\n", kind);
    safe_lines(out, text);
    add_ticks(out, n);
    buf_addc(out, '\n');
}

static void heading(Paper *p, const char *title)
{
    buf_addf(p->out, "\n## %s\n\n", title);
}

static void fact(Paper *p, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    buf_addf(p->out, "- %s: ", name);
    markdown_text(p->out, text);
    buf_addc(p->out, '\n');
}

static void fact_time(Paper *p, const char *name, int64_t at)
{
    char time[TIME_TEXT_SIZE];
    if (at)
        fact(p, name, time_format(at, time));
}

static void put_facts(Paper *p)
{
    const HandoffRow *h = p->d->h;
    const RevisionRow *r = dossier_current(p->d);
    buf_addf(p->out, "# Handoff %d: ", h->number);
    markdown_text(p->out, h->summary ? h->summary : "without a summary");
    buf_adds(p->out, "\n\n");
    fact(p, "State", handoff_state_text(h->state));
    fact(p, "From", h->from);
    fact(p, "Author known by", h->from_why);
    fact(p, "To", h->to ? h->to : h->to_raw);
    fact(p, "Artifact", h->file);
    fact(p, "Run", h->run);
    fact(p, "Revision", h->digest);
    if (r) {
        fact(p, "Base", r->base);
        fact(p, "Base known by", r->base_why);
        fact(p, "Head", r->head);
        fact(p, "Work tree", r->tree);
    }
    fact_time(p, "Submitted", h->submitted_at);
    fact(p, "Id", h->id);
}

/* "src/x.c:14" as code; the file alone where there is no line. */
static void put_place(Paper *p, const char *file, int64_t line)
{
    if (!file)
        return;
    add_code(p->out, line > 0 ? arena_printf(p->arena, "%s:%lld", file, (long long)line) : file);
    buf_adds(p->out, ": ");
}

static void put_remarks(Paper *p, const char *json)
{
    CLEANUP(json_free_ptr) Json *list = NULL;
    if (!json || json_parse(str_from(json), &list) < 0)
        return;
    for (const Json *it = json_first(list); it; it = json_next(it)) {
        buf_adds(p->out, "    - ");
        put_place(p, json_get_str(it, "file"), json_get_int(it, "line", 0));
        markdown_text(p->out, json_get_str(it, "text"));
        buf_addc(p->out, '\n');
    }
}

static void put_names(Paper *p, const char *what, const StrList *names)
{
    for (size_t i = 0; i < names->len; i++) {
        buf_adds(p->out, i ? ", " : what);
        markdown_text(p->out, names->items[i]);
    }
    if (names->len)
        buf_addc(p->out, '\n');
}

static const char *proof_words(Paper *p, const DecisionRow *d)
{
    Proof proof = PROOF_BAD;
    const char *why = NULL;
    if (!dossier_proof(p->d, d, &proof, &why))
        return "it is not known whether it verifies";
    bool told = why && proof == PROOF_BAD;
    return told ? arena_printf(p->arena, "%s (%s)", proof_text(proof), why) : proof_text(proof);
}

/* What was to follow from it and did not. */
static void put_not_followed(Paper *p, const DecisionRow *d)
{
    for (size_t i = 0; i < p->d->effects.len; i++) {
        const EffectRow *e = &p->d->effects.items[i];
        const char *text = e->decision == d->seq ? effect_trouble(e, p->arena) : NULL;
        if (!text)
            continue;
        buf_adds(p->out, "    - did not follow: ");
        markdown_text(p->out, text);
        buf_addc(p->out, '\n');
    }
}

static void put_decision(Paper *p, const DecisionRow *d)
{
    char time[TIME_TEXT_SIZE];
    buf_addf(p->out, "- **%s**%s by ", verdict_text(d->verdict), d->revoked ? " (taken back since)" : "");
    markdown_text(p->out, d->person ? d->person : d->actor);
    if (d->principal && *d->principal) {
        buf_adds(p->out, ", ");
        markdown_text(p->out, d->principal);
    }
    buf_addf(p->out, ", %s, revision `%s`: ", time_format(d->at, time), digest_short(d->revision).text);
    markdown_text(p->out, proof_words(p, d));
    buf_addc(p->out, '\n');
    put_names(p, "    - roles: ", &d->roles);
    put_names(p, "    - waived: ", &d->waived);
    put_names(p, "    - had failed or not finished: ", &d->failed);
    if (d->comment && *d->comment) {
        buf_adds(p->out, "    - comment: ");
        markdown_text(p->out, d->comment);
        buf_addc(p->out, '\n');
    }
    put_remarks(p, d->remarks);
    put_not_followed(p, d);
}

static void put_decisions(Paper *p)
{
    heading(p, "Decisions");
    for (size_t i = 0; i < p->d->decisions.len; i++)
        put_decision(p, &p->d->decisions.items[i]);
    if (!p->d->decisions.len)
        buf_adds(p->out, "Nobody has decided.\n");
}

static void put_check(Paper *p, const CheckRowKept *c)
{
    buf_addf(p->out, "- %s ", check_state_glyph(c->state, false));
    markdown_text(p->out, c->name);
    buf_addf(p->out, ": %s", check_state_text(c->state));
    buf_adds(p->out, c->why ? ": " : "");
    markdown_text(p->out, c->why);
    buf_addc(p->out, '\n');
    put_remarks(p, c->findings);
    if (c->findings_more)
        buf_addf(p->out, "    - and %lld more\n", (long long)c->findings_more);
    if (c->output && *c->output)
        add_fenced(p->out, "text", str_from(c->output));
    if (c->output_dropped)
        buf_addf(p->out, "\n%lld bytes of the output were not kept.\n\n", (long long)c->output_dropped);
}

static void put_checks(Paper *p)
{
    CheckRowsKept rows;
    const char *trouble;
    heading(p, "Checks");
    dossier_checks(p->d, p->d->h->digest, &rows, &trouble);
    if (trouble) {
        buf_adds(p->out, "**These results are not proven.** ");
        markdown_text(p->out, trouble);
        buf_adds(p->out, "\n\n");
    }
    for (size_t i = 0; i < rows.len; i++)
        put_check(p, &rows.items[i]);
    if (!rows.len)
        buf_adds(p->out, "None was run.\n");
}

static void put_part(Paper *p, const char *title, const Json *items)
{
    if (json_len(items))
        heading(p, title);
    for (const Json *it = json_first(items); it; it = json_next(it)) {
        buf_adds(p->out, "- ");
        markdown_text(p->out, json_is_object(it) ? json_get_str(it, "text") : json_text(it));
        buf_addc(p->out, '\n');
    }
}

static void put_parts(Paper *p)
{
    static const char *const parts[][2] = {
        { "accomplishments", "Accomplishments" }, { "blockers", "Blockers" }, { "questions", "Questions" },
        { "next_steps", "Next steps" }, { "extras", "Also said" },
    };
    CLEANUP(json_free_ptr) Json *body = NULL;
    if (p->d->h->body)
        (void)json_parse(str_from(p->d->h->body), &body);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        put_part(p, parts[i][1], json_get(body, parts[i][0]));
}

static void put_file(Paper *p, const Json *f)
{
    const char *status = json_get_str(f, "status"), *path = json_get_str(f, "path");
    buf_addf(p->out, "- %s ", status ? status : ".");
    add_code(p->out, path ? path : "?");
    buf_adds(p->out, json_get_bool(f, "counts", false) ? "\n" : " (not part of the revision)\n");
}

static void put_files(Paper *p, const RevisionRow *r)
{
    CLEANUP(json_free_ptr) Json *files = NULL;
    if (!r->files || json_parse(str_from(r->files), &files) < 0 || !json_len(files))
        return;
    heading(p, "Files");
    for (const Json *f = json_first(files); f; f = json_next(f))
        put_file(p, f);
}

static void put_texts(Paper *p, const RevisionRow *r)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int64_t left_out = 0;
    bool redacted = false;
    if (dossier_artifact(p->d, r, &text, &redacted) == 0) {
        heading(p, "Artifact");
        if (redacted)
            buf_adds(p->out, "Something was taken out of it since: it is not what was decided on, byte by byte.\n");
        add_fenced(p->out, "markdown", buf_str(&text));
    }
    buf_clear(&text);
    if (r->evidence_seq && store_diff(p->d->c->store, r->evidence_seq, &text, &left_out) == 0 && text.len) {
        heading(p, "Diff");
        add_fenced(p->out, "diff", buf_str(&text));
    }
    if (left_out)
        buf_addf(p->out, "\n%lld bytes of it were not kept.\n", (long long)left_out);
}

static void put_revisions(Paper *p)
{
    char time[TIME_TEXT_SIZE];
    if (!p->d->revisions.len)
        return;
    heading(p, "Revisions");
    for (size_t i = 0; i < p->d->revisions.len; i++) {
        const RevisionRow *r = &p->d->revisions.items[i];
        buf_addf(p->out, "%d. %s `%s` ", r->number, time_format(r->at, time), digest_short(r->digest).text);
        markdown_text(p->out, r->summary);
        buf_addc(p->out, '\n');
    }
}

static void put_history(Paper *p)
{
    char time[TIME_TEXT_SIZE];
    heading(p, "History");
    for (size_t i = 0; i < p->d->history.len; i++) {
        const Event *e = &p->d->history.items[i];
        const char *who = event_who(e), *what = event_change(p->arena, e, false);
        buf_addf(p->out, "- %lld %s %s: ", (long long)e->seq, time_format(e->at, time), event_kind_text(e->kind));
        markdown_text(p->out, who ? who : "-");
        buf_adds(p->out, what ? ", " : "");
        markdown_text(p->out, what);
        buf_addc(p->out, '\n');
    }
}

void dossier_markdown(Context *c, const HandoffRow *h, Arena *a, Buf *out)
{
    Dossier d;
    dossier_read(c, h, a, &d);
    const RevisionRow *now = dossier_current(&d);
    Paper p = { &d, a, out };
    put_facts(&p);
    put_decisions(&p);
    put_checks(&p);
    put_parts(&p);
    if (now) {
        put_files(&p, now);
        put_texts(&p, now);
    }
    put_revisions(&p);
    put_history(&p);
}
