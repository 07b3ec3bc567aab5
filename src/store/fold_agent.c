/*
 * fold_agent.c - agents: definitions, reports, and how many tasks stand on a name.
 */
#include "held.h"
#include "said.h"

int agent_spell(Store *s, const char *slug, const char *shown)
{
    return sql_run(s, "INSERT INTO agent(slug, file, shown) VALUES(?1, '', ?2) "
                   "ON CONFLICT DO UPDATE SET shown = ?2 WHERE shown <> ?2", "tt", slug, shown);
}

int agent_mention(Fold *f, const char *slug, const char *shown)
{
    return agent_spell(f->s, slug, shown);
}

static int report(Store *s, const AgentNews *n)
{
    return sql_run(
        s,
        "UPDATE agent SET shown = ?7, reported = ?2, word = ?3, source = ?4, reported_at = ?5, task = ?6 "
        "WHERE slug = ?1 AND file = '' AND reported_at <= ?5",
        "ttttitt", n->slug, agent_state_text(n->state), n->word, source_text(n->source), n->at, n->task, n->name);
}

/*
 * Logs of last month may be read after today's reports: the time decides, then the order.  Nearly always the row
 * is there and one statement does it.
 */
int agent_hears(Store *s, const AgentNews *n)
{
    int r = report(s, n);

    if (r < 0 || sqlite3_changes(s->db))
        return r;
    r = agent_spell(s, n->slug, n->name);
    return r < 0 ? r : report(s, n);
}

static AgentNews news_of(const Fold *f, const Report *said)
{
    return (AgentNews){ .slug = f->slug, .name = f->e->agent, .word = said->word, .task = said->task,
                        .state = said->state, .source = f->e->source, .at = f->e->at };
}

int agent_report(Fold *f, const Report *said)
{
    AgentNews n = news_of(f, said);
    return agent_hears(f->s, &n);
}

int agent_heard(Fold *f, const Report *said)
{
    AgentNews n = news_of(f, said);
    if (held_agent(f->s, &n))
        return 0;
    int r = agent_hears(f->s, &n);
    if (r == 0)
        held_begin_agent(f->s, f->slug);
    return r;
}

int agent_count_task(Fold *f, const char *slug, TaskState state, int by)
{
    static const char *const statements[] = {
#define X(id, word, g, a, h) [TASK_##id] = \
        "UPDATE agent SET tasks_" word " = tasks_" word " + ?2 WHERE slug = ?1 AND file = ''",
        TASK_STATES(X)
#undef X
    };
    return sql_run(f->s, statements[state], "ti", slug, (int64_t)by);
}

int fold_agent_reported(Fold *f)
{
    const char *state = fold_text(f, "state"), *raw = fold_text(f, "state_raw");

    if (!*f->slug)
        return 0;
    AgentState now = said_by_file(state);
    int r = claim_by_report(f, now == AGENT_WORKING, fold_text(f, "task"), fold_text(f, "file"));
    return r < 0 ? r : agent_report(f, &(Report){ now, *raw ? raw : state, fold_text(f, "task") });
}

int fold_agent_gone(Fold *f)
{
    return sql_run(f->s, "DELETE FROM agent WHERE file = ? AND file <> ''", "t", f->e->subject);
}

/* A definition without a usable name goes by its file's. */
int fold_agent_defined(Fold *f)
{
    const char *name = fold_text(f, "name");
    int r = fold_agent_gone(f);

    if (r < 0 || !*f->e->subject)
        return r;
    if (!*fold_slug(f, name))
        name = *f->slug ? f->e->agent : path_base(f->e->subject);
    return sql_run(f->s, "INSERT INTO agent(slug, file, shown, def) VALUES(?,?,?,?)", "tttt",
                   fold_slug(f, name), f->e->subject, name, f->e->body);
}
