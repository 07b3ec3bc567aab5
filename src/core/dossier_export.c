/*
 * dossier_export.c - the dossier as a folder that verifies without baton: sha256sum and ssh-keygen do.
 *
 * At its top stands the revision that the handoff is at; others that somebody decided on stand below
 * revisions/N in the same form.
 */
#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/digest.h"
#include "baton/base/fd.h"
#include "baton/base/file.h"
#include "baton/core/checks.h"
#include "baton/gate/signature.h"
#include "dossier.h"

enum { NAME_MAX_OURS = 60, FOLDER_MODE = 0700, FILE_MODE = 0600 };

typedef struct {
    const Dossier *d;
    Arena *arena;
    const char *dir;            /* as the person gave it */
    Buf sums;                   /* SHA256SUMS */
    bool redacted;              /* something was taken out of an artifact */
    Message *m;
} Export;

static int put_file(Export *x, const char *name, Str data)
{
    char digest[DIGEST_HEX_SIZE];
    const char *path = path_join(x->arena, x->dir, name);
    int r = dir_make_all(path_dir(x->arena, path), FOLDER_MODE);
    if (r == 0)
        r = file_write_atomic(path, data, FILE_MODE);
    if (r < 0)
        return fail_with(x->m, r, "cannot write '%s': %s", path, strerror(-r));
    buf_addf(&x->sums, "%s  %s\n", digest_hex(data, digest), name);
    return 0;
}

static int put_json(Export *x, const char *name, Json *json)
{
    CLEANUP(json_free_ptr) Json *j = json;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    json_write(&text, j, true);
    buf_addc(&text, '\n');
    return put_file(x, name, buf_str(&text));
}

/* ---- one revision ---- */

/* As it stands; in double quotes with escapes when a line could not hold it. */
static void add_path(Buf *out, const char *path)
{
    bool plain = true;
    for (const char *p = path; *p; p++)
        plain &= (unsigned char)*p >= 0x20 && *p != '"' && *p != '\\' && *p != 0x7f;
    if (plain) {
        buf_adds(out, path);
        return;
    }
    buf_addc(out, '"');
    for (const char *p = path; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c < 0x20 || c == 0x7f || c == '"' || c == '\\')
            buf_addf(out, "\\%03o", c);
        else
            buf_addc(out, *p);
    }
    buf_addc(out, '"');
}

static const char *field(const Json *f, const char *key, const char *otherwise)
{
    const char *text = json_get_str(f, key);
    return text && *text ? text : otherwise;
}

static int put_files(Export *x, const char *prefix, const RevisionRow *r)
{
    CLEANUP(json_free_ptr) Json *files = NULL;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (r->files)
        (void)json_parse(str_from(r->files), &files);
    for (const Json *f = json_first(files); f; f = json_next(f)) {
        if (!json_get_bool(f, "counts", true))
            continue;
        add_path(&text, field(f, "path", "?"));
        buf_addf(&text, " %s %s\n", field(f, "mode", "000000"), field(f, "hash", "-"));
    }
    return put_file(x, arena_printf(x->arena, "%sfiles.txt", prefix), buf_str(&text));
}

/* "command npm test" as the name of a file. */
static const char *output_name(Export *x, const char *prefix, size_t i, const char *check)
{
    CLEANUP(buf_done) Buf name = BUF_INIT;
    for (const char *p = check; *p && name.len < NAME_MAX_OURS; p++) {
        bool fine = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9');
        buf_addc(&name, fine || *p == '-' || *p == '_' ? *p : '_');
    }
    return arena_printf(x->arena, "%soutputs/%02zu-%s.txt", prefix, i + 1, name.data);
}

static int put_checks(Export *x, const char *prefix, const RevisionRow *rev)
{
    CheckRowsKept rows = { 0 };
    int r = checks_proven(x->d->c, rev->handoff, rev->digest, x->arena, &rows, x->m);
    if (r < 0)
        return r;
    r = put_json(x, arena_printf(x->arena, "%schecks.json", prefix), checks_json(&rows));
    for (size_t i = 0; r == 0 && i < rows.len; i++)
        if (rows.items[i].output && *rows.items[i].output)
            r = put_file(x, output_name(x, prefix, i, rows.items[i].name), str_from(rows.items[i].output));
    return r;
}

