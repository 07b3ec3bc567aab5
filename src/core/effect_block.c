/*
 * effect_block.c - the decision, written under the artifact for the agent that wrote it.
 *
 * The artifact may have changed since: the block still goes under it, because the revision that it names is
 * said in it.  A file that a later handoff took over is left alone.
 */
#include <errno.h>

#include "baton/base/clock.h"
#include "baton/base/file.h"
#include "baton/doc/decision.h"
#include "effects.h"

enum { ARTIFACT_MAX = 2 * 1024 * 1024, TRIES = 50, PAUSE_MS = 5, FINDINGS_SHOWN = 200 };

static const char *verdict_words(const Effect *e)
{
    return verdict_text(e->decision.row.verdict);
}

/* ---- what it says ---- */

static const char *next_of(const Effect *e)
{
    const char *to = e->handoff.to ? e->handoff.to : "the receiver";
    switch (e->decision.row.verdict) {
    case VERDICT_APPROVED:
        return arena_printf(e->arena, "%s may start; `baton gate %s` says so", to, to);
    case VERDICT_REJECTED:
        return arena_printf(e->arena, "mend what is said below, then save this file or run `baton handoff submit`; "
                            "`baton handoff wait %d` waits for the next decision", e->handoff.number);
    default:
        return arena_printf(e->arena, "the approval was taken back: %s waits until handoff %d is approved anew", to,
                            e->handoff.number);
    }
}

static void add_findings(const Effect *e, const CheckRowKept *c, StrList *out)
{
    Json *tree = NULL;
    if (c->state != CHECK_FAILED || json_parse(str_from(c->findings ? c->findings : "[]"), &tree) < 0)
        return;
    CLEANUP(json_free_ptr) Json *list = tree;
    size_t before = out->len;
    for (const Json *f = json_first(list); f && out->len < FINDINGS_SHOWN; f = json_next(f)) {
        const char *file = json_get_str(f, "file"), *text = json_get_str(f, "text");
        int64_t line = json_get_int(f, "line", 0);
        const char *at = !file || !*file ? ""
                         : line > 0 ? arena_printf(e->arena, "%s:%lld: ", file, (long long)line)
                                    : arena_printf(e->arena, "%s: ", file);
        strlist_add(out, e->arena, arena_printf(e->arena, "%s: %s%s", c->name, at, text ? text : ""));
    }
    if (out->len == before)
        strlist_add(out, e->arena, arena_printf(e->arena, "%s: it failed with status %d", c->name, c->status));
}

static const StrList *findings_of(const Effect *e)
{
    StrList *list = arena_alloc(e->arena, sizeof *list);
    CheckRowsKept rows = { 0 };
    if (e->decision.row.verdict == VERDICT_REJECTED && e->decision.row.revision)
        (void)store_checks(e->c->store, e->arena, e->row->handoff, e->decision.row.revision, &rows);
    for (size_t i = 0; i < rows.len; i++)
        add_findings(e, &rows.items[i], list);
    return list;
}

static DecisionRemark *remarks_of(const Effect *e, size_t *ret_n)
{
    Json *tree = NULL;
    *ret_n = 0;
    if (json_parse(str_from(e->decision.row.remarks), &tree) < 0)
        return NULL;
    CLEANUP(json_free_ptr) Json *list = tree;
    DecisionRemark *all = arena_alloc(e->arena, (json_len(list) + 1) * sizeof *all);
    for (const Json *r = json_first(list); r; r = json_next(r))
        all[(*ret_n)++] = (DecisionRemark){ arena_strdup(e->arena, json_get_str(r, "file")),
                                            (int)json_get_int(r, "line", 0),
                                            arena_strdup(e->arena, json_get_str(r, "text")) };
    return all;
}

static DecisionBlock block_of(const Effect *e)
{
    const DecisionRow *d = &e->decision.row;
    char *at = arena_alloc(e->arena, TIME_TEXT_SIZE);
    DecisionBlock b = {
        .number = e->handoff.number, .verdict = verdict_words(e), .who = d->person ? d->person : d->actor,
        .at = time_format(d->at, at),
        .revision = d->revision ? arena_strdup(e->arena, digest_short(d->revision).text) : "",
        .comment = d->comment, .next = next_of(e), .findings = findings_of(e),
    };
    if (d->signature)
        b.is_signed = arena_printf(e->arena, "signed by %s", d->principal);
    b.remarks = remarks_of(e, &b.remark_count);
    return b;
}

/* ---- where it goes ---- */

/* The number of a later handoff in the same file; 0: there is none. */
static int later_in_file(const Effect *e)
{
    HandoffRow latest = { .number = 0 };
    bool found = store_handoff_latest(e->c->store, e->arena, e->handoff.file, &latest) == 0;
    return found && latest.number > e->handoff.number ? latest.number : 0;
}

static int write_once(const char *path, const DecisionBlock *b)
{
    CLEANUP(buf_done) Buf was = BUF_INIT;
    CLEANUP(buf_done) Buf now = BUF_INIT;
    bool in_place;
    int r = file_read(path, ARTIFACT_MAX, &was, NULL);
    if (r == 0)
        r = decision_block_put(buf_str(&was), b, &now);
    if (r < 0 || str_eq(buf_str(&was), buf_str(&now)))
        return r;
    size_t same = 0;
    while (same < was.len && same < now.len && was.data[same] == now.data[same])
        same++;
    return file_patch(path, &(FilePatch){ buf_str(&was), same, was.len - same,
                                          str_slice(buf_str(&now), same, now.len) }, &in_place);
}

int effect_block(Effect *e)
{
    const char *path = path_join(e->arena, e->c->project->root, e->handoff.file);
    int later = later_in_file(e), r = -EAGAIN;
    if (later) {
        e->detail = arena_printf(e->arena, "'%s' holds handoff %d by now", e->handoff.file, later);
        return -ESTALE;
    }
    DecisionBlock b = block_of(e);
    for (int i = 0; r == -EAGAIN && i < TRIES; i++) {
        if (i)
            clock_sleep(PAUSE_MS);
        r = write_once(path, &b);
    }
    if (r == 0)
        e->detail = arena_printf(e->arena, "written under '%s'", e->handoff.file);
    else if (!effect_is_passing(r))
        e->detail = arena_printf(e->arena, "'%s' was not written: %s", e->handoff.file,
                                 r == -ENOTSUP ? "its encoding cannot take a text under it" : strerror(-r));
    return r;
}
