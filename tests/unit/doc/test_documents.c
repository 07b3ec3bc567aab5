/*
 * test_documents.c - every document below fixtures/documents against what a careful reader gets out
 * of it.
 *
 * An expectation is the .json beside the document, in the form of score-parse.  Where it names a
 * ref, depends_on, depth, agents or parts of a handoff, those are compared too.
 */
#include "doc_test.h"

#include "baton/format/json.h"

/* How many facts differed from what was expected; each was printed. */
static int wrong;

#define SAY(...) (wrong++, print_error(__VA_ARGS__))

static bool same(const char *have, const char *want)
{
    return have && want ? strcmp(have, want) == 0 : have == want;
}

static const TaskFact *task_on(const Facts *f, int line)
{
    for (size_t i = 0; i < f->tasks.len; i++)
        if (f->tasks.items[i].line == line)
            return &f->tasks.items[i];
    return NULL;
}

static void check_text(const char *doc, int line, const char *what, const char *have,
                       const char *want)
{
    if (!same(have, want))
        SAY("%s:%d: %s is '%s', not '%s'\n", doc, line, what, have ? have : "(none)",
            want ? want : "(none)");
}

static void check_list(const char *doc, int line, const char *what, const StrList *have,
                       const Json *want)
{
    size_t i = 0;
    if (json_len(want) != have->len)
        SAY("%s:%d: %zu entries in %s, not %zu\n", doc, line, have->len, what, json_len(want));
    for (const Json *w = json_first(want); w && i < have->len; w = json_next(w), i++)
        check_text(doc, line, what, have->items[i], json_text(w));
}

/* Headings are compared without emoji, which are no words of theirs. */
static void check_section(const char *doc, const TaskFact *t, const Json *want)
{
    size_t i = 0;
    if (json_len(want) != t->section.len)
        SAY("%s:%d: %zu headings, not %zu\n", doc, t->line, t->section.len, json_len(want));
    for (const Json *w = json_first(want); w && i < t->section.len; w = json_next(w), i++)
        if (!strstr(t->section.items[i], json_text(w)))
            check_text(doc, t->line, "heading", t->section.items[i], json_text(w));
}

static void check_task(const char *doc, const Facts *f, const Json *want)
{
    int line = (int)json_get_int(want, "line", 0);
    const TaskFact *t = task_on(f, line);
    if (!t) {
        SAY("%s:%d: missed '%s'\n", doc, line, json_get_str(want, "title"));
        return;
    }
    check_text(doc, line, "title", t->title, json_get_str(want, "title"));
    check_text(doc, line, "state", task_state_text(t->state), json_get_str(want, "status"));
    check_text(doc, line, "assignee", t->assignee, json_get_str(want, "assignee"));
    check_section(doc, t, json_get(want, "section"));
    if (json_get(want, "ref"))
        check_text(doc, line, "ref", t->ref, json_get_str(want, "ref"));
    if (json_get(want, "depends_on"))
        check_list(doc, line, "depends_on", &t->depends_on, json_get(want, "depends_on"));
    if (json_get_int(want, "depth", t->depth) != t->depth)
        SAY("%s:%d: depth is %d\n", doc, line, t->depth);
}

static bool is_wanted(const Json *want, int line)
{
    for (const Json *t = json_first(json_get(want, "tasks")); t; t = json_next(t))
        if (json_get_int(t, "line", 0) == line)
            return true;
    return false;
}

static void check_tasks(const char *doc, const Facts *f, const Json *want)
{
    for (const Json *t = json_first(json_get(want, "tasks")); t; t = json_next(t))
        check_task(doc, f, t);
    for (size_t i = 0; i < f->tasks.len; i++)
        if (!is_wanted(want, f->tasks.items[i].line))
            SAY("%s:%d: no task: '%s'\n", doc, f->tasks.items[i].line, f->tasks.items[i].title);
}

/* Only where the expectation speaks of it. */
static void check_once(const char *doc, int line, const char *key, const char *have,
                       const Json *want)
{
    if (json_get(want, key))
        check_text(doc, line, key, have, json_get_str(want, key));
}

/* Every note that is expected: [line, "title", "state"]; others may be there. */
static void check_notes(const char *doc, const Facts *f, const Json *want)
{
    for (const Json *w = json_first(json_get(want, "notes")); w; w = json_next(w)) {
        const Json *line = json_first(w), *title = json_next(line), *state = json_next(title);
        const NoteFact *n = NULL;
        for (size_t i = 0; i < f->notes.len; i++)
            if (f->notes.items[i].line == json_number(line, 0))
                n = &f->notes.items[i];
        check_text(doc, (int)json_number(line, 0), "note", n ? n->title : NULL, json_text(title));
        if (n && state)
            check_text(doc, n->line, "note's state",
                       n->has_state ? task_state_text(n->state) : NULL, json_text(state));
    }
}

