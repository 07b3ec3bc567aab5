/*
 * command_flags.c - parsing by the table: what a row does not name is refused with the nearest
 * name.
 *
 * Accepted: --flag=value, --flag value, --switch, -f value, -fvalue, -abc for switches, and "--"
 * before words that only look like flags.  "run-id" and "run_id" are one name, because scripts
 * write both.  Where a command takes any number of words, one that cannot be a flag is one of them.
 */
#include "command_flags.h"

#include <stdio.h>

typedef struct {
    Cmd *cmd;
    int argc, at;
    const char *const *argv;
    bool help;
} Words;

static bool flag_name_eq(const char *name, Str given)
{
    size_t i = 0;
    for (; name[i] && i < given.len; i++) {
        char c = given.data[i] == '-' ? '_' : given.data[i];
        if (c != (name[i] == '-' ? '_' : name[i]))
            return false;
    }
    return !name[i] && i == given.len;
}

static const FlagDef *flag_by_name(const CommandRow *row, Str name)
{
    for (const FlagDef *f = row->flags; f && f->name; f++)
        if (flag_name_eq(f->name, name))
            return f;
    return NULL;
}

static const FlagDef *flag_by_letter(const CommandRow *row, char letter)
{
    for (const FlagDef *f = row->flags; f && f->name; f++)
        if (f->letter == letter)
            return f;
    return NULL;
}

static void flag_push(Cmd *cmd, const char *name, const char *value, bool known)
{
    size_t n = cmd->flag_count;
    GivenFlag *grown = arena_alloc(cmd->arena, (n + 1) * sizeof *grown);
    if (n)
        memcpy(grown, cmd->flags, n * sizeof *grown);
    grown[n] = (GivenFlag){ name, value, known };
    cmd->flags = grown;
    cmd->flag_count = n + 1;
}

static int flag_give(Cmd *cmd, const FlagDef *f, const char *value)
{
    // Telemetry from a sloppy caller is worth more than the lesson: there, the last one wins.
    if (!f->many && !cmd->row->unknown_flags && cmd_has(cmd, f->name))
        return cmd_usage(cmd, "--%s was given twice", f->name);
    flag_push(cmd, f->name, value, true);
    return DONE;
}

static const char *next_word(Words *w)
{
    return w->at < w->argc ? w->argv[w->at++] : NULL;
}

/* "--not now", "- [ ] x", "-5 degrees": words of a text, where the command takes one. */
static bool is_text(const CommandRow *row, const char *word)
{
    Str name = str_from(word + strspn(word, "-"));
    ptrdiff_t equals = str_chr(name, '=');
    if (equals >= 0)
        name = str_slice(name, 0, (size_t)equals);
    bool letter = name.len && ((name.data[0] | 0x20) >= 'a' && (name.data[0] | 0x20) <= 'z');
    return row->max_args < 0 && !row->unknown_flags && (!letter || str_chr(name, ' ') >= 0);
}

static int flag_unknown(Words *w, Str name)
{
    Cmd *cmd = w->cmd;
    const char *given = arena_str(cmd->arena, name);
    Nearest near = { .word = given };
    for (const FlagDef *f = cmd->row->flags; f && f->name; f++)
        nearest_offer(&near, f->name);
    if (near.best)
        return cmd_usage(cmd, "'%s' has no flag --%s; did you mean --%s?", cmd->row->name, given,
                         near.best);
    if (cmd->row->max_args < 0)
        return cmd_usage(cmd, "'%s' has no flag --%s; write -- in front of words that begin with a dash",
                         cmd->row->name, given);
    return cmd_usage(cmd, "'%s' has no flag --%s; see 'baton help %s'", cmd->row->name, given,
                     cmd->row->name);
}

/* An unknown flag that the row keeps: the next word is its value unless that is a flag itself. */
static int flag_keep(Words *w, Str name, const char *value)
{
    if (!value && w->at < w->argc && strncmp(w->argv[w->at], "--", 2) != 0)
        value = next_word(w);
    flag_push(w->cmd, arena_str(w->cmd->arena, name), value, false);
    return DONE;
}

