/*
 * test_gate.c - several processes at one gate: who decides at once, who revises while somebody decides, who
 * waits, and who is killed in the middle of it.
 *
 * Promised: at most one decision on a revision, no gate that opens without its approval, a waiter that wakes
 * once, and after kill -9 at any write either nothing was decided or everything that follows comes, once each
 * in sight.  BATON_ROUNDS=1000 races as often; without it a tenth of that.
 */
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <linux/ptrace.h>

#include "gate_test.h"

#include "baton/base/clock.h"
#include "baton/doc/decision.h"

#define SESSION ".claude/tasks/session-current.md"

enum { ROUNDS = 100, PLAYERS = 4, MOVES = 40 };

static int rounds(void)
{
    int64_t n;
    const char *text = getenv("BATON_ROUNDS");
    return text && str_to_i64(str_from(text), &n) == 0 && n > 0 ? (int)n : ROUNDS;
}

/* ---- a project that is opened anew by every process ---- */

static Context *open_project(const char *dir)
{
    Context *c = NULL;
    Message m = { 0 };
    if (context_open(dir, &c, &m) < 0 || context_store(c, STORE_WRITE, &m) < 0) {
        fprintf(stderr, "%s\n", m.text);
        _exit(70);
    }
    return c;
}

static void close_project(Scene *s)
{
    s->c = context_free(s->c);
}

static int race_setup(void **state)
{
    gate_setup(state);
    Scene *s = *state;
    put(s, ".baton/config.yaml", "ingest: {quiet: 0}\n");
    put(s, SESSION, "# Session\n\n## Tasks\n\n- [ ] T-1 the table @backend-engineer\n");
    scene_reopen(s);
    look(s);
    return 0;
}

#define RACE_TEST(fn) cmocka_unit_test_setup_teardown(fn, race_setup, scene_teardown)

/* ---- workers: processes that live over all rounds and act on a word ---- */

typedef struct { char handoff[16], revision[65], done[64]; Act act; } Order;
typedef struct { int code; char text[256]; char revision[65]; } Answer;
typedef struct { pid_t pid; int in, out; } Worker;

static bool read_all(int fd, void *data, size_t len)
{
    for (size_t n = 0; n < len;) {
        ssize_t r = read(fd, (char *)data + n, len - n);
        if (r <= 0)
            return false;
        n += (size_t)r;
    }
    return true;
}

static void decide_once(Scene *s, const Order *o, Answer *ret)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    DecideReport report;
    Message m = { 0 };
    ret->code = handoff_decide(s->c, &(DecideOrder){
        .handoff = o->handoff, .revision = *o->revision ? o->revision : NULL, .act = o->act,
        .comment = "said in a race", .source = SOURCE_CLI }, a, &report, &m);
    snprintf(ret->text, sizeof ret->text, "%.255s", m.text);
    snprintf(ret->revision, sizeof ret->revision, "%s",
             ret->code == 0 && report.decision.revision ? report.decision.revision : "");
}

/* ACT_SUBMIT: a new artifact is saved and taken in. */
static void act_on(Scene *s, const Order *o, Answer *ret)
{
    *ret = (Answer){ 0 };
    if (o->act == ACT_SUBMIT)
        hand_over(s, "backend-engineer", "qa-engineer", o->done);
    else
        decide_once(s, o, ret);
}

static Worker worker_new(Scene *s)
{
    int to[2], from[2];
    assert_int_equal(pipe2(to, O_CLOEXEC), 0);
    assert_int_equal(pipe2(from, O_CLOEXEC), 0);
    close_project(s);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        Order o;
        Answer answer;
        close(to[1]);
        s->c = open_project(s->dir);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        while (read_all(to[0], &o, sizeof o) && o.act != ACT_COUNT) {
            act_on(s, &o, &answer);
            if (write(from[1], &answer, sizeof answer) != sizeof answer)
                break;
        }
        _exit(0);
    }
    close(to[0]);
    close(from[1]);
    return (Worker){ pid, to[1], from[0] };
}

static void tell(const Worker *w, const Order *o)
{
    assert_int_equal(write(w->in, o, sizeof *o), sizeof *o);
}

static Answer hear(const Worker *w)
{
    Answer a;
    if (!read_all(w->out, &a, sizeof a))
        fail_msg("a worker has died");
    return a;
}

