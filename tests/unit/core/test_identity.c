/*
 * test_identity.c - days of edits by agents, through real files: which task is which.
 *
 * A step saves files; `want` has one letter per task in the order of the files and their lines: who a
 * person would say it is.  A letter that was not there before must be a new task, one that was must be the
 * same, and one that is not there must be gone.  "?" is a task that people would argue about.
 */
#include "baton/base/clock.h"
#include "project_test.h"

#define SESSION ".claude/tasks/session-current.md"
#define ARCHIVE ".claude/tasks/session-archive.md"

typedef struct { const char *name, *session, *archive, *want; } Step;   /* NULL: as it was; "": empty */
typedef struct { const char *name; const Step *steps; } Day;

static const Step boxes[] = {
    { "the morning",
      "# Session\n\n## To do\n\n- [ ] Wire the login form to the API\n- [ ] Add rate limiting to the gateway\n"
      "- [ ] Export invoices as CSV\n\n## Doing\n\n## Done\n\n- [x] Set up the repository\n",
      NULL, "A B C D" },
    { "one is begun",
      "# Session\n\n## To do\n\n- [ ] Add rate limiting to the gateway\n"
      "- [ ] Export invoices as CSV\n\n## Doing\n\n- [ ] Wire the login form to the API\n\n## Done\n\n- [x] Set up the repository\n",
      NULL, "B C A D" },
    { "it is done, and another is begun",
      "# Session\n\n## To do\n\n- [ ] Export invoices as CSV\n\n## Doing\n\n- [ ] Add rate limiting to the gateway\n\n"
      "## Done\n\n- [x] Set up the repository\n- [x] Wire the login form to the API\n",
      NULL, "C B D A" },
    { "reworded a little, with marks",
      "# Session\n\n## To do\n\n- [ ] **Export invoices as CSV files**\n\n## Doing\n\n- [ ] Rate limiting for the API gateway\n\n"
      "## Done\n\n- [x] ~~Set up the repository~~\n- [x] Wire login form to the API ✅\n",
      NULL, "C B D A" },
    { "sections take other names and another order",
      "# Session\n\n## Completed\n\n- [x] Wire login form to the API\n- [x] Set up the repository\n\n## In progress\n\n"
      "- [ ] Rate limiting for the API gateway\n\n## Backlog\n\n- [ ] **Export invoices as CSV files**\n",
      NULL, "A D B C" },
    { "the list becomes a table",
      "# Session\n\n## Tasks\n\n| Task | Status |\n|------|--------|\n| Wire login form to the API | done |\n"
      "| Set up the repository | done |\n| Rate limiting for the API gateway | in_progress |\n"
      "| Export invoices as CSV files | pending |\n",
      NULL, "A D B C" },
    { "one is dropped, and quite another stands in its place",
      "# Session\n\n## Tasks\n\n| Task | Status |\n|------|--------|\n| Wire login form to the API | done |\n"
      "| Set up the repository | done |\n| Translate the onboarding mails | in_progress |\n"
      "| Export invoices as CSV files | pending |\n",
      NULL, "A D E C" },
    { 0 },
};

static const Step headings[] = {
    { "plan",
      "# Session\n\n## Plan\n\n### Task 1: Schema for rates\n**Status**: done\n\n### Task 2: Effective dates\n**Status**: in_progress\n\n"
      "### Task 3: Picker component\n**Status**: pending\n",
      NULL, "A B C" },
    { "one is put in front, all are numbered again",
      "# Session\n\n## Plan\n\n### Task 1: Interview the accountants\n**Status**: pending\n\n### Task 2: Schema for rates\n**Status**: done\n\n"
      "### Task 3: Effective dates\n**Status**: in_progress\n\n### Task 4: Picker component\n**Status**: pending\n",
      NULL, "D A B C" },
    { "states change, one is reworded",
      "# Session\n\n## Plan\n\n### Task 1: Interview the accountants\n**Status**: in_progress\n\n### Task 2: Schema for rates\n**Status**: done\n\n"
      "### Task 3: Effective dates\n**Status**: done\n\n### Task 4: Rate picker component\n**Status**: in_progress\n",
      NULL, "D A B C" },
    { "the first is dropped, all are numbered back",
      "# Session\n\n## Plan\n\n### Task 1: Schema for rates\n**Status**: done\n\n### Task 2: Effective dates\n**Status**: done\n\n"
      "### Task 3: Rate picker component\n**Status**: done\n",
      NULL, "A B C" },
    { "the second is another one now",
      "# Session\n\n## Plan\n\n### Task 1: Schema for rates\n**Status**: done\n\n### Task 2: Load test with 500 users\n**Status**: pending\n\n"
      "### Task 3: Rate picker component\n**Status**: done\n",
      NULL, "A E C" },
    { "boxes instead of headings",
      "# Session\n\n## Plan\n\n- [x] Schema for rates\n- [ ] Load test with 500 users\n- [x] Rate picker component\n",
      NULL, "A E C" },
    { 0 },
};