static int parse_long(Words *w, const char *word)
{
    const char *equals = strchr(word, '=');
    Str name = equals ? (Str){ word, (size_t)(equals - word) } : str_from(word);
    const char *value = equals ? equals + 1 : NULL;
    const FlagDef *f = flag_by_name(w->cmd->row, name);

    if (!f && str_eq(name, STR("help"))) {
        w->help = true;
        return DONE;
    }
    if (!f && w->cmd->row->unknown_flags && name.len)
        return flag_keep(w, name, value);
    if (!f)
        return flag_unknown(w, name);
    if (!f->value && value)
        return cmd_usage(w->cmd, "--%s takes no value", f->name);
    if (f->value && !value && !(value = next_word(w)))
        return cmd_usage(w->cmd, "--%s needs a value: --%s %s", f->name, f->name, f->value);
    return flag_give(w->cmd, f, value);
}

static int parse_letters(Words *w, const char *letters)
{
    for (; *letters; letters++) {
        const FlagDef *f = flag_by_letter(w->cmd->row, *letters);
        if (!f && *letters == 'h') {
            w->help = true;
            continue;
        }
        if (!f)
            return cmd_usage(w->cmd, "'%s' has no flag -%c; see 'baton help %s'", w->cmd->row->name,
                             *letters, w->cmd->row->name);
        const char *value = NULL;
        if (f->value && !(value = letters[1] ? letters + 1 : next_word(w)))
            return cmd_usage(w->cmd, "-%c needs a value: -%c %s", *letters, *letters, f->value);
        int r = flag_give(w->cmd, f, value);
        if (r || f->value)
            return r;
    }
    return DONE;
}

static int parse_words(Words *w)
{
    bool flags = true;
    for (const char *word; (word = next_word(w));) {
        int r = DONE;
        if (flags && strcmp(word, "--") == 0)
            flags = false;
        else if (flags && word[0] == '-' && is_text(w->cmd->row, word))
            strlist_add(&w->cmd->args, w->cmd->arena, word);
        else if (flags && strncmp(word, "--", 2) == 0)
            r = parse_long(w, word + 2);
        else if (flags && word[0] == '-' && word[1])
            r = parse_letters(w, word + 1);
        else
            strlist_add(&w->cmd->args, w->cmd->arena, word);
        if (r || w->help)
            return r;
    }
    return DONE;
}

static int check_count(Cmd *cmd)
{
    const CommandRow *row = cmd->row;
    if ((int)cmd->args.len < row->min_args)
        return cmd_usage(cmd, "'%s' needs %s: baton %s %s", row->name, row->args, row->name,
                         row->args);
    if (row->max_args >= 0 && (int)cmd->args.len > row->max_args)
        return cmd_usage(cmd, "'%s' cannot use '%s'; see 'baton help %s'", row->name,
                         cmd->args.items[row->max_args], row->name);
    return DONE;
}

int command_parse(Cmd *cmd, int argc, const char *const argv[], bool *ret_help)
{
    Words w = { .cmd = cmd, .argc = argc, .argv = argv };
    int r = parse_words(&w);
    *ret_help = w.help;
    return r || w.help ? r : check_count(cmd);
}

const char *cmd_flag(const Cmd *cmd, const char *name)
{
    for (size_t i = cmd->flag_count; i-- > 0;)
        if (cmd->flags[i].known && strcmp(cmd->flags[i].name, name) == 0)
            return cmd->flags[i].value ? cmd->flags[i].value : "";
    return NULL;
}

bool cmd_has(const Cmd *cmd, const char *name)
{
    return cmd_flag(cmd, name) != NULL;
}

int cmd_refuse(Cmd *cmd, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(cmd->error.text, sizeof cmd->error.text, fmt, ap);
    va_end(ap);
    return REFUSED;
}

int cmd_usage(Cmd *cmd, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(cmd->error.text, sizeof cmd->error.text, fmt, ap);
    va_end(ap);
    return USAGE;
}