static int put_artifact(Export *x, const char *prefix, const RevisionRow *rev)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    bool redacted = false;
    int r = dossier_artifact(x->d, rev, &text, &redacted);
    x->redacted |= redacted;
    if (r == -ENOENT)
        return 0;
    if (r < 0)
        return fail_with(x->m, r, "the artifact of revision %d cannot be read", rev->number);
    return put_file(x, arena_printf(x->arena, "%sartifact", prefix), buf_str(&text));
}

static int put_diff(Export *x, const char *prefix, const RevisionRow *rev)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int64_t left_out = 0;
    if (!rev->evidence_seq || store_diff(x->d->c->store, rev->evidence_seq, &text, &left_out) < 0)
        return 0;
    return put_file(x, arena_printf(x->arena, "%sdiff.patch", prefix), buf_str(&text));
}

static int put_revision(Export *x, const char *prefix, const RevisionRow *rev)
{
    int r = put_artifact(x, prefix, rev);
    if (r == 0)
        r = put_diff(x, prefix, rev);
    if (r == 0)
        r = put_checks(x, prefix, rev);
    return r ? r : put_files(x, prefix, rev);
}

static int put_revisions(Export *x)
{
    const RevisionRow *now = dossier_current(x->d);
    int r = now ? put_revision(x, "", now) : 0;
    for (size_t i = 0; r == 0 && i < x->d->revisions.len; i++) {
        const RevisionRow *rev = &x->d->revisions.items[i];
        if (rev != now && dossier_decided_on(x->d, rev))
            r = put_revision(x, arena_printf(x->arena, "revisions/%d/", rev->number), rev);
    }
    return r;
}

/* ---- decisions ---- */

static bool is_signed(const DecisionRow *d)
{
    return d->statement && d->signature && *d->signature && d->principal;
}

static int put_decision(Export *x, size_t i)
{
    const DecisionRow *d = &x->d->decisions.items[i];
    Proof proof = PROOF_BAD;
    const char *why = NULL;
    bool is_known = dossier_proof(x->d, d, &proof, &why);
    int r = put_json(x, arena_printf(x->arena, "decisions/%zu.json", i + 1), decision_json(d, proof, is_known));
    if (r == 0 && d->statement && *d->statement)
        r = put_file(x, arena_printf(x->arena, "decisions/%zu.statement", i + 1), str_from(d->statement));
    if (r == 0 && d->comment && *d->comment)
        r = put_file(x, arena_printf(x->arena, "decisions/%zu.comment", i + 1), str_from(d->comment));
    if (r == 0 && is_signed(d))
        r = put_file(x, arena_printf(x->arena, "decisions/%zu.sig", i + 1), str_from(d->signature));
    return r;
}

/* The lines that were stored with the decisions: whose keys counted when they were made. */
static int put_signers(Export *x)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    StrList lines = { 0 };
    for (size_t i = 0; i < x->d->decisions.len; i++) {
        Str rest = str_from(x->d->decisions.items[i].signer), line;
        while (str_next_line(&rest, &line))
            if (str_trim(line).len)
                strlist_add_new(&lines, x->arena, line);
    }
    for (size_t i = 0; i < lines.len; i++)
        buf_addf(&text, "%s\n", lines.items[i]);
    return text.len ? put_file(x, "allowed_signers", buf_str(&text)) : 0;
}

static int put_decisions(Export *x)
{
    int r = put_signers(x);
    for (size_t i = 0; r == 0 && i < x->d->decisions.len; i++)
        r = put_decision(x, i);
    return r;
}

/* ---- how to verify it ---- */

static void add_quoted(Buf *out, const char *word)
{
    buf_addc(out, '\'');
    for (const char *p = word; *p; p++)
        buf_adds(out, *p == '\'' ? "'\\''" : (char[]){ *p, '\0' });
    buf_addc(out, '\'');
}

/* A key that was listed for a time only is asked for the time of the decision. */
static void add_time(Buf *out, const DecisionRow *d)
{
    char time[TIME_TEXT_SIZE];
    if (!d->signer || !strstr(d->signer, "valid-"))
        return;
    time_format(d->at, time);
    buf_addf(out, " -Overify-time=%.4s%.2s%.2s%.2s%.2s%.2sZ", time, time + 5, time + 8, time + 11, time + 14,
             time + 17);
}

