/*
 * handoff_show.c - `baton handoff show ID`: what was accomplished, what was found, who decided.
 */
#include "baton/base/clock.h"
#include "baton/conf/policy.h"
#include "baton/core/checks.h"
#include "baton/core/evidence.h"
#include "baton/core/records.h"
#include "commands.h"
#include "gate_words.h"
#include "output.h"
#include "show.h"

static const FlagDef flags[] = {
    FLAG_JSON_ONE,
    { "markdown", 'm', NULL, "print the whole dossier as Markdown", false },
    FLAGS_END,
};

static void print_items(Cmd *cmd, const char *title, const Json *items)
{
    if (!json_len(items))
        return;
    show_heading(cmd, title);
    for (const Json *item = json_first(items); item; item = json_next(item)) {
        const char *text = json_is_object(item) ? json_get_str(item, "text") : json_text(item);
        if (text)
            show_item(cmd, text);
    }
}

static void print_body(Cmd *cmd, const HandoffRow *h)
{
    static const char *const parts[][2] = {
        { "accomplishments", "Accomplishments" }, { "blockers", "Blockers" },
        { "questions", "Questions" }, { "next_steps", "Next steps" },
    };
    Json *tree = NULL;
    if (!h->body || json_parse(str_from(h->body), &tree) < 0)
        return;
    CLEANUP(json_free_ptr) Json *body = tree;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        print_items(cmd, parts[i][1], json_get(body, parts[i][0]));
}

static void print_check(Cmd *cmd, const CheckRowKept *c)
{
    CLEANUP(json_free_ptr) Json *findings = NULL;
    show_textf(cmd, arena_printf(cmd->arena, "  %s", STATE_TEXT(cmd, check_state, c->state)), "%s%s%s", c->name,
               c->why ? ": " : "", c->why ? c->why : "");
    const char *by = c->state == CHECK_FAILED ? record_waiver(cmd->context, c->name, cmd->arena) : NULL;
    if (by)
        show_textf(cmd, "", "%s proposes to waive it; 'baton handoff waive' confirms that", by);
    if (!c->findings || json_parse(str_from(c->findings), &findings) < 0)
        return;
    for (const Json *f = json_first(findings); f; f = json_next(f)) {
        const char *text = json_get_str(f, "text");
        show_textf(cmd, "", "%s%s", place_text(cmd->arena, json_get_str(f, "file"), json_get_int(f, "line", 0)),
                   text ? text : "");
    }
}

static int print_checks(Cmd *cmd, const HandoffRow *h)
{
    CheckRowsKept rows = { 0 };
    if (!h->digest)
        return DONE;
    Message trouble = { 0 };
    if (checks_proven(cmd->context, h->id, h->digest, cmd->arena, &rows, &trouble) < 0 &&
        store_checks(cmd->context->store, cmd->arena, h->id, h->digest, &rows) < 0)
        return list_failed(cmd, "checks");
    if (rows.len || *trouble.text)
        show_heading(cmd, "Checks");
    if (*trouble.text)
        show_textf(cmd, "NOT PROVEN", "%s", trouble.text);
    for (size_t i = 0; i < rows.len; i++)
        print_check(cmd, &rows.items[i]);
    return DONE;
}

static const char *proof_words(Cmd *cmd, const Policy *p, const DecisionRow *d)
{
    const char *why = NULL;
    Proof proof = PROOF_BAD;
    Message m = { 0 };
    if (!p || decision_proof(cmd->context, p, d, NULL, cmd->arena, &proof, &why, &m) < 0)
        return "it is not known whether it verifies";
    bool told = why && proof == PROOF_BAD;
    return told ? arena_printf(cmd->arena, "%s: %s", proof_text(proof), why) : proof_text(proof);
}

static void print_not_followed(Cmd *cmd, const DecisionRow *d)
{
    EffectRows rows = { 0 };
    (void)store_effects(cmd->context->store, cmd->arena, d->handoff, false, &rows);
    for (size_t i = 0; i < rows.len; i++)
        if (rows.items[i].decision == d->seq)
            show_text(cmd, "", effect_trouble(&rows.items[i], cmd->arena));
}

