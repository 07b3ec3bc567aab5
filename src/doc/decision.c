/*
 * decision.c - finding baton's decision block under an artifact, and taking it off again.
 *
 * An artifact is written by agents, who may copy or forge a block.  Only what ends the file and has the
 * digest of its own text in its first line counts; anything else belongs to the artifact, is read as
 * such and changes its digest.  Cost without a block: a look at the last bytes.
 */
#include "baton/doc/decision.h"

#include "baton/base/digest.h"
#include "decision_marks.h"

enum { TEXT_DIGEST = DIGEST_HEX_SIZE - 1 };

void decision_digest(Str text, char out[DIGEST_HEX_SIZE])
{
    CLEANUP(buf_done) Buf lines = BUF_INIT;
    for (Str line; str_next_line(&text, &line);) {
        buf_add_str(&lines, line);
        buf_addc(&lines, '\n');
    }
    digest_hex(buf_str(&lines), out);
}

/* "<!-- baton:decision 12 0123…ef -->": its digest, or an empty Str. */
static Str digest_of_mark(Str line)
{
    Str rest = str_slice(line, DECISION_MARK.len, line.len), number = str_cut(&rest, ' ');
    int64_t n;
    if (str_to_i64(number, &n) < 0 || n < 0 || rest.len != TEXT_DIGEST + DECISION_CLOSE.len ||
        !str_ends(rest, DECISION_CLOSE))
        return (Str){ "", 0 };
    return str_slice(rest, 0, TEXT_DIGEST);
}

/* Offset of the last line that begins like a block, or -1. */
static ptrdiff_t last_mark(Str s)
{
    for (size_t i = s.len; i-- > 0;)
        if ((i == 0 || s.data[i - 1] == '\n' || s.data[i - 1] == '\r') &&
            str_starts(str_slice(s, i, s.len), DECISION_MARK))
            return (ptrdiff_t)i;
    return -1;
}

static size_t trimmed_end(Str s)
{
    while (s.len && strchr(" \t\r\n", s.data[s.len - 1]) && s.data[s.len - 1])
        s.len--;
    return s.len;
}

/* One line end in front of `at` belongs to the block. */
static size_t without_line_end(Str s, size_t at)
{
    if (at && s.data[at - 1] == '\n')
        at--;
    else if (at && s.data[at - 1] == '\r')
        return at - 1;
    else
        return at;
    return at && s.data[at - 1] == '\r' ? at - 1 : at;
}

static bool is_ours(Str block)
{
    char digest[DIGEST_HEX_SIZE];
    Str first, rest = block;
    if (!str_next_line(&rest, &first) || rest.len < DECISION_END.len)
        return false;
    Str said = digest_of_mark(first);
    if (!said.len)
        return false;
    decision_digest(str_slice(rest, 0, rest.len - DECISION_END.len), digest);
    return str_eq(said, str_from(digest));
}

bool decision_block_find(Str artifact, size_t *ret_at, size_t *ret_len)
{
    Str s = str_slice(artifact, 0, trimmed_end(artifact));
    size_t end = s.len - MIN(s.len, DECISION_END.len);
    if (!str_ends(s, DECISION_END) || !end || !strchr("\r\n", s.data[end - 1]))
        return false;
    Str near = str_slice(s, end - MIN(end, (size_t)DECISION_BYTES_MAX), s.len);
    ptrdiff_t at = last_mark(near);
    if (at < 0 || !is_ours(str_slice(near, (size_t)at, near.len)))
        return false;
    *ret_at = without_line_end(artifact, s.len - near.len + (size_t)at);
    *ret_len = artifact.len - *ret_at;
    return true;
}

void decision_block_strip(Str artifact, Buf *out)
{
    size_t at, len;
    buf_add_str(out, decision_block_find(artifact, &at, &len) ? str_slice(artifact, 0, at) : artifact);
}
