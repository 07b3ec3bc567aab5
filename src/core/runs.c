/*
 * runs.c - `run start` and `run stop`: the file that names the run, made and taken away by hand.
 *
 * Both hold the write lock of the ledger, so that of two that start only one does.  What an
 * orchestrator does to that file is noticed by ingest, as ever.
 */
#include "baton/core/runs.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/utf8.h"
#include "dashed.h"
#include "run_archive.h"
#include "taking.h"

enum { NAME_MAX_BYTES = 120, RUN_FILE_MAX = 4096 };

typedef struct {
    Context *c;
    Arena *arena;
    Message *m;
    Source source;
    const char *file, *full;    /* what names the run */
} RunFile;

/* ---- the file ---- */

static int find_file(RunFile *f)
{
    f->file = documents_named(f->c, CONF_FILES_RUN);
    if (!f->file)
        return fail_with(f->m, -ENOENT, "No file is named in files.run: only patterns are there");
    f->full = path_join(f->arena, f->c->project->root, f->file);
    return 0;
}

/* The run that the file names; NULL: none. */
static const char *named_run(const RunFile *f)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str rest, line;
    if (file_read(f->full, RUN_FILE_MAX, &text, NULL) < 0)
        return NULL;
    for (rest = buf_str(&text); str_next_line(&rest, &line);)
        if (str_trim(line).len && !memchr(line.data, '\0', line.len) && utf8_valid(line))
            return arena_str(f->arena, str_trim(line));
    return NULL;
}

/*
 * The settings of a project that was cloned may name any file of it: what holds more than a name is not ours to
 * write over or to remove.
 */
static bool holds_more(const RunFile *f)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Str rest, line;
    int lines = 0, r = file_read(f->full, RUN_FILE_MAX, &text, NULL);
    for (rest = buf_str(&text); str_next_line(&rest, &line);)
        lines += str_trim(line).len > 0;
    return (r < 0 && r != -ENOENT && r != -ELOOP) || lines > 1 || str_chr(buf_str(&text), '\0') >= 0;
}

static int refuse_other(const RunFile *f, const char *what)
{
    return fail_with(f->m, -EINVAL, "'%s' holds more than the name of a run and was not %s; is files.run right?",
                     f->file, what);
}

static int begin(RunFile *f)
{
    IngestReport report;
    int r = f->c->store ? 0 : context_store(f->c, STORE_WRITE, f->m);
    if (r == 0)
        r = ingest(f->c, true, &report, f->m);
    if (r == 0)
        r = find_file(f);
    if (r == 0 && (r = store_begin(f->c->store)) < 0)
        return fail_with(f->m, r, "The ledger '%s' cannot be written: %s", store_path(f->c->store),
                         r == -EBUSY ? "it is busy; try again" : strerror(-r));
    return r;
}

static int finish(RunFile *f, int r)
{
    IngestReport report;
    if (r == 0 && (r = store_commit(f->c->store)) < 0)
        fail(f->m, "The ledger '%s' cannot be written: %s", store_path(f->c->store), strerror(-r));
    if (r < 0)
        store_rollback(f->c->store);
    return r < 0 ? r : ingest(f->c, true, &report, f->m);
}

static int file_failed(const RunFile *f, int r, const char *what)
{
    return fail_with(f->m, r, "'%s' cannot be %s: %s", f->file, what, strerror(-r));
}

static Ingest ingest_for(const RunFile *f)
{
    return (Ingest){ .c = f->c, .store = f->c->store, .arena = f->arena, .source = f->source,
                     .actor = context_user() };
}

/* ---- start ---- */

static bool is_plain(int32_t cp)
{
    bool steers = cp <= ' ' || (cp >= 0x7f && cp <= 0xa0) || (cp >= 0x2000 && cp <= 0x206f);
    return !steers && cp != 0xfffd;
}

/* One word of one line, whatever was typed: that is how the file is read. */
static const char *safe_name(const char *name, Arena *a)
{
    return dashed(str_trim(str_from(name)), is_plain, NAME_MAX_BYTES, a);
}

