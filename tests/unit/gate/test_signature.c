/*
 * test_signature.c - signatures with real keys: what verifies, what does not, and what is said then.
 */
#include "gate/signing.h"

static void test_good(void **state)
{
    Signing *s = *state;
    keep_signers(s, "ana@example.org %s", s->ana);
    Buf sig = sign(s, s->key, TEXT);
    assert_true(str_starts(buf_str(&sig), STR("-----BEGIN SSH SIGNATURE-----\n")));
    assert_true(str_ends(buf_str(&sig), STR("-----END SSH SIGNATURE-----\n")));
    assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_GOOD);
    assert_null(s->why);
    buf_done(&sig);
}

static void test_none(void **state)
{
    Signing *s = *state;
    assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, (Str){ "", 0 }), SIGNATURE_NONE);
}

/* What the file lists, and what that makes of a signature by the first key. */
static const struct { const char *format; bool other; SignatureState state; const char *why; } listed[] = {
    { "ana@example.org %s", false, SIGNATURE_GOOD, NULL },
    { "# ana\n\n  ana@example.org,bo %s  a comment", false, SIGNATURE_GOOD, NULL },
    { "\"ana@example.org\" %s", false, SIGNATURE_GOOD, NULL },
    { "*@example.org %s", false, SIGNATURE_GOOD, NULL },
    { "ana@example.org namespaces=\"git,baton-decision\" %s", false, SIGNATURE_GOOD, NULL },
    { "ana@example.org namespaces=\"baton-decision\",valid-after=\"20200101\" %s", false, SIGNATURE_GOOD, NULL },
    { "ana@example.org valid-before=\"20270101\" %s\r", false, SIGNATURE_GOOD, NULL },
    { "ana@example.org %s", true, SIGNATURE_BAD, "not made with a key that is listed for 'ana@example.org'" },
    { "ana@example.org namespaces=\"git\" %s", false, SIGNATURE_BAD, "not allowed to sign decisions" },
    { "ana@example.org valid-before=\"20200101\" %s", false, SIGNATURE_BAD, "no longer valid when it was made" },
    { "ana@example.org valid-after=\"20300101\" %s", false, SIGNATURE_BAD, "not yet valid when it was made" },
    { "ana@example.org cert-authority %s", false, SIGNATURE_BAD, "not made with a key" },
    { "bo %s", false, SIGNATURE_BAD, "'ana@example.org' has no line in" },
    { "!ana@example.org,*@example.org %s", false, SIGNATURE_BAD, "has no line in" },
    { "Ana@example.org %s", false, SIGNATURE_BAD, "has no line in" },
};

static void test_what_is_listed(void **state)
{
    Signing *s = *state;
    Buf sig = sign(s, s->key, TEXT);
    for (size_t i = 0; i < ARRAY_LEN(listed); i++) {
        keep_signers(s, listed[i].format, listed[i].other ? s->bo : s->ana);
        assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, buf_str(&sig)), listed[i].state);
        assert_int_equal(s->why == NULL, listed[i].why == NULL);
        if (listed[i].why && !strstr(s->why, listed[i].why))
            assert_string_equal(s->why, listed[i].why);
    }
    buf_done(&sig);
}

/* A key that ran out by now was good when the decision was made; one that comes into force later was not. */
static void test_judged_at_its_own_time(void **state)
{
    Signing *s = *state;
    const char *old = statement(s, "2021-05-01T10:00:00.000Z");
    Buf sig = sign(s, s->key, old);
    keep_signers(s, "ana@example.org valid-before=\"20220101\" %s", s->ana);
    assert_int_equal(verify(s, NULL, "ana@example.org", old, buf_str(&sig)), SIGNATURE_GOOD);
    keep_signers(s, "ana@example.org valid-after=\"20220101\" %s", s->ana);
    assert_int_equal(verify(s, NULL, "ana@example.org", old, buf_str(&sig)), SIGNATURE_BAD);
    buf_done(&sig);
    const char *timeless = statement(s, "yesterday");
    sig = sign(s, s->key, timeless);
    keep_signers(s, "ana@example.org %s", s->ana);
    assert_int_equal(verify(s, NULL, "ana@example.org", timeless, buf_str(&sig)), SIGNATURE_BAD);
    assert_string_equal(s->why, "its text has no time");
    buf_done(&sig);
}

