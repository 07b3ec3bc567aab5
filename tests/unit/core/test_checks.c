/*
 * test_checks.c - evidence: collected once, on exactly one revision, by one process.
 */
#include "submit_test.h"

#include <signal.h>
#include <sys/wait.h>

#include "baton/base/clock.h"
#include "baton/conf/policy.h"
#include "baton/gate/check.h"
#include "baton/gate/trust.h"
#include "baton/sys/exec.h"

static CheckRowsKept checks(Scene *s, const HandoffRow *h)
{
    CheckRowsKept rows = { 0 };
    assert_int_equal(store_checks(s->c->store, s->arena, h->id, h->digest, &rows), 0);
    return rows;
}

static const CheckRowKept *check(Scene *s, const char *name)
{
    HandoffRow h = newest(s);
    CheckRowsKept rows = checks(s, &h);
    for (size_t i = 0; i < rows.len; i++)
        if (strcmp(rows.items[i].name, name) == 0)
            return &rows.items[i];
    return NULL;
}

static CheckState state_of(Scene *s, const char *name)
{
    const CheckRowKept *row = check(s, name);
    if (!row)
        fail_msg("there is no check '%s'", name);
    return row->state;
}

static const char agent[] = "---\nname: backend-engineer\ndescription: Writes the server.\n---\n\n"
                            "## Write Scope\n\n- `src/`\n";

static void define_agent(Scene *s)
{
    put(s, ".claude/agents/backend-engineer.md", agent);
    commit_all(s, "agent");
    look(s);
}

static void test_whoever_records_a_revision_collects_its_evidence(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf diff = BUF_INIT;
    int64_t left = -1;
    define_agent(s);
    put(s, "src/a.c", "two\n");
    put(s, "web/b.ts", "stray\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c` and `src/none.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    RevisionRow r = revision(s, &h);
    assert_int_equal(state_of(s, "artifact"), CHECK_FAILED);
    assert_int_equal(state_of(s, "scope"), CHECK_FAILED);
    assert_non_null(strstr(check(s, "scope")->findings, "web/b.ts"));
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), 1);
    assert_int_equal(event_count(s, EVENT_HANDOFF_EVIDENCE), 1);
    assert_true(r.evidence_seq > 0);
    assert_int_equal(store_diff(s->c->store, r.evidence_seq, &diff, &left), 0);
    assert_non_null(strstr(diff.data, "+two"));
    assert_non_null(strstr(diff.data, "web/b.ts"));
    assert_int_equal(left, 0);
    int64_t seq = store_last_seq(s->c->store);
    look(s);
    assert_int_equal(store_last_seq(s->c->store), seq);
    assert_sound(s);
}

static void test_rows_come_back_as_they_were(void **state)
{
    Scene *s = *state;
    CheckResults back = { 0 };
    char one[DIGEST_HEX_SIZE], two[DIGEST_HEX_SIZE];
    define_agent(s);
    put(s, "web/b.ts", "stray\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    CheckRowsKept rows = checks(s, &h);
    assert_true(rows.len > 2);
    checks_of_rows(&rows, s->arena, &back);
    checks_digest(&back, one);
    rows = checks(s, &h);
    back = (CheckResults){ 0 };
    checks_of_rows(&rows, s->arena, &back);
    checks_digest(&back, two);
    assert_string_equal(one, two);
    bool stray = false;
    for (size_t i = 0; i < back.len; i++)
        for (size_t k = 0; k < back.items[i].findings.len; k++)
            stray |= strcmp(back.items[i].findings.items[k].file ? back.items[i].findings.items[k].file : "",
                            "web/b.ts") == 0;
    assert_true(stray);
}

/* ---- leases ---- */

static const char *lease_of(Scene *s, const char *sort)
{
    HandoffRow h = newest(s);
    return arena_printf(s->arena, "checks:%s:%s:%s", h.id, h.digest, sort);
}

static bool never(int pid, uint64_t started)
{
    (void)pid, (void)started;
    return false;
}

static void test_a_lease_of_a_process_that_runs_is_kept(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    int who = 0;
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    pid_t other = fork();
    if (other == 0)
        for (;;)
            pause();
    uint64_t started = proc_started(other);
    assert_int_equal(store_lease_take(s->c->store, lease_of(s, "quick"), other, started, never, &who), 0);
    assert_int_equal(checks_record(s->c, &h, CHECKS_QUICK, &m), -EBUSY);
    assert_non_null(strstr(m.text, arena_printf(s->arena, "%d", other)));
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), 1);
    kill(other, SIGKILL);
    waitid(P_PID, (id_t)other, &(siginfo_t){ 0 }, WEXITED | WNOWAIT);  /* it has ended, and is still in the table */
    assert_int_equal(proc_started(other), 0);
    assert_int_equal(checks_record(s->c, &h, CHECKS_QUICK, &m), 0);
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), 2);
    waitpid(other, NULL, 0);
    assert_int_equal(store_lease_take(s->c->store, lease_of(s, "quick"), getpid(), 1, never, &who), 0);
}

