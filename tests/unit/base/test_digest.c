/*
 * test_digest.c - digests against known answers, and ids that rise.
 */
#include "cases.h"

#include "baton/base/digest.h"

static void test_known_answers(void **state)
{
    (void)state;
    char hex[DIGEST_HEX_SIZE];
    assert_string_equal(digest_hex(STR(""), hex),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(digest_hex(STR("abc"), hex),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void fields_hex(const char *const *fields, size_t n, char out[DIGEST_HEX_SIZE])
{
    uint8_t digest[DIGEST_SIZE];
    DigestFields *d = digest_fields_new();
    for (size_t i = 0; i < n; i++)
        digest_fields_add(d, fields[i]);
    digest_fields_end(d, digest);
    hex_from(digest, sizeof digest, out);
}

static void test_different_lists_have_different_digests(void **state)
{
    (void)state;
    static const struct {
        const char *fields[3];
        size_t n;
    } lists[] = {
        { { NULL }, 0 }, { { NULL }, 1 }, { { "" }, 1 }, { { "", "" }, 2 }, { { "ab" }, 1 },
        { { "a", "b" }, 2 }, { { "", "ab" }, 2 }, { { "ab", "" }, 2 }, { { "ab", NULL }, 2 },
        { { "a", "b", "" }, 3 },
    };
    char hex[ARRAY_LEN(lists)][DIGEST_HEX_SIZE];
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        fields_hex(lists[i].fields, lists[i].n, hex[i]);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(hex[i], hex[k]);
    }
    /* The ledger's chain is built on this: it may never change. */
    uint8_t digest[DIGEST_SIZE], want[DIGEST_SIZE];
    DigestFields *d = digest_fields_new();
    digest_fields_add_str(d, STR("a"));
    digest_fields_add(d, NULL);
    digest_fields_end(d, digest);
    digest_bytes(STR("\1\1\0\0\0\0\0\0\0a\0\0\0\0\0\0\0\0\0"), want);
    assert_memory_equal(digest, want, sizeof want);
}

static void test_ids_have_the_form_and_the_time(void **state)
{
    (void)state;
    char id[UUID_TEXT_SIZE];
    assert_ptr_equal(uuid7(0x0123456789ab, id), id);
    assert_int_equal(strlen(id), 36);
    assert_memory_equal(id, "01234567-89ab-7", 15);
    assert_true(strchr("89ab", id[19]) != NULL);
    for (int i = 0; i < 36; i++)
        if (i == 8 || i == 13 || i == 18 || i == 23)
            assert_int_equal(id[i], '-');
        else
            assert_non_null(strchr("0123456789abcdef", id[i]));
    assert_memory_equal(uuid7(-5, id), "00000000-0000-7", 15);
}

static void test_ids_rise_within_a_millisecond(void **state)
{
    (void)state;
    char last[UUID_TEXT_SIZE], id[UUID_TEXT_SIZE];
    uuid7(1700000000000, last);
    for (int i = 0; i < 20000; i++) {
        uuid7(1700000000000 + i / 5000, id);
        assert_true(strcmp(id, last) > 0);
        memcpy(last, id, sizeof last);
    }
}

/* However it comes in pieces, it is the digest of all of it. */
static void test_pieces(void **state UNUSED)
{
    enum { MOST = 1500 };
    char text[MOST];
    for (size_t i = 0; i < MOST; i++)
        text[i] = (char)(i * 7);
    for (size_t piece = 1; piece <= MOST; piece += 1 + piece / 5) {
        uint8_t is[DIGEST_SIZE], should[DIGEST_SIZE];
        Str rest = { text, MOST };
        DigestFields *d = digest_fields_new();
        for (; rest.len; rest = str_slice(rest, piece, rest.len))
            digest_fields_add_raw(d, str_slice(rest, 0, piece));
        digest_fields_end(d, is);
        digest_bytes((Str){ text, MOST }, should);
        assert_memory_equal(is, should, DIGEST_SIZE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_known_answers),
        cmocka_unit_test(test_different_lists_have_different_digests),
        cmocka_unit_test(test_ids_have_the_form_and_the_time),
        cmocka_unit_test(test_ids_rise_within_a_millisecond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
