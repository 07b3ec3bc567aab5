/*
 * layers.h - the inside of a Conf, and its layers that are files.
 */
#ifndef BATON_SRC_CONF_LAYERS_H
#define BATON_SRC_CONF_LAYERS_H

#include "value.h"

struct Conf {
    Arena *arena;
    Value values[CONF_COUNT];
    const char *from[CONF_COUNT];
};

/* -1 with a sentence; a file that is not there is fine.  project: personal settings are errors in it. */
int layer_file(Conf *c, const char *path, bool project, Message *m);

#endif
