/*
 * test_conf.c - layers of settings, and the sentence for each way of getting one wrong.
 */
#include "conf/scene.h"

static void test_table_is_whole(void **state)
{
    (void)state;
    for (int i = 0; i < CONF_COUNT; i++) {
        const SettingDef *d = conf_def((SettingId)i);
        assert_true(d->name[0] && d->help[0]);
        assert_non_null(d->initial);
        assert_true(d->min <= d->max);
        assert_int_equal(strspn(d->name, "abcdefghijklmnopqrstuvwxyz_."), strlen(d->name));
        assert_int_equal(d->type == SETTING_CHOICE, d->choices != NULL);
        if (d->type == SETTING_INT)
            assert_non_null(d->unit);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(conf_def((SettingId)j)->name, d->name);
    }
}

static Conf *load(const Project *p)
{
    Conf *c = NULL;
    Message m = { 0 };
    if (conf_load(p, &c, &m) < 0)
        fail_msg("%s", m.text);
    return c;
}

static void assert_list(const Conf *c, SettingId id, const char *const want[], size_t n)
{
    const StrList *l = conf_list(c, id);
    assert_int_equal(l->len, n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(l->items[i], want[i]);
}
#define ASSERT_LIST(c, id, ...) \
    assert_list(c, id, (const char *const[]){ __VA_ARGS__ }, \
                ARRAY_LEN(((const char *const[]){ __VA_ARGS__ })))

static void test_defaults(void **state)
{
    (void)state;
    Conf *c = load(NULL);
    assert_string_equal(conf_text(c, CONF_THEME), "dark");
    assert_false(conf_bool(c, CONF_ASCII));
    assert_true(conf_bool(c, CONF_MOUSE));
    assert_true(conf_bool(c, CONF_CLOCK));
    assert_string_equal(conf_text(c, CONF_EDITOR), "");
    assert_int_equal(conf_int(c, CONF_QUIET_MS), 25);
    assert_int_equal(conf_int(c, CONF_POLL_MS), 2000);
    assert_string_equal(conf_text(c, CONF_QUIET_MS), "25");
    ASSERT_LIST(c, CONF_FILES_SESSION, ".claude/tasks/session-current.md",
                ".claude/tasks/session-*.md", ".claude/tasks/context_session*.md",
                ".claude/session.md");
    ASSERT_LIST(c, CONF_FILES_RUN, ".agents/.current_run");
    ASSERT_LIST(c, CONF_FILES_TELEMETRY, ".agents/logs/**/*.jsonl");
    assert_true(strlist_has(conf_list(c, CONF_FILES_BOARDS), ".claude/agents/CURRENT-TASKS.md"));
    assert_true(strlist_has(conf_list(c, CONF_FILES_RECORDS), ".claude/agents/DECISIONS.md"));
    assert_true(strlist_has(conf_list(c, CONF_FILES_HANDOFF), ".agents/active_handoff.md"));
    assert_true(strlist_has(conf_list(c, CONF_FILES_AGENTS), ".gemini/agents/*.md"));
    for (int i = 0; i < CONF_COUNT; i++)
        assert_string_equal(conf_from(c, (SettingId)i), "built in");
    conf_free(c);
    assert_null(conf_free(NULL));
}

/* Good files: what a file says, and one setting that it makes true. */

static const struct {
    const char *text;
    SettingId id;
    const char *value;
    int line;                   /* 0: still built in */
} good[] = {
    { "",                                           CONF_THEME,         "dark",     0 },
    { "# nothing\n",                                CONF_THEME,         "dark",     0 },
    { "---\n...\n",                                 CONF_THEME,         "dark",     0 },
    { "theme: light\n",                             CONF_THEME,         "light",    1 },
    { "\n\ntheme: 'my theme.yaml'\n",               CONF_THEME,         "my theme.yaml", 3 },
    { "mouse: off\n",                               CONF_MOUSE,         "off",      1 },
    { "ingest:\n  quiet: 0\n",                      CONF_QUIET_MS,      "0",        2 },
    { "ingest.quiet: 10000\n",                      CONF_QUIET_MS,      "10000",    1 },
    { "ingest: {poll: 100, quiet: 3}\n",            CONF_POLL_MS,       "100",      1 },
    { "files:\n  session: a.md\n",                  CONF_FILES_SESSION, "a.md",     2 },
    { "files:\n  session: [a.md, 'b/**/*.md']\n",   CONF_FILES_SESSION, "a.md\nb/**/*.md", 2 },
    { "files:\n  session:\n    - a.md\n    - ./b.md\n    - a.md\n",
      CONF_FILES_SESSION, "a.md\nb.md", 2 },
    { "files:\n  session: []\n",                    CONF_FILES_SESSION, "",         2 },
    { "files:\n",                                   CONF_THEME,         "dark",     0 },
    { "people:\n  - name: a\napprovals: {rules: []}\ntheme: x\n", CONF_THEME, "x",  4 },
    { "require: [scope]\nscope: strict\nledger: x\napprovals.rules: 1\n",
      CONF_THEME, "dark", 0 },
};

static const struct { const char *text; SettingId id; const char *value; } good_reminders[] = {
    { "agents.old_section: 90s\n",                       CONF_OLD_SECTION,      "90s" },
    { "reminders:\n  escalation: off\n",                CONF_REMIND_ESCALATION, "off" },
    { "reminders: {times: 0}\n",                         CONF_REMIND_TIMES,     "0" },
    { "reminders: {silent: 45m}\n",                      CONF_REMIND_SILENT,    "45m" },
    { "reminders: {silent: [30m, ' qa-*=off', 'qa-a=2h']}\n", CONF_REMIND_SILENT, "30m\nqa-*=off\nqa-a=2h" },
    { "reminders: {silent: '30m,qa=off'}\n",             CONF_REMIND_SILENT,    "30m\nqa=off" },
    { "reminders: {quiet: ['22:00-07:00', sat]}\n",      CONF_REMIND_QUIET,     "22:00-07:00\nsat" },
    { "reminders: {quiet: fri 18:00-24:00}\n",           CONF_REMIND_QUIET,     "fri 18:00-24:00" },
    { "reminders: {quiet: ''}\n",                        CONF_REMIND_QUIET,     "" },
    { "reminders: {desktop: osc99, bell: no}\n",         CONF_REMIND_DESKTOP,   "osc99" },
};

static void test_reminders(void **state)
{
    Scene *s = *state;
    const char *path = scene_file(s, "p/.baton/config.yaml", "");
    Project p = { .baton_dir = path_dir(s->arena, path) };
    for (size_t i = 0; i < ARRAY_LEN(good_reminders); i++) {
        scene_file(s, "p/.baton/config.yaml", good_reminders[i].text);
        Conf *c = load(&p);
        assert_string_equal(conf_text(c, good_reminders[i].id), good_reminders[i].value);
        conf_free(c);
    }
    Conf *c = load(NULL);
    assert_int_equal(conf_span(c, CONF_REMIND_LONGEST), 4 * 3600 * 1000);
    conf_free(c);
}

static const char *sentence_of(const Project *p, Scene *s)
{
    Conf *c = NULL;
    Message m = { 0 };
    assert_int_equal(conf_load(p, &c, &m), -1);
    assert_non_null(c);                     /* what was read up to there */
    conf_free(c);
    return arena_strdup(s->arena, m.text);
}

/* A repository that was cloned must not start programs. */
static void test_personal_settings(void **state)
{
    Scene *s = *state;
    const char *path = scene_file(s, "p/.baton/config.yaml", "reminders:\n  command: [touch, x]\n");
    Project p = { .baton_dir = path_dir(s->arena, path) };
    Message m = { 0 };
    assert_string_equal(sentence_of(&p, s), arena_printf(s->arena,
        "%s:2: 'reminders.command' counts only in your own settings (~/.config/baton/config.yaml), because a project "
        "must not start programs; take the line out", path));
    Conf *c = NULL;
    assert_int_equal(conf_load(&p, &c, &m), -1);
    assert_int_equal(conf_list(c, CONF_REMIND_COMMAND)->len, 0);
    conf_free(c);

    scene_file(s, "p/.baton/config.yaml", "editor: touch x\n");
    assert_non_null(strstr(sentence_of(&p, s), ":1: 'editor' counts only in your own settings"));
    scene_file(s, "home/.config/baton/config.yaml", "editor: code --wait\n");
    scene_file(s, "p/.baton/config.yaml", "reminders:\n  bell: off\n");
    Conf *own = load(&p);
    assert_string_equal(conf_text(own, CONF_EDITOR), "code --wait");
    conf_free(own);
    scene_file(s, "home/.config/baton/config.yaml", "reminders:\n  command: ['my program', '{reason}', '']\n");
    c = load(&p);
    ASSERT_LIST(c, CONF_REMIND_COMMAND, "my program", "{reason}", "");
    conf_free(c);
    setenv("BATON_REMINDERS_COMMAND", "notify-send  {project} {reason}", 1);
    c = load(&p);
    ASSERT_LIST(c, CONF_REMIND_COMMAND, "notify-send", "{project}", "{reason}");
    assert_int_equal(conf_set(c, CONF_REMIND_COMMAND, "true", "--command", &m), 0);
    ASSERT_LIST(c, CONF_REMIND_COMMAND, "true");
    assert_int_equal(conf_set(c, CONF_REMIND_QUIET, "sat,22:00-07:00", "--quiet", &m), 0);
    ASSERT_LIST(c, CONF_REMIND_QUIET, "sat", "22:00-07:00");
    conf_free(c);
}

static void test_good_files(void **state)
{
    Scene *s = *state;
    const char *path = scene_file(s, "p/.baton/config.yaml", "");
    Project p = { .baton_dir = path_dir(s->arena, path) };
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        scene_file(s, "p/.baton/config.yaml", good[i].text);
        Conf *c = load(&p);
        assert_string_equal(conf_text(c, good[i].id), good[i].value);
        const char *line = arena_printf(s->arena, "%s:%d", path, good[i].line);
        assert_string_equal(conf_from(c, good[i].id), good[i].line ? line : "built in");
        conf_free(c);
    }
}

