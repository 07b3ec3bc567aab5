/*
 * test_trust.c - which commands are proposed, which can never run, and what trusting one of them means.
 */
#include "cases.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/gate/trust.h"
#include "trust_parts.h"

typedef struct { Arena *arena; const char *dir, *state; } Scene;

static int make(void **state)
{
    Arena *a = arena_new();
    Scene *s = arena_alloc(a, sizeof *s);
    char *dir = arena_strdup(a, "/tmp/baton-test-XXXXXX");
    *state = s;
    *s = (Scene){ a, mkdtemp(dir), path_join(a, dir, "state/baton") };
    return s->dir ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static int end(void **state)
{
    Scene *s = *state;
    nftw(s->dir, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    arena_free(s->arena);
    return 0;
}

/* Words are separated by "|", commands by "||"; "!" in front: refused, "@dir:" in front: in that folder. */
static const struct { const char *text, *want; } texts[] = {
    { "npm test", "npm|test" },
    { "Run `npm run lint`", "npm|run|lint" },
    { "run npm test", "npm|test" },
    { "$ npm test", "npm|test" },
    { "- `make check` and then `cargo test --all`", "make|check||cargo|test|--all" },
    { "`pytest`", "pytest" },
    { "Run `pytest` before you hand over", "pytest" },
    { "Unit tests with `vitest`", "" },
    { "Edit `package.json` first", "" },
    { "Names are spelled right", "" },
    { "make sure that all tests pass", "" },
    { "All tests pass", "" },
    { "", "" },
    { "`", "" },
    { "`npm test", "" },
    { "./scripts/test.sh -q", "./scripts/test.sh|-q" },
    { "scripts/", "" },
    { "npm run build && npm test", "npm|run|build||npm|test" },
    { "npm test&&make lint", "npm|test||make|lint" },
    { "npm test && rm -rf $HOME", "npm|test||!" },
    { "npm test &&", "npm|test||!" },
    { "npm test && && make", "npm|test||!||make" },
    { "bash -c 'cd web && npm test'", "bash|-c|cd web && npm test" },
    { "make web/x && cd web && npm test", "make|web/x||@web:npm|test" },
    { "git -C x y && cd web && cd app && npm test", "git|-C|x|y||@web/app:npm|test" },
    { "make && cd .. && npm test", "make||!||npm|test" },
    { "make && cd /etc && npm test", "make||!||npm|test" },
    { "npm run 'two words' \"three more words\" ''", "npm|run|two words|three more words|" },
    { "npm run a'b'\"c\"d", "npm|run|abcd" },
    { "npm run 'a $HOME; x'", "npm|run|a $HOME; x" },
    { "cd web && npm test", "@web:npm|test" },
    { "`cd web`", "!" },
    { "go test ./...", "go|test|./..." },
    { "make A=1 test", "make|A=1|test" },
    { "npm run a#b x~y", "npm|run|a#b|x~y" },
    { "npm test; rm x", "!" },
    { "npm test || true", "!" },
    { "npm test | tee log", "!" },
    { "npm test > log", "!" },
    { "npm test < in", "!" },
    { "npm test &", "!" },
    { "npm test $X", "!" },
    { "npm test \"$X\"", "!" },
    { "npm test \"a\\b\"", "!" },
    { "npm test a\\ b", "!" },
    { "npm test $(id)", "!" },
    { "npm test {a,b}", "!" },
    { "npm test *.ts", "!" },
    { "npm test a?b", "!" },
    { "npm test [ab]", "!" },
    { "npm test ~/x", "!" },
    { "npm test # why", "!" },
    { "npm test 'open", "!" },
    { "npm test\nrm x", "!" },
    { "npm test\x1b[2J", "!" },
    { "npm test x && !true", "npm|test|x||!" },
    { "npm test && export A=1", "npm|test||!" },
    { "npm test && CI=1 make", "npm|test||!" },
    { "npm test && source x", "npm|test||!" },
};

static const char *worded(const Commands *commands, Arena *a)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (size_t i = 0; i < commands->len; i++) {
        const Command *c = &commands->items[i];
        buf_adds(&out, i ? "||" : "");
        if (c->refused) {
            buf_addc(&out, '!');
            continue;
        }
        if (c->dir)
            buf_addf(&out, "@%s:", c->dir);
        for (size_t j = 0; j < c->argv.len; j++)
            buf_addf(&out, "%s%s", j ? "|" : "", c->argv.items[j]);
    }
    return arena_str(a, buf_str(&out));
}

static void test_commands_of_text(void **state)
{
    Scene *s = *state;
    int bad = 0;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        Commands commands = { 0 };
        commands_of_text(str_from(texts[i].text), s->arena, &commands);
        const char *have = worded(&commands, s->arena);
        if (strcmp(have, texts[i].want) != 0) {
            print_error("'%s' gives '%s', not '%s'\n", texts[i].text, have, texts[i].want);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

/* No word of what can run has what a shell acts on, unless it was in single quotes. */
static void test_any_text(void **state)
{
    Scene *s = *state;
    static const char *const parts[] = { "npm ", "test", " && ", "&", "'", "\"", "$", "`", ";", " ", "|", "\\", "(",
                                         "*", "a", "~", "#", "\n" };
    uint32_t seed = 5;
    for (int round = 0; round < 3000; round++) {
        CLEANUP(buf_done) Buf text = BUF_INIT;
        Commands commands = { 0 };
        buf_adds(&text, "npm ");
        for (uint32_t n = next_random(&seed) % 12; n > 0; n--)
            buf_adds(&text, parts[next_random(&seed) % ARRAY_LEN(parts)]);
        commands_of_text(buf_str(&text), s->arena, &commands);
        for (size_t i = 0; i < commands.len; i++) {
            const Command *c = &commands.items[i];
            assert_true(c->refused || (c->argv.len && c->argv.items[0][0]));
            if (!c->refused && !strchr(c->text, '\'') && !strchr(c->text, '"'))
                assert_null(strpbrk(c->text, "&;|$`\\()*\n"));
        }
    }
}

static Policy policy_with(Arena *a, const char *name, const char *agents, const char *dir)
{
    Policy p = { 0 };
    CommandCheck c = { .name = name, .dir = dir, .timeout_ms = 5000, .where = ".baton/config.yaml:3" };
    strlist_add(&c.argv, a, "npm");
    strlist_add(&c.argv, a, "test");
    if (agents)
        strlist_add(&c.agents, a, agents);
    AVEC_PUSH(&p.commands, a, c);
    return p;
}

static void test_proposals(void **state)
{
    Scene *s = *state;
    AgentDef def = { .file = "agents/qa.md" };
    Policy p = policy_with(s->arena, "unit", "qa*", NULL), none = { 0 };
    Proposals all;
    strlist_add(&def.checks, s->arena, "npm test");
    strlist_add(&def.checks, s->arena, "make lint && cd web && npm test | tee x");
    proposals_of(&def, "qa-engineer", &p, "/project", "/tree", NULL, s->arena, &all);
    assert_int_equal(all.len, 3);               /* "npm test" is the policy's "unit" */
    assert_string_equal(all.items[0].name, "unit");
    assert_string_equal(all.items[0].from, ".baton/config.yaml:3");
    assert_int_equal(all.items[0].timeout_ms, 5000);
    assert_string_equal(all.items[0].dir, "/tree");
    assert_string_equal(all.items[1].name, "make lint");
    assert_string_equal(all.items[1].from, "agents/qa.md");
    assert_true(all.items[1].timeout_ms > 0);
    assert_null(all.items[1].refused);
    assert_string_equal(all.items[2].name, "npm test | tee x in web");
    assert_string_equal(all.items[2].refused, "it needs a shell: name it as argv under checks: in .baton/config.yaml");
    Policy twice = policy_with(s->arena, "unit", NULL, NULL);
    AVEC_PUSH(&twice.commands, s->arena, twice.commands.items[0]);
    proposals_of(NULL, NULL, &twice, "/project", "/tree", NULL, s->arena, &all);
    assert_int_equal(all.len, 2);               /* what settings name twice has two names */
    proposals_of(&def, "backend", &p, "/project", "/tree", NULL, s->arena, &all);
    assert_string_equal(all.items[0].name, "npm test");
    proposals_of(NULL, NULL, &p, "/project", "/tree", NULL, s->arena, &all);
    assert_int_equal(all.len, 1);
    proposals_of(NULL, "qa", &none, "/project", "/tree", NULL, s->arena, &all);
    assert_int_equal(all.len, 0);
}

/* What moves the digest of a command and so asks for trust again, and what does not. */
static void test_digest(void **state)
{
    Scene *s = *state;
    Arena *a = s->arena;
    Proposals was, is;
    Policy p = policy_with(a, "unit", NULL, "web");
    proposals_of(NULL, NULL, &p, "/project", "/tree", NULL, a, &was);
    p = policy_with(a, "other", NULL, "./web/");
    proposals_of(NULL, NULL, &p, "/project", "/another-tree", NULL, a, &is);
    assert_string_equal(was.items[0].digest, is.items[0].digest);
    assert_string_equal(is.items[0].dir, "/another-tree/web");
    proposals_of(NULL, NULL, &p, "/project2", "/tree", NULL, a, &is);
    assert_string_not_equal(was.items[0].digest, is.items[0].digest);
    p = policy_with(a, "unit", NULL, NULL);
    proposals_of(NULL, NULL, &p, "/project", "/tree", NULL, a, &is);
    assert_string_not_equal(was.items[0].digest, is.items[0].digest);
    p = policy_with(a, "unit", NULL, "web");
    strlist_add(&p.commands.items[0].argv, a, "");
    proposals_of(NULL, NULL, &p, "/project", "/tree", NULL, a, &is);
    assert_string_not_equal(was.items[0].digest, is.items[0].digest);
}

/* A link that names another folder than the one that was trusted is not trusted. */
static void test_a_link_is_the_folder_it_leads_to(void **state)
{
    Scene *s = *state;
    static const char *const names[] = { "tree", "tree/web", "tree/api", "outside" };
    const char *link = path_join(s->arena, s->dir, "tree/at"), *tree = path_join(s->arena, s->dir, "tree");
    Policy p = policy_with(s->arena, "unit", NULL, "at"), plain = policy_with(s->arena, "unit", NULL, "web");
    Proposals web, direct, other;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        assert_int_equal(mkdir(path_join(s->arena, s->dir, names[i]), 0700), 0);
    assert_int_equal(symlink("web", link), 0);
    proposals_of(NULL, NULL, &p, "/project", tree, NULL, s->arena, &web);
    proposals_of(NULL, NULL, &plain, "/project", tree, NULL, s->arena, &direct);
    assert_string_equal(web.items[0].digest, direct.items[0].digest);
    assert_true(str_ends(str_from(web.items[0].dir), STR("/tree/web")));
    static const char *const elsewhere[] = { "api", "../outside" };
    for (size_t i = 0; i < ARRAY_LEN(elsewhere); i++) {
        assert_int_equal(unlink(link), 0);
        assert_int_equal(symlink(elsewhere[i], link), 0);
        proposals_of(NULL, NULL, &p, "/project", tree, NULL, s->arena, &other);
        assert_string_not_equal(web.items[0].digest, other.items[0].digest);
        assert_null(strstr(other.items[0].dir, "/at"));
    }
}

/* What is written with a shell in mind is not what the same words in quotes are. */
static void test_refused_has_its_own_digest(void **state)
{
    Scene *s = *state;
    AgentDef def = { .file = "a.md" };
    Policy none = { 0 };
    Proposals all;
    strlist_add(&def.checks, s->arena, "npm test | tee");
    strlist_add(&def.checks, s->arena, "npm test '|' tee");
    strlist_add(&def.checks, s->arena, "npm test | tee");
    proposals_of(&def, "a", &none, "/project", "/tree", NULL, s->arena, &all);
    assert_int_equal(all.len, 2);
    assert_non_null(all.items[0].refused);
    assert_null(all.items[1].refused);
    assert_string_not_equal(all.items[0].digest, all.items[1].digest);
}

static Proposal one(Scene *s)
{
    Proposals all;
    Policy p = policy_with(s->arena, "unit", NULL, NULL);
    proposals_of(NULL, NULL, &p, "/project", "/tree", s->state, s->arena, &all);
    return all.items[0];
}

static void test_trusting(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Message m = { 0 };
    struct stat st;
    Proposal p = one(s);
    assert_false(p.trusted);
    assert_int_equal(trust_drop(s->state, &p, &m), -ENOENT);
    assert_string_equal(m.text, "'unit' is not trusted");
    assert_int_equal(trust_add(s->state, &p, "ana", &m), 0);
    assert_true(one(s).trusted);
    assert_int_equal(trust_add(s->state, &p, "ana", &m), 0);
    assert_int_equal(stat(s->state, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    const char *file = arena_printf(s->arena, "%s/trust/%s", s->state, p.digest);
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(file_read(file, 4096, &text, NULL), 0);
    assert_true(str_find(buf_str(&text), STR("\nwho: \"ana\"\nwhen: ")) > 0);
    assert_true(str_find(buf_str(&text), STR("\ndir: \"/tree\"\nargv: [\"npm\", \"test\"]\n")) > 0);
    assert_int_equal(trust_drop(s->state, &p, &m), 0);
    assert_false(one(s).trusted);
}

static void test_words_that_would_break_the_file(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    Message m;
    Proposal p = one(s);
    strlist_add(&p.argv, s->arena, "a\"]\nargv: [\x1b\\");
    assert_int_equal(trust_add(s->state, &p, "ana\nwho: bo", &m), 0);
    assert_int_equal(file_read(arena_printf(s->arena, "%s/trust/%s", s->state, p.digest), 4096, &text, NULL), 0);
    assert_true(str_find(buf_str(&text), STR("who: \"ana\\u000awho: bo\"\n")) > 0);
    assert_true(str_find(buf_str(&text), STR(", \"a\\\"]\\u000aargv: [\\u001b\\\\\"]\n")) > 0);
}

static void test_what_can_never_run(void **state)
{
    Scene *s = *state;
    Message m;
    Proposal p = one(s);
    p.refused = "it needs a shell";
    assert_int_equal(trust_add(s->state, &p, "ana", &m), -EINVAL);
    assert_string_equal(m.text, "'unit' can never run: it needs a shell");
    p.refused = NULL;
    assert_int_equal(trust_add(NULL, &p, "ana", &m), -ENOENT);
    assert_false(one(s).trusted);
}

/* Links and files of others' making in the folder are no trust, and are not written through. */
static void test_links(void **state)
{
    Scene *s = *state;
    Message m;
    Proposal p = one(s);
    const char *folder = path_join(s->arena, s->state, "trust"), *file = path_join(s->arena, folder, p.digest);
    const char *target = path_join(s->arena, s->dir, "target");
    assert_int_equal(dir_make_all(folder, 0700), 0);
    assert_int_equal(symlink(target, file), 0);
    assert_int_equal(trust_add(s->state, &p, "ana", &m), -EEXIST);
    assert_int_equal(access(target, F_OK), -1);
    assert_int_equal(file_write_atomic(target, STR("x"), 0600), 0);
    assert_false(one(s).trusted);
    assert_int_equal(trust_add(s->state, &p, "ana", &m), -EEXIST);
    assert_int_equal(unlink(file), 0);
    assert_int_equal(mkdir(file, 0700), 0);
    assert_false(one(s).trusted);
    assert_int_equal(rmdir(file), 0);
    assert_int_equal(trust_add(s->state, &p, "ana", &m), 0);
    assert_true(one(s).trusted);
    assert_int_equal(chmod(file, 0666), 0);
    assert_false(one(s).trusted);
    assert_int_equal(chmod(file, 0600), 0);
    assert_int_equal(chmod(folder, 0777), 0);
    assert_false(one(s).trusted);
    assert_int_equal(trust_add(s->state, &p, "ana", &m), -EPERM);
}

static void test_linked_folder(void **state)
{
    Scene *s = *state;
    Message m;
    Proposal p = one(s);
    const char *elsewhere = path_join(s->arena, s->dir, "elsewhere");
    assert_int_equal(dir_make_all(elsewhere, 0700), 0);
    assert_int_equal(dir_make_all(s->state, 0700), 0);
    assert_int_equal(symlink(elsewhere, path_join(s->arena, s->state, "trust")), 0);
    assert_true(trust_add(s->state, &p, "ana", &m) < 0);
    assert_int_equal(file_write_atomic(path_join(s->arena, elsewhere, p.digest), STR("x"), 0600), 0);
    assert_false(one(s).trusted);
    assert_true(trust_drop(s->state, &p, &m) < 0);
}

static void test_on_approved(void **state)
{
    Scene *s = *state;
    Message m;
    Policy p = { 0 };
    Proposal deploy;
    assert_false(proposal_on_approved(&p, "/project", s->state, s->arena, &deploy));
    strlist_add(&p.on_approved, s->arena, "make");
    assert_true(proposal_on_approved(&p, "/project", s->state, s->arena, &deploy));
    assert_string_equal(deploy.name, "on_approved");
    assert_string_equal(deploy.dir, "/project");
    assert_false(deploy.trusted);
    assert_int_equal(trust_add(s->state, &deploy, "ana", &m), 0);
    assert_true(proposal_on_approved(&p, "/project", s->state, s->arena, &deploy));
    assert_true(deploy.trusted);
    strlist_add(&p.on_approved, s->arena, "deploy");
    assert_true(proposal_on_approved(&p, "/project", s->state, s->arena, &deploy));
    assert_false(deploy.trusted);
}

static void test_state_folder(void **state)
{
    Scene *s = *state;
    setenv("XDG_STATE_HOME", "/x", 1);
    assert_string_equal(trust_dir(s->arena), "/x/baton");
    unsetenv("XDG_STATE_HOME");
    setenv("HOME", "/home/ana", 1);
    assert_string_equal(trust_dir(s->arena), "/home/ana/.local/state/baton");
    unsetenv("HOME");
    assert_null(trust_dir(s->arena));
}

#define ON(test) cmocka_unit_test_setup_teardown(test, make, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON(test_commands_of_text),
        ON(test_any_text),
        ON(test_proposals),
        ON(test_digest),
        ON(test_a_link_is_the_folder_it_leads_to),
        ON(test_refused_has_its_own_digest),
        ON(test_trusting),
        ON(test_words_that_would_break_the_file),
        ON(test_what_can_never_run),
        ON(test_links),
        ON(test_linked_folder),
        ON(test_on_approved),
        ON(test_state_folder),
    };
    return cmocka_run_group_tests_name("gate/trust", tests, NULL, NULL);
}
