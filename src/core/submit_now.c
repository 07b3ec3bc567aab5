/*
 * submit_now.c - what a revision would be now, and what moved since it was recorded.
 */
#include <errno.h>

#include "submit.h"

/* A file of a revision, as the ledger keeps it. */
typedef struct {
    const char *path, *mode, *hash, *status;
} Kept;

static bool counts(const Json *file)
{
    return json_get_bool(file, "counts", false);
}

static const Json *next_counting(const Json *file)
{
    while (file && !counts(file))
        file = json_next(file);
    return file;
}

static const char *text_of(const Json *file, const char *key)
{
    const char *text = json_get_str(file, key);
    return text ? text : "";
}

static Kept kept_of(const Json *file)
{
    return (Kept){ text_of(file, "path"), text_of(file, "mode"), text_of(file, "hash"), text_of(file, "status") };
}

static void add_moved(StrList *moved, Arena *a, const char *what, const Kept *k)
{
    strlist_add(moved, a, arena_printf(a, "%s %s", what, k->path));
}

/* As at the base, and yet not as the revision has it. */
static const char *status_word(const Kept *k)
{
    return strcmp(k->status, ".") == 0 ? "M" : k->status;
}

/* Both in the order of their paths. */
static void compare_files(const Json *was_files, const Json *now_files, Arena *a, StrList *moved)
{
    const Json *w = next_counting(json_first(was_files)), *n = next_counting(json_first(now_files));
    while (w || n) {
        Kept was = kept_of(w), now = kept_of(n);
        int order = !w ? 1 : !n ? -1 : strcmp(was.path, now.path);
        if (order < 0)
            add_moved(moved, a, "no longer changed or cited:", &was);
        else if (order > 0 || strcmp(was.mode, now.mode) != 0 || strcmp(was.hash, now.hash) != 0)
            add_moved(moved, a, status_word(&now), &now);
        w = order <= 0 ? next_counting(json_next(w)) : w;
        n = order >= 0 ? next_counting(json_next(n)) : n;
    }
}

static void what_moved(const NewRevision *v, const RevisionRow *was, const Json *now_files, StrList *moved)
{
    Json *tree = NULL;
    if (was->files)
        (void)json_parse(str_from(was->files), &tree);
    CLEANUP(json_free_ptr) Json *was_files = tree;
    if (!was->artifact || strcmp(was->artifact, v->artifact_digest) != 0)
        strlist_add(moved, v->arena, "the artifact");
    compare_files(was_files, now_files, v->arena, moved);
    if (!moved->len && was->digest && strcmp(was->digest, v->digest) != 0)
        strlist_add(moved, v->arena, "its author, receiver or base");
}

/* One that is not there any more is an empty one. */
static int read_file(const NewRevision *v, Buf *bytes, Message *m)
{
    int r = file_read(path_join(v->arena, v->c->project->root, v->file), ARTIFACT_FILE_MAX_BYTES, bytes, NULL);
    if (r == 0 || r == -ENOENT)
        return 0;
    return fail_with(m, r, "The artifact '%s' cannot be read: %s", v->file,
                     r == -EAGAIN ? "it is being written; try again" : strerror(-r));
}

int handoff_now(Context *c, const HandoffRow *h, const RevisionRow *was, Arena *a, RevisionNow *ret, Message *m)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT, text = BUF_INIT;
    NewRevision v = { .c = c, .arena = a, .file = h->file, .run = h->run,
                      .tree = h->tree && *h->tree ? h->tree : c->project->root };
    int r = read_file(&v, &bytes, m);
    if (r == 0 && (r = revision_begin(&v, buf_str(&bytes))) < 0)
        r = fail_with(m, r, "The artifact '%s' cannot be compared: %s", v.file, strerror(-r));
    if (r < 0)
        return r;
    CLEANUP(facts_free_ptr) Facts *facts = artifact_facts(v.file, v.artifact);
    v.facts = facts;
    if ((r = revision_work_again(&v, h, m)) < 0)
        return r;
    CLEANUP(json_free_ptr) Json *files = files_json(&v.work);
    json_write(&text, files, false);
    *ret = (RevisionNow){ .files = arena_str(a, buf_str(&text)) };
    memcpy(ret->digest, v.digest, sizeof ret->digest);
    what_moved(&v, was, files, &ret->moved);
    return 0;
}