/* Bad files: the sentence, after the file's path. */

static const struct { const char *text, *sentence; } bad[] = {
    { "mouse: true\n\nthem: x\n",           ":3: no setting 'them'; did you mean 'theme'?" },
    { "tehme: x\n",                         ":1: no setting 'tehme'; did you mean 'theme'?" },
    { "files:\n  sesion: x\n",
      ":2: no setting 'files.sesion'; did you mean 'files.session'?" },
    { "session: x\n",
      ":1: no setting 'session'; did you mean 'files.session'?" },
    { "qqqqqqq: 1\n",                       ":1: no setting 'qqqqqqq'; 'baton config' lists them" },
    { "files:\n  people: x\n",
      ":2: no setting 'files.people'; 'baton config' lists them" },
    { "mouse: maybe\n",                     ":1: 'mouse' is 'maybe'; it takes true or false" },
    { "mouse:\n",                           ":1: 'mouse' is ''; it takes true or false" },
    { "mouse: [true]\n",                    ":1: 'mouse' takes one value, not a list" },
    { "mouse: {a: b}\n",
      ":1: 'mouse' takes a value and has no settings below it" },
    { "theme:\n",                           ":1: 'theme' is empty" },
    { "ingest:\n  quiet: soon\n",
      ":2: 'ingest.quiet' is 'soon'; it takes a number of ms from 0 to 10000" },
    { "ingest:\n  quiet: 10001\n",
      ":2: 'ingest.quiet' is '10001'; it takes a number of ms from 0 to 10000" },
    { "ingest:\n  quiet: -1\n",
      ":2: 'ingest.quiet' is '-1'; it takes a number of ms from 0 to 10000" },
    { "ingest:\n  poll: 99999999999999999999\n",
      ":2: 'ingest.poll' is '99999999999999999999'; it takes a number of ms from 100 to 600000" },
    { "ingest: 5\n",
      ":1: 'ingest' is a group; its settings stand below it, indented" },
    { "files: [a]\n",
      ":1: 'files' is a group; its settings stand below it, indented" },
    { "files:\n  session: [/etc/passwd]\n",
      ":2: 'files.session' has the pattern '/etc/passwd', which is not below the project" },
    { "files:\n  session: a/../../x\n",
      ":2: 'files.session' has the pattern 'a/../../x', which is not below the project" },
    { "files:\n  session: ['']\n",
      ":2: 'files.session' has the pattern '', which is not below the project" },
    { "files:\n  session: .\n",
      ":2: 'files.session' has the pattern '.', which is not below the project" },
    { "files:\n  session:\n  - a\n  - [b]\n", ":4: 'files.session' takes a plain list of texts" },
    { "theme: a\ntheme: b\n",               ":2: 'theme' stands in line 1 already" },
    { "files: {session: a}\nfiles.session: b\n", ":2: 'files.session' stands in line 1 already" },
    { "reminders: off\n",
      ":1: 'reminders' is a group; its settings stand below it, indented" },
    { "reminders:\n  eskalation: 1h\n",
      ":2: no setting 'reminders.eskalation'; did you mean 'reminders.escalation'?" },
    { "reminders:\n  escalation: soon\n",
      ":2: 'reminders.escalation' is 'soon'; it takes a time such as 90s, 15m, 2h or 3d, or off" },
    { "reminders:\n  times: 101\n",
      ":2: 'reminders.times' is '101'; it takes a number of times from 0 to 100" },
    { "reminders:\n  silent: [30m, '=30m']\n",
      ":2: 'reminders.silent' is '=30m'; it takes a time such as 30m, or AGENT=45m, AGENT=off" },
    { "reminders:\n  silent: qa=\n",
      ":2: 'reminders.silent' is 'qa='; it takes a time such as 30m, or AGENT=45m, AGENT=off" },
    { "reminders:\n\n  quiet: [sat, '22-07']\n",
      ":3: 'reminders.quiet' is '22-07'; it takes hours such as 22:00-07:00, sat, or fri 18:00-24:00" },
    { "reminders:\n  desktop: growl\n",
      ":2: 'reminders.desktop' is 'growl'; it takes one of off, osc9, osc777, osc99" },
    { "- theme\n",                          ":1: settings are written as 'name: value'" },
    { "\njust words\n",                     ":2: settings are written as 'name: value'" },
};

