/*
 * decision_write.c - a decision as a piece of Markdown that an agent can act on.
 *
 * People's comments and agents' findings stand in it: each becomes one line without controls, and
 * what could begin or end an HTML comment is taken apart.
 */
#include <errno.h>

#include "baton/base/safe.h"
#include "baton/doc/decision.h"
#include "baton/doc/doc.h"
#include "decision_marks.h"

/* "<!--" and "-->" would open or close a marker; as character references they read the same. */
static void add_defused(Buf *out, Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        Str rest = str_slice(s, i, s.len);
        if (str_starts(rest, STR("<!")))
            buf_adds(out, "&lt;");
        else if (s.data[i] == '>' && i && s.data[i - 1] == '-')
            buf_adds(out, "&gt;");
        else
            buf_addc(out, s.data[i]);
    }
}

static void add_str(Buf *out, Str text)
{
    CLEANUP(buf_done) Buf safe = BUF_INIT;
    safe_add(&safe, raw_str(str_trim(str_slice(text, 0, DECISION_TEXT_MAX))), -1);
    add_defused(out, str_trim(buf_str(&safe)));
}

static void add_text(Buf *out, const char *text)
{
    add_str(out, str_from(text));
}

static void add_key(Buf *out, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    buf_addf(out, "- **%s**: ", key);
    add_text(out, text);
    buf_addc(out, '\n');
}

/* A comment keeps its lines, each as a quotation. */
static void add_comment(Buf *out, const char *comment)
{
    Str rest = str_slice(str_from(comment), 0, DECISION_TEXT_MAX), line;
    size_t before = out->len;
    while (str_next_line(&rest, &line)) {
        bool blank = !str_trim(line).len;
        if (out->len == before && blank)
            continue;
        buf_adds(out, out->len == before ? "\n>" : ">");
        buf_adds(out, blank ? "" : " ");
        add_str(out, line);
        buf_addc(out, '\n');
    }
}

static bool has_room(const Buf *out)
{
    return out->len < DECISION_BYTES_MAX / 2;
}

static void add_rest(size_t left, int number, Buf *out)
{
    if (left)
        buf_addf(out, "- and %zu more: `baton handoff show %d`\n", left, number);
}

static void add_remarks(const DecisionBlock *d, Buf *out)
{
    size_t i = 0;
    if (d->remark_count)
        buf_adds(out, "\nComments on lines:\n\n");
    for (; i < d->remark_count && has_room(out); i++) {
        const DecisionRemark *r = &d->remarks[i];
        buf_adds(out, "- ");
        add_text(out, r->file);
        if (r->line > 0)
            buf_addf(out, ":%d", r->line);
        buf_adds(out, ": ");
        add_text(out, r->text);
        buf_addc(out, '\n');
    }
    add_rest(d->remark_count - i, d->number, out);
}

static void add_findings(const DecisionBlock *d, Buf *out)
{
    size_t i = 0, n = d->findings ? d->findings->len : 0;
    if (n)
        buf_adds(out, "\nChecks that failed:\n\n");
    for (; i < n && has_room(out); i++) {
        buf_adds(out, "- ");
        add_text(out, d->findings->items[i]);
        buf_addc(out, '\n');
    }
    add_rest(n - i, d->number, out);
}

static void add_inside(const DecisionBlock *d, Buf *out)
{
    buf_addf(out, "## Handoff %d: ", d->number);
    add_text(out, d->verdict);
    buf_adds(out, "\n\n");
    add_key(out, "By", d->who);
    add_key(out, "At", d->at);
    add_key(out, "Revision", d->revision);
    add_key(out, "Signature", d->is_signed);
    add_key(out, "Next", d->next);
    if (d->comment && *d->comment)
        add_comment(out, d->comment);
    add_remarks(d, out);
    add_findings(d, out);
}

void decision_block_write(const DecisionBlock *d, Buf *out)
{
    CLEANUP(buf_done) Buf inside = BUF_INIT;
    char digest[DIGEST_HEX_SIZE];

    add_inside(d, &inside);
    decision_digest(buf_str(&inside), digest);
    buf_add_str(out, DECISION_MARK);
    buf_addf(out, "%d %s", d->number, digest);
    buf_add_str(out, DECISION_CLOSE);
    buf_addc(out, '\n');
    buf_add_str(out, buf_str(&inside));
    buf_add_str(out, DECISION_END);
    buf_addc(out, '\n');
}

/* As the first line of the artifact ends. */
static const char *line_end_of(Str artifact)
{
    ptrdiff_t at = str_chr(artifact, '\n');
    return at > 0 && artifact.data[at - 1] == '\r' ? "\r\n" : "\n";
}

static bool takes_one(Str artifact)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const char *encoding = doc_decode(artifact, &text);
    return strncmp(encoding, "utf-16", 6) != 0 && strcmp(encoding, "binary") != 0;
}

int decision_block_put(Str artifact, const DecisionBlock *d, Buf *out)
{
    CLEANUP(buf_done) Buf block = BUF_INIT;
    const char *end = line_end_of(artifact);
    size_t at, len;

    if (decision_block_find(artifact, &at, &len))
        artifact.len = at;
    if (!takes_one(artifact))
        return -ENOTSUP;
    decision_block_write(d, &block);
    buf_add_str(out, artifact);
    buf_adds(out, str_ends(artifact, STR("\r")) ? "\r" : end);      /* CR and LF would be one line end */
    for (Str rest = buf_str(&block), line; str_next_line(&rest, &line);) {
        buf_add_str(out, line);
        buf_adds(out, end);
    }
    return 0;
}
