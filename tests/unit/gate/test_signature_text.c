/*
 * test_signature_text.c - the statement as a text, and allowed_signers line by line; no process is run.
 */
#include "cases.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "baton/base/digest.h"
#include "baton/base/file.h"
#include "baton/gate/signature.h"

#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMd3mniCjUgoLiHGE1aqKlUBwKbdExgQ0yHqjP1a2b3c"
#define RSA_AS_ED "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIMd3mniCjUgoLiHGE1aqKlUBwKbdExgQ0yHqjP1a2b3c"

static const char *const names[] = { "project", "handoff", "revision", "verdict", "principal", "time", "checks",
                                     "ledger", "signers" };

static Statement with(const char *values[9], const StrList *waived)
{
    return (Statement){ .project = values[0], .handoff = values[1], .revision = values[2], .verdict = values[3],
                        .principal = values[4], .time = values[5], .checks = values[6], .ledger = values[7],
                        .signers = values[8],
                        .comment = "c", .waived = waived };
}

static void test_statement(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    char digest[DIGEST_HEX_SIZE];
    StrList waived = { 0 };
    strlist_add(&waived, a, "scope");
    strlist_add(&waived, a, "a, b");
    const char *values[9] = { "p", "h", "r", "approved", "ana", "2026-01-01T00:00:00Z", "c1", "9 ab", "d1 d2" };
    Statement s = with(values, &waived);
    s.comment = "well done\nreally";
    statement_write(&s, &text);
    assert_string_equal(text.data, arena_printf(a,
        "baton-decision 1\nproject: p\nhandoff: h\nrevision: r\nverdict: approved\ncomment: %s\nwaived: scope, a\\, b\n"
        "principal: ana\ntime: 2026-01-01T00:00:00Z\nchecks: c1\nledger: 9 ab\nsigners: d1 d2\n",
        digest_hex(str_from(s.comment), digest)));
    assert_string_equal(statement_get(buf_str(&text), "comment", a), digest);
    assert_string_equal(statement_get(buf_str(&text), "waived", a), "scope, a, b");
    assert_null(statement_get(buf_str(&text), "proj", a));
    assert_null(statement_get(buf_str(&text), "", a));
    assert_null(statement_get(STR("project: p\n"), "project", a));
    assert_null(statement_get(STR("baton-decision 1\nproject: p\nproject: q\n"), "project", a));
    assert_string_equal(statement_get(STR("baton-decision 1\nproject: "), "project", a), "");
    assert_string_equal(statement_get(STR("baton-decision 1\nproject: \\"), "project", a), "\\");
}

/* Whatever the values are, each is one line and comes back; no two sets of values make one text. */
static void test_values_come_back(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    static const char letters[] = "a\n\\x0: ,\r\tp\x7f\x01";
    uint32_t seed = 11;
    for (int round = 0; round < 300; round++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        const char *values[9];
        for (size_t i = 0; i < 9; i++) {
            size_t n = next_random(&seed) % 9;
            char *v = arena_alloc(a, n + 1);
            for (size_t j = 0; j < n; j++)
                v[j] = letters[next_random(&seed) % (sizeof letters - 1)];
            values[i] = v;
        }
        Statement s = with(values, NULL);
        statement_write(&s, &text);
        size_t lines = 0;
        for (size_t i = 0; i < text.len; i++)
            lines += text.data[i] == '\n';
        assert_int_equal(lines, 12);
        for (size_t i = 0; i < 9; i++)
            assert_string_equal(statement_get(buf_str(&text), names[i], a), values[i]);
    }
}

