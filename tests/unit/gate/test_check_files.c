/*
 * test_check_files.c - checks that look at files: scope, budget, environment, inputs, references.
 */
#include "check_case.h"

static void with_scope(CheckCase *c, const char *write, const char *read_only, const char *protected)
{
    StrList p = { 0 };
    case_list(c, &c->author.write_scope, write);
    case_list(c, &c->author.read_only, read_only);
    case_list(c, &p, protected);
    scope_compile(&c->author, &p, c->a, &c->scope);
}

static void test_scope_inside(void **state)
{
    (void)state;
    CASE *c = case_new();
    with_scope(c, "src/", "", "");
    case_changed(c, ".agents/log.md", 'M');     /* a control file, cited */
    case_changed(c, "README.md", '.');          /* cited, not changed */
    case_changed(c, "src/a.c", 'M');
    case_changed(c, "src/b\nc", 'A');
    case_changed(c, "src/vendor", 'M')->mode = "160000";
    assert_result(c, case_run(c, &check_scope), "passed", "");
}

static void test_scope_outside(void **state)
{
    (void)state;
    CASE *c = case_new();
    with_scope(c, "src/|docs", "src/db", ".github/");
    case_file(c, "src/a", STR("x"));
    assert_int_equal(symlink("../db/schema", path_join(c->a, c->tree, "src/link")), 0);
    assert_int_equal(symlink("/etc/passwd", path_join(c->a, c->tree, "src/out")), 0);
    case_changed(c, ".github/ci.yml", 'M');
    case_changed(c, "Src/a.c", 'A');
    case_changed(c, "other/new\nline", 'A');
    case_changed(c, "other/old", 'D');
    case_changed(c, "src/db/a.sql", 'M');
    case_changed(c, "src/link", 'A')->mode = "120000";
    case_changed(c, "src/moved", 'R')->was = "lib/moved";
    case_changed(c, "src/out", 'A')->mode = "120000";
    case_changed(c, "vendor/lib", 'M')->mode = "160000";
    assert_result(c, case_run(c, &check_scope), "failed",
        ".github/ci.yml:0: is protected by the policy (.github/**)\n"
        "Src/a.c:0: is outside of the write scope of backend-engineer\n"
        "other/new\nline:0: is outside of the write scope of backend-engineer\n"
        "other/old:0: is outside of the write scope of backend-engineer\n"
        "src/db/a.sql:0: is read-only for backend-engineer (src/db/**)\n"
        "src/link:0: leads to \"db/schema\", which is outside of the write scope of backend-engineer\n"
        "lib/moved:0: is outside of the write scope of backend-engineer\n"
        "src/out:0: reaches outside of the work tree\n"
        "vendor/lib:0: is outside of the write scope of backend-engineer\n");
}

