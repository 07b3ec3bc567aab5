/*
 * review_decide.c - deciding on what is on the screen: the question, the command that runs, and what comes next.
 *
 * A decision is the same row as on the command line, with the digest that was shown: whether that still
 * stands is asked under the ledger's lock, not here.
 */
#include "review_decide.h"

enum { NAMES_SHOWN = 20 };

const char *review_row_name(Act act)
{
    return act == ACT_APPROVE ? "handoff approve" : act == ACT_REJECT ? "handoff reject"
         : act == ACT_WAIVE ? "handoff waive" : act == ACT_REFRESH ? "handoff refresh" : "handoff comment";
}

/* ---- the question ---- */

void review_asked_done(Review *r)
{
    free(r->asked.revision);
    free(r->asked.checks);
    free(r->asked.check);
    free(r->asked.file);
    r->asked = (ReviewAsked){ 0 };
}

void review_asked(Review *r, const char *check, const char *file)
{
    char checks[DIGEST_HEX_SIZE];
    review_asked_done(r);
    checks_digest(&r->data.checks, checks);
    r->asked.checks = mem_strdup(checks);
    r->asked.revision = r->data.revision ? mem_strdup(r->data.revision->digest) : NULL;
    r->asked.check = mem_strdup(check);
    r->asked.file = mem_strdup(file);
}

static bool is_among(const StrList *names, const char *check)
{
    for (size_t i = 0; i < names->len; i++)
        if (check_is_named(check, names->items[i]))
            return true;
    return false;
}

bool review_waived(const Review *r, const char *check)
{
    for (size_t i = 0; r->data.revision && i < r->data.decisions.len; i++) {
        const DecisionRow *d = &r->data.decisions.items[i];
        if (d->revision && strcmp(d->revision, r->data.revision->digest) == 0 && is_among(&d->waived, check))
            return true;
    }
    return false;
}

static bool is_open(const Review *r, const CheckResult *c)
{
    return c->state != CHECK_PASSED && policy_requires(&r->data.policy, c->name) && !review_waived(r, c->name);
}

typedef bool Listed(const Review *r, const CheckResult *c);
static bool has_failed(const Review *r, const CheckResult *c) { return (void)r, c->state == CHECK_FAILED; }
static bool was_skipped(const Review *r, const CheckResult *c) { return (void)r, c->state == CHECK_SKIPPED; }
static bool is_under_way(const Review *r, const CheckResult *c)
{
    return (void)r, c->state == CHECK_RUNNING || c->state == CHECK_STALE;
}

/* "!Failed: scope (2), budget (1)." - whole names, or how many are not named. */
static void list_checks(const Review *r, Buf *out, const char *lead, Listed *listed)
{
    size_t n = 0;
    for (size_t i = 0; i < r->data.checks.len; i++) {
        const CheckResult *c = &r->data.checks.items[i];
        if (!listed(r, c) || n++ >= NAMES_SHOWN)
            continue;
        buf_addf(out, "%s%s", n == 1 ? lead : ", ", c->name);
        if (c->state == CHECK_FAILED && c->findings.len)
            buf_addf(out, " (%zu)", c->findings.len + c->findings_more);
        if (review_waived(r, c->name))
            buf_adds(out, " waived");
    }
    if (n > NAMES_SHOWN)
        buf_addf(out, ", and %zu more", n - NAMES_SHOWN);
    if (n)
        buf_adds(out, ".\n");
}

static void ask_checks(const Review *r, Buf *out)
{
    size_t before = out->len;
    list_checks(r, out, "!Failed: ", has_failed);
    list_checks(r, out, "!Not finished: ", is_under_way);
    list_checks(r, out, "!Required, and neither passed nor waived: ", is_open);
    list_checks(r, out, "Skipped: ", was_skipped);
    if (!r->data.checks.len)
        buf_adds(out, "!No check has reported yet.\n");
    else if (out->len == before)
        buf_adds(out, "Every check passed.\n");
}

static size_t own_remarks(const Review *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->remarks.len; i++)
        n += strcmp(r->remarks.items[i].handoff, r->id) == 0;
    return n;
}

static const char *verb(Act act) { return act == ACT_APPROVE ? "Approve" : "Reject"; }