static void test_a_lease_whose_number_is_another_process_now_is_taken(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    int who = 0;
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    uint64_t started = proc_started(getppid()) + 1;
    assert_int_equal(store_lease_take(s->c->store, lease_of(s, "quick"), getppid(), started, never, &who), 0);
    assert_int_equal(checks_record(s->c, &h, CHECKS_QUICK, &m), 0);
}

/* ---- whoever was killed ---- */

static int exec_killing(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    for (size_t i = 0; o->argv[i]; i++)
        if (strncmp(o->argv[i], "--src-prefix", 12) == 0)
            kill(getpid(), SIGKILL);
    return exec_run(o, out, ret);
}

/* Takes the artifact in, and dies when it reads the diff: the revision is recorded, its evidence is not. */
static void hand_over_and_die(Scene *s)
{
    int status = 0;
    put(s, "src/a.c", "two\n");
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    s->c = context_free(s->c);
    pid_t child = fork();
    if (child == 0) {
        IngestReport report;
        Message m = { 0 };
        scene_open(s);
        s->c->exec = exec_killing;
        (void)ingest(s->c, true, &report, &m);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    scene_open(s);
}

static void test_the_next_process_collects_what_a_killed_one_left(void **state)
{
    Scene *s = *state;
    hand_over_and_die(s);
    HandoffRow h = newest(s);
    assert_int_equal(revision(s, &h).evidence_seq, 0);
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), 0);
    look(s);
    assert_true(revision(s, &h).evidence_seq > 0);
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), 1);
    assert_int_equal(state_of(s, "artifact"), CHECK_FAILED);
    look(s);
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), 1);
    assert_sound(s);
}

static void test_what_cannot_be_collected_is_tried_once(void **state)
{
    Scene *s = *state;
    hand_over_and_die(s);
    HandoffRow h = newest(s);
    assert_int_equal(store_redact(s->c->store, STR("src/a.c"), "ada", "a try", SOURCE_CLI), 1);
    look(s);
    assert_int_equal(revision(s, &h).evidence_seq, 0);
    assert_non_null(strstr(s->c->notice.text, "redacted"));
    s->c->notice = (Message){ 0 };
    look(s);
    assert_string_equal(s->c->notice.text, "");
}

/* ---- files that move ---- */

static Scene *moving;
static int moves_left, moved;

/* A file is saved while the checks run: whenever git is asked for a diff as text. */
static int exec_moving(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    bool diff = false;
    for (size_t i = 0; o->argv[i]; i++)
        diff |= strncmp(o->argv[i], "--src-prefix", 12) == 0 || strcmp(o->argv[i], "-p") == 0 ||
                strncmp(o->argv[i], "--unified", 9) == 0 || strcmp(o->argv[i], "--patch") == 0;
    int r = exec_run(o, out, ret);
    if (diff && moves_left > 0) {
        moves_left--;
        put(moving, "src/a.c", arena_printf(moving->arena, "moved %d\n", ++moved));
    }
    return r;
}

static const char complete[] = HANDOFF("`src/a.c:1`: it says two.", "qa-engineer")
                               "\n## Blockers\n\n- None.\n\n## Recommended Next Agent\n\n- qa-engineer\n";

