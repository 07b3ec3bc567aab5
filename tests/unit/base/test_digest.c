/*
 * test_digest.c - digests against known answers, and ids that rise.
 */
#include "cases.h"

#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* Whatever does it here, it is what libsodium says: of every length around blocks, and in pieces of any length. */
static void test_same_as_libsodium(void **state)
{
    (void)state;
    static unsigned char data[3000];
    uint32_t seed = 7;
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)((seed = seed * 1664525 + 1013904223) >> 24);
    for (size_t len = 0; len <= sizeof data; len += len < 1300 ? 1 : 41) {
        Str all = { (const char *)data + len % 5, MIN(len, sizeof data - 5) };
        uint8_t whole[DIGEST_SIZE], pieces[DIGEST_SIZE], want[DIGEST_SIZE];
        DigestFields *d = digest_fields_new();
        for (Str rest = all; rest.len;) {
            seed = seed * 1664525 + 1013904223;
            size_t n = MIN(rest.len, (size_t)(seed >> 8) % (seed >> 31 ? 900 : 90));
            digest_fields_add_raw(d, str_slice(rest, 0, n));
            rest = str_slice(rest, n, rest.len);
        }
        digest_fields_end(d, pieces);
        digest_bytes(all, whole);
        crypto_hash_sha256(want, (const unsigned char *)all.data, all.len);
        assert_memory_equal(whole, want, sizeof want);
        assert_memory_equal(pieces, want, sizeof want);
    }
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

/* Random bits that were drawn ahead are not used by two processes. */
static void test_ids_after_a_fork(void **state)
{
    enum { N = 100 };
    (void)state;
    char ours[UUID_TEXT_SIZE], theirs[N][UUID_TEXT_SIZE];
    int ends[2];
    for (int i = 0; i < 5; i++)
        uuid7(1800000000000 + i, ours);
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        for (int i = 0; i < N; i++)
            uuid7(1800000001000 + i, theirs[i]);
        _exit(write(ends[1], theirs, sizeof theirs) != (ssize_t)sizeof theirs);
    }
    int status = 1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_int_equal(read(ends[0], theirs, sizeof theirs), sizeof theirs);
    for (int i = 0; i < N; i++)
        assert_string_not_equal(uuid7(1800000001000 + i, ours), theirs[i]);
    close(ends[0]);
    close(ends[1]);
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
        cmocka_unit_test(test_same_as_libsodium),
        cmocka_unit_test(test_different_lists_have_different_digests),
        cmocka_unit_test(test_ids_have_the_form_and_the_time),
        cmocka_unit_test(test_ids_after_a_fork),
        cmocka_unit_test(test_ids_rise_within_a_millisecond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
