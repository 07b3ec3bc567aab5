/*
 * repository.h - a scratch repository that scripts change, and what the gate reads of it.
 */
#ifndef BATON_TESTS_UNIT_GATE_REPOSITORY_H
#define BATON_TESTS_UNIT_GATE_REPOSITORY_H

#include "cases.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "baton/gate/diff.h"
#include "baton/gate/work.h"
#include "baton/sys/exec.h"

enum { SCRIPT_MS = 60 * 1000 };

/* Ends the test, with words. */
#define test_fails(...) (print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

typedef struct {
    char dir[PATH_MAX];         /* the repository; beside it is room for others */
    char root[PATH_MAX];
    Arena *arena;
    Scope scope;
    StrList cited;
} Repository;

/* Runs a script in the repository; its output in the arena, NULL when it fails. */
static inline const char *repository_try(Repository *r, const char *script)
{
    const char *const env[] = {
        "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_AUTHOR_NAME=t", "GIT_COMMITTER_NAME=t",
        "GIT_AUTHOR_EMAIL=t@example.org", "GIT_COMMITTER_EMAIL=t@example.org", "LC_ALL=C", NULL,
    };
    const char *const argv[] = { "sh", "-ec", script, NULL };
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult result;
    int n = exec_run(&(ExecOrder){ .argv = argv, .dir = r->dir, .env = env, .timeout_ms = SCRIPT_MS, .max = 1 << 20 },
                     &out, &result);
    if (n != 0 || result.status != 0)
        fprintf(stderr, "%s\n%s\n", script, out.data);
    return n == 0 && result.status == 0 ? arena_str(r->arena, str_trim(buf_str(&out))) : NULL;
}

static inline const char *repository_run(Repository *r, const char *script)
{
    const char *out = repository_try(r, script);
    assert_non_null(out);
    return out;
}

static inline int repository_make(void **state)
{
    Repository *r = mem_alloc(sizeof *r);
    char name[] = "/tmp/baton-test-XXXXXX";
    if (!mkdtemp(name) || !realpath(name, r->root))
        return -1;
    snprintf(r->dir, sizeof r->dir, "%.4000s/r", r->root);
    r->arena = arena_new();
    work_control_globs(NULL);
    *state = r;
    return mkdir(r->dir, 0755);
}

static inline int repository_remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)flag, (void)ftw;
    if (S_ISDIR(st->st_mode))
        chmod(path, 0700);
    return remove(path);
}

static inline int repository_end(void **state)
{
    Repository *r = *state;
    nftw(r->root, repository_remove_one, 32, FTW_DEPTH | FTW_PHYS);
    arena_free(r->arena);
    free(r);
    return 0;
}

#define ON_REPOSITORY(test) cmocka_unit_test_setup_teardown(test, repository_make, repository_end)

static inline const char *repository_head(Repository *r)
{
    return repository_run(r, "git rev-parse HEAD");
}

static inline Work repository_read(Repository *r, const char *base)
{
    Work w = { 0 };
    Message m = { 0 };
    if (work_read(exec_run, r->dir, base, &r->cited, &r->scope, r->arena, &w, &m) != 0)
        test_fails("%s", m.text);
    return w;
}

static inline const WorkFile *work_find(const Work *w, const char *path)
{
    for (size_t i = 0; i < w->len; i++)
        if (strcmp(w->items[i].path, path) == 0)
            return &w->items[i];
    return NULL;
}

/* "A new.c\nM a.c\n": what a reading says, by names. */
static inline const char *work_text(Repository *r, const Work *w)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < w->len; i++) {
        const WorkFile *f = &w->items[i];
        buf_addf(&out, "%c %s%s%s\n", f->status, f->path, f->was ? " <- " : "", f->was ? f->was : "");
    }
    return arena_str(r->arena, buf_str(&out));
}

#endif
