/*
 * test_work_look.c - looking at one name of the work tree, and what is remembered of it.
 */
#include "gate/repository.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "work_look.h"

/* The names of a tree, and what is there: "" stands for nothing that could be read. */
static const char tree[] =
    "mkdir -p a/b ../out; printf x >a/b/f; printf x >../out/f; ln -s b a/in; ln -s ../../out a/out; ln -s f a/b/link\n"
    "ln -s loop loop; ln -s /etc/passwd absolute; mkfifo pipe; printf '#!' >prog; chmod +x prog; printf y >..name";

static const struct { const char *path; unsigned strict, follow; const char *text; } names[] = {
    { "a/b/f",          MODE_FILE,      MODE_FILE,      "x" },
    { "prog",           MODE_PROGRAM,   MODE_PROGRAM,   "#!" },
    { "..name",         MODE_FILE,      MODE_FILE,      "y" },
    { "a/b/link",       MODE_LINK,      MODE_LINK,      "f" },
    { "loop",           MODE_LINK,      MODE_LINK,      "loop" },
    { "absolute",       MODE_LINK,      MODE_LINK,      "/etc/passwd" },
    { "a/in",           MODE_LINK,      MODE_LINK,      "b" },
    { "a/in/f",         MODE_NONE,      MODE_FILE,      "x" },
    { "a/in/none",      MODE_NONE,      MODE_NONE,      "" },
    { "a/out/f",        MODE_NONE,      MODE_NONE,      "" },
    { "loop/f",         MODE_NONE,      MODE_NONE,      "" },
    { "../out/f",       MODE_NONE,      MODE_NONE,      "" },
    { "a/../../out/f",  MODE_NONE,      MODE_NONE,      "" },
    { "a",              MODE_FOLDER,    MODE_FOLDER,    "" },
    { "a/b/f/x",        MODE_NONE,      MODE_NONE,      "" },
    { "pipe",           MODE_NONE,      MODE_NONE,      "" },
    { "none",           MODE_NONE,      MODE_NONE,      "" },
};

static bool is_right(const LookPlace *p, size_t i, bool follow, unsigned mode)
{
    Look l;
    uint8_t sum[DIGEST_SIZE];
    look_at(p, names[i].path, follow, true, true, &l);
    digest_bytes(str_from(names[i].text), sum);
    bool has = mode == MODE_FILE || mode == MODE_PROGRAM || mode == MODE_LINK;
    bool right = l.mode == mode && l.sums.has_hash == has && (l.sums.id_size == 20) == has &&
                 (!has || memcmp(sum, l.sums.hash, sizeof sum) == 0);
    if (!right)
        print_error("%s %s: %o\n", names[i].path, follow ? "followed" : "strict", l.mode);
    return right;
}

static void test_names(void **state)
{
    Repository *r = *state;
    repository_run(r, tree);
    LookPlace p = { open(r->dir, O_PATH | O_DIRECTORY | O_CLOEXEC), 20 };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        assert_true(is_right(&p, i, false, names[i].strict));
        assert_true(is_right(&p, i, true, names[i].follow));
    }
    close(p.tree);
}

/* As on a kernel, or in a sandbox, that does not have openat2(). */
static bool forbid_openat2(int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = { ARRAY_LEN(code), code };
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

enum { RIGHT = 0, WRONG = 1, NO_FILTER = 2 };

static int names_without_openat2(const LookPlace *p, int error)
{
    if (!forbid_openat2(error))
        return NO_FILTER;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (!is_right(p, i, false, names[i].strict))
            return WRONG;
    return RIGHT;
}

static void test_names_without_openat2(void **state)
{
    Repository *r = *state;
    static const int errors[] = { ENOSYS, EPERM };
    repository_run(r, tree);
    LookPlace p = { open(r->dir, O_PATH | O_DIRECTORY | O_CLOEXEC), 20 };
    for (size_t i = 0; i < ARRAY_LEN(errors); i++) {
        int status;
        pid_t pid = fork();
        if (pid == 0)
            _exit(names_without_openat2(&p, errors[i]));
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) == NO_FILTER)
            skip();
        assert_int_equal(WEXITSTATUS(status), RIGHT);
    }
    close(p.tree);
}

/* What is remembered */

static int64_t wall_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void test_only_quiet_files_are_remembered(void **state)
{
    Repository *r = *state;
    const char *path = arena_printf(r->arena, "%s/f", r->dir);
    LookPlace p = { open(r->dir, O_PATH | O_DIRECTORY | O_CLOEXEC), 20 };
    FileId id;
    Look l;
    Sums s;
    repository_run(r, "echo x >f");
    assert_int_equal(file_id(path, &id), 0);
    look_at(&p, "f", false, true, false, &l);
    assert_true(!sums_known(&id, true, 0, &s) || wall_ns() - id.ctime_ns > 50 * 1000000);
    while (wall_ns() - id.ctime_ns < 60 * 1000000)
        usleep(1000);
    look_at(&p, "f", false, true, false, &l);
    assert_true(sums_known(&id, true, 0, &s));
    assert_memory_equal(s.hash, l.sums.hash, DIGEST_SIZE);
    assert_false(sums_known(&id, true, 20, &s));        /* nobody asked for that one yet */
    look_at(&p, "f", false, true, true, &l);
    assert_true(sums_known(&id, true, 20, &s));
    assert_false(sums_known(&id, false, 32, &s));
    FileId other = id;
    other.ctime_ns++;
    assert_false(sums_known(&other, true, 0, &s));
    other = id;
    other.dev++;
    assert_false(sums_known(&other, true, 0, &s));
    close(p.tree);
}

/* More files than are remembered: some are forgotten, none is taken for another. */
static void test_many_are_remembered(void **state)
{
    (void)state;
    enum { FILES = 300 * 1000 };
    for (uint64_t i = 1; i <= FILES; i++) {
        Sums s = { .has_hash = true }, back;
        FileId id = { .dev = i % 3, .ino = i / 3 + 1, .size = (int64_t)i };
        memcpy(s.hash, &i, sizeof i);
        sums_keep(&id, INT64_MAX, &s);
        assert_true(sums_known(&id, true, 0, &back));
        assert_memory_equal(s.hash, back.hash, DIGEST_SIZE);
    }
    size_t known = 0;
    for (uint64_t i = 1; i <= FILES; i++) {
        Sums back;
        FileId id = { .dev = i % 3, .ino = i / 3 + 1, .size = (int64_t)i };
        if (!sums_known(&id, true, 0, &back))
            continue;
        known++;
        assert_memory_equal(back.hash, &i, sizeof i);
    }
    assert_in_range(known, 10, FILES - 1);
}

static void *remember_many(void *ctx)
{
    for (uint64_t i = 1; i <= 20000; i++) {
        Sums s = { .has_hash = true }, back;
        FileId id = { .dev = 7, .ino = i, .size = (int64_t)i };
        memcpy(s.hash, &i, sizeof i);
        sums_keep(&id, INT64_MAX, &s);
        if (sums_known(&id, true, 0, &back) && memcmp(back.hash, &i, sizeof i) != 0)
            return ctx;
    }
    return NULL;
}

static void test_threads_share_it(void **state)
{
    pthread_t threads[4];
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, remember_many, state), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_REPOSITORY(test_names),
        ON_REPOSITORY(test_names_without_openat2),
        ON_REPOSITORY(test_only_quiet_files_are_remembered),
        cmocka_unit_test(test_many_are_remembered),
        cmocka_unit_test(test_threads_share_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