static void begin_moving(Scene *s, int times)
{
    moving = s;
    moves_left = times;
    moved = 0;
    s->c->exec = exec_moving;
}

static void test_checks_run_again_when_the_files_moved(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    put(s, "src/a.c", "two\n");
    put(s, ARTIFACT, complete);
    look(s);
    HandoffRow h = newest(s);
    assert_int_equal(state_of(s, "artifact"), CHECK_PASSED);
    begin_moving(s, 1);
    assert_int_equal(checks_record(s->c, &h, CHECKS_QUICK, &m), 0);
    assert_int_equal(moved, 1);
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), 2);
    assert_int_equal(state_of(s, "artifact"), CHECK_STALE);     /* still, but other files than those submitted */
    assert_non_null(strstr(check(s, "artifact")->why, "not those of this revision"));
    put(s, "src/a.c", "two\n");
    assert_int_equal(checks_record(s->c, &h, CHECKS_QUICK, &m), 0);
    assert_int_equal(state_of(s, "artifact"), CHECK_PASSED);
    assert_sound(s);
}

static void test_checks_give_up_when_the_files_never_rest(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    put(s, "src/a.c", "two\n");
    put(s, ARTIFACT, complete);
    look(s);
    HandoffRow h = newest(s);
    begin_moving(s, 1000);
    assert_int_equal(checks_record(s->c, &h, CHECKS_QUICK, &m), 0);
    assert_int_equal(moved, 3);
    assert_int_equal(state_of(s, "artifact"), CHECK_STALE);
    assert_non_null(strstr(check(s, "artifact")->why, "while it ran"));
}

/* ---- settings that are not understood ---- */

static void test_what_the_settings_say_is_not_passed_when_they_are_not_understood(void **state)
{
    Scene *s = *state;
    put(s, ".claude/agents/backend-engineer.md", "---\nname: backend-engineer\ndescription: Writes.\n---\n\n"
                                                 "## Write Scope\n\n- `src/`\n- `.claude/`\n");
    look(s);
    put(s, "src/a.c", "two\n");
    put(s, ".baton/config.yaml", "budgets:\n  \"**/*.c\": 1\nscope: {protected: [src/a.c]}\nrequire: 7\n");
    put(s, ARTIFACT, complete);
    look(s);
    for (int i = 0; i < 2; i++) {
        const CheckRowKept *row = check(s, i ? "budget" : "scope");
        assert_non_null(row);
        if (row->state != CHECK_SKIPPED || !strstr(row->why, "config.yaml:4: "))
            fail_msg("%s %s: %s", check_state_text(row->state), row->why, row->findings);
    }
}

static void test_what_is_found_anyway_still_fails(void **state)
{
    Scene *s = *state;
    define_agent(s);
    put(s, "web/b.ts", "stray\n");
    put(s, ".baton/config.yaml", "require: 7\n");
    put(s, ARTIFACT, complete);
    look(s);
    assert_int_equal(state_of(s, "scope"), CHECK_FAILED);
    assert_non_null(strstr(check(s, "scope")->findings, "web/b.ts"));
}

/* ---- commands ---- */

static const char with_command[] = "checks:\n- name: unit tests\n  run: [sh, -c, 'echo said; exit 3']\n";
static const char plain_command[] = "checks:\n- name: unit tests\n  run: ['false']\n";

static void trust_all(Scene *s)
{
    Policy policy = { 0 };
    Proposals all = { 0 };
    Message m = { 0 };
    assert_int_equal(policy_load(s->c->project, s->arena, &policy, &m), 0);
    proposals_of(NULL, "backend-engineer", &policy, s->c->project->root, s->c->project->root, trust_dir(s->arena),
                 s->arena, &all);
    assert_int_equal(all.len, 1);
    if (trust_add(trust_dir(s->arena), &all.items[0], "ada", &m) != 0)
        fail_msg("%s", m.text);
}

static const CheckRowKept *command_check(Scene *s)
{
    HandoffRow h = newest(s);
    CheckRowsKept rows = checks(s, &h);
    for (size_t i = 0; i < rows.len; i++)
        if (strstr(rows.items[i].name, "unit tests"))
            return &rows.items[i];
    return NULL;
}

