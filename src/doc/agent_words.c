/*
 * agent_words.c - which words of a heading or key name which field, and a few kinds of words.
 *
 * The tables are the vocabulary of the reader: agents/README.md lists the same words for people.
 * Rows are tried from the top, so what is more exact stands first ("read-only references" before
 * "references").
 */
#include "agent_parts.h"

typedef enum { MATCH_WHOLE, MATCH_ANY } Match;

/* Where the words may stand: a heading, a key before a colon, a sentence that leads a list in. */
enum { AT_HEADING = 1, AT_KEY = 2, AT_LEAD = 4, AT_NAME = AT_HEADING | AT_KEY, AT_ALL = 7 };

static const struct {
    const char *words;
    Match match;
    unsigned places;
    AgentField field;
} rows[] = {
    { "read only",              MATCH_ANY,   AT_NAME, FIELD_READ_ONLY },
    { "write scope",            MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "write zone",             MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "write access",           MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "may write",              MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "can write",              MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "may edit",               MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "can edit",               MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "allowed to write",       MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "allowed to edit",        MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "primary paths",          MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "file ownership",         MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "owned files",            MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "owned paths",            MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "files you own",          MATCH_ANY,   AT_NAME, FIELD_WRITE },
    { "out of bounds",          MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "out of scope",           MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "not in scope",           MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "non goals",              MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "forbidden",              MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "do not touch",           MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "do not modify",          MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "do not edit",            MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "never touch",            MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "must not modify",        MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "must not touch",         MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "what you do not do",     MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "what you don't do",      MATCH_ANY,   AT_NAME, FIELD_OUT },
    { "in bounds",              MATCH_ANY,   AT_NAME, FIELD_IN },
    { "in scope",               MATCH_ANY,   AT_NAME, FIELD_IN },
    { "handoff artifact",       MATCH_ANY,   AT_NAME, FIELD_ARTIFACT },
    { "handoff file",           MATCH_ANY,   AT_NAME, FIELD_ARTIFACT },
    { "handoff document",       MATCH_ANY,   AT_NAME, FIELD_ARTIFACT },
    { "escalation",             MATCH_ANY,   AT_NAME, FIELD_ESCALATE },
    { "escalations",            MATCH_ANY,   AT_NAME, FIELD_ESCALATE },
    { "escalate",               MATCH_ANY,   AT_NAME, FIELD_ESCALATE },
    { "escalates",              MATCH_ANY,   AT_NAME, FIELD_ESCALATE },
    { "definition of done",     MATCH_ANY,   AT_ALL, FIELD_DONE },
    { "dod",                    MATCH_ANY,   AT_NAME, FIELD_DONE },
    { "done when",              MATCH_ANY,   AT_ALL, FIELD_DONE },
    { "marked done",            MATCH_ANY,   AT_LEAD, FIELD_DONE },
    { "considered done",        MATCH_ANY,   AT_LEAD, FIELD_DONE },
    { "acceptance criteria",    MATCH_ANY,   AT_NAME, FIELD_DONE },
    { "completion criteria",    MATCH_ANY,   AT_NAME, FIELD_DONE },
    { "exit criteria",          MATCH_ANY,   AT_NAME, FIELD_DONE },
    { "success criteria",       MATCH_ANY,   AT_NAME, FIELD_DONE },
    { "hand off",               MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "handoff",                MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "handoffs",               MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "hand over",              MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "hands over to",          MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "handover",               MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "next agent",             MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "recommended next agent", MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "delegates to",           MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "delegation",             MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "collaboration",          MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "collaborates with",      MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "coordination",           MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "agent integration",      MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "working with",           MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "works with",             MATCH_ANY,   AT_NAME, FIELD_HAND },
    { "telemetry",              MATCH_WHOLE, AT_ALL, FIELD_TELEMETRY },
    { "telemetry command",      MATCH_WHOLE, AT_ALL, FIELD_TELEMETRY },
    { "success metrics",        MATCH_ANY,   AT_NAME, FIELD_METRICS },
    { "key metrics",            MATCH_ANY,   AT_NAME, FIELD_METRICS },
    { "metrics",                MATCH_WHOLE, AT_NAME, FIELD_METRICS },
    { "kpis",                   MATCH_WHOLE, AT_NAME, FIELD_METRICS },
    { "verification",           MATCH_ANY,   AT_NAME, FIELD_CHECKS },
    { "validation commands",    MATCH_ANY,   AT_NAME, FIELD_CHECKS },
    { "verify",                 MATCH_WHOLE, AT_ALL, FIELD_CHECKS },
    { "checks",                 MATCH_WHOLE, AT_NAME, FIELD_CHECKS },
    { "test commands",          MATCH_ANY,   AT_NAME, FIELD_CHECKS },
    { "before handoff",         MATCH_ANY,   AT_LEAD, FIELD_CHECKS },
    { "checklist",              MATCH_ANY,   AT_NAME, FIELD_QUALITY },
    { "code quality",           MATCH_ANY,   AT_NAME, FIELD_QUALITY },
    { "quality standards",      MATCH_ANY,   AT_NAME, FIELD_QUALITY },
    { "quality gates",          MATCH_ANY,   AT_NAME, FIELD_QUALITY },
    { "quality checks",         MATCH_ANY,   AT_NAME, FIELD_QUALITY },
    { "quality assurance",      MATCH_ANY,   AT_NAME, FIELD_QUALITY },
    { "quality criteria",       MATCH_ANY,   AT_NAME, FIELD_QUALITY },
    { "output format",          MATCH_ANY,   AT_NAME, FIELD_OUTPUT },
    { "output structure",       MATCH_ANY,   AT_NAME, FIELD_OUTPUT },
    { "output sections",        MATCH_ANY,   AT_NAME, FIELD_OUTPUT },
    { "output template",        MATCH_ANY,   AT_NAME, FIELD_OUTPUT },
    { "report format",          MATCH_ANY,   AT_NAME, FIELD_OUTPUT },
    { "report structure",       MATCH_ANY,   AT_NAME, FIELD_OUTPUT },
    { "output",                 MATCH_WHOLE, AT_HEADING, FIELD_OUTPUT },
    { "outputs",                MATCH_WHOLE, AT_HEADING, FIELD_OUTPUT },
    { "your output",            MATCH_WHOLE, AT_HEADING, FIELD_OUTPUT },
    { "deliverables",           MATCH_WHOLE, AT_HEADING, FIELD_OUTPUT },
    { "referenced documents",   MATCH_ANY,   AT_ALL, FIELD_REFERENCES },
    { "reference documents",    MATCH_ANY,   AT_ALL, FIELD_REFERENCES },
    { "references",             MATCH_WHOLE, AT_ALL, FIELD_REFERENCES },
    { "primary references",     MATCH_WHOLE, AT_ALL, FIELD_REFERENCES },
    { "secondary references",   MATCH_WHOLE, AT_ALL, FIELD_REFERENCES },
    { "required reading",       MATCH_ANY,   AT_ALL, FIELD_REFERENCES },
    { "key documents",          MATCH_ANY,   AT_ALL, FIELD_REFERENCES },
    { "context files",          MATCH_ANY,   AT_ALL, FIELD_REFERENCES },
    { "inputs",                 MATCH_WHOLE, AT_ALL, FIELD_INPUTS },
    { "input",                  MATCH_WHOLE, AT_HEADING, FIELD_INPUTS },
    { "required inputs",        MATCH_WHOLE, AT_ALL, FIELD_INPUTS },
    { "inputs required",        MATCH_WHOLE, AT_ALL, FIELD_INPUTS },
    { "inputs you need",        MATCH_WHOLE, AT_ALL, FIELD_INPUTS },
    { "inputs it needs",        MATCH_WHOLE, AT_ALL, FIELD_INPUTS },
    { "expected inputs",        MATCH_WHOLE, AT_ALL, FIELD_INPUTS },
    { "you will receive",       MATCH_ANY,   AT_ALL, FIELD_INPUTS },
    { "you receive",            MATCH_WHOLE, AT_ALL, FIELD_INPUTS },
    { "required context",       MATCH_WHOLE, AT_NAME, FIELD_INPUTS },
    { "context requirements",   MATCH_ANY,   AT_NAME, FIELD_INPUTS },
    { "prerequisites",          MATCH_WHOLE, AT_NAME, FIELD_INPUTS },
    { "responsibilities",       MATCH_ANY,   AT_NAME, FIELD_DUTY },
    { "your role",              MATCH_WHOLE, AT_HEADING, FIELD_DUTY },
    { "role",                   MATCH_WHOLE, AT_KEY, FIELD_ROLE },
    { "purpose",                MATCH_WHOLE, AT_KEY, FIELD_ROLE },
    { "description",            MATCH_WHOLE, AT_KEY, FIELD_ROLE },
    { "rules",                  MATCH_ANY,   AT_HEADING, FIELD_OTHER },
    { "guidelines",             MATCH_WHOLE, AT_HEADING, FIELD_OTHER },
    { "principles",             MATCH_WHOLE, AT_HEADING, FIELD_OTHER },
    { "constraints",            MATCH_WHOLE, AT_HEADING, FIELD_OTHER },
    { "process",                MATCH_WHOLE, AT_HEADING, FIELD_OTHER },
    { "workflow",               MATCH_WHOLE, AT_HEADING, FIELD_OTHER },
    { "examples",               MATCH_WHOLE, AT_HEADING, FIELD_OTHER },
    { "notes",                  MATCH_WHOLE, AT_HEADING, FIELD_OTHER },
};

