/*
 * lint_reading.c - what could not be read: bytes and lines, lines of a form, words for states.
 */
#include <errno.h>

#include "baton/core/command.h"
#include "lint.h"

void lint_reading(Lint *l)
{
    LINT_EACH(l, f)
        if (f->facts)
            FACT_EACH(ProblemFact, p, f->facts->problems)
                lint_say(l, f, p->line, "%s", p->message);
}

static bool is_template(const LintFile *f)
{
    return str_ifind(str_from(path_base(f->path)), STR("template")) >= 0;
}

void lint_template(Lint *l)
{
    LINT_EACH(l, f) {
        if (!f->facts || is_template(f))
            continue;
        FACT_EACH(DocForm, form, f->scan.forms)
            lint_say(l, f, form->line,
                     "%s is still '%s' from the template; put one value there, or take the line out",
                     form->key, form->value);
    }
}

static void offer(void *ctx, const char *word)
{
    nearest_offer(ctx, word);
}

/* The word itself, as the vocabulary has it: lower case, blanks, nothing around. */
static const char *plain_word(Lint *l, const char *raw)
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    for (const char *c = raw; *c && out.len < 64; c++) {
        bool letter = (*c >= 'a' && *c <= 'z') || *c < 0;
        if (*c >= 'A' && *c <= 'Z')
            buf_addc(&out, (char)(*c | 0x20));
        else if (letter)
            buf_addc(&out, *c);
        else if (out.len && out.data[out.len - 1] != ' ')
            buf_addc(&out, ' ');
    }
    return arena_str(l->arena, str_trim(buf_str(&out)));
}

static void say_word(Lint *l, const LintFile *f, int line, const char *raw)
{
    TaskState state;
    if (!raw || !*raw || doc_task_state(str_from(raw), &state) == -EINVAL)
        return;
    Nearest near = { .word = plain_word(l, raw) };
    doc_state_words(offer, &near);
    if (near.best && near.distance <= 2)
        lint_say(l, f, line, "baton does not know the state '%s'; did you mean '%s'?", raw, near.best);
    else
        lint_say(l, f, line, "baton does not know the state '%s'; say pending, in progress, blocked, "
                 "in review, done or cancelled", raw);
}

void lint_state_word(Lint *l)
{
    LINT_EACH(l, f) {
        if (!f->facts || is_template(f))
            continue;
        FACT_EACH(TaskFact, t, f->facts->tasks)
            if (t->state == TASK_UNKNOWN)
                say_word(l, f, t->state_at.line ? t->state_at.line : t->line, t->state_raw);
        FACT_EACH(AgentFact, a, f->facts->agents)
            if (a->state == TASK_UNKNOWN)
                say_word(l, f, a->line, a->state_raw);
    }
}
