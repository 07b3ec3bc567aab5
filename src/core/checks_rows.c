/*
 * checks_rows.c - results of checks as JSON for the ledger, and back from its rows.
 */
#include "baton/format/json.h"
#include "checking.h"

static Json *findings_json(const CheckResult *r)
{
    Json *list = json_array();
    for (size_t i = 0; i < r->findings.len; i++) {
        const Finding *f = &r->findings.items[i];
        Json *j = json_object();
        json_put_str(j, "file", f->file);
        json_put_int(j, "line", f->line);
        json_put_str(j, "text", f->text);
        json_put(list, NULL, j);
    }
    return list;
}

Json *results_json(const CheckResults *results)
{
    Json *list = json_array();
    for (size_t i = 0; i < results->len; i++) {
        const CheckResult *r = &results->items[i];
        Json *j = json_object();
        json_put_str(j, "name", r->name);
        json_put_str(j, "state", check_state_text(r->state));
        json_put_str(j, "why", r->why);
        json_put(j, "findings", findings_json(r));
        json_put_int(j, "findings_more", (int64_t)r->findings_more);
        json_put_str(j, "output", r->output);
        json_put_int(j, "output_dropped", (int64_t)r->output_dropped);
        json_put_int(j, "status", r->status);
        json_put_int(j, "ms", r->ms);
        json_put(list, NULL, j);
    }
    return list;
}

static void add_findings(CheckResult *r, const char *text, Arena *a)
{
    Json *tree = NULL;
    if (!text || json_parse(str_from(text), &tree) < 0)
        return;
    CLEANUP(json_free_ptr) Json *list = tree;
    for (const Json *j = json_first(list); j && r->findings.len < FINDINGS_MAX; j = json_next(j)) {
        const char *said = json_get_str(j, "text");
        Finding f = { .file = arena_strdup(a, json_get_str(j, "file")), .line = (int)json_get_int(j, "line", 0),
                      .text = said ? arena_strdup(a, said) : "" };
        AVEC_PUSH(&r->findings, a, f);
    }
}

void checks_of_rows(const CheckRowsKept *rows, Arena *a, CheckResults *ret)
{
    for (size_t i = 0; i < rows->len; i++) {
        const CheckRowKept *row = &rows->items[i];
        CheckResult r = { .name = row->name, .state = row->state, .why = row->why, .output = row->output,
                          .findings_more = (size_t)MAX(row->findings_more, 0),
                          .output_dropped = (uint64_t)MAX(row->output_dropped, 0), .status = row->status,
                          .ms = row->ms };
        add_findings(&r, row->findings, a);
        AVEC_PUSH(ret, a, r);
    }
}