static void print_decision(Cmd *cmd, const Policy *p, const DecisionRow *d)
{
    char time[TIME_TEXT_SIZE];
    const char *who = d->person && *d->person ? d->person : d->actor;
    show_textf(cmd, arena_printf(cmd->arena, "  %s", STATE_TEXT(cmd, verdict, d->verdict)),
               "%s at %s, %.19sZ (%s)%s", who, short_digest(cmd->arena, d->revision), time_format(d->at, time),
               proof_words(cmd, p, d), d->revoked ? ", taken back since" : "");
    show_text(cmd, "", d->comment);
    if (d->waived.len)
        show_textf(cmd, "", "waived: %s", names_text(cmd->arena, &d->waived));
    if (d->failed.len)
        show_textf(cmd, "", "failed or not finished: %s", names_text(cmd->arena, &d->failed));
    say_remarks(cmd, d->remarks);
    print_not_followed(cmd, d);
}

static int print_decisions(Cmd *cmd, const HandoffRow *h)
{
    DecisionRows rows = { 0 };
    Policy policy;
    Message m = { 0 };
    if (store_decisions(cmd->context->store, cmd->arena, h->id, &rows) < 0)
        return list_failed(cmd, "decisions");
    if (!rows.len)
        return DONE;
    bool understood = policy_load(cmd->context->project, cmd->arena, &policy, &m) == 0;
    show_heading(cmd, "Decisions");
    for (size_t i = 0; i < rows.len; i++)
        print_decision(cmd, understood ? &policy : NULL, &rows.items[i]);
    return DONE;
}

static void print_facts(Cmd *cmd, const HandoffRow *h)
{
    show_textf(cmd, "Handoff", "%d", h->number);
    show_text(cmd, "Summary", h->summary);
    show_text(cmd, "State", STATE_TEXT(cmd, handoff_state, h->state));
    show_text(cmd, "From", h->from);
    show_text(cmd, "Author known by", h->from_why);
    show_text(cmd, "To", h->to);
    show_text(cmd, "As written", h->to_raw);
    show_text(cmd, "File", h->file);
    show_text(cmd, "Run", h->run);
    show_textf(cmd, "Revisions", "%d", h->revisions);
    show_text(cmd, "Digest", h->digest);
    show_text(cmd, "Id", h->id);
    show_time(cmd, "Submitted", h->submitted_at);
    show_time(cmd, "Changed", h->updated_at);
}

static int print_handoff(Cmd *cmd, const HandoffRow *h)
{
    print_facts(cmd, h);
    int r = print_decisions(cmd, h);
    if (!r)
        r = print_checks(cmd, h);
    if (r)
        return r;
    print_body(cmd, h);
    return show_history(cmd, &(EventQuery){ .subject = h->id });
}

static int print_markdown(Cmd *cmd, const HandoffRow *h)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    dossier_markdown(cmd->context, h, cmd->arena, &text);
    say_lines(cmd, buf_str(&text));
    return DONE;
}

static int run(Cmd *cmd)
{
    HandoffRow h = { 0 };
    if (handoff_find(cmd->context, cmd->args.items[0], cmd->arena, &h, &cmd->error) < 0)
        return REFUSED;
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, dossier_json(cmd->context, &h, cmd->arena));
    return cmd_has(cmd, "markdown") ? print_markdown(cmd, &h) : print_handoff(cmd, &h);
}

const CommandRow cmd_handoff_show = {
    .name = "handoff show", .args = "ID", .min_args = 1, .max_args = 1, .flags = flags,
    .help = "Show one handoff: what was done, what was found, who decided.",
    .detail = "ID is its number as in 'baton handoffs', or its long id.  --json and --markdown print the whole\n"
              "dossier: artifact, checks with their output, diff, decisions with their signatures, history.",
    .needs = NEED_LEDGER, .run = run,
};
