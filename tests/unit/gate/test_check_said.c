/*
 * test_check_said.c - checks that compare what is said: session, records, contradiction.
 */
#include "check_case.h"

#include "baton/base/clock.h"

static CheckDocument *with_document(CheckCase *c, const char *path, int64_t changed_at)
{
    Facts *f = arena_alloc(c->a, sizeof *f);
    *f = (Facts){ .arena = c->a, .file = path };
    CheckDocument d = { .path = path, .facts = f, .session = true, .changed_at = changed_at };
    AVEC_PUSH(&c->in.documents, c->a, d);
    return &c->in.documents.items[c->in.documents.len - 1];
}

static void with_task(CheckCase *c, const CheckDocument *d, int line, const char *title, const char *who, TaskState state)
{
    Facts *f = (Facts *)d->facts;
    TaskFact t = { .line = line, .title = title, .assignee = who, .state = state, .state_raw = "[?]" };
    AVEC_PUSH(&f->tasks, c->a, t);
}

static void with_agent(CheckCase *c, const CheckDocument *d, int line, const char *name, TaskState state)
{
    Facts *f = (Facts *)d->facts;
    AgentFact agent = { .line = line, .name = name, .state = state, .state_raw = "in_progress" };
    AVEC_PUSH(&f->agents, c->a, agent);
}

static void with_record(CheckCase *c, const CheckDocument *d, RecordKind kind, const char *title, const char *author)
{
    Facts *f = (Facts *)d->facts;
    RecordFact r = { .line = 1, .kind = kind, .title = title, .author = author };
    AVEC_PUSH(&f->records, c->a, r);
}

static void with_event(CheckCase *c, const char *action, const char *reason, int64_t at)
{
    AVEC_PUSH(&c->in.events, c->a, ((CheckEvent){ action, reason, at }));
}

static void test_session_closed(void **state)
{
    (void)state;
    CASE *c = case_new();
    assert_null(case_run(c, &check_session));
    CheckDocument *d = with_document(c, "session.md", 200);
    c->in.since = 100;
    with_task(c, d, 1, "Other", "qa-engineer", TASK_PENDING);
    assert_string_equal(case_run(c, &check_session)->why, "no session file or board speaks of backend-engineer");
    with_task(c, d, 2, "Mine", "@backend-engineer", TASK_DONE);
    with_task(c, d, 3, "Mine", "Backend Engineer (API)", TASK_CANCELLED);
    with_task(c, d, 4, "Mine", "backend_engineer", TASK_REVIEW);
    with_agent(c, d, 9, "backend-engineer", TASK_IN_PROGRESS);
    with_agent(c, d, 10, "backend-engineer", TASK_DONE);
    assert_result(c, case_run(c, &check_session), "passed", "");
}

static void test_session_open(void **state)
{
    (void)state;
    CASE *c = case_new();
    CheckDocument *d = with_document(c, "session.md", 50);
    c->in.since = 100;
    with_task(c, d, 2, "Mine", "backend-engineer", TASK_PENDING);
    with_task(c, d, 3, "T-2: Odd", "backend-engineer", TASK_UNKNOWN);
    with_task(c, d, 4, "Nobody's", NULL, TASK_PENDING);
    ((Facts *)d->facts)->tasks.items[0].ref = "T-1";
    ((Facts *)d->facts)->tasks.items[1].ref = "T-2";
    with_agent(c, d, 9, "Backend Engineer", TASK_IN_PROGRESS);
    assert_result(c, case_run(c, &check_session), "failed",
        "session.md:2: T-1 \"Mine\" is still pending\n"
        "session.md:3: \"T-2: Odd\" is in a state that is not known: \"[?]\"\n"
        "session.md:9: says that backend-engineer still works: \"in_progress\"\n"
        "session.md:0: was not changed since the work began at 1970-01-01T00:00:00.100Z; it has the part of "
        "backend-engineer\n");
    strlist_add(&((Facts *)d->facts)->tasks.items[2].section, c->a, "Backend Engineer");
    assert_int_equal(case_run(c, &check_session)->findings.len, 5);
    CheckDocument *board = with_document(c, "board.md", 150);
    board->session = false;
    board->board = true;
    with_task(c, board, 1, "Mine", "backend-engineer", TASK_DONE);
    assert_int_equal(case_run(c, &check_session)->findings.len, 4);     /* one of the two was changed */
}

