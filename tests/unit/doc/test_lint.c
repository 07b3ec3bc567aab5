/*
 * test_lint.c - what `baton lint` sees in a text: references, counts, forms.
 */
#include "cases.h"

#include "baton/doc/lint.h"

static void seen(Buf *out, const DocScan *s)
{
    for (size_t i = 0; i < s->references.len; i++)
        buf_addf(out, "%d%s%s:%s ", s->references.items[i].line, s->references.items[i].link ? "l" : "c",
                 s->references.items[i].planned ? "p" : "", s->references.items[i].path);
    for (size_t i = 0; i < s->counts.len; i++)
        buf_addf(out, "%d:%d/%d ", s->counts.items[i].line, s->counts.items[i].done,
                 s->counts.items[i].total);
    for (size_t i = 0; i < s->forms.len; i++)
        buf_addf(out, "%d:%s ", s->forms.items[i].line, s->forms.items[i].key);
}

static void test_scan(void **state)
{
    (void)state;
    static const struct { const char *text, *want; } rows[] = {
        { "[a](b.md)", "1l:b.md " },
        { "\n[a](../b/c.md#part \"title\") ![i](x.png)", "2l:../b/c.md " },
        { "[a](<b c.md>) [b](b%20c.md)", "1l:b c.md 1l:b c.md " },
        { "[a](b_(1).md)", "1l:b_(1).md " },
        { "[a]: docs/b.md", "1l:docs/b.md " }, { "[^1]: docs/b.md", "" },
        { "`docs/b.md:14-88` and `@docs/c.md`", "1c:docs/b.md 1c:docs/c.md " },
        { "``docs/b.md`` `docs/b.md", "1c:docs/b.md " },
        { "`b.md` `/etc/b.conf` `~/b/c.md` `a/*.md` `a/<b>.md` `a/b.c`", "" },
        { "Create `docs/b.md`", "1cp:docs/b.md " }, { "remove `docs/b.md`", "1cp:docs/b.md " },
        { "[a](https://b/c.md) [b](#c) [c](mailto:a@b.md) [d](//e/f.md)", "" },
        { "~~~\n[a](b.md)\n~~~\n[c](d.md)", "4l:d.md " },
        { "- ```\n  [a](b.md)\n  ```\n[c](d.md)", "4l:d.md " },
        { "<!-- [a](b.md)\n[a](b.md) --> [c](d.md)\n[e](f.md)", "2l:d.md 3l:f.md " },
        { "## Example\n[a](b.md)\n### More\n[a](b.md)\n## Other\n[c](d.md)", "6l:d.md " },
        { "**Completed Tasks**: 3/5", "1:3/5 " }, { "- Tasks completed: 3 of 5 tasks", "1:3/5 " },
        { "**Completed Tasks**: 5/3", "" }, { "**Completed Tasks**: [To be updated]", "" },
        { "Completed Tasks: 3/5 points", "" }, { "Complexity: 3/5", "" },
        { "**Status**: Pending | In Progress | Completed", "1:Status " },
        { "- Status: [Not Started/In Progress/Blocked/Complete]", "1:Status " },
        { "**Status**: [in_progress]", "" }, { "**Status**: done", "" },
        { "**Assigned to**: [agent-name]", "1:Assigned to " }, { "**Owner**: [Ann](a.md)", "1l:a.md " },
        { "---\nassignee: [a, b]\n---\nOwner: [name]", "4:Owner " },
        { "---\n\nOwner: [name]\n---", "3:Owner " },
        { "**Completion Time**: [In progress - Tasks 1-3 complete]", "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        CLEANUP(buf_done) Buf out = BUF_INIT;
        DocScan s;
        doc_scan(a, str_from(rows[i].text), &s);
        seen(&out, &s);
        assert_string_equal(out.data, rows[i].want);
    }
}

/* Any bytes, and every beginning of them, end somewhere and stay inside. */
static void test_any_bytes(void **state)
{
    (void)state;
    static const char letters[] = "`[]()<>!-#:/.*md %2~\n\\\"@\xc3\xa4";
    uint32_t seed = 7;
    for (int round = 0; round < 2000; round++) {
        CLEANUP(arena_free_ptr) Arena *a = arena_new();
        size_t len = next_random(&seed) % 60;
        char *text = mem_alloc(len + 1);
        for (size_t i = 0; i < len; i++)
            text[i] = letters[next_random(&seed) % (sizeof letters - 1)];
        char *exact = mem_strndup(text, len);
        DocScan s;
        doc_scan(a, (Str){ exact, len }, &s);
        for (size_t i = 0; i < s.references.len; i++)
            assert_true(s.references.items[i].line >= 1 && *s.references.items[i].path);
        free(exact);
        free(text);
    }
}

static void count_word(void *ctx, const char *word)
{
    *(int *)ctx += strcmp(word, "in progress") == 0;
}

static void test_words_are_offered(void **state)
{
    (void)state;
    int n = 0;
    doc_state_words(count_word, &n);
    assert_int_equal(n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scan), cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_words_are_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
