/*
 * client.c - the marks that agent clients leave in the environment, and their names among our ancestors.
 *
 * Only whole names count: a folder, a file or an argument that happens to be called like a client is none.
 */
#include "baton/gate/client.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/base/file.h"

enum { ANCESTORS_MAX = 64, PROC_FILE_MAX = 4096 };

/* ---- the environment ---- */

/* value NULL: any but "", "0" and "false".  What people set themselves (CODEX_HOME, keys) is no mark. */
static const struct { const char *variable, *value, *client; } marks[] = {
    { "CLAUDECODE", NULL, "Claude Code" },
    { "CLAUDE_CODE_CHILD_SESSION", NULL, "Claude Code" },
    { "CLAUDE_CODE_SESSION_ID", NULL, "Claude Code" },
    { "CLAUDE_CODE_ENTRYPOINT", NULL, "Claude Code" },
    { "CODEX_THREAD_ID", NULL, "Codex" },
    { "CODEX_SANDBOX", NULL, "Codex" },
    { "CODEX_SANDBOX_NETWORK_DISABLED", NULL, "Codex" },
    { "CODEX_CI", NULL, "Codex" },
    { "GEMINI_CLI", NULL, "Gemini CLI" },
    { "GEMINI_SESSION_ID", NULL, "Gemini CLI" },
    { "GEMINI_PROJECT_DIR", NULL, "Gemini CLI" },
    { "OPENCODE", NULL, "OpenCode" },
    { "OPENCODE_RUN_ID", NULL, "OpenCode" },
    { "OPENCODE_PID", NULL, "OpenCode" },
    { "CURSOR_AGENT", NULL, "Cursor" },
    { "QWEN_CODE", NULL, "Qwen Code" },
    { "COPILOT_CLI", NULL, "Copilot CLI" },
    { "CLINE_ACTIVE", NULL, "Cline" },
    { "ROO_ACTIVE", NULL, "Roo Code" },
    { "AUGMENT_AGENT", NULL, "Augment" },
    { "GOOSE_TERMINAL", NULL, "Goose" },
    { "CRUSH", NULL, "Crush" },
    { "AMP_THREAD_ID", NULL, "Amp" },
    { "ANTIGRAVITY_AGENT", NULL, "Antigravity" },
    { "TRAE_AI_SHELL_ID", NULL, "Trae" },
    { "AGENT", "amp", "Amp" },
    { "AGENT", "goose", "Goose" },
    { "AGENT", "opencode", "OpenCode" },
    { "AGENT", "crush", "Crush" },
    { "CLAUDE_PROJECT_DIR", NULL, "Claude Code" },
    { "AI_AGENT", NULL, "an agent client" },
    { "BATON_AGENT", NULL, "an agent's shell" },      /* our own: who works there does so for an agent */
};

static const char *env_value(char *const *env, const char *name)
{
    size_t n = strlen(name);
    for (; env && *env; env++)
        if (strncmp(*env, name, n) == 0 && (*env)[n] == '=')
            return *env + n + 1;
    return NULL;
}

static bool is_set(const char *value, const char *wanted)
{
    if (!value || wanted)
        return value && strcmp(value, wanted) == 0;
    return value[0] && strcmp(value, "0") != 0 && !str_ieq(str_from(value), STR("false"));
}

static const char *find_mark(char *const *env, Arena *a, const char **ret_how)
{
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (is_set(env_value(env, marks[i].variable), marks[i].value)) {
            *ret_how = arena_printf(a, "%s is set", marks[i].variable);
            return marks[i].client;
        }
    return NULL;
}

/* ---- ancestors ---- */

static const struct { const char *name, *client; } programs[] = {
    { "claude", "Claude Code" },        { "claude-code", "Claude Code" },   { "claude-desktop", "Claude" },
    { "codex", "Codex" },               { "codex-linux-sandbox", "Codex" }, { "codex-tui", "Codex" },
    { "gemini", "Gemini CLI" },         { "gemini-cli", "Gemini CLI" },     { "opencode", "OpenCode" },
    { ".opencode", "OpenCode" },        { "cursor-agent", "Cursor" },       { "qwen", "Qwen Code" },
    { "copilot", "Copilot CLI" },       { "cline", "Cline" },               { "auggie", "Augment" },
    { "goose", "Goose" },               { "crush", "Crush" },               { "amp", "Amp" },
    { "aider", "Aider" },               { "droid", "Droid" },               { "kiro-cli", "Kiro" },
    { "openhands", "OpenHands" },       { "kilocode", "Kilo Code" },
};

/* Where clients are installed: in the path of a program, or of the script that an interpreter runs. */
static const struct { const char *part, *client; } packages[] = {
    { "/@anthropic-ai/claude-code", "Claude Code" }, { "/claude/versions/", "Claude Code" },
    { "/@openai/codex", "Codex" },                   { "/@google/gemini-cli", "Gemini CLI" },
    { "/opencode-ai/", "OpenCode" },                 { "/@qwen-code/qwen-code", "Qwen Code" },
    { "/@github/copilot/", "Copilot CLI" },          { "/@sourcegraph/amp/", "Amp" },
    { "/site-packages/aider/", "Aider" },            { "/cursor-agent/versions/", "Cursor" },
};

