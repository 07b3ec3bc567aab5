/*
 * submit_work.c - what a revision stands for: base, scope, files, and the digest over all of it.
 *
 * Nothing here may keep a revision from being recorded: a project without git has no changed files,
 * and where git or the policy fails, the revision says so and holds what is known.
 */
#include "baton/base/file.h"
#include "baton/conf/policy.h"
#include "baton/core/agent_json.h"
#include "baton/doc/decision.h"
#include "submit.h"

#include <errno.h>

int revision_begin(NewRevision *v, Str bytes)
{
    CLEANUP(buf_done) Buf bare = BUF_INIT;
    decision_block_strip(bytes, &bare);
    if (bare.len > ARTIFACT_MAX_BYTES)
        return -EFBIG;
    v->artifact = (Str){ arena_str(v->arena, buf_str(&bare)), bare.len };
    digest_hex(v->artifact, v->artifact_digest);
    int r = store_handoff_latest(v->c->store, v->arena, v->file, &v->newest);
    if (r == -ENOENT)
        v->newest = (HandoffRow){ .id = NULL };
    return r == -ENOENT ? 0 : MIN(r, 0);
}

bool revision_holds(const NewRevision *v)
{
    HandoffRow now = { .id = NULL };
    int r = store_handoff_latest(v->c->store, v->arena, v->file, &now);
    if (r < 0)
        return r == -ENOENT && !v->newest.id;
    return v->newest.id && strcmp(now.id, v->newest.id) == 0 && now.state == v->newest.state &&
           now.revisions == v->newest.revisions && now.gone == v->newest.gone;
}

/* ---- what the ledger knows ---- */

/* What baton ships describes an agent to people; only a definition of the project binds it. */
static bool is_own(const AgentRow *row)
{
    return row->def && !str_starts(str_from(row->file), STR("baton:"));
}

const AgentDef *definition_of(Store *s, const char *agent, Arena *a)
{
    AgentRows rows = { 0 };
    const AgentRow *found = NULL;
    Json *tree = NULL;

    if (!agent || !*agent || store_agents(s, a, &(AgentQuery){ .name = agent }, &rows) < 0)
        return NULL;
    for (size_t i = 0; i < rows.len && !found; i++)
        found = is_own(&rows.items[i]) ? &rows.items[i] : NULL;
    if (!found || json_parse(str_from(found->def), &tree) < 0)
        return NULL;
    CLEANUP(json_free_ptr) Json *def = tree;
    return agent_from_json(a, def);
}

void run_began(Store *s, const char *run, Arena *a, const char **ret_commit, int64_t *ret_at)
{
    EventRows rows = { 0 };
    EventQuery q = { .kind = event_kind_text(EVENT_RUN_STARTED), .subject = run, .newest_first = true, .limit = 1 };
    Json *tree = NULL;

    *ret_commit = NULL;
    *ret_at = 0;
    if (!run || store_events(s, a, &q, &rows) < 0 || !rows.len)
        return;
    *ret_at = rows.items[0].at;
    if (!rows.items[0].body || json_parse(str_from(rows.items[0].body), &tree) < 0)
        return;
    CLEANUP(json_free_ptr) Json *body = tree;
    *ret_commit = arena_strdup(a, json_get_str(body, "commit"));
    // The work began when the file named the run, not when somebody first looked at it.
    *ret_at = MIN(*ret_at, json_get_int(body, "saved", *ret_at));
}

