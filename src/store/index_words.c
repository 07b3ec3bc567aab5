/*
 * index_words.c - what a person would look for in an event: reasons, comments, titles, remarks; no ids, digests,
 * paths of machines, or patches.
 */
#include "index_db.h"

#include "baton/format/json.h"

enum { WORDS_MAX = 64 * 1024, DEPTH_MAX = 8 };  /* bytes of one event; of its body */

static const char *const human[] = {
    "title", "summary", "comment", "comments", "remark", "remarks", "section", "why", "what", "accomplishments",
    "blockers", "questions", "next_steps", "text", "description", "codename", "ref", "name", "message", "problems",
    "detail", "findings", "to", "from_why", "assignee",
};

static bool is_human(const char *key)
{
    for (size_t i = 0; i < ARRAY_LEN(human); i++)
        if (strcmp(key, human[i]) == 0)
            return true;
    return false;
}

static void add_line(Buf *out, const char *text)
{
    size_t room = out->len < WORDS_MAX ? WORDS_MAX - out->len : 0;
    size_t n = strnlen(text, room);

    if (!n)
        return;
    buf_add(out, text, n);
    buf_addc(out, '\n');
}

/* Below a key that a human wrote, everything is theirs. */
static void add_values(const Json *j, bool wanted, int depth, Buf *out)
{
    if (depth > DEPTH_MAX)
        return;
    if (json_text(j) && wanted)
        add_line(out, json_text(j));
    for (const Json *child = json_first(j); child; child = json_next(child))
        add_values(child, wanted || (json_key(child) && is_human(json_key(child))), depth + 1, out);
}

void index_words_of(const LedgerRow *row, Buf *out)
{
    const Event *e = &row->e;
    CLEANUP(json_free_ptr) Json *body = NULL;
    const char *const fields[] = { e->reason, e->action, e->agent, e->subject, row->kind };

    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        add_line(out, fields[i]);
    if (e->body[0] && strcmp(e->body, "{}") != 0 && json_parse(str_from(e->body), &body) == 0)
        add_values(body, e->kind == EVENT_TELEMETRY, 0, out);
}