static int refuse_second(const RunFile *f, const char *id)
{
    char age[AGE_TEXT_SIZE];
    RunRows rows = { 0 };
    (void)store_runs(f->c->store, f->arena, &(RunQuery){ .id = id, .active = true }, &rows);
    if (rows.len && rows.items[0].started_at)
        return fail_with(f->m, -EALREADY, "Run %s goes on, for %s now ('%s' names it); end it with `baton run stop`",
                         id, age_format(rows.items[0].started_at, clock_now(), age), f->file);
    return fail_with(f->m, -EALREADY, "Run %s goes on ('%s' names it); end it with `baton run stop`", id, f->file);
}

static int refuse_known(const RunFile *f, const char *id)
{
    RunRows rows = { 0 };
    (void)store_runs(f->c->store, f->arena, &(RunQuery){ .id = id }, &rows);
    for (size_t i = 0; i < rows.len; i++)
        if (strcmp(rows.items[i].id, id) == 0)
            return fail_with(f->m, -EEXIST, "There was a run %s already; give this one another name", id);
    return 0;
}

static int name_of(RunFile *f, const char *name, const char **ret_id)
{
    if (!name) {
        *ret_id = uuid7(clock_now(), arena_alloc(f->arena, UUID_TEXT_SIZE));
        return 0;
    }
    *ret_id = safe_name(name, f->arena);
    if (!**ret_id)
        return fail_with(f->m, -EINVAL, "There is nothing in that name that a run could be called by");
    return refuse_known(f, *ret_id);
}

static int write_file(RunFile *f, const char *id)
{
    Str line = str_from(arena_printf(f->arena, "%s\n", id));
    int r = dir_make_all(path_dir(f->arena, f->full), 0755);
    if (r == 0)
        r = file_write_atomic(f->full, line, 0644);
    if (r < 0)
        return file_failed(f, r, "written");
    Ingest in = ingest_for(f);
    Document d = { .path = f->file, .full = f->full, .tree = f->c->project->root, .kind = DOCUMENT_RUN };
    r = document_id(f->full, &d.id);
    return r < 0 ? file_failed(f, r, "read") : take_written(&in, &d, line);
}

static int start(RunFile *f, const char *name, const char **ret_id)
{
    const char *current = named_run(f);
    struct stat st;
    if (current)
        return refuse_second(f, current);
    if (holds_more(f))
        return refuse_other(f, "written over");
    if (lstat(f->full, &st) == 0 && S_ISLNK(st.st_mode))
        return fail_with(f->m, -ELOOP, "'%s' is a link to another place: remove it, then start the run", f->file);
    int r = name_of(f, name, ret_id);
    return r < 0 ? r : write_file(f, *ret_id);
}

int run_start(Context *c, const char *name, Source source, Arena *a, RunReport *ret, Message *m)
{
    RunFile f = { .c = c, .arena = a, .m = m, .source = source };
    const char *id = NULL;
    int r = begin(&f);
    if (r == 0)
        r = finish(&f, start(&f, name, &id));
    if (r == 0)
        *ret = (RunReport){ .id = id, .file = f.file };
    return r;
}

/* ---- stop ---- */

static int stop(RunFile *f, const char **ret_id)
{
    struct stat st;
    *ret_id = named_run(f);
    if (!*ret_id && lstat(f->full, &st) < 0)
        return fail_with(f->m, -ENOENT, "No run goes on; `baton run start` begins one");
    if (holds_more(f))
        return refuse_other(f, "removed");
    Ingest in = ingest_for(f);
    int r = run_gone(&in, f->file, NULL, "stopped by hand");
    if (r == 0 && unlink(f->full) < 0 && errno != ENOENT)
        r = file_failed(f, -errno, "removed");
    return r;
}

int run_stop(Context *c, Source source, Arena *a, RunReport *ret, Message *m)
{
    RunFile f = { .c = c, .arena = a, .m = m, .source = source };
    RunReport report = { 0 };
    int r = begin(&f);
    if (r == 0)
        r = finish(&f, stop(&f, &report.id));
    report.file = f.file;
    if (r == 0 && report.id)
        r = run_archive(c, report.id, a, &report.archive, m);
    if (r >= 0)
        *ret = report;
    return MIN(r, 0);
}
