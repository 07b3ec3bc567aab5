/*
 * trust.c - `baton trust`: which programs of this project may run for me.
 *
 * Definitions and settings only propose them.  What is trusted is project, folder and argv; when one of
 * these changes, it has to be trusted anew.
 */
#include "baton/gate/trust.h"

#include "baton/conf/policy.h"
#include "baton/core/agent_json.h"
#include "baton/sys/proc.h"
#include "commands.h"
#include "gate_words.h"
#include "output.h"

static const FlagDef flags[] = {
    FLAG_JSON,
    { "all", 'a', NULL, "trust all that can run", false },
    { "drop", 'd', "NAME", "trust it no more", true },
    FLAGS_END,
};

typedef struct {
    Cmd *cmd;
    Policy policy;
    const char *state_dir;
    Proposals proposals;        /* each program once */
    StrList digests;
} Trusting;

/* ---- what is proposed ---- */

static void take_proposals(Trusting *t, const Proposals *more)
{
    for (size_t i = 0; i < more->len; i++) {
        if (strlist_has(&t->digests, more->items[i].digest))
            continue;
        AVEC_PUSH(&t->proposals, t->cmd->arena, more->items[i]);
        strlist_add_new(&t->digests, t->cmd->arena, str_from(more->items[i].digest));
    }
}

static void take_agent(Trusting *t, const AgentRow *row)
{
    CLEANUP(json_free_ptr) Json *json = NULL;
    const Project *p = t->cmd->context->project;
    Proposals more = { 0 };
    if (!row->def || json_parse(str_from(row->def), &json) < 0)
        return;
    const AgentDef *def = agent_from_json(t->cmd->arena, json);
    proposals_of(def, row->name, &t->policy, p->root, p->work_tree, t->state_dir, t->cmd->arena, &more);
    take_proposals(t, &more);
}

static int find_proposals(Trusting *t)
{
    Context *c = t->cmd->context;
    AgentRows agents = { 0 };
    Proposals more = { 0 };
    Proposal approved;
    if (policy_load(c->project, t->cmd->arena, &t->policy, &t->cmd->error) < 0)
        return REFUSED;
    if (store_agents(c->store, t->cmd->arena, &(AgentQuery){ 0 }, &agents) < 0)
        return list_failed(t->cmd, "agents");
    proposals_of(NULL, NULL, &t->policy, c->project->root, c->project->work_tree, t->state_dir, t->cmd->arena, &more);
    take_proposals(t, &more);
    for (size_t i = 0; i < agents.len; i++)
        take_agent(t, &agents.items[i]);
    if (proposal_on_approved(&t->policy, c->project->root, t->state_dir, t->cmd->arena, &approved)) {
        Proposals one = { .items = &approved, .len = 1 };
        take_proposals(t, &one);
    }
    return DONE;
}

/* ---- showing them ---- */

/* So that every argument can be told from the next one. */
static void add_argument(Buf *out, const char *word)
{
    bool plain = *word && !strpbrk(word, " \t\n'\"\\$`;&|<>()*?[]#~!{}");
    if (plain) {
        buf_adds(out, word);
        return;
    }
    buf_addc(out, '\'');
    for (const char *p = word; *p; p++)
        if (*p == '\'')
            buf_adds(out, "'\\''");
        else
            buf_addc(out, *p);
    buf_addc(out, '\'');
}

static const char *argv_text(Arena *a, const StrList *argv)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    for (size_t i = 0; i < argv->len; i++) {
        buf_adds(&text, i ? " " : "");
        add_argument(&text, argv->items[i]);
    }
    return arena_str(a, buf_str(&text));
}

static const char *trust_word(const Proposal *p)
{
    return p->refused ? "never" : p->trusted ? "trusted" : "not trusted";
}

static void say_proposal(Cmd *cmd, const Proposal *p)
{
    say_line(cmd, "%s: %s", p->name, trust_word(p));
    say_line(cmd, "  runs         %s", argv_text(cmd->arena, &p->argv));
    say_line(cmd, "  in           %s", p->dir);
    say_line(cmd, "  proposed by  %s", p->from);
    if (p->refused)
        say_line(cmd, "  %s", p->refused);
}

static int say_proposals(const Trusting *t)
{
    size_t waiting = 0;
    for (size_t i = 0; i < t->proposals.len; i++) {
        const Proposal *p = &t->proposals.items[i];
        say_proposal(t->cmd, p);
        waiting += !p->trusted && !p->refused;
    }
    if (!t->proposals.len)
        say_line(t->cmd, "No agent definition and no settings file proposes a program.");
    else if (waiting)
        say_line(t->cmd, "%zu of %zu may not run yet: 'baton trust NAME' or 'baton trust --all' lets them.", waiting,
                 t->proposals.len);
    return DONE;
}

static int proposals_json(const Trusting *t)
{
    Json *list = json_array();
    for (size_t i = 0; i < t->proposals.len; i++) {
        const Proposal *p = &t->proposals.items[i];
        Json *j = json_object();
        json_put_str(j, "name", p->name);
        json_put_list(j, "argv", &p->argv);
        json_put_str(j, "dir", p->dir);
        json_put_str(j, "from", p->from);
        json_put_bool(j, "trusted", p->trusted);
        json_put_str(j, "refused", p->refused);
        json_put_str(j, "digest", p->digest);
        json_put(list, NULL, j);
    }
    return output_json_rows(t->cmd, list);
}

