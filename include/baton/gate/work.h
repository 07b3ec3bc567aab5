/*
 * work.h - what a revision stands for: the files that changed since its base, and its digest.
 *
 * git is run by argv, never through a shell, with -z, without hooks, pagers, filters of ours and external
 * diffs; nothing of the repository is written.  Paths are bytes, relative to the root of the
 * work tree.  Without git, or without a commit, nothing has changed and only cited files count.
 */
#ifndef BATON_GATE_WORK_H
#define BATON_GATE_WORK_H

#include "baton/base/digest.h"
#include "baton/base/message.h"
#include "baton/gate/scope.h"
#include "baton/model/exec.h"

enum { WORK_FILES_MAX = 100000 };

typedef struct {
    const char *path;
    const char *was;            /* its name at the base when it was renamed, or NULL */
    const char *mode;           /* "100644", "100755", "120000", "160000"; "000000": not there */
    /* SHA-256 of its bytes, of a link its target; of a submodule its commit; "": it is not there. */
    char hash[DIGEST_HEX_SIZE];
    char status;                /* A added, M modified, D deleted, R renamed, T type, U unmerged, '.' unchanged */
    bool tracked, cited;        /* tracked: git has it and looks at it */
    bool counts;                /* is part of the digest */
} WorkFile;

typedef struct {
    WorkFile *items;            /* sorted by path */
    size_t len, cap;
    bool git;                   /* there is a repository */
    const char *base, *head;    /* commits, "" when there is none */
    const char *busy;           /* "a rebase", "a merge" is under way; NULL: none */
    bool cut;                   /* more than WORK_FILES_MAX: the rest is not in it */
} Work;

/* Where the work of a handoff began, by GATE.md: what is known of approved handoffs and of the run. */
typedef struct {
    const char *tree;           /* root of the work tree */
    const char *pinned;         /* the base of the handoff's first revision; NULL: this is the first */
    const char *approved;       /* commit of the last approved handoff of this run, or NULL */
    const char *run_commit;     /* where the run started, or NULL */
    int64_t run_at;             /* else when, ms UTC; 0: not known */
} BaseAsk;
/* ret_why: "pinned by its first revision", "the run started there" … 0 or -errno with a sentence. */
int work_base(Exec *exec, const BaseAsk *ask, Arena *a, const char **ret_base, const char **ret_why, Message *m);

/*
 * Reads what changed since base, tracked or not, and hashes what counts: what is cited, and what lies in
 * scope (any file when the scope is empty); control files and ignored files never do.  Files that were
 * hashed by this process and did not change since are not read again.
 */
int work_read(Exec *exec, const char *tree, const char *base, const StrList *cited, const Scope *scope, Arena *a,
              Work *ret, Message *m);

/* .baton/, .agents/, session files, boards, artifacts, records: what agents keep beside the work. */
bool work_is_control(const char *path);
void work_control_globs(const StrList *globs);  /* those of the settings, for the process; borrowed, NULL: none */

/*
 * SHA-256 over artifact, from, to, base and the files that count, each framed by its length.  Of the artifact its own
 * SHA-256 goes in: when a secret is taken out of the kept text, what the digest is made of still stands.
 */
typedef struct { const char *artifact, *from, *to; const Work *work; } Revision;
void revision_digest(const Revision *r, char out[DIGEST_HEX_SIZE]);
/* The list alone: checks compare it before and after. */
void work_digest(const Work *w, char out[DIGEST_HEX_SIZE]);

/* When a commit was made, ms UTC.  -ENOENT: there is none of that name, or no repository. */
int work_commit_time(Exec *exec, const char *tree, const char *commit, int64_t *ret_at);

/* Commit that HEAD names, "" without one. */
int work_head(Exec *exec, const char *tree, Arena *a, const char **ret_head);

#endif
