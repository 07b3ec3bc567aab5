/*
 * cli.c - from argv to an exit code.
 *
 * `baton event` is called by agents all day long, so nothing that it does not need is started
 * before the row is known: no locale, no screen, no loop.
 */
#include "baton/cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "commands.h"
#include "dashboard.h"
#include "output.h"

typedef struct {
    const char *dir, *theme, *view;
    bool help, version;
} Globals;

typedef struct {
    int argc, at;
    const char *const *argv;
} Argv;

static const struct {
    const char *name;
    size_t field;
} global_values[] = {
    { "-C", offsetof(Globals, dir) },
    { "--theme", offsetof(Globals, theme) },
    { "--view", offsetof(Globals, view) },
};

static const struct {
    const char *name;
    size_t field;
} global_switches[] = {
    { "--help", offsetof(Globals, help) }, { "-h", offsetof(Globals, help) },
    { "--version", offsetof(Globals, version) }, { "-V", offsetof(Globals, version) },
};

static int enter(const char *dir, Message *m)
{
    if (chdir(dir) == 0)
        return DONE;
    fail(m, "cannot enter '%s': %s", dir, strerror(errno));
    return REFUSED;
}

static int global_unknown(const char *word, Message *m)
{
    CLEANUP(free_mem) char *name = mem_strndup(word, strcspn(word, "="));
    Nearest near = { .word = name };
    for (size_t i = 0; i < ARRAY_LEN(global_values); i++)
        nearest_offer(&near, global_values[i].name);
    for (size_t i = 0; i < ARRAY_LEN(global_switches); i++)
        nearest_offer(&near, global_switches[i].name);
    if (near.best)
        fail(m, "there is no flag %s before a command; did you mean %s?", name, near.best);
    else
        fail(m, "there is no flag %s before a command; 'baton help' lists them", name);
    return USAGE;
}

/* "--theme=dusk" and "--theme dusk"; NULL when word is another flag. */
static const char *value_of(Argv *w, const char *word, const char *name)
{
    size_t len = strlen(name);
    if (strncmp(word, name, len) != 0)
        return NULL;
    if (word[len] == '=' && name[1] == '-')
        return word + len + 1;
    if (word[len])
        return NULL;
    return w->at < w->argc ? w->argv[w->at++] : "";
}

static int global_take(Argv *w, Globals *g, const char *word, Message *m)
{
    for (size_t i = 0; i < ARRAY_LEN(global_switches); i++)
        if (strcmp(word, global_switches[i].name) == 0) {
            *(bool *)((char *)g + global_switches[i].field) = true;
            return DONE;
        }
    for (size_t i = 0; i < ARRAY_LEN(global_values); i++) {
        const char *value = value_of(w, word, global_values[i].name);
        if (!value)
            continue;
        if (!*value) {
            fail(m, "%s needs a value", global_values[i].name);
            return USAGE;
        }
        *(const char **)((char *)g + global_values[i].field) = value;
        // As in git: each -C is relative to the one before.
        return global_values[i].field == offsetof(Globals, dir) ? enter(value, m) : DONE;
    }
    return global_unknown(word, m);
}

static int globals_parse(Argv *w, Globals *g, Message *m)
{
    int r = DONE;
    while (!r && w->at < w->argc && w->argv[w->at][0] == '-' && w->argv[w->at][1]) {
        const char *word = w->argv[w->at++];
        r = global_take(w, g, word, m);
    }
    return r;
}

static void flush(Cmd *cmd)
{
    output_flush(cmd->out);
}

/* What could not be written was not said: a pipe that was closed needs no words about it. */
static int finish(Cmd *cmd, int code)
{
    int r = output_flush(cmd->out);
    if (cmd->context && *cmd->context->notice.text)
        output_error(cmd->context->notice.text);
    if (*cmd->error.text)
        output_error(cmd->error.text);
    if (r < 0 && r != -EPIPE) {
        CLEANUP(buf_done) Buf line = BUF_INIT;
        buf_addf(&line, "cannot write the output: %s", strerror(-r));
        output_error(line.data);
    }
    return r < 0 && code == DONE ? REFUSED : code < 0 ? INTERNAL : code;
}

static int run_row(const CommandRow *row, const CommandRow *const table[], int argc,
                   const char *const argv[])
{
    CLEANUP(arena_free_ptr) Arena *arena = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    Cmd cmd = {
        .table = table,
        .arena = arena,
        .out = &out,
        .tty = isatty(STDOUT_FILENO) == 1,
        .flush = flush,
    };
    if (row != &cmd_event)
        output_locale();
    int code = finish(&cmd, command_run(&cmd, row, NULL, argc, argv));
    context_free(cmd.context);
    return code;
}

/* "submit, wait …": what stands behind this word in names of commands; empty: nothing does. */
static void verbs_of(const CommandRow *const table[], const char *word, Buf *out)
{
    Str first = str_from(word);
    for (size_t i = 0; table[i]; i++) {
        Str name = str_from(table[i]->name);
        if (str_starts(name, first) && name.len > first.len && name.data[first.len] == ' ' &&
            !(table[i]->needs & NOT_LISTED))
            buf_addf(out, "%s%s", out->len ? ", " : "", name.data + first.len + 1);
    }
}

static int no_such_command(const CommandRow *const table[], const char *word, const char *near)
{
    Message m;
    CLEANUP(buf_done) Buf verbs = BUF_INIT;
    verbs_of(table, word, &verbs);
    if (verbs.len && near && !strchr(near, ' '))
        fail(&m, "'%s' needs one of these behind it: %s; or did you mean '%s'?", word, verbs.data, near);
    else if (verbs.len && !near)
        fail(&m, "'%s' needs one of these behind it: %s; 'baton help %s' tells more", word, verbs.data, word);
    else if (near)
        fail(&m, "there is no command '%s'; did you mean '%s'?", word, near);
    else
        fail(&m, "there is no command '%s'; 'baton help' lists them all", word);
    output_locale();
    output_error(m.text);
    return USAGE;
}

static int run_words(const Argv *w, const CommandRow *const table[])
{
    int used, argc = w->argc - w->at;
    const char *near;
    const char *const *argv = w->argv + w->at;
    const CommandRow *row = command_find(table, argc, argv, &used, &near);
    if (!row && argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return run_row(&cmd_help, table, 1, argv);
    if (!row)
        return no_such_command(table, argv[0], near);
    return run_row(row, table, argc - used, argv + used);
}

static int run_bare(const CommandRow *const table[])
{
    Message m = { 0 };
    if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
        return run_row(&cmd_status, table, 0, NULL);
    output_locale();
    int code = dashboard_open(NULL, &m);
    if (*m.text)
        output_error(m.text);
    return code < 0 ? REFUSED : code;
}

int cli_main(int argc, const char *const argv[], const CommandRow *const table[],
             int (*dashboard)(Context *c, const char *view, Message *m))
{
    Argv w = { .argc = argc, .at = 1, .argv = argv };
    Globals g = { 0 };
    Message m = { 0 };

    output_guard();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);           // a file that may not grow is an error like a full disk
    int r = globals_parse(&w, &g, &m);
    if (r) {
        output_locale();
        output_error(m.text);
        return r;
    }
    dashboard_set((Dashboard){ dashboard, g.theme, g.view });
    if (g.version)
        return run_row(&cmd_version, table, 0, NULL);
    if (g.help)
        return run_row(&cmd_help, table, argc - w.at, argv + w.at);
    return w.at < argc ? run_words(&w, table) : run_bare(table);
}
