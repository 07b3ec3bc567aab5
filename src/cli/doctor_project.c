/*
 * doctor_project.c - the ledger and the files that are watched.
 */
#include <errno.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/store/store.h"
#include "doctor.h"

enum { FILES_MAX = 2000 };

static void say_verified(Doctor *d)
{
    Message m = { 0 };
    int64_t events = 0;
    int r = store_verify(d->context->store, &events, &m);
    if (r == 0)
        doctor_say(d, FINDING_OK, NULL, "%lld events, the chain holds", (long long)events);
    else if (r > 0)
        doctor_say(d, FINDING_BAD,
                   "'baton rebuild' mends projections; a broken chain says that somebody "
                   "changed the file: compare it with a backup",
                   "%s", m.text);
    else
        doctor_say(d, FINDING_BAD, NULL, "cannot be verified: %s", *m.text ? m.text : strerror(-r));
}

void doctor_ledger(Doctor *d)
{
    const Project *p = d->context->project;
    Message m = { 0 };
    if (access(p->db_path, F_OK) < 0 && errno == ENOTDIR) {
        doctor_say(d, FINDING_BAD, "move it away", "'%s' is no folder: nothing can be kept in it",
                   p->baton_dir);
        return;
    }
    if (access(p->db_path, F_OK) < 0) {
        doctor_say(d, FINDING_OK, NULL, "none yet; it is made with the first event or document");
        return;
    }
    if (context_store(d->context, STORE_READ, &m) < 0) {
        doctor_say(d, FINDING_BAD, NULL, "%s", m.text);
        return;
    }
    say_verified(d);
    if (access(p->db_path, W_OK) < 0 || access(p->baton_dir, W_OK) < 0)
        doctor_say(d, FINDING_WARN, "let your user write .baton, or ask its owner",
                   "'%s' cannot be written: what changes is not recorded", p->baton_dir);
}

void doctor_spool(Doctor *d)
{
    const char *baton_dir = d->context->project->baton_dir;
    StrList waiting, broken;
    store_spool_list(baton_dir, d->arena, &waiting);
    store_spool_broken(baton_dir, d->arena, &broken);
    if (broken.len)
        doctor_say(d, FINDING_WARN, "look into it, then delete it",
                   "%zu of the events that wait cannot be understood, the first is '%s'",
                   broken.len, broken.items[0]);
    if (waiting.len > broken.len)
        doctor_say(d, FINDING_WARN, "any command that can write the ledger takes them in",
                   "%zu events wait in '%s'", waiting.len - broken.len,
                   path_dir(d->arena, waiting.items[0]));
    else if (!broken.len)
        doctor_say(d, FINDING_OK, NULL, "no events wait");
}

void doctor_documents(Doctor *d)
{
    ProblemRows problems = { 0 };
    DocumentRows documents = { 0 };
    if (!d->context->store)
        return;
    if (store_documents(d->context->store, d->arena, NULL, &documents) < 0 ||
        store_problems(d->context->store, d->arena, NULL, &problems) < 0)
        doctor_say(d, FINDING_BAD, NULL, "the documents cannot be read from the ledger");
    else if (problems.len)
        doctor_say(d, FINDING_WARN, "'baton parse FILE' shows what is understood of a file",
                   "%zu places in %zu files were not understood, the first is %s:%d: %s",
                   problems.len, documents.len, problems.items[0].file, problems.items[0].line,
                   problems.items[0].message);
    else
        doctor_say(d, FINDING_OK, NULL, "%zu files, all understood", documents.len);
}

typedef struct {
    Doctor *doctor;
    StrList seen;               /* globs overlap */
    size_t unreadable;
    const char *first;
} Looked;

static bool look_at(void *ctx, const char *path)
{
    Looked *l = ctx;
    const char *full = path_join(l->doctor->arena, l->doctor->context->project->root, path);
    if (strlist_has(&l->seen, path))
        return true;
    strlist_add_new(&l->seen, l->doctor->arena, str_from(path));
    if (access(full, R_OK) == 0)
        return true;
    if (!l->unreadable++)
        l->first = arena_strdup(l->doctor->arena, path);
    return true;
}

void doctor_files(Doctor *d)
{
    static const SettingId settings[] = {
        CONF_FILES_SESSION, CONF_FILES_BOARDS,    CONF_FILES_RECORDS, CONF_FILES_HANDOFF,
        CONF_FILES_RUN,     CONF_FILES_TELEMETRY, CONF_FILES_AGENTS,
    };
    Looked l = { .doctor = d };
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        const StrList *globs = conf_list(d->context->conf, settings[i]);
        for (size_t k = 0; k < globs->len; k++)
            glob_files(d->context->project->root, globs->items[k], FILES_MAX, look_at, &l);
    }
    if (l.unreadable)
        doctor_say(d, FINDING_BAD, "let your user read them",
                   "%zu of %zu watched files cannot be read, such as '%s'", l.unreadable,
                   l.seen.len, l.first);
    else if (l.seen.len)
        doctor_say(d, FINDING_OK, NULL, "%zu watched, all readable", l.seen.len);
    else
        doctor_say(d, FINDING_WARN,
                   "'baton config' lists where baton looks; 'baton demo' shows a session",
                   "nothing to watch here yet");
}