static void test_a_command_waits_for_trust(void **state)
{
    Scene *s = *state;
    put(s, ".baton/config.yaml", with_command);
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    assert_non_null(command_check(s));
    assert_int_equal(command_check(s)->state, CHECK_SKIPPED);
    assert_non_null(strstr(command_check(s)->why, "trust"));
}

static void test_a_trusted_command_runs_when_it_is_its_turn(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    put(s, ".baton/config.yaml", plain_command);
    trust_all(s);
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    look(s);
    HandoffRow h = newest(s);
    assert_int_equal(command_check(s)->state, CHECK_RUNNING);
    const char *live = checks_live_file(s->c, h.digest, command_check(s)->name, s->arena);
    assert_int_equal(checks_record(s->c, &h, CHECKS_SLOW, &m), 0);
    assert_int_equal(command_check(s)->state, CHECK_FAILED);
    assert_int_equal(command_check(s)->status, 1);
    assert_int_equal(access(live, F_OK), -1);
    int64_t reports = event_count(s, EVENT_CHECK_REPORTED);
    assert_int_equal(checks_record(s->c, &h, CHECKS_ALL, &m), 0);
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), reports + 1);   /* the quick ones are known */
    assert_int_equal(checks_record(s->c, &h, CHECKS_QUICK, &m), 0);
    assert_int_equal(command_check(s)->state, CHECK_FAILED);        /* what it said is not taken back */
    assert_sound(s);
}

/* ---- baton check ---- */

static void test_checks_before_anything_is_handed_over(void **state)
{
    Scene *s = *state;
    CheckResults results = { 0 };
    Message m = { 0 };
    const char *who = NULL;
    CheckOrder o = { .agent = "Backend Engineer", .start = s->dir, .which = CHECKS_QUICK };
    define_agent(s);
    put(s, "web/b.ts", "stray\n");
    look(s);
    int64_t seq = store_last_seq(s->c->store);
    if (checks_now(s->c, &o, s->arena, &results, &who, &m) != 0)
        fail_msg("%s", m.text);
    assert_string_equal(who, "backend-engineer");
    bool failed = false;
    for (size_t i = 0; i < results.len; i++)
        failed |= strcmp(results.items[i].name, "scope") == 0 && results.items[i].state == CHECK_FAILED;
    assert_true(failed);
    assert_int_equal(store_last_seq(s->c->store), seq);
    o.agent = "nobody-at-all";
    assert_int_equal(checks_now(s->c, &o, s->arena, &results, &who, &m), -ENOENT);
    assert_non_null(strstr(m.text, "nobody-at-all"));
}

static void test_a_ledger_in_memory_collects_nothing(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    put(s, ARTIFACT, HANDOFF("`src/a.c`.", "qa-engineer"));
    s->c->store = store_free(s->c->store);
    assert_int_equal(store_open(STORE_MEMORY, STORE_WRITE, 1000, &s->c->store, &m), 0);
    s->c->store_mode = STORE_READ;
    look(s);
    assert_int_equal(newest(s).revisions, 1);
    assert_int_equal(event_count(s, EVENT_CHECK_REPORTED), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        GIT_TEST(test_whoever_records_a_revision_collects_its_evidence),
        GIT_TEST(test_the_next_process_collects_what_a_killed_one_left),
        GIT_TEST(test_what_cannot_be_collected_is_tried_once),
        GIT_TEST(test_rows_come_back_as_they_were),
        GIT_TEST(test_a_lease_of_a_process_that_runs_is_kept),
        GIT_TEST(test_a_lease_whose_number_is_another_process_now_is_taken),
        GIT_TEST(test_checks_run_again_when_the_files_moved),
        GIT_TEST(test_checks_give_up_when_the_files_never_rest),
        GIT_TEST(test_what_the_settings_say_is_not_passed_when_they_are_not_understood),
        GIT_TEST(test_what_is_found_anyway_still_fails),
        GIT_TEST(test_a_command_waits_for_trust),
        GIT_TEST(test_a_trusted_command_runs_when_it_is_its_turn),
        GIT_TEST(test_checks_before_anything_is_handed_over),
        GIT_TEST(test_a_ledger_in_memory_collects_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
