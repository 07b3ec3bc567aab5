/*
 * command.h - the one table of commands.
 *
 * A command is one file with one exported row.  The command line, keys, the ':' palette and tests
 * all run the same rows; help, completion and key help are made from them.  A command reads its
 * arguments from Cmd, writes text for stdout into cmd->out, one sentence for a failure into
 * cmd->error, and returns an exit code (EXIT_…).  It never prints and never exits.
 */
#ifndef BATON_CORE_COMMAND_H
#define BATON_CORE_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "baton/base/message.h"
#include "baton/base/str.h"
#include "baton/core/context.h"

enum {
    DONE = 0, REFUSED = 1, USAGE = 2, REJECTED = 3, TIMED_OUT = 4, INTERNAL = 70,
};

enum {                          /* what a row needs before it runs; one function refuses, in one voice */
    NEED_PROJECT = 1 << 0,      /* cmd->context is set */
    NEED_LEDGER = 1 << 1,       /* opened for reading, documents brought up to date */
    NEED_WRITABLE = 1 << 2,     /* opened for writing */
    NEED_SCREEN = 1 << 3,       /* only inside the dashboard */
    NO_INGEST = 1 << 4,         /* NEED_LEDGER without reading the documents first */
    NEED_SHELL = 1 << 5,        /* only on the command line, not inside the dashboard */
    NOT_LISTED = 1 << 6,        /* for baton itself: help does not list it and nothing offers it */
};

typedef struct {
    const char *name;           /* "json", "run_id" */
    char letter;                /* 'j', or 0 */
    const char *value;          /* "ID": takes a value of that name; NULL: a switch */
    const char *help;
    bool many;                  /* may be given several times */
} FlagDef;

typedef struct Cmd Cmd;
typedef struct {
    const char *name;           /* "tasks", "task show": words separated by one blank */
    const char *args;           /* "[FILE…]", "ID", "" */
    int min_args, max_args;     /* max -1: any number */
    const char *help;           /* one sentence */
    const char *detail;         /* further help, or NULL */
    const FlagDef *flags;       /* ends with a row whose name is NULL; NULL: none */
    bool unknown_flags;         /* unknown flags are kept as fields (`event`) */
    unsigned needs;
    int (*run)(Cmd *cmd);
} CommandRow;

typedef struct {
    const char *name, *value;   /* value NULL: given as a switch */
    bool known;
} GivenFlag;

struct Cmd {
    const CommandRow *row;
    const CommandRow *const *table;     /* NULL-terminated: all rows, for help */
    Context *context;           /* NULL unless NEED_PROJECT */
    Arena *arena;               /* lives as long as the run */
    StrList args;
    GivenFlag *flags;
    size_t flag_count;
    Buf *out;                   /* text for stdout; may hold Raw text that was not made safe: see cmd_flush */
    Message error;
    bool tty;                   /* stdout is a terminal */
    void (*flush)(Cmd *cmd);    /* sends what is in out now (follow modes); never NULL */
    void *face;                 /* the dashboard, for NEED_SCREEN rows */
};

const char *cmd_flag(const Cmd *cmd, const char *name);         /* the value, "" for a switch, NULL: not given */
bool cmd_has(const Cmd *cmd, const char *name);
PRINTF(2, 3) int cmd_refuse(Cmd *cmd, const char *fmt, ...);    /* words it, returns REFUSED */
PRINTF(2, 3) int cmd_usage(Cmd *cmd, const char *fmt, ...);     /* words it, returns USAGE */

/*
 * Finds the row whose words begin argv (the longest name wins), or NULL; *ret_used words were its
 * name.  ret_near: the nearest known name for "did you mean", or NULL.
 */
const CommandRow *command_find(const CommandRow *const table[], int argc, const char *const argv[],
                               int *ret_used, const char **ret_near);

/*
 * Parses the words after the name (--flag=value, --flag value, -f, --), checks what the row needs
 * and runs it.  cmd has table, arena, out, flush, tty, face set; context is opened here when
 * needed and NULL (start: -C DIR), and left in cmd for the caller to free.
 */
int command_run(Cmd *cmd, const CommandRow *row, const char *start, int argc, const char *const argv[]);

/* Makes ready what only some of a row's flags need: NEED_… bits.  Like command_run() up to the row itself. */
int command_need(Cmd *cmd, unsigned needs, const char *start);

/* Splits a command line of the palette or a keymap into words: blanks, "…", '…', \.  -EINVAL: open quote. */
int command_split(Arena *a, const char *line, StrList *ret_words);

/*
 * "Did you mean": starts as { .word = what was typed }, looks at every name offered, and keeps the nearest
 * in best; NULL when none is near enough to be worth a mention.
 */
typedef struct {
    const char *word, *best;
    size_t distance;
} Nearest;
void nearest_offer(Nearest *n, const char *name);
/* The agent whose slug is nearest to what was typed; NULL: none is near. */
const char *nearest_agent(const AgentRows *agents, const char *typed);

/* --help texts, made from the rows. */
void command_help(const CommandRow *row, Buf *out);
void command_help_all(const CommandRow *const table[], Buf *out);

#endif
