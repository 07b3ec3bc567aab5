/*
 * client.h - are we inside of an agent client?  A guard-rail, no lock.
 *
 * Clients mark the environment of what they start, and are ancestors of it.  Marks leak through
 * tmux servers, setsid hides ancestors: nothing but a signature is a proof.
 */
#ifndef BATON_GATE_CLIENT_H
#define BATON_GATE_CLIENT_H

#include "baton/base/str.h"

/*
 * The client's name ("Claude Code") and how it shows ("CLAUDECODE is set", "process 812 (codex)"), or NULL.
 * env: as environ(7).  proc: "/proc", or what stands for it in a test.
 */
const char *client_find(char *const *env, const char *proc, int pid, Arena *a, const char **ret_how);

#endif
