/*
 * test_policy.c - rules of who may decide: layers only tighten, the most specific rule counts.
 */
#include "cases.h"

#include "baton/model/policy.h"

static int make_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int free_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static StrList words(Arena *a, const char *text)
{
    StrList l = { 0 };
    Str rest = str_from(text);
    while (rest.len)
        strlist_add(&l, a, arena_str(a, str_cut(&rest, ' ')));
    return l;
}

static PolicyLayer *add_layer(Arena *a, Policy *p)
{
    PolicyLayer l = { .where = "config.yaml" };
    AVEC_PUSH(&p->layers, a, l);
    return &p->layers.items[p->layers.len - 1];
}

static void add_person(Arena *a, PolicyLayer *l, const char *name, const char *login, const char *key, const char *roles)
{
    Person who = { name, login, key, words(a, roles) };
    l->has_people = true;
    AVEC_PUSH(&l->people, a, who);
}

static void add_rule(Arena *a, PolicyLayer *l, const char *from, const char *to, const char *paths, const char *role,
                     int count)
{
    ApprovalRule r = { from, to, words(a, paths), role, count, arena_printf(a, "rule %zu", l->rules.len) };
    AVEC_PUSH(&l->rules, a, r);
}

static Approver ask(Arena *a, const Policy *p, const char *login)
{
    Approver who;
    policy_approver(p, login, a, &who);
    return who;
}

static void test_without_people_anybody_is_known(void **state)
{
    Arena *a = *state;
    Policy p = { 0 };
    Approver who = ask(a, &p, "ana");
    assert_true(who.known);
    assert_string_equal(who.name, "ana");
    assert_string_equal(who.principal, "ana");
    assert_int_equal(who.roles.len, 0);
    add_layer(a, &p);
    assert_true(ask(a, &p, "ana").known);
}

static void test_with_people_only_they_are(void **state)
{
    Arena *a = *state;
    Policy p = { 0 };
    PolicyLayer *l = add_layer(a, &p);
    add_person(a, l, "Ana Silva", "ana", "ana@example.org", "lead qa");
    add_person(a, l, "bo", NULL, NULL, "");
    Approver ana = ask(a, &p, "ana");
    assert_true(ana.known);
    assert_string_equal(ana.name, "Ana Silva");
    assert_string_equal(ana.principal, "ana@example.org");
    assert_int_equal(ana.roles.len, 2);
    Approver bo = ask(a, &p, "bo");
    assert_true(bo.known);
    assert_string_equal(bo.principal, "bo");
    assert_false(ask(a, &p, "eve").known);
    assert_string_equal(ask(a, &p, "eve").name, "eve");
    assert_false(ask(a, &p, "Ana Silva").known);
    assert_int_equal(ask(a, &p, "eve").roles.len, 0);
}

static void test_no_people_named_is_nobody(void **state)
{
    Arena *a = *state;
    Policy p = { 0 };
    add_layer(a, &p)->has_people = true;
    assert_false(ask(a, &p, "ana").known);
}

static void test_layers_only_take_away(void **state)
{
    Arena *a = *state;
    Policy p = { 0 };
    PolicyLayer *project = add_layer(a, &p);
    add_person(a, project, "ana", "ana", NULL, "lead qa");
    add_person(a, project, "bo", "bo", NULL, "lead");
    add_person(a, project, "cy", "cy", "cy@one", "lead");
    add_layer(a, &p);                           /* names nobody: changes nothing */
    PolicyLayer *machine = add_layer(a, &p);
    add_person(a, machine, "Ana", "ana", "ana@host", "qa security");
    add_person(a, machine, "cy", "cy", "cy@two", "lead");
    add_person(a, machine, "dot", "dot", NULL, "lead");
    Approver ana = ask(a, &p, "ana");
    assert_true(ana.known);
    assert_int_equal(ana.roles.len, 1);
    assert_string_equal(ana.roles.items[0], "qa");
    assert_string_equal(ana.principal, "ana@host");
    assert_false(ask(a, &p, "bo").known);
    assert_false(ask(a, &p, "cy").known);       /* two keys for one person */
    assert_false(ask(a, &p, "dot").known);
    assert_int_equal(p.layers.items[0].people.items[0].roles.len, 2);   /* the policy is as it was */
}

static void test_author(void **state)
{
    (void)state;
    assert_true(policy_is_author("backend-engineer", "backend-engineer"));
    assert_true(policy_is_author("Backend_Engineer", "backend-engineer"));
    assert_false(policy_is_author("ana", "backend-engineer"));
    assert_false(policy_is_author("ana", NULL));
    assert_false(policy_is_author("", ""));
}