static const char *const interpreters[] = {
    "node", "nodejs", "bun", "deno", "python", "python2", "python3", "pypy3", "ruby", "sh", "bash", "dash", "zsh",
};

static const char *client_of_name(Str name)
{
    for (size_t i = 0; i < ARRAY_LEN(programs); i++)
        if (str_eq(name, str_from(programs[i].name)))
            return programs[i].client;
    return NULL;
}

static Str base_name(Str path)
{
    while (str_chr(path, '/') >= 0)
        str_cut(&path, '/');
    return path;
}

/* A program, or a script: by its own name or where it is installed. */
static const char *client_of_path(Str path)
{
    const char *client = client_of_name(base_name(path));
    for (size_t i = 0; !client && i < ARRAY_LEN(packages); i++)
        if (str_find(path, str_from(packages[i].part)) >= 0)
            client = packages[i].client;
    return client;
}

/* "python3.11" is python3. */
static bool is_interpreter(Str path)
{
    Str name = base_name(path);
    if (str_starts(name, STR("python3.")))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(interpreters); i++)
        if (str_eq(name, str_from(interpreters[i])))
            return true;
    return false;
}

/* The script that an interpreter runs; code on its command line (-c, -e) is none. */
static const char *client_of_script(Str args)
{
    while (args.len) {
        Str arg = str_cut(&args, '\0');
        if (str_eq(arg, STR("-c")) || str_eq(arg, STR("-e")) || str_eq(arg, STR("-p")))
            return NULL;
        if (str_eq(arg, STR("-m")))
            return client_of_name(str_cut(&args, '\0'));
        if (arg.len && arg.data[0] != '-')
            return client_of_path(arg);
    }
    return NULL;
}

/* Arguments end with NUL each; a title that a program gave itself may be one text with blanks. */
static const char *client_of_command(Str args)
{
    Str program = str_cut(&args, '\0'), title = program;
    const char *client = client_of_path(program);
    if (!client)
        client = client_of_path(str_cut(&title, ' '));
    if (!client && is_interpreter(program))
        client = client_of_script(args);
    return client;
}

/* The first bytes of a file below proc; files there have no size. */
static bool read_proc(const char *proc, int pid, const char *name, Arena *a, Buf *out)
{
    CLEANUP(close_fd) int fd = open(arena_printf(a, "%s/%d/%s", proc, pid, name), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    buf_clear(out);
    while (fd >= 0 && out->len < PROC_FILE_MAX) {
        char chunk[512];
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        buf_add(out, chunk, (size_t)n);
    }
    return out->len > 0;
}

/* "812 (some) name) S 1 …": the name may hold anything, the last parenthesis ends it. */
static int parent_of(const char *proc, int pid, Arena *a)
{
    CLEANUP(buf_done) Buf stat = BUF_INIT;
    int64_t parent;
    if (!read_proc(proc, pid, "stat", a, &stat))
        return 0;
    Str rest = buf_str(&stat);
    while (str_chr(rest, ')') >= 0)
        str_cut(&rest, ')');
    rest = str_trim(rest);
    str_cut(&rest, ' ');
    return str_to_i64(str_cut(&rest, ' '), &parent) == 0 && parent > 0 && parent <= INT32_MAX ? (int)parent : 0;
}

static const char *client_of_process(const char *proc, int pid, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *client = NULL;
    if (read_proc(proc, pid, "comm", a, &text))
        client = client_of_name(str_trim(buf_str(&text)));
    if (!client && read_proc(proc, pid, "cmdline", a, &text))
        client = client_of_command(buf_str(&text));
    return client;
}

static const char *process_name(const char *proc, int pid, Arena *a)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    read_proc(proc, pid, "comm", a, &text);
    return arena_str(a, str_trim(buf_str(&text)));
}

static const char *find_ancestor(const char *proc, int pid, Arena *a, const char **ret_how)
{
    for (int i = 0; i < ANCESTORS_MAX && pid > 1; i++) {
        pid = parent_of(proc, pid, a);
        const char *client = pid > 0 ? client_of_process(proc, pid, a) : NULL;
        if (client) {
            *ret_how = arena_printf(a, "process %d (%s)", pid, process_name(proc, pid, a));
            return client;
        }
    }
    return NULL;
}

const char *client_find(char *const *env, const char *proc, int pid, Arena *a, const char **ret_how)
{
    const char *how = NULL, *client = find_mark(env, a, &how);
    if (!client)
        client = find_ancestor(proc, pid, a, &how);
    if (ret_how)
        *ret_how = how;
    return client;
}