static void worker_done(Worker *w)
{
    int status = 0;
    tell(w, &(Order){ .act = ACT_COUNT });
    close(w->in);
    close(w->out);
    assert_int_equal(waitpid(w->pid, &status, 0), w->pid);
    assert_int_equal(status, 0);
}

static Order order_on(const HandoffRow *h, Act act)
{
    Order o = { .act = act };
    snprintf(o.handoff, sizeof o.handoff, "%d", h->number);
    snprintf(o.revision, sizeof o.revision, "%s", h->digest);
    return o;
}

static HandoffRow newest(Scene *s)
{
    StoreCounts counts;
    int64_t n = 0;
    assert_int_equal(store_counts(s->c->store, &counts), 0);
    for (size_t i = 0; i < HANDOFF_STATE_COUNT; i++)
        n += counts.handoffs[i];
    return handoff(s, arena_printf(s->arena, "%lld", (long long)n));
}

/* A run of its own now and then, as projects have them. */
static void next_run(Scene *s, int round)
{
    char run[32];
    snprintf(run, sizeof run, "PM-%d\n", 1 + round / 50);
    if (round % 50 == 0) {
        put(s, ".agents/.current_run", run);
        look(s);
    }
}

static HandoffRow fresh(Scene *s, int round)
{
    char done[64];
    next_run(s, round);
    snprintf(done, sizeof done, "Round %d.", round);
    hand_over(s, "backend-engineer", "qa-engineer", done);
    HandoffRow h = newest(s);
    assert_int_equal(h.state, HANDOFF_SUBMITTED);
    return h;
}

static int64_t events_of(Scene *s, EventKind kind, const char *subject)
{
    return store_event_count(s->c->store, &(EventQuery){ .kind = event_kind_text(kind), .subject = subject });
}

/* ---- approve racing approve ---- */

static void approving_twice_at_once_decides_once(void **state)
{
    Scene *s = *state;
    Worker w[2] = { worker_new(s), worker_new(s) };
    int wins[2] = { 0 };
    scene_open(s);
    for (int i = 0; i < rounds(); i++) {
        HandoffRow h = fresh(s, i);
        int64_t before = events_of(s, EVENT_HANDOFF_DECIDED, h.id);
        Order one = order_on(&h, ACT_APPROVE), two = order_on(&h, i % 3 ? ACT_APPROVE : ACT_REJECT);
        tell(&w[0], &one);
        tell(&w[1], &two);
        Answer a = hear(&w[0]), b = hear(&w[1]);
        if ((a.code == 0) == (b.code == 0))
            fail_msg("round %d: %d %s; %d %s", i, a.code, a.text, b.code, b.text);
        const Answer *lost = a.code ? &a : &b;
        assert_int_equal(lost->code, -EALREADY);
        assert_non_null(strstr(lost->text, context_user()));
        assert_int_equal(events_of(s, EVENT_HANDOFF_DECIDED, h.id), before + 1);
        wins[b.code == 0]++;
        look(s);
        assert_false(store_has_effects(s->c->store));
    }
    print_message("%d rounds: %d and %d were first\n", rounds(), wins[0], wins[1]);
    worker_done(&w[0]);
    worker_done(&w[1]);
    assert_sound(s);
}

/* ---- approve racing a new revision ---- */

static void check_round(Scene *s, int i, const HandoffRow *h, const Answer *a, int *ret_first)
{
    look(s);
    HandoffRow was = handoff(s, arena_printf(s->arena, "%d", h->number)), now = newest(s);
    GateAnswer g = gate(s, "qa-engineer");
    if (a->code == 0) {                                 /* decided on what it looked at; what came is another handoff */
        assert_string_equal(a->revision, h->digest);
        assert_int_equal(was.state, HANDOFF_APPROVED);
        assert_string_equal(was.digest, h->digest);
        assert_int_equal(now.number, h->number + 1);
        ++*ret_first;
    } else {                                            /* nothing was decided, the revision is the next one */
        if (a->code != -ESTALE)
            fail_msg("round %d: %d %s", i, a->code, a->text);
        assert_int_equal(was.state, HANDOFF_SUBMITTED);
        assert_int_equal(was.revisions, 2);
        assert_int_equal(events_of(s, EVENT_HANDOFF_DECIDED, h->id), 0);
    }
    assert_false(g.open);                               /* the newest was approved by nobody */
}

