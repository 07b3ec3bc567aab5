/*
 * record_waiver.c - what agents write into a DECISIONS file waives no check; it proposes that, and is said.
 */
#include <ctype.h>

#include "baton/core/records.h"

typedef struct { Str check; Arena *arena; const char *found; } Search;

static bool is_word_at(Str text, ptrdiff_t at, size_t len)
{
    size_t end = (size_t)at + len;
    return (at == 0 || !isalnum((unsigned char)text.data[at - 1])) &&
           (end >= text.len || !isalnum((unsigned char)text.data[end]));
}

static bool names(Str text, Str word)
{
    for (ptrdiff_t at; (at = str_ifind(text, word)) >= 0; text = str_slice(text, (size_t)at + 1, text.len))
        if (is_word_at(text, at, word.len))
            return true;
    return false;
}

static bool waives(Str text)
{
    static const char *const words[] = { "waive", "waived", "waiver", "waives", "waiving" };
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        any |= names(text, str_from(words[i]));
    return any && str_ifind(text, STR("not waive")) < 0 && str_ifind(text, STR("never waive")) < 0;
}

static bool stands(const char *status)
{
    static const char *const over[] = { "reject", "supersed", "withdraw", "revoke", "deprecat" };
    bool any = false;
    for (size_t i = 0; i < ARRAY_LEN(over); i++)
        any |= str_ifind(str_from(status), str_from(over[i])) >= 0;
    return !any;
}

static void take(void *ctx, const char *file, const RecordFact *r)
{
    Search *s = ctx;
    const char *ref = r->ref && *r->ref ? r->ref : "a record";
    Str all = str_from(arena_printf(s->arena, "%s\n%s", r->title ? r->title : "", r->reason ? r->reason : ""));
    if (r->kind == RECORD_DECISION && stands(r->status) && waives(all) && names(all, s->check))
        s->found = arena_printf(s->arena, "%s in %s:%d", ref, file, r->line);
}

const char *record_waiver(const Context *c, const char *check, Arena *a)
{
    Str name = str_from(check);
    Message ignored = { 0 };
    Search s = { .check = str_starts(name, STR("command ")) ? str_slice(name, 8, name.len) : name, .arena = a };
    if (s.check.len)
        (void)records_each(c, take, &s, &ignored);
    return s.found;
}
