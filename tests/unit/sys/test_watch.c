/*
 * test_watch.c - every way of saving is noticed, by the kernel's notifications and by polling.
 */
#include <sched.h>
#include <sys/wait.h>
#include <time.h>

#include "baton/base/str.h"
#include "baton/sys/watch.h"
#include "sys/scratch.h"
#include "sys/until.h"

enum { POLL_MS = 5 };

typedef struct {
    Scratch scratch;
    Loop *loop;
    Watcher *watcher;
    Arena *arena;
    StrList names;              /* seen so far, each once */
    const char *expected;
    size_t calls, lost, after_lost;
    int open_fd;
    bool free_in_callback;
} Fixture;

static void note(void *ctx, const char *dir, const char *name, bool lost)
{
    Fixture *f = ctx;
    assert_non_null(dir);
    f->calls++;
    f->after_lost += f->lost > 0;
    f->lost += lost;
    if (name)
        strlist_add_new(&f->names, f->arena, str_from(name));
    if (f->free_in_callback)
        f->watcher = watcher_free(f->watcher);
}

static bool saw_expected(void *ctx)
{
    Fixture *f = ctx;
    return strlist_has(&f->names, f->expected);
}

static bool saw_loss(void *ctx)
{
    return ((Fixture *)ctx)->lost > 0;
}

static bool saw_any(void *ctx)
{
    return ((Fixture *)ctx)->calls > 0;
}

static void await(Fixture *f, const char *name)
{
    f->expected = name;
    if (!loop_until(f->loop, DEADLINE_MS, saw_expected, f))
        fail_msg("'%s' was not reported", name);
}

static int make(void **state, bool polled)
{
    Fixture *f = calloc(1, sizeof *f);
    scratch_make(&f->scratch);
    f->arena = arena_new();
    f->open_fd = -1;
    if (loop_new(&f->loop) < 0)
        return -1;
    if (polled)
        setenv("BATON_TEST_POLL", "1", 1);
    else
        unsetenv("BATON_TEST_POLL");
    f->watcher = watcher_new(f->loop, POLL_MS, note, f);
    *state = f;
    return 0;
}

static int make_notified(void **state)
{
    return make(state, false);
}

static int make_polled(void **state)
{
    return make(state, true);
}

static int end(void **state)
{
    Fixture *f = *state;
    if (f->open_fd >= 0)
        close(f->open_fd);
    watcher_free(f->watcher);
    loop_free(f->loop);
    arena_free(f->arena);
    scratch_remove(f->scratch.dir);
    free(f);
    return 0;
}

/* The ways of saving: "f" is there, 5 bytes long, and open in open_fd. */

static void save_append(Fixture *f) { write_at(scratch_path(&f->scratch, "f"), O_APPEND, "more"); }
static void save_rewrite(Fixture *f) { write_at(scratch_path(&f->scratch, "f"), O_TRUNC, "new"); }
static void save_same_size(Fixture *f) { write_at(scratch_path(&f->scratch, "f"), 0, "olleh"); }
static void save_delete(Fixture *f) { unlink(scratch_path(&f->scratch, "f")); }
static void save_create(Fixture *f) { write_at(scratch_path(&f->scratch, "new"), O_CREAT, ""); }

static void save_empty(Fixture *f)
{
    assert_int_equal(truncate(scratch_path(&f->scratch, "f"), 0), 0);
}

static void save_mode(Fixture *f)
{
    assert_int_equal(chmod(scratch_path(&f->scratch, "f"), 0640), 0);
}

static void save_folder(Fixture *f)
{
    assert_int_equal(mkdir(scratch_path(&f->scratch, "new"), 0700), 0);
}

static void save_by_long_writer(Fixture *f)
{
    assert_int_equal(pwrite(f->open_fd, "HELLO, world", 12, 0), 12);
}

static void rename_in(Fixture *f, const char *from, const char *to)
{
    char old[256];
    snprintf(old, sizeof old, "%s", scratch_path(&f->scratch, from));
    assert_int_equal(rename(old, scratch_path(&f->scratch, to)), 0);
}

