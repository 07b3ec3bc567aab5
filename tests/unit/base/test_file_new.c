/*
 * test_file_new.c - names that are free are given, others are left alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/base/file.h"

#include <cmocka.h>

static char dir[] = "/tmp/baton-test-XXXXXX";
static Arena *arena;

static const char *in(const char *name)
{
    return path_join(arena, dir, name);
}

static const char *text_of(const char *name)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    return file_read(in(name), 1000, &text, NULL) == 0 ? arena_str(arena, buf_str(&text)) : NULL;
}

/* Nothing is left beside what was asked for. */
static size_t entries(void)
{
    CLEANUP(close_dir) DIR *d = opendir(dir);
    size_t n = 0;
    while (readdir(d))
        n++;
    return n - 2;
}

static void test_writing(void **state)
{
    struct stat st;
    (void)state;
    assert_int_equal(file_write_new(in("a"), STR("first"), 0600), 0);
    assert_int_equal(file_write_new(in("a"), STR("second"), 0600), -EEXIST);
    assert_string_equal(text_of("a"), "first");
    assert_int_equal(stat(in("a"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(symlink("nowhere", in("link")), 0);
    assert_int_equal(file_write_new(in("link"), STR("x"), 0600), -EEXIST);
    assert_null(text_of("nowhere"));
    assert_int_equal(file_write_new(in("none/a"), STR("x"), 0600), -ENOENT);
    assert_int_equal(entries(), 2);
}

static void test_moving(void **state)
{
    (void)state;
    assert_int_equal(file_write_new(in("b"), STR("b"), 0600), 0);
    assert_int_equal(file_write_new(in("c"), STR("c"), 0600), 0);
    assert_int_equal(file_move_new(in("b"), in("c")), -EEXIST);
    assert_string_equal(text_of("b"), "b");
    assert_string_equal(text_of("c"), "c");
    assert_int_equal(file_move_new(in("b"), in("d")), 0);
    assert_null(text_of("b"));
    assert_string_equal(text_of("d"), "b");
    assert_int_equal(file_move_new(in("b"), in("e")), -ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_writing), cmocka_unit_test(test_moving) };
    if (!mkdtemp(dir))
        return 1;
    arena = arena_new();
    int r = cmocka_run_group_tests(tests, NULL, NULL);
    static const char *const left[] = { "a", "link", "c", "d" };
    for (size_t i = 0; i < ARRAY_LEN(left); i++)
        unlink(in(left[i]));
    rmdir(dir);
    arena_free(arena);
    return r;
}
