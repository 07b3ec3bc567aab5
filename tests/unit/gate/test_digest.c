/*
 * test_digest.c - which parts of a revision are in its digest.
 */
#include "cases.h"

#include "baton/gate/work.h"

static WorkFile files[] = {
    { .path = "a.c", .mode = "100644", .hash = "aa", .counts = true },
    { .path = "b.c", .mode = "100644", .hash = "bb", .counts = true },
    { .path = "stray.c", .mode = "100644", .hash = "cc" },
};

static void take(const char *artifact, const char *from, const char *to, const char *base, char out[DIGEST_HEX_SIZE])
{
    Work w = { .items = files, .len = ARRAY_LEN(files), .base = base, .head = "h" };
    char sum[DIGEST_HEX_SIZE];
    revision_digest(&(Revision){ digest_hex(str_from(artifact), sum), from, to, &w }, out);
}

static void test_each_part_moves_it(void **state)
{
    (void)state;
    static const char *const others[][4] = {
        { "text.", "from", "to", "base" }, { "text", "from2", "to", "base" }, { "text", "from", "to2", "base" },
        { "text", "from", "to", "base2" }, { "textfrom", "", "to", "base" },
    };
    char was[DIGEST_HEX_SIZE], is[DIGEST_HEX_SIZE];
    take("text", "from", "to", "base", was);
    take("text", "from", "to", "base", is);
    assert_string_equal(was, is);
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        take(others[i][0], others[i][1], others[i][2], others[i][3], is);
        assert_string_not_equal(was, is);
    }
}

static void test_files_that_count(void **state)
{
    (void)state;
    char was[DIGEST_HEX_SIZE], is[DIGEST_HEX_SIZE];
    take("text", "from", "to", "base", was);
    memcpy(files[2].hash, "dd", 3);
    take("text", "from", "to", "base", is);
    assert_string_equal(was, is);
    memcpy(files[1].hash, "dd", 3);
    take("text", "from", "to", "base", is);
    assert_string_not_equal(was, is);
    memcpy(files[1].hash, "bb", 3);
    files[1].mode = "100755";
    take("text", "from", "to", "base", is);
    assert_string_not_equal(was, is);
    files[1].mode = "100644";
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_part_moves_it),
        cmocka_unit_test(test_files_that_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
