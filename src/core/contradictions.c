/*
 * contradictions.c - what agents claim, held against what is known.
 *
 * Every kind has a function that looks for it.  All of them read a bounded part of the ledger, and where that
 * part does not show a claim to be wrong they are silent: a false alarm is worse than a miss.
 */
#include "contradictions.h"

#include "baton/base/clock.h"
#include "baton/model/claims.h"
#include "baton/model/escalation.h"

enum { SAID_MAX = 2000, TASKS_MAX = 1000 };

#define DAY_MS (24 * 3600 * 1000LL)

static int (*const judges[])(Look *l) = {
    [CONTRADICTION_TESTS] = judge_tests, [CONTRADICTION_OPEN_TASKS] = judge_open_tasks,
    [CONTRADICTION_NO_TASK] = judge_no_task, [CONTRADICTION_OLD_SECTION] = judge_old_section,
};
_Static_assert(ARRAY_LEN(judges) == CONTRADICTION_COUNT, "one judge per kind");

const char *contradiction_text(ContradictionKind k)
{
#define X(id, word, what) [CONTRADICTION_##id] = word,
    static const char *const words[] = { CONTRADICTIONS(X) };
#undef X
    return words[k];
}

const SaidRow *said_last(const Look *l, const char *slug, size_t *ret_at)
{
    for (size_t i = 0; i < l->said.len; i++)
        if (strcmp(l->said.items[i].slug, slug) == 0) {
            if (ret_at)
                *ret_at = i;
            return &l->said.items[i];
        }
    return NULL;
}

int tasks_of(Look *l, const char *slug, unsigned states, TaskRows *ret)
{
    TaskRows all = { 0 };
    TaskQuery q = { .assignee = slug, .states = states, .limit = TASKS_MAX };
    int r = store_tasks(l->c->store, l->a, &q, &all);

    *ret = (TaskRows){ 0 };
    for (size_t i = 0; i < all.len; i++)
        if (!session_is_archived(all.items[i].file))
            AVEC_PUSH(ret, l->a, all.items[i]);
    return r;
}

/* "1" of "Task 1" and "T-1"; "" where the ref does not end in a number. */
static Str number_of(const char *ref)
{
    Str s = str_from(ref);
    size_t n = 0;
    while (n < s.len && s.data[s.len - 1 - n] >= '0' && s.data[s.len - 1 - n] <= '9')
        n++;
    return str_slice(s, s.len - n, s.len);
}

static Str after_blanks(Str s) { return str_slice(s, strspn(s.data, " \t"), s.len); }

/* "2", "and 4" right behind "tasks 1": takes the next number with what joins it to the one before. */
static bool next_number(Str *rest, bool first, Str *ret_number)
{
    static const char *const joints[] = { ",", "and ", "or ", "&", "+" };
    Str s = after_blanks(*rest);
    bool joined = first;
    for (size_t i = 0; i < ARRAY_LEN(joints) && !first; i++)
        if (str_istarts(s, str_from(joints[i]))) {
            s = after_blanks(str_slice(s, strlen(joints[i]), s.len));
            joined = true;
        }
    size_t digits = strspn(s.data, "0123456789");
    *ret_number = str_slice(s, 0, digits);
    *rest = str_slice(s, digits, s.len);
    return joined && digits;
}

/* "tasks 1, 2 and 4" */
static bool lists_number(Str text, Str number)
{
    for (ptrdiff_t at; (at = str_ifind(text, STR("task"))) >= 0;) {
        Str one, rest = str_slice(text, (size_t)at + 4, text.len);
        text = rest;
        if (str_istarts(rest, STR("s")))
            rest = str_slice(rest, 1, rest.len);
        for (bool first = true; next_number(&rest, first, &one); first = false)
            if (str_eq(one, number))
                return true;
    }
    return false;
}

static bool has_phrase(const char *words, const char *phrase, size_t shortest, Arena *a)
{
    Str bare = str_trim(str_from(plain_words(str_from(phrase), a)));
    return bare.len >= shortest && words_have(words, arena_str(a, bare), NULL);
}

bool names_task(const char *text, const TaskRow *t, Arena *a)
{
    /* a letter in front, because a number at the beginning is left out of words */
    const char *words = plain_words(str_from(arena_printf(a, "x %s", text)), a);
    const char *ref = t->ref ? t->ref : "";
    Str number = number_of(ref);

    return (ref[strspn(ref, "0123456789. ")] && has_phrase(words, ref, 2, a)) ||
           (number.len && lists_number(str_from(text), number)) || has_phrase(words, t->title, 9, a);
}

static int latest_first(const void *x, const void *y)
{
    const SaidRow *a = x, *b = y;
    return a->at != b->at ? (a->at < b->at) - (a->at > b->at) : (a->seq < b->seq) - (a->seq > b->seq);
}

/*
 * A log may be read late: the time decides.  What is older than the day, or came after now (a clock that is wrong),
 * does not count.
 */
static void keep_recent(Look *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->said.len; i++)
        if (l->said.items[i].at >= l->since && l->said.items[i].at <= l->now)
            l->said.items[n++] = l->said.items[i];
        else
            l->whole = l->whole || l->said.items[i].at < l->since;
    l->said.len = n;
    if (n)
        qsort(l->said.items, n, sizeof *l->said.items, latest_first);
}

static int look(Look *l)
{
    l->run = store_current_run(l->c->store, l->a);
    l->since = l->run ? 0 : l->now - DAY_MS;
    int r = store_said(l->c->store, l->a, l->run, SAID_MAX, &l->said, &l->whole);
    if (r == 0)
        r = store_agents(l->c->store, l->a, &(AgentQuery){ 0 }, &l->agents);
    keep_recent(l);
    return r;
}

static int newest_first(const void *x, const void *y)
{
    const Contradiction *a = x, *b = y;
    if (a->at != b->at)
        return (a->at < b->at) - (a->at > b->at);
    return a->kind != b->kind ? (int)a->kind - (int)b->kind : strcmp(a->agent, b->agent);
}

int contradictions_read(Context *c, Arena *a, Contradictions *ret)
{
    Contradictions found = { 0 };
    Look l = { .c = c, .a = a, .now = clock_now(), .found = &found };
    int r = look(&l);

    for (size_t i = 0; r == 0 && i < ARRAY_LEN(judges); i++)
        r = judges[i](&l);
    if (r < 0)
        return r;
    if (found.len)
        qsort(found.items, found.len, sizeof *found.items, newest_first);
    *ret = found;
    return 0;
}