static void test_bad_files(void **state)
{
    Scene *s = *state;
    const char *path = scene_file(s, "p/.baton/config.yaml", "");
    Project p = { .baton_dir = path_dir(s->arena, path) };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        scene_file(s, "p/.baton/config.yaml", bad[i].text);
        const char *sentence = arena_printf(s->arena, "%s%s", path, bad[i].sentence);
        assert_string_equal(sentence_of(&p, s), sentence);
    }
}

static void test_files_that_are_no_yaml(void **state)
{
    static const struct { const char *text; int line; } files[] = {
        { "theme: [a\n", 2 }, { "a: b: c\n", 1 }, { "\ntheme: *x\n", 2 },
        { "theme: \"\\x01\n", 2 }, { "\t- x\n", 1 }, { "theme: \xff\xfe\n", 1 },
    };
    Scene *s = *state;
    const char *path = scene_file(s, "p/.baton/config.yaml", "");
    Project p = { .baton_dir = path_dir(s->arena, path) };
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        scene_file(s, "p/.baton/config.yaml", files[i].text);
        const char *start = arena_printf(s->arena, "%s:%d: ", path, files[i].line);
        const char *sentence = sentence_of(&p, s);
        if (strncmp(sentence, start, strlen(start)) != 0 || !sentence[strlen(start)])
            fail_msg("case %zu: %s", i, sentence);
    }
}

