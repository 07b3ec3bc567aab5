/*
 * signing.h - a scratch folder with two real keys and an allowed_signers.
 */
#ifndef BATON_TESTS_UNIT_GATE_SIGNING_H
#define BATON_TESTS_UNIT_GATE_SIGNING_H

#include "cases.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>

#include "baton/base/digest.h"
#include "baton/base/file.h"
#include "baton/gate/signature.h"
#include "gate/exec_here.h"

typedef struct {
    Arena *arena;
    const char *dir, *key, *other, *signers;    /* key is ana's, other is bo's */
    const char *ana, *bo;                       /* public halves: "ssh-ed25519 AAAA…" */
    const char *text;
    const char *why;                            /* of the last verify() */
} Signing;

#define TEXT (s->text)

/* Ends with NULL; stdout alone goes to out. */
static inline int run(Signing *s, const char *input, Buf *out, ...)
{
    StrList argv = { 0 };
    ExecResult result;
    va_list ap;
    va_start(ap, out);
    for (const char *word; (word = va_arg(ap, const char *));)
        strlist_add(&argv, s->arena, word);
    va_end(ap);
    strlist_add(&argv, s->arena, NULL);
    ExecOrder o = { .argv = argv.items, .input = str_from(input), .only_stdout = true, .timeout_ms = 60000 };
    assert_int_equal(exec_here(&o, out, &result), 0);
    return result.status;
}

static inline const char *make_key(Signing *s, const char *name, const char *passphrase)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const char *path = path_join(s->arena, s->dir, name);
    assert_int_equal(run(s, "", &out, "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", path,
                         NULL), 0);
    return path;
}

static inline const char *public_half(Signing *s, const char *key)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(arena_printf(s->arena, "%s.pub", key), 4096, &text, NULL), 0);
    return arena_str(s->arena, str_trim(buf_str(&text)));
}

static inline const char *statement(Signing *s, const char *time)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    StrList waived = { 0 };
    strlist_add(&waived, s->arena, "scope");
    strlist_add(&waived, s->arena, "command a, b");
    statement_write(&(Statement){ .project = "p", .handoff = "h", .revision = "r", .verdict = "approved",
                                  .principal = "ana@example.org", .time = time, .comment = "fine", .checks = "c",
                                  .ledger = "7 head", .waived = &waived }, &text);
    return arena_str(s->arena, buf_str(&text));
}

static inline int signing_make(void **state)
{
    Arena *a = arena_new();
    Signing *s = arena_alloc(a, sizeof *s);
    char *dir = arena_strdup(a, "/tmp/baton-test-XXXXXX");
    *state = s;
    *s = (Signing){ .arena = a, .dir = mkdtemp(dir) };
    if (!s->dir)
        return -1;
    s->key = make_key(s, "ana", "");
    s->other = make_key(s, "bo", "");
    s->ana = public_half(s, s->key);
    s->bo = public_half(s, s->other);
    s->signers = path_join(a, dir, "allowed_signers");
    s->text = statement(s, "2026-11-21T08:00:00.000Z");
    unsetenv("SSH_AUTH_SOCK");
    return 0;
}

static inline int signing_remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static inline int signing_end(void **state)
{
    Signing *s = *state;
    nftw(s->dir, signing_remove_one, 32, FTW_DEPTH | FTW_PHYS);
    arena_free(s->arena);
    return 0;
}

/* %s in it is the key. */
static inline void keep_signers(Signing *s, const char *format, const char *key)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *at = strstr(format, "%s");
    buf_add(&text, format, (size_t)(at - format));
    buf_addf(&text, "%s%s\n", key, at + 2);
    assert_int_equal(file_write_atomic(s->signers, buf_str(&text), 0644), 0);
}

static inline Buf sign(Signing *s, const char *key, const char *text)
{
    Buf signature = BUF_INIT;
    Message m = { 0 };
    (void)s;
    if (signature_make(exec_here, key, false, str_from(text), &signature, &m) < 0)
        assert_string_equal(m.text, "");
    return signature;
}

static inline SignatureState verify(Signing *s, const char *kept, const char *principal, const char *text,
                                    Str signature)
{
    SignatureState state = SIGNATURE_NONE;
    Message m = { 0 };
    if (signature_verify(exec_here, s->signers, kept, principal, str_from(text), signature, s->arena, &state, &s->why,
                         &m) < 0)
        assert_string_equal(m.text, "");
    return state;
}

#endif
