/*
 * propose_words.h - the words of a reason as they are compared with what agents say of themselves.
 */
#ifndef CORE_PROPOSE_WORDS_H
#define CORE_PROPOSE_WORDS_H

#include "baton/base/str.h"

/* Stems, each once, without words that say nothing of the work ("the", "needs", "file"); so many at most. */
enum { WORDS_MAX = 200 };
void words_of(Str text, Arena *a, StrList *ret);

/* The word of a text that has this stem, as it stands there; the stem where there is none. */
const char *word_of(Str text, const char *stem, Arena *a);

/* What reads like a path in it, in the order of the text: "supabase/migrations/0004.sql". */
enum { PATHS_MAX = 20 };
void paths_of(Str text, Arena *a, StrList *ret);

/* Whether a text calls an agent by this slug, as a word of its own: "needs backend-engineer", "/backend-engineer". */
bool text_names_agent(Str text, const char *slug);

/* "[recommended-agent]", "<agent>", "nobody": a form that nobody filled in. */
bool is_nobody(const char *name);

#endif
