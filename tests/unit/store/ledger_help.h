/*
 * ledger_help.h - what the tests of store share: a folder that goes away, a ledger in it, and short
 * ways to append events and to look at rows behind the door's back.
 */
#ifndef LEDGER_HELP_H
#define LEDGER_HELP_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "baton/store/store.h"
#include "db.h"

#include <cmocka.h>       /* last: its fail() is a macro */

typedef struct {
    char dir[64];
    char db[96];
    Store *s;
    Arena *a;
} Bench;

static inline int bench_open(Bench *b)
{
    Message m = { 0 };
    int r = store_open(b->db, STORE_WRITE, 5000, &b->s, &m);
    if (r < 0)
        print_message("%s\n", m.text);
    return r;
}

static inline int bench_make_dir(void **state)
{
    Bench *b = mem_alloc(sizeof *b);
    snprintf(b->dir, sizeof b->dir, "/tmp/baton-store-XXXXXX");
    if (!mkdtemp(b->dir))
        return -1;
    snprintf(b->db, sizeof b->db, "%s/state.db", b->dir);
    b->a = arena_new();
    *state = b;
    return 0;
}

static inline int bench_make(void **state)
{
    return bench_make_dir(state) < 0 ? -1 : bench_open(*state);
}

static inline bool bench_unlink(void *ctx, const char *path)
{
    Bench *b = ctx;
    unlink(path_join(b->a, b->dir, path));
    return true;
}

static inline int bench_drop(void **state)
{
    Bench *b = *state;
    b->s = store_free(b->s);
    chmod(b->dir, 0700);
    glob_files(b->dir, "**", 10000, bench_unlink, b);
    rmdir(path_join(b->a, b->dir, "spool"));
    rmdir(path_join(b->a, b->dir, "state.db"));
    rmdir(b->dir);
    arena_free(b->a);
    free(b);
    return 0;
}

/* Times count from here, so that ages and orders can be read off the tests. */
enum { T0 = 1000000 };

static inline int64_t add(Store *s, Event e)
{
    int64_t seq = 0;
    if (!e.at)
        e.at = T0 + store_last_seq(s) + 1;
    assert_int_equal(store_append(s, &e, &seq), 0);
    return seq;
}

static inline int64_t add_task(Store *s, const char *id, const char *body)
{
    return add(s, (Event){ .kind = EVENT_TASK_ADDED, .subject = id, .body = body });
}

static inline int64_t say(Store *s, const char *run, const char *agent, const char *action,
                          const char *reason)
{
    return add(s, (Event){ .kind = EVENT_TELEMETRY,
                           .run = run,
                           .agent = agent,
                           .action = action,
                           .reason = reason,
                           .source = SOURCE_CLI });
}

/* Rows as text, columns by '|', rows by ';': for comparing projections whole. */
static inline void rows_text(sqlite3 *db, const char *sql, Buf *out)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(st) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(st); i++)
            buf_addf(out, "%s%s", i ? "|" : "", (const char *)sqlite3_column_text(st, i));
        buf_adds(out, ";");
    }
    sqlite3_finalize(st);
}

static inline void assert_rows(Store *s, const char *sql, const char *expected)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    rows_text(s->db, sql, &out);
    assert_string_equal(out.data, expected);
}

/* SQL by another connection, as somebody with the sqlite3 shell would; the guards are off. */
static inline void tamper(const char *db_path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(db_path, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000);
    assert_int_equal(
        sqlite3_exec(db, "DROP TRIGGER IF EXISTS event_fixed; DROP TRIGGER IF EXISTS event_kept",
                     NULL, NULL, NULL),
        SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

static inline void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Runs fn in n processes that start together; all must return 0. */
static inline void in_processes(int n, int (*fn)(void *ctx, int nr), void *ctx)
{
    int gate[2];
    assert_int_equal(pipe(gate), 0);
    fflush(NULL);
    for (int i = 0; i < n; i++)
        if (fork() == 0) {
            char c;
            close(gate[1]);
            (void)!read(gate[0], &c, 1);
            _exit(fn(ctx, i));
        }
    close(gate[0]);
    close(gate[1]);
    int failed = 0, status;
    while (wait(&status) > 0)
        failed = status ? status : failed;
    assert_int_equal(failed, 0);
}

#endif
