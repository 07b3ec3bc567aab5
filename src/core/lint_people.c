/*
 * lint_people.c - whom documents name that is no agent of the project, and need not be one.
 *
 * People are named by what they do, crowds by a pronoun, and clients by their product: none of
 * them has a definition.  A name of a person ("Ann", "gavin") cannot be told from a made-up one,
 * so only what reads like a role is ever missed.
 */
#include <ctype.h>

#include "baton/core/command.h"
#include "lint.h"

/* "frontend-engineer" is no slip of the pen for "backend-engineer". */
enum { NEAR = 2 };

/* Slugs. */
static const char *const people[] = {
    "user", "the-user", "users", "human", "a-human", "the-human", "humans", "me", "you", "us", "we",
    "owner", "product-owner", "project-owner", "repo-owner", "maintainer", "maintainers", "lead",
    "team-lead", "tech-lead", "team", "the-team", "everyone", "anyone", "any", "any-agent", "all",
    "all-agents", "nobody", "none", "tbd", "tba", "n-a", "unassigned", "someone", "self", "admin",
    "stakeholder", "stakeholders", "client", "customer", "manager", "engineering-manager",
    "on-call", "on-call-engineer", "developer", "developers", "parent", "caller", "requester",
    "orchestrator", "main-agent", "main-session", "next-agent", "next-session", "another-agent",
    "other-agent", "other-agents", "the-agent", "agent", "agents", "sub-agent", "subagent",
    "central-ai", "ai", "claude", "claude-code", "codex", "copilot", "github-copilot", "gemini",
    "cursor", "chatgpt", "gpt", "opencode", "ci", "bot", "dependabot", "contributors", "community",
};

static const char *const roles[] = {
    "agent", "engineer", "specialist", "architect", "reviewer", "tester", "designer", "auditor",
    "researcher", "analyst", "writer", "planner", "builder", "validator", "expert", "optimizer",
    "orchestrator", "coordinator", "debugger", "dev", "developer", "qa", "ops", "lead", "manager",
};

bool lint_is_person(const char *slug)
{
    for (size_t i = 0; i < ARRAY_LEN(people); i++)
        if (strcmp(people[i], slug) == 0)
            return true;
    return false;
}

/* "Agent D" and "worker 3" are places to be filled, not names. */
static bool is_numbered(Str s)
{
    ptrdiff_t blank = -1;
    for (size_t i = 0; i < s.len; i++)
        blank = s.data[i] == ' ' || s.data[i] == '#' ? (ptrdiff_t)i : blank;
    Str last = str_slice(s, (size_t)(blank + 1), s.len);
    return blank > 0 && (last.len == 1 || (last.len && isdigit((unsigned char)last.data[0])));
}

static bool ends_in_role(Str s)
{
    for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
        size_t n = strlen(roles[i]);
        if (s.len > n + 1 && str_ieq(str_slice(s, s.len - n, s.len), str_from(roles[i])) &&
            strchr("- _", s.data[s.len - n - 1]))
            return true;
    }
    return false;
}

bool lint_is_role(const char *written)
{
    Str s = str_trim(str_from(written));
    bool lower = true, dash = false;
    if (!s.len || s.len > 64 || is_numbered(s) || strpbrk(written, "[]<>{}*.,;:()") != NULL)
        return false;
    while (s.len && strchr("@/`", s.data[0]))
        s = str_slice(s, 1, s.len);
    for (size_t i = 0; i < s.len; i++) {
        lower &= !isupper((unsigned char)s.data[i]) && s.data[i] != ' ' && s.data[i] > 0;
        dash |= s.data[i] == '-' && i > 0 && i + 1 < s.len;
    }
    return (lower && dash) || ends_in_role(s);
}

const char *lint_near_agent(Lint *l, const char *slug)
{
    Nearest near = { .word = slug };
    for (size_t i = 0; i < l->known.len; i++)
        nearest_offer(&near, l->known.items[i]);
    return near.best && near.distance <= NEAR ? arena_printf(l->arena, "; did you mean '%s'?", near.best) : "";
}