/* ---- changing them ---- */

static int trust_one(const Trusting *t, const Proposal *p)
{
    if (p->refused)
        return cmd_refuse(t->cmd, "'%s' of %s can never run: %s", p->name, p->from, p->refused);
    if (trust_add(t->state_dir, p, context_user(), &t->cmd->error) < 0)
        return REFUSED;
    say_line(t->cmd, "Trusted: %s may run %s in %s.", p->name, argv_text(t->cmd->arena, &p->argv), p->dir);
    return DONE;
}

static int drop_one(const Trusting *t, const Proposal *p)
{
    if (trust_drop(t->state_dir, p, &t->cmd->error) < 0)
        return REFUSED;
    say_line(t->cmd, "Trusted no more: %s.", p->name);
    return DONE;
}

static int no_proposal(const Trusting *t, const char *name)
{
    Nearest near = { .word = name };
    for (size_t i = 0; i < t->proposals.len; i++)
        nearest_offer(&near, t->proposals.items[i].name);
    if (near.best)
        return cmd_refuse(t->cmd, "nobody proposes '%s'; did you mean '%s'?", name, near.best);
    return cmd_refuse(t->cmd, "nobody proposes '%s'; 'baton trust' lists what is proposed", name);
}

/* One name may stand for several programs: each definition names its own. */
static int each_named(const Trusting *t, const char *name, int (*change)(const Trusting *t, const Proposal *p))
{
    bool found = false;
    int r = DONE;
    for (size_t i = 0; !r && i < t->proposals.len; i++) {
        if (strcmp(t->proposals.items[i].name, name) != 0)
            continue;
        found = true;
        r = change(t, &t->proposals.items[i]);
    }
    return r || found ? r : no_proposal(t, name);
}

static int trust_all(const Trusting *t)
{
    int r = DONE;
    for (size_t i = 0; !r && i < t->proposals.len; i++)
        if (!t->proposals.items[i].refused && !t->proposals.items[i].trusted)
            r = trust_one(t, &t->proposals.items[i]);
    return r;
}

static int change(const Trusting *t, const StrList *drops)
{
    int r = cmd_has(t->cmd, "all") ? trust_all(t) : DONE;
    for (size_t i = 0; !r && i < t->cmd->args.len; i++)
        r = each_named(t, t->cmd->args.items[i], trust_one);
    for (size_t i = 0; !r && i < drops->len; i++)
        r = each_named(t, drops->items[i], drop_one);
    return r;
}

static bool has_command(Cmd *cmd, const HandoffRow *h)
{
    CheckRowsKept rows = { 0 };
    if (!h->digest || store_checks(cmd->context->store, cmd->arena, h->id, h->digest, &rows) < 0)
        return false;
    for (size_t i = 0; i < rows.len; i++)
        if (rows.items[i].state == CHECK_SKIPPED && str_starts(str_from(rows.items[i].name), STR("command ")))
            return true;
    return false;
}

/* What waits for a decision has them skipped as not trusted: they run for it now, in the background. */
static void check_again(Cmd *cmd)
{
    const char *self = proc_self(cmd->arena), *root = cmd->context->project->root;
    HandoffRows rows = { 0 };
    if (!self || store_handoffs(cmd->context->store, cmd->arena,
                                &(HandoffQuery){ .states = 1u << HANDOFF_SUBMITTED }, &rows) < 0)
        return;
    for (size_t i = 0; i < rows.len; i++) {
        const char *number = arena_printf(cmd->arena, "%d", rows.items[i].number);
        const char *const argv[] = { self, "-C", root, "handoff", "check", number, NULL };
        if (has_command(cmd, &rows.items[i]) && proc_background(argv, root) > 0)
            say_line(cmd, "The checks of handoff %s run again; 'baton handoff show %s' tells.", number, number);
    }
}

static int run(Cmd *cmd)
{
    Trusting t = { .cmd = cmd, .state_dir = trust_dir(cmd->arena) };
    bool adds = cmd->args.len || cmd_has(cmd, "all");
    StrList drops = { 0 };
    flag_values(cmd, "drop", &drops);
    if (!t.state_dir)
        return cmd_refuse(cmd, "nowhere to keep what is trusted: set HOME or XDG_STATE_HOME");
    // Dropping makes less run: anybody may.
    if (adds && gate_guard_word(cmd->context, "trust", "", cmd->face ? SOURCE_TUI : SOURCE_CLI, &cmd->error) < 0)
        return REFUSED;
    int r = find_proposals(&t);
    if (!r && (adds || drops.len))
        r = change(&t, &drops);
    else if (!r)
        r = cmd_has(cmd, "json") ? proposals_json(&t) : say_proposals(&t);
    if (!r && adds)
        check_again(cmd);
    return r;
}

const CommandRow cmd_trust = {
    .name = "trust", .args = "[NAME…]", .max_args = -1, .flags = flags,
    .help = "List the programs that this project proposes to run, and let them.",
    .detail = "Without NAME each is listed with its words, its folder, who proposes it, and whether it may run.\n"
              "What changes must be trusted anew.  Only people trust, never from inside an agent client.",
    .needs = NEED_LEDGER, .run = run,
};
