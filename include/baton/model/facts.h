/*
 * facts.h - what one document says, with the place of every fact.
 *
 * Facts are produced by doc, compared with the ledger by core, and printed by `baton parse`.
 * Everything in a Facts lives in its arena.  Lines are physical lines, 1-based, of the file as it
 * is on disk.  Strings are valid UTF-8 without NUL, mojibake repaired where it is certain; NULL means
 * that the document does not say.
 */
#ifndef BATON_MODEL_FACTS_H
#define BATON_MODEL_FACTS_H

#include <stdint.h>

#include "baton/base/mem.h"
#include "baton/base/str.h"
#include "baton/model/states.h"

/*
 * A piece of one physical line: 0-based byte offsets into the line as UTF-8, end exclusive; a byte
 * order mark does not count.  Line 0: nowhere.  Where the file itself is UTF-8, which nearly all
 * are, they are the bytes on disk; doc's edits know the way to those of any file.
 */
typedef struct {
    int line, col, end;
} Span;

/* How a value is written, which decides how another one may be put in its place. */
typedef enum {
    FORM_NONE,                  /* nowhere, or where no edit reaches: the heading of a whole section */
    FORM_BOX,                   /* "[x]", "☐": the mark with its brackets */
    FORM_CELL,                  /* of a table, without the blanks around it */
    FORM_VALUE,                 /* behind a key: "**Status**: done", also in the next line */
    FORM_WORD,                  /* inside of a title: "(COMPLETED)", "— blocked", "✅" */
    FORM_FRONT,                 /* a value of YAML front matter, with its quotes */
    FORM_JSON,                  /* a JSON value, with its quotes */
} Form;

typedef struct {
    int line;
    const char *ref;            /* what the document calls it: "TASK-8", "T001", "1.2" */
    const char *title;          /* without marks for emphasis around the whole, HTML comments, box, id comment */
    TaskState state;
    const char *state_raw;      /* "[x]", "IN_PROGRESS (started …)", "进行中"; NULL when nothing states it */
    const char *assignee;       /* as written, without backticks and trailing parenthesis */
    Span at;                    /* the title as it stands in its line, with marks inside of it */
    Span state_at;              /* the bytes that state it; line 0 when nothing or only a heading does */
    Span assignee_at;           /* the whole value; also of one that says nobody: "-", "", "TBD" */
    Form state_form, assignee_form;
    StrList section;            /* headings above it, outermost first, without the H1 */
    StrList depends_on;         /* refs or titles as written: "TASK-8", "Task 1" */
    int depth;                  /* 0 = top level, 1 = under another task … */
    char confidence;            /* 'A' */
} TaskFact;

/* What reads like a piece of work but is not surely a task (confidence B or C). */
typedef struct {
    int line;
    Span at;
    const char *title;
    bool has_state;
    TaskState state;
    const char *state_raw;
    char confidence;
} NoteFact;

/* What a document says of an agent itself: "### backend-engineer - [Status: in_progress]". */
typedef struct {
    int line;
    Span at;                    /* the name */
    const char *name;           /* as written */
    TaskState state;
    const char *state_raw;
    Span state_at;
    const char *task;           /* what it says it works on, or NULL */
    const char *started, *ended, *took;     /* values of "Start Time", "Completion Time", "Duration" */
    int started_line, ended_line, took_line;
} AgentFact;

typedef struct {
    const char *path;
    int first, last;            /* 0: the whole file */
} Citation;

typedef struct {
    int line;
    Span at;                    /* of the text in its first line */
    const char *text;
    Citation *citations;
    size_t citation_count;
} HandoffItem;

typedef struct {
    HandoffItem *items;
    size_t len, cap;
} HandoffItems;

typedef struct {
    int line;
    const char *from, *from_raw;
    const char *to, *to_raw;    /* to: the first agent named ("qa-engineer"); to_raw: the sentence */
    Span from_at, to_at;        /* of the raw ones */
    const char *summary;        /* a title or the first accomplishment, for lists */
    const char *status;
    const char *date;
    HandoffItems accomplishments, blockers, questions, next_steps, extras;
} HandoffFact;

/* An entry of the records that agents keep: a decision, or a row of a map of files. */
typedef enum { RECORD_DECISION, RECORD_FILE } RecordKind;

typedef struct {
    int line;
    Span at;                    /* the title */
    RecordKind kind;
    const char *ref;            /* "ADR-001", "D1", "DEC-067" */
    const char *title;          /* what was decided; of a file its path */
    const char *date;           /* as written: "2026-04-12", "Sprint 0" */
    const char *author, *status;
    const char *reason;         /* the rationale; of a file its purpose */
    StrList section;
} RecordFact;

/* An agent that stopped, as a line says it: "⚠️ ESCALATION: …", or an entry of "Pending escalations". */
typedef struct {
    int line;
    Span at;                    /* the reason */
    const char *reason;         /* without the frame, marks and the receiver */
    const char *to;             /* agent, as written without "/" and "@"; NULL: it does not say */
    const char *agent;          /* who stopped, as far as the place says: its section, its column; NULL */
    const char *task;           /* ref that it names, or NULL */
    int64_t said_at;            /* the time that a printed line begins with; 0: none */
    bool zoned;                 /* … and that time says in which zone */
    bool listed;                /* an entry of a section, else a printed line */
    bool closed;                /* such an entry that is ticked, struck out, or says that it is over */
} EscalationFact;

typedef struct {
    int line;
    Span at;
    const char *id;
} RunFact;

/* One telemetry line.  Every key that is none of these stays in body, a JSON object. */
typedef struct {
    int line;
    int64_t at;                 /* 0: none or not readable */
    const char *run, *agent, *action, *reason;
    const char *body;           /* JSON object text with the remaining keys, or NULL */
    uint8_t digest[32];         /* of the line's bytes: makes a repeated import one event */
} TelemetryFact;

typedef struct {
    int line;
    const char *message;        /* one sentence */
} ProblemFact;

#define FACT_LIST(T) struct { T *items; size_t len, cap; }

typedef struct {
    Arena *arena;
    const char *file;
    const char *dialect;        /* the name of a row in doc/dialect.c: "session", "board"; "binary" */
    const char *encoding;       /* "utf-8", "utf-8-bom", "utf-16le", "utf-16be", "mixed", "binary" */
    FACT_LIST(TaskFact) tasks;
    FACT_LIST(NoteFact) notes;
    FACT_LIST(AgentFact) agents;
    HandoffFact *handoff;       /* NULL: none */
    RunFact *run;               /* NULL: none */
    FACT_LIST(RecordFact) records;
    FACT_LIST(TelemetryFact) telemetry;
    FACT_LIST(EscalationFact) escalations;
    FACT_LIST(ProblemFact) problems;
} Facts;

Facts *facts_new(const char *file);             /* owns an arena; lists are empty */
Facts *facts_free(Facts *f);
static inline void facts_free_ptr(Facts **f) { *f = facts_free(*f); }
PRINTF(3, 4) void facts_problem(Facts *f, int line, const char *fmt, ...);

#endif
