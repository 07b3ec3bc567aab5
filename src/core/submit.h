/*
 * submit.h - what the parts of submitting share: a revision of a handoff before it is recorded.
 *
 * It is made outside of any transaction, because git is run for it; what it rests on in the ledger is
 * looked at once more inside (revision_holds()).
 */
#ifndef CORE_SUBMIT_H
#define CORE_SUBMIT_H

#include "baton/base/digest.h"
#include "baton/core/handoff.h"
#include "baton/format/json.h"
#include "baton/gate/work.h"
#include "baton/model/facts.h"
#include "documents.h"

enum { ARTIFACT_MAX_BYTES = 1024 * 1024, ARTIFACT_FILE_MAX_BYTES = 2 * 1024 * 1024 };

/* Who says who hands over to whom; all NULL: nobody but the artifact and the ledger. */
typedef struct {
    const char *from, *to;      /* --from, --to */
    const char *agent;          /* who calls */
    Source source;
} PartiesAsk;

typedef struct {
    const char *from, *from_why, *to, *to_raw;
    const char *from_said, *to_said;    /* by --from and --to: kept while the artifact says what it said then */
} Parties;

typedef struct NewRevision {
    Context *c;
    Arena *arena;
    const Facts *facts;         /* of the artifact, its handoff is not NULL */
    const char *file, *tree, *run;
    Str artifact;               /* without baton's block */
    char artifact_digest[DIGEST_HEX_SIZE];
    HandoffRow newest;          /* of this file, in whatever state; id NULL: there is none */
    const char *id;             /* the handoff that it continues; NULL: it begins one */
    Parties parties;
    const char *base, *base_why;
    Scope scope;
    Work work;
    char digest[DIGEST_HEX_SIZE];
    Message trouble;            /* what could not be found out and is left out; "": nothing */
} NewRevision;

/* Artifact, its digest and the newest handoff of its file; -EFBIG: it is too long, -errno of the ledger. */
int revision_begin(NewRevision *v, Str bytes);
/* Nothing was decided about it: the next revision is of the same handoff. */
bool handoff_is_open(const HandoffRow *h);
Parties parties_of(const NewRevision *v, const PartiesAsk *ask);
/* Author and receiver are those of h, or were not known there. */
bool parties_fit(const HandoffRow *h, const Parties *p);

/* Base, scope, files and digest.  Runs git; what fails becomes v->trouble. */
void revision_work(NewRevision *v);
/* Its digest of the scope and base that the handoff's current revision was recorded with. */
int revision_work_again(NewRevision *v, const HandoffRow *h, Message *m);

/* Author and receiver as they were recorded. */
Parties parties_recorded(const HandoffRow *h, Arena *a);

HandoffState revision_state(const NewRevision *v);
Json *revision_body(const NewRevision *v);
Json *files_json(const Work *w);
Json *scope_json(const Scope *s);
void scope_from_json(const Json *j, Arena *a, Scope *ret);

/* Inside the transaction: the newest handoff of the file is still what v was made for. */
bool revision_holds(const NewRevision *v);

/* ---- facts that checks need as well ---- */

/* How the project itself defines this agent; NULL: it does not. */
const AgentDef *definition_of(Store *s, const char *agent, Arena *a);
void cited_paths(const Facts *f, const char *tree, Arena *a, StrList *ret);
/* Where this run began: commit or NULL, ms UTC or 0. */
void run_began(Store *s, const char *run, Arena *a, const char **ret_commit, int64_t *ret_at);
int base_find(Context *c, const char *tree, const char *pinned, const char *run, Arena *a, const char **ret_base,
              const char **ret_why, Message *m);

/* Reads an artifact, also one in a file that does not look like one.  NULL: it says nothing. */
Facts *artifact_facts(const char *file, Str artifact);

/* The artifact that is meant: of a path, or the newest.  d: with its tree. */
int artifact_find(Context *c, const char *file, const char *start, Arena *a, Document *ret, Message *m);
/* Its path below its work tree. */
const char *artifact_path(const NewRevision *v);
/* Where we are: the root, or the linked work tree that holds `start` (NULL: where the context was opened). */
const char *artifact_tree(Context *c, const char *start, Arena *a);

#endif
