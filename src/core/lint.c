/*
 * lint.c - reads the documents and lets every rule look at them.
 */
#include "lint.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "baton/core/ingest.h"

enum { LINT_BYTES_MAX = 64 << 20, FINDINGS_MAX = 100000 };

const LintRuleText lint_rules[] = {
#define X(id, name, help) { name, help },
    LINT_RULES(X)
#undef X
    { NULL, NULL },
};

static void (*const rule_calls[])(Lint *l) = {
#define X(id, name, help) lint_##id,
    LINT_RULES(X)
#undef X
};

void lint_say(Lint *l, const LintFile *f, int line, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    va_list ap;

    if (!f->wanted || l->out->len >= FINDINGS_MAX)
        return;
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    AVEC_PUSH(l->out, l->arena,
              ((LintFinding){ f->name, MAX(line, 1), l->rule, arena_str(l->arena, buf_str(&text)) }));
}

const char *lint_where(Lint *l, const LintFile *from, const LintFile *f, int line)
{
    return from == f ? arena_printf(l->arena, "line %d", line)
                     : arena_printf(l->arena, "%s:%d", f->name, line);
}

/* ---- reading ---- */

static bool is_definition(Lint *l, LintFile *f, Str bytes)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (f->kind != DOCUMENT_AGENT)
        return false;
    f->agent = doc_read_agent(l->arena, f->path, bytes);
    if (!f->agent)
        return false;
    doc_decode(bytes, &text);
    f->text.data = arena_str(l->arena, buf_str(&text));
    f->text.len = text.len;
    doc_scan(l->arena, f->text, &f->scan);
    return true;
}

static bool is_markdown(const char *path)
{
    Str s = str_from(path);
    return !str_ends(s, STR(".json")) && !str_ends(s, STR(".jsonl"));
}

static void read_document(Lint *l, LintFile *f, Str bytes)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    f->facts = doc_read(f->path, bytes);
    if (!is_markdown(f->path) || strcmp(f->facts->dialect ? f->facts->dialect : "", "output") == 0)
        return;
    doc_decode(bytes, &text);
    doc_scan(l->arena, buf_str(&text), &f->scan);
}

/* A note among the definitions is no document of a session. */
static int read_one(Lint *l, LintFile *f)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    int r = file_read(f->full, LINT_BYTES_MAX, &bytes, NULL);
    if (r < 0)
        return r;
    if (!is_definition(l, f, buf_str(&bytes)) && (f->kind != DOCUMENT_AGENT || f->wanted))
        read_document(l, f, buf_str(&bytes));
    return 0;
}

static const char *reason(int r)
{
    return r == -EISDIR ? "it is a folder" : r == -EFBIG ? "it has more than 64 MiB" :
           r == -ENOTSUP ? "it is no regular file" : r == -ENOLINK ? "it is a link to nothing" :
           strerror(-r);
}

static LintFile *add_file(Lint *l, const Document *d, bool wanted, const char *session)
{
    LintFile f = { .name = d->path, .path = d->path, .full = d->full, .kind = d->kind,
                   .wanted = wanted };
    f.compared = d->kind == DOCUMENT_BOARD ||
                 (d->kind == DOCUMENT_SESSION && session && strcmp(session, d->path) == 0);
    AVEC_PUSH(&l->files, l->arena, f);
    return &l->files.items[l->files.len - 1];
}

static void read_project(Lint *l, bool wanted)
{
    Documents found;
    const char *session = ingest_session_file(l->context, l->arena);

    documents_find(l->context, l->arena, &found);
    for (size_t i = 0; i < found.len; i++) {
        if (found.items[i].kind == DOCUMENT_OUTPUT)     /* nobody mends what was printed */
            continue;
        LintFile *f = add_file(l, &found.items[i], wanted, session);
        int r = found.items[i].error ? found.items[i].error : read_one(l, f);
        l->rule = "reading";
        if (r < 0 && r != -ENOENT)
            lint_say(l, f, 0, "the file cannot be read: %s", reason(r));
        l->defines |= f->agent != NULL;
    }
}

/* ---- files that were named ---- */

static LintFile *find_file(Lint *l, const char *full)
{
    LINT_EACH(l, f)
        if (strcmp(f->full, full) == 0)
            return f;
    return NULL;
}

/* A definition that no glob matches is one by its place or its front matter. */
static bool looks_like_definition(Lint *l, const char *path, Str bytes)
{
    Str s = str_from(path);
    bool place = str_find(s, STR("agents/")) >= 0 || str_ends(s, STR(".agent.md"));
    if (!str_ends(s, STR(".md")))
        return false;
    const AgentDef *def = doc_read_agent(l->arena, path, bytes);
    CLEANUP(facts_free_ptr) Facts *facts = doc_read(path, bytes);
    return def && (place || (def->description && str_starts(bytes, STR("---")))) &&
           !facts->tasks.len && !facts->handoff;
}

