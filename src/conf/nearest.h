/*
 * nearest.h - what somebody probably meant.
 */
#ifndef BATON_SRC_CONF_NEAREST_H
#define BATON_SRC_CONF_NEAREST_H

/* How many letters must be added, dropped, changed or swapped; INT_MAX for very long words. */
int edit_distance(const char *a, const char *b);

/* The name of a setting that is near to name, or NULL.  "session" is near to "files.session". */
const char *nearest_setting(const char *name);

#endif
