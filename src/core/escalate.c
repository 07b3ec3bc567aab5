/*
 * escalate.c - what somebody does about an agent that stopped: one event, under the lock, once.
 *
 * An agent may do it too, an orchestrator does: the event says who it was.  It opens no gate.
 */
#include <ctype.h>
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/base/utf8.h"
#include "baton/core/ingest.h"
#include "baton/format/json.h"
#include "baton/model/agent.h"
#include "baton/model/escalation.h"
#include "escalating.h"

enum { COMMENT_MAX = 64 * 1024 };

int escalation_find(Context *c, const char *id, Arena *a, EscalationRow *ret, Message *m)
{
    EscalationRows rows = { 0 };
    int r = context_store(c, STORE_READ, m);
    if (r < 0)
        return r;
    r = *id ? store_escalations(c->store, a, &(EscalationQuery){ .id = id }, &rows) : -ENOENT;
    if (r < 0 && r != -ENOENT)
        return fail_with(m, r, "The ledger '%s' cannot be read: %s", store_path(c->store), strerror(-r));
    if (!rows.len)
        return fail_with(m, -ENOENT, "There is no escalation '%s'; 'baton escalations --all' lists them all", id);
    if (rows.len > 1)
        return fail_with(m, -ENOTUNIQ, "Several escalations begin with '%s': say more of it, or the number", id);
    *ret = rows.items[0];
    return 0;
}

/* ---- may it be done ---- */

static const char *done_text(Arena *a, const EscalationRow *e)
{
    switch (e->state) {
    case ESCALATION_ACKNOWLEDGED: return "acknowledged it";
    case ESCALATION_RESOLVED:     return "resolved it";
    case ESCALATION_REROUTED:
        return arena_printf(a, "routed it to %s", e->routed_to ? e->routed_to : "another agent");
    default:                      return "opened it again";
    }
}

/* "; ana resolved it at 2026-03-04T12:00:00.000Z: the rates are in" */
static const char *by_whom(Arena *a, const EscalationRow *e)
{
    char at[TIME_TEXT_SIZE];
    if (!e->changed_at)
        return "";
    time_format(e->changed_at, at);
    if (!e->actor)
        return arena_printf(a, "; it closed by itself at %s%s%s", at, e->closed_why ? ": " : "",
                            e->closed_why ? e->closed_why : "");
    return arena_printf(a, "; %s %s at %s%s%s", e->actor, done_text(a, e), at, text_same(e->comment, "") ? "" : ": ",
                        e->comment ? e->comment : "");
}

static int refuse(Escalating *x, const char *why)
{
    const EscalationRow *e = &x->now;
    x->report->escalation = *e;
    return fail_with(x->m, e->changed_at ? -EALREADY : -EINVAL, "Escalation %d cannot take '%s': %s%s", e->number,
                     escalation_act_text(x->o->act), why, by_whom(x->arena, e));
}

static bool has_moved(const Escalating *x)
{
    return x->now.state != x->seen.state || x->now.changed_at != x->seen.changed_at;
}

/* Who routes must have seen where it went: else two of them would send it to two agents. */
static int may(Escalating *x)
{
    const char *why = escalation_act_refused(x->o->act, x->now.state);
    if (why)
        return refuse(x, why);
    if (x->o->act == ESCALATION_ACT_ROUTE && has_moved(x))
        return refuse(x, "somebody was quicker");
    return 0;
}

int escalating_look(Escalating *x)
{
    EscalationRows rows = { 0 };
    int r = store_escalations(x->c->store, x->arena, &(EscalationQuery){ .id = x->seen.id }, &rows);
    if (r < 0 && r != -ENOENT)
        return fail_with(x->m, r, "The ledger '%s' cannot be read: %s", store_path(x->c->store), strerror(-r));
    if (rows.len != 1)
        return fail_with(x->m, -ENOENT, "There is no escalation '%s' any more", x->o->escalation);
    x->now = rows.items[0];
    return may(x);
}

static bool is_blank(const char *text)
{
    return !str_trim(str_from(text)).len;
}

