/*
 * telemetry.c - logs with one JSON object a line.
 *
 * No two projects name their fields alike, so each field has several names; whatever is none of
 * them stays in the body.  A broken line is said and passed over: the next one is as good as ever.
 */
#include "baton/base/clock.h"
#include "baton/base/digest.h"
#include "baton/format/json.h"
#include "baton/format/jsonl.h"
#include "dialect.h"

enum { FIELD_AT, FIELD_RUN, FIELD_AGENT, FIELD_ACTION, FIELD_REASON, FIELD_COUNT };
enum { BROKEN_MAX = 20, EVENTS_MAX = 1000000 };

static const char *const fields[FIELD_COUNT] = {
    [FIELD_AT] = "timestamp|ts|time|at|created_at",
    [FIELD_RUN] = "run_id|session|session_id|ticket|run",
    [FIELD_AGENT] = "active_agent|agent|subagent|agent_name|source",
    [FIELD_ACTION] = "action|event|type|status",
    [FIELD_REASON] = "reason|message|msg|summary|description",
};

static Match telemetry_matches(const char *path, Str text)
{
    (void)text;
    if (path_holds(path, ".beads/"))
        return MATCH_NO;                /* its lines are issues, not events */
    return path_ends(path, ".jsonl") || path_ends(path, ".ndjson") ? MATCH_PATH : MATCH_NO;
}

static bool is_scalar(Str raw)
{
    return raw.len && raw.data[0] != '{' && raw.data[0] != '[';
}

static Str field_name(size_t field, int rank)
{
    Str rest = str_from(fields[field]), name = str_cut(&rest, '|');
    while (rank-- > 0)
        name = str_cut(&rest, '|');
    return name;
}

/* Digits behind the point as thousandths: "5" is 500. */
static int64_t read_thousandths(Str s)
{
    int64_t n = 0;
    for (size_t i = 0; i < 3; i++)
        n = n * 10 + (i < s.len && s.data[i] >= '0' && s.data[i] <= '9' ? s.data[i] - '0' : 0);
    return n;
}

/* A number of seconds, or of thousandths, millionths … of them, since 1970: its size says which. */
static int64_t read_epoch(Str s)
{
    int64_t at;
    Str whole = str_cut(&s, '.');
    if (str_to_i64(whole, &at) < 0 || at <= 0)
        return 0;
    if (at < INT64_C(100000000000))
        return at * 1000 + read_thousandths(s);
    while (at >= INT64_C(100000000000000))
        at /= 1000;
    return at;
}

/* Text in one of the usual forms, or a number. */
static int64_t read_time(Arena *a, Str raw)
{
    int64_t at = 0;
    const char *text = is_scalar(raw) ? jsonl_text(a, raw) : NULL;
    if (!text)
        return 0;
    return time_parse(str_from(text), &at) == 0 ? at : read_epoch(str_from(text));
}

/* What is left of the object without the keys that have fields of their own; NULL: nothing. */
static int read_body(Arena *a, Str line, const JsonlValue values[], const char **ret_body)
{
    CLEANUP(json_free_ptr) Json *tree = NULL;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int r = json_parse(line, &tree);
    if (r < 0)
        return r;
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (is_scalar(values[i].raw))
            json_remove(tree, arena_str(a, field_name(i, values[i].key)));
    *ret_body = NULL;
    if (!json_first(tree))
        return 0;
    json_write(&text, tree, false);
    *ret_body = arena_str(a, buf_str(&text));
    return 0;
}

static const char *read_word(Arena *a, Str raw)
{
    return is_scalar(raw) ? jsonl_text(a, raw) : NULL;
}

static int read_event(Facts *f, const JsonlFields *wanted, Str line, int number)
{
    JsonlValue values[FIELD_COUNT];
    TelemetryFact t = { .line = number };
    if (jsonl_scan_fields(line, wanted, values) < 0 ||
        read_body(f->arena, line, values, &t.body) < 0)
        return -1;
    t.at = read_time(f->arena, values[FIELD_AT].raw);
    t.run = read_word(f->arena, values[FIELD_RUN].raw);
    t.agent = read_word(f->arena, values[FIELD_AGENT].raw);
    t.action = read_word(f->arena, values[FIELD_ACTION].raw);
    t.reason = read_word(f->arena, values[FIELD_REASON].raw);
    if (!t.agent && !t.action)
        return -1;
    digest_bytes(line, t.digest);
    AVEC_PUSH(&f->telemetry, f->arena, t);
    return 0;
}

static void tell_broken(Facts *f, int number, size_t broken, bool last)
{
    if (broken <= BROKEN_MAX)
        facts_problem(
            f, number,
            last ? "the last line is no whole event yet"
                 : "this line is no JSON object with an agent or an action; it was passed over");
}

static void telemetry_read(Reading *r)
{
    Facts *f = r->facts;
    JsonlFields wanted;
    Str rest = { r->text, r->len }, line;
    size_t broken = 0;
    jsonl_fields(&wanted, fields, FIELD_COUNT);
    bool ended = r->len && r->text[r->len - 1] == '\n';
    for (int number = 1; str_next_line(&rest, &line); number++) {
        Str event = str_trim(line);
        if (event.len == 0)
            continue;
        if (f->telemetry.len == EVENTS_MAX) {
            facts_problem(f, number, "more than %d events: the rest was not read", EVENTS_MAX);
            break;
        }
        if (read_event(f, &wanted, event, number) < 0)
            tell_broken(f, number, ++broken, rest.len == 0 && !ended);
    }
    if (broken > BROKEN_MAX)
        facts_problem(f, 0, "%zu more lines could not be read", broken - BROKEN_MAX);
}

const DialectDef dialect_telemetry = { "telemetry", telemetry_matches, telemetry_read };
