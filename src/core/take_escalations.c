/*
 * take_escalations.c - what files say of agents that stopped becomes events, each thing said once.
 *
 * A mark stands for one thing that one file says: its reason, its receiver, and how many like it came before.
 * Where it stands is no part of it, so a line that moved is no repeat, and a second equal line is one.  The
 * projection remembers the marks of each file; what a document does not say any more is unsaid, so that it is
 * news when it comes back.  Logs only grow: there nothing is unsaid.
 */
#include "taking.h"

#include <stdio.h>

#include "baton/base/clock.h"
#include "baton/model/escalation.h"

typedef struct { char text[8 + DIGEST_HEX_SIZE]; } Mark;

static const char *via_word(const EscalationFact *e)
{
    return escalation_via_text(e->listed ? VIA_SECTION : VIA_LINE);
}

/* What makes two things said by one file the same. */
static void sameness(const EscalationFact *e, uint8_t out[DIGEST_SIZE])
{
    CLEANUP(buf_done) Buf key = BUF_INIT;
    DigestFields *d = digest_fields_new();
    escalation_key(str_from(e->reason), &key);
    digest_fields_add(d, "escalation");
    digest_fields_add(d, via_word(e));
    digest_fields_add_str(d, buf_str(&key));
    digest_fields_add(d, e->to);
    digest_fields_end(d, out);
}

static Mark mark_make(const char *path, const EscalationFact *e, const uint8_t same[DIGEST_SIZE], int twin)
{
    DigestFields *d = digest_fields_new();
    uint8_t out[DIGEST_SIZE];
    char which[16];
    Mark m;
    int n = snprintf(m.text, sizeof m.text, "%s-", via_word(e));

    snprintf(which, sizeof which, "%d", twin);
    digest_fields_add(d, path);
    digest_fields_add_str(d, (Str){ (const char *)same, DIGEST_SIZE });
    digest_fields_add(d, which);
    digest_fields_end(d, out);
    hex_from(out, sizeof out, m.text + n);
    return m;
}

/* True the first time; a set of marks by what counts them. */
static bool is_new(Counts *set, const char *mark)
{
    uint8_t digest[DIGEST_SIZE];
    digest_bytes(str_from(mark), digest);
    return counts_next(set, digest) == 0;
}

static int known_marks(Ingest *in, Arena *a, const char *path, StrList *ret, Counts *set)
{
    *ret = (StrList){ 0 };
    int r = store_escalation_marks(in->store, a, path, ret);
    for (size_t i = 0; r >= 0 && i < ret->len; i++)
        (void)is_new(set, ret->items[i]);
    return MIN(r, 0);
}

typedef struct { int64_t line, at; } Said;          /* at 0: now */

static int state(Ingest *in, const char *path, const EscalationFact *e, const char *agent, Said said,
                 const Mark *mark)
{
    Json *body = json_object();
    Event event = { .kind = EVENT_ESCALATION_STATED, .subject = path, .agent = agent_bare_name(agent),
                    .reason = e->reason, .at = said.at };
    json_put_str(body, "via", via_word(e));
    json_put_str(body, "mark", mark->text);
    json_put_str(body, "file", path);
    json_put_int(body, "line", said.line);
    json_put_str(body, "to", e->to);
    json_put_str(body, "task", e->task);
    return ledger_add(in, &event, body);
}

/* ---- documents ---- */

static int unsay(Ingest *in, const char *path, const StrList *marks, Counts *said, const char *why)
{
    Json *body = json_object(), *list = json_array();
    for (size_t i = 0; i < marks->len; i++)
        if (!said || is_new(said, marks->items[i]))
            json_put(list, NULL, json_string(marks->items[i]));
    bool any = json_len(list) > 0;
    json_put(body, "marks", list);
    json_put_str(body, "why", why);
    if (any)
        return ledger_event(in, EVENT_ESCALATION_UNSAID, path, NULL, body);
    json_free(body);
    return 0;
}

