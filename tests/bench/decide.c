/*
 * decide.c - how long a decision takes to reach `baton handoff wait`: real processes, a real terminal.
 *
 * usage: bench-decide [ROUNDS]     BATON=program
 * Prints medians and the worst of: commit to the first byte of the waiter, commit to its end, and from the Enter of
 * the person (or the start of `baton handoff approve`) to its end.  The commit is seen by wal_probe.
 */
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pty.h"
#include "wal_probe.h"

enum { ROUNDS_MAX = 1000, BETWEEN_KEYS_MS = 80, SETTLE_MS = 50 };

static char scratch[64], root[96], env_state[96], env_config[96], env_probe[128], env_preload[4096];
static const char *baton;
static Probe *probe;
/* Whoever measures may be an agent; here a person decides. */
static const char *env[] = { env_state, env_config, env_probe, env_preload, "BATON_DIR", "SSH_CONNECTION", "TZ=UTC",
                             "CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CODEX_SANDBOX", "GEMINI_CLI", "OPENCODE",
                             "AI_AGENT", NULL };

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "bench-decide: %s\n", what);
    exit(1);
}

static long long now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* ---- processes ---- */

static pid_t start(const char *const argv[], int out)
{
    pid_t pid = fork();
    must(pid >= 0, "fork");
    if (pid)
        return pid;
    for (size_t i = 0; env[i]; i++)
        strchr(env[i], '=') ? putenv((char *)env[i]) : unsetenv(env[i]);
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(out < 0 ? null : out, 1);
    if (chdir(root) == 0)
        execvp(argv[0], (char *const *)argv);
    _exit(127);
}

static void run(const char *const argv[])
{
    int status;
    pid_t pid = start(argv, -1);
    must(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0, argv[1]);
}

typedef struct {
    pid_t pid;
    int out;
    long long byte_ns, end_ns;
    int status;
    pthread_t thread;
} Waiter;

static void *watch(void *ctx)
{
    Waiter *w = ctx;
    char bytes[4096];
    ssize_t n = read(w->out, bytes, sizeof bytes);
    w->byte_ns = n > 0 ? now_ns() : 0;
    waitpid(w->pid, &w->status, 0);
    w->end_ns = now_ns();
    close(w->out);
    return NULL;
}

/* It waits once it watches a folder. */
static bool is_watching(pid_t pid)
{
    char path[64], target[64];
    for (int fd = 3; fd < 64; fd++) {
        snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fd);
        ssize_t n = readlink(path, target, sizeof target - 1);
        target[n < 0 ? 0 : n] = '\0';
        if (strcmp(target, "anon_inode:inotify") == 0)
            return true;
    }
    return false;
}

static void wait_begin(Waiter *w, const char *number)
{
    int p[2];
    must(pipe2(p, O_CLOEXEC) == 0, "pipe");
    const char *argv[] = { baton, "handoff", "wait", number, "--timeout=20s", NULL };
    *w = (Waiter){ .pid = start(argv, p[1]), .out = p[0] };
    close(p[1]);
    for (int i = 0; i < 5000 && !is_watching(w->pid); i++)
        usleep(1000);
    usleep(SETTLE_MS * 1000);
    must(pthread_create(&w->thread, NULL, watch, w) == 0, "thread");
}

static void wait_end(Waiter *w)
{
    pthread_join(w->thread, NULL);
    must(WIFEXITED(w->status) && WEXITSTATUS(w->status) == 0, "the waiter did not end with 0");
}

/* ---- the project ---- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static void write_artifact(int round)
{
    char path[256], text[512];
    snprintf(path, sizeof path, "%s/.agents/active_handoff.md", root);
    int n = snprintf(text, sizeof text, "# Handoff: part %d is sorted\n\nFrom: printer\nTo: binder\n\n"
                     "## Accomplishments\n- sorted part %d\n\n## Blockers\nnone\n\n## Next steps\n- binder binds\n",
                     round, round);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    must(fd >= 0 && write(fd, text, (size_t)n) == n, "artifact");
    close(fd);
}

static void make_project(bool git)
{
    char path[256], *slash;
    snprintf(scratch, sizeof scratch, "/tmp/baton-bench-XXXXXX");
    must(mkdtemp(scratch) != NULL, "mkdtemp");
    snprintf(root, sizeof root, "%s/words", scratch);
    snprintf(env_state, sizeof env_state, "XDG_STATE_HOME=%s", scratch);
    snprintf(env_config, sizeof env_config, "XDG_CONFIG_HOME=%s", scratch);
    snprintf(env_probe, sizeof env_probe, "PROBE=%s/probe", scratch);
    must((slash = getenv("WAL_PROBE")) != NULL || (slash = (char *)WAL_PROBE) != NULL, "probe");
    snprintf(env_preload, sizeof env_preload, "LD_PRELOAD=%s", slash);
    static const char *const folders[] = { "", "/.baton", "/.agents" };
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", root, folders[i]);
        must(mkdir(path, 0755) == 0, path);
    }
    snprintf(path, sizeof path, "%s/probe", scratch);
    int fd = open(path, O_RDWR | O_CREAT, 0644);
    must(fd >= 0 && ftruncate(fd, sizeof *probe) == 0, "probe");
    probe = mmap(NULL, sizeof *probe, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    must(probe != MAP_FAILED, "probe");
    close(fd);
    if (git) {
        run((const char *[]){ "git", "init", "-q", NULL });
        run((const char *[]){ "git", "-c", "user.name=b", "-c", "user.email=b@example.invalid", "commit", "-q",
                              "--allow-empty", "-m", "begin", NULL });
    }
}

/* ---- a round ---- */

