/*
 * check_records.c - decisions and new files stand in the records, where the definition asks for it.
 *
 * It asks where its definition of done, its rules or a line of the file name a record together with a word
 * for writing ("update FILE-MAP").  "If architectural" leaves it to the agent.
 */
#include "baton/base/file.h"
#include "check_parts.h"

enum { DEFINITION_BYTES_MAX = 512 * 1024 };

typedef struct { bool decisions, files; const char *decisions_from, *files_from; } Asked;

static void take_sentence(Asked *asked, Str text, const char *from, Arena *a)
{
    const char *words = plain_words(text, a);
    bool writes = words_have(words, "update|updated|record|recorded|records|document|documented|write|written|add|"
                                    "added|entry|entries|stand|stands|log|logged|keep|maintain|new or moved", NULL);
    bool open = words_have(words, "if|when architectural|where needed|as needed|optionally|may|or the decisions|"
                                  "read|review|says", NULL);
    if (!writes || open)
        return;
    if (!asked->decisions && (str_find(text, STR("DECISIONS")) >= 0 ||
                              words_have(words, "decisions md|decision log|decisions log|decisions file", NULL))) {
        asked->decisions = true;
        asked->decisions_from = from;
    }
    if (words_have(words, "file map|filemap|file map md", NULL) && !asked->files) {
        asked->files = true;
        asked->files_from = from;
    }
}

static void take_list(Asked *asked, const StrList *l, const char *from, Arena *a)
{
    for (size_t i = 0; i < l->len; i++)
        take_sentence(asked, str_from(l->items[i]), from, a);
}

static void take_definition(Asked *asked, const CheckInput *in, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *file = in->author->file;
    if (!file || file[0] == '/' || tree_read(in->tree, file, DEFINITION_BYTES_MAX, a, &text) < 0)
        return;
    Str rest = buf_str(&text), line;
    for (int number = 1; str_next_line(&rest, &line); number++) {
        if (str_ifind(line, STR("decision")) < 0 && str_ifind(line, STR("file-map")) < 0 &&
            str_ifind(line, STR("file map")) < 0)
            continue;
        take_sentence(asked, line, arena_printf(a, "%s:%d", file, number), a);
    }
}

static void what_is_asked(Asked *asked, const CheckInput *in, Arena *a)
{
    const AgentDef *def = in->author;
    const char *file = def->file ? def->file : "its definition";
    take_definition(asked, in, a);
    take_list(asked, &def->definition_of_done, file, a);
    take_list(asked, &def->rules, file, a);
    take_list(asked, &def->quality_checks, file, a);
}

/* Whether a record names a file that was changed, or the agent. */
static bool is_ours(const CheckInput *in, const RecordFact *f, Arena *a)
{
    const char *texts[] = { f->title, f->reason };
    if (names_agent(f->author, in->author_name, a))
        return true;
    for (size_t i = 0; i < in->work->len; i++)
        for (size_t k = 0; k < ARRAY_LEN(texts); k++)
            if (work_changed(&in->work->items[i]) && texts[k] && strstr(texts[k], in->work->items[i].path))
                return true;
    return false;
}

static bool has_decision(const CheckInput *in, const CheckDocument *d, Arena *a)
{
    for (size_t i = 0; i < d->facts->records.len; i++) {
        const RecordFact *f = &d->facts->records.items[i];
        if (f->kind == RECORD_DECISION && is_ours(in, f, a))
            return true;
    }
    return false;
}

static bool holds(const CheckDocument *d, RecordKind kind)
{
    for (size_t i = 0; d->facts && i < d->facts->records.len; i++)
        if (d->facts->records.items[i].kind == kind)
            return true;
    return false;
}

static bool is_record(const CheckDocument *d, RecordKind kind, Arena *a)
{
    const char *words = plain_words(str_from(path_base(d->path)), a);
    const char *names = kind == RECORD_FILE ? "file map md|filemap md" : "decisions md|decision log md";
    return d->record && (words_have(words, names, NULL) || holds(d, kind));
}

static void judge_decisions(const CheckInput *in, const Asked *asked, CheckResult *r, Arena *a)
{
    const CheckDocument *last = NULL;
    for (size_t i = 0; i < in->documents.len; i++) {
        const CheckDocument *d = &in->documents.items[i];
        if (!d->facts || !is_record(d, RECORD_DECISION, a))
            continue;
        if (has_decision(in, d, a) || (in->since && d->changed_at >= in->since))
            return;
        last = d;
    }
    check_finding(r, a, last ? last->path : NULL, 0, last ? "has no entry of %s or on what it changed; %s asks for one"
                  : "there is no file of decisions with an entry of %s; %s asks for one", in->author_name,
                  asked->decisions_from);
}

/* A row of the map may be the file, a folder above it, or a pattern. */
static bool covers(const char *row, const char *path, Arena *a)
{
    const char *glob = path_normal(a, row);
    return strcmp(glob, path) == 0 || path_below(glob, path) != NULL || glob_match(glob, path);
}

static bool is_mapped(const CheckInput *in, const char *path, Arena *a)
{
    for (size_t i = 0; i < in->documents.len; i++) {
        const Facts *facts = in->documents.items[i].record ? in->documents.items[i].facts : NULL;
        for (size_t k = 0; facts && k < facts->records.len; k++) {
            const RecordFact *f = &facts->records.items[k];
            if (f->kind == RECORD_FILE && f->title && covers(f->title, path, a))
                return true;
        }
    }
    return false;
}

static void judge_files(const CheckInput *in, const Asked *asked, CheckResult *r, Arena *a)
{
    for (size_t i = 0; i < in->work->len && r->findings.len < FINDINGS_MAX; i++) {
        const WorkFile *f = &in->work->items[i];
        if ((f->status == 'A' || f->status == 'R') && !work_is_control(f->path) && !is_mapped(in, f->path, a))
            check_finding(r, a, f->path, 0, "is new and not in the file map; %s asks for it", asked->files_from);
    }
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    Asked asked = { 0 };
    if (!in->author)
        return false;
    what_is_asked(&asked, in, a);
    if (!asked.decisions && !asked.files)
        return false;
    CheckResult *r = check_add(ret, a, "records");
    if (asked.decisions)
        judge_decisions(in, &asked, r, a);
    if (asked.files)
        judge_files(in, &asked, r, a);
    return true;
}

const CheckRow check_records = {
    .name = "records",
    .help = "decisions and new files stand in DECISIONS and FILE-MAP",
    .reads = "records, files that are new",
    .when = "the definition asks for entries there",
    .run = run,
};
