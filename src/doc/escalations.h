/*
 * escalations.h - where a text says that an agent stopped.
 *
 * A text that never has the word costs one search for it, whatever its size.
 */
#ifndef BATON_SRC_DOC_ESCALATIONS_H
#define BATON_SRC_DOC_ESCALATIONS_H

#include "baton/model/escalation.h"
#include "page.h"

enum { ESCALATIONS_MAX = 1000, ESCALATION_BYTES_MAX = 1000 };

/* Where the word stands in a text, one after the other, in all capitals or not. */
typedef struct {
    Str text;
    ptrdiff_t small, capital;   /* the next of each, behind where we are; -1: none */
} Mentions;
Mentions mentions_of(Str text);
bool mentions_next(Mentions *m, size_t *ret_at);

/* After the reader of the page: printed lines, and lists of escalations. */
void escalations_read(Page *p);

/* "print:", "in this format:": what follows is no print but how one looks. */
bool escalation_is_introduced(Str line_before);

/* Adds one with copies of what it says; false: there are too many, or it says nothing. */
typedef struct {
    int line;
    Span at;
    Str reason, to, agent, task;
    int64_t said_at;
    bool zoned, listed, closed;
} EscalationSaid;
bool escalation_add(Facts *f, const EscalationSaid *said);

/* The ref of a task that a text names: "TASK-8", "T5"; empty: none. */
Str escalation_task(Str text);

/* Who speaks in a section: the agent that its headings name, else who wrote the handoff. */
Str escalation_agent(const Page *p, uint32_t section);

/* "Pending escalations", "Resolved escalations" (over); "Escalation protocol" is none. */
bool escalations_title(Str title, bool *ret_over);

/* … and one of these says that they wait. */
bool escalations_are_open(Str title);

/* Reads the entries of the list that a heading or a key opens; returns the index of the line behind it. */
uint32_t escalations_list(Page *p, uint32_t head, bool over);

/* The rows of a table in such a list; returns its last line. */
typedef struct {
    Str agent;
    bool over;
} EscalationDefaults;
uint32_t escalations_table(Page *p, uint32_t head, const EscalationDefaults *d);

#endif
