/*
 * output.c - the only place of this face that touches stdout and stderr.
 *
 * A full disk behind stdout or a closed one is an error of the command; a reader that went away
 * (EPIPE) is none worth a sentence.
 */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "baton/base/fd.h"
#include "baton/base/safe.h"
#include "baton/base/utf8.h"

void output_guard(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) >= 0)
            continue;
        // Opened the wrong way round, so that using it still fails as a closed one would.
        if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
            _exit(INTERNAL);
    }
}

void output_locale(void)
{
    setlocale(LC_CTYPE, "");
    setlocale(LC_NUMERIC, "C");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && !setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "en_US.UTF-8");
}

int output_flush(Buf *out)
{
    int r = fd_write_all(STDOUT_FILENO, buf_str(out));
    buf_clear(out);
    return r;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

void output_error(const char *sentence)
{
    CLEANUP(buf_done) Buf line = BUF_INIT;
    buf_adds(&line, "baton: ");
    size_t start = line.len;
    safe_add(&line, raw(sentence), -1);
    // The dashboard shows the same sentences, and there they begin a line.
    if (line.len > start + 1 && is_upper(line.data[start]) && !is_upper(line.data[start + 1]))
        line.data[start] = (char)(line.data[start] + ('a' - 'A'));
    buf_addc(&line, '\n');
    (void)fd_write_all(STDERR_FILENO, buf_str(&line));
}

int output_width(const Cmd *cmd)
{
    struct winsize size;
    if (!cmd->tty || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
        return 0;
    return size.ws_col;
}

int output_page_width(const Cmd *cmd)
{
    int width = output_width(cmd);
    return width ? MAX(40, MIN(width, 120)) : 80;
}

static void add_escape(Buf *out, int32_t cp)
{
    if (cp < 0x10000) {
        buf_addf(out, "\\u%04x", (unsigned)cp);
        return;
    }
    unsigned rest = (unsigned)cp - 0x10000;
    buf_addf(out, "\\u%04x\\u%04x", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
}

/* What steers a terminal or is drawn differently by two of them: controls, directions, joiners,
 * tags. */
static bool is_steering(int32_t cp)
{
    static const struct { int32_t first, last; } ranges[] = {
        { 0x7f, 0x9f }, { 0xad, 0xad }, { 0x61c, 0x61c }, { 0x200b, 0x200f }, { 0x2028, 0x202e },
        { 0x2060, 0x206f }, { 0xfeff, 0xfeff }, { 0xe000, 0xf8ff }, { 0xe0000, 0x10ffff },
    };
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++)
        if (cp >= ranges[i].first && cp <= ranges[i].last)
            return true;
    return false;
}

/* JSON may hold any character raw, a terminal may not be shown any: those become escapes, which
 * mean the same. */
static void add_printable(Buf *out, Str json)
{
    while (json.len) {
        size_t plain = 0;
        while (plain < json.len && (unsigned char)json.data[plain] < 0x7f)
            plain++;
        buf_add(out, json.data, plain);
        json = str_slice(json, plain, json.len);
        if (!json.len)
            return;
        int32_t cp;
        size_t n = utf8_next(json, &cp);
        if (is_steering(cp))
            add_escape(out, cp);
        else
            buf_add(out, json.data, n);
        json = str_slice(json, n, json.len);
    }
}

static void add_json(Buf *out, const Json *j, bool pretty)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    json_write(&text, j, pretty);
    add_printable(out, buf_str(&text));
}

int output_json_rows(Cmd *cmd, Json *array)
{
    CLEANUP(json_free_ptr) Json *rows = array;
    const char *before = "[\n";

    for (const Json *row = json_first(rows); row; row = json_next(row)) {
        buf_adds(cmd->out, before);
        add_json(cmd->out, row, false);
        before = ",\n";
    }
    buf_adds(cmd->out, json_len(rows) ? "\n]\n" : "[]\n");
    return DONE;
}

int output_json_one(Cmd *cmd, Json *object)
{
    CLEANUP(json_free_ptr) Json *one = object;
    add_json(cmd->out, one, true);
    buf_addc(cmd->out, '\n');
    return DONE;
}

void output_json_line(Cmd *cmd, Json *object)
{
    CLEANUP(json_free_ptr) Json *one = object;
    add_json(cmd->out, one, false);
    buf_addc(cmd->out, '\n');
}

int output_send(Cmd *cmd)
{
    int r = cmd->out->len ? output_flush(cmd->out) : 0;
    if (r < 0 && r != -EPIPE)
        fail(&cmd->error, "cannot write the output: %s", strerror(-r));
    return r;
}

bool output_unread(void)
{
    struct pollfd p = { .fd = STDOUT_FILENO };
    return poll(&p, 1, 0) == 1 && p.revents & (POLLERR | POLLHUP | POLLNVAL);
}

void say_line(Cmd *cmd, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf line = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&line, fmt, ap);
    va_end(ap);
    safe_add(cmd->out, raw_str(buf_str(&line)), -1);
    buf_addc(cmd->out, '\n');
}

void say_lines(Cmd *cmd, Str text)
{
    safe_lines(cmd->out, text);
}
