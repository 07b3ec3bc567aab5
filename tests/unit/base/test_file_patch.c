/*
 * test_file_patch.c - changing some bytes of a file, and what must stay as it is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/base/file.h"

#include <cmocka.h>

static char dir[64];

static int setup(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/baton-test-XXXXXX");
    return mkdtemp(dir) && chdir(dir) == 0 ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    DIR *d = opendir(dir);
    for (struct dirent *e; (e = readdir(d));)
        unlinkat(dirfd(d), e->d_name, 0);
    closedir(d);
    return chdir("/") < 0 ? -1 : rmdir(dir);
}

static void put(const char *name, const char *text)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_int_equal(fd_write_all(fd, str_from(text)), 0);
    close(fd);
}

static void expect(const char *name, const char *text)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    assert_int_equal(file_read(name, 1 << 20, &b, NULL), 0);
    assert_string_equal(b.data, text);
}

static int patch(const char *name, const char *was, size_t at, size_t len, const char *with, bool *in_place)
{
    return file_patch(name, &(FilePatch){ str_from(was), at, len, str_from(with) }, in_place);
}

static int names_here(void)
{
    int n = 0;
    DIR *d = opendir(".");
    for (struct dirent *e; (e = readdir(d));)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(d);
    return n;
}

/* What a reader sees who opened the file before. */
static void equal_length_is_seen_by_holders(void **state)
{
    (void)state;
    bool in_place = false;
    char text[16] = "";
    put("f", "- [ ] one\n");
    int fd = open("f", O_RDONLY | O_CLOEXEC);
    assert_int_equal(patch("f", "- [ ] one\n", 3, 1, "x", &in_place), 0);
    assert_true(in_place);
    assert_int_equal(pread(fd, text, sizeof text, 0), 10);
    assert_string_equal(text, "- [x] one\n");
    close(fd);
}

static void mode_stays_and_nothing_is_left(void **state)
{
    (void)state;
    bool in_place = true;
    struct stat st;
    put("f", "a: todo\n");
    chmod("f", 0640);
    assert_int_equal(patch("f", "a: todo\n", 3, 4, "in progress", &in_place), 0);
    assert_false(in_place);
    expect("f", "a: in progress\n");
    stat("f", &st);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_int_equal(names_here(), 1);
}

static void owner_stays(void **state)
{
    (void)state;
    bool in_place;
    struct stat st;
    if (geteuid() != 0)
        skip();
    put("f", "ab");
    assert_int_equal(chown("f", 65534, 65533), 0);
    assert_int_equal(patch("f", "ab", 1, 1, "cd", &in_place), 0);
    stat("f", &st);
    assert_int_equal(st.st_uid, 65534);
    assert_int_equal(st.st_gid, 65533);
}

static void a_link_stays_a_link(void **state)
{
    (void)state;
    bool in_place;
    struct stat st;
    put("f", "ab");
    assert_int_equal(symlink("f", "l"), 0);
    assert_int_equal(patch("l", "ab", 1, 1, "cd", &in_place), 0);
    lstat("l", &st);
    assert_true(S_ISLNK(st.st_mode));
    expect("f", "acd");
}

static void what_cannot_be_done_is_refused(void **state)
{
    (void)state;
    bool in_place;
    put("f", "ab");
    assert_int_equal(patch("none", "ab", 1, 1, "c", &in_place), -ENOENT);
    assert_int_equal(patch("f", "xx", 1, 1, "c", &in_place), -EAGAIN);
    assert_int_equal(patch("f", "xx", 1, 1, "cd", &in_place), -EAGAIN);
    assert_int_equal(patch("f", "abc", 1, 1, "cd", &in_place), -EAGAIN);
    assert_int_equal(link("f", "g"), 0);
    assert_int_equal(patch("f", "ab", 1, 1, "cd", &in_place), -EMLINK);
    assert_int_equal(patch("f", "ab", 1, 1, "c", &in_place), 0);
    expect("g", "ac");
    chmod("f", 0444);
    assert_int_equal(patch("f", "ac", 1, 1, "d", &in_place), -EACCES);
    assert_int_equal(patch(".", "ac", 1, 1, "d", &in_place), -EISDIR);
    expect("f", "ac");
    assert_int_equal(names_here(), 2);
}

/* RLIMIT_FSIZE stands for a full disk. */
static void a_full_disk_leaves_the_old_file(void **state)
{
    (void)state;
    put("f", "ab");
    pid_t pid = fork();
    if (pid == 0) {
        bool in_place;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 2, 2 });
        _exit(patch("f", "ab", 1, 1, "cdef", &in_place) == -EFBIG ? 0 : 1);
    }
    int status = -1;
    waitpid(pid, &status, 0);
    assert_int_equal(status, 0);
    expect("f", "ab");
    assert_int_equal(names_here(), 1);
}

static void leftovers_of_the_dead_go(void **state)
{
    (void)state;
    bool in_place;
    char live[64];
    put("f", "ab");
    put(".baton-edit-2147483646-00", "old");
    snprintf(live, sizeof live, ".baton-edit-%d-00", (int)getppid());
    put(live, "a live one's");
    assert_int_equal(patch("f", "ab", 1, 1, "cd", &in_place), 0);
    assert_int_equal(access(".baton-edit-2147483646-00", F_OK), -1);
    assert_int_equal(access(live, F_OK), 0);
}

/* Saves as editors do, by a new file with the old name; says which save is done. */
static void save_often(int saves, atomic_int *done)
{
    char text[32];
    for (int i = 1; i <= saves; i++) {
        snprintf(text, sizeof text, "save %d\n", i);
        put("new", text);
        if (rename("new", "f") < 0)
            _exit(1);
        atomic_store(done, i);
    }
    _exit(0);
}

static int save_number(Str text)
{
    int64_t n = -1;
    str_cut(&text, ' ');
    Str number = str_cut(&text, '\n');
    return str_to_i64(str_cut(&number, ' '), &n) == 0 ? (int)n : -1;
}

/* However patches and saves meet: once a patch has returned, the file is no older than the last save. */
static void no_save_is_undone(void **state)
{
    (void)state;
    enum { SAVES = 4000 };
    atomic_int *done = mmap(NULL, sizeof *done, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    put("f", "save 0\n");
    pid_t pid = fork();
    if (pid == 0)
        save_often(SAVES, done);
    for (int seen = 0; seen < SAVES;) {
        CLEANUP(buf_done) Buf was = BUF_INIT, now = BUF_INIT;
        bool in_place;
        if (file_read("f", 1 << 20, &was, NULL) < 0)
            continue;
        size_t end = was.len - 1;
        int r = file_patch("f", &(FilePatch){ buf_str(&was), end, 0, STR(" patched") }, &in_place);
        assert_true(r == 0 || r == -EAGAIN);
        seen = atomic_load(done);
        if (file_read("f", 1 << 20, &now, NULL) == 0)
            assert_true(save_number(buf_str(&now)) >= seen);
    }
    int status = -1;
    waitpid(pid, &status, 0);
    assert_int_equal(status, 0);
    munmap(done, sizeof *done);
    assert_int_equal(names_here(), 1);
}

int main(void)
{
#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(equal_length_is_seen_by_holders), T(mode_stays_and_nothing_is_left), T(owner_stays),
        T(a_link_stays_a_link), T(what_cannot_be_done_is_refused), T(a_full_disk_leaves_the_old_file),
        T(leftovers_of_the_dead_go), T(no_save_is_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