static void save_by_rename(Fixture *f)
{
    write_at(scratch_path(&f->scratch, "f.tmp"), O_CREAT | O_EXCL, "hello");
    rename_in(f, "f.tmp", "f");
}

static void save_by_our_rename(Fixture *f)
{
    write_at(scratch_path(&f->scratch, ".baton-f"), O_CREAT | O_EXCL, "other");
    rename_in(f, ".baton-f", "f");
}

static void save_delete_and_create(Fixture *f)
{
    save_delete(f);
    write_at(scratch_path(&f->scratch, "f"), O_CREAT | O_EXCL, "again");
}

static void save_move_away(Fixture *f)
{
    rename_in(f, "f", "g");
}

static void save_link(Fixture *f)
{
    assert_int_equal(symlink("/nowhere", scratch_path(&f->scratch, "new")), 0);
}

static const struct {
    const char *how;
    void (*save)(Fixture *f);
    const char *name;           /* what must be reported */
} saves[] = {
    { "append",                 save_append,            "f" },
    { "truncate and write",     save_rewrite,           "f" },
    { "overwrite, same size",   save_same_size,         "f" },
    { "truncate",               save_empty,             "f" },
    { "long-open writer",       save_by_long_writer,    "f" },
    { "rename over",            save_by_rename,         "f" },
    { "rename over, by us",     save_by_our_rename,     "f" },
    { "delete",                 save_delete,            "f" },
    { "delete and create",      save_delete_and_create, "f" },
    { "move away",              save_move_away,         "f" },
    { "move away: new name",    save_move_away,         "g" },
    { "mode",                   save_mode,              "f" },
    { "create",                 save_create,            "new" },
    { "new folder",             save_folder,            "new" },
    { "dangling link",          save_link,              "new" },
};

/* Times of files move in steps of some milliseconds: what follows must not fall into the same. */
static void await_next_file_time(void)
{
    struct timespec from, now;
    clock_gettime(CLOCK_REALTIME_COARSE, &from);
    do
        clock_gettime(CLOCK_REALTIME_COARSE, &now);
    while (now.tv_sec == from.tv_sec && now.tv_nsec == from.tv_nsec);
}

static void watch_file(Fixture *f)
{
    write_at(scratch_path(&f->scratch, "f"), O_CREAT, "hello");
    f->open_fd = open(scratch_path(&f->scratch, "f"), O_RDWR | O_CLOEXEC);
    assert_int_equal(watcher_add(f->watcher, f->scratch.dir), 0);
    await_next_file_time();
}

static void test_every_save_is_noticed(void **state)
{
    (void)state;
    bool polled = getenv("BATON_TEST_POLL") != NULL;    /* set by the setup of this test */
    for (size_t i = 0; i < ARRAY_LEN(saves); i++) {
        void *own = NULL;
        assert_int_equal(make(&own, polled), 0);
        Fixture *f = own;
        watch_file(f);
        saves[i].save(f);
        f->expected = saves[i].name;
        if (!loop_until(f->loop, DEADLINE_MS, saw_expected, f))
            fail_msg("%s: '%s' was not reported", saves[i].how, saves[i].name);
        assert_int_equal(f->lost, 0);
        assert_false(strlist_has(&f->names, ".baton-f"));
        end(&own);
    }
}

/* The second atomic save is where a watch on the file itself would have gone deaf. */
static void test_saves_after_a_rename_are_noticed(void **state)
{
    Fixture *f = *state;
    watch_file(f);
    for (int i = 0; i < 3; i++) {
        f->names.len = 0;
        save_by_rename(f);
        await(f, "f");
        f->names.len = 0;
        save_append(f);
        await(f, "f");
    }
}

static void test_own_temporary_names_are_not_reported(void **state)
{
    Fixture *f = *state;
    watch_file(f);
    write_at(scratch_path(&f->scratch, ".baton-x"), O_CREAT, "x");
    write_at(scratch_path(&f->scratch, ".baton"), O_CREAT, "not ours");
    await(f, ".baton");
    save_append(f);
    await(f, "f");
    assert_false(strlist_has(&f->names, ".baton-x"));
}

