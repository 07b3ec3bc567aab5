/*
 * test_policy.c - the policy as files say it: layers, and the sentence for each way of getting one wrong.
 */
#include "conf/scene.h"

#include "baton/conf/policy.h"

static const char *error_of(Scene *s, Policy *ret)
{
    Project p = { .root = s->dir, .baton_dir = scene_path(s, ".baton"), .exists = true };
    static Message m;
    m = (Message){ 0 };
    return policy_load(&p, s->arena, ret, &m) < 0 ? m.text : NULL;
}

static Policy load(Scene *s)
{
    Policy p = { 0 };
    const char *error = error_of(s, &p);
    if (error)
        fail_msg("%s", error);
    return p;
}

static int make(void **state)
{
    unsetenv("BATON_POLICY");
    return scene_make(state);
}

static void test_without_files(void **state)
{
    Policy p = load(*state);
    assert_int_equal(p.layers.len, 0);
    assert_false(p.is_signed);
    assert_null(p.key);
    Message m;
    Scene *s = *state;
    assert_int_equal(policy_load(NULL, s->arena, &p, &m), 0);
}

static const char whole[] =
    "theme: dark\n"
    "people:\n"
    "  - name: Ana\n"
    "    unix: ana\n"
    "    key: ana@example.org\n"
    "    roles: [lead, qa]\n"
    "  - {name: bo, roles: lead}\n"
    "approvals:\n"
    "  signed: yes\n"
    "  key: ~/.ssh/id.pub\n"
    "  require: [scope]\n"
    "  rules:\n"
    "    - {role: lead}\n"
    "    - from: Backend Engineer\n"
    "      to: Front*\n"
    "      paths: ['supabase/migrations/**', '*.sql']\n"
    "      role: lead\n"
    "      count: 2\n"
    "allowed_signers: keys/signers\n"
    "require: [artifact, scope, unit, command npm test]\n"
    "scope: {protected: [LICENSE, 'ci/**']}\n"
    "budgets:\n"
    "  '**/route.ts': 200\n"
    "environment: {.env.example: .env.local}\n"
    "inputs: {database schema: 'supabase/*.sql'}\n"
    "on_approved: [make, '', deploy, deploy]\n"
    "checks:\n"
    "  - name: unit\n"
    "    run: [npm, test]\n"
    "    dir: web\n"
    "    agents: [Backend Engineer, qa-*]\n"
    "    timeout: 90\n"
    "  - {name: lint, run: [make, lint]}\n";

static void check_people(const PolicyLayer *l)
{
    assert_true(l->has_people);
    assert_int_equal(l->people.len, 2);
    assert_string_equal(l->people.items[0].name, "Ana");
    assert_string_equal(l->people.items[0].unix_name, "ana");
    assert_string_equal(l->people.items[0].key, "ana@example.org");
    assert_int_equal(l->people.items[0].roles.len, 2);
    assert_string_equal(l->people.items[1].unix_name, "bo");
    assert_string_equal(l->people.items[1].roles.items[0], "lead");
}

static void check_rules(const PolicyLayer *l)
{
    assert_int_equal(l->rules.len, 2);
    const ApprovalRule *r = l->rules.items;
    assert_null(r[0].from);
    assert_int_equal(r[0].count, 1);
    assert_string_equal(r[0].where, ".baton/config.yaml:13");
    assert_string_equal(r[1].from, "backend-engineer");
    assert_string_equal(r[1].to, "front*");
    assert_int_equal(r[1].paths.len, 2);
    assert_int_equal(r[1].count, 2);
    assert_string_equal(r[1].where, ".baton/config.yaml:14");
}

static void check_rest(Scene *s, const Policy *p)
{
    assert_true(p->is_signed);
    assert_string_equal(p->key, scene_path(s, "home/.ssh/id.pub"));
    assert_int_equal(p->require.len, 4);
    assert_string_equal(p->require.items[0], "scope");
    assert_int_equal(p->protected.len, 2);
    assert_int_equal(p->budgets.items[0].lines, 200);
    assert_string_equal(p->environment.items[0].local, ".env.local");
    assert_string_equal(p->inputs.items[0].name, "database schema");
    assert_int_equal(p->on_approved.len, 4);
    assert_string_equal(p->on_approved.items[1], "");
    assert_string_equal(p->on_approved.items[3], "deploy");
    assert_int_equal(p->commands.len, 2);
    assert_int_equal(p->commands.items[0].timeout_ms, 90000);
    assert_int_equal(p->commands.items[1].timeout_ms, 600000);
    assert_string_equal(p->commands.items[0].dir, "web");
    assert_string_equal(p->commands.items[0].agents.items[0], "backend-engineer");
    assert_string_equal(p->commands.items[0].agents.items[1], "qa-*");
    assert_null(p->commands.items[1].dir);
}