static void approving_while_a_revision_comes_decides_on_one_of_them(void **state)
{
    Scene *s = *state;
    Worker w[2] = { worker_new(s), worker_new(s) };
    int first = 0;
    scene_open(s);
    for (int i = 0; i < rounds(); i++) {
        HandoffRow h = fresh(s, 2 * i);
        Order approve = order_on(&h, ACT_APPROVE), revise = { .act = ACT_SUBMIT };
        snprintf(revise.done, sizeof revise.done, "Round %d, and more.", 2 * i + 1);
        tell(&w[i % 2], &approve);
        tell(&w[1 - i % 2], &revise);
        Answer a = hear(&w[i % 2]);
        (void)hear(&w[1 - i % 2]);
        check_round(s, i, &h, &a, &first);
        Decided d = decide(s, .handoff = arena_printf(s->arena, "%d", newest(s).number), .act = ACT_WITHDRAW);
        assert_decided(&d, HANDOFF_WITHDRAWN);
    }
    print_message("%d rounds: the approval was first in %d\n", rounds(), first);
    worker_done(&w[0]);
    worker_done(&w[1]);
    assert_sound(s);
}

/* ---- random moves ---- */

/* What a player saw, for the judge: a gate that was open, or a wait that ended. */
typedef struct { int64_t from, to; char handoff[16]; HandoffState state; bool waited; int64_t decision; } Seen;

static void play_gate(Scene *s, int out)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    GateAnswer g;
    Message m = { 0 };
    Seen seen = { .state = HANDOFF_APPROVED, .from = store_last_seq(s->c->store) };
    if (gate_ask(s->c, "qa-engineer", a, &g, &m) != 0)
        _exit(71);
    seen.to = store_last_seq(s->c->store);
    snprintf(seen.handoff, sizeof seen.handoff, "%s", g.handoff ? g.handoff : "");
    if (g.open && write(out, &seen, sizeof seen) != sizeof seen)
        _exit(72);
}

static void play_wait(Scene *s, int out)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    WaitReport w;
    Message m = { 0 };
    HandoffRows rows = { 0 };
    if (store_handoffs(s->c->store, a, &(HandoffQuery){ 0 }, &rows) < 0 || !rows.len)
        return;
    const char *number = arena_printf(a, "%d", rows.items[rows.len - 1].number);
    if (handoff_wait(s->c, number, 60, a, &w, &m) != 0) {
        fprintf(stderr, "wait: %s\n", m.text);
        _exit(73);
    }
    if (w.timed_out)
        return;
    Seen seen = { .waited = true, .state = w.handoff.state, .decision = w.decision.seq,
                  .to = store_last_seq(s->c->store) };
    snprintf(seen.handoff, sizeof seen.handoff, "%s", number);
    if (write(out, &seen, sizeof seen) != sizeof seen)
        _exit(72);
}

static void play_decision(Scene *s, unsigned *seed)
{
    static const Act acts[] = { ACT_APPROVE, ACT_APPROVE, ACT_APPROVE, ACT_REJECT, ACT_COMMENT, ACT_WITHDRAW,
                                ACT_REVOKE };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    HandoffRows rows = { 0 };
    if (store_handoffs(s->c->store, a, &(HandoffQuery){ 0 }, &rows) < 0 || !rows.len)
        return;
    Answer answer;
    const HandoffRow *h = &rows.items[rows.len - 1 - (rand_r(seed) % 4 == 0 && rows.len > 1)];
    Order o = order_on(h, acts[(size_t)rand_r(seed) % ARRAY_LEN(acts)]);
    if (rand_r(seed) % 2)
        *o.revision = '\0';
    decide_once(s, &o, &answer);
    if (answer.code < 0 && answer.code != -EALREADY && answer.code != -ESTALE && answer.code != -EINVAL) {
        fprintf(stderr, "%s: %d %s\n", act_text(o.act), answer.code, answer.text);
        _exit(74);
    }
}

