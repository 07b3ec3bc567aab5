/*
 * fuzz_doc.c - any bytes as any kind of document.  The first byte picks the kind.
 *
 * Every line is one of the file, every span lies in its line, and where a span is found in the file
 * again the bytes there are the text that was read.
 */
#include <stdint.h>
#include <stdlib.h>

#include "baton/doc/doc.h"
#include "baton/doc/lint.h"
#include "documents.h"
#include "../../src/doc/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    Str bytes, text;            /* as it is on disk; decoded */
    Arena *arena;
    struct { Str *items; size_t len, cap; } lines;
} Input;

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void cut_lines(Input *in)
{
    Str rest = in->text;
    while (rest.len)
        AVEC_PUSH(&in->lines, in->arena, str_cut(&rest, '\n'));
}

static void check_line(const Input *in, int line)
{
    require(line >= 1 && (size_t)line <= in->lines.len);
}

/* Line 0 is nowhere. */
static void check_span(const Input *in, Span s)
{
    CLEANUP(buf_done) Buf there = BUF_INIT;
    Place p;
    if (!s.line) {
        require(!s.col && !s.end);
        return;
    }
    check_line(in, s.line);
    Str line = in->lines.items[s.line - 1];
    require(s.col >= 0 && s.end >= s.col && (size_t)s.end <= line.len);
    if (place_find(in->bytes, s, &p) < 0)
        return;
    require(p.at <= in->bytes.len && p.len <= in->bytes.len - p.at);
    place_encode(&there, p.code, str_slice(line, (size_t)s.col, (size_t)s.end));
    require(str_eq(buf_str(&there), str_slice(in->bytes, p.at, p.at + p.len)));
}

static void check_tasks(const Input *in, const Facts *f)
{
    for (size_t i = 0; i < f->tasks.len; i++) {
        const TaskFact *t = &f->tasks.items[i];
        require(t->title && t->title[0] && t->depth >= 0);
        check_line(in, t->line);
        check_span(in, t->at), check_span(in, t->state_at), check_span(in, t->assignee_at);
    }
    for (size_t i = 0; i < f->notes.len; i++) {
        require(f->notes.items[i].title != NULL);
        check_line(in, f->notes.items[i].line);
        check_span(in, f->notes.items[i].at);
    }
}

static void check_items(const Input *in, const HandoffItems *list)
{
    for (size_t i = 0; i < list->len; i++) {
        require(list->items[i].text != NULL);
        check_line(in, list->items[i].line);
        check_span(in, list->items[i].at);
    }
}

static void check_handoff(const Input *in, const HandoffFact *h)
{
    check_line(in, h->line);
    check_span(in, h->from_at), check_span(in, h->to_at);
    check_items(in, &h->accomplishments), check_items(in, &h->blockers);
    check_items(in, &h->questions), check_items(in, &h->next_steps), check_items(in, &h->extras);
}

static void check_escalations(const Input *in, const Facts *f)
{
    for (size_t i = 0; i < f->escalations.len; i++) {
        const EscalationFact *e = &f->escalations.items[i];
        require(e->reason && e->reason[0] && (!e->closed || e->listed));
        require(!i || e[-1].line < e->line);
        check_line(in, e->line);
        check_span(in, e->at);
    }
}

static void check_others(const Input *in, const Facts *f)
{
    for (size_t i = 0; i < f->agents.len; i++) {
        require(f->agents.items[i].name != NULL);
        check_line(in, f->agents.items[i].line);
        check_span(in, f->agents.items[i].at), check_span(in, f->agents.items[i].state_at);
    }
    for (size_t i = 0; i < f->records.len; i++) {
        require(f->records.items[i].title != NULL);
        check_line(in, f->records.items[i].line);
        check_span(in, f->records.items[i].at);
    }
    check_escalations(in, f);
    for (size_t i = 0; i < f->telemetry.len; i++)
        check_line(in, f->telemetry.items[i].line);
    for (size_t i = 0; i < f->problems.len; i++)
        require(f->problems.items[i].message && f->problems.items[i].line >= 0);
    if (f->run)
        check_span(in, f->run->at);
    if (f->handoff)
        check_handoff(in, f->handoff);
}

static void check_scan(const Input *in)
{
    DocScan scan = { 0 };
    doc_scan(in->arena, in->text, &scan);
    for (size_t i = 0; i < scan.references.len; i++)
        check_line(in, scan.references.items[i].line);
    for (size_t i = 0; i < scan.counts.len; i++)
        check_line(in, scan.counts.items[i].line);
    for (size_t i = 0; i < scan.forms.len; i++)
        check_line(in, scan.forms.items[i].line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const FuzzDocument *d = fuzz_document(data[0]);
    CLEANUP(buf_done) Buf text = BUF_INIT;
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    Input in = { .bytes = { (const char *)data + 1, size - 1 }, .arena = a };
    CLEANUP(facts_free_ptr) Facts *f = doc_read(d->path, in.bytes);
    doc_decode(in.bytes, &text);
    in.text = buf_str(&text);
    if (in.text.len && d->dialect)
        require(strcmp(f->dialect, d->dialect) == 0);
    cut_lines(&in);
    check_tasks(&in, f);
    check_others(&in, f);
    check_scan(&in);
    return 0;
}