static void test_all_of_it(void **state)
{
    Scene *s = *state;
    scene_file(s, ".baton/config.yaml", whole);
    scene_file(s, "keys/signers", "");
    Policy p = load(s);
    assert_int_equal(p.layers.len, 1);
    check_people(&p.layers.items[0]);
    check_rules(&p.layers.items[0]);
    assert_string_equal(p.layers.items[0].signers, scene_path(s, "keys/signers"));
    check_rest(s, &p);
}

static void test_layers_join(void **state)
{
    Scene *s = *state;
    scene_file(s, ".baton/config.yaml",
               "people: [{name: ana, roles: [lead, qa]}, {name: bo, roles: [lead]}]\n"
               "require: [scope]\nbudgets: {a: 10, b: 20}\nchecks: [{name: unit, run: [make]}]\n");
    scene_file(s, "home/.config/baton/config.yaml", "ascii: true\nbudgets: {a: 20, b: 5, c: 1}\nrequire: [unit, scope]\n");
    setenv("BATON_POLICY", scene_file(s, "etc/policy.yaml",
           "people: [{name: Ana, unix: ana, roles: [qa]}]\napprovals: {signed: true, rules: [{role: qa}]}\n"
           "allowed_signers: /dev/null\nscope: {protected: x}\n"), 1);
    Policy p = load(s);
    assert_int_equal(p.layers.len, 3);
    assert_true(p.is_signed);
    assert_int_equal(p.require.len, 2);
    assert_int_equal(p.budgets.len, 3);
    assert_int_equal(p.budgets.items[0].lines, 10);
    assert_int_equal(p.budgets.items[1].lines, 5);
    assert_string_equal(p.layers.items[2].rules.items[0].where, arena_printf(s->arena, "etc/policy.yaml:2"));
    Approver who;
    policy_approver(&p, "bo", s->arena, &who);
    assert_false(who.known);
    policy_approver(&p, "ana", s->arena, &who);
    assert_int_equal(who.roles.len, 1);
}

static void test_default_signers(void **state)
{
    Scene *s = *state;
    const char *path = scene_file(s, ".baton/allowed_signers", "");
    assert_string_equal(load(s).layers.items[0].signers, path);
    scene_file(s, ".baton/config.yaml", "approvals: {signed: true}\n");
    assert_string_equal(load(s).layers.items[0].signers, path);
    scene_file(s, ".baton/config.yaml", "allowed_signers: elsewhere\n");
    assert_string_equal(load(s).layers.items[0].signers, scene_path(s, "elsewhere"));
}