static void test_records(void **state)
{
    (void)state;
    CASE *c = case_new();
    case_list(c, &c->author.definition_of_done, "Tests pass|The decisions log says that they can wait");
    assert_null(case_run(c, &check_records));
    case_list(c, &c->author.definition_of_done, "Decisions stand in DECISIONS.md|New files are added to FILE-MAP.md");
    case_changed(c, "src/new.ts", 'A');
    case_changed(c, "src/old.ts", 'M');
    assert_result(c, case_run(c, &check_records), "failed",
        "-:0: there is no file of decisions with an entry of backend-engineer; agents/backend-engineer.md asks for one\n"
        "src/new.ts:0: is new and not in the file map; agents/backend-engineer.md asks for it\n");
    c->in.since = 100;
    CheckDocument *d = with_document(c, "docs/DECISIONS.md", 50);
    d->session = false;
    d->record = true;
    with_record(c, d, RECORD_DECISION, "Use queues", "qa-engineer");
    with_record(c, d, RECORD_FILE, "src/newer.ts", NULL);
    assert_result(c, case_run(c, &check_records), "failed",
        "docs/DECISIONS.md:0: has no entry of backend-engineer or on what it changed; agents/backend-engineer.md asks for "
        "one\n"
        "src/new.ts:0: is new and not in the file map; agents/backend-engineer.md asks for it\n");
    with_record(c, d, RECORD_DECISION, "Keep src/old.ts as it is", NULL);
    with_record(c, d, RECORD_FILE, "src/new.ts", NULL);
    assert_result(c, case_run(c, &check_records), "passed", "");
}

