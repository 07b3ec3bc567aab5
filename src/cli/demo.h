/*
 * demo.h - a small project in which a session is played: the folder, the story, the player.
 *
 * The story is a table of timed steps.  The player does what agents do: it saves files in every way
 * that editors and scripts save them, and calls `baton event` and `baton handoff submit`.
 */
#ifndef BATON_CLI_DEMO_H
#define BATON_CLI_DEMO_H

#include <stdbool.h>
#include <stddef.h>

#include "baton/base/message.h"
#include "baton/base/str.h"

typedef enum {
    SAVE_IN_PLACE,              /* over the old bytes, then cut */
    SAVE_RENAME,                /* a new file put in its place, as most editors do */
    SAVE_REWRITE,               /* emptied first, written in two parts */
    SAVE_ANEW,                  /* deleted and created */
    CALL_EVENT,                 /* a `baton event` process */
    CALL_SUBMIT,                /* a `baton handoff submit` process */
} DemoHow;

typedef struct {
    int at_ms;                  /* of the session; below 0: an event of before it */
    DemoHow how;
    const char *path;           /* saves: below the project */
    // NULL: text is the whole file; "+": text goes to its end; else the Status below becomes text
    const char *heading;
    const char *text;
    // Of calls: more is a further flag, or NULL; a submit has the agent only.
    const char *agent, *action, *reason, *more;
} DemoStep;

typedef struct {
    const char *path, *text;
} DemoFile;

extern const DemoStep demo_steps[];
extern const size_t demo_step_count;
extern const DemoFile demo_files[];         /* what the repository holds before the session */
extern const size_t demo_file_count;
/* Definitions of baton's own that are at work; NULL-terminated. */
extern const char *const demo_agents[];

/* wanted: NULL for a new temporary folder.  Made with files, definitions, .baton, and git where
 * there is git. */
int demo_folder_make(Arena *a, const char *wanted, const char **ret_dir, Message *m);
void demo_folder_remove(const char *dir);

/* Plays the whole story in real time divided by speed; speed 0: without waiting.  -1 with a
 * sentence. */
int demo_play(const char *dir, double speed, Message *m);

/* One save; out: what the file becomes.  For tests as well. */
int demo_edit(const char *before, const DemoStep *step, Buf *out);
int demo_save(const char *path, DemoHow how, Str text);

#endif
