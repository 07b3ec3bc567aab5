/*
 * test_check.c - the table of checks, results and their digest, and commands that a human trusts.
 */
#include "check_case.h"

#include <errno.h>

#include "baton/base/utf8.h"
#include "baton/gate/trust.h"

static void test_every_row_says_what_it_is(void **state)
{
    (void)state;
    static const char *const names[] = { "artifact", "scope", "session", "sections", "inputs", "references", "records",
                                         "budget", "environment", "command", "contradiction" };
    size_t n = 0;
    for (; check_table[n]; n++) {
        const CheckRow *row = check_table[n];
        assert_true(row->name && row->help && row->reads && row->when && row->run);
        assert_int_equal(row->slow, strcmp(row->name, "command") == 0);
        assert_string_equal(row->name, names[n]);
    }
    assert_int_equal(n, ARRAY_LEN(names));
}

static void test_findings_are_bounded_and_valid(void **state)
{
    (void)state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf lang = BUF_INIT;
    CheckResults rs = { 0 };
    CheckResult *r = check_add(&rs, a, "a\xff");
    for (int i = 0; i < 5000; i++)
        buf_adds(&lang, "ä");
    assert_int_equal(r->state, CHECK_PASSED);
    check_finding(r, a, "a\x80" "b", 3, "%s", lang.data);
    assert_int_equal(r->state, CHECK_FAILED);
    assert_true(utf8_valid(str_from(r->name)) && utf8_valid(str_from(r->findings.items[0].file)));
    assert_true(utf8_valid(str_from(r->findings.items[0].text)) && strlen(r->findings.items[0].text) < 1100);
    for (int i = 0; i < FINDINGS_MAX + 9; i++)
        check_finding(r, a, NULL, 0, "x");
    assert_int_equal(r->findings.len, FINDINGS_MAX);
    assert_int_equal(r->findings_more, 10);
    check_skip(r, a, "%s", "because");
    assert_int_equal(r->state, CHECK_SKIPPED);
    assert_string_equal(r->why, "because");
}

static void digest_of(const CheckResult *items, size_t n, char out[DIGEST_HEX_SIZE])
{
    CheckResults rs = { (CheckResult *)items, n, n };
    checks_digest(&rs, out);
}

static void test_digest(void **state)
{
    (void)state;
    Finding f = { "a.c", 3, "is wrong" }, line = { "a.c", 4, "is wrong" }, file = { "b.c", 3, "is wrong" },
            text = { "a.c", 3, "is right" };
    CheckResult one = { .name = "scope", .state = CHECK_FAILED, .findings = { &f, 1, 1 } };
    CheckResult two = { .name = "budget", .state = CHECK_PASSED };
    CheckResult others[] = { one, one, one, one, one, one, one };
    others[0].name = "scopes";
    others[1].state = CHECK_STALE;
    others[2].findings.items = &line;
    others[3].findings.items = &file;
    others[4].findings.items = &text;
    others[5].findings.len = 0;
    others[6].findings_more = 1;
    char was[DIGEST_HEX_SIZE], is[DIGEST_HEX_SIZE];
    digest_of((CheckResult[]){ one, two }, 2, was);
    digest_of((CheckResult[]){ two, one }, 2, is);
    assert_string_equal(was, is);               /* their order does not count */
    CheckResult shown = one;
    shown.ms = 12;
    shown.status = 1;
    shown.output = "long";
    shown.why = "";
    digest_of((CheckResult[]){ two, shown }, 2, is);
    assert_string_equal(was, is);
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        digest_of((CheckResult[]){ others[i], two }, 2, is);
        assert_string_not_equal(was, is);
    }
    digest_of(&one, 1, is);
    assert_string_not_equal(was, is);
    digest_of(NULL, 0, is);
    assert_int_equal(strlen(is), 64);
}

/* What the next program does, and what was asked of it. */
static struct { int e; ExecResult result; Str output; int runs; char argv[256], dir[4096]; int timeout_ms; } fake;

static int run_fake(const ExecOrder *o, Buf *out, ExecResult *ret)
{
    Buf argv = BUF_INIT;
    for (const char *const *arg = o->argv; *arg; arg++)
        buf_addf(&argv, "%s|", *arg);
    snprintf(fake.argv, sizeof fake.argv, "%s", argv.data);
    snprintf(fake.dir, sizeof fake.dir, "%s", o->dir);
    buf_done(&argv);
    fake.timeout_ms = o->timeout_ms;
    fake.runs++;
    if (fake.e)
        return fake.e;
    if (o->live)
        o->live(o->ctx, fake.output);
    buf_add_str(out, fake.output);
    *ret = fake.result;
    return 0;
}