/* New ones first: an entry that was worded anew is never out of the list. */
int take_escalations(Ingest *in, const Reading *r)
{
    CLEANUP(counts_done) Counts twins = { 0 };
    CLEANUP(counts_done) Counts known = { 0 };
    CLEANUP(counts_done) Counts said = { 0 };
    const char *path = r->document->path;
    StrList marks;

    if (session_is_archived(path))
        return 0;
    int e = known_marks(in, r->arena, path, &marks, &known);
    for (size_t i = 0; e == 0 && i < r->facts->escalations.len; i++) {
        const EscalationFact *f = &r->facts->escalations.items[i];
        uint8_t same[DIGEST_SIZE];
        sameness(f, same);
        int twin = f->closed ? -1 : counts_next(&twins, same);
        Mark mark = mark_make(path, f, same, twin);
        if (twin < 0 || !is_new(&said, mark.text))
            continue;
        if (is_new(&known, mark.text))
            e = state(in, path, f, f->agent, (Said){ f->line, 0 }, &mark);
    }
    const char *why = arena_printf(r->arena, "%s does not list it as open any more", path);
    return e < 0 || !marks.len ? e : unsay(in, path, &marks, &said, why);
}

int escalations_gone(Ingest *in, const char *path)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList marks = { 0 };
    int r = store_escalation_marks(in->store, a, path, &marks);
    return r < 0 || !marks.len ? MIN(r, 0) : unsay(in, path, &marks, NULL, arena_printf(a, "%s is gone", path));
}

/* ---- logs ---- */

/* "backend-engineer.log", "backend-engineer-2026-01-02.log", "backend-engineer/3.log". */
static bool names_agent(Str part, Str slug)
{
    return str_istarts(part, slug) && (part.len == slug.len || strchr("-_.@ ", part.data[slug.len]));
}

static const char *agent_of_file(Ingest *in, Arena *a, const char *path)
{
    AgentRows rows = { 0 };
    const char *best = NULL;
    if (store_agents(in->store, a, &(AgentQuery){ 0 }, &rows) < 0)
        return NULL;
    Str file = str_from(path_base(path)), folder = str_from(path_base(path_dir(a, path)));
    for (size_t i = 0; i < rows.len; i++) {
        Str slug = str_from(rows.items[i].name);
        bool longer = slug.len && (!best || slug.len > strlen(best));
        if (longer && (names_agent(file, slug) || str_ieq(folder, slug)))
            best = rows.items[i].name;
    }
    return best;
}

/*
 * In a log that is read from its start a line may be old: its own time counts, else that of the file.  A time without
 * its zone may be hours off, and an alarm of just now must not look like an old one.
 */
static int64_t time_said(const LogSaid *l, const EscalationFact *f)
{
    enum { ZONES_MS = 26 * 3600 * 1000 };
    if (!l->counts)
        return 0;
    bool sure = f->said_at && (f->zoned || f->said_at < l->saved_at - ZONES_MS);
    return MIN(sure ? f->said_at : l->saved_at, clock_now());
}

/* From the start the count says which of equal ones this is; in a log that grew it is the first that is not known. */
static int take_said(Ingest *in, const LogSaid *l, const EscalationFact *f, const char *agent, Counts *known)
{
    uint8_t same[DIGEST_SIZE];
    sameness(f, same);
    int twin = l->counts ? counts_next(l->counts, same) : 0;
    for (; twin >= 0 && twin < TWINS_MAX; twin++) {
        Mark mark = mark_make(l->path, f, same, twin);
        if (is_new(known, mark.text))
            return state(in, l->path, f, agent, (Said){ l->lines + f->line, time_said(l, f) }, &mark);
        if (l->counts)
            break;
    }
    return 0;
}

int take_escalations_said(Ingest *in, const LogSaid *l, const Facts *f)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(counts_done) Counts known = { 0 };
    StrList marks;
    if (!f->escalations.len)
        return 0;
    const char *agent = agent_of_file(in, a, l->path);
    int r = known_marks(in, a, l->path, &marks, &known);
    for (size_t i = 0; r == 0 && i < f->escalations.len; i++) {
        const EscalationFact *e = &f->escalations.items[i];
        r = e->closed ? 0 : take_said(in, l, e, agent ? agent : e->agent, &known);
    }
    return r;
}