void review_ask_text(const Review *r, Act act, Buf *out)
{
    const HandoffRow *h = &r->data.handoff;
    size_t remarks = own_remarks(r);
    const char *arrow = canvas_ascii(r->screen->canvas) ? "->" : "→";
    buf_addf(out, "%s handoff %d, revision %s, %s %s %s?\n", verb(act), h->number,
             digest_short(r->data.revision->digest).text, h->from ? h->from : "?", arrow, h->to ? h->to : "?");
    ask_checks(r, out);
    if (act == ACT_APPROVE && r->data.missing && r->data.missing->count > 1)
        buf_addf(out, "%d of role %s must agree.\n", r->data.missing->count,
                 r->data.missing->role ? r->data.missing->role : "person");
    if (remarks)
        buf_addf(out, "%zu comment%s on lines go%s with it.\n", remarks, remarks == 1 ? "" : "s",
                 remarks == 1 ? "es" : "");
    if (r->data.policy.is_signed)
        buf_adds(out, "It is signed: ssh-keygen may ask for a passphrase or a touch.\n");
    buf_adds(out, act == ACT_APPROVE ? "Enter approves, Esc leaves; what you type is the comment."
                                     : "Enter rejects, Esc leaves; what you type goes back to the agent.");
}

/* ---- the command ---- */

static bool has_flag(const CommandRow *row, const char *name)
{
    for (const FlagDef *f = row->flags; f && f->name; f++)
        if (strcmp(f->name, name) == 0)
            return true;
    return false;
}

static void add_remarks(Review *r, const CommandRow *row, Arena *a, StrList *words)
{
    for (size_t i = 0; has_flag(row, "line") && i < r->remarks.len; i++) {
        const ReviewRemark *m = &r->remarks.items[i];
        if (strcmp(m->handoff, r->id) == 0)         /* of the whole file: its first line */
            strlist_add(words, a, arena_printf(a, "--line=%s:%d:%s%s", m->file, MAX(m->line, 1),
                                               m->old ? "(the line that was taken out) " : "", m->text));
    }
}

static const CommandRow *find_row(Screen *s, Act act, Arena *a, StrList *words)
{
    int used = 0;
    const char *near = NULL;
    command_split(a, review_row_name(act), words);
    return command_find(s->table, (int)words->len, words->items, &used, &near);
}

/* A flag with its value is one word, so that a comment may begin with a dash. */
static void run_decision(Review *r, Act act, const char *check, const char *comment)
{
    Screen *s = r->screen;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    StrList words = { 0 };
    const CommandRow *row = find_row(s, act, a, &words);
    bool decides = act == ACT_APPROVE || act == ACT_REJECT;
    if (!row) {
        screen_fail(s, "There is no command '%s' here.", review_row_name(act));
        return;
    }
    strlist_add(&words, a, r->id);
    if (check)
        strlist_add(&words, a, check);
    if (act != ACT_REFRESH && r->asked.revision)
        strlist_add(&words, a, arena_printf(a, "--revision=%s", r->asked.revision));
    if ((act == ACT_APPROVE || act == ACT_WAIVE) && r->asked.checks)
        strlist_add(&words, a, arena_printf(a, "--checks=%s", r->asked.checks));
    if (act != ACT_REFRESH && *comment)
        strlist_add(&words, a, arena_printf(a, "--comment=%s", comment));
    if (decides)
        add_remarks(r, row, a, &words);
    free(r->deciding);
    r->deciding = decides ? mem_strdup(r->id) : NULL;
    if (r->data.policy.is_signed && (decides || act == ACT_WAIVE))
        s->host.aside(s->host.ctx, row, &words);
    else
        s->host.run(s->host.ctx, row, &words);
}

/* ---- what may be done ---- */

static const char *trimmed(Arena *a, const char *typed)
{
    return arena_str(a, str_trim(str_from(typed)));
}

static void answer_approve(View *v, const char *typed)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    run_decision(v->state, ACT_APPROVE, NULL, trimmed(a, typed));
}

static void answer_reject(View *v, const char *typed)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    run_decision(v->state, ACT_REJECT, NULL, trimmed(a, typed));
}

static bool refused(Review *r, Act act)
{
    Screen *s = r->screen;
    const char *why = r->data.found ? act_refused(act, r->data.handoff.state) : "it is not in the ledger";
    if (s->read_only)
        screen_fail(s, "Nothing can be decided here: the ledger can only be read.");
    else if (why)
        screen_fail(s, "Handoff %s cannot be decided: %s.%s", r->id, why,
                    r->data.found && r->data.handoff.state == HANDOFF_APPROVED
                        ? " ':handoff revoke' with a reason takes an approval back." : "");
    else if (!r->data.revision)
        screen_fail(s, "Handoff %s has no revision yet: R takes a new look at the files.", r->id);
    else if (s->crowded)
        screen_fail(s, "That key came together with others, as pasted text does: press it by itself.");
    else
        return false;
    return true;
}