static DocumentKind kind_by_name(const char *dialect)
{
    static const struct { const char *dialect; DocumentKind kind; } rows[] = {
        { "session", DOCUMENT_SESSION }, { "handoff", DOCUMENT_HANDOFF },
        { "telemetry", DOCUMENT_TELEMETRY }, { "run", DOCUMENT_RUN },
        { "output", DOCUMENT_OUTPUT },
        { "decisions", DOCUMENT_RECORD }, { "file-map", DOCUMENT_RECORD },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (dialect && strcmp(rows[i].dialect, dialect) == 0)
            return rows[i].kind;
    return DOCUMENT_BOARD;
}

static int read_stranger(Lint *l, const char *given, const char *full, Message *m)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    int r = file_read(full, LINT_BYTES_MAX, &bytes, NULL);
    if (r < 0)
        return fail(m, "cannot read '%s': %s", given, reason(r));
    bool definition = looks_like_definition(l, full, buf_str(&bytes));
    Document d = { .path = given, .full = full,
                   .kind = definition ? DOCUMENT_AGENT : DOCUMENT_BOARD };
    LintFile *f = add_file(l, &d, true, NULL);
    if (!is_definition(l, f, buf_str(&bytes)))
        read_document(l, f, buf_str(&bytes));
    if (f->facts)
        f->kind = kind_by_name(f->facts->dialect);
    f->compared = true;
    return 0;
}

/* Folders resolved, but not the name itself: a document that is a link is known by its own name. */
static const char *full_path(Lint *l, const char *given)
{
    CLEANUP(free_mem) char *dir = realpath(path_dir(l->arena, given), NULL);
    return dir ? path_join(l->arena, dir, path_base(given)) : given;
}

static int read_named(Lint *l, const char *given, Message *m)
{
    const char *full = full_path(l, given);
    LintFile *f = find_file(l, full);

    if (!f)
        return read_stranger(l, given, full, m);
    f->name = given;
    f->wanted = true;
    f->compared |= f->kind == DOCUMENT_SESSION;
    if (!f->facts && !f->agent && read_one(l, f) < 0)
        return fail(m, "cannot read '%s'", given);
    return 0;
}

/* ---- who is known ---- */

static bool add_shipped(void *ctx, const char *name)
{
    Lint *l = ctx;
    const char *slug = agent_slug(l->arena, str_slice(str_from(name), 0, strlen(name) - 3));
    if (slug && strcmp(slug, "readme") != 0)
        strlist_add(&l->known, l->arena, slug);
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A definition is known by its name and by the name of its file. */
static void know_agents(Lint *l)
{
    enum { SHIPPED_MAX = 200 };
    LINT_EACH(l, f) {
        if (!f->agent)
            continue;
        const char *base = path_base(f->path), *slug = agent_slug(l->arena, str_from(f->agent->name));
        const char *stem = agent_slug(l->arena, str_slice(str_from(base), 0, strcspn(base, ".")));
        if (slug)
            strlist_add(&l->known, l->arena, slug);
        if (stem && slug && strcmp(stem, slug) != 0)
            strlist_add(&l->known, l->arena, stem);
    }
    const char *dir = conf_data_dir("agents", l->arena);
    if (dir)
        glob_files(dir, "*.md", SHIPPED_MAX, add_shipped, l);
    if (l->known.len)
        qsort(l->known.items, l->known.len, sizeof *l->known.items, by_text);
}

/* ---- the whole ---- */

static int by_place(const void *a, const void *b)
{
    const LintFinding *x = a, *y = b;
    int c = strcmp(x->file, y->file);
    c = c ? c : (x->line > y->line) - (x->line < y->line);
    c = c ? c : strcmp(x->rule, y->rule);
    return c ? c : strcmp(x->message, y->message);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const LintFile *)a)->path, ((const LintFile *)b)->path);
}

static int read_all(Lint *l, const StrList *files, Message *m)
{
    if (l->context)
        read_project(l, files->len == 0);
    for (size_t i = 0; i < files->len; i++)
        if (read_named(l, files->items[i], m) < 0)
            return -1;
    return 0;
}

int lint_run(const Context *c, const StrList *files, Arena *a, LintFindings *ret, Message *m)
{
    *ret = (LintFindings){ 0 };
    Lint l = { .arena = a, .context = c, .out = ret };
    int r = read_all(&l, files, m);
    if (r == 0) {
        if (l.files.len)
            qsort(l.files.items, l.files.len, sizeof *l.files.items, by_path);
        know_agents(&l);
        for (size_t i = 0; i < ARRAY_LEN(rule_calls); i++) {
            l.rule = lint_rules[i].name;
            rule_calls[i](&l);
        }
        if (ret->len)
            qsort(ret->items, ret->len, sizeof *ret->items, by_place);
    }
    LINT_EACH(&l, f)
        f->facts = facts_free(f->facts);
    return r;
}