/* One layer; `want` are the indexes of the rules that hold, in order; "" is the default. */
static const struct { const char *from, *to, *changed, *want; } falls[] = {
    { "back", "front", "",                      "0" },
    { "back", "qa",    "",                      "1" },
    { "ops",  "qa",    "",                      "2 3" },
    { "ops",  "front", "",                      "4" },
    { "back", "front", "db/migrations/1.sql",   "0 5" },
    { "ops",  "qa",    "db/migrations/1.sql",   "2 3 5" },
    { "web",  "qa",    "db/migrations/1.sql",   "2 3 5 6" },
    { "web",  "qa",    "db/schema.sql",         "2 3 6" },
    { "web",  "qa",    "web/app.ts",            "2 3" },
    { NULL,   NULL,    "",                      "4" },
};

static void test_rules(void **state)
{
    Arena *a = *state;
    Policy p = { 0 };
    PolicyLayer *l = add_layer(a, &p);
    add_rule(a, l, "back", "front", "", "r0", 1);
    add_rule(a, l, "ba*", NULL, "", "r1", 1);
    add_rule(a, l, NULL, "qa", "", "r2", 1);
    add_rule(a, l, "*", "q?", "", "r3", 2);
    add_rule(a, l, NULL, NULL, "", NULL, 1);
    add_rule(a, l, NULL, NULL, "db/migrations/**", "dba", 1);
    add_rule(a, l, "web", NULL, "*.sql docs/", "r6", 1);
    for (size_t i = 0; i < ARRAY_LEN(falls); i++) {
        StrList changed = words(a, falls[i].changed), want = words(a, falls[i].want);
        ApprovalNeeds needs;
        policy_needs(&p, falls[i].from, falls[i].to, &changed, a, &needs);
        assert_int_equal(needs.len, want.len);
        for (size_t j = 0; j < want.len; j++)
            assert_string_equal(needs.items[j].where, arena_printf(a, "rule %s", want.items[j]));
    }
}

static void test_needs_are_never_empty(void **state)
{
    Arena *a = *state;
    Policy p = { 0 };
    ApprovalNeeds needs;
    policy_needs(&p, "a", "b", NULL, a, &needs);
    assert_int_equal(needs.len, 1);
    assert_null(needs.items[0].role);
    assert_int_equal(needs.items[0].count, 1);
    add_rule(a, add_layer(a, &p), "x", NULL, "", "lead", 3);
    policy_needs(&p, "a", "b", NULL, a, &needs);
    assert_int_equal(needs.len, 1);
    assert_null(needs.items[0].role);
    assert_non_null(policy_missing(&needs, NULL, 0));
}

/* A second layer's unspecific rule does not replace the first one's specific rule, nor the reverse. */
static void test_every_layer_is_met(void **state)
{
    Arena *a = *state;
    Policy p = { 0 };
    ApprovalNeeds needs;
    add_rule(a, add_layer(a, &p), "back", "front", "", "lead", 1);
    add_rule(a, add_layer(a, &p), NULL, NULL, "", "security", 2);
    policy_needs(&p, "back", "front", NULL, a, &needs);
    assert_int_equal(needs.len, 2);
    assert_string_equal(needs.items[0].role, "lead");
    assert_string_equal(needs.items[1].role, "security");
    assert_int_equal(needs.items[1].count, 2);
}

static const struct { const char *pattern, *path; bool matches; } paths[] = {
    { "db/**", "db/a/b.sql", true },      { "db/**", "db", false },
    { "db/", "db/a/b.sql", true },        { "db/", "db", false },
    { "db", "db/a", true },               { "db", "db", true },
    { "db", "src/db/a", true },           { "/db", "src/db/a", false },
    { "/db", "db/a", true },              { "./db/x", "db/x", true },
    { "*.sql", "a/b/c.sql", true },       { "*.sql", "c.sql", true },
    { "*.sql", "c.sqlite", false },       { "src/*.c", "src/a.c", true },
    { "src/*.c", "src/x/a.c", false },    { "src/*.c", "lib/src/a.c", false },
    { "*", "any/thing", true },           { "**", "any/thing", true },
    { "/", "any/thing", true },           { "", "any/thing", false },
    { "with space/**", "with space/x", true }, { "DB/", "db/a", false },
    { "a/b", "a/bc", false },
};

/* A rule with this path asks for somebody when that file was changed; else anybody will do. */
static bool path_matches(const char *pattern, const char *path, Arena *a)
{
    StrList changed = { 0 };
    ApprovalNeeds needs = { 0 };
    ApprovalRule rule = { .role = "owner", .count = 1, .where = "x" };
    PolicyLayer layer = { .where = "x", .rules = { &rule, 1, 1 } };
    Policy p = { .layers = { &layer, 1, 1 } };
    strlist_add(&rule.paths, a, pattern);
    strlist_add(&changed, a, path);
    policy_needs(&p, "backend-engineer", "qa", &changed, a, &needs);
    assert_int_equal(needs.len, 1);
    return needs.items[0].role != NULL;
}

