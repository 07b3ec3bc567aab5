/*
 * decision_marks.h - how a decision block begins and ends; reading and writing it agree here.
 */
#ifndef BATON_SRC_DOC_DECISION_MARKS_H
#define BATON_SRC_DOC_DECISION_MARKS_H

#include "baton/base/digest.h"

#define DECISION_MARK STR("<!-- baton:decision ")
#define DECISION_CLOSE STR(" -->")
#define DECISION_END STR("<!-- /baton:decision -->")

/* A longer block is none of ours. */
enum { DECISION_BYTES_MAX = 256 * 1024, DECISION_TEXT_MAX = 8 * 1024 };

/* Of what stands between the first and the last line, whatever its line ends are. */
void decision_digest(Str text, char out[DIGEST_HEX_SIZE]);

#endif
