/*
 * test_fs.c - which numbers stand for file systems of several hosts.
 */
#include "cases.h"

#include "baton/base/fs.h"

static void test_shared_file_systems_have_names(void **state)
{
    (void)state;
    static const struct { int64_t type; const char *name; } cases[] = {
        { 0x6969, "nfs" },    { 0xff534d42, "cifs" }, { (int32_t)0xff534d42, "cifs" },
        { 0x01021997, "9p" }, { 0xfe534d42, "smb2" }, { 0x0bd00bd0, "lustre" },
        { 0xef53, NULL },     { 0x01021994, NULL },   { 0x9123683e, NULL },
        { 0x794c7630, NULL }, { 0x65735546, NULL },   { 0, NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *name = fs_shared_name(cases[i].type);
        if (cases[i].name)
            assert_string_equal(name, cases[i].name);
        else
            assert_null(name);
    }
}

static void test_fuse_is_known(void **state)
{
    (void)state;
    assert_true(fs_is_fuse(0x65735546));
    assert_false(fs_is_fuse(0x6969));
    assert_false(fs_is_fuse(0xef53));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared_file_systems_have_names),
        cmocka_unit_test(test_fuse_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
