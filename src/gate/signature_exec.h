/*
 * signature_exec.h - ssh-keygen as a process: its files in memory, its words as sentences.
 */
#ifndef BATON_SRC_GATE_SIGNATURE_EXEC_H
#define BATON_SRC_GATE_SIGNATURE_EXEC_H

#include "baton/base/message.h"
#include "baton/model/exec.h"

enum { SSH_OUTPUT_MAX = 64 * 1024, SSH_VERIFY_MS = 20 * 1000, SSH_SIGN_MS = 60 * 1000, SSH_ASK_MS = 10 * 60 * 1000 };

/*
 * A file that lives in memory and is gone with its descriptor, whatever happens to us.  Programs that we start
 * read it by its path in /proc.
 */
int memory_file(Str data, Arena *a, int *ret_fd, const char **ret_path);

/* Runs it; *ret_status is its exit status.  -errno with a sentence: it did not run, or not to its end. */
int ssh_keygen(Exec *exec, const ExecOrder *o, Buf *out, int *ret_status, Message *m);

/* The first line of its output that says something, without paths of our files. */
const char *ssh_words(Str output, Arena *a);

#endif
