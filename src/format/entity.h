/*
 * entity.h - "&amp;" and "&#x1F7E0;" as characters.
 */
#ifndef BATON_FORMAT_ENTITY_H
#define BATON_FORMAT_ENTITY_H

#include "baton/base/str.h"

/* What an entity, with its '&' and ';', stands for; one that is not known stands for itself. */
Str entity_decode(Arena *a, Str entity);

#endif