static void test_adding(void **state)
{
    Fixture *f = *state;
    watch_file(f);
    assert_int_equal(watcher_add(f->watcher, f->scratch.dir), 0);
    assert_int_equal(watcher_count(f->watcher), 1);
    assert_int_equal(watcher_add(f->watcher, scratch_path(&f->scratch, "none")), -ENOENT);
    assert_int_equal(watcher_add(f->watcher, scratch_path(&f->scratch, "f")), -ENOTDIR);
    assert_int_equal(watcher_count(f->watcher), 1);
}

static void test_subfolders_need_a_watch_of_their_own(void **state)
{
    Fixture *f = *state;
    assert_int_equal(mkdir(scratch_path(&f->scratch, "sub"), 0700), 0);
    assert_int_equal(watcher_add(f->watcher, f->scratch.dir), 0);
    assert_int_equal(watcher_add(f->watcher, scratch_path(&f->scratch, "sub")), 0);
    write_at(scratch_path(&f->scratch, "sub/deep"), O_CREAT, "x");
    await(f, "deep");
    const char *keep[] = { f->scratch.dir, "/not/watched" };
    watcher_keep_only(f->watcher, keep, 2);
    assert_int_equal(watcher_count(f->watcher), 1);
    f->names.len = 0;
    write_at(scratch_path(&f->scratch, "sub/deeper"), O_CREAT, "x");
    write_at(scratch_path(&f->scratch, "here"), O_CREAT, "x");
    await(f, "here");
    loop_for(f->loop, 4 * POLL_MS);
    assert_false(strlist_has(&f->names, "deeper"));
    watcher_keep_only(f->watcher, NULL, 0);
    assert_int_equal(watcher_count(f->watcher), 0);
}

/* The folder itself: sub is watched, and its parent is not. */

static void sub_remove(Fixture *f) { scratch_remove(scratch_path(&f->scratch, "sub")); }
static void sub_move(Fixture *f) { rename_in(f, "sub", "moved"); }

static void sub_replace(Fixture *f)
{
    sub_move(f);
    assert_int_equal(mkdir(scratch_path(&f->scratch, "sub"), 0700), 0);
}

static void (*const sub_losses[])(Fixture *f) = { sub_remove, sub_move, sub_replace };

static void test_folder_that_goes_is_lost_and_can_come_back(void **state)
{
    Fixture *f = *state;
    char sub[256];
    snprintf(sub, sizeof sub, "%s", scratch_path(&f->scratch, "sub"));
    for (size_t i = 0; i < ARRAY_LEN(sub_losses); i++) {
        mkdir(sub, 0700);
        assert_int_equal(watcher_add(f->watcher, sub), 0);
        write_at(scratch_path(&f->scratch, "sub/old"), O_CREAT, "x");
        f->lost = 0;
        sub_losses[i](f);
        assert_true(loop_until(f->loop, DEADLINE_MS, saw_loss, f));
        assert_int_equal(watcher_count(f->watcher), 0);
        if (sub_losses[i] != sub_replace) {
            assert_int_equal(watcher_add(f->watcher, sub), -ENOENT);
            assert_int_equal(mkdir(sub, 0700), 0);
        }
        assert_int_equal(watcher_add(f->watcher, sub), 0);
        f->names.len = 0;
        write_at(scratch_path(&f->scratch, "sub/back"), O_CREAT, "x");
        await(f, "back");
        assert_int_equal(f->lost, 1);
        scratch_remove(sub);
        scratch_remove(scratch_path(&f->scratch, "moved"));
        watcher_keep_only(f->watcher, NULL, 0);
    }
}

/* Before the loop has turned, watcher_add() itself sees that the folder is another one. */
static void test_adding_a_replaced_folder_watches_the_new_one(void **state)
{
    Fixture *f = *state;
    char sub[256];
    snprintf(sub, sizeof sub, "%s", scratch_path(&f->scratch, "sub"));
    assert_int_equal(mkdir(sub, 0700), 0);
    assert_int_equal(watcher_add(f->watcher, sub), 0);
    sub_replace(f);
    assert_int_equal(watcher_add(f->watcher, sub), 0);
    assert_int_equal(watcher_count(f->watcher), 1);
    write_at(scratch_path(&f->scratch, "sub/new"), O_CREAT, "x");
    await(f, "new");
    assert_int_equal(f->lost, 0);
}