static void play(Scene *s, int out, unsigned seed)
{
    char done[64];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    s->c = open_project(s->dir);
    for (int i = 0; i < MOVES; i++) {
        int what = rand_r(&seed) % 10;
        snprintf(done, sizeof done, "Move %u of %d.", seed, i);
        if (what < 3) {
            CLEANUP(buf_done) Buf text = BUF_INIT;
            Message m = { 0 };
            buf_addf(&text, "# Handoff\n\n- **From**: backend-engineer\n- **To**: qa-engineer\n\n"
                     "## Accomplishments\n\n- %s\n", done);
            (void)file_write_atomic(scene_path(s, ARTIFACT), buf_str(&text), 0644);
            (void)ingest(s->c, false, &s->report, &m);
        } else if (what < 6) {
            play_decision(s, &seed);
        } else if (what < 8) {
            play_gate(s, out);
        } else {
            play_wait(s, out);
        }
    }
    _exit(0);
}

/* How the handoffs stood after every event, by a fold of our own. */
typedef struct { int64_t seq; char handoff[40]; Verdict verdict; char revision[65]; bool revised; } Moment;
typedef struct { Moment *items; size_t len, cap; } Moments;

static void add_moments(Scene *s, EventKind kind, Moments *all)
{
    EventRows rows = { 0 };
    assert_int_equal(store_events(s->c->store, s->arena, &(EventQuery){ .kind = event_kind_text(kind) }, &rows), 0);
    for (size_t i = 0; i < rows.len; i++) {
        Moment m = { .seq = rows.items[i].seq, .revised = kind == EVENT_HANDOFF_REVISED };
        Json *body = NULL;
        assert_int_equal(json_parse(str_from(rows.items[i].body), &body), 0);
        snprintf(m.handoff, sizeof m.handoff, "%s", rows.items[i].subject);
        snprintf(m.revision, sizeof m.revision, "%s", json_get_str(body, "revision"));
        if (!m.revised)
            assert_int_equal(verdict_parse(json_get_str(body, "verdict"), &m.verdict), 0);
        json_free(body);
        AVEC_PUSH(all, s->arena, m);
    }
}

