/*
 * doc.h - from the bytes of a file that an agent wrote to facts.
 *
 * One reader per dialect behind one door; the dialect is found by path and by content.  Reading
 * never fails on bad input: what was not understood is a problem with a line.  No I/O here.
 * A new dialect is a new file with a DialectDef and a row in dialect.c.
 */
#ifndef BATON_DOC_DOC_H
#define BATON_DOC_DOC_H

#include "baton/base/str.h"
#include "baton/model/agent.h"
#include "baton/model/facts.h"

/*
 * Reads a document.  path decides the dialect together with the content and is copied into the
 * facts; it need not exist.  The facts own everything.
 */
Facts *doc_read(const char *path, Str bytes);

/*
 * Bytes as UTF-8 with LF line ends, physical line numbers kept: BOM, UTF-16, runs of UTF-16LE in a
 * UTF-8 file, NUL runs, CR and invalid bytes are dealt with.  Returns the encoding's name (static);
 * "binary" when it is no text, and then nothing is appended.
 */
const char *doc_decode(Str bytes, Buf *out);

/*
 * A word or phrase of a status value to a state, by the vocabulary of FORMATS: -ENOENT when it names
 * none, -EINVAL when it lists several (a template).  Words beat emoji.
 */
int doc_task_state(Str value, TaskState *ret_state);

/*
 * Reads an agent definition.  Never fails: without front matter the name is the file's stem.
 * Returns NULL only for a file that is no agent definition (a README, an ALL-CAPS note without
 * front matter, empty or binary).  Lives in the arena.
 */
AgentDef *doc_read_agent(Arena *a, const char *path, Str bytes);

#endif