enum { WORDS_MAX = 120 };       /* a longer heading or lead names no field */

/* Lower case, hyphens and slashes as blanks, nothing in parentheses, nothing but words. */
static void normalise(Buf *out, Str words)
{
    int depth = 0;

    for (size_t i = 0; i < words.len; i++) {
        unsigned char c = (unsigned char)words.data[i];
        depth += c == '(';
        bool keep = depth == 0 && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'');
        depth -= c == ')' && depth > 0;
        if (keep)
            buf_addc(out, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
        else if (out->len && out->data[out->len - 1] != ' ')
            buf_addc(out, ' ');
    }
    while (out->len && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
}

/* needle stands in hay between the ends or blanks. */
static bool has_words(Str hay, Str needle)
{
    for (size_t i = 0; i + needle.len <= hay.len; i++) {
        bool starts = i == 0 || hay.data[i - 1] == ' ';
        bool ends = i + needle.len == hay.len || hay.data[i + needle.len] == ' ';
        if (starts && ends && memcmp(hay.data + i, needle.data, needle.len) == 0)
            return true;
    }
    return false;
}

AgentField agent_words_field(Str words, WordsPlace place)
{
    CLEANUP(buf_done) Buf plain = BUF_INIT;
    unsigned at = 1u << place;

    if (place != WORDS_LEAD && words.len > WORDS_MAX)
        return FIELD_NONE;
    normalise(&plain, words);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        Str want = str_from(rows[i].words);
        if (!(rows[i].places & at))
            continue;
        bool whole = str_eq(want, buf_str(&plain));
        if (whole || (rows[i].match == MATCH_ANY && has_words(buf_str(&plain), want)))
            return rows[i].field;
    }
    return FIELD_NONE;
}