static void test_records_by_folder_author_or_time(void **state)
{
    (void)state;
    static const struct { const char *map, *author; int64_t changed_at; const char *state; } rows[] = {
        { "src/", "Backend Engineer", 50, "passed" }, { "src/*.ts", "backend-engineer", 50, "passed" },
        { "./src/new.ts", NULL, 150, "passed" },      { "lib/", "backend-engineer", 50, "failed" },
        { "src/", NULL, 50, "failed" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CASE *c = case_new();
        case_list(c, &c->author.rules, "Record each decision in DECISIONS.md|Keep FILE-MAP.md up to date");
        case_changed(c, "src/new.ts", 'A');
        c->in.since = 100;
        CheckDocument *d = with_document(c, "DECISIONS.md", rows[i].changed_at);
        d->record = true;
        with_record(c, d, RECORD_FILE, rows[i].map, NULL);
        with_record(c, d, RECORD_DECISION, "Something", rows[i].author);
        assert_string_equal(check_state_text(case_run(c, &check_records)->state), rows[i].state);
    }
}

static void test_records_asked_in_the_file(void **state)
{
    (void)state;
    CASE *c = case_new();
    case_file(c, "agents/backend-engineer.md", STR("# A\n1. Use `FILE-MAP.md` to find files\n"
              "2. Document changes in DECISIONS.md if architectural\n3. Update `.claude/agents/FILE-MAP.md`\n"));
    case_changed(c, "src/new.ts", 'A');
    assert_result(c, case_run(c, &check_records), "failed",
        "src/new.ts:0: is new and not in the file map; agents/backend-engineer.md:4 asks for it\n");
}

static void test_open_tasks_of_who_is_done(void **state)
{
    (void)state;
    CASE *c = case_new();
    CheckDocument *d = with_document(c, "session.md", 0);
    with_task(c, d, 5, "Mine", "backend-engineer", TASK_PENDING);
    with_task(c, d, 6, "Closed", "backend-engineer", TASK_DONE);
    with_task(c, d, 7, "Other", "qa-engineer", TASK_PENDING);
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
    c->handoff.status = "Not complete";
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
    c->handoff.status = "Complete";
    assert_result(c, case_run(c, &check_contradiction), "failed",
        "session.md:5: \"Mine\" is pending, while .agents/active_handoff.md says that the work is done\n");
    with_agent(c, d, 20, "Backend Engineer", TASK_DONE);
    assert_result(c, case_run(c, &check_contradiction), "failed",
        "session.md:5: \"Mine\" is pending, while line 20 says that backend-engineer is done\n");
    with_event(c, "START", NULL, 10);
    with_event(c, "COMPLETED", NULL, 20);
    assert_result(c, case_run(c, &check_contradiction), "failed",
        "session.md:5: \"Mine\" is pending, while backend-engineer reported COMPLETED\n");
    with_event(c, "START", NULL, 30);           /* it began anew */
    ((Facts *)d->facts)->agents.len = 0;
    c->handoff.status = NULL;
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
    with_event(c, "COMPLETED", NULL, 40);
    c->in.since = 50;                           /* that was the work before */
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
}

static void test_blocked_without_a_blocker(void **state)
{
    (void)state;
    CASE *c = case_new();
    CheckDocument *d = with_document(c, "session.md", 0);
    with_task(c, d, 5, "Mine", "backend-engineer", TASK_BLOCKED);
    assert_result(c, case_run(c, &check_contradiction), "failed",
        "session.md:5: \"Mine\" is blocked, while .agents/active_handoff.md names no blocker\n");
    case_item(c, &c->handoff.blockers, 3, "a key is missing", NULL, 0, 0);
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
}

static void test_claims_of_tests(void **state)
{
    (void)state;
    static const struct { const char *text; bool claims; } rows[] = {
        { "x\nAll tests pass.\n", true }, { "x\n- **Tests**: 42 tests passed\n", true },
        { "x\n`npm test` passes\n", true }, { "x\nThe test suite is green\n", true },
        { "x\nNot all tests pass\n", false }, { "x\nMake sure that all tests pass\n", false },
        { "x\nTests should pass once the key is there\n", false }, { "x\nUntil tests pass, wait\n", false },
        { "x\n- [ ] all tests pass\n", false }, { "x\nTests were written\n", false }, { "x\nattests passing\n", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CASE *c = case_new();
        c->in.text = str_from(rows[i].text);
        const CheckResult *r = case_run(c, &check_contradiction);
        if ((r->findings.len == 1) != rows[i].claims)
            print_error("%s\n", rows[i].text);
        assert_result(c, r, rows[i].claims ? "failed" : "passed", !rows[i].claims ? "" : ".agents/active_handoff.md:2: "
                      "says that tests pass, and no TEST event of backend-engineer was reported\n");
    }
}

/* A mebibyte of lines that each have to be looked at. */
static void test_claims_in_a_long_text(void **state)
{
    (void)state;
    CASE *c = case_new();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    while (text.len < 1024 * 1024)
        buf_adds(&text, "test\n");
    c->in.text = buf_str(&text);
    int64_t from = clock_mono();
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
    assert_true(clock_mono() - from < 5000);
}

static void test_claims_beside_test_events(void **state)
{
    (void)state;
    CASE *c = case_new();
    c->in.text = STR("all tests pass");
    c->in.since = 100;
    with_event(c, "TEST", "12 passed", 50);
    assert_result(c, case_run(c, &check_contradiction), "failed", ".agents/active_handoff.md:1: says that tests pass, and "
                  "no TEST event of backend-engineer was reported since 1970-01-01T00:00:00.100Z\n");
    with_event(c, "test", "2 failed, 10 passed", 150);
    assert_result(c, case_run(c, &check_contradiction), "failed", ".agents/active_handoff.md:1: says that tests pass, "
                  "while the last TEST event says \"2 failed, 10 passed\"\n");
    with_event(c, "TEST", "12 passed, 0 failed", 160);
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
}

static void test_claims_of_files(void **state)
{
    (void)state;
    static const struct { const char *text, *path; int first; const char *want; } rows[] = {
        { "Created src/new.ts", "src/new.ts", 0, "" },
        { "Created src/gone.ts", "src/gone.ts", 0, "says that it made \"src/gone.ts\", which is not there" },
        { "Created src/same.ts", "src/same.ts", 1, "says that it made \"src/same.ts\", which did not change since the base" },
        { "Updated src/same.ts", "src/same.ts", 0, "says that it changed \"src/same.ts\", which did not change since the "
                                                   "base" },
        { "Updated src/new.ts", "src/new.ts", 0, "" },
        { "Removed src/same.ts", "src/same.ts", 0, "says that it removed \"src/same.ts\", which is still there" },
        { "Removed dead code from src/same.ts", "src/same.ts", 0, "" },
        { "Removed src/deleted.ts", "src/deleted.ts", 0, "" },
        { "Read src/same.ts", "src/same.ts", 0, "" },
        { "As described, created it like src/same.ts", "src/same.ts", 0, "" },
        { "Updated .agents/log.md", ".agents/log.md", 0, "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CASE *c = case_new();
        case_lines(c, "src/new.ts", 1);
        case_lines(c, "src/same.ts", 1);
        case_lines(c, ".agents/log.md", 1);
        case_changed(c, "src/deleted.ts", 'D');
        case_changed(c, "src/new.ts", 'A');
        case_changed(c, "src/same.ts", '.');
        case_item(c, &c->handoff.accomplishments, 4, rows[i].text, rows[i].path, rows[i].first, rows[i].first);
        const char *want = rows[i].want[0] ? arena_printf(c->a, ".agents/active_handoff.md:4: %s\n", rows[i].want) : "";
        assert_result(c, case_run(c, &check_contradiction), want[0] ? "failed" : "passed", want);
        c->work.git = false;                    /* nobody knows what changed: only what is not there counts */
        bool still = strstr(want, "since the base") != NULL;
        assert_result(c, case_run(c, &check_contradiction), want[0] && !still ? "failed" : "passed", still ? "" : want);
    }
}

static int ignored_status;

static int ask_git(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    (void)out;
    bool quiet = false;
    assert_string_equal(o->argv[0], "git");
    for (const char *const *arg = o->argv; *arg; arg++)
        quiet |= strcmp(*arg, "core.fsmonitor=") == 0;
    assert_true(quiet);                         /* no program that the repository names */
    *ret = (ExecResult){ .status = ignored_status };
    return 0;
}

static void test_claims_of_ignored_files(void **state)
{
    (void)state;
    CASE *c = case_new();
    case_lines(c, ".env.local", 1);
    case_item(c, &c->handoff.accomplishments, 4, "Created .env.local", ".env.local", 0, 0);
    c->in.exec = ask_git;
    ignored_status = 0;
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
    ignored_status = 1;
    assert_string_equal(check_state_text(case_run(c, &check_contradiction)->state), "failed");
    ignored_status = 128;                       /* git does not know */
    assert_result(c, case_run(c, &check_contradiction), "passed", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_session_closed),
        cmocka_unit_test(test_session_open),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_records_by_folder_author_or_time),
        cmocka_unit_test(test_records_asked_in_the_file),
        cmocka_unit_test(test_open_tasks_of_who_is_done),
        cmocka_unit_test(test_blocked_without_a_blocker),
        cmocka_unit_test(test_claims_of_tests),
        cmocka_unit_test(test_claims_in_a_long_text),
        cmocka_unit_test(test_claims_beside_test_events),
        cmocka_unit_test(test_claims_of_files),
        cmocka_unit_test(test_claims_of_ignored_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
