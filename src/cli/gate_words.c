/*
 * gate_words.c - comments and places as they are typed, findings as compilers print them.
 */
#include "gate_words.h"

#include <errno.h>
#include <unistd.h>

#include "baton/base/safe.h"
#include "baton/conf/policy.h"
#include "baton/core/rows_json.h"

enum { COMMENT_MAX = 64 * 1024, OUTPUT_LINES = 20 };

const char *short_digest(Arena *a, const char *digest)
{
    return arena_strdup(a, digest_short(digest).text);
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

const char *lower_first(Arena *a, const char *sentence)
{
    char *text = arena_strdup(a, sentence);
    if (is_upper(text[0]) && !is_upper(text[1]))
        text[0] = (char)(text[0] + ('a' - 'A'));
    return text;
}

const char *names_text(Arena *a, const StrList *names)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < names->len; i++)
        buf_addf(&text, "%s%s", !i ? "" : i + 1 == names->len ? " and " : ", ", names->items[i]);
    return arena_str(a, buf_str(&text));
}

int gate_read_stdin(Cmd *cmd, const char *what, size_t max, Buf *out)
{
    char chunk[4096];
    ssize_t n;
    while ((n = read(STDIN_FILENO, chunk, sizeof chunk)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return cmd_refuse(cmd, "cannot read the %s from stdin: %s", what, strerror(errno));
        if (out->len + (size_t)n > max)
            return cmd_refuse(cmd, "the %s on stdin is longer than %zu bytes", what, max);
        buf_add(out, chunk, (size_t)n);
    }
    if (memchr(out->data, '\0', out->len))
        return cmd_refuse(cmd, "the %s on stdin holds a NUL byte: it has to be text", what);
    return DONE;
}

int gate_comment(Cmd *cmd, const char **ret_text)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    *ret_text = cmd_flag(cmd, "comment");
    if (!*ret_text || strcmp(*ret_text, "-") != 0)
        return DONE;
    if (cmd->face)
        return cmd_usage(cmd, "a comment from stdin can be given on the command line only: --comment TEXT");
    int r = gate_read_stdin(cmd, "comment", COMMENT_MAX, &text);
    if (r == DONE)
        *ret_text = arena_str(cmd->arena, str_trim(buf_str(&text)));
    return r;
}

void flag_values(Cmd *cmd, const char *flag, StrList *ret)
{
    for (size_t i = 0; i < cmd->flag_count; i++)
        if (cmd->flags[i].known && strcmp(cmd->flags[i].name, flag) == 0 && cmd->flags[i].value)
            strlist_add(ret, cmd->arena, cmd->flags[i].value);
}

/* At the first colon with a number and a colon behind it: names of files may hold colons themselves. */
static bool remark_parse(Arena *a, const char *given, LineRemark *ret)
{
    for (const char *colon = strchr(given, ':'); colon; colon = strchr(colon + 1, ':')) {
        size_t digits = strspn(colon + 1, "0123456789");
        const char *end = colon + 1 + digits;
        int64_t line = 0;
        if (colon == given || !digits || digits > 9 || *end != ':')
            continue;
        if (str_to_i64((Str){ colon + 1, digits }, &line) < 0 || line < 1 || !str_trim(str_from(end + 1)).len)
            return false;
        *ret = (LineRemark){ arena_strndup(a, given, (size_t)(colon - given)), (int)line, "new",
                             arena_str(a, str_trim(str_from(end + 1))) };
        return true;
    }
    return false;
}

int gate_remarks(Cmd *cmd, const char *artifact, LineRemarks *ret)
{
    StrList given = { 0 };
    flag_values(cmd, "line", &given);
    for (size_t i = 0; i < given.len; i++) {
        LineRemark remark;
        if (!remark_parse(cmd->arena, given.items[i], &remark))
            return cmd_usage(cmd, "--line wants FILE:LINE:TEXT, as in src/rates.c:14:'use the table', not '%s'",
                             given.items[i]);
        if (artifact && strcmp(remark.file, artifact) == 0)
            remark.side = "artifact";
        AVEC_PUSH(ret, cmd->arena, remark);
    }
    return DONE;
}