/* What a project's config.yaml says and how the sentence ends; it begins with the file, and the line where told. */
#define CHECK_UNIT "checks: [{name: unit, run: [make]}]\n"
static const struct { const char *text; int line; const char *says; } wrong[] = {
    { "aprovals: {signed: true}\n", 1, "no 'aprovals' in the policy; did you mean 'approvals'?" },
    { "approvals.signed: true\n", 1, "no 'approvals.signed' in the policy; it takes people, approvals, " },
    { "theme: dark\nzzzzzz: 1\n", 2, "no 'zzzzzz' in the policy; it takes people, " },
    { "approvals:\n  sined: true\n", 2, "no 'sined' in 'approvals'; did you mean 'signed'?" },
    { "approvals: {signed: perhaps}\n", 1, "'signed' takes true or false" },
    { "approvals: {signed: }\n", 1, "'signed' takes true or false" },
    { "approvals: {signed: true, signed: false}\n", 1, "'signed' stands in line 1 already" },
    { "require: scope\nrequire: [scope]\n", 2, "'require' stands in line 1 already" },
    { "approvals: [1]\n", 1, "'approvals' is written as 'name: value', indented below it" },
    { "approvals: {signed: true}\n", 0, "there is no allowed_signers file" },
    { "allowed_signers: nowhere\napprovals: {signed: true}\n", 1, "nowhere' cannot be read: No such file" },
    { "allowed_signers: [a]\n", 1, "'allowed_signers' takes one text" },
    { "people: [{name: ana}]\napprovals:\n  rules:\n    - role: lead\n", 0, ":4: nobody has the role 'lead'; give it" },
    { "people: [{name: ana, roles: [leed]}]\napprovals: {rules: [{role: lead}]}\n", 0, ":2: nobody has the role 'lead'; did you mean 'leed'?" },
    { "approvals: {rules: [{role: lead}]}\n", 0, ":1: the rule asks for the role 'lead', and no 'people:'" },
    { "people: [{name: ana, roles: [lead]}]\napprovals: {rules: [{role: lead, count: 2}]}\n", 0,
      ":2: the rule asks for 2 people with the role 'lead', and 1 have it" },
    { "people: [{name: ana}]\napprovals: {rules: [{count: 2}]}\n", 0, ":2: the rule asks for 2 people, and there are 1" },
    { "approvals: {rules: [{count: 0}]}\n", 1, "'count' takes a number from 1 to 100" },
    { "approvals: {rules: [{count: two}]}\n", 1, "'count' takes a number from 1 to 100" },
    { "approvals: {rules: [{roles: lead}]}\n", 1, "no 'roles' in a rule; did you mean 'role'?" },
    { "approvals: {rules: [{role: }]}\n", 1, "'role' takes one text" },
    { "approvals: {rules: [{from: '()'}]}\n", 1, "'()' is no name of an agent" },
    { "approvals: {rules: [{from: [a, b]}]}\n", 1, "'from' takes one text" },
    { "approvals: {rules: [{paths: []}]}\n", 1, "'paths' is an empty list" },
    { "approvals: {rules: [{paths: ['!a']}]}\n", 1, "'!a' would take paths out" },
    { "approvals: {rules: {role: x}}\n", 1, "'rules' takes a list" },
    { "approvals:\n  rules:\n    - text\n", 3, "a rule is written as 'name: value'" },
    { "people: []\n", 1, "'people' is an empty list: nobody could decide" },
    { "people: [{unix: ana}]\n", 1, "a person has no 'name:'" },
    { "people: [{name: ''}]\n", 1, "'name' takes one text" },
    { "people:\n  - name: ana\n  - name: ana\n", 3, "'ana' stands among the people twice" },
    { "people:\n  - name: ana\n  - {name: bo, unix: ana}\n", 3, "have the same login 'ana'" },
    { "people:\n  - {name: ana, key: k}\n  - {name: bo, key: k}\n", 3, "have the same key 'k'" },
    { "people:\n  - {name: ana, key: bo}\n  - {name: bo}\n", 3, "have the same key 'bo'" },
    { "people: [{name: ana, key: '*'}]\n", 1, "'*' is no principal" },
    { "require: [scop]\n", 1, "no check 'scop'; did you mean 'scope'?" },
    { "theme: dark\nrequire: [zzzzzzzz]\n", 2, "no check 'zzzzzzzz'" },
    { CHECK_UNIT "approvals:\n  require: [unti]\n", 3, "no check 'unti'; did you mean 'unit'?" },
    { "require: {scope: true}\n", 1, "'require' takes a list of texts" },
    { "require: [[scope]]\n", 1, "'require' takes a list of texts" },
    { "scope: strict\n", 1, "'scope' is written as" },
    { "budgets: {a: many}\n", 1, "the budget of 'a' is a number of lines" },
    { "budgets: {a: 0}\n", 1, "the budget of 'a' is a number of lines" },
    { "budgets:\n  a: 1\n  a: 2\n", 3, "'a' stands in line 2 already" },
    { "budgets: [a]\n", 1, "'budgets' takes 'name: value' pairs" },
    { "environment: {a: ../b}\n", 1, "'../b' leaves the project" },
    { "environment: {/a: b}\n", 1, "'/a' leaves the project" },
    { "inputs: {schema: /etc/passwd}\n", 1, "'/etc/passwd' leaves the project" },
    { "on_approved: make deploy\n", 1, "'on_approved' takes a program and its arguments as a list" },
    { "on_approved: []\n", 1, "'on_approved' names no program" },
    { "on_approved: ['']\n", 1, "'on_approved' names no program" },
    { "on_approved: [\"a\\0b\"]\n", 1, "NUL" },
    { "checks: [{name: x}]\n", 1, "a check has no 'run:'" },
    { "checks: [{run: [x]}]\n", 1, "a check has no 'name:'" },
    { "checks: [{name: x, run: npm test}]\n", 1, "'run' takes a program and its arguments as a list" },
    { "checks: [{name: x, run: [a], timeout: 0}]\n", 1, "'timeout' takes a number of seconds" },
    { "checks: [{name: x, run: [a], timeout: 5m}]\n", 1, "'timeout' takes a number of seconds" },
    { "checks: [{name: x, run: [a], dir: ../y}]\n", 1, "'../y' leaves the project" },
    { "checks: [{name: scope, run: [a]}]\n", 0, ":1: 'scope' is a check of baton's own" },
    { CHECK_UNIT "theme: dark\n" "checks: []\n", 3, "'checks' stands in line 1 already" },
    { "checks:\n  - {name: x, run: [a]}\n  - {name: x, run: [b]}\n", 3, "a check 'x' stands in .baton/config.yaml:2 already" },
    { "people: [\n", 2, "" },
    { "- a\n", 1, "a policy is written as 'name: value'" },
};

