/*
 * conf.h - settings.
 *
 * One table (SETTINGS) has name, type, range, default and help; files, environment, help and
 * `baton config` are made from it.  Layers, later wins: built in, person
 * ($XDG_CONFIG_HOME/baton/config.yaml), project (.baton/config.yaml), BATON_* in the environment,
 * flags.  Unknown keys and bad values are errors with file, line and the nearest known name.
 * In the environment files.session is BATON_FILES_SESSION, and an empty variable counts as none.
 * There and in flags patterns are separated by colons, times and hours by commas, words by blanks.
 * A setting that starts programs (`personal`) is an error in the project's file: whoever clones a
 * project trusts nobody yet.
 */
#ifndef BATON_CONF_CONF_H
#define BATON_CONF_CONF_H

#include "baton/base/message.h"
#include "baton/base/str.h"
#include "baton/conf/project.h"

/* A span is a length of time: "90s", "15m", "2h", "3d", "1w", or "off". */
typedef enum {
    SETTING_BOOL, SETTING_INT, SETTING_TEXT, SETTING_CHOICE, SETTING_SPAN, SETTING_LIST,
} SettingType;
/* What the items of a list are. */
typedef enum { ITEM_PATTERN, ITEM_WORD, ITEM_SILENCE, ITEM_HOURS } SettingItem;

/* files.*: globs below the project's root; the defaults are those of PRODUCT. */
#define SETTINGS(X) \
    X(THEME,            "theme",             "theme of the dashboard: a name in themes/ or a path to a file") \
    X(ASCII,            "ascii",             "draw with plain ASCII only") \
    X(MOUSE,            "mouse",             "let the mouse select and scroll") \
    X(CLOCK,            "clock",             "show the time in the header (off: an idle dashboard never wakes)") \
    X(EDITOR,           "editor",            "program for `e`, with arguments; empty: $VISUAL, $EDITOR, vi") \
    X(FILES_SESSION,    "files.session",     "session files") \
    X(FILES_BOARDS,     "files.boards",      "task boards") \
    X(FILES_RECORDS,    "files.records",     "decisions, file maps and project state") \
    X(FILES_HANDOFF,    "files.handoff",     "handoff artifacts") \
    X(FILES_RUN,        "files.run",         "the file that holds the id of the current run") \
    X(FILES_TELEMETRY,  "files.telemetry",   "telemetry logs") \
    X(FILES_AGENTS,     "files.agents",      "agent definitions") \
    X(FILES_OUTPUT,     "files.output",      "what agents print, as text: read for escalations") \
    X(QUIET_MS,         "ingest.quiet",      "how long a file must be quiet before the ledger takes it") \
    X(POLL_MS,          "ingest.poll",       "how often files on network file systems are looked at") \
    X(OLD_SECTION,      "agents.old_section", "how old an agent's part of the session file may be while it works") \
    X(REMIND_ESCALATION, "reminders.escalation", "escalations: told of at once, and again after this; off: not again") \
    X(REMIND_HANDOFF,   "reminders.handoff", "the same for a handoff that waits for a decision") \
    X(REMIND_OTHER,     "reminders.other",   "the same for lost edits, conflicts and the like") \
    X(REMIND_LONGEST,   "reminders.longest", "intervals double up to this") \
    X(REMIND_TIMES,     "reminders.times",   "how often one thing is brought up again") \
    X(REMIND_SILENT,    "reminders.silent",  "how long agents may work in silence: a time, off, AGENT=TIME") \
    X(REMIND_QUIET,     "reminders.quiet",   "hours without reminders, local time: 22:00-07:00, sat, fri 18:00-24:00") \
    X(REMIND_BELL,      "reminders.bell",    "ring the terminal's bell") \
    X(REMIND_DESKTOP,   "reminders.desktop", "notify the desktop through the terminal: osc9, osc777, osc99 or off") \
    X(REMIND_COMMAND,   "reminders.command", "program of yours to run for a reminder, with arguments")

typedef enum {
#define X(id, name, help) CONF_##id,
    SETTINGS(X)
#undef X
    CONF_COUNT
} SettingId;

typedef struct {
    const char *name, *help;
    SettingType type;
    const char *initial;        /* as it would stand in a file; lists one item a line */
    const char *unit;
    int64_t min, max;
    const char *const *choices; /* NULL-terminated, or NULL */
    SettingItem item;
    bool personal;              /* counts only where the person himself says it */
} SettingDef;

const SettingDef *conf_def(SettingId id);

typedef struct Conf Conf;

/*
 * project may be NULL.  -1 with a sentence (file:line, nearest name); *ret_conf then holds what was
 * read up to there.
 */
int conf_load(const Project *project, Conf **ret_conf, Message *m);
Conf *conf_free(Conf *c);
static inline void conf_free_ptr(Conf **c) { *c = conf_free(*c); }

/* Sets one from a flag; from: where it was said, for `baton config` ("--theme").  -1 with a sentence. */
int conf_set(Conf *c, SettingId id, const char *text, const char *from, Message *m);

bool conf_bool(const Conf *c, SettingId id);
int64_t conf_int(const Conf *c, SettingId id);
int64_t conf_span(const Conf *c, SettingId id);         /* ms; 0: off */
const char *conf_text(const Conf *c, SettingId id);     /* any type, as written; lists: one item a line */
const StrList *conf_list(const Conf *c, SettingId id);
const char *conf_from(const Conf *c, SettingId id);     /* "built in", "path:line", "BATON_THEME", "--theme" */

/*
 * The folder "themes" or "agents" that baton ships: in $BATON_DATA, in the source when this program
 * stands in a build folder, beside the program (../share/baton), or where it was installed.
 * NULL: none.
 */
const char *conf_data_dir(const char *what, Arena *a);

#endif