static const Step names[] = {
    { "ids",
      "# Board\n\n- [ ] AUTH-1 Login page\n- [ ] AUTH-2 Password reset\n- [ ] AUTH-3 Session timeout\n", NULL, "A B C" },
    { "quite another title under the same id",
      "# Board\n\n- [ ] AUTH-1 Login page\n- [x] AUTH-2 Let people in who forgot their secret\n- [ ] AUTH-3 Session timeout\n",
      NULL, "A B C" },
    { "another order",
      "# Board\n\n- [ ] AUTH-3 Session timeout\n- [ ] AUTH-1 Login page\n- [x] AUTH-2 Let people in who forgot their secret\n",
      NULL, "C A B" },
    { "a new id with a title much like one",
      "# Board\n\n- [ ] AUTH-3 Session timeout\n- [x] AUTH-1 Login page\n- [ ] AUTH-4 Login page for admins\n"
      "- [x] AUTH-2 Let people in who forgot their secret\n",
      NULL, "C A D B" },
    { "one id goes, another comes, alike",
      "# Board\n\n- [ ] AUTH-3 Session timeout\n- [ ] AUTH-4 Login page for admins\n- [ ] AUTH-5 Login page for guests\n"
      "- [x] AUTH-2 Let people in who forgot their secret\n",
      NULL, "C D E B" },
    { "the table has the same ids",
      "# Board\n\n| ID | Task | Status |\n|---|---|---|\n| AUTH-2 | Password reset | done |\n| AUTH-3 | Session timeout | in_progress |\n"
      "| AUTH-4 | Login page for admins | pending |\n| AUTH-5 | Login page for guests | pending |\n",
      NULL, "B C D E" },
    { 0 },
};

static const Step twins[] = {
    { "the same words in three places",
      "# Session\n\n## Backend\n\n- [ ] Build the service\n- [ ] Write tests\n\n## Frontend\n\n- [ ] Build the page\n- [ ] Write tests\n\n"
      "## Docs\n\n- [ ] Write tests\n",
      NULL, "A B C D E" },
    { "one of them is done",
      "# Session\n\n## Backend\n\n- [x] Build the service\n- [ ] Write tests\n\n## Frontend\n\n- [ ] Build the page\n- [x] Write tests\n\n"
      "## Docs\n\n- [ ] Write tests\n",
      NULL, "A B C D E" },
    { "the first is dropped",
      "# Session\n\n## Backend\n\n- [x] Build the service\n\n## Frontend\n\n- [ ] Build the page\n- [x] Write tests\n\n## Docs\n\n- [ ] Write tests\n",
      NULL, "A C D E" },
    { "sections change places",
      "# Session\n\n## Docs\n\n- [ ] Write tests\n\n## Frontend\n\n- [ ] Build the page\n- [x] Write tests\n\n## Backend\n\n- [x] Build the service\n",
      NULL, "E C D A" },
    { 0 },
};

static const Step alike[] = {
    { "two alike",
      "# Session\n\n- [x] Migrate the users table\n- [ ] Migrate the orders table\n", NULL, "A B" },
    { "they swap states",
      "# Session\n\n- [ ] Migrate the users table\n- [x] Migrate the orders table\n", NULL, "A B" },
    { "they swap places and states",
      "# Session\n\n- [ ] Migrate the orders table\n- [x] Migrate the users table\n", NULL, "B A" },
    { "one is reworded, the other stays",
      "# Session\n\n- [ ] Migrate the orders table in batches\n- [x] Migrate the users table\n", NULL, "B A" },
    { "a third, alike",
      "# Session\n\n- [ ] Migrate the orders table in batches\n- [ ] Migrate the payments table\n- [x] Migrate the users table\n", NULL, "B C A" },
    { "one goes, and what comes is like nothing",
      "# Session\n\n- [ ] Migrate the orders table in batches\n- [ ] Rotate the signing keys\n- [x] Migrate the users table\n", NULL, "B D A" },
    { "all of it is other work",
      "# Session\n\n- [ ] Draw the floor plan\n- [ ] Order new chairs\n- [ ] Call the painter\n", NULL, "E F G" },
    { 0 },
};

