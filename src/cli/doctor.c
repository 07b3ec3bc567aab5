/*
 * doctor.c - `baton doctor`: what is well, what is not, and how to mend it.
 */
#include "doctor.h"

#include "commands.h"
#include "lenient.h"
#include "lists.h"
#include "output.h"
#include "show.h"

static const FlagDef flags[] = { FLAG_JSON, FLAGS_END };

static const struct {
    const char *name;
    void (*run)(Doctor *d);
} checks[] = {
    { "ledger", doctor_ledger }, { "spool", doctor_spool }, { "documents", doctor_documents },
    { "files", doctor_files }, { "sqlite", doctor_sqlite }, { "file system", doctor_file_system },
    { "inotify", doctor_inotify }, { "terminal", doctor_terminal }, { "locale", doctor_locale },
    { "colours", doctor_colours }, { "git", doctor_git }, { "signatures", doctor_keygen },
    { "signers", doctor_signers }, { "policy", doctor_policy }, { "person", doctor_person },
    { "agent client", doctor_client }, { "themes", doctor_data },
};

static const char *const level_words[] = { "ok", "warn", "bad" };

void doctor_say(Doctor *d, FindingLevel level, const char *mend, const char *fmt, ...)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&text, fmt, ap);
    va_end(ap);
    DoctorFinding f = { level, d->check, arena_str(d->arena, buf_str(&text)), mend };
    AVEC_PUSH(&d->found, d->arena, f);
}

static void check_project(Doctor *d, Message *complaint)
{
    d->check = "project";
    if (lenient_open(&d->context, complaint) < 0) {
        doctor_say(d, FINDING_BAD, NULL, "%s", complaint->text);
        return;
    }
    doctor_say(d, FINDING_OK, NULL, "%s", d->context->project->root);
    d->check = "settings";
    if (*complaint->text)
        doctor_say(d, FINDING_BAD,
                   "'baton config' shows what is in force; events are recorded all the same", "%s",
                   complaint->text);
    else
        doctor_say(d, FINDING_OK, NULL, "no errors");
}

static void check_all(Doctor *d)
{
    Message complaint;
    check_project(d, &complaint);
    for (size_t i = 0; d->context && i < ARRAY_LEN(checks); i++) {
        d->check = checks[i].name;
        checks[i].run(d);
    }
}

static void print_findings(Cmd *cmd, const Doctor *d)
{
    for (size_t i = 0; i < d->found.len; i++) {
        const DoctorFinding *f = &d->found.items[i];
        show_text(cmd, arena_printf(cmd->arena, "%-4s  %s", level_words[f->level], f->check),
                  f->text);
        show_text(cmd, "", f->mend);
    }
}

static int findings_json(Cmd *cmd, const Doctor *d)
{
    Json *array = json_array();
    for (size_t i = 0; i < d->found.len; i++) {
        const DoctorFinding *f = &d->found.items[i];
        Json *row = json_object();
        json_put_str(row, "check", f->check);
        json_put_str(row, "level", level_words[f->level]);
        json_put_str(row, "text", f->text);
        json_put_str(row, "mend", f->mend);
        json_put(array, NULL, row);
    }
    return output_json_rows(cmd, array);
}

static int run(Cmd *cmd)
{
    Doctor d = { .arena = cmd->arena };
    int code = DONE;
    check_all(&d);
    if (cmd_has(cmd, "json"))
        findings_json(cmd, &d);
    else
        print_findings(cmd, &d);
    for (size_t i = 0; i < d.found.len; i++)
        if (d.found.items[i].level == FINDING_BAD)
            code = REFUSED;
    context_free(d.context);
    return code;
}

const CommandRow cmd_doctor = {
    .name = "doctor", .args = "", .flags = flags,
    .help = "Look for what keeps baton from working well, and say how to mend it.",
    .detail = "Ends with 1 when something is bad.  Changes nothing.",
    .run = run,
};
