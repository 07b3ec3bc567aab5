/*
 * test_signature_keys.c - where keys come from: a file, an SSH agent, one with a passphrase, none.
 */
#include "gate/signing.h"

typedef struct { int pid; const char *socket; } SshAgent;

static SshAgent start_agent(Signing *s)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    SshAgent agent = { 0, path_join(s->arena, s->dir, "agent.sock") };
    int64_t pid = 0;
    assert_int_equal(run(s, "", &out, "ssh-agent", "-s", "-a", agent.socket, NULL), 0);
    ptrdiff_t at = str_find(buf_str(&out), STR("SSH_AGENT_PID="));
    assert_true(at >= 0);
    Str rest = str_slice(buf_str(&out), (size_t)at + 14, out.len);
    assert_int_equal(str_to_i64(str_cut(&rest, ';'), &pid), 0);
    agent.pid = (int)pid;
    setenv("SSH_AUTH_SOCK", agent.socket, 1);
    return agent;
}

static void test_key_in_an_agent(void **state)
{
    Signing *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Message m;
    SshAgent agent = start_agent(s);
    const char *pub = arena_printf(s->arena, "%s.pub", s->key);
    keep_signers(s, "ana@example.org %s", s->ana);
    assert_int_equal(run(s, "", &out, "ssh-add", "-q", s->key, NULL), 0);
    assert_int_equal(unlink(s->key), 0);
    Buf sig = sign(s, pub, TEXT);
    assert_int_equal(verify(s, NULL, "ana@example.org", TEXT, buf_str(&sig)), SIGNATURE_GOOD);
    buf_done(&sig);
    assert_int_equal(run(s, "", &out, "ssh-add", "-q", "-D", NULL), 0);
    assert_int_equal(signature_make(exec_here, pub, false, str_from(TEXT), &sig, &m), -ENOKEY);
    assert_non_null(strstr(m.text, "no SSH agent holds one"));
    kill(agent.pid, SIGTERM);
    assert_int_equal(signature_make(exec_here, pub, false, str_from(TEXT), &sig, &m), -ENOKEY);
    assert_int_equal(sig.len, 0);
}

/* Nobody is asked, nothing waits: also where the statement could be taken for a passphrase. */
static void test_passphrase_without_terminal(void **state)
{
    Signing *s = *state;
    CLEANUP(buf_done) Buf sig = BUF_INIT;
    Message m;
    const char *key = make_key(s, "locked", "secret");
    int64_t began = clock_mono();
    assert_int_equal(signature_make(exec_here, key, false, str_from(TEXT), &sig, &m), -ENOKEY);
    assert_non_null(strstr(m.text, "asks for a passphrase, and there is no terminal"));
    assert_non_null(strstr(m.text, key));
    assert_int_equal(signature_make(exec_here, key, false, STR("secret\n"), &sig, &m), -ENOKEY);
    CLEANUP(close_fd) int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (tty < 0)                                /* allowed to ask, and nowhere to */
        assert_int_equal(signature_make(exec_here, key, true, str_from(TEXT), &sig, &m), -ENOKEY);
    assert_int_equal(sig.len, 0);
    assert_true(clock_mono() - began < 20000);
}

static void test_keys_that_are_none(void **state)
{
    Signing *s = *state;
    CLEANUP(buf_done) Buf sig = BUF_INIT;
    Message m;
    const char *nowhere = path_join(s->arena, s->dir, "nowhere"), *text = path_join(s->arena, s->dir, "text");
    assert_int_equal(signature_make(exec_here, NULL, false, str_from(TEXT), &sig, &m), -ENOKEY);
    assert_non_null(strstr(m.text, "--key FILE"));
    assert_int_equal(signature_make(exec_here, nowhere, false, str_from(TEXT), &sig, &m), -ENOENT);
    assert_non_null(strstr(m.text, nowhere));
    assert_int_equal(file_write_atomic(text, STR("no key\n"), 0600), 0);
    assert_true(signature_make(exec_here, text, false, str_from(TEXT), &sig, &m) < 0);
    assert_non_null(strstr(m.text, text));
    assert_int_equal(chmod(s->key, 0644), 0);
    unlink(arena_printf(s->arena, "%s.pub", s->key));
    assert_int_equal(signature_make(exec_here, s->key, false, str_from(TEXT), &sig, &m), -EACCES);
    assert_non_null(strstr(m.text, "chmod 600"));
    assert_int_equal(sig.len, 0);
}

static int late(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    (void)out;
    assert_true(o->timeout_ms > 0);
    *ret = (ExecResult){ .status = 137, .timed_out = true };
    return 0;
}

static int strange(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    (void)o;
    buf_adds(out, "\n/proc/1/fd/3:1: something new\nmore\n");
    *ret = (ExecResult){ .status = 255 };
    return 0;
}

static void test_ssh_keygen_that_hangs_or_says_something_new(void **state)
{
    Signing *s = *state;
    CLEANUP(buf_done) Buf sig = BUF_INIT;
    Message m;
    SignatureState is;
    keep_signers(s, "ana@example.org %s", s->ana);
    assert_int_equal(signature_make(late, s->key, false, str_from(TEXT), &sig, &m), -ETIMEDOUT);
    assert_int_equal(signature_verify(late, s->signers, NULL, "ana@example.org", str_from(TEXT), STR("x"), s->arena,
                                      &is, NULL, &m), -ETIMEDOUT);
    assert_int_equal(signature_make(strange, s->key, false, str_from(TEXT), &sig, &m), -EIO);
    assert_non_null(strstr(m.text, "ssh-keygen says: something new"));
    assert_int_equal(signature_verify(strange, s->signers, NULL, "ana@example.org", str_from(TEXT), STR("x"), s->arena,
                                      &is, &s->why, &m), 0);
    assert_string_equal(s->why, "ssh-keygen says: something new");
}

#define ON(test) cmocka_unit_test_setup_teardown(test, signing_make, signing_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON(test_key_in_an_agent),
        ON(test_passphrase_without_terminal),
        ON(test_keys_that_are_none),
        ON(test_ssh_keygen_that_hangs_or_says_something_new),
    };
    return cmocka_run_group_tests_name("gate/signature_keys", tests, NULL, NULL);
}