static void test_paths(void **state)
{
    int wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        if (path_matches(paths[i].pattern, paths[i].path, *state) != paths[i].matches)
            print_error("'%s' and '%s'\n", paths[i].pattern, paths[i].path), wrong++;
    assert_int_equal(wrong, 0);
}

static void test_missing(void **state)
{
    Arena *a = *state;
    ApprovalNeed two[] = { { NULL, 1, "x" }, { "lead", 2, "y" } };
    ApprovalNeeds needs = { two, 2, 2 };
    Approver ana = { "ana", "ana", words(a, "lead"), true }, bo = { "bo", "bo", words(a, "qa lead"), true };
    Approver cy = { "cy", "cy", words(a, "qa"), true }, eve = { "eve", "eve", words(a, "lead"), false };
    Approver alias = { "Ana", "ana", words(a, "lead"), true };
    assert_ptr_equal(policy_missing(&needs, NULL, 0), &two[0]);
    assert_ptr_equal(policy_missing(&needs, (Approver[]){ eve }, 1), &two[0]);
    assert_ptr_equal(policy_missing(&needs, (Approver[]){ ana, cy }, 2), &two[1]);
    assert_ptr_equal(policy_missing(&needs, (Approver[]){ ana, ana, ana }, 3), &two[1]);
    assert_ptr_equal(policy_missing(&needs, (Approver[]){ ana, alias }, 2), &two[1]);
    assert_ptr_equal(policy_missing(&needs, (Approver[]){ ana, eve }, 2), &two[1]);
    assert_null(policy_missing(&needs, (Approver[]){ ana, cy, bo }, 3));
    assert_null(policy_missing(&needs, (Approver[]){ ana, ana, bo }, 3));
    ApprovalNeeds leads = { two + 1, 1, 1 };
    assert_true(policy_counts(&leads, &ana));
    assert_false(policy_counts(&leads, &cy));
    assert_false(policy_counts(&leads, &eve));
    assert_true(policy_counts(&needs, &cy));
    assert_false(policy_counts(&needs, &eve));
}

static void test_what_blocks(void **state)
{
    Arena *a = *state;
    Policy p = { .require = words(a, "scope unit") };
    assert_true(policy_requires(&p, "scope"));
    assert_true(policy_requires(&p, "command unit"));
    assert_false(policy_requires(&p, "command lint"));
    assert_false(policy_requires(&p, "budget"));
    p.require = words(a, "command");
    assert_true(policy_requires(&p, "command lint"));
    assert_false(policy_requires(&p, "scope"));
}

/* Whatever layers there are, one more never lets in who was kept out, nor asks for less. */
static void test_more_layers_never_loosen(void **state)
{
    Arena *a = *state;
    static const char *const roles[] = { "", "lead", "qa", "lead qa" }, *const logins[] = { "ana", "bo", "cy" };
    static const char *const slugs[] = { NULL, "a", "b", "*" };
    uint32_t seed = 7;
    for (int round = 0; round < 500; round++) {
        Policy p = { 0 };
        bool was_known = true;
        size_t was_roles = SIZE_MAX, was_needs = 0;
        for (int n = 0; n < 4; n++) {
            PolicyLayer *l = add_layer(a, &p);
            for (size_t i = 0; next_random(&seed) % 2 && i < ARRAY_LEN(logins); i++)
                add_person(a, l, logins[i], NULL, NULL, roles[next_random(&seed) % 4]);
            for (size_t i = next_random(&seed) % 3; i > 0; i--)
                add_rule(a, l, slugs[next_random(&seed) % 4], slugs[next_random(&seed) % 4], "", "lead", 1);
            Approver who = ask(a, &p, "bo");
            ApprovalNeeds needs;
            policy_needs(&p, "a", "b", NULL, a, &needs);
            assert_true(was_known || !who.known);
            if (who.known && was_roles != SIZE_MAX && was_roles > 0)
                assert_true(who.roles.len <= was_roles);
            assert_true(needs.len >= was_needs);
            was_known = who.known;
            was_roles = who.roles.len;
            was_needs = needs.len;
        }
    }
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, make_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(test_without_people_anybody_is_known),
        WITH_ARENA(test_with_people_only_they_are),
        WITH_ARENA(test_no_people_named_is_nobody),
        WITH_ARENA(test_layers_only_take_away),
        WITH_ARENA(test_author),
        WITH_ARENA(test_rules),
        WITH_ARENA(test_needs_are_never_empty),
        WITH_ARENA(test_every_layer_is_met),
        WITH_ARENA(test_paths),
        WITH_ARENA(test_missing),
        WITH_ARENA(test_what_blocks),
        WITH_ARENA(test_more_layers_never_loosen),
    };
    return cmocka_run_group_tests_name("model/policy", tests, NULL, NULL);
}
