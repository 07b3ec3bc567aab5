/*
 * layers.h - where settings come from, in the order in which later ones win.
 */
#ifndef BATON_SRC_CONF_LAYERS_H
#define BATON_SRC_CONF_LAYERS_H

#include "value.h"

struct Conf {
    Arena *arena;
    Value values[CONF_COUNT];
    const char *from[CONF_COUNT];
};

/* -1 with a sentence; a file that is not there is fine. */
int layer_file(Conf *c, const char *path, Message *m);
int layer_environment(Conf *c, Message *m);

/* "files.session" -> "BATON_FILES_SESSION" */
const char *setting_variable(const SettingDef *d, Arena *a);

#endif