static void test_scope_says_why_it_knows_nothing(void **state)
{
    (void)state;
    static const struct { const char *write, *read_only, *changed, *state, *why; } rows[] = {
        { "", "", "a", "skipped", "the definition of backend-engineer names no write scope" },
        { "Documentation", "", "a", "skipped",
          "no path was understood in the write scope of backend-engineer: \"Documentation\"" },
        { "Documentation", "src/", "a", "skipped",
          "no path was understood in the write scope of backend-engineer: \"Documentation\"" },
        { "Documentation", "src/", "src/a", "failed", NULL },
        { "", "src/", "a", "passed", NULL },
        { "", "src/", "src/a", "failed", NULL },
        { "none", "", "a", "failed", NULL },
        { "src/|Documentation", "", "src/a", "passed", NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CASE *c = case_new();
        with_scope(c, rows[i].write, rows[i].read_only, "");
        case_changed(c, rows[i].changed, 'M');
        const CheckResult *r = case_run(c, &check_scope);
        assert_string_equal(check_state_text(r->state), rows[i].state);
        assert_string_equal(r->why ? r->why : "", rows[i].why ? rows[i].why : "");
    }
}

static void test_scope_without_git_or_definition(void **state)
{
    (void)state;
    CASE *c = case_new();
    with_scope(c, "src/", "", "secret/");
    c->work.git = false;
    assert_string_equal(check_state_text(case_run(c, &check_scope)->state), "skipped");
    c->work.git = true;
    c->work.cut = true;
    assert_string_equal(check_state_text(case_run(c, &check_scope)->state), "skipped");
    c->work.cut = false;
    c->in.author = NULL;
    c->scope.write.len = 0;
    case_changed(c, "a", 'M');
    assert_string_equal(case_run(c, &check_scope)->why, "backend-engineer has no definition, so nothing says what it may "
                                                        "write");
    case_changed(c, "secret/a", 'M');
    assert_result(c, case_run(c, &check_scope), "failed", "secret/a:0: is protected by the policy (secret/**)\n");
}

static void test_budget(void **state)
{
    (void)state;
    CASE *c = case_new();
    assert_null(case_run(c, &check_budget));
    AVEC_PUSH(&c->policy.budgets, c->a, ((Budget){ "**/route.ts", 20 }));
    AVEC_PUSH(&c->policy.budgets, c->a, ((Budget){ "app/**", 10 }));
    case_lines(c, "api/route.ts", 21);
    case_lines(c, "app/route.ts", 11);
    case_lines(c, "app/small.ts", 10);
    case_file(c, "app/tail.ts", STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11"));
    case_lines(c, "lib/a.ts", 500);
    case_lines(c, "old/route.ts", 500);
    case_changed(c, "api/route.ts", 'M');
    case_changed(c, "app/gone.ts", 'D');
    case_changed(c, "app/link.ts", 'A')->mode = "120000";
    case_changed(c, "app/route.ts", 'A');
    case_changed(c, "app/small.ts", 'A');
    case_changed(c, "app/tail.ts", 'A');
    case_changed(c, "lib/a.ts", 'M');
    case_changed(c, "old/route.ts", '.');
    assert_result(c, case_run(c, &check_budget), "failed",
        "api/route.ts:21: has 21 lines, and **/route.ts allows 20\n"
        "app/route.ts:11: has 11 lines, and app/** allows 10\n"
        "app/tail.ts:11: has 11 lines, and app/** allows 10\n");
    c->policy.budgets.items[0].lines = c->policy.budgets.items[1].lines = 21;
    assert_result(c, case_run(c, &check_budget), "passed", "");
}

/* Values in these are "S3CRET…": none of them may show up anywhere. */
static const struct { const char *example, *local, *want; } environments[] = {
    { "A=\nB=1\n", "A=S3CRET1\nB=2\n", "" },
    { "A=\n", "", ".env.local:0: A is not set; .env.example:1 names it\n" },
    { "# Optional\nA=\nB=\n", "B=S3CRET\n", "" },
    { "A= # optional\nB=\n", "B=S3CRET\n", "" },
    { "# not optional\nA=\n", "", ".env.local:0: A is not set; .env.example:2 names it\n" },
    { "# Optional\nA=\nB=\n", "", ".env.local:0: B is not set; .env.example:3 names it\n" },
    { "# Optional\n\nA=\n", "", ".env.local:0: A is not set; .env.example:3 names it\n" },
    { "A=\nB=\nC=\n", "A=\nB=\"\"\nC= # S3CRET\n",
      ".env.local:1: A has no value\n.env.local:2: B has no value\n.env.local:3: C has no value\n" },
    { "A=\n", "A=changeme\n", ".env.local:1: A looks like a placeholder\n" },
    { "A=\n", "A=\"your-S3CRET-key\"\n", ".env.local:1: A looks like a placeholder\n" },
    { "A=\n", "export A='<S3CRET>'\n", ".env.local:1: A looks like a placeholder\n" },
    { "A=\n", "A=xxx\n", ".env.local:1: A looks like a placeholder\n" },
    { "A=\n", "A=sk_test_xxxxxxxx\n", ".env.local:1: A looks like a placeholder\n" },
    { "A=\n", "A=" "TO" "DO\n", ".env.local:1: A looks like a placeholder\n" },
    { "A=\n", "A=https://S3CRET.example.com/x\n", ".env.local:1: A looks like a placeholder\n" },
    { "A=\n", "A=https://S3CRET.supabase.co/todo?x=1&y=<\n", "" },
    { "A=\n", "A=S3CRETaxxxb\n", "" },
    { "A=\n", "A=changeme\nA=S3CRET\n", "" },
    { "A=\nB=\n", "A=\"S3CRET one\nS3CRET=two\n\"\nB=S3CRET\n", "" },
    { "A=\nB=\n", "A=\"S3CRET never ends\nB=S3CRET\n", "" },
    { "A=\r\n", "A=S3CRET\r\n", "" },
    { "#A=\n  # B=\n", "", "" },
    { "A=\n", "S3CRET without a sign\n\x80\xff=S3CRET\nA=S3CRET\n", "" },
    { "a b=1\n=x\n1A=\n", "", "" },
    { "A=\n", "a=S3CRET\n", ".env.local:0: A is not set; .env.example:1 names it\n" },
};

static void test_environment(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(environments); i++) {
        CASE *c = case_new();
        case_file(c, ".env.example", str_from(environments[i].example));
        case_file(c, ".env.local", str_from(environments[i].local));
        const CheckResult *r = case_run(c, &check_environment);
        if (strcmp(case_findings(c, r), environments[i].want) != 0)
            print_error("example \"%s\", local \"%s\"\n", environments[i].example, environments[i].local);
        assert_result(c, r, environments[i].want[0] ? "failed" : "passed", environments[i].want);
        assert_null(strstr(case_findings(c, r), "S3CRET"));
        assert_null(r->output);
    }
}

static void test_environment_of_the_settings(void **state)
{
    (void)state;
    CASE *c = case_new();
    assert_null(case_run(c, &check_environment));
    AVEC_PUSH(&c->policy.environment, c->a, ((EnvironmentPair){ "web/.env.dist", "web/.env" }));
    assert_result(c, case_run(c, &check_environment), "failed",
        "web/.env.dist:0: cannot be read, and the settings name it as the example of web/.env\n");
    case_file(c, "web/.env.dist", STR("A=1\n"));
    assert_result(c, case_run(c, &check_environment), "failed",
        "web/.env:0: is not there; copy web/.env.dist and fill it in\n");
    case_file(c, "web/.env", STR("A=1\n"));
    assert_result(c, case_run(c, &check_environment), "passed", "");
    c->policy.environment.items[0].local = "../outside";
    assert_result(c, case_run(c, &check_environment), "failed",
        "../outside:0: cannot be read; web/.env.dist says what stands in it\n");
}

static void test_environment_by_usual_names(void **state)
{
    (void)state;
    CASE *c = case_new();
    case_file(c, ".env.example", STR("A=\n"));
    case_file(c, ".env", STR("A=1\n"));
    assert_result(c, case_run(c, &check_environment), "passed", "");
    case_file(c, ".env.local", STR("A=\n"));
    assert_result(c, case_run(c, &check_environment), "failed", ".env.local:1: A has no value\n");
}

static void test_inputs(void **state)
{
    (void)state;
    CASE *c = case_new();
    assert_null(case_run(c, &check_inputs));
    case_list(c, &c->receiver.inputs, "Database schema, from supabase-specialist|Product Specification: what to build");
    const CheckResult *r = case_run(c, &check_inputs);
    assert_result(c, r, "skipped", "");
    assert_non_null(strstr(r->why, "\"Product Specification: what to build\""));
    AVEC_PUSH(&c->policy.inputs, c->a, ((InputFile){ "database schema", "db/*.sql" }));
    assert_result(c, case_run(c, &check_inputs), "failed",
        "-:0: qa-engineer needs \"database schema\", and no file matches db/*.sql\n");
    assert_string_equal(c->results.items[1].name, "inputs without a place");
    case_lines(c, "db/1.sql", 1);
    assert_result(c, case_run(c, &check_inputs), "passed", "");
    AVEC_PUSH(&c->policy.inputs, c->a, ((InputFile){ "product specification", "../spec.md" }));
    assert_result(c, case_run(c, &check_inputs), "failed",
        "-:0: qa-engineer needs \"product specification\", and no file matches ../spec.md\n");
    assert_int_equal(c->results.len, 1);
    c->in.receiver_def = NULL;
    assert_null(case_run(c, &check_inputs));
}

static void test_references(void **state)
{
    (void)state;
    CASE *c = case_new();
    assert_null(case_run(c, &check_references));
    case_list(c, &c->author.references, "@docs/keys.md|docs/api/|rules.md|beside.md|docs/*.txt|docs/<feature>.md|gone.md|"
                                        "docs/gone/|../outside.md");
    case_list(c, &c->author.references, ".agents/active_handoff.md");
    case_file(c, "agents/backend-engineer.md", STR("---\nname: x\n---\nRead `docs/gone/` first\n"));
    case_lines(c, "docs/keys.md", 1);
    case_lines(c, "docs/a.txt", 1);
    case_lines(c, "docs/api/a", 1);
    case_lines(c, "deep/down/rules.md", 1);
    case_lines(c, "agents/beside.md", 1);
    assert_result(c, case_run(c, &check_references), "failed",
        "agents/backend-engineer.md:0: refers to \"gone.md\", which is not there\n"
        "agents/backend-engineer.md:4: refers to \"docs/gone/\", which is not there\n");
    case_lines(c, "docs/gone/a", 1);
    case_lines(c, "gone.md", 1);
    assert_result(c, case_run(c, &check_references), "passed", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scope_inside),
        cmocka_unit_test(test_scope_outside),
        cmocka_unit_test(test_scope_says_why_it_knows_nothing),
        cmocka_unit_test(test_scope_without_git_or_definition),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_environment_of_the_settings),
        cmocka_unit_test(test_environment_by_usual_names),
        cmocka_unit_test(test_inputs),
        cmocka_unit_test(test_references),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