static void check_agents(const char *doc, const Facts *f, const Json *want)
{
    const Json *list = json_get(want, "agents"), *a = json_first(list);
    if (f->agents.len != json_len(list))
        SAY("%s: %zu agents, not %zu\n", doc, f->agents.len, json_len(list));
    for (size_t i = 0; a && i < f->agents.len; a = json_next(a), i++) {
        const AgentFact *have = &f->agents.items[i];
        int line = (int)json_get_int(a, "line", 0);
        check_text(doc, line, "agent", have->name, json_get_str(a, "name"));
        check_text(doc, line, "agent's state", task_state_text(have->state),
                   json_get_str(a, "status"));
        check_once(doc, line, "task", have->task, a);
        check_once(doc, line, "started", have->started, a);
        check_once(doc, line, "ended", have->ended, a);
        check_once(doc, line, "took", have->took, a);
        if (have->line != line)
            SAY("%s:%d: %s stands on line %d\n", doc, have->line, have->name, line);
    }
}

static void check_items(const char *doc, const HandoffItems *have, const Json *want,
                        const char *key)
{
    const Json *list = json_get(want, key), *w = json_first(list);
    if (!list)
        return;
    if (have->len != json_len(list))
        SAY("%s: %zu %s, not %zu\n", doc, have->len, key, json_len(list));
    for (size_t i = 0; w && i < have->len; w = json_next(w), i++)
        check_text(doc, have->items[i].line, key, have->items[i].text, json_text(w));
}

static void check_citations(const char *doc, const HandoffItems *items, const Json *want)
{
    for (const Json *w = json_first(json_get(want, "citations")); w; w = json_next(w)) {
        const Json *path = json_first(w), *first = json_next(path), *last = json_next(first);
        bool found = false;
        for (size_t i = 0; i < items->len; i++)
            for (size_t k = 0; k < items->items[i].citation_count; k++) {
                const Citation *c = &items->items[i].citations[k];
                found |= same(c->path, json_text(path)) && c->first == json_number(first, 0) &&
                         c->last == json_number(last, 0);
            }
        if (!found)
            SAY("%s: %s is not cited\n", doc, json_text(path));
    }
}

static void check_handoff(const char *doc, const Facts *f, const Json *want)
{
    const HandoffFact *h = f->handoff;
    if (!want || !h) {
        if (!want != !h)
            SAY("%s: a handoff was %s\n", doc, h ? "not expected" : "missed");
        return;
    }
    static const char *const keys[] = { "from", "to", "status", "date", "summary" };
    const char *const values[] = { h->from, h->to, h->status, h->date, h->summary };
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (json_get(want, keys[i]))
            check_text(doc, h->line, keys[i], values[i], json_get_str(want, keys[i]));
    check_items(doc, &h->accomplishments, want, "accomplishments");
    check_items(doc, &h->blockers, want, "blockers");
    check_items(doc, &h->questions, want, "questions");
    check_items(doc, &h->next_steps, want, "next_steps");
    check_items(doc, &h->extras, want, "extras");
    check_citations(doc, &h->accomplishments, want);
}

/* All of them, also where the expectation has none: a false alarm wakes somebody. */
static void check_escalations(const char *doc, const Facts *f, const Json *want)
{
    const Json *list = json_get(want, "escalations"), *w = json_first(list);
    if (f->escalations.len != json_len(list))
        SAY("%s: %zu escalations, not %zu\n", doc, f->escalations.len, json_len(list));
    for (size_t i = 0; w && i < f->escalations.len; w = json_next(w), i++) {
        const EscalationFact *e = &f->escalations.items[i];
        int line = (int)json_get_int(w, "line", 0);
        check_text(doc, line, "reason", e->reason, json_get_str(w, "reason"));
        check_text(doc, line, "receiver", e->to, json_get_str(w, "to"));
        check_text(doc, line, "agent", e->agent, json_get_str(w, "agent"));
        check_text(doc, line, "task", e->task, json_get_str(w, "task"));
        if (e->line != line || e->listed != (json_get(w, "listed") != NULL) ||
            e->closed != (json_get(w, "closed") != NULL))
            SAY("%s:%d: '%s' stands on line %d, %s, %s\n", doc, line, e->reason, e->line,
                e->listed ? "listed" : "printed", e->closed ? "closed" : "open");
    }
}

static void check_document(const char *name)
{
    CLEANUP(buf_done) Buf text = BUF_INIT, bytes = BUF_INIT,
                           path = BUF_INIT;
    CLEANUP(json_free_ptr) Json *want = NULL;
    buf_addf(&path, DOCUMENTS "/%s", name);
    read_file(path.data, &text);
    assert_int_equal(json_parse(buf_str(&text), &want), 0);
    buf_clear(&path);
    buf_addf(&path, BATON_FIXTURES "/%s", json_get_str(want, "file"));
    read_file(path.data, &bytes);

    CLEANUP(facts_free_ptr) Facts *f = doc_read(json_get_str(want, "file"), buf_str(&bytes));
    check_tasks(name, f, want);
    check_agents(name, f, want);
    check_notes(name, f, want);
    check_handoff(name, f, json_get(want, "handoff"));
    check_escalations(name, f, want);
    if (json_get(want, "dialect"))
        check_text(name, 0, "dialect", f->dialect, json_get_str(want, "dialect"));
    check_text(name, 0, "encoding", f->encoding,
               json_get(want, "encoding") ? json_get_str(want, "encoding") : "utf-8");
    if ((int64_t)f->problems.len != json_get_int(want, "problems", 0))
        SAY("%s: %zu problems\n", name, f->problems.len);
}

static void test_documents(void **state)
{
    (void)state;
    int n = each_fixture(".json", check_document);
    assert_true(n >= 30);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_documents) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