typedef struct {
    const char *name;
    double byte_ms[ROUNDS_MAX], end_ms[ROUNDS_MAX], all_ms[ROUNDS_MAX];
    int n;
} Series;

static void set_mark(const char *name, int round)
{
    probe->committed_ns = 0;
    snprintf(probe->mark, sizeof probe->mark, "looked at it, %s %d.", name, round);
}

static void keep(Series *s, const Waiter *w, long long begun)
{
    long long at = probe->committed_ns;
    probe->mark[0] = '\0';
    if (!at || !w->byte_ns)
        return;
    s->byte_ms[s->n] = (double)(w->byte_ns - at) / 1e6;
    s->end_ms[s->n] = (double)(w->end_ns - at) / 1e6;
    s->all_ms[s->n++] = (double)(w->end_ns - begun) / 1e6;
}

static void round_by_command(Series *s, int round)
{
    char number[16];
    Waiter w;
    snprintf(number, sizeof number, "%d", round);
    write_artifact(round);
    wait_begin(&w, number);
    set_mark(s->name, round);
    long long begun = now_ns();
    run((const char *[]){ baton, "handoff", "approve", number, "--comment", probe->mark, NULL });
    wait_end(&w);
    keep(s, &w, begun);
}

static void round_by_keys(Series *s, Pty *p, int round)
{
    char number[16], question[64], done[64];
    Waiter w;
    snprintf(number, sizeof number, "%d", round);
    snprintf(question, sizeof question, "Approve handoff %d", round);
    snprintf(done, sizeof done, "Handoff %d approved", round);
    write_artifact(round);
    wait_begin(&w, number);
    must(pty_wait_text(p, "⚑ 1 needs you"), "the dashboard does not show the handoff");
    pty_keys(p, "1");
    pty_serve(p, BETWEEN_KEYS_MS);
    pty_keys(p, "n");
    pty_serve(p, BETWEEN_KEYS_MS);
    pty_keys(p, "\r");
    must(pty_wait_text(p, "Decides"), "no review");
    pty_keys(p, "a");
    must(pty_wait_text(p, question), "no question");
    set_mark(s->name, round);
    for (const char *c = probe->mark; *c; c++)
        pty_keys(p, (char[]){ *c, '\0' });
    must(pty_wait_text(p, probe->mark), "the comment is not shown");
    pty_serve(p, BETWEEN_KEYS_MS * 4);          /* no person is quicker */
    long long begun = now_ns();
    pty_keys(p, "\r");
    must(pty_wait_text(p, done), "not approved");
    wait_end(&w);
    keep(s, &w, begun);
    must(pty_wait_text(p, "Nothing waits for you"), "something still waits");
}

/* ---- what it was ---- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void say(const char *what, const char *name, double *all, int n)
{
    qsort(all, (size_t)n, sizeof *all, by_value);
    printf("%-36s %-8s %8.2f %8.2f %8.2f\n", what, name, all[n / 2], all[n * 9 / 10], all[n - 1]);
}

static void report(Series *s)
{
    must(s->n > 0, "nothing was measured: was the probe loaded?");
    say("commit to first byte of wait, ms", s->name, s->byte_ms, s->n);
    say("commit to end of wait, ms", s->name, s->end_ms, s->n);
    say("Enter (start) to end of wait, ms", s->name, s->all_ms, s->n);
}

int main(int argc, char **argv)
{
    static Series by_command = { .name = "command" }, by_keys = { .name = "keys" };
    int rounds = argc > 1 ? atoi(argv[1]) : 50;
    baton = getenv("BATON") ? getenv("BATON") : BATON;
    must(rounds > 0 && rounds <= ROUNDS_MAX, "usage: bench-decide [ROUNDS]");
    make_project(getenv("NO_GIT") == NULL);
    write_artifact(1);
    run((const char *[]){ baton, "status", NULL });
    for (int i = 1; i <= rounds; i++)
        round_by_command(&by_command, i);
    write_artifact(rounds + 1);
    Pty *p = pty_start(&(PtyOptions){ .rows = 24, .cols = 80, .argv = (const char *[]){ baton, NULL }, .env = env,
                                      .cwd = root });
    for (int i = rounds + 1; i <= 2 * rounds; i++)
        round_by_keys(&by_keys, p, i);
    pty_free(p);
    printf("%-36s %-8s %8s %8s %8s   (%d and %d rounds)\n", "", "", "median", "p90", "worst", by_command.n, by_keys.n);
    report(&by_command);
    report(&by_keys);
    nftw(scratch, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
