/*
 * commands.h - every command of this face; each is defined in a file of its own.
 */
#ifndef BATON_CLI_COMMANDS_H
#define BATON_CLI_COMMANDS_H

#include "baton/cli/cli.h"

#define CLI_COMMANDS(X) \
    X(cmd_status) \
    X(cmd_tasks) X(cmd_agents) X(cmd_handoffs) X(cmd_escalations) X(cmd_events) X(cmd_search) X(cmd_runs) \
    X(cmd_needs) X(cmd_needs_snooze) X(cmd_needs_unsnooze) X(cmd_records) \
    X(cmd_task_show) X(cmd_agent_show) X(cmd_agent_explain) X(cmd_handoff_show) X(cmd_escalation_show) X(cmd_run_show) \
    X(cmd_task_start) X(cmd_task_done) X(cmd_task_block) X(cmd_task_review) X(cmd_task_reopen) X(cmd_task_cancel) \
    X(cmd_task_assign) X(cmd_task_note) X(cmd_task_add) X(cmd_undo) X(cmd_edits) \
    X(cmd_handoff_submit) X(cmd_handoff_wait) X(cmd_handoff_approve) X(cmd_handoff_reject) X(cmd_handoff_comment) \
    X(cmd_handoff_waive) X(cmd_handoff_withdraw) X(cmd_handoff_revoke) X(cmd_handoff_refresh) \
    X(cmd_handoff_diff) X(cmd_handoff_export) X(cmd_handoff_check) \
    X(cmd_escalate) X(cmd_escalation_ack) X(cmd_escalation_resolve) X(cmd_escalation_route) X(cmd_escalation_snooze) \
    X(cmd_escalation_reopen) X(cmd_escalation_comment) \
    X(cmd_gate) X(cmd_check) X(cmd_trust) \
    X(cmd_watch) \
    X(cmd_event) X(cmd_import) \
    X(cmd_run_start) X(cmd_run_stop) X(cmd_run_list) \
    X(cmd_session_new) X(cmd_session_archive) X(cmd_session_switch) X(cmd_session_list) \
    X(cmd_report) X(cmd_since) X(cmd_contradictions) \
    X(cmd_parse) X(cmd_lint) \
    X(cmd_init) X(cmd_demo) X(cmd_config) X(cmd_doctor) X(cmd_verify) X(cmd_rebuild) X(cmd_redact) \
    X(cmd_help) X(cmd_version)

#define X(row) extern const CommandRow row;
CLI_COMMANDS(X)
#undef X

#endif
