/*
 * check_handoff.c - which part of a handoff a title names.
 */
#include "check_handoff.h"

#include "baton/base/macros.h"
#include "check_parts.h"

/* A title that begins with one of these names the part, unless it is too long to be a title of one. */
static const struct { HandoffPart part; const char *phrases; } rows[] = {
    { PART_NEXT, "recommended next agent|next agent|target agent|handoff to|hand off to|handing off to|route to|"
                 "next owner|receiver|recipient|receiving agent|to agent|to|next assignee|交接给|接收方|para|an" },
    { PART_OPEN, "remaining blockers|blockers|blocker|blocked on|blocked by|blocked|open questions|questions|"
                 "blocking issues|open blockers|known blockers|current blockers|open decisions|decisions needed|"
                 "pending decisions|open issues|open points|known issues|pending escalations|escalations|"
                 "unresolved questions|remaining questions|remaining issues|阻塞|阻塞项|问题|offene fragen|blockaden|"
                 "bloqueios|perguntas" },
    { PART_DONE, "accomplishments|accomplished|artifacts produced|artifacts|what was done|what i did|completed|done|"
                 "what was accomplished|whats done|work completed|completed work|work done|deliverables|changes made|"
                 "changes|achievements|what was built|what was implemented|已完成|完成内容|erledigt|concluído|conclusões" },
};

HandoffPart handoff_part(const char *words)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        for (Str rest = str_from(rows[i].phrases); rest.len;) {
            Str phrase = str_cut(&rest, '|');
            Str title = str_slice(str_from(words), 1, SIZE_MAX);
            bool single = str_chr(phrase, ' ') < 0 && phrase.len < 8;
            if (!str_starts(title, phrase) || title.len <= phrase.len || title.data[phrase.len] != ' ')
                continue;
            if (!single || title.len == phrase.len + 1)
                return rows[i].part;
        }
    }
    return PART_NONE;
}
