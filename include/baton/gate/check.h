/*
 * check.h - evidence about a revision: one table of checks, each a file with one row.
 *
 * A check reads what CheckInput holds and the files of the work tree, and nothing else: no ledger, no
 * clock.  It never changes a file.  A check that cannot run is skipped and says why; a finding has a
 * place and one sentence.
 */
#ifndef BATON_GATE_CHECK_H
#define BATON_GATE_CHECK_H

#include "baton/gate/diff.h"
#include "baton/gate/scope.h"
#include "baton/gate/work.h"
#include "baton/model/agent.h"
#include "baton/model/facts.h"
#include "baton/model/policy.h"

enum { FINDINGS_MAX = 200, CHECK_OUTPUT_MAX = 64 * 1024 };

typedef struct {
    const char *file;           /* below the work tree, or NULL */
    int line;                   /* 0: none */
    const char *text;           /* one sentence without file and line */
} Finding;

typedef struct {
    const char *name;           /* "scope", "command npm test" */
    CheckState state;
    const char *why;            /* of one that was skipped; NULL */
    struct { Finding *items; size_t len, cap; } findings;
    size_t findings_more;       /* over FINDINGS_MAX */
    const char *output;         /* of a command, valid UTF-8; NULL */
    uint64_t output_dropped;
    int status;                 /* exit status of a command */
    int64_t ms;
} CheckResult;
typedef struct { CheckResult *items; size_t len, cap; } CheckResults;

/* A document of the project as it is now, with what it says: session files, boards, records. */
typedef struct { const char *path; const Facts *facts; bool session, board, record; int64_t changed_at; } CheckDocument;

/* What an agent said in this run, newest last: START, COMPLETED, TEST … with its reason. */
typedef struct { const char *action, *reason; int64_t at; } CheckEvent;

typedef struct {
    const char *tree;           /* root of the work tree */
    const AgentDef *author;     /* NULL: not defined */
    const char *author_name;    /* slug */
    const char *receiver;       /* slug, or NULL */
    const AgentDef *receiver_def;
    const char *artifact;       /* path of it, NULL: there is none yet (`baton check`) */
    const Facts *facts;         /* of the artifact, NULL */
    Str text;                   /* of the artifact */
    const Work *work;
    const Scope *scope;
    const Policy *policy;
    const char *policy_trouble; /* why the policy is not known and policy says nothing, one sentence; NULL */
    struct { CheckDocument *items; size_t len, cap; } documents;
    struct { CheckEvent *items; size_t len, cap; } events;
    int64_t since;              /* when the work began, ms UTC: the run's start or the base; 0: not known */
    Exec *exec;
    const char *state_dir;      /* of the person: where trust is kept */
    const char *root;           /* of the project: trust and settings go by it */
    void (*live)(void *ctx, const char *name, Str chunk);       /* output of a command as it comes; NULL */
    void *live_ctx;
} CheckInput;

typedef struct {
    const char *name, *help;
    const char *reads;          /* "the artifact, files it cites" */
    const char *when;           /* "the definition names a write scope" */
    bool slow;                  /* runs programs */
    /* false: does not apply, no result.  May add several results (commands). */
    bool (*run)(const CheckInput *in, Arena *a, CheckResults *ret);
} CheckRow;
extern const CheckRow *const check_table[];     /* ends with NULL */

/* Among the quick results are commands that will not be run, with the reason: "not trusted". */
typedef enum { CHECKS_QUICK = 1, CHECKS_SLOW = 2, CHECKS_ALL = 3 } CheckWhich;
void checks_run(const CheckInput *in, CheckWhich which, Arena *a, CheckResults *ret);
/* The names that the slow ones will have: shown as running until they are there. */
void checks_expected(const CheckInput *in, Arena *a, StrList *ret_names);

/*
 * What an agent needs, as its definition words it, and the tree does not have: each of the settings' `inputs` that is
 * named there.  The gate of the receiver asks the same.  ret_unplaced: words for which the settings name no place.
 */
typedef POLICY_LIST(InputFile) InputFiles;
void inputs_missing(const StrList *inputs, const Policy *p, const char *tree, Arena *a, InputFiles *ret,
                    StrList *ret_unplaced);

/* Helpers for rows.  What check_add() gave is good until the next one. */
CheckResult *check_add(CheckResults *r, Arena *a, const char *name);    /* PASSED until a finding comes */
PRINTF(5, 6) void check_finding(CheckResult *r, Arena *a, const char *file, int line, const char *fmt, ...);
PRINTF(3, 4) void check_skip(CheckResult *r, Arena *a, const char *fmt, ...);

/* Digest of results as they are shown: names, states, findings, sorted by name. */
void checks_digest(const CheckResults *r, char out[DIGEST_HEX_SIZE]);

#endif
