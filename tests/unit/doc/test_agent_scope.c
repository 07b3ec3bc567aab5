/*
 * test_agent_scope.c - write scopes that say where not to write keep their words.
 */
#include "cases.h"

#include "baton/doc/doc.h"

static void assert_list(const StrList *l, const char *want)
{
    CLEANUP(buf_done) Buf have = BUF_INIT;
    for (size_t i = 0; i < l->len; i++)
        buf_addf(&have, "%s%s", i ? "|" : "", l->items[i]);
    assert_string_equal(have.data, want);
}

static const struct { const char *body, *write, *read_only; } rows[] = {
    { "## Write scope\n- `src/api/` and `tests/`\n", "src/api/|tests/", "" },
    { "## Write scope\n- `src/`, never `src/db/`\n", "`src/`, never `src/db/`", "" },
    { "## Write scope\n- `src/` except `src/db/`\n- docs/*.md\n", "`src/` except `src/db/`|docs/*.md", "" },
    { "## Write scope\n- Do not touch `src/auth/`\n", "Do not touch `src/auth/`", "" },
    { "## Write scope\n- `docs/` (read-only)\n", "`docs/` (read-only)", "" },
    { "## Write scope\n- `notes/` for knots and nothings\n", "notes/", "" },
    { "## Write scope\n- src/db\n- read/write access to it\n", "src/db", "" },
    { "## Write scope\n```\nsrc/api/\nweb/app/\n```\n", "src/api/|web/app/", "" },
    { "## Read-only references\n- src/db\n- `docs/` except `docs/api/`\n", "", "src/db|`docs/` except `docs/api/`" },
};

static void test_scopes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        const char *text = arena_printf(a, "---\nname: a\ndescription: b\n---\n# A\n\n%s", rows[i].body);
        AgentDef *def = doc_read_agent(a, "agents/a.md", str_from(text));
        assert_non_null(def);
        assert_list(&def->write_scope, rows[i].write);
        assert_list(&def->read_only, rows[i].read_only);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_scopes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
