/*
 * signers.h - allowed_signers, read and judged before ssh-keygen sees it.
 */
#ifndef BATON_SRC_GATE_SIGNERS_H
#define BATON_SRC_GATE_SIGNERS_H

#include "baton/base/message.h"
#include "baton/base/str.h"

enum { SIGNERS_BYTES_MAX = 1 << 20 };

/* The file's text; -errno with a sentence. */
int signers_load(const char *path, Buf *text, Message *m);

/* Every line parses and names somebody; -EINVAL with "path:line: …". */
int signers_check(Str text, const char *path, Message *m);

/* The lines for this principal, joined by LF, "" when there is none. */
const char *signers_lines(Str text, const char *principal, Arena *a);

#endif