static void test_files_that_cannot_be_read(void **state)
{
    Scene *s = *state;
    const char *path = scene_folder(s, "p/.baton/config.yaml");
    Project p = { .baton_dir = path_dir(s->arena, path) };
    const char *folder = arena_printf(s->arena, "Cannot read '%s': Is a directory", path);
    assert_string_equal(sentence_of(&p, s), folder);
    rmdir(path);
    char *large = arena_alloc(s->arena, (2 << 20) + 1);
    memset(large, '#', 2 << 20);
    scene_file(s, "p/.baton/config.yaml", large);
    const char *too_large = arena_printf(s->arena, "'%s' is larger than 1 MiB and not read", path);
    assert_string_equal(sentence_of(&p, s), too_large);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);            /* and nobody writes to it */
    const char *fifo = arena_printf(s->arena, "Cannot read '%s': Operation not supported", path);
    assert_string_equal(sentence_of(&p, s), fifo);
}

static void test_later_layers_win(void **state)
{
    Scene *s = *state;
    const char *person = scene_file(s, "home/.config/baton/config.yaml",
                                    "theme: person\nascii: on\nmouse: off\n");
    const char *project = scene_file(s, "p/.baton/config.yaml", "theme: project\nascii: off\n");
    Project p = { .baton_dir = path_dir(s->arena, project) };
    Message m = { 0 };

    Conf *c = load(NULL);
    assert_string_equal(conf_text(c, CONF_THEME), "person");
    assert_true(conf_bool(c, CONF_ASCII));
    conf_free(c);

    c = load(&p);
    assert_string_equal(conf_text(c, CONF_THEME), "project");
    assert_false(conf_bool(c, CONF_ASCII));
    assert_false(conf_bool(c, CONF_MOUSE));
    assert_string_equal(conf_from(c, CONF_MOUSE), arena_printf(s->arena, "%s:3", person));
    conf_free(c);

    setenv("BATON_THEME", "environment", 1);
    setenv("BATON_EDITOR", "", 1);                      /* counts as none */
    c = load(&p);
    assert_string_equal(conf_text(c, CONF_THEME), "environment");
    assert_string_equal(conf_from(c, CONF_THEME), "BATON_THEME");
    assert_string_equal(conf_from(c, CONF_EDITOR), "built in");
    assert_int_equal(conf_set(c, CONF_THEME, "flag", "--theme", &m), 0);
    assert_string_equal(conf_text(c, CONF_THEME), "flag");
    assert_string_equal(conf_from(c, CONF_THEME), "--theme");
    conf_free(c);
}