static int check_words(Escalating *x)
{
    const char *comment = x->o->comment;
    int n = x->seen.number;
    if (strlen(comment ? comment : "") > COMMENT_MAX)
        return fail_with(x->m, -E2BIG, "Escalation %d was not changed: a comment may have %d KiB", n,
                         COMMENT_MAX / 1024);
    if (!utf8_valid(str_from(comment)))
        return fail_with(x->m, -EILSEQ, "Escalation %d was not changed: the comment is not UTF-8", n);
    if (x->o->act == ESCALATION_ACT_COMMENT && is_blank(comment))
        return fail_with(x->m, -EINVAL, "Escalation %d: a comment needs words; give them with --comment", n);
    return 0;
}

static int check_actor(Escalating *x)
{
    const char *agent = x->o->agent;
    x->actor = agent && *agent ? agent_slug(x->arena, str_from(agent)) : context_user();
    return x->actor ? 0 : fail_with(x->m, -EINVAL, "'%s' is no name of an agent", agent);
}

/* ---- the event ---- */

static const char *body_of(Escalating *x, const SessionTaskReport *task)
{
    CLEANUP(json_free_ptr) Json *body = json_object();
    CLEANUP(buf_done) Buf text = BUF_INIT;
    json_put_str(body, "act", escalation_act_text(x->o->act));
    if (x->to)
        json_put_str(body, "to", x->to);
    if (task && task->file) {
        json_put_str(body, "task", task->task);
        json_put_str(body, "file", task->file);
        json_put_int(body, "line", task->line);
    }
    json_write(&text, body, false);
    return arena_str(x->arena, buf_str(&text));
}

int escalating_append(Escalating *x, const SessionTaskReport *task)
{
    const EscalationRow *e = &x->now;
    Event event = {
        .kind = EVENT_ESCALATION_DECIDED, .at = clock_now(), .subject = e->id, .agent = e->agent, .run = e->run,
        .actor = x->actor, .source = x->o->source, .host = context_host(),
        .reason = is_blank(x->o->comment) ? NULL : x->o->comment, .body = body_of(x, task),
    };
    int r = store_append(x->c->store, &event, NULL);
    return MIN(r, 0);
}

static int not_recorded(Escalating *x, int r)
{
    if (r == -EBUSY)
        return fail_with(x->m, r, "Escalation %d was not changed: the ledger is busy; try again", x->seen.number);
    return fail_with(x->m, r, "Escalation %d was not changed: the ledger '%s' cannot be written: %s", x->seen.number,
                     store_path(x->c->store), strerror(-r));
}

static int in_transaction(Escalating *x, const SessionTaskReport *task)
{
    int r = escalating_look(x);
    if (r < 0)
        return r;
    if ((r = escalating_append(x, task)) == 0)
        r = store_commit(x->c->store);
    return r < 0 ? not_recorded(x, r) : 0;
}

int escalating_record(Escalating *x, const SessionTaskReport *task)
{
    int r = store_begin(x->c->store);
    if (r < 0)
        return not_recorded(x, r);
    r = in_transaction(x, task);
    if (r < 0)
        store_rollback(x->c->store);
    return r;
}

/* ---- acting ---- */

static int find(Escalating *x)
{
    IngestReport read;
    int r = context_store(x->c, STORE_WRITE, x->m);
    if (r == 0)
        r = ingest(x->c, true, &read, x->m);
    if (r < 0)
        return r;
    if (!context_may_record(x->c))
        return fail_with(x->m, -EROFS, "Nothing can be done about escalations here: %s",
                         *x->c->notice.text ? x->c->notice.text : "the ledger cannot be written");
    r = escalation_find(x->c, x->o->escalation, x->arena, &x->seen, x->m);
    x->now = x->seen;
    return r;
}

int escalation_act(Context *c, const EscalationOrder *o, Arena *a, EscalationReport *ret, Message *m)
{
    Escalating x = { .c = c, .o = o, .arena = a, .m = m, .report = ret };
    bool routes = o->act == ESCALATION_ACT_ROUTE;
    *ret = (EscalationReport){ .file = NULL };
    int r = find(&x);
    if (r == 0)
        r = may(&x);
    if (r == 0)
        r = check_words(&x);
    if (r == 0)
        r = check_actor(&x);
    if (r == 0 && routes)
        r = escalating_receiver(&x);
    if (r == 0)
        r = routes ? escalating_route(&x) : escalating_record(&x, NULL);
    if (r == 0)
        r = escalation_find(c, x.seen.id, a, &ret->escalation, m);
    return r;
}
