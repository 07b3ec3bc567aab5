/*
 * project_test.h - a project in a folder of the test's own, and how agents save files there.
 */
#ifndef BATON_TESTS_UNIT_CORE_PROJECT_TEST_H
#define BATON_TESTS_UNIT_CORE_PROJECT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "baton/core/ingest.h"
#include "baton/core/rows_json.h"
#include "baton/doc/doc.h"

#include <cmocka.h>             /* last: it has a macro named as our fail() */

typedef struct {
    char dir[64];
    Arena *arena;
    Context *c;
    IngestReport report;
} Scene;

static inline const char *scene_path(Scene *s, const char *name)
{
    return path_join(s->arena, s->dir, name);
}

static inline void scene_open(Scene *s)
{
    Message m = { 0 };
    if (context_open(s->dir, &s->c, &m) < 0 || context_store(s->c, STORE_WRITE, &m) < 0)
        fail_msg("%s", m.text);
}

static inline void scene_reopen(Scene *s)
{
    s->c = context_free(s->c);
    scene_open(s);
}

/* Nothing of the person's own settings, definitions or state takes part. */
static inline void scene_init(Scene *s)
{
    *s = (Scene){ .dir = "/tmp/baton-test-XXXXXX", .arena = arena_new() };
    assert_non_null(mkdtemp(s->dir));
    setenv("HOME", s->dir, 1);
    setenv("XDG_CONFIG_HOME", scene_path(s, ".config"), 1);
    setenv("XDG_STATE_HOME", scene_path(s, ".state"), 1);
    setenv("BATON_DATA", scene_path(s, ".data"), 1);
    assert_int_equal(dir_make_all(scene_path(s, ".baton"), 0700), 0);
    scene_open(s);
}

static inline int scene_remove_one(const char *path, const struct stat *st, int flag,
                                   struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static inline void scene_done(Scene *s)
{
    s->c = context_free(s->c);
    nftw(s->dir, scene_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    s->arena = arena_free(s->arena);
}

/* Saved in place. */
static inline void put_bytes(Scene *s, const char *name, Str bytes)
{
    const char *path = scene_path(s, name);
    assert_int_equal(dir_make_all(path_dir(s->arena, path), 0755), 0);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.data, bytes.len), (ssize_t)bytes.len);
    close(fd);
}

static inline void put(Scene *s, const char *name, const char *text)
{
    put_bytes(s, name, str_from(text));
}

static inline void append(Scene *s, const char *name, const char *text)
{
    int fd = open(scene_path(s, name), O_WRONLY | O_APPEND | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

static inline void drop(Scene *s, const char *name)
{
    assert_int_equal(remove(scene_path(s, name)), 0);
}

static inline void look(Scene *s)
{
    Message m = { 0 };
    if (ingest(s->c, true, &s->report, &m) != 0)
        fail_msg("ingest: %s", m.text);
    assert_false(s->report.unsettled);
}

static inline TaskRow task(Scene *s, const char *title)
{
    TaskRows rows = { 0 };
    assert_int_equal(store_tasks(s->c->store, s->arena, &(TaskQuery){ 0 }, &rows), 0);
    for (size_t i = 0; i < rows.len; i++)
        if (strcmp(rows.items[i].title, title) == 0)
            return rows.items[i];
    return (TaskRow){ .id = "none", .title = title };
}

static inline int64_t task_count(Scene *s, const char *file)
{
    return store_task_count(s->c->store, &(TaskQuery){ .file = file });
}

static inline int64_t event_count(Scene *s, EventKind kind)
{
    return store_event_count(s->c->store, &(EventQuery){ .kind = event_kind_text(kind) });
}

/* The projection says of this file what a fresh reading says. */
static inline void assert_as_fresh(Scene *s, const char *name)
{
    CLEANUP(buf_done) Buf bytes = BUF_INIT;
    TaskRows rows = { 0 };
    assert_int_equal(file_read(scene_path(s, name), 1 << 24, &bytes, NULL), 0);
    CLEANUP(facts_free_ptr) Facts *f = doc_read(name, buf_str(&bytes));
    assert_int_equal(store_tasks(s->c->store, s->arena, &(TaskQuery){ .file = name }, &rows), 0);
    assert_int_equal(rows.len, f->tasks.len);
    for (size_t i = 0; i < rows.len; i++) {
        assert_int_equal(rows.items[i].line, f->tasks.items[i].line);
        assert_string_equal(rows.items[i].title, f->tasks.items[i].title);
        assert_int_equal(rows.items[i].state, f->tasks.items[i].state);
    }
}

/* The ledger is whole, and folding it again gives the same. */
static inline void assert_sound(Scene *s)
{
    Message m = { 0 };
    int64_t before = store_last_seq(s->c->store), events = 0;
    if (store_verify(s->c->store, &events, &m) != 0)
        fail_msg("verify: %s", m.text);
    assert_int_equal(store_rebuild(s->c->store, &events), 0);
    assert_int_equal(events, before);
    if (store_verify(s->c->store, &events, &m) != 0)
        fail_msg("verify after rebuild: %s", m.text);
}

static inline int scene_setup(void **state)
{
    Scene *s = mem_alloc(sizeof *s);
    scene_init(s);
    *state = s;
    return 0;
}

static inline int scene_teardown(void **state)
{
    scene_done(*state);
    free(*state);
    return 0;
}

#define SCENE_TEST(fn) cmocka_unit_test_setup_teardown(fn, scene_setup, scene_teardown)

#endif
