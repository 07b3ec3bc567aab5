/*
 * handoff_fields.c - the vocabulary of handoffs.
 */
#include "handoff_fields.h"

#include "text.h"

static const struct { HandField field; const char *names; } rows[] = {
    { HAND_TO, "recommended next agent|next agent|target agent|to|to agent|route to|handoff to|"
               "hand off to|handing off to|next owner|receiver|recipient|receiving agent|"
               "target|next assignee|for agent|an|para|交接给|接收方" },
    { HAND_FROM, "from|from agent|source agent|author|prepared by|created by|written by|sender|"
                 "agent|handed off by|sending agent|von|de|交接人|移交方" },
    { HAND_DATE, "date|timestamp|generated|created|created at|last updated|updated|updated at|"
                 "handoff date|time|datum|data|日期" },
    { HAND_STATUS, "status|state|handoff status|overall status|状态" },
    { HAND_SUMMARY,
      "summary|title|work item|task|objective|goal|feature|issue|tl;dr|subject|mission" },
    { HAND_DONE, "accomplishments|accomplished|artifacts produced|artifacts|what was done|"
                 "what i did|what was accomplished|completed|done|what's done|work completed|"
                 "completed work|work done|deliverables|changes made|changes|achievements|"
                 "completed this session|completed tasks|what was built|what was implemented|"
                 "erledigt|concluído|已完成|完成内容" },
    { HAND_BLOCKERS, "blockers|blocker|blocked on|blocked by|blocked|remaining blockers|"
                     "blocking issues|open blockers|known blockers|current blockers|"
                     "pending escalations|escalations|blockaden|blockiert durch|bloqueios|阻塞|"
                     "阻塞项" },
    { HAND_QUESTIONS, "open questions|questions|open decisions|decisions needed|"
                      "pending decisions|needs decision|unresolved questions|"
                      "questions for user|offene fragen|perguntas|问题" },
    { HAND_NEXT, "next steps|next step|next actions|next action|next|what's next|what next|"
                 "remaining work|remaining|remaining tasks|pending|todo|to do|required actions|"
                 "pending work|pending tasks|up next|immediate next steps|"
                 "recommended next steps|next session|next up|still to do|"
                 "still to be implemented|nächste schritte|próximos passos|下一步" },
    { HAND_LABELLED, "branch|current focus|resume command|commit|pr|pull request|session|model|"
                     "worktree|priority|confidence" },
    { HAND_EXTRA, "key files|important files|files changed|files modified|modified files|"
                  "relevant files|critical|gotchas|gotchas discovered|observation|observations|"
                  "logic chain|caveats|conclusion|verification method|verification|notes|"
                  "known issues|open issues|risks|key decisions|decisions|decisions made|"
                  "context|warnings|lessons learned|important context|technical notes|"
                  "current state|where we are|assumptions|test results|tests|api contracts|api contract|"
                  "api design|api changes|api endpoints|contracts|schema changes|database changes|"
                  "database schema|migrations|migration|migration notes|data model|dependencies|"
                  "external dependencies|cross-team dependencies|integration points|notes for|"
                  "notes for receivers|what was not done|not done|not included|left out|deferred|"
                  "breaking changes|environment variables|configuration|deployment notes|"
                  "rollback plan|security notes|performance notes" },
    { HAND_OTHER, "forbidden actions|out of scope|constraints|references|background|do not|"
                  "non goals|definition of done" },
};

HandField hand_key(Str key)
{
    Str s = text_drop_symbols(text_skip_symbols(text_drop_parenthesis(key)));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (text_is_one_of(s, rows[i].names))
            return rows[i].field;
    return HAND_NONE;
}

/*
 * The longest run of leading words that is a name of its own, if it has two words or all of them.
 */
HandField hand_heading(Str title)
{
    Str s = text_drop_symbols(text_skip_number(text_skip_symbols(title)));
    HandField field = hand_key(s);
    size_t end = MIN(s.len, (size_t)64);
    while (field == HAND_NONE && end) {
        while (end && !strchr(" -:/&", s.data[end - 1]))
            end--;
        while (end && strchr(" -:/&", s.data[end - 1]))
            end--;
        Str head = text_drop_symbols(str_slice(s, 0, end));
        bool single = str_chr(head, ' ') < 0;
        bool safe = !single ||
                    text_is_one_of(
                        head, "accomplishments|blockers|completed|questions|gotchas|deliverables");
        field = safe ? hand_key(head) : HAND_NONE;
        if (field == HAND_FROM || field == HAND_SUMMARY || field == HAND_DATE)
            field = HAND_NONE;
    }
    return field;
}