static void test_xdg_config_home(void **state)
{
    Scene *s = *state;
    scene_file(s, "home/.config/baton/config.yaml", "theme: home\n");
    scene_file(s, "xdg/baton/config.yaml", "theme: xdg\n");
    static const struct { const char *xdg, *home, *theme; } cases[] = {
        { "xdg", "home", "xdg" }, { NULL, "home", "home" }, { "", "home", "home" },
        { "none", "home", "dark" }, { NULL, NULL, "dark" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        unsetenv("XDG_CONFIG_HOME");
        unsetenv("HOME");
        const char *xdg = cases[i].xdg;
        if (xdg)
            setenv("XDG_CONFIG_HOME", xdg[0] ? scene_path(s, xdg) : "relative", 1);
        if (cases[i].home)
            setenv("HOME", scene_path(s, cases[i].home), 1);
        Conf *c = load(NULL);
        assert_string_equal(conf_text(c, CONF_THEME), cases[i].theme);
        conf_free(c);
    }
}

static void test_environment_and_flags(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    setenv("BATON_FILES_SESSION", "a.md::b/*.md", 1);
    setenv("BATON_INGEST_QUIET", "7", 1);
    Conf *c = load(NULL);
    ASSERT_LIST(c, CONF_FILES_SESSION, "a.md", "b/*.md");
    assert_string_equal(conf_from(c, CONF_FILES_SESSION), "BATON_FILES_SESSION");
    assert_int_equal(conf_int(c, CONF_QUIET_MS), 7);

    assert_int_equal(conf_set(c, CONF_QUIET_MS, "x", "--quiet", &m), -1);
    assert_string_equal(m.text,
                        "--quiet: 'ingest.quiet' is 'x'; it takes a number of ms from 0 to 10000");
    assert_int_equal(conf_int(c, CONF_QUIET_MS), 7);    /* a failed call changes nothing */
    assert_string_equal(conf_from(c, CONF_QUIET_MS), "BATON_INGEST_QUIET");
    conf_free(c);

    setenv("BATON_MOUSE", "maybe", 1);
    assert_string_equal(sentence_of(NULL, s),
                        "BATON_MOUSE: 'mouse' is 'maybe'; it takes true or false");
}

/* The variable of `clock` is also the one that stops the clock in tests. */
static void test_clock_variable(void **state)
{
    (void)state;
    static const struct { const char *text; bool clock; const char *from; } cases[] = {
        { "2026-01-02T03:04:05Z", true, "built in" },
        { "off", false, "BATON_CLOCK" },
        { "true", true, "BATON_CLOCK" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        setenv("BATON_CLOCK", cases[i].text, 1);
        Conf *c = load(NULL);
        assert_int_equal(conf_bool(c, CONF_CLOCK), cases[i].clock);
        assert_string_equal(conf_from(c, CONF_CLOCK), cases[i].from);
        conf_free(c);
    }
}

static void test_what_was_read_up_to_the_mistake_is_kept(void **state)
{
    Scene *s = *state;
    Conf *c = NULL;
    Message m = { 0 };
    scene_file(s, "home/.config/baton/config.yaml", "theme: mine\nnope: x\nmouse: off\n");
    assert_int_equal(conf_load(NULL, &c, &m), -1);
    assert_string_equal(conf_text(c, CONF_THEME), "mine");
    assert_true(conf_bool(c, CONF_MOUSE));
    conf_free(c);
}

static void test_too_many_patterns(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf list = BUF_INIT;
    for (int i = 0; i < 101; i++)
        buf_addf(&list, "%sf%d", i ? ":" : "", i);
    setenv("BATON_FILES_BOARDS", list.data, 1);
    assert_string_equal(sentence_of(NULL, s),
                        "BATON_FILES_BOARDS: 'files.boards' has more than 100 patterns");
    list.data[list.len - strlen(":f100")] = '\0';
    setenv("BATON_FILES_BOARDS", list.data, 1);
    Conf *c = load(NULL);
    assert_int_equal(conf_list(c, CONF_FILES_BOARDS)->len, 100);
    conf_free(c);
}

/* Tests run in a build folder: the data is that of the source, unless BATON_DATA has it. */
static void test_data_dir(void **state)
{
    Scene *s = *state;
    const char *source = conf_data_dir("src", s->arena);
    assert_non_null(source);
    assert_int_equal(access(path_join(s->arena, source, "conf/data.c"), R_OK), 0);
    assert_null(conf_data_dir("no-such-folder", s->arena));
    assert_null(conf_data_dir("CMakeLists.txt", s->arena));     /* a file is no folder */
    setenv("BATON_DATA", s->dir, 1);
    assert_string_equal(conf_data_dir("src", s->arena), source);
    const char *own = scene_folder(s, "src");
    assert_string_equal(conf_data_dir("src", s->arena), own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_is_whole),
        ON_SCENE(test_defaults),
        ON_SCENE(test_good_files),
        ON_SCENE(test_reminders),
        ON_SCENE(test_personal_settings),
        ON_SCENE(test_bad_files),
        ON_SCENE(test_files_that_are_no_yaml),
        ON_SCENE(test_files_that_cannot_be_read),
        ON_SCENE(test_later_layers_win),
        ON_SCENE(test_xdg_config_home),
        ON_SCENE(test_environment_and_flags),
        ON_SCENE(test_clock_variable),
        ON_SCENE(test_what_was_read_up_to_the_mistake_is_kept),
        ON_SCENE(test_too_many_patterns),
        ON_SCENE(test_data_dir),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