static const Step checkout[] = {
    { "version 1", "# S\n\n## Open\n\n- [ ] Parse the header\n- [ ] Read the body\n- [ ] Print a summary\n", NULL, "A B C" },
    { "version 2",
      "# S\n\n## Open\n\n- [ ] Read the body in chunks\n\n## Done\n\n- [x] Parse the header\n\n## Later\n\n- [ ] Measure the speed\n",
      NULL, "B A D" },
    { "git checkout of version 1", "# S\n\n## Open\n\n- [ ] Parse the header\n- [ ] Read the body\n- [ ] Print a summary\n", NULL, "A B C" },
    { "and back",
      "# S\n\n## Open\n\n- [ ] Read the body in chunks\n\n## Done\n\n- [x] Parse the header\n\n## Later\n\n- [ ] Measure the speed\n",
      NULL, "B A D" },
    { "truncated", "", NULL, "" },
    { "and written again, in sections of other names",
      "# S\n\n## In progress\n\n- [ ] Read the body in chunks\n- [ ] Measure the speed\n\n## Finished\n\n- [x] Parse the header\n", NULL, "B D A" },
    { 0 },
};

static const Step archive[] = {
    { "two are done",
      "# Session\n\n- [x] Tidy the parser\n- [x] Remove the old cache\n- [ ] Publish the package\n", NULL, "A B C" },
    { "they are written into the archive first",
      NULL, "# Archive\n\n## Week 3\n\n- [x] Tidy the parser\n- [x] Remove the old cache\n", "? ? A B C" },
    { "and then taken out of the session",
      "# Session\n\n- [ ] Publish the package\n", NULL, "A B C" },
    { "the next goes in one step",
      "# Session\n\n", "# Archive\n\n## Week 3\n\n- [x] Tidy the parser\n- [x] Remove the old cache\n- [x] Publish the package\n", "A B C" },
    { "a piece of work comes back",
      "# Session\n\n- [ ] Remove the old cache\n", "# Archive\n\n## Week 3\n\n- [x] Tidy the parser\n- [x] Publish the package\n", "A C B" },
    { "taken out first",
      "# Session\n\n", NULL, "A C" },
    { "and archived then",
      NULL, "# Archive\n\n## Week 3\n\n- [x] Tidy the parser\n- [x] Publish the package\n- [x] Remove the old cache\n", "A C B" },
    { 0 },
};

static const Step pieces[] = {
    { "one large", "# S\n\n1. [ ] Design the tables\n2. [ ] Write the parser and the printer\n3. [ ] Deploy to staging\n", NULL, "A B C" },
    { "two of it: one of them is the old one",
      "# S\n\n1. [ ] Design the tables\n2. [ ] Write the parser\n3. [ ] Write the printer\n4. [ ] Deploy to staging\n", NULL, "A ? ? C" },
    { "one of it again", "# S\n\n1. [ ] Design the tables\n2. [ ] Write the parser and the printer\n3. [ ] Deploy to staging\n", NULL, "A ? C" },
    { "put in front, numbered again",
      "# S\n\n1. [ ] Ask for access\n2. [ ] Design the tables\n3. [ ] Write the parser and the printer\n4. [ ] Deploy to staging\n", NULL, "D A ? C" },
    { "another at the same number",
      "# S\n\n1. [ ] Ask for access\n2. [ ] Design the tables\n3. [ ] Write the parser and the printer\n4. [ ] Celebrate with cake\n", NULL, "D A ? E" },
    { 0 },
};

static const Day days[] = {
    { "boxes", boxes }, { "headings", headings }, { "names", names }, { "twins", twins },
    { "alike", alike }, { "checkout", checkout }, { "archive", archive }, { "pieces", pieces },
};

typedef struct {
    const char *id[26];         /* of a letter */
    int asked, agreed;
} Known;

static TaskRows tasks_now(Scene *s)
{
    TaskRows all = { 0 };
    static const char *const files[] = { ARCHIVE, SESSION };
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        TaskRows rows = { 0 };
        assert_int_equal(store_tasks(s->c->store, s->arena, &(TaskQuery){ .file = files[i] }, &rows), 0);
        for (size_t k = 0; k < rows.len; k++)
            AVEC_PUSH(&all, s->arena, rows.items[k]);
    }
    return all;
}

