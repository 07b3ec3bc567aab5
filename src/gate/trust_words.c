/*
 * trust_words.c - a command as people write it, as argv.
 *
 * No shell ever reads it: words are split at blanks, quotes keep them together, and whatever else a shell
 * would act on makes the command one that cannot run, rather than one that runs as something else.
 */
#include "baton/base/file.h"
#include "trust_parts.h"

static const char needs_shell[] = "it needs a shell: name it as argv under checks: in .baton/config.yaml";
static const char is_builtin[] = "it is a word of the shell and no program: name what to run under checks: in "
                                 ".baton/config.yaml";

static bool among(Str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(word, str_from(words[i])))
            return true;
    return false;
}

/* Text without backticks is a command when it begins as one does; "make sure that …" does not. */
static bool begins_as_command(Str text)
{
    static const char *const programs[] = {
        "ant", "baton", "bash", "bazel", "biome", "bun", "bundle", "cargo", "cd", "cmake", "composer", "ctest",
        "cypress", "dart", "deno", "docker", "dotnet", "eslint", "flutter", "git", "go", "golangci-lint", "gradle",
        "jest", "just", "make", "meson", "mix", "mocha", "mvn", "mypy", "ninja", "node", "nox", "npm", "npx", "nx",
        "phpstan", "phpunit", "pip", "playwright", "pnpm", "poetry", "pre-commit", "prettier", "prisma", "psql",
        "pyright", "pytest", "python", "python3", "rake", "rspec", "rubocop", "ruff", "semgrep", "sh", "shellcheck",
        "supabase", "swift", "task", "terraform", "tox", "tsc", "tsx", "turbo", "uv", "vitest", "xcodebuild", "yarn",
        "zig",
    };
    static const char *const prose[] = {
        "a", "all", "an", "any", "certain", "each", "every", "for", "from", "if", "in", "is", "it", "must", "no", "of",
        "on", "over", "sure", "that", "the", "through", "to", "with", "your",
    };
    Str first = str_cut(&text, ' '), second = str_cut(&text, ' ');
    bool path = str_chr(first, '/') > 0 && !str_ends(first, STR("/"));
    return (path || among(first, programs, ARRAY_LEN(programs))) && !among(second, prose, ARRAY_LEN(prose));
}

/* ---- splitting ---- */

typedef struct {
    Str rest;
    Arena *arena;
    Command now;
    Buf word;
    bool in_word;
    size_t from;                /* offset of the command in the whole text */
    const char *dir;
} Splitter;

static void end_word(Splitter *s)
{
    if (!s->in_word)
        return;
    if (s->now.argv.len >= COMMAND_WORDS_MAX)
        s->now.refused = "it has too many words";
    else
        strlist_add(&s->now.argv, s->arena, arena_str(s->arena, buf_str(&s->word)));
    buf_clear(&s->word);
    s->in_word = false;
}

/* Returns how many bytes the quoted part takes, quotes included; 0: it is not closed. */
static size_t take_quoted(Splitter *s, Str at)
{
    char quote = at.data[0];
    for (size_t i = 1; i < at.len; i++) {
        char c = at.data[i];
        if (c == quote)
            return i + 1;
        if (quote == '"' && strchr("$`\\!", c))
            s->now.refused = needs_shell;
        buf_addc(&s->word, c);
    }
    return 0;
}

static bool is_special(char c, bool starts_word)
{
    if ((unsigned char)c < 0x20 && c != '\t')
        return true;
    return strchr("|&;<>()$`\\*?[]{}", c) || (starts_word && strchr("~#!", c));
}

/* Takes what stands at the front; returns its length. */
static size_t take_next(Splitter *s, Str at)
{
    char c = at.data[0];
    if (c == ' ' || c == '\t') {
        end_word(s);
        return 1;
    }
    if (c == '\'' || c == '"') {
        s->in_word = true;
        size_t n = take_quoted(s, at);
        if (!n)
            s->now.refused = "a quote in it is not closed";
        return n ? n : at.len;
    }
    if (is_special(c, !s->in_word))
        s->now.refused = needs_shell;
    buf_addc(&s->word, c);
    s->in_word = true;
    return 1;
}