static void add_verify(Buf *out, const DecisionRow *d, size_t number)
{
    buf_addf(out, "\nDecision %zu, %s by ", number, verdict_text(d->verdict));
    markdown_text(out, d->person ? d->person : d->actor);
    buf_adds(out, ":\n\n    ssh-keygen -Y verify -f allowed_signers -I ");
    add_quoted(out, d->principal);
    buf_addf(out, " -n %s", SIGNATURE_NAMESPACE);
    add_time(out, d);
    buf_addf(out, " -s decisions/%zu.sig < decisions/%zu.statement\n", number, number);
}

static void add_signatures(const Export *x, Buf *out)
{
    const DecisionRows *rows = &x->d->decisions;
    size_t n = 0;
    buf_adds(out, "\n## Who decided\n");
    for (size_t i = 0; i < rows->len; i++) {
        if (!is_signed(&rows->items[i]))
            continue;
        add_verify(out, &rows->items[i], i + 1);
        n++;
    }
    if (n)
        buf_adds(out,
                 "\nThe lines of `allowed_signers` were kept when these decisions were made.  Compare them with\n"
                 "a list that you trust, or give yours with `-f`: only that proves who decided.  A statement holds\n"
                 "the SHA-256 of the comment, which stands beside it as `decisions/N.comment`.\n");
    if (n < rows->len)
        buf_addf(out, "\n%zu of %zu decisions are not signed: for these there is only the word of the ledger.\n",
                 rows->len - n, rows->len);
    if (!rows->len)
        buf_adds(out, "\nNobody has decided.\n");
}

static const char what_is_here[] =
    "\n\n`dossier.md` tells all of it, `dossier.json` the same for programs.  `artifact`, `diff.patch`,\n"
    "`files.txt` (path, mode, SHA-256), `checks.json` and `outputs/` are what was handed over and\n"
    "found; `decisions/` is what people said.\n\n## That nothing was changed\n\nIn this folder:\n\n"
    "    sha256sum -c SHA256SUMS\n";

static int put_readme(Export *x)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const RevisionRow *now = dossier_current(x->d);
    buf_addf(&text, "# Handoff %d: ", x->d->h->number);
    markdown_text(&text, x->d->h->summary);
    buf_adds(&text, what_is_here);
    if (now && now->artifact)
        buf_addf(&text, "\nThe artifact without baton's block has the SHA-256 %s.\nThe revision is %s;\nit "
                        "stands in every signed statement as `revision`.\n", now->artifact,
                 now->digest ? now->digest : "-");
    if (x->redacted)
        buf_adds(&text, "\nA secret was taken out of an artifact since: there it stands as `[redacted]`, and the\n"
                        "bytes do not give that SHA-256 any more.\n");
    add_signatures(x, &text);
    return put_file(x, "README.md", buf_str(&text));
}

/* ---- the folder ---- */

static int put_dossier(Export *x)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    dossier_markdown(x->d->c, x->d->h, x->arena, &text);
    int r = put_file(x, "dossier.md", buf_str(&text));
    return r ? r : put_json(x, "dossier.json", dossier_json(x->d->c, x->d->h, x->arena));
}

static int need_empty(const char *dir, Message *m)
{
    CLEANUP(close_dir) DIR *open = opendir(dir);
    if (!open)
        return errno == ENOENT ? 0 : fail_with(m, -errno, "cannot use '%s': %s", dir, strerror(errno));
    for (const struct dirent *e; (e = readdir(open));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            return fail_with(m, -EEXIST, "'%s' is not empty: name a new folder", dir);
    return 0;
}

static int put_all(Export *x)
{
    int r = put_revisions(x);
    if (r == 0)
        r = put_decisions(x);
    if (r == 0)
        r = put_dossier(x);
    if (r == 0)
        r = put_readme(x);
    CLEANUP(buf_done) Buf sums = BUF_INIT;
    buf_add_str(&sums, buf_str(&x->sums));
    return r ? r : put_file(x, "SHA256SUMS", buf_str(&sums));
}

int dossier_export(Context *c, const HandoffRow *h, const char *dir, Arena *a, Message *m)
{
    Dossier d;
    int r = need_empty(dir, m);
    if (r < 0)
        return r;
    dossier_read(c, h, a, &d);
    Export x = { .d = &d, .arena = a, .dir = dir, .sums = BUF_INIT, .m = m };
    r = put_all(&x);
    buf_done(&x.sums);
    return r;
}
