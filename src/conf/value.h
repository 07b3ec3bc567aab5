/*
 * value.h - the value of a setting, read from text and checked against its row.
 */
#ifndef BATON_SRC_CONF_VALUE_H
#define BATON_SRC_CONF_VALUE_H

#include "baton/conf/conf.h"

typedef struct {
    bool flag;
    int64_t number;             /* of a span: ms */
    const char *text;           /* as written; a list has one item a line */
    StrList list;
} Value;

/*
 * -1 with a sentence that begins with where ("config.yaml:3", "--theme").  Everything is kept in
 * the arena.  A failed call leaves *ret alone.
 */
int value_from_text(const SettingDef *d, const char *text, const char *where, Arena *a, Value *ret,
                    Message *m);
int value_from_list(const SettingDef *d, const StrList *items, const char *where, Arena *a,
                    Value *ret, Message *m);

/* Splits text at each `at`; empty pieces are left out. */
StrList items_split(Str text, char at, Arena *a);
/* What stands between the items of this list in one text: an environment variable, a flag. */
char items_separator(const SettingDef *d);

#endif
