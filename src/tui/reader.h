/*
 * reader.h - reads for the screen what takes longer than a key may: each job on a worker, with a context of its own.
 */
#ifndef BATON_TUI_READER_H
#define BATON_TUI_READER_H

#include "baton/sys/loop.h"
#include "screen.h"

typedef struct Reader Reader;

Reader *reader_new(Loop *l, const Context *c, Screen *s);
Reader *reader_free(Reader *r);             /* waits for what is under way, and shows it nowhere */
/* false: it cannot be read elsewhere (a ledger in memory, no thread). */
bool reader_start(Reader *r, ReadJob *job);

#endif
