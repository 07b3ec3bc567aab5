/*
 * check_contradiction.c - what is said in one place and denied in another.
 *
 * A task that is pending while its agent reported COMPLETED, tests that pass without a run of them, a file
 * that was created and is not there.  It speaks only where both sides are plain.
 */
#include "baton/base/clock.h"
#include "check_cited.h"
#include "git.h"

enum { CLAIMS_MAX = 50 };   /* each claim that looks wrong asks git */

static bool is_new(const CheckInput *in, int64_t at) { return !in->since || at >= in->since; }

/* The newest event with one of these actions; ret_at: its place in the list. */
static const CheckEvent *last_event(const CheckInput *in, const char *actions, Arena *a, size_t *ret_at)
{
    for (size_t i = in->events.len; i-- > 0;) {
        const CheckEvent *e = &in->events.items[i];
        if (!e->action || !is_new(in, e->at) || !words_have(plain_words(str_from(e->action), a), actions, NULL))
            continue;
        if (ret_at)
            *ret_at = i;
        return e;
    }
    return NULL;
}

static bool reported_done(const CheckInput *in, Arena *a)
{
    size_t done, start;
    if (!last_event(in, DONE_WORDS, a, &done))
        return false;
    return !last_event(in, "start|started", a, &start) || start < done;
}

static const AgentFact *log_says_done(const CheckInput *in, const Facts *f, Arena *a)
{
    const AgentFact *last = NULL;
    for (size_t i = 0; i < f->agents.len; i++)
        if (names_agent(f->agents.items[i].name, in->author_name, a))
            last = &f->agents.items[i];
    return last && last->state == TASK_DONE ? last : NULL;
}

static bool status_says_done(const CheckInput *in, Arena *a)
{
    const HandoffFact *h = in->facts ? in->facts->handoff : NULL;
    const char *words = h && h->status ? plain_words(str_from(h->status), a) : "";
    return words_have(words, DONE_WORDS, NULL) && !words_have(words, "not|partly|partially|nearly|almost", NULL);
}

static bool is_open(const TaskFact *t) { return !task_is_closed(t->state) && t->state != TASK_UNKNOWN; }

static void judge_tasks(const CheckInput *in, Arena *a, CheckResult *r, const CheckDocument *d)
{
    const AgentFact *log = log_says_done(in, d->facts, a);
    const char *why = reported_done(in, a) ? arena_printf(a, "%s reported COMPLETED", in->author_name)
                      : log ? arena_printf(a, "line %d says that %s is done", log->line, in->author_name)
                      : status_says_done(in, a) ? arena_printf(a, "%s says that the work is done", in->artifact)
                                                : NULL;
    const HandoffFact *h = in->facts ? in->facts->handoff : NULL;
    for (size_t i = 0; i < d->facts->tasks.len; i++) {
        const TaskFact *t = &d->facts->tasks.items[i];
        if (!is_open(t) || !task_is_of(in, t, a))
            continue;
        if (why)
            check_finding(r, a, d->path, t->line, "\"%s\" is %s, while %s", t->title, task_state_text(t->state), why);
        else if (t->state == TASK_BLOCKED && h && !h->blockers.len)
            check_finding(r, a, d->path, t->line, "\"%s\" is blocked, while %s names no blocker", t->title,
                          in->artifact);
    }
}

static void judge_tests(const CheckInput *in, Arena *a, CheckResult *r)
{
    int line = claim_of_tests(in->text);
    char at[TIME_TEXT_SIZE];
    if (!line)
        return;
    const CheckEvent *test = last_event(in, "test|tests|tested", a, NULL);
    bool failed = test && claim_of_failure(str_from(test->reason));
    if (!test)
        check_finding(r, a, in->artifact, line, "says that tests pass, and no TEST event of %s was reported%s%s",
                      in->author_name, in->since ? " since " : "", in->since ? time_format(in->since, at) : "");
    else if (failed)
        check_finding(r, a, in->artifact, line, "says that tests pass, while the last TEST event says \"%s\"",
                      test->reason);
}

/* What an accomplishment says that it did to the file that it names first. */
typedef enum { CLAIM_NONE, CLAIM_MADE, CLAIM_CHANGED, CLAIM_REMOVED } Claim;

