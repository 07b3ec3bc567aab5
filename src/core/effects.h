/*
 * effects.h - what the kinds of effects share.
 */
#ifndef CORE_EFFECTS_H
#define CORE_EFFECTS_H

#include "deciding.h"

/* It may be possible later: the effect stays pending. */
bool effect_is_passing(int error);

#endif
