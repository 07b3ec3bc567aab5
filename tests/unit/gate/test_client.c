/*
 * test_client.c - which environments and which ancestors are those of an agent client, and which only look so.
 */
#include "cases.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/base/file.h"
#include "baton/gate/client.h"

typedef struct { Arena *arena; const char *proc; } Scene;

static int make(void **state)
{
    Arena *a = arena_new();
    Scene *s = arena_alloc(a, sizeof *s);
    char *dir = arena_strdup(a, "/tmp/baton-test-XXXXXX");
    *state = s;
    *s = (Scene){ a, mkdtemp(dir) };
    return s->proc ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st, (void)flag, (void)ftw;
    return remove(path);
}

static int end(void **state)
{
    Scene *s = *state;
    nftw(s->proc, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    arena_free(s->arena);
    return 0;
}

static void put(Scene *s, int pid, const char *name, Str text)
{
    const char *dir = arena_printf(s->arena, "%s/%d", s->proc, pid);
    assert_int_equal(dir_make_all(dir, 0755), 0);
    assert_int_equal(file_write_atomic(path_join(s->arena, dir, name), text, 0644), 0);
}

/* A process as the kernel shows it; in cmdline "|" stands for the NUL behind each argument. */
static void process(Scene *s, int pid, int parent, const char *comm, const char *cmdline)
{
    char *args = arena_strdup(s->arena, cmdline);
    size_t n = strlen(args);
    for (size_t i = 0; i < n; i++)
        args[i] = args[i] == '|' ? '\0' : args[i];
    put(s, pid, "stat", str_from(arena_printf(s->arena, "%d (%s) S %d %d 1 34816 0\n", pid, comm, parent, pid)));
    put(s, pid, "comm", str_from(arena_printf(s->arena, "%s\n", comm)));
    put(s, pid, "cmdline", (Str){ args, n });
}

static char path_entry[] = "PATH=/usr/bin", home_entry[] = "HOME=/home/claude";
static char *no_env[] = { path_entry, home_entry, NULL };

static const struct { const char *entry, *client; } environments[] = {
    { "CLAUDECODE=1", "Claude Code" },
    { "CLAUDE_CODE_SESSION_ID=a4c82861", "Claude Code" },
    { "CLAUDE_CODE_ENTRYPOINT=sdk-cli", "Claude Code" },
    { "CLAUDE_PROJECT_DIR=/x", "Claude Code" },
    { "GEMINI_CLI=1", "Gemini CLI" },
    { "GEMINI_SESSION_ID=x", "Gemini CLI" },
    { "CODEX_THREAD_ID=x", "Codex" },
    { "CODEX_SANDBOX=seatbelt", "Codex" },
    { "OPENCODE=1", "OpenCode" },
    { "CURSOR_AGENT=1", "Cursor" },
    { "AGENT=goose", "Goose" },
    { "AI_AGENT=claude-code_2-1-329_harness", "an agent client" },
    { "BATON_AGENT=qa-engineer", "an agent's shell" },
    { "CLAUDECODE=", NULL },
    { "CLAUDECODE=0", NULL },
    { "CLAUDECODE=False", NULL },
    { "CLAUDECODE", NULL },
    { "XCLAUDECODE=1", NULL },
    { "CLAUDECODEX=1", NULL },
    { "claudecode=1", NULL },
    { "CODEX_HOME=/home/ana/.codex", NULL },
    { "GEMINI_API_KEY=x", NULL },
    { "GEMINI_CLI_NO_RELAUNCH=1", NULL },
    { "OPENCODE_SERVER_PASSWORD=x", NULL },
    { "CLAUDE_CONFIG_DIR=/x", NULL },
    { "ANTHROPIC_API_KEY=x", NULL },
    { "AGENT=smith", NULL },
    { "CURSOR_TRACE_ID=x", NULL },
    { "SSH_AGENT_PID=3", NULL },
    { "PWD=/home/ana/CLAUDECODE=1", NULL },
};

static void test_environment(void **state)
{
    Scene *s = *state;
    for (size_t i = 0; i < ARRAY_LEN(environments); i++) {
        char *entry = arena_strdup(s->arena, environments[i].entry);
        char *env[] = { path_entry, entry, home_entry, NULL };
        const char *how = "untouched", *client = client_find(env, s->proc, 100, s->arena, &how);
        if (!environments[i].client) {
            assert_null(client);
            assert_null(how);
            continue;
        }
        assert_non_null(client);
        assert_string_equal(client, environments[i].client);
        Str rest = str_from(entry), name = str_cut(&rest, '=');
        assert_string_equal(how, arena_printf(s->arena, "%.*s is set", STR_ARG(name)));
    }
    assert_null(client_find(NULL, s->proc, 100, s->arena, NULL));
}

static const struct { const char *comm, *cmdline, *client; } processes[] = {
    { "claude", "claude|", "Claude Code" },
    { "claude", "claude|--resume|", "Claude Code" },
    { "2.1.329", "/home/ana/.local/share/claude/versions/2.1.329|--output-format|", "Claude Code" },
    { "node", "node|/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js|", "Claude Code" },
    { "MainThread", "/usr/bin/node|--no-warnings|/usr/bin/claude|", "Claude Code" },
    { "codex", "codex|exec|", "Codex" },
    { "node", "node|/usr/local/lib/node_modules/@openai/codex/bin/codex.js|", "Codex" },
    { "codex-linux-san", "/opt/codex-linux-sandbox|", "Codex" },
    { "node", "node|--max-old-space-size=8192|/usr/local/bin/gemini|", "Gemini CLI" },
    { "node", "gemini|", "Gemini CLI" },
    { "bun", "bun|/usr/lib/node_modules/opencode-ai/bin/opencode|", "OpenCode" },
    { "opencode", "/usr/lib/node_modules/opencode-linux-x64/bin/opencode|serve|", "OpenCode" },
    { "python3", "/usr/bin/python3|/home/ana/.local/bin/aider|", "Aider" },
    { "python3.11", "python3.11|-m|aider|", "Aider" },
    { "node", "claude --resume|", "Claude Code" },
    { "bash", "/bin/bash|/usr/local/bin/claude|-p|", "Claude Code" },
    { "claude", "", "Claude Code" },
    { "bash", "-bash|", NULL },
    { "bash", "bash|", NULL },
    { "bash", "bash|-c|claude|", NULL },
    { "zsh", "zsh|-i|", NULL },
    { "bash", "bash|/home/claude/start.sh|", NULL },
    { "vim", "vim|claude.md|", NULL },
    { "vim", "vim|claude|", NULL },
    { "less", "less|/usr/lib/node_modules/@openai/codex/README.md|", NULL },
    { "node", "node|/home/claude/codex/server.js|", NULL },
    { "node", "node|claude.js|", NULL },
    { "node", "node|-e|claude|", NULL },
    { "node", "node|server.js|claude|", NULL },
    { "python3", "python3|claude.py|", NULL },
    { "python3", "python3|-m|http.server|claude|", NULL },
    { "claude-shell", "claude-shell|", NULL },
    { "notclaude", "notclaude|", NULL },
    { "tmux: server", "tmux|new|-s|claude|", NULL },
    { "sshd", "sshd: ana [priv]|", NULL },
    { "kthreadd", "", NULL },
};

static void test_ancestors(void **state)
{
    Scene *s = *state;
    int bad = 0;
    process(s, 1, 0, "systemd", "/sbin/init|");
    process(s, 100, 50, "baton", "baton|handoff|approve|1|");
    process(s, 50, 20, "bash", "bash|");
    for (size_t i = 0; i < ARRAY_LEN(processes); i++) {
        const char *how = NULL;
        process(s, 20, 1, processes[i].comm, processes[i].cmdline);
        const char *client = client_find(no_env, s->proc, 100, s->arena, &how), *want = processes[i].client;
        if (!client != !want || (want && strcmp(client, want) != 0)) {
            print_error("%s %s: %s\n", processes[i].comm, processes[i].cmdline, client ? client : "none");
            bad++;
        }
        if (client && want)
            assert_string_equal(how, arena_printf(s->arena, "process 20 (%s)", processes[i].comm));
    }
    assert_int_equal(bad, 0);
}

/* The chain is followed to process 1, also past a name made to confuse, and past processes of others. */
static void test_the_chain(void **state)
{
    Scene *s = *state;
    const char *how;
    process(s, 100, 90, "baton", "baton|");
    process(s, 90, 80, "a) S 1 (b", "x|");
    process(s, 80, 1, "bash", "bash|");
    process(s, 1, 0, "claude", "claude|");
    process(s, 70, 1, "codex", "codex|");       /* no ancestor */
    assert_string_equal(client_find(no_env, s->proc, 100, s->arena, &how), "Claude Code");
    assert_string_equal(how, "process 1 (claude)");
    process(s, 1, 0, "init", "init|");
    assert_null(client_find(no_env, s->proc, 100, s->arena, &how));
    process(s, 100, 1, "claude", "claude|");    /* we ourselves do not count */
    assert_null(client_find(no_env, s->proc, 100, s->arena, &how));
}

static void test_proc_that_is_broken(void **state)
{
    Scene *s = *state;
    static const char *const stats[] = { "", "x", "100 (a", "100 (a)", "100 (a) S", "100 (a) S x", "100 (a) S -5 ",
                                         "100 (a) S 99999999999999999999 ", "100 (a) S 0 ", ")))) S 1 " };
    for (size_t i = 0; i < ARRAY_LEN(stats); i++) {
        put(s, 100, "stat", str_from(stats[i]));
        assert_null(client_find(no_env, s->proc, 100, s->arena, NULL));
    }
    process(s, 100, 101, "a", "a|");            /* a circle ends */
    process(s, 101, 100, "b", "b|");
    assert_null(client_find(no_env, s->proc, 100, s->arena, NULL));
    assert_null(client_find(no_env, "/nowhere", 100, s->arena, NULL));
    CLEANUP(buf_done) Buf endless = BUF_INIT;
    for (int i = 0; i < 200000; i++)
        buf_addc(&endless, 'x');
    put(s, 101, "cmdline", buf_str(&endless));
    assert_null(client_find(no_env, s->proc, 100, s->arena, NULL));
}

static void test_real_proc(void **state)
{
    Scene *s = *state;
    const char *how = NULL, *client = client_find(no_env, "/proc", (int)getpid(), s->arena, &how);
    assert_int_equal(client == NULL, how == NULL);      /* whatever runs these tests */
}

#define ON(test) cmocka_unit_test_setup_teardown(test, make, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON(test_environment),
        ON(test_ancestors),
        ON(test_the_chain),
        ON(test_proc_that_is_broken),
        ON(test_real_proc),
    };
    return cmocka_run_group_tests_name("gate/client", tests, NULL, NULL);
}