static char letter_of(const Known *k, const char *id)
{
    for (int i = 0; i < 26; i++)
        if (k->id[i] && strcmp(k->id[i], id) == 0)
            return (char)('A' + i);
    return '-';
}

static void hold(Known *k, const Day *d, const Step *st, const TaskRows *rows)
{
    const char *want = st->want;
    for (size_t i = 0; i < rows->len; i++, want += *want ? strspn(want + 1, " ") + 1 : 0) {
        const TaskRow *t = &rows->items[i];
        char is = letter_of(k, t->id), should = *want;
        if (!should)
            fail_msg("%s, %s: '%s' is one too many", d->name, st->name, t->title);
        if (should == '?')
            continue;
        k->asked++;
        if (is == '-' && !k->id[should - 'A']) {
            k->id[should - 'A'] = t->id;
            is = should;
        }
        if (is != should)
            print_error("%s, %s: '%s' is %c and should be %c\n", d->name, st->name, t->title, is, should);
        k->agreed += is == should;
    }
    if (*want)
        fail_msg("%s, %s: '%s' is missing", d->name, st->name, want);
}

static void live(const Day *d, int *asked, int *agreed)
{
    Scene s;
    Known k = { 0 };

    scene_init(&s);
    for (const Step *st = d->steps; st->name; st++) {
        if (st->session)
            put(&s, SESSION, st->session);
        if (st->archive)
            put(&s, ARCHIVE, st->archive);
        look(&s);
        TaskRows rows = tasks_now(&s);
        hold(&k, d, st, &rows);
    }
    assert_sound(&s);
    *asked += k.asked;
    *agreed += k.agreed;
    scene_done(&s);
}

static void test_days(void **state)
{
    int asked = 0, agreed = 0;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(days); i++)
        live(&days[i], &asked, &agreed);
    print_message("identity: %d of %d as a person would say\n", agreed, asked);
    assert_true(asked > 100);
    assert_int_equal(agreed, asked);
}

/* Of what was split, and of what was merged, somebody goes on. */
static void test_splitting_and_merging_keep_one(void **state)
{
    Scene *s = *state;
    put(s, SESSION, "# S\n\n- [ ] Write the parser and the printer\n");
    look(s);
    const char *id = task(s, "Write the parser and the printer").id;
    put(s, SESSION, "# S\n\n- [ ] Write the parser\n- [ ] Write the printer\n");
    look(s);
    const char *one = task(s, "Write the parser").id, *two = task(s, "Write the printer").id;
    assert_true((strcmp(one, id) == 0) != (strcmp(two, id) == 0));
    put(s, SESSION, "# S\n\n- [ ] Write the parser and the printer\n");
    look(s);
    const char *now = task(s, "Write the parser and the printer").id;
    assert_true(strcmp(now, one) == 0 || strcmp(now, two) == 0);
    assert_int_equal(task_count(s, SESSION), 1);
}

/* A task that a file once held, and that went on that day. */
static void held_once(Scene *s, const char *id, const char *ref, const char *title, int64_t at)
{
    Event added = { .at = at, .kind = EVENT_TASK_ADDED, .subject = id, .source = SOURCE_FILE,
                    .body = arena_printf(s->arena, "{\"file\":\"" SESSION "\",\"line\":3,\"ref\":\"%s\",\"title\":\"%s\","
                                         "\"state\":\"done\",\"section\":[\"S\"]}", ref, title) };
    Event gone = { .at = at + 1, .kind = EVENT_TASK_GONE, .subject = id, .source = SOURCE_FILE };
    assert_int_equal(store_append(s->c->store, &added, NULL), 0);
    assert_int_equal(store_append(s->c->store, &gone, NULL), 0);
}

/* The same words after a long time are another piece of work. */
static void test_a_title_is_free_after_a_long_time(void **state)
{
    static const int64_t day = 24 * 3600 * 1000;
    Scene *s = *state;
    held_once(s, "told", "", "Write the weekly report", clock_now() - 30 * day);
    held_once(s, "tnew", "", "Renew the certificate", clock_now() - 2 * day);
    put(s, SESSION, "# S\n\n- [ ] Write the weekly report\n- [ ] Renew the certificate\n");
    look(s);
    assert_string_not_equal(task(s, "Write the weekly report").id, "told");
    assert_string_not_equal(task(s, "Write the weekly report").id, "none");
    assert_string_equal(task(s, "Renew the certificate").id, "tnew");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days),
        SCENE_TEST(test_splitting_and_merging_keep_one),
        SCENE_TEST(test_a_title_is_free_after_a_long_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