static void test_what_is_wrong(void **state)
{
    Scene *s = *state;
    int bad = 0;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        Policy p = { .key = "untouched" };
        const char *path = scene_file(s, ".baton/config.yaml", wrong[i].text);
        const char *error = error_of(s, &p);
        const char *begin = wrong[i].line ? arena_printf(s->arena, "%s:%d: ", path, wrong[i].line) : "";
        if (!error || !str_starts(str_from(error), str_from(begin)) || !strstr(error, wrong[i].says) ||
            strcmp(p.key, "untouched") != 0) {
            print_error("case %zu: %s\n", i, error ? error : "no error");
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

static void test_layer_that_cannot_be_read(void **state)
{
    Scene *s = *state;
    Policy p;
    setenv("BATON_POLICY", scene_path(s, "nowhere.yaml"), 1);
    assert_non_null(strstr(error_of(s, &p), "nothing may be decided without it"));
    setenv("BATON_POLICY", "", 1);
    assert_null(error_of(s, &p));
    unsetenv("BATON_POLICY");
    scene_folder(s, ".baton/config.yaml");
    assert_non_null(strstr(error_of(s, &p), "Is a directory"));
}

/* The machine's file holds a policy only; a setting there would be believed to count. */
static void test_settings_in_a_policy_file(void **state)
{
    Scene *s = *state;
    Policy p;
    setenv("BATON_POLICY", scene_file(s, "policy.yaml", "theme: dark\n"), 1);
    assert_non_null(strstr(error_of(s, &p), "no 'theme' in the policy"));
}

static void test_nobody_is_in_all_layers(void **state)
{
    Scene *s = *state;
    Policy p;
    scene_file(s, ".baton/config.yaml", "people: [{name: ana}]\n");
    setenv("BATON_POLICY", scene_file(s, "policy.yaml", "people: [{name: bo}]\n"), 1);
    assert_non_null(strstr(error_of(s, &p), "nobody is among the 'people:' of all policies"));
    scene_file(s, "policy.yaml", "people: [{name: ana, roles: [qa]}]\n");
    scene_file(s, ".baton/config.yaml", "people: [{name: ana, roles: [lead]}]\napprovals: {rules: [{role: lead}]}\n");
    assert_non_null(strstr(error_of(s, &p), "nobody has the role 'lead'"));
}

static void test_everything_commented_out(void **state)
{
    Scene *s = *state;
    scene_file(s, ".baton/config.yaml", "people:\n#  - name: ana\nrequire:\nchecks:\n");
    Policy p = load(s);
    assert_false(p.layers.items[0].has_people);
    scene_file(s, ".baton/config.yaml", "# nothing\n");
    assert_int_equal(load(s).layers.len, 0);
}

/* The other reader of config.yaml leaves these names alone, and knows them when one is misspelt. */
static void test_settings_know_the_names(void **state)
{
    Scene *s = *state;
    Project p = { .root = s->dir, .baton_dir = scene_path(s, ".baton"), .exists = true };
    Message m = { 0 };
    Conf *c = NULL;
    scene_file(s, ".baton/config.yaml", whole);
    assert_int_equal(conf_load(&p, &c, &m), 0);
    conf_free(c);
    const char *path = scene_file(s, ".baton/config.yaml", "ascii: true\nallowed_singers: x\n");
    assert_int_equal(conf_load(&p, &c, &m), -1);
    assert_string_equal(m.text, arena_printf(s->arena, "%s:2: no setting 'allowed_singers'; did you mean "
                                             "'allowed_signers'?", path));
    conf_free(c);
}

static void test_keys(void **state)
{
    (void)state;
    static const char *const ours[] = { "people", "approvals", "allowed_signers", "require", "scope", "budgets",
                                        "environment", "inputs", "on_approved", "checks" };
    for (size_t i = 0; i < ARRAY_LEN(ours); i++)
        assert_true(policy_has_key(ours[i]));
    assert_false(policy_has_key("theme"));
    assert_false(policy_has_key("people.name"));
    assert_false(policy_has_key(""));
}

#define ON(test) cmocka_unit_test_setup_teardown(test, make, scene_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON(test_without_files),
        ON(test_all_of_it),
        ON(test_layers_join),
        ON(test_default_signers),
        ON(test_what_is_wrong),
        ON(test_layer_that_cannot_be_read),
        ON(test_settings_in_a_policy_file),
        ON(test_nobody_is_in_all_layers),
        ON(test_everything_commented_out),
        ON(test_settings_know_the_names),
        ON(test_keys),
    };
    return cmocka_run_group_tests_name("conf/policy", tests, NULL, NULL);
}
