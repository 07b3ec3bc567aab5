/*
 * edit_json.h - edits of tasks that stand in JSON: task-master's tasks.json and beads' issues.
 */
#ifndef BATON_SRC_DOC_EDIT_JSON_H
#define BATON_SRC_DOC_EDIT_JSON_H

#include "baton/doc/edit.h"

/* Whether tasks of this document are JSON values, so that edit_json() is the one to ask. */
bool edit_json_knows(const Facts *f);

/*
 * doc_edit() for these: f is doc_read(path, bytes), task an index into it.  The answer has not been
 * read back; the caller does that.
 */
int edit_json(const char *path, Str bytes, const Facts *f, int task, const EditWish *wish, Arena *a, Patch *ret_patch,
              Message *m);

#endif