static void with_command(CheckCase *c, const char *name, const char *argv)
{
    CommandCheck check = { .name = name, .where = "config.yaml:3" };
    case_list(c, &check.argv, argv);
    AVEC_PUSH(&c->policy.commands, c->a, check);
    c->in.exec = run_fake;
    memset(&fake, 0, sizeof fake);
}

static void trust_all(CheckCase *c)
{
    Proposals ps;
    Message m = { 0 };
    proposals_of(c->in.author, c->in.author_name, &c->policy, c->in.root, c->in.tree, c->in.state_dir, c->a, &ps);
    assert_true(ps.len > 0);
    for (size_t i = 0; i < ps.len; i++)
        assert_int_equal(trust_add(c->in.state_dir, &ps.items[i], "anna", &m), 0);
}

static void test_command_waits_for_trust(void **state)
{
    (void)state;
    CASE *c = case_new();
    StrList names;
    with_command(c, "unit tests", "make|test now");
    const CheckResult *r = case_run(c, &check_command);
    assert_string_equal(r->name, "command unit tests");
    assert_int_equal(r->state, CHECK_SKIPPED);
    assert_string_equal(r->why, "not trusted");
    assert_int_equal(fake.runs, 0);
    checks_expected(&c->in, c->a, &names);
    assert_int_equal(names.len, 0);
    trust_all(c);
    checks_expected(&c->in, c->a, &names);
    assert_int_equal(names.len, 1);
    assert_string_equal(names.items[0], "command unit tests");
    assert_result(c, case_run(c, &check_command), "passed", "");
    assert_int_equal(fake.runs, 1);
    assert_string_equal(fake.argv, "make|test now|");
    assert_string_equal(fake.dir, c->tree);
    assert_int_equal(fake.timeout_ms, COMMAND_TIMEOUT_MS);
    c->policy.commands.items[0].argv.items[1] = "test then";        /* it changed: to be trusted anew */
    assert_string_equal(case_run(c, &check_command)->why, "not trusted");
    assert_int_equal(fake.runs, 1);
}