static int by_seq(const void *a, const void *b)
{
    const Moment *x = a, *y = b;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

/* Between two verdicts on one handoff lies a revocation or a new revision. */
static void at_most_one_decision_per_revision(const Moments *all)
{
    for (size_t i = 0; i < all->len; i++) {
        const Moment *m = &all->items[i];
        if (m->revised || (m->verdict != VERDICT_APPROVED && m->verdict != VERDICT_REJECTED))
            continue;
        for (size_t k = i + 1; k < all->len; k++) {
            const Moment *n = &all->items[k];
            if (strcmp(n->handoff, m->handoff) != 0)
                continue;
            if (n->revised || n->verdict == VERDICT_REVOKED)
                break;
            if (n->verdict == VERDICT_APPROVED || n->verdict == VERDICT_REJECTED)
                fail_msg("events %lld and %lld decide on one revision", (long long)m->seq, (long long)n->seq);
        }
    }
}

static bool approved_after(const Moments *all, const char *handoff, size_t upto)
{
    for (size_t i = upto + 1; i-- > 0;) {
        const Moment *m = &all->items[i];
        if (strcmp(m->handoff, handoff) != 0 || (!m->revised && m->verdict == VERDICT_COMMENTED))
            continue;
        return !m->revised && m->verdict == VERDICT_APPROVED;
    }
    return false;
}

/* At some moment while the gate was asked, that handoff was approved. */
static void judge_gate(Scene *s, const Moments *all, const Seen *seen)
{
    if (!*seen->handoff)                                /* open because nobody hands over: everything was withdrawn */
        return;
    const char *id = handoff(s, seen->handoff).id;
    for (size_t i = 0; i < all->len; i++) {
        bool later = i + 1 < all->len && all->items[i + 1].seq <= seen->from;
        if (!later && all->items[i].seq <= seen->to && approved_after(all, id, i))
            return;
    }
    fail_msg("the gate was open for handoff %s between events %lld and %lld", seen->handoff, (long long)seen->from,
             (long long)seen->to);
}

static void judge_wait(Scene *s, const Moments *all, const Seen *seen)
{
    const char *id = handoff(s, seen->handoff).id;
    if (seen->state == HANDOFF_SUPERSEDED)
        return;
    for (size_t i = 0; i < all->len; i++)
        if (all->items[i].seq == seen->decision) {
            assert_string_equal(all->items[i].handoff, id);
            assert_false(all->items[i].revised);
            return;
        }
    fail_msg("a waiter for handoff %s woke by event %lld", seen->handoff, (long long)seen->decision);
}

static void judge(Scene *s, int in)
{
    Moments all = { 0 };
    Seen seen;
    int gates = 0, waits = 0;
    add_moments(s, EVENT_HANDOFF_REVISED, &all);
    add_moments(s, EVENT_HANDOFF_DECIDED, &all);
    qsort(all.items, all.len, sizeof *all.items, by_seq);
    at_most_one_decision_per_revision(&all);
    while (read_all(in, &seen, sizeof seen)) {
        *(seen.waited ? &waits : &gates) += 1;
        if (seen.waited)
            judge_wait(s, &all, &seen);
        else
            judge_gate(s, &all, &seen);
    }
    print_message("%zu revisions and decisions; %d open gates and %d waiters were right\n", all.len, gates, waits);
}

static void random_moves_keep_the_rules(void **state)
{
    Scene *s = *state;
    int pipes[2], status, failed = 0;
    pid_t players[PLAYERS];
    close_project(s);
    assert_int_equal(pipe(pipes), 0);
    fflush(NULL);
    for (unsigned i = 0; i < PLAYERS; i++)
        if ((players[i] = fork()) == 0)
            play(s, pipes[1], 7 + 13 * i);
    close(pipes[1]);
    for (int i = 0; i < PLAYERS; i++) {
        assert_int_equal(waitpid(players[i], &status, 0), players[i]);
        failed = status ? status : failed;
    }
    if (failed)
        fail_msg("a player ended with %d", WEXITSTATUS(failed));
    scene_open(s);
    look(s);
    judge(s, pipes[0]);
    close(pipes[0]);
    assert_false(store_has_effects(s->c->store));
    assert_sound(s);
}

/* ---- a waiter wakes once ---- */

static void every_waiter_wakes_once(void **state)
{
    Scene *s = *state;
    enum { WAITERS = 4, TIMES = 5 };
    Worker w = worker_new(s);
    scene_open(s);
    for (int round = 0; round < TIMES; round++) {
        int pipes[2], woke = 0, status;
        Seen seen;
        pid_t pids[WAITERS];
        HandoffRow h = fresh(s, round);
        assert_int_equal(pipe(pipes), 0);
        close_project(s);
        for (int i = 0; i < WAITERS; i++)
            if ((pids[i] = fork()) == 0) {
                prctl(PR_SET_PDEATHSIG, SIGKILL);
                CLEANUP(arena_free_ptr) Arena *a = arena_new();
                WaitReport report;
                Message m = { 0 };
                Context *c = open_project(s->dir);
                int r = handoff_wait(c, h.id, 30000, a, &report, &m);
                seen = (Seen){ .waited = r == 0 && !report.timed_out, .state = report.handoff.state,
                               .decision = report.decision.seq };
                _exit(write(pipes[1], &seen, sizeof seen) != sizeof seen);
            }
        close(pipes[1]);
        clock_sleep(30 * (round % 2));                  /* some are early, some late */
        Order o = order_on(&h, ACT_APPROVE);
        tell(&w, &o);
        Answer a = hear(&w);
        if (a.code)
            fail_msg("%s", a.text);
        for (; read_all(pipes[0], &seen, sizeof seen); woke++) {
            assert_true(seen.waited);
            assert_int_equal(seen.state, HANDOFF_APPROVED);
            assert_true(seen.decision > 0);
        }
        assert_int_equal(woke, WAITERS);
        for (int i = 0; i < WAITERS; i++)
            assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        close(pipes[0]);
        scene_open(s);
    }
    worker_done(&w);
}

/* ---- kill -9 ---- */

static bool writes(uint64_t nr)
{
    switch (nr) {
    case SYS_write: case SYS_pwrite64: case SYS_writev: case SYS_fsync: case SYS_fdatasync: case SYS_renameat2:
    case SYS_renameat: case SYS_unlinkat: case SYS_ftruncate: case SYS_openat: case SYS_fcntl:
#ifdef SYS_rename
    case SYS_rename: case SYS_unlink: case SYS_open:
#endif
        return true;
    default:
        return false;
    }
}

static void approve_and_end(const char *dir)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    DecideReport report;
    Message m = { 0 };
    Context *c = open_project(dir);
    raise(SIGSTOP);                                     /* from here on every step is counted */
    int r = handoff_decide(c, &(DecideOrder){ .handoff = "1", .act = ACT_APPROVE, .comment = "go",
                                              .source = SOURCE_CLI }, a, &report, &m);
    if (r)
        fprintf(stderr, "%s\n", m.text);
    _exit(r != 0);
}

