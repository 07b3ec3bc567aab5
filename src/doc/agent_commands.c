/*
 * agent_commands.c - commands that a definition asks its agent to run to prove its work.
 *
 * They are proposals for the gate, so this errs to the side of silence: the first word must be a
 * known program, setting up is not proving, and a tool that is only mentioned ("tests with
 * `vitest`") is no command.
 */
#include "agent_parts.h"

/* Installing and creating change the project; they are no evidence about it. */
static bool is_setup(Str command)
{
    static const char *const words[] = {
        "add", "ci", "create", "i", "init", "install", "login", "start", "up", "update", "watch",
    };
    while (command.len) {
        Str word = str_cut(&command, ' ');
        for (size_t i = 0; i < ARRAY_LEN(words); i++)
            if (str_eq(word, str_from(words[i])))
                return true;
        if (str_starts(word, STR("create-")) || str_find(word, STR("wizard")) >= 0)
            return true;
    }
    return false;
}

static bool is_proof(Str command)
{
    static const char *const words[] = {
        "test", "lint", "check", "tsc", "type", "build", "verify", "audit", "coverage", "mypy",
        "ruff", "format", "e2e", "spec",
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ifind(command, str_from(words[i])) >= 0)
            return true;
    return false;
}

enum { COMMAND_MAX = 512 };

static bool is_command(Str span)
{
    Str rest = span;
    return span.len && span.len <= COMMAND_MAX && str_chr(span, '\n') < 0
        && !str_ends(span, STR("/")) && agent_word_is_runner(str_cut(&rest, ' '));
}

/* The word before the span asks for it to be run. */
static bool is_asked(Str before)
{
    static const char *const words[] = {
        "run", "runs", "running", "execute", "run:", "execute:", "with:",
    };
    before = str_trim(before);
    size_t at = before.len;
    while (at > 0 && before.data[at - 1] != ' ')
        at--;
    Str last = str_slice(before, at, before.len);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_ieq(last, str_from(words[i])))
            return true;
    return false;
}

/* "npm run dev boots clean": files that lost their backticks start an item with the command. */
static Str leading_command(Str text)
{
    static const struct { const char *start; int more; } forms[] = {
        { "npm run ", 1 }, { "npm test", 0 }, { "pnpm run ", 1 }, { "pnpm test", 0 },
        { "yarn test", 0 }, { "bun test", 0 }, { "make ", 1 }, { "cargo test", 0 },
        { "cargo clippy", 0 }, { "go test ./...", 0 }, { "go vet ./...", 0 },
        { "supabase db push", 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        Str start = str_from(forms[i].start);
        if (!str_starts(text, start))
            continue;
        Str rest = str_slice(text, start.len, text.len);
        Str more = forms[i].more ? str_cut(&rest, ' ') : STR("");
        bool ends = forms[i].more || !rest.len || agent_blank(rest.data[0]);
        return ends ? str_slice(text, 0, start.len + more.len) : STR("");
    }
    return STR("");
}

static bool is_telemetry(Str command)
{
    return str_find(command, STR("--run_id")) >= 0 || str_find(command, STR("telemetry")) >= 0;
}

/* verifying: the text stands where proof is asked for, so a command of several words is enough. */
void agent_add_commands(AgentReader *r, StrList *l, Str text, bool verifying)
{
    Str rest = text, span, before;
    bool spans = false;

    while (agent_next_span(&rest, &span, &before)) {
        bool first = !spans && !str_trim(agent_after_marks(before)).len;
        bool several = str_chr(span, ' ') > 0;
        bool asked = is_asked(before);
        bool wanted = verifying ? several || asked || first : asked && is_proof(span);
        spans = true;
        if (wanted && is_command(span) && !is_setup(span) && !is_telemetry(span))
            agent_list_add(r, l, span);
    }
    if (!spans && verifying)
        agent_list_add(r, l, leading_command(agent_after_marks(text)));
}

/* A fence below a heading about proof: one command a line, prompts and comments left out. */
void agent_add_command_lines(AgentReader *r, StrList *l, Str code)
{
    Str line;
    while (str_next_line(&code, &line)) {
        line = str_trim(line);
        if (str_starts(line, STR("$ ")))
            line = str_slice(line, 2, line.len);
        ptrdiff_t comment = str_find(line, STR(" #"));
        if (comment > 0)
            line = str_trim(str_slice(line, 0, (size_t)comment));
        if (is_command(line) && !is_setup(line) && !is_telemetry(line))
            agent_list_add(r, l, line);
    }
}

bool agent_find_command(Str text, Str *ret_command)
{
    Str span, before;
    while (agent_next_span(&text, &span, &before)) {
        Str rest = span;
        bool flags = str_find(span, STR(" --")) > 0;
        if (flags || (agent_word_is_runner(str_cut(&rest, ' ')) && str_chr(span, ' ') > 0)) {
            *ret_command = span;
            return true;
        }
    }
    return false;
}