static void test_command_ends(void **state)
{
    (void)state;
    static const struct { ExecResult result; const char *state, *want; } rows[] = {
        { { 0 }, "passed", "" },
        { { .status = 2 }, "failed", "-:0: tests ended with status 2\n" },
        { { .status = 127 }, "failed", "-:0: tests ended with status 127: a program that it needs is missing\n" },
        { { .status = 137 }, "failed", "-:0: make was killed by signal 9 (KILL)\n" },
        { { .status = 137, .timed_out = true }, "failed",
          "-:0: tests did not end within 600 s and was killed; config.yaml:3 asks for it\n" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CASE *c = case_new();
        with_command(c, "tests", "make");
        trust_all(c);
        fake.e = 0;
        fake.result = rows[i].result;
        fake.result.ms = 7;
        const CheckResult *r = case_run(c, &check_command);
        assert_result(c, r, rows[i].state, rows[i].want);
        assert_int_equal(r->status, rows[i].result.status);
        assert_int_equal(r->ms, 7);
    }
}

static void test_command_that_cannot_run(void **state)
{
    (void)state;
    static const struct { int e; const char *why; } rows[] = {
        { -ENOENT, "the program make is missing; config.yaml:3 asks for it" },
        { -EACCES, "make could not be started: Permission denied" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CASE *c = case_new();
        with_command(c, "tests", "make");
        trust_all(c);
        fake.e = rows[i].e;
        const CheckResult *r = case_run(c, &check_command);
        assert_result(c, r, "skipped", "");
        assert_string_equal(r->why, rows[i].why);
        assert_int_equal(r->status, 0);
    }
    fake.e = 0;
}

static void keep(void *ctx, const char *name, Str chunk)
{
    buf_addf(ctx, "%s:%.*s;", name, STR_ARG(chunk));
}

static void test_command_output(void **state)
{
    (void)state;
    CASE *c = case_new();
    CLEANUP(buf_done) Buf seen = BUF_INIT, long_one = BUF_INIT;
    with_command(c, "tests", "make");
    trust_all(c);
    c->in.live = keep;
    c->in.live_ctx = &seen;
    fake.output = (Str){ "ok \xff\0.", 6 };
    const CheckResult *r = case_run(c, &check_command);
    assert_string_equal(r->output, "ok \xEF\xBF\xBD .");
    assert_string_equal(seen.data, "command tests:ok \xff;");
    c->in.live = NULL;
    while (long_one.len < CHECK_OUTPUT_MAX)
        buf_adds(&long_one, long_one.len < CHECK_OUTPUT_MAX / 2 ? "first..." : "..second");
    fake.output = buf_str(&long_one);
    fake.result.dropped = 99;
    r = case_run(c, &check_command);
    assert_int_equal(r->output_dropped, 99);
    assert_non_null(strstr(r->output, "first...\n[99 bytes left out]\n..second"));
    assert_true(strlen(r->output) < CHECK_OUTPUT_MAX + 64);
}

static void test_names_of_commands_differ(void **state)
{
    (void)state;
    CASE *c = case_new();
    StrList names;
    with_command(c, "tests", "make");
    with_command(c, "tests", "ninja");
    trust_all(c);
    checks_expected(&c->in, c->a, &names);
    assert_int_equal(names.len, 2);
    assert_string_equal(names.items[1], "command tests (2)");
}

static const CheckResult *find(const CheckResults *rs, const char *name)
{
    for (size_t i = 0; i < rs->len; i++)
        if (strcmp(rs->items[i].name, name) == 0)
            return &rs->items[i];
    return NULL;
}

static void test_quick_and_slow(void **state)
{
    (void)state;
    CASE *c = case_new();
    CheckResults quick = { 0 }, slow = { 0 }, all = { 0 };
    with_command(c, "trusted", "make");
    trust_all(c);
    with_command(c, "other", "ninja");
    checks_run(&c->in, CHECKS_QUICK, c->a, &quick);
    assert_int_equal(fake.runs, 0);
    assert_non_null(find(&quick, "artifact"));
    assert_non_null(find(&quick, "scope"));
    assert_null(find(&quick, "command trusted"));
    assert_string_equal(find(&quick, "command other")->why, "not trusted");
    assert_null(find(&quick, "budget"));        /* does not apply */
    checks_run(&c->in, CHECKS_SLOW, c->a, &slow);
    assert_int_equal(fake.runs, 1);
    assert_int_equal(slow.len, 2);
    checks_run(&c->in, CHECKS_ALL, c->a, &all);
    assert_int_equal(fake.runs, 2);
    assert_int_equal(all.len, quick.len + 1);
    size_t before = quick.len;
    checks_run(&c->in, CHECKS_SLOW, c->a, &quick);      /* behind the quick ones: none is said twice */
    assert_int_equal(quick.len, before + 1);
}

static void test_nobody_is_known(void **state)
{
    (void)state;
    CASE *c = case_new();
    CheckResults rs = { 0 };
    StrList names;
    c->in.author = c->in.receiver_def = NULL;
    c->in.author_name = c->in.receiver = NULL;
    c->in.facts = NULL;
    strlist_add(&c->scope.protected, c->a, "db/**");
    case_changed(c, "db/a", 'M');
    checks_run(&c->in, CHECKS_ALL, c->a, &rs);
    assert_string_equal(check_state_text(find(&rs, "scope")->state), "failed");
    checks_expected(&c->in, c->a, &names);
    assert_int_equal(names.len, 0);
}

static void test_words(void **state)
{
    (void)state;
    static const struct { const char *text, *words; } rows[] = {
        { "2. **Remaining Blockers/Questions**:", " remaining blockers questions " }, { "What's done", " whats done " },
        { "", " " }, { "12", " 12 " }, { "总结 A", " 总结 a " }, { "1.2 Plan", " plan " },
    };
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *at = NULL;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_string_equal(plain_words(str_from(rows[i].text), a), rows[i].words);
    assert_true(words_have(" a tests pass b ", "nothing|tests pass", &at));
    assert_string_equal(at, " b ");
    assert_false(words_have(" attests pass ", "tests pass", NULL));
    assert_false(words_have(" tests passing ", "tests pass", NULL));
    assert_false(words_have(" ", "a", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row_says_what_it_is),
        cmocka_unit_test(test_findings_are_bounded_and_valid),
        cmocka_unit_test(test_digest),
        cmocka_unit_test(test_command_waits_for_trust),
        cmocka_unit_test(test_command_ends),
        cmocka_unit_test(test_command_that_cannot_run),
        cmocka_unit_test(test_command_output),
        cmocka_unit_test(test_names_of_commands_differ),
        cmocka_unit_test(test_quick_and_slow),
        cmocka_unit_test(test_nobody_is_known),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