static void judge_program(Command *c)
{
    static const char *const builtins[] = {
        ".", ":", "alias", "cd", "eval", "exec", "export", "pushd", "set", "source", "ulimit", "unset",
    };
    const char *program = c->argv.len ? c->argv.items[0] : "";
    if (c->refused)
        return;
    if (!program[0])
        c->refused = "it names no program";
    else if (among(str_from(program), builtins, ARRAY_LEN(builtins)))
        c->refused = is_builtin;
    else if (strchr(program, '='))
        c->refused = needs_shell;               /* "CI=1 npm test" */
}

/* "cd web && npm test" is npm test in web. */
static bool is_change_of_folder(const Command *c)
{
    return !c->refused && c->argv.len == 2 && strcmp(c->argv.items[0], "cd") == 0 && c->argv.items[1][0] != '/' &&
           c->argv.items[1][0] != '-' && !path_climbs(c->argv.items[1]);
}

static void end_command(Splitter *s, Str text, bool more, Commands *ret)
{
    end_word(s);
    s->now.text = arena_str(s->arena, str_trim(text));
    s->now.dir = s->dir;
    if (more && is_change_of_folder(&s->now)) {
        const char *dir = s->now.argv.items[1];
        s->dir = s->dir ? path_join(s->arena, s->dir, dir) : dir;
    } else {
        judge_program(&s->now);
        AVEC_PUSH(ret, s->arena, s->now);
    }
    s->now = (Command){ 0 };
}

static void split(Str text, Arena *a, Commands *ret)
{
    Splitter s = { .arena = a, .word = BUF_INIT };
    size_t i = 0;
    if (text.len > COMMAND_TEXT_MAX)
        text.len = 0;
    while (i < text.len) {
        Str at = str_slice(text, i, text.len);
        if (!str_starts(at, STR("&&"))) {
            i += take_next(&s, at);
            continue;
        }
        end_command(&s, str_slice(text, s.from, i), true, ret);
        s.from = i += 2;
    }
    if (text.len)
        end_command(&s, str_slice(text, s.from, i), false, ret);
    buf_done(&s.word);
}

/* ---- finding ---- */

static Str without_asking(Str text)
{
    static const char *const asks[] = { "run ", "run: ", "execute ", "$ ", "- ", "* " };
    text = str_trim(text);
    for (size_t i = 0; i < ARRAY_LEN(asks); i++)
        if (str_istarts(text, str_from(asks[i])))
            return without_asking(str_slice(text, strlen(asks[i]), text.len));
    return text;
}

/* "Run `pytest`" asks for it, "tests with `vitest`" only mentions a tool. */
static bool is_asked(Str before, Str span)
{
    static const char *const asks[] = { "run", "runs", "run:", "execute", "executes", "execute:" };
    before = str_trim(before);
    while (before.len && strchr("-*0123456789. ", before.data[0]))
        before = str_slice(before, 1, before.len);
    Str last = before;
    while (str_chr(last, ' ') >= 0)
        str_cut(&last, ' ');
    for (size_t i = 0; i < ARRAY_LEN(asks); i++)
        if (str_ieq(last, str_from(asks[i])))
            return true;
    return !before.len || str_chr(span, ' ') > 0;
}

void commands_of_text(Str text, Arena *a, Commands *ret)
{
    ptrdiff_t open = str_chr(text, '`');
    Str rest = text;
    if (open < 0) {
        text = without_asking(text);
        if (begins_as_command(text))
            split(text, a, ret);
        return;
    }
    while (open >= 0) {
        rest = str_slice(rest, (size_t)open + 1, rest.len);
        ptrdiff_t close = str_chr(rest, '`');
        if (close < 0)
            return;
        Str span = without_asking(str_slice(rest, 0, (size_t)close));
        Str before = str_slice(text, 0, (size_t)(rest.data - text.data) - 1);
        if (begins_as_command(span) && is_asked(before, span))
            split(span, a, ret);
        rest = str_slice(rest, (size_t)close + 1, rest.len);
        open = str_chr(rest, '`');
    }
}