/* One other letter in any line, a line more, a line less: nothing verifies. */
static void test_edited_statement(void **state)
{
    Signing *s = *state;
    keep_signers(s, "ana@example.org %s", s->ana);
    Buf sig = sign(s, s->key, TEXT);
    for (const char *at = TEXT; at; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (!*at)
            break;
        char *edited = arena_strdup(s->arena, TEXT);
        size_t end = (size_t)(at - TEXT) + strcspn(at, "\n") - 1;
        edited[end] = edited[end] == 'x' ? 'y' : 'x';
        assert_int_equal(verify(s, NULL, "ana@example.org", edited, buf_str(&sig)), SIGNATURE_BAD);
    }
    const char *more = arena_printf(s->arena, "%sverdict: approved\n", TEXT);
    assert_int_equal(verify(s, NULL, "ana@example.org", more, buf_str(&sig)), SIGNATURE_BAD);
    assert_string_equal(s->why, "it was made for another text");
    const char *less = arena_strndup(s->arena, TEXT, strlen(TEXT) - 1);
    assert_int_equal(verify(s, NULL, "ana@example.org", less, buf_str(&sig)), SIGNATURE_BAD);
    buf_done(&sig);
}

static void test_edited_signature(void **state)
{
    Signing *s = *state;
    keep_signers(s, "ana@example.org %s", s->ana);
    Buf sig = sign(s, s->key, TEXT);
    for (size_t i = 3; i < sig.len; i += 17) {
        char was = sig.data[i];
        if (was == '\n' || was == '=')
            continue;
        sig.data[i] = was == 'A' ? 'B' : 'A';
        assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_BAD);
        sig.data[i] = was;
    }
    assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_GOOD);
    assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, STR("nonsense")), SIGNATURE_BAD);
    assert_string_equal(s->why, "it is no SSH signature");
    assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, str_slice(buf_str(&sig), 0, 60)), SIGNATURE_BAD);
    buf_done(&sig);
}

static void test_other_principal(void **state)
{
    Signing *s = *state;
    keep_signers(s, "ana@example.org,bo %s", s->ana);
    Buf sig = sign(s, s->key, TEXT);
    assert_int_equal(verify(s, NULL, "bo", TEXT, buf_str(&sig)), SIGNATURE_BAD);
    assert_string_equal(s->why, "its text was signed as 'ana@example.org', not as 'bo'");
    assert_int_equal(verify(s, NULL, "ana@example.org,bo", TEXT, buf_str(&sig)), SIGNATURE_BAD);
    buf_done(&sig);
}

static void test_other_namespace(void **state)
{
    Signing *s = *state;
    CLEANUP(buf_done) Buf sig = BUF_INIT;
    keep_signers(s, "ana@example.org %s", s->ana);
    assert_int_equal(run(s, TEXT, &sig, "ssh-keygen", "-q", "-Y", "sign", "-f", s->key, "-n", "git", NULL), 0);
    assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_BAD);
    assert_string_equal(s->why, "it was made for another purpose than a decision");
}

