/*
 * run.c - ".current_run": one line, the id of the run that goes on.
 *
 * No such file, or an empty one, means that nobody runs anything: that is no error.
 */
#include "dialect.h"
#include "text.h"

enum { RUN_ID_MAX = 200 };

static Match run_matches(const char *path, Str text)
{
    (void)text;
    return path_is_named(path, ".current run|current run") || path_holds(path, ".current_run")
               ? MATCH_PATH
               : MATCH_NO;
}

static bool is_id(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.data[i] <= ' ' || s.data[i] == 0x7F)
            return false;
    return s.len <= RUN_ID_MAX;
}

static void run_read(Reading *r)
{
    Str rest = { r->text, r->len }, line;
    for (int number = 1; str_next_line(&rest, &line); number++) {
        Str id = str_trim(line);
        if (id.len == 0)
            continue;
        if (!is_id(id)) {
            facts_problem(r->facts, number,
                          "this is no run id: one word of at most %d bytes was expected",
                          RUN_ID_MAX);
        } else if (r->facts->run) {
            facts_problem(r->facts, number,
                          "only the first line names the run; this one was left out");
        } else {
            RunFact *run = arena_alloc(r->facts->arena, sizeof *run);
            int col = (int)(id.data - line.data);
            *run = (RunFact){ .line = number,
                              .at = { number, col, col + (int)id.len },
                              .id = arena_str(r->facts->arena, id) };
            r->facts->run = run;
            continue;
        }
        return;
    }
}

const DialectDef dialect_run = { "run", run_matches, run_read };