static int text_cmp(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void keep_one_each(StrList *l)
{
    size_t n = 0;
    if (l->len)
        qsort(l->items, l->len, sizeof *l->items, text_cmp);
    for (size_t i = 0; i < l->len; i++)
        if (!n || strcmp(l->items[i], l->items[n - 1]) != 0)
            l->items[n++] = l->items[i];
    l->len = n;
}

static void add_cited(const HandoffItems *items, const char *tree, Arena *a, StrList *ret)
{
    for (size_t i = 0; i < items->len; i++)
        for (size_t k = 0; k < items->items[i].citation_count; k++) {
            const char *path = path_normal(a, items->items[i].citations[k].path);
            if (*path == '/')
                path = path_below(tree, path);
            if (path && *path && !path_climbs(path))
                strlist_add(ret, a, path);
        }
}

void cited_paths(const Facts *f, const char *tree, Arena *a, StrList *ret)
{
    const HandoffFact *h = f ? f->handoff : NULL;
    *ret = (StrList){ 0 };
    if (!h)
        return;
    const HandoffItems *lists[] = { &h->accomplishments, &h->blockers, &h->questions, &h->next_steps, &h->extras };
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        add_cited(lists[i], tree, a, ret);
    keep_one_each(ret);
}

/* ---- what git knows ---- */

int base_find(Context *c, const char *tree, const char *pinned, const char *run, Arena *a, const char **ret_base,
              const char **ret_why, Message *m)
{
    BaseAsk ask = { .tree = tree, .pinned = pinned };
    ask.approved = run ? store_approved_commit(c->store, a, run) : NULL;
    run_began(c->store, run, a, &ask.run_commit, &ask.run_at);
    return work_base(c->exec, &ask, a, ret_base, ret_why, m);
}

static void tell(NewRevision *v, const char *what, const Message *m)
{
    if (!*v->trouble.text)
        fail(&v->trouble, "%s: %s", what, m->text);
}

static void find_scope(NewRevision *v)
{
    Policy policy = { 0 };
    Message m = { 0 };
    if (policy_load(v->c->project, v->arena, &policy, &m) < 0) {
        tell(v, "the scope is without what the policy protects", &m);
        policy = (Policy){ 0 };
    }
    const AgentDef *def = definition_of(v->c->store, v->parties.from, v->arena);
    scope_compile(def, &policy.protected, v->arena, &v->scope);
}

const char *artifact_path(const NewRevision *v)
{
    const char *full = path_normal(v->arena, path_join(v->arena, v->c->project->root, v->file ? v->file : ""));
    const char *below = path_below(v->tree, full);
    return below ? below : v->file;
}

/* It is in the digest already, without the block that baton writes under it. */
static void drop_artifact(NewRevision *v)
{
    const char *path = v->file ? artifact_path(v) : NULL;
    size_t n = 0;
    for (size_t i = 0; path && i < v->work.len; i++)
        if (strcmp(v->work.items[i].path, path) != 0)
            v->work.items[n++] = v->work.items[i];
    v->work.len = path ? n : v->work.len;
}

static int read_work(NewRevision *v, Message *m)
{
    StrList cited;
    cited_paths(v->facts, v->tree, v->arena, &cited);
    int r = work_read(v->c->exec, v->tree, v->base, &cited, &v->scope, v->arena, &v->work, m);
    if (r < 0)
        v->work = (Work){ .base = v->base, .head = "" };
    drop_artifact(v);
    revision_digest(&(Revision){ v->artifact_digest, v->parties.from ? v->parties.from : "",
                                 v->parties.to ? v->parties.to : "", &v->work }, v->digest);
    return MIN(r, 0);
}

/* NULL: it is not known yet where the work began.  "" is known as well: before the first commit. */
static const char *pinned_base(const NewRevision *v)
{
    Json *tree = NULL;
    if (!v->id || v->newest.base)
        return v->id ? v->newest.base : NULL;
    if (!v->newest.body || json_parse(str_from(v->newest.body), &tree) < 0)
        return NULL;
    CLEANUP(json_free_ptr) Json *body = tree;
    const char *why = json_get_str(body, "base_why");
    return why && *why ? "" : NULL;
}

void revision_work(NewRevision *v)
{
    Message m = { 0 };
    const char *pinned = pinned_base(v);

    find_scope(v);
    v->base = v->base_why = "";
    if (base_find(v->c, v->tree, pinned, v->run, v->arena, &v->base, &v->base_why, &m) < 0) {
        tell(v, "the commit where the work began is not known", &m);
        v->base = v->base_why = "";
    }
    m = (Message){ 0 };
    if (read_work(v, &m) < 0)
        tell(v, "the changed files are not known", &m);
}

int revision_work_again(NewRevision *v, const HandoffRow *h, Message *m)
{
    Json *tree = NULL;
    if (h->body)
        (void)json_parse(str_from(h->body), &tree);
    CLEANUP(json_free_ptr) Json *body = tree;
    const Json *scope = json_get(body, "scope");
    if (json_is_object(scope))
        scope_from_json(scope, v->arena, &v->scope);
    else
        find_scope(v);
    v->base = h->base ? h->base : "";
    v->parties = parties_recorded(h, v->arena);
    return read_work(v, m);
}
