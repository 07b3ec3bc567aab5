/*
 * check_parts.h - the rows of the table of checks, and what several of them need.
 */
#ifndef BATON_SRC_GATE_CHECK_PARTS_H
#define BATON_SRC_GATE_CHECK_PARTS_H

#include "baton/gate/check.h"

extern const CheckRow check_artifact, check_scope, check_session, check_sections, check_inputs, check_references,
    check_records, check_budget, check_environment, check_command, check_contradiction;

/* Results of the commands that will not be run: nobody trusts them, or they can never run. */
void check_commands_left_out(const CheckInput *in, Arena *a, CheckResults *ret);

static inline bool work_changed(const WorkFile *f) { return f->status != '.'; }
static inline bool work_there(const WorkFile *f) { return f->status != 'D'; }

#endif
