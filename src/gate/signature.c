/*
 * signature.c - making and verifying a signature.
 *
 * What ssh-keygen reads is what was checked: the lines of allowed_signers go to it out of memory, not by
 * their path, so that nobody can change them in between.
 */
#include "baton/gate/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "baton/base/clock.h"
#include "baton/base/fd.h"
#include "signature_exec.h"
#include "signers.h"

/* ---- making ---- */

static const char begin_mark[] = "-----BEGIN SSH SIGNATURE-----", end_mark[] = "-----END SSH SIGNATURE-----";

static Str cut_signature(Str output)
{
    ptrdiff_t from = str_find(output, str_from(begin_mark));
    Str rest = from < 0 ? (Str){ "", 0 } : str_slice(output, (size_t)from, output.len);
    ptrdiff_t to = str_find(rest, str_from(end_mark));
    return to < 0 ? (Str){ "", 0 } : str_slice(rest, 0, (size_t)to + sizeof end_mark - 1);
}

/* Why ssh-keygen signs nothing, by its words; %s is the key. */
static const struct { const char *words; int code; const char *says; } refusals[] = {
    { "UNPROTECTED PRIVATE KEY", -EACCES, "the key '%s' may be read by others and is not used; chmod 600 it" },
    { "No private key found", -ENOKEY,
      "there is no private half of '%s', and no SSH agent holds one; ssh-add it, or name the private key" },
    { "agent refused", -EACCES, "the SSH agent refused to sign with '%s': it was not confirmed, or is locked" },
    { "agent contains no identities", -ENOKEY, "the SSH agent holds no keys; ssh-add the one of '%s'" },
    { "device not found", -ENOKEY, "the security key of '%s' is not plugged in" },
    { "invalid format", -EINVAL, "'%s' is no SSH key" },
    { "error in libcrypto", -EINVAL, "'%s' is no SSH key" },
};

static int refused(const char *key, bool terminal, Str output, Message *m)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    if (str_ifind(output, STR("incorrect passphrase")) >= 0)
        return terminal
            ? fail_with(m, -EACCES, "The decision was not signed: that is not the passphrase of '%s'", key)
            : fail_with(m, -ENOKEY, "The decision was not signed: '%s' asks for a passphrase, and there is no terminal "
                        "to ask on; ssh-add it, or decide in a terminal", key);
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++)
        if (str_ifind(output, str_from(refusals[i].words)) >= 0) {
            Str says = str_from(refusals[i].says);
            ptrdiff_t at = str_find(says, STR("%s"));
            return fail_with(m, refusals[i].code, "The decision was not signed: %.*s%s%s", (int)at, says.data, key,
                             says.data + at + 2);
        }
    return fail_with(m, -EIO, "The decision was not signed with '%s': ssh-keygen says: %s", key, ssh_words(output, a));
}

static bool has_terminal(void)
{
    CLEANUP(close_fd) int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    return fd >= 0;
}

int signature_make(Exec *exec, const char *key, bool terminal, Str statement, Buf *ret_signature, Message *m)
{
    CLEANUP(buf_done) Buf output = BUF_INIT;
    /* Without a terminal of ours it would still find our session's and stop there: it asks a program that says no. */
    static const char *const ask_nobody[] = { "SSH_ASKPASS_REQUIRE=force", "SSH_ASKPASS=false", NULL };
    terminal = terminal && has_terminal();
    const char *argv[] = { "ssh-keygen", "-Y", "sign", "-q", "-f", key, "-n", SIGNATURE_NAMESPACE, NULL };
    ExecOrder order = { .argv = argv, .env = terminal ? NULL : ask_nobody, .input = statement, .max = SSH_OUTPUT_MAX,
                        .timeout_ms = terminal ? SSH_ASK_MS : SSH_SIGN_MS, .terminal = terminal,
                        .absolute = true };
    int status;
    if (!key || !key[0])
        return fail_with(m, -ENOKEY, "No key to sign with: name it with --key FILE or as approvals.key");
    if (access(key, F_OK) < 0)
        return fail_with(m, -errno, "Cannot sign with '%s': %s", key, strerror(errno));
    int r = ssh_keygen(exec, &order, &output, &status, m);
    if (r < 0)
        return r;
    Str signature = cut_signature(buf_str(&output));
    if (status != 0 || !signature.len)
        return refused(key, terminal, buf_str(&output), m);
    buf_add_str(ret_signature, signature);
    buf_addc(ret_signature, '\n');
    return 0;
}

/* ---- verifying ---- */

typedef struct {
    Exec *exec;
    Arena *arena;
    const char *principal, *time;       /* time: "-Overify-time=…" */
    Str statement, signature;
    const char *why;                    /* of the last that did not verify */
    Message *m;
} Verifying;

static const struct { const char *words, *says; } failures[] = {
    { "incorrect signature", "it was made for another text" },
    { "namespace does not match", "it was made for another purpose than a decision" },
    { "not permitted for use in signature namespace", "the key is not allowed to sign decisions (namespaces=)" },
    { "key has expired", "the key was no longer valid when it was made" },
    { "key is not yet valid", "the key was not yet valid when it was made" },
    { "parse signature", "it is no SSH signature" },
    { "sshsig_armor", "it is no SSH signature" },
    { "larger than supported", "it is no SSH signature" },
};