static bool one_of(Str word, const char *const *list, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (str_ieq(word, str_from(list[i])))
            return true;
    return false;
}

bool agent_word_is_role(Str word)
{
    static const char *const roles[] = {
        "analyst", "architect", "auditor", "builder", "coordinator", "dba", "designer", "developer",
        "engineer", "expert", "lead", "manager", "master", "optimizer", "optimiser", "orchestrator",
        "owner", "planner", "researcher", "reviewer", "scientist", "specialist", "strategist",
        "tester", "writer",
    };
    return one_of(word, roles, ARRAY_LEN(roles));
}

bool agent_word_is_noun(Str word)
{
    static const char *const nouns[] = {
        "architecture", "brief", "checklist", "constraints", "contract", "contracts", "criteria",
        "decisions", "design", "designs", "diagram", "document", "documents", "guide", "model",
        "models", "mockups", "plan", "report", "requirements", "schema", "scope", "spec",
        "specification", "specifications", "specs", "stories", "strategy", "tasks", "wireframes",
    };
    return one_of(word, nouns, ARRAY_LEN(nouns));
}

bool agent_word_is_runner(Str word)
{
    static const char *const runners[] = {
        "baton", "bazel", "bun", "bundle", "cargo", "cmake", "composer", "ctest", "cypress", "dart",
        "deno", "docker", "dotnet", "eslint", "flutter", "go", "golangci-lint", "gradle", "gradlew",
        "jest", "just", "make", "meson", "mix", "mvn", "mypy", "ninja", "node", "npm", "npx", "nx",
        "phpunit", "playwright", "pnpm", "poetry", "pre-commit", "prettier", "prisma", "psql",
        "pytest", "python", "python3", "rake", "rspec", "rubocop", "ruff", "scripts", "semgrep",
        "supabase", "swift", "task", "terraform", "tox", "tsc", "tsx", "turbo", "uv", "vitest",
        "xcodebuild", "yarn", "zig",
    };
    Str name = str_starts(word, STR("./")) ? str_slice(word, 2, word.len) : word;
    return one_of(str_cut(&name, '/'), runners, ARRAY_LEN(runners));
}