static void test_removed_signer(void **state)
{
    Signing *s = *state;
    const char *kept;
    Message m;
    keep_signers(s, "ana@example.org %s", s->ana);
    assert_int_equal(signers_read(s->signers, "ana@example.org", s->arena, &kept, &m), 0);
    Buf sig = sign(s, s->key, TEXT);
    keep_signers(s, "bo %s", s->bo);
    assert_int_equal(verify(s, kept, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_REMOVED);
    assert_null(s->why);
    assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_BAD);
    keep_signers(s, "ana@example.org %s", s->bo);       /* changed to another key */
    assert_int_equal(verify(s, kept, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_REMOVED);
    sig.data[80] ^= 1;
    assert_int_equal(verify(s, kept, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_BAD);
    sig.data[80] ^= 1;
    const char *everybody = arena_printf(s->arena, "* %s", s->ana);     /* a forged row's */
    assert_int_equal(verify(s, everybody, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_BAD);
    const char *other = arena_printf(s->arena, "bo %s", s->ana);
    assert_int_equal(verify(s, other, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_BAD);
    buf_done(&sig);
}

static void test_without_signers_file(void **state)
{
    Signing *s = *state;
    Message m;
    SignatureState is;
    Buf sig = sign(s, s->key, TEXT);
    const char *kept = arena_printf(s->arena, "ana@example.org %s", s->ana);
    unlink(s->signers);
    assert_int_equal(signature_verify(exec_here, s->signers, kept, "ana@example.org", str_from(TEXT), buf_str(&sig),
                                      s->arena, &is, NULL, &m), -ENOENT);
    assert_non_null(strstr(m.text, s->signers));
    assert_int_equal(signature_verify(exec_here, NULL, NULL, "ana@example.org", str_from(TEXT), buf_str(&sig),
                                      s->arena, &is, &s->why, &m), 0);
    assert_int_equal(is, SIGNATURE_BAD);
    assert_string_equal(s->why, "there is no allowed_signers file");
    buf_done(&sig);
}

/* A file of which one line is wrong is used for nobody. */
static void test_file_that_cannot_be_used(void **state)
{
    Signing *s = *state;
    Message m;
    SignatureState is;
    Buf sig = sign(s, s->key, TEXT);
    keep_signers(s, "ana@example.org %s\n* ssh-ed25519 AAAA", s->ana);
    assert_int_equal(signature_verify(exec_here, s->signers, NULL, "ana@example.org", str_from(TEXT), buf_str(&sig),
                                      s->arena, &is, NULL, &m), -EINVAL);
    assert_non_null(strstr(m.text, arena_printf(s->arena, "%s:2: a principal that is only wild cards", s->signers)));
    buf_done(&sig);
}

static void test_without_ssh_keygen(void **state)
{
    Signing *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Message m;
    SignatureState is;
    keep_signers(s, "ana@example.org %s", s->ana);
    assert_int_equal(signature_make(exec_none, s->key, false, str_from(TEXT), &out, &m), -ENOENT);
    assert_non_null(strstr(m.text, "ssh-keygen is not there"));
    assert_int_equal(signature_verify(exec_none, s->signers, NULL, "ana@example.org", str_from(TEXT), STR("x"),
                                      s->arena, &is, NULL, &m), -ENOENT);
    assert_int_equal(out.len, 0);
}

static int files_in(const char *dir)
{
    int n = 0;
    CLEANUP(close_dir) DIR *d = opendir(dir);
    while (d && readdir(d))
        n++;
    return n;
}

static void test_leaves_nothing_behind(void **state)
{
    Signing *s = *state;
    keep_signers(s, "ana@example.org %s", s->ana);
    int fds = files_in("/proc/self/fd"), files = files_in(s->dir);
    Buf sig = sign(s, s->key, TEXT);
    verify(s, NULL, "ana@example.org", TEXT, buf_str(&sig));
    verify(s, NULL, "ana@example.org", TEXT, STR("bad"));
    assert_int_equal(files_in("/proc/self/fd"), fds);
    assert_int_equal(files_in(s->dir), files);
    buf_done(&sig);
}

#define ON(test) cmocka_unit_test_setup_teardown(test, signing_make, signing_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON(test_good),
        ON(test_none),
        ON(test_what_is_listed),
        ON(test_judged_at_its_own_time),
        ON(test_edited_statement),
        ON(test_edited_signature),
        ON(test_other_principal),
        ON(test_other_namespace),
        ON(test_removed_signer),
        ON(test_without_signers_file),
        ON(test_file_that_cannot_be_used),
        ON(test_without_ssh_keygen),
        ON(test_leaves_nothing_behind),
    };
    return cmocka_run_group_tests_name("gate/signature", tests, NULL, NULL);
}