static const char *failure(const Verifying *v, Str output)
{
    for (size_t i = 0; i < ARRAY_LEN(failures); i++)
        if (str_find(output, str_from(failures[i].words)) >= 0)
            return failures[i].says;
    const char *words = ssh_words(output, v->arena);
    if (strcmp(words, "Could not verify signature.") == 0)
        return arena_printf(v->arena, "it was not made with a key that is listed for '%s'", v->principal);
    return arena_printf(v->arena, "ssh-keygen says: %s", words);
}

static int verify_by(Verifying *v, const char *lines)
{
    CLEANUP(buf_done) Buf output = BUF_INIT, text = BUF_INIT;
    CLEANUP(close_fd) int signers_fd = -1;
    CLEANUP(close_fd) int signature_fd = -1;
    const char *signers, *signature;
    int status;
    buf_addf(&text, "%s\n", lines);
    int r = memory_file(buf_str(&text), v->arena, &signers_fd, &signers);
    if (r == 0)
        r = memory_file(v->signature, v->arena, &signature_fd, &signature);
    if (r < 0)
        return fail_with(v->m, r, "No memory for a file that ssh-keygen reads: %s", strerror(-r));
    const char *argv[] = { "ssh-keygen", "-Y", "verify", "-f", signers, "-I", v->principal, "-n", SIGNATURE_NAMESPACE,
                           v->time, "-s", signature, NULL };
    ExecOrder order = { .argv = argv, .input = v->statement, .timeout_ms = SSH_VERIFY_MS, .max = SSH_OUTPUT_MAX,
                        .absolute = true };
    r = ssh_keygen(v->exec, &order, &output, &status, v->m);
    if (r < 0)
        return r;
    if (status != 0)
        v->why = failure(v, buf_str(&output));
    return status == 0;
}

/* NULL: its time cannot be read. */
static const char *verify_time(Str statement, Arena *a)
{
    int64_t at;
    struct tm tm;
    const char *text = statement_get(statement, "time", a);
    if (!text || time_parse(str_from(text), &at) < 0 || at <= 0)
        return NULL;
    time_t seconds = (time_t)(at / 1000);
    if (!gmtime_r(&seconds, &tm))
        return NULL;
    return arena_printf(a, "-Overify-time=%04d%02d%02d%02d%02d%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                        tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* What can be told without a process, or NULL. */
static const char *wrong_statement(const Verifying *v)
{
    const char *stated = statement_get(v->statement, "principal", v->arena);
    if (!stated || !stated[0])
        return "its text is no decision";
    if (!v->principal || strcmp(stated, v->principal) != 0)
        return arena_printf(v->arena, "its text was signed as '%s', not as '%s'", stated,
                            v->principal ? v->principal : "");
    return v->time ? NULL : "its text has no time";
}

static int listed_lines(const Verifying *v, const char *path, const char **ret_lines)
{
    *ret_lines = "";
    return path ? signers_read(path, v->principal, v->arena, ret_lines, v->m) : 0;
}

/* A kept line came out of the ledger: it is trusted no more than the file is. */
static int verify_kept(Verifying *v, const char *kept)
{
    Message ignored;
    const char *why = v->why;
    if (!kept || !kept[0] || signers_check(str_from(kept), "kept", &ignored) < 0)
        return 0;
    int r = verify_by(v, kept);
    if (r == 0)
        v->why = why;                           /* what the file says about it tells more */
    return r;
}

static int verify(Verifying *v, const char *signers, const char *kept, SignatureState *ret)
{
    const char *lines;
    int r = listed_lines(v, signers, &lines);
    if (r < 0)
        return r;
    v->why = wrong_statement(v);
    if (v->why)
        return 0;
    v->why = signers ? arena_printf(v->arena, "'%s' has no line in '%s'", v->principal, signers)
                     : "there is no allowed_signers file";
    r = lines[0] ? verify_by(v, lines) : 0;
    if (r == 1)
        *ret = SIGNATURE_GOOD;
    if (r == 0 && (r = verify_kept(v, kept)) == 1)
        *ret = SIGNATURE_REMOVED;
    return MIN(r, 0);
}

int signature_verify(Exec *exec, const char *signers, const char *kept, const char *principal, Str statement,
                     Str signature, Arena *a, SignatureState *ret, const char **ret_why, Message *m)
{
    Verifying v = { .exec = exec, .arena = a, .principal = principal, .statement = statement, .signature = signature,
                    .time = verify_time(statement, a), .m = m };
    SignatureState state = signature.len ? SIGNATURE_BAD : SIGNATURE_NONE;
    int r = signature.len ? verify(&v, signers, kept, &state) : 0;
    if (r < 0)
        return r;
    *ret = state;
    if (ret_why)
        *ret_why = state == SIGNATURE_BAD ? v.why : NULL;
    return 0;
}
