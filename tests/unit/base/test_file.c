/*
 * test_file.c - reading what is no plain file, writing whole files, finding files.
 */
#include "cases.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "baton/base/file.h"

/* Each test works in a folder of its own, which is the current one. */
static int enter_folder(void **state)
{
    char name[] = "/tmp/baton-test-XXXXXX";
    if (!mkdtemp(name) || chdir(name) < 0)
        return -1;
    *state = mem_strdup(name);
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static int leave_folder(void **state)
{
    int r = chdir("/") | nftw(*state, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return r;
}

static void put(const char *path, const char *text)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    assert_int_equal(dir_make_all(path_dir(a, path), 0755), 0);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void assert_file_is(const char *path, const char *text)
{
    CLEANUP(buf_done) Buf b = BUF_INIT;
    assert_int_equal(file_read(path, 1 << 20, &b, NULL), 0);
    assert_string_equal(b.data, text);
}

static void test_reading_appends_and_is_bounded(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf b = BUF_INIT;
    FileId id = { 0 }, now;
    put("f", "12345");
    buf_adds(&b, "> ");
    assert_int_equal(file_read("f", 5, &b, &id), 0);
    assert_string_equal(b.data, "> 12345");
    assert_int_equal(file_id("f", &now), 0);
    assert_true(file_id_eq(&id, &now));
    assert_int_equal(id.size, 5);
    assert_int_equal(file_read("f", 4, &b, NULL), -EFBIG);
    assert_string_equal(b.data, "> 12345");
    assert_int_equal(file_read("none", 5, &b, NULL), -ENOENT);
    put("f", "1234567");
    assert_int_equal(file_id("f", &now), 0);
    assert_false(file_id_eq(&id, &now));
}

static void test_files_without_a_size_are_read_to_their_end(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf b = BUF_INIT;
    assert_int_equal(file_read("/proc/self/maps", 1 << 20, &b, NULL), 0);
    assert_true(b.len > 100);
    assert_int_equal(file_read("/proc/self/maps", 10, &b, NULL), -EFBIG);
}

static void test_nothing_that_could_block_is_read(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf b = BUF_INIT;
    struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "socket" };
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(s, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_int_equal(file_read("fifo", 10, &b, NULL), -ENOTSUP);
    assert_int_equal(file_read("socket", 10, &b, NULL), -ENOTSUP);
    assert_int_equal(file_read("/dev/zero", 10, &b, NULL), -ENOTSUP);
    assert_int_equal(file_read(".", 10, &b, NULL), -EISDIR);
    assert_int_equal(b.len, 0);
    close(s);
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

typedef struct {
    const char *start;
    size_t count;
} StartCount;

static bool count_start(void *ctx, const char *path)
{
    StartCount *c = ctx;
    c->count += str_starts(str_from(path), str_from(c->start));
    return true;
}

/* How many files in this folder have a name that starts so. */
static size_t count_files(const char *start)
{
    StartCount c = { start, 0 };
    assert_int_equal(glob_files(".", "*", 1000, count_start, &c), 0);
    return c.count;
}

static void test_writing_keeps_the_mode_and_leaves_nothing_behind(void **state)
{
    (void)state;
    umask(022);
    assert_int_equal(file_write_atomic("new", STR("one"), 0640), 0);
    assert_int_equal(mode_of("new"), 0640);
    assert_int_equal(chmod("new", 0664), 0);
    assert_int_equal(file_write_atomic("new", STR("two"), 0600), 0);
    assert_int_equal(mode_of("new"), 0664);
    assert_file_is("new", "two");
    assert_int_equal(file_write_atomic("none/new", STR("x"), 0600), -ENOENT);
    assert_int_equal(mkdir("folder", 0755), 0);
    assert_int_equal(file_write_atomic("folder", STR("x"), 0600), -EISDIR);
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_int_equal(file_write_atomic("fifo", STR("x"), 0600), -ENOTSUP);
    assert_int_equal(count_files("new"), 1);
    assert_int_equal(count_files(".baton-"), 0);
}

static void test_writing_goes_through_links(void **state)
{
    (void)state;
    put("real/file", "old");
    assert_int_equal(mkdir("links", 0755), 0);
    assert_int_equal(symlink("../real/file", "links/a"), 0);
    assert_int_equal(symlink("links/a", "b"), 0);
    assert_int_equal(file_write_atomic("b", STR("new"), 0600), 0);
    assert_file_is("real/file", "new");
    assert_int_equal(readlink("b", (char[64]){ 0 }, 64), 7);
    assert_int_equal(symlink("real/made", "dangling"), 0);
    assert_int_equal(file_write_atomic("dangling", STR("x"), 0600), 0);
    assert_file_is("real/made", "x");
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(file_write_atomic("loop", STR("x"), 0600), -ELOOP);
}

static void test_a_reader_never_sees_half_a_file(void **state)
{
    (void)state;
    CLEANUP(buf_done) Buf big = BUF_INIT;
    for (int i = 0; i < 200000; i++)
        buf_addc(&big, 'x');
    put("f", "");
    assert_int_equal(file_write_atomic("f", buf_str(&big), 0644), 0);
    int fd = open("f", O_RDONLY | O_CLOEXEC);
    assert_int_equal(file_write_atomic("f", STR("short"), 0644), 0);
    assert_int_equal(lseek(fd, 0, SEEK_END), 200000);       /* the old file is whole */
    close(fd);
    assert_file_is("f", "short");
}

static void test_folders_are_made_on_the_way(void **state)
{
    (void)state;
    assert_int_equal(dir_make_all("a/b/c", 0755), 0);
    assert_int_equal(dir_make_all("a/b/c/", 0755), 0);
    assert_int_equal(mode_of("a/b/c"), 0755);
    put("file", "");
    assert_int_equal(dir_make_all("file", 0755), -ENOTDIR);
    assert_int_equal(dir_make_all("file/x", 0755), -ENOTDIR);
}

typedef struct {
    char text[1024];
    int stop_after;
} Found;

static bool note(void *ctx, const char *path)
{
    Found *f = ctx;
    size_t len = strlen(f->text);
    snprintf(f->text + len, sizeof f->text - len, "%s%s", len ? " " : "", path);
    return --f->stop_after != 0;
}

static const char *find(const char *pattern, size_t max)
{
    static Found f;
    f = (Found){ 0 };
    assert_int_equal(glob_files(".", pattern, max, note, &f), 0);
    return f.text;
}

static void test_files_are_found_in_byte_order(void **state)
{
    (void)state;
    put("a/x.md", "");
    put("a/b/y.md", "");
    put("a-b.md", "");
    put("a.md", "");
    put("a/z.txt", "");
    put(".hidden/h.md", "");
    put("node_modules/n.md", "");
    put("deep/.git/g.md", "");
    put("build/b.md", "");
    assert_int_equal(symlink("a", "linked"), 0);
    assert_int_equal(symlink("a.md", "link.md"), 0);
    assert_int_equal(symlink("none", "dangling.md"), 0);
    assert_string_equal(find("**/*.md", 100), ".hidden/h.md a-b.md a.md a/b/y.md a/x.md link.md");
    assert_string_equal(find("*.md", 100), "a-b.md a.md link.md");
    assert_string_equal(find("*/*.md", 100), ".hidden/h.md a/x.md");
    assert_string_equal(find("a/**", 100), "a/b/y.md a/x.md a/z.txt");
    assert_string_equal(find("a/**/y.md", 100), "a/b/y.md");
    assert_string_equal(find("**/*.md", 2), ".hidden/h.md a-b.md");
    assert_string_equal(find("**/*.md", 0), "");
    assert_string_equal(find("a/x.md", 100), "a/x.md");
    assert_string_equal(find("a/b", 100), "");
    assert_string_equal(find("none/*.md", 100), "");
    assert_string_equal(find("build/*.md", 100), "build/b.md");
    assert_string_equal(find("linked/*.md", 100), "linked/x.md");
    Found f = { .stop_after = 1 };
    assert_int_equal(glob_files(".", "**/*.md", 100, note, &f), 0);
    assert_string_equal(f.text, ".hidden/h.md");
    assert_int_equal(glob_files(".", "../*.md", 100, note, &f), -EINVAL);
    assert_int_equal(glob_files(".", "/etc/*", 100, note, &f), -EINVAL);
    assert_int_equal(glob_files("none", "*", 100, note, &f), -ENOENT);
}

int main(void)
{
#define TEST(fn) cmocka_unit_test_setup_teardown(fn, enter_folder, leave_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_reading_appends_and_is_bounded),
        TEST(test_files_without_a_size_are_read_to_their_end),
        TEST(test_nothing_that_could_block_is_read),
        TEST(test_writing_keeps_the_mode_and_leaves_nothing_behind),
        TEST(test_writing_goes_through_links),
        TEST(test_a_reader_never_sees_half_a_file),
        TEST(test_folders_are_made_on_the_way),
        TEST(test_files_are_found_in_byte_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