static pid_t begin_traced(const char *dir)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
            _exit(99);
        approve_and_end(dir);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 99)
        skip();                                         /* nobody may trace here */
    assert_true(WIFSTOPPED(status));
    ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)(uintptr_t)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL));
    return pid;
}

/* Kills it before its nth write; false: it ended before that. */
static bool kill_at(const char *dir, int n)
{
    int status;
    pid_t pid = begin_traced(dir);
    for (int seen = 0, signal_number = 0;;) {
        ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(uintptr_t)signal_number);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        signal_number = 0;
        if (WIFEXITED(status)) {
            assert_int_equal(WEXITSTATUS(status), 0);
            return false;
        }
        assert_true(WIFSTOPPED(status));
        if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
            signal_number = WSTOPSIG(status) == SIGSTOP ? 0 : WSTOPSIG(status);
            continue;
        }
        struct ptrace_syscall_info info = { 0 };
        ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof info, &info);
        if (info.op == PTRACE_SYSCALL_INFO_ENTRY && writes(info.entry.nr) && seen++ == n)
            break;
    }
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    return true;
}

/* Nothing was decided, or everything that follows comes. */
static bool check_after_kill(Scene *s, int n)
{
    scene_open(s);
    look(s);
    HandoffRow h = handoff(s, "1");
    int64_t decided = events_of(s, EVENT_HANDOFF_DECIDED, h.id);
    const char *artifact = text_of(s, ARTIFACT), *session = text_of(s, SESSION);
    int blocks = times_in(artifact, "## Handoff 1: "), lines = times_in(session, "(handoff 1)");
    bool open = gate(s, "qa-engineer").open;
    if (decided != (h.state == HANDOFF_APPROVED) || blocks != decided || lines != decided || open != decided)
        fail_msg("killed before write %d: %s, %lld decisions, %d blocks, %d lines, the gate is %s", n,
                 handoff_state_text(h.state), (long long)decided, blocks, lines, open ? "open" : "shut");
    assert_false(store_has_effects(s->c->store));
    assert_int_equal(h.revisions, 1);
    WaitReport w;
    Message m = { 0 };
    assert_int_equal(handoff_wait(s->c, "1", decided ? 20000 : 1, s->arena, &w, &m), 0);
    assert_int_equal(w.timed_out, !decided);
    assert_sound(s);
    return decided;
}

static void killed_at_any_write_it_is_all_or_nothing(void **state)
{
    (void)state;
    int stride = rounds() >= 1000 ? 1 : 4, decided = 0, n = 0, tries = 0;
    for (bool killed = true; killed; n += stride, tries++) {
        Scene *s = NULL;
        race_setup((void **)&s);
        hand_over(s, "backend-engineer", "qa-engineer", "The table.");
        close_project(s);
        killed = kill_at(s->dir, n);
        decided += check_after_kill(s, n);
        scene_teardown((void **)&s);
    }
    print_message("killed at %d of about %d writes; it was decided in %d\n", tries - 1, n, decided);
    assert_true(decided > 1 && decided < tries);        /* both sides of the commit were seen */
}

static int run(void)
{
    const struct CMUnitTest tests[] = {
        RACE_TEST(approving_twice_at_once_decides_once),
        RACE_TEST(approving_while_a_revision_comes_decides_on_one_of_them),
        RACE_TEST(random_moves_keep_the_rules),
        RACE_TEST(every_waiter_wakes_once),
        cmocka_unit_test(killed_at_any_write_it_is_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    const char *rounds_text = getenv("BATON_ROUNDS");
    if (rounds_text && !*rounds_text)
        unsetenv("BATON_ROUNDS");
    return outside_of_clients(run);
}