static void test_freed_inside_its_callback(void **state)
{
    Fixture *f = *state;
    watch_file(f);
    f->free_in_callback = true;
    for (int i = 0; i < 10; i++)
        write_at(scratch_path(&f->scratch, (char[]){ (char)('a' + i), '\0' }), O_CREAT, "x");
    assert_true(loop_until(f->loop, DEADLINE_MS, saw_any, f));
    loop_for(f->loop, 4 * POLL_MS);
    assert_int_equal(f->calls, 1);
    assert_null(f->watcher);
}

static void make_many(Fixture *f, int n)
{
    char name[32];
    for (int i = 0; i < n; i++) {
        snprintf(name, sizeof name, "many-%d", i);
        write_at(scratch_path(&f->scratch, name), O_CREAT, "");
    }
}

/* With so many files, and again and again, a look of the poller is under way when the loop goes. */
static void test_loop_may_go_first(void **state)
{
    bool polled = getenv("BATON_TEST_POLL") != NULL;
    for (uint64_t i = 0; i < 8; i++) {
        Fixture *f = *state;
        make_many(f, 1000);
        watch_file(f);
        save_append(f);
        loop_for(f->loop, POLL_MS + i / 2);
        f->loop = loop_free(f->loop);
        f->watcher = NULL;
        end(state);
        assert_int_equal(make(state, polled), 0);
    }
}

static void test_notified_idle_costs_nothing(void **state)
{
    Fixture *f = *state;
    watch_file(f);
    assert_int_equal(watcher_polled(f->watcher), 0);
    assert_null(watcher_why_polled(f->watcher));
    loop_for(f->loop, 10);
    uint64_t turns = loop_turns(f->loop);
    loop_for(f->loop, 100);
    assert_true(loop_turns(f->loop) - turns <= FEW_TURNS);
    assert_int_equal(f->calls, 0);
}

static void test_polling_is_counted_and_ends(void **state)
{
    Fixture *f = *state;
    watch_file(f);
    assert_int_equal(watcher_polled(f->watcher), 1);
    assert_string_equal(watcher_why_polled(f->watcher), "polling was asked for");
    loop_for(f->loop, 10 * POLL_MS);
    assert_int_equal(f->calls, 0);          /* nothing changed: nothing told */
    watcher_keep_only(f->watcher, NULL, 0);
    assert_null(watcher_why_polled(f->watcher));
    loop_for(f->loop, 4 * POLL_MS);
    uint64_t turns = loop_turns(f->loop);
    loop_for(f->loop, 20 * POLL_MS);
    assert_true(loop_turns(f->loop) - turns <= FEW_TURNS);
}

static void test_polled_folder_of_very_many(void **state)
{
    Fixture *f = *state;
    make_many(f, 4200);
    watch_file(f);
    save_append(f);
    assert_true(loop_until(f->loop, DEADLINE_MS, saw_any, f));
    assert_int_equal(f->names.len, 0);      /* something changed, it is not known what */
    assert_int_equal(f->lost, 0);
}