static void ask(Review *r, View *v, Act act)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    if (refused(r, act))
        return;
    review_ask_text(r, act, &text);
    review_asked(r, NULL, NULL);
    prompt_ask(r->screen, v, text.data, "comment:", act == ACT_APPROVE ? answer_approve : answer_reject);
}

/* ---- waiving ---- */

static const CheckResult *check_here(const Review *r)
{
    ReviewPart part = PART_HEAD;
    const ReviewRow *row = review_row(r, r->cursor, &part);
    bool check = row && (row->kind == ROW_CHECK || row->kind == ROW_FINDING || row->kind == ROW_OUTPUT);
    return check && row->item >= 0 && (size_t)row->item < r->data.checks.len ? &r->data.checks.items[row->item] : NULL;
}

static void answer_waive(View *v, const char *typed)
{
    Review *r = v->state;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    const char *reason = trimmed(a, typed);
    if (!*reason)
        screen_fail(r->screen, "Nothing was waived: a waiver needs a reason.");
    else
        run_decision(r, ACT_WAIVE, r->asked.check, reason);
}

static void ask_waive(Review *r, View *v)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    const CheckResult *c = check_here(r);
    if (refused(r, ACT_WAIVE))
        return;
    if (!c || c->state == CHECK_PASSED) {
        screen_fail(r->screen, "w waives a check that has not passed: go to its line first.");
        return;
    }
    buf_addf(&text, "Waive %s for handoff %s, revision %s?\n", c->name, r->id,
             digest_short(r->data.revision->digest).text);
    buf_addf(&text, "!It is %s.\nEnter waives it, Esc leaves; what you type is the reason.",
             check_state_text(c->state));
    review_asked(r, c->name, NULL);
    prompt_ask(r->screen, v, text.data, "reason:", answer_waive);
}

/* ---- what comes next ---- */

bool review_can(Review *r, const char *name)
{
    bool open = r->data.found && r->data.revision && !r->screen->read_only;
    HandoffState state = r->data.handoff.state;
    if (strcmp(name, "approve") == 0)
        return open && !act_refused(ACT_APPROVE, state);
    if (strcmp(name, "reject") == 0)
        return open && !act_refused(ACT_REJECT, state);
    if (strcmp(name, "waive") == 0) {
        const CheckResult *c = check_here(r);
        return open && c && c->state != CHECK_PASSED && !act_refused(ACT_WAIVE, state);
    }
    if (strcmp(name, "look-again") == 0)
        return r->data.found && !r->screen->read_only && !act_refused(ACT_REFRESH, state);
    if (strcmp(name, "remark") == 0)
        return open;
    if (strcmp(name, "drop-remark") == 0)
        return r->data.found && own_remarks(r) > 0;
    if (strcmp(name, "only-new") == 0)
        return r->data.seen && r->data.fresh.len;
    return strcmp(name, "open") != 0 || check_here(r);
}

static void only_new(Review *r)
{
    if (!r->data.seen || !r->data.fresh.len) {
        screen_say(r->screen, "No file is new since you looked.");
        return;
    }
    r->only_fresh = !r->only_fresh;
    r->stale = true;
    r->cursor = r->top = review_part_at(r, PART_DIFF);
}

bool review_command(Review *r, View *v, const char *name)
{
    if (strcmp(name, "approve") == 0)
        ask(r, v, ACT_APPROVE);
    else if (strcmp(name, "reject") == 0)
        ask(r, v, ACT_REJECT);
    else if (strcmp(name, "waive") == 0)
        ask_waive(r, v);
    else if (strcmp(name, "remark") == 0)
        review_remark_ask(r, v);
    else if (strcmp(name, "drop-remark") == 0)
        review_remark_drop(r);
    else if (strcmp(name, "only-new") == 0)
        only_new(r);
    else if (strcmp(name, "look-again") == 0 && !refused(r, ACT_REFRESH))
        run_decision(r, ACT_REFRESH, NULL, "");
    else if (strcmp(name, "look-again") != 0)
        return false;
    return true;
}

void review_comment(Review *r, const char *text)
{
    run_decision(r, ACT_COMMENT, NULL, text);
}