static bool digest_begins(const char *digest, const char *given)
{
    return digest && strncmp(digest, given, strlen(given)) == 0;
}

int gate_revision(Cmd *cmd, const HandoffRow *h, const RevisionRow **ret_revision)
{
    RevisionRows rows = { 0 };
    const char *given = cmd_flag(cmd, "revision");
    *ret_revision = NULL;
    if (store_revisions(cmd->context->store, cmd->arena, h->id, &rows) < 0)
        return list_failed(cmd, "revisions");
    if (given && strlen(given) < 6)
        return cmd_usage(cmd, "--revision needs six or more digits, not '%s'", given);
    for (size_t i = rows.len; i-- > 0 && !*ret_revision;)
        if (!given || digest_begins(rows.items[i].digest, given))
            *ret_revision = &rows.items[i];
    if (!*ret_revision && given)
        return cmd_refuse(cmd, "handoff %d has no revision %s; 'baton handoff show %d' lists them", h->number, given,
                          h->number);
    if (!*ret_revision)
        return cmd_refuse(cmd, "handoff %d has no revisions: it is of an older ledger", h->number);
    return DONE;
}

Json *gate_json(Cmd *cmd, const HandoffRow *h)
{
    Policy policy;
    Message m = { 0 };
    bool understood = policy_load(cmd->context->project, cmd->arena, &policy, &m) == 0;
    return handoff_gate_json(cmd->context, understood ? &policy : NULL, h, cmd->arena);
}

const char *place_text(Arena *a, const char *file, int64_t line)
{
    if (!file || !*file)
        return "";
    return line > 0 ? arena_printf(a, "%s:%lld: ", file, (long long)line) : arena_printf(a, "%s: ", file);
}

/* The end of it: that is where programs say what went wrong. */
static void say_output(Cmd *cmd, const char *output)
{
    Str text = str_from(output);
    size_t from = text.len;
    if (from && text.data[from - 1] == '\n')
        from--;
    for (int lines = 0; from > 0; from--)
        if (text.data[from - 1] == '\n' && ++lines == OUTPUT_LINES)
            break;
    say_lines(cmd, str_slice(text, from, text.len));
}

static void say_check(Cmd *cmd, const CheckResult *c)
{
    for (size_t i = 0; i < c->findings.len; i++)
        say_line(cmd, "%s%s: %s", place_text(cmd->arena, c->findings.items[i].file, c->findings.items[i].line),
                 c->name, c->findings.items[i].text);
    if (c->findings_more)
        say_line(cmd, "%s: and %zu more", c->name, c->findings_more);
    if (!c->findings.len)
        say_line(cmd, "%s: %s", c->name, c->why ? c->why : arena_printf(cmd->arena, "it ended with %d", c->status));
    if (c->output && *c->output)
        say_output(cmd, c->output);
}

void say_findings(Cmd *cmd, const CheckResults *checks)
{
    for (size_t i = 0; i < checks->len; i++)
        if (checks->items[i].state == CHECK_FAILED)
            say_check(cmd, &checks->items[i]);
}

size_t checks_named(const CheckResults *checks, CheckState state, Arena *a, StrList *ret_names)
{
    size_t n = 0;
    for (size_t i = 0; i < checks->len; i++) {
        if (checks->items[i].state != state)
            continue;
        n++;
        if (ret_names)
            strlist_add(ret_names, a, checks->items[i].name);
    }
    return n;
}

void say_remarks(Cmd *cmd, const char *remarks)
{
    CLEANUP(json_free_ptr) Json *list = NULL;
    if (!remarks || json_parse(str_from(remarks), &list) < 0)
        return;
    for (const Json *it = json_first(list); it; it = json_next(it)) {
        const char *text = json_get_str(it, "text");
        say_line(cmd, "%s%s", place_text(cmd->arena, json_get_str(it, "file"), json_get_int(it, "line", 0)),
                 text ? text : "");
    }
}
