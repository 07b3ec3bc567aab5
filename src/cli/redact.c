/*
 * redact.c - `baton redact`: takes a secret that leaked out of what the ledger keeps.
 *
 * The secret never stands in argv, where every process of the machine could read it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/store/index.h"
#include "commands.h"
#include "gate_words.h"

enum { SECRET_MIN = 4, SECRET_MAX = 64 * 1024, INDEX_WAIT_MS = 5000 };

static const FlagDef flags[] = {
    { "reason", 'r', "TEXT", "why; recorded with who did it", false },
    FLAGS_END,
};

static int read_line(Cmd *cmd, int fd, Buf *out)
{
    char c;
    ssize_t n;
    while ((n = read(fd, &c, 1)) != 0 && c != '\n') {
        if (n < 0 && errno != EINTR)
            return cmd_refuse(cmd, "cannot read the terminal: %s", strerror(errno));
        if (n > 0 && out->len < SECRET_MAX)
            buf_addc(out, c);
    }
    return DONE;
}

/* For whoever ends us while nothing is shown: a terminal without echo is of no use to anybody. */
static struct { int fd; struct termios was; } asked;

static void give_back(int signal_number)
{
    (void)tcsetattr(asked.fd, TCSAFLUSH, &asked.was);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void on_end(void (*what)(int))
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
    for (size_t i = 0; i < ARRAY_LEN(signals); i++)
        signal(signals[i], what);
}

static int ask_quietly(Cmd *cmd, Buf *out)
{
    struct termios quiet = asked.was;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    on_end(give_back);
    (void)tcsetattr(asked.fd, TCSAFLUSH, &quiet);
    (void)fd_write_all(asked.fd, STR("Text to take out (it is not shown): "));
    int r = read_line(cmd, asked.fd, out);
    (void)tcsetattr(asked.fd, TCSAFLUSH, &asked.was);
    on_end(SIG_DFL);
    (void)fd_write_all(asked.fd, STR("\n"));
    return r;
}

/* What is typed is not shown; the terminal is given back as it was. */
static int ask(Cmd *cmd, Buf *out)
{
    CLEANUP(close_fd) int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || tcgetattr(fd, &asked.was) < 0)
        return cmd_refuse(cmd, "there is no terminal to ask for the text: give it on stdin");
    asked.fd = fd;
    return ask_quietly(cmd, out);
}

/* One end of line is the terminal's or echo's, not the secret's. */
static Str without_line_end(Str text)
{
    if (text.len && text.data[text.len - 1] == '\n')
        text.len--;
    if (text.len && text.data[text.len - 1] == '\r')
        text.len--;
    return text;
}

static int redact(Cmd *cmd, Str secret)
{
    const char *reason = cmd_flag(cmd, "reason");
    if (secret.len < SECRET_MIN)
        return cmd_refuse(cmd, "a text of less than %d bytes stands in too many places: give all of it", SECRET_MIN);
    int n = store_redact(cmd->context->store, secret, context_user(), reason, SOURCE_CLI);
    if (n < 0)
        return cmd_refuse(cmd, "the text was not taken out of '%s': %s", cmd->context->project->db_path, strerror(-n));
    int kept = index_forget(cmd->context->project->baton_dir, INDEX_WAIT_MS);
    if (kept < 0)
        fail(&cmd->context->notice, "who has the index open, such as a dashboard, may hold the text until it ends: %s",
             strerror(-kept));
    if (n == 0)
        return cmd_refuse(cmd, "no event holds that text: nothing was changed");
    say_line(cmd, "Taken out of %d event%s; 'baton verify' still holds.  Files outside of the ledger are yours to "
                  "clean, and the secret is to be changed.", n, n == 1 ? "" : "s");
    return DONE;
}

static int run(Cmd *cmd)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (gate_guard_word(cmd->context, "redact", "", SOURCE_CLI, &cmd->error) < 0)
        return REFUSED;
    int r = isatty(STDIN_FILENO) == 1 ? ask(cmd, &text) : gate_read_stdin(cmd, "text", SECRET_MAX, &text);
    if (r == DONE)
        r = redact(cmd, without_line_end(buf_str(&text)));
    explicit_bzero(text.data, text.len);
    return r;
}

const CommandRow cmd_redact = {
    .name = "redact", .args = "", .flags = flags,
    .help = "Take a secret out of everything that the ledger keeps.",
    .detail = "The secret is read from stdin, or asked for on the terminal.  It becomes [redacted]; the chain\n"
              "still verifies, and who did it and why is recorded.  Not from inside an agent client.",
    .needs = NEED_PROJECT | NEED_WRITABLE | NEED_SHELL, .run = run,
};
