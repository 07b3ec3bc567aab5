/*
 * dashed.h - words of a person as a name: of a run, of a file.
 */
#ifndef BATON_SRC_CORE_DASHED_H
#define BATON_SRC_CORE_DASHED_H

#include "baton/base/str.h"

/*
 * The characters that may stand in the name, at most so many bytes of them; whatever stands between becomes one "-",
 * none at the ends.  "" where nothing is left.
 */
const char *dashed(Str text, bool (*keeps)(int32_t cp), size_t max, Arena *a);

#endif
