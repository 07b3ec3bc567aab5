/*
 * effects.h - what the kinds of effects share.
 */
#ifndef CORE_EFFECTS_H
#define CORE_EFFECTS_H

#include "deciding.h"

/* 0: its decision is proven and stands; -EBADMSG with e->detail: it is not; -EAGAIN: that cannot be told now. */
int effect_believed(Effect *e);
/* It may be possible later: the effect stays pending. */
bool effect_is_passing(int error);

#endif