static Claim claim_of(const HandoffItem *item, Arena *a)
{
    static const struct { const char *verbs; Claim claim; } rows[] = {
        { "created|create|new file|wrote|generated", CLAIM_MADE }, { "added|new", CLAIM_MADE },
        { "updated|changed|modified|edited|extended|refactored|rewrote|fixed|implemented", CLAIM_CHANGED },
        { "removed|deleted", CLAIM_REMOVED },
    };
    const char *words = plain_words(str_from(item->text), a);
    const char *path = plain_words(str_from(item->citations[0].path), a), *at = NULL;
    Str first = str_from(words + 1), verb = str_cut(&first, ' ');
    const char *head = arena_printf(a, " %.*s ", STR_ARG(verb));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (!words_have(head, rows[i].verbs, &at))
            continue;
        /* "Removed `x`", but not "Removed dead code from `x`" */
        bool next = strncmp(words + strlen(head) - 1, path, strlen(path) - 1) == 0;
        return rows[i].claim != CLAIM_REMOVED || next ? rows[i].claim : CLAIM_NONE;
    }
    return CLAIM_NONE;
}

/* Git does not look at it, so nobody knows whether it changed. */
static bool is_ignored(const CheckInput *in, const char *path)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    const Git g = { .exec = in->exec, .tree = in->tree };
    const GitCall call = { .args = GIT_ARGS("check-ignore", "-q", "--", path), .max = 256 };
    uint64_t dropped;
    return in->exec && git_run(&g, &call, &out, &dropped) != 1;
}

/* It is what it was at the base. */
static bool is_unchanged(const CheckInput *in, const Cited *f, int *left)
{
    const Work *w = in->work;
    const WorkFile *known = f->found ? files_find(w, f->found) : NULL;
    return f->state == CITED_FILE && w->git && !w->cut && w->base && w->base[0] && !(known && work_changed(known)) &&
           !work_is_control(f->found) && (*left)-- > 0 && !is_ignored(in, f->found);
}

static void judge_claim(const CheckInput *in, Arena *a, CheckResult *r, const HandoffItem *item, const Cited *f,
                        int *left)
{
    Claim claim = claim_of(item, a);
    bool there = f->state == CITED_FILE, changes = claim == CLAIM_MADE || claim == CLAIM_CHANGED;
    if (claim == CLAIM_MADE && f->state == CITED_MISSING)
        check_finding(r, a, in->artifact, item->line, "says that it made \"%s\", which is not there", f->path);
    else if (claim == CLAIM_REMOVED && there && !item->citations[0].first)
        check_finding(r, a, in->artifact, item->line, "says that it removed \"%s\", which is still there", f->path);
    else if (changes && is_unchanged(in, f, left))
        check_finding(r, a, in->artifact, item->line, "says that it %s \"%s\", which did not change since the base",
                      claim == CLAIM_MADE ? "made" : "changed", f->path);
}

static void judge_claims(const CheckInput *in, Arena *a, CheckResult *r)
{
    CitedFiles files;
    int left = CLAIMS_MAX;
    cited_read(in, a, &files);
    const HandoffItems *done = in->facts && in->facts->handoff ? &in->facts->handoff->accomplishments : NULL;
    for (size_t i = 0; done && i < done->len; i++) {
        const HandoffItem *item = &done->items[i];
        const Cited *f = item->citation_count && item->citations[0].path ? cited_find(&files, item->citations[0].path)
                                                                         : NULL;
        if (f)
            judge_claim(in, a, r, item, f, &left);
    }
}

static bool run(const CheckInput *in, Arena *a, CheckResults *ret)
{
    CheckResult *r = check_add(ret, a, "contradiction");
    for (size_t i = 0; i < in->documents.len; i++) {
        const CheckDocument *d = &in->documents.items[i];
        if ((d->session || d->board) && d->facts)
            judge_tasks(in, a, r, d);
    }
    if (in->artifact) {
        judge_tests(in, a, r);
        judge_claims(in, a, r);
    }
    return true;
}

const CheckRow check_contradiction = {
    .name = "contradiction",
    .help = "what the artifact, the tasks and the telemetry say does not contradict each other or the files",
    .reads = "the artifact, files that it cites, session files, boards, what the agent reported",
    .when = "always",
    .run = run,
};
