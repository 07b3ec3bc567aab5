/*
 * fuzz_escalation.c - any line as a print, as an entry of a list, and as a reason.
 *
 * What is found lies in the line, says something, and is found again in a copy of the line that stands
 * alone: nothing behind its end was looked at.
 */
#include <stdint.h>
#include <stdlib.h>

#include "baton/model/escalation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_inside(Str part, Str line)
{
    require(!part.len || (part.data >= line.data && part.data + part.len <= line.data + line.len));
}

static void check_found(Str line, const EscalationLine *e)
{
    require(e->reason.len > 0);
    check_inside(e->reason, line);
    check_inside(e->to, line);
    check_inside(e->speaker, line);
    require(!e->to.len || !strchr("/@", e->to.data[0]));
}

static void check_line(Str line)
{
    EscalationLine e, again;
    CLEANUP(free_mem) char *alone = mem_alloc(line.len ? line.len : 1);
    memcpy(alone, line.data, line.len);
    bool found = escalation_line(line, &e);
    require(escalation_line((Str){ alone, line.len }, &again) == found);
    if (!found)
        return;
    check_found(line, &e);
    require(str_eq(e.reason, again.reason) && str_eq(e.to, again.to) && str_eq(e.speaker, again.speaker));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Str text = { (const char *)data, size }, rest = text, line;
    CLEANUP(buf_done) Buf key = BUF_INIT;
    EscalationLine e;
    bool any = false;
    while (str_next_line(&rest, &line)) {
        check_line(line);
        any = any || escalation_line(line, &e);
        if (escalation_entry(line, &e) != ESCALATION_ENTRY_NONE)
            check_found(line, &e);
    }
    require(escalation_in(text, &e) == any);
    escalation_key(text, &key);
    return 0;
}
