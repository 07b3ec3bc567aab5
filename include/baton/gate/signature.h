/*
 * signature.h - signatures on decisions, by `ssh-keygen -Y` (OpenSSH), as a process.
 */
#ifndef BATON_GATE_SIGNATURE_H
#define BATON_GATE_SIGNATURE_H

#include "baton/base/message.h"
#include "baton/model/exec.h"

#define SIGNATURE_NAMESPACE "baton-decision"

/*
 * What a decision says, as one text of lines "name: value"; GATE.md lists them.  The comment goes in by its
 * SHA-256, so that a secret can be taken out of it and the signature still verifies: comment is the text
 * itself (NULL counts as ""), statement_write() hashes it.  Control characters and backslashes in values are
 * written as "\xHH" and "\\", so that no value makes a line of its own; statement_get() takes that back.
 */
typedef struct {
    const char *project, *handoff, *revision, *verdict, *principal, *time, *comment, *checks, *ledger;
    const char *signers;        /* SHA-256 of each allowed_signers as it was then, separated by blanks */
    const StrList *waived;
} Statement;
void statement_write(const Statement *s, Buf *out);
/* The value of one line, NULL: it has no such line, or two, or is no statement.  "waived" is one text: "a, b". */
const char *statement_get(Str text, const char *name, Arena *a);

/*
 * key: a private key, or the public half of one that an SSH agent holds.  terminal: it may ask there.
 * -ENOKEY: it asks for a passphrase and there is no terminal.
 */
int signature_make(Exec *exec, const char *key, bool terminal, Str statement, Buf *ret_signature, Message *m);

typedef enum {
    SIGNATURE_NONE,             /* there is none */
    SIGNATURE_GOOD,             /* of that principal, by a key that the file lists now */
    SIGNATURE_REMOVED,          /* by the key that was listed when it was made, and is not any more */
    SIGNATURE_BAD,              /* does not fit text, principal, namespace or any key */
} SignatureState;
/*
 * signers: full path of allowed_signers, NULL: nobody is listed.  Times in the lines (valid-before=) are judged at
 * the statement's own "time".  kept: the line that was stored with the decision, NULL: only the
 * file counts.  ret_why: what is wrong, in words.  -errno with a sentence: the file cannot be used (a principal of
 * "*", a line that does not parse: file:line).
 */
int signature_verify(Exec *exec, const char *signers, const char *kept, const char *principal, Str statement,
                     Str signature, Arena *a, SignatureState *ret, const char **ret_why, Message *m);

/* Checks the file; lines of this principal, joined by LF, for keeping, "" without one; NULL principal: only checks. */
int signers_read(const char *path, const char *principal, Arena *a, const char **ret_lines, Message *m);

#endif