static const struct { const char *text; int line; const char *says; } files[] = {
    { "", 0, NULL },
    { "\n# nobody\n   \n", 0, NULL },
    { "ana " KEY "\n", 0, NULL },
    { "ana,*@example.org " KEY " a comment\r\n", 0, NULL },
    { "\"ana silva\" " KEY, 0, NULL },
    { "ana cert-authority,namespaces=\"a,b\",valid-after=\"20200101Z\" " KEY "\n", 0, NULL },
    { "ana CERT-AUTHORITY " KEY "\n", 0, NULL },
    { "* " KEY "\n", 1, "only wild cards" },
    { "ana " KEY "\n** " KEY "\n", 2, "only wild cards" },
    { "?* " KEY "\n", 1, "only wild cards" },
    { "*@* " KEY "\n", 1, "only wild cards" },
    { "???? " KEY "\n", 1, "only wild cards" },
    { "ana,* " KEY "\n", 1, "only wild cards" },
    { "\"*\" " KEY "\n", 1, "only wild cards" },
    { "!bo,* " KEY "\n", 1, "only wild cards" },
    { "ana,,bo " KEY "\n", 1, "a principal is empty" },
    { "\"\" " KEY "\n", 1, "names no principal" },
    { "\"ana " KEY "\n", 1, "names no principal" },
    { KEY "\n", 1, "not known" },
    { "ana\n", 1, "no type of key" },
    { "ana ssh-ed25519\n", 1, "its key does not parse" },
    { "ana ssh-ed25519 AAAA\n", 1, "its key does not parse" },
    { "ana ssh-ed25519 %%%%\n", 1, "its key does not parse" },
    { "ana " RSA_AS_ED "\n", 1, "its key does not parse" },
    { "ana ssh-rsa2 AAAA\n", 1, "not known" },
    { "ana namespaces=baton " KEY "\n", 1, "not known" },
    { "ana namespaces=\"\" " KEY "\n", 1, "not known" },
    { "ana restrict " KEY "\n", 1, "not known" },
    { "ana cert-authority=\"x\" " KEY "\n", 1, "not known" },
    { "<<<<<<< HEAD\nana " KEY "\n", 1, "" },
};

static void test_signers_files(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    char *path = arena_strdup(a, "/tmp/baton-test-XXXXXX");
    close(mkstemp(path));
    int bad = 0;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        Message m = { 0 };
        assert_int_equal(file_write_atomic(path, str_from(files[i].text), 0644), 0);
        int r = signers_read(path, NULL, a, NULL, &m);
        const char *begin = arena_printf(a, "%s:%d: ", path, files[i].line);
        if ((r < 0) != (files[i].line > 0) ||
            (r < 0 && (r != -EINVAL || !str_starts(str_from(m.text), str_from(begin)) ||
                       !strstr(m.text, files[i].says)))) {
            print_error("case %zu: %d %s\n", i, r, m.text);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
    unlink(path);
}

static const struct { const char *pattern, *name; bool matches; } patterns[] = {
    { "ana", "ana", true },          { "ana", "anab", false },       { "an", "ana", false },
    { "*@x.org", "ana@x.org", true }, { "*@x.org", "ana@x.org.evil", false }, { "a?a", "ana", true },
    { "a?a", "aa", false },          { "a*n*a", "a-n-n-a", true },   { "a*n*a", "a-b-a", false },
    { "bo,ana", "ana", true },       { "!ana,a*", "ana", false },    { "a*,!ana", "ana", false },
    { "!bo,a*", "ana", true },       { "!ana", "bo", false },        { "\"ana,bo\"", "bo", true },
    { "a*a*a*a*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
};

static void test_lines_of_a_principal(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    char *path = arena_strdup(a, "/tmp/baton-test-XXXXXX");
    const char *lines;
    Message m;
    close(mkstemp(path));
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
        const char *line = arena_printf(a, "%s %s", patterns[i].pattern, KEY);
        assert_int_equal(file_write_atomic(path, str_from(arena_printf(a, "# x\nzoe %s\n  %s\n", KEY, line)), 0644), 0);
        assert_int_equal(signers_read(path, patterns[i].name, a, &lines, &m), 0);
        assert_string_equal(lines, patterns[i].matches ? line : "");
    }
    assert_int_equal(file_write_atomic(path, STR("ana " KEY " 1\nbo " KEY "\nana " KEY " 2\n"), 0644), 0);
    assert_int_equal(signers_read(path, "ana", a, &lines, &m), 0);
    assert_string_equal(lines, "ana " KEY " 1\nana " KEY " 2");
    unlink(path);
    assert_int_equal(signers_read(path, "ana", a, &lines, &m), -ENOENT);
    assert_non_null(strstr(m.text, path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statement),
        cmocka_unit_test(test_values_come_back),
        cmocka_unit_test(test_signers_files),
        cmocka_unit_test(test_lines_of_a_principal),
    };
    return cmocka_run_group_tests_name("gate/signature_text", tests, NULL, NULL);
}