/* Alternating, since the kernel folds equal events that follow each other. */
static void write_events(Fixture *f, int n)
{
    int a = open(scratch_path(&f->scratch, "a"), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    int b = open(scratch_path(&f->scratch, "b"), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    for (int i = 0; i < n; i++)
        assert_int_equal(pwrite(i % 2 ? a : b, "x", 1, 0), 1);
    close(a);
    close(b);
}

static void test_bursts_end_in_one_loss(void **state)
{
    static const int sizes[] = { 5000, 40000 };     /* more than is told; more than is kept */
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        Fixture *f = *state;
        watch_file(f);
        write_events(f, sizes[i]);
        assert_true(loop_until(f->loop, DEADLINE_MS, saw_loss, f));
        assert_in_range(f->calls, 2, 4001);
        assert_int_equal(f->lost, 1);
        assert_int_equal(f->after_lost, 0);
        assert_int_equal(watcher_count(f->watcher), 1);
        f->names.len = 0;
        save_append(f);
        await(f, "f");                              /* and it goes on as before */
        assert_int_equal(f->lost, 1);
        end(state);
        assert_int_equal(make_notified(state), 0);
    }
}

static void test_small_burst_is_told_whole(void **state)
{
    Fixture *f = *state;
    watch_file(f);
    write_events(f, 3000);
    save_append(f);
    await(f, "f");
    assert_int_equal(f->lost, 0);
    assert_true(f->calls > 3000);
}

/* A child in a user namespace of its own, where the limits of inotify can be set. */

enum { CHILD_FINE, CHILD_FAILED, CHILD_SKIPS };

static bool set_limit(const char *path, const char *value)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool set = fd >= 0 && write(fd, value, strlen(value)) == (ssize_t)strlen(value);
    if (fd >= 0)
        close(fd);
    return set;
}

static int limited_child(const char *limit, const char *value, unsigned notified)
{
    void *state = NULL;
    if (unshare(CLONE_NEWUSER) < 0 || !set_limit(limit, value))
        return CHILD_SKIPS;
    make(&state, false);
    Fixture *f = state;
    mkdir(scratch_path(&f->scratch, "sub"), 0700);
    watch_file(f);
    bool added = watcher_add(f->watcher, scratch_path(&f->scratch, "sub")) == 0;
    const char *why = watcher_why_polled(f->watcher);
    if (!added || watcher_polled(f->watcher) != 2 - notified)
        return CHILD_FAILED;
    if (!why || strcmp(why, "watch limit reached") != 0)
        return CHILD_FAILED;
    save_append(f);
    await(f, "f");
    write_at(scratch_path(&f->scratch, "sub/deep"), O_CREAT, "x");
    await(f, "deep");
    end(&state);
    return CHILD_FINE;
}

static void test_watch_limit_falls_back_to_polling(void **state)
{
    (void)state;
    static const struct { const char *limit, *value; unsigned notified; } limits[] = {
        { "/proc/sys/user/max_inotify_watches", "1", 1 },
        { "/proc/sys/user/max_inotify_instances", "0", 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
        int status;
        pid_t pid = fork();
        if (pid == 0)
            _exit(limited_child(limits[i].limit, limits[i].value, limits[i].notified));
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) == CHILD_SKIPS) {
            print_message("skipped: no user namespaces here, so the watch limit cannot be set\n");
            skip();
        }
        assert_int_equal(WEXITSTATUS(status), CHILD_FINE);
    }
}

static void test_trusted_file_systems(void **state)
{
    (void)state;
    assert_null(fs_untrusted("/proc"));
    assert_null(fs_untrusted("/no/such/path"));
}

int main(void)
{
#define NOTIFIED(test) { #test " (notified)", test, make_notified, end, NULL }
#define POLLED(test) { #test " (polled)", test, make_polled, end, NULL }
#define BOTH(test) NOTIFIED(test), POLLED(test)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_watch_limit_falls_back_to_polling),  /* forks, so before any thread */
        BOTH(test_every_save_is_noticed),
        BOTH(test_saves_after_a_rename_are_noticed),
        BOTH(test_own_temporary_names_are_not_reported),
        BOTH(test_adding),
        BOTH(test_subfolders_need_a_watch_of_their_own),
        BOTH(test_folder_that_goes_is_lost_and_can_come_back),
        BOTH(test_adding_a_replaced_folder_watches_the_new_one),
        BOTH(test_freed_inside_its_callback),
        BOTH(test_loop_may_go_first),
        NOTIFIED(test_notified_idle_costs_nothing),
        POLLED(test_polling_is_counted_and_ends),
        POLLED(test_polled_folder_of_very_many),
        NOTIFIED(test_bursts_end_in_one_loss),
        NOTIFIED(test_small_burst_is_told_whole),
        cmocka_unit_test(test_trusted_file_systems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
