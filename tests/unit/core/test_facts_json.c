/*
 * test_facts_json.c - the shape of what `baton parse --json` prints.
 */
#include "cases.h"

#include "baton/core/facts_json.h"
#include "baton/doc/doc.h"

/* The keys of an object in order, as "a b c". */
static void assert_keys(const Json *object, const char *want)
{
    CLEANUP(buf_done) Buf have = BUF_INIT;
    for (const Json *child = json_first(object); child; child = json_next(child))
        buf_addf(&have, "%s%s", have.len ? " " : "", json_key(child));
    assert_string_equal(have.data, want);
}

static Json *parse(const char *path, const char *text)
{
    CLEANUP(facts_free_ptr) Facts *f = doc_read(path, str_from(text));
    return facts_json(f);
}

static void test_board(void **state)
{
    (void)state;
    CLEANUP(json_free_ptr) Json *j =
        parse("TASKS.md", "# T\n## Now\n- [x] [T-1] Do it @ann (depends on: T-0)\n- ✅ seen\n");
    assert_keys(j, "file dialect encoding tasks notes agents handoff records problems");
    assert_string_equal(json_get_str(j, "file"), "TASKS.md");
    assert_string_equal(json_get_str(j, "dialect"), "board");
    assert_true(json_is_null(json_get(j, "handoff")));
    const Json *t = json_first(json_get(j, "tasks")), *n = json_first(json_get(j, "notes"));
    assert_keys(t, "line ref title state state_raw assignee at state_at state_form assignee_at "
                   "assignee_form section depends_on depth confidence");
    assert_keys(json_get(t, "state_at"), "line col end");
    assert_int_equal(json_get_int(json_get(t, "state_at"), "col", 0), 2);
    assert_int_equal(json_get_int(json_get(t, "state_at"), "end", 0), 5);
    assert_string_equal(json_get_str(t, "state_form"), "box");
    assert_string_equal(json_get_str(t, "assignee_form"), "word");
    assert_int_equal(json_get_int(t, "line", 0), 3);
    assert_string_equal(json_get_str(t, "ref"), "T-1");
    assert_string_equal(json_get_str(t, "state"), "done");
    assert_string_equal(json_get_str(t, "state_raw"), "[x]");
    assert_string_equal(json_get_str(t, "assignee"), "ann");
    assert_string_equal(json_get_str(t, "confidence"), "A");
    assert_string_equal(json_text(json_first(json_get(t, "section"))), "Now");
    assert_string_equal(json_text(json_first(json_get(t, "depends_on"))), "T-0");
    assert_keys(n, "line at title state state_raw confidence");
    assert_int_equal(json_get_int(json_get(n, "at"), "col", 0), 6);
    assert_string_equal(json_get_str(n, "confidence"), "B");
}

static void test_handoff(void **state)
{
    (void)state;
    CLEANUP(json_free_ptr) Json *j = parse("handoff.md",
        "1. **Accomplishments**: Wrote `a/b.ts:14-88`.\n2. **Blockers**: The key is missing\n"
        "3. **Recommended Next Agent**: `/qa-engineer`\n");
    const Json *h = json_get(j, "handoff"), *item = json_first(json_get(h, "accomplishments"));
    assert_keys(h, "line from from_raw from_at to to_raw to_at summary status date accomplishments "
                   "blockers questions next_steps extras");
    assert_string_equal(json_get_str(h, "to"), "qa-engineer");
    assert_keys(item, "line at text citations");
    const Json *cited = json_first(json_get(item, "citations"));
    assert_keys(cited, "path first last");
    assert_int_equal(json_get_int(cited, "last", 0), 88);
    assert_int_equal(json_len(json_get(h, "blockers")), 1);
}

static void test_agents_and_problems(void **state)
{
    (void)state;
    CLEANUP(json_free_ptr)
    Json *j = parse("session.md",
                    "### qa-engineer - [Status: completed]\n**Duration**: 2h \nsome text caf\xE9 and more of it\n");
    const Json *a = json_first(json_get(j, "agents")), *p = json_first(json_get(j, "problems"));
    assert_keys(a, "line at name state state_raw state_at task started ended took");
    assert_true(json_is_null(json_get(a, "started")));
    assert_keys(json_get(a, "took"), "line text");
    assert_int_equal(json_get_int(json_get(a, "took"), "line", 0), 2);
    assert_string_equal(json_get_str(a, "state"), "done");
    assert_keys(p, "line message");
    assert_int_equal(json_get_int(p, "line", 0), 3);
}

static void test_run_and_log(void **state)
{
    (void)state;
    CLEANUP(json_free_ptr) Json *r = parse(".agents/.current_run", "abc\n");
    CLEANUP(json_free_ptr)
    Json *l =
        parse("a.jsonl",
              "{\"ts\":\"2026-01-02T03:04:05Z\",\"agent\":\"a\",\"action\":\"START\",\"x\":1}\n");
    assert_keys(r, "file dialect encoding tasks notes agents handoff run records problems");
    assert_string_equal(json_get_str(json_get(r, "run"), "id"), "abc");
    assert_keys(l, "file dialect encoding tasks notes agents handoff records telemetry problems");
    const Json *e = json_first(json_get(l, "telemetry"));
    assert_keys(e, "line at run agent action reason digest body");
    assert_string_equal(json_get_str(e, "at"), "2026-01-02T03:04:05.000Z");
    assert_int_equal(json_get_int(json_get(e, "body"), "x", 0), 1);
    assert_int_equal(strlen(json_get_str(e, "digest")), 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_board),
        cmocka_unit_test(test_handoff),
        cmocka_unit_test(test_agents_and_problems),
        cmocka_unit_test(test_run_and_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
