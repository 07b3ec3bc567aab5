/*
 * demo_story.c - what happens in the demo: a table, with nothing but words in it.
 */
#include "demo.h"

#define SESSION ".claude/tasks/session-current.md"
#define HANDOFF ".agents/active_handoff.md"
#define RUN ".agents/.current_run"
#define FILE_MAP ".claude/agents/FILE-MAP.md"
#define ROUTE "web/app/api/tides.js"
#define CORE "packages/core/query.js"
#define SCHEMA "supabase/migrations/0001_readings.sql"

const char *const demo_agents[] = {
    "backend-engineer", "frontend-specialist", "senior-tech-lead", "master-orchestrator", NULL,
};

const DemoFile demo_files[] = {
    { "README.md",
      "# Tidewatch\n"
      "\n"
      "Tide tables for small harbours, and a warning when a boat would touch the ground.\n" },
    { "package.json",
      "{\n"
      "  \"name\": \"tidewatch\",\n"
      "  \"type\": \"module\",\n"
      "  \"scripts\": { \"test\": \"node --test\" }\n"
      "}\n" },
    { "src/harbours.js",
      "export const harbours = [\n"
      "  { id: 'lindhavn', name: 'Lindhavn', sill: 1.2 },\n"
      "  { id: 'oddevik', name: 'Oddevik', sill: 0.8 },\n"
      "];\n" },
    { FILE_MAP,
      "# File map\n"
      "\n"
      "| File | Purpose |\n"
      "|---|---|\n"
      "| `src/harbours.js` | Harbours and the height of their sills |\n" },
    { ".baton/config.yaml",
      "# What the gate of this project asks for: routes stay short.\n"
      "budgets:\n"
      "  \"web/app/api/*.js\": 12\n" },
};
const size_t demo_file_count = ARRAY_LEN(demo_files);

static const char session[] =
    "# Session: tide warnings\n"
    "\n"
    "**Objective**: Tell a skipper in time that the water over the sill gets too low.\n"
    "**Status**: Active\n"
    "\n"
    "## Readings\n"
    "\n"
    "#### Task 1: Store tide readings by harbour\n"
    "**Assigned to**: backend-engineer\n"
    "**Status**: pending\n"
    "\n"
    "#### Task 2: Serve a day of readings at /api/tides\n"
    "**Assigned to**: backend-engineer\n"
    "**Dependencies**: Task 1\n"
    "**Status**: pending\n"
    "\n"
    "#### Task 3: Work out when the depth is not safe\n"
    "**Assigned to**: senior-tech-lead\n"
    "**Dependencies**: Task 2\n"
    "**Status**: pending\n"
    "\n"
    "## Harbour page\n"
    "\n"
    "#### Task 4: Draw the tide curve of today\n"
    "**Assigned to**: frontend-specialist\n"
    "**Status**: pending\n"
    "\n"
    "#### Task 5: Show the warning above the curve\n"
    "**Assigned to**: frontend-specialist\n"
    "**Dependencies**: Task 3\n"
    "**Status**: pending\n"
    "\n"
    "#### Task 6: Read the curve aloud for screen readers\n"
    "**Assigned to**: frontend-specialist\n"
    "**Status**: pending\n"
    "\n"
    "## Release\n"
    "\n"
    "#### Task 7: Review the schema and the interface\n"
    "**Assigned to**: senior-tech-lead\n"
    "**Dependencies**: Task 2\n"
    "**Status**: pending\n"
    "\n"
    "#### Task 8: Write the release notes\n"
    "**Assigned to**: master-orchestrator\n"
    "**Status**: pending\n"
    "\n"
    "## Log\n"
    "\n";

static const char schema[] =
    "create table readings (\n"
    "  harbour text not null,\n"
    "  at timestamptz not null,\n"
    "  level_m numeric(4, 2) not null,\n"
    "  primary key (harbour, at)\n"
    ");\n";

#define CHECKS_OF_QUERY \
    "const HARBOUR = /^[a-z]{3,20}$/;\n" \
    "const DAY = /^\\d{4}-\\d{2}-\\d{2}$/;\n" \
    "\n"
#define PROBLEM_OF_QUERY \
    "function problem(harbour, day) {\n" \
    "  if (!HARBOUR.test(harbour)) return 'a harbour is a name such as lindhavn';\n" \
    "  if (!DAY.test(day)) return 'a day is written as 2026-03-02';\n" \
    "  return null;\n" \
    "}\n"
#define SERVE_TIDES \
    "export async function tides(request) {\n" \
    "  const { harbour, day } = request.query;\n" \
    "  const wrong = problem(harbour, day);\n" \
    "  if (wrong) return { status: 400, body: wrong };\n" \
    "  return { status: 200, body: await readings(harbour, day) };\n" \
    "}\n"

static const char route[] =
    "import { readings } from './store.js';\n"
    "\n"
    CHECKS_OF_QUERY
    PROBLEM_OF_QUERY
    "\n"
    SERVE_TIDES;
static const char route_revised[] =
    "import { problem } from '../../../packages/core/query.js';\n"
    "import { readings } from './store.js';\n"
    "\n"
    SERVE_TIDES;
static const char core[] =
    CHECKS_OF_QUERY
    "export "
    PROBLEM_OF_QUERY;

#define HANDOFF_HEAD \
    "# Handoff: readings and their interface\n" \
    "\n" \
    "**From**: /backend-engineer\n" \
    "\n" \
    "1. **Accomplishments**:\n" \
    "   - Table `readings`, one row for a harbour and a time " \
    "(`supabase/migrations/0001_readings.sql:1-6`)\n"
#define HANDOFF_TAIL \
    "2. **Blockers**: None.\n" \
    "3. **Recommended Next Agent**: Route to `/senior-tech-lead` for a review of the schema.\n" \
    "\n" \
    "## Session Context Summary\n" \
    "Tasks 1 and 2 of tide warnings; task 3 is next.\n" \
    "\n" \
    "## API Design\n" \
    "`GET /api/tides?harbour=lindhavn&day=2026-03-02` answers with a list of times and levels.\n" \
    "\n" \
    "## Database Schema\n" \
    "One new table; nothing that is there changes, so the migration can be taken back.\n" \
    "\n" \
    "## Implementation\n" \
    "One query by the primary key; no cache.\n" \
    "\n" \
    "## Security & Performance\n" \
    "Readings are public.  A day is at most 144 rows.\n" \
    "\n" \
    "## Session Documentation Update\n" \
    "The session file says what is done, and the log why readings are keyed as they are.\n" \
    "\n" \
    "## Agent Coordination\n" \
    "/frontend-specialist can draw the curve with this; the sill comes with task 3.\n"

static const char handoff[] =
    HANDOFF_HEAD
    "   - `GET /api/tides` answers with one day of readings (`web/app/api/tides.js:12-17`)\n"
    HANDOFF_TAIL;
static const char handoff_revised[] =
    HANDOFF_HEAD
    "   - `GET /api/tides` answers with one day of readings (`web/app/api/tides.js:4-9`)\n"
    "   - What is asked for is checked where other routes can use it (`packages/core/query.js:4-8`)\n"
    HANDOFF_TAIL;

#define SAVE(at, how, path, heading, text) { at, how, path, heading, text, NULL, NULL, NULL, NULL }
#define STATUS(at, how, task, state) SAVE(at, how, SESSION, "#### Task " task ":", state)
#define LOG(at, line) SAVE(at, SAVE_IN_PLACE, SESSION, "+", "- " line "\n")
#define MAP(at, file, purpose) SAVE(at, SAVE_IN_PLACE, FILE_MAP, "+", "| `" file "` | " purpose " |\n")
#define EVENT(at, agent, action, reason, more) \
    { at, CALL_EVENT, NULL, NULL, NULL, agent, action, reason, more }
/* Before the session began: so many minutes ago, in the same run. */
#define BEFORE(minutes, agent, action, reason) \
    EVENT(-(minutes) * 60000, agent, action, reason, "--run_id=tide-warnings-1")
#define SUBMIT(at, agent) { at, CALL_SUBMIT, NULL, NULL, NULL, agent, NULL, NULL, NULL }

#define ORCHESTRATOR "/master-orchestrator"
#define BACKEND "/backend-engineer"
#define FRONTEND "/frontend-specialist"
#define LEAD "/senior-tech-lead"

const DemoStep demo_steps[] = {
    BEFORE(340, ORCHESTRATOR, "START", "A page with every harbour and its sill"),
    BEFORE(335, ORCHESTRATOR, "ROUTE", "senior-tech-lead says first what a sill is"),
    BEFORE(330, LEAD, "START", "How sills are measured"),
    BEFORE(305, LEAD, "NOTE", "Metres above chart datum, everywhere"),
    BEFORE(282, LEAD, "COMPLETED", "Sills are metres above chart datum"),
    BEFORE(280, ORCHESTRATOR, "ROUTE", "backend-engineer reads the sills, frontend-specialist draws the page"),
    BEFORE(275, BACKEND, "START", "Read the sills of all harbours"),
    BEFORE(270, FRONTEND, "START", "A page of harbours"),
    BEFORE(250, BACKEND, "TOOL_CALL", "Wrote src/harbours.js"),
    BEFORE(245, FRONTEND, "BLOCKED", "There is no sill for Oddevik"),
    BEFORE(225, BACKEND, "TEST", "31 passed, 2 failed"),
    BEFORE(200, BACKEND, "TOOL_CALL", "Wrote src/harbours.js"),
    BEFORE(180, BACKEND, "TEST", "33 passed, 0 failed"),
    BEFORE(175, FRONTEND, "TOOL_CALL", "Oddevik has a sill: the page goes on"),
    BEFORE(170, BACKEND, "COMPLETED", "Both harbours have a sill"),
    BEFORE(168, LEAD, "START", "Review of the page"),
    BEFORE(150, FRONTEND, "TEST", "11 passed, 0 failed"),
    BEFORE(145, LEAD, "TEST", "44 passed, 0 failed"),
    BEFORE(125, FRONTEND, "COMPLETED", "The page of harbours"),
    BEFORE(120, LEAD, "COMPLETED", "The page can go out"),
    BEFORE(115, ORCHESTRATOR, "COMPLETED", "The page of harbours is out"),
    SAVE(0, SAVE_RENAME, RUN, NULL, "tide-warnings-1\n"),
    SAVE(0, SAVE_RENAME, SESSION, NULL, session),
    EVENT(300, ORCHESTRATOR, "START", "Eight tasks: readings first, the page beside them", NULL),
    EVENT(1500, ORCHESTRATOR, "ROUTE",
          "backend-engineer takes the readings, frontend-specialist the page", NULL),
    STATUS(2200, SAVE_RENAME, "1", "in_progress"),
    EVENT(2600, BACKEND, "START", "Task 1: a table for the readings", NULL),
    STATUS(5000, SAVE_IN_PLACE, "4", "in_progress"),
    EVENT(5600, FRONTEND, "START", "Task 4: the curve as one polyline", NULL),
    SAVE(8500, SAVE_RENAME, SCHEMA, NULL, schema),
    EVENT(9000, BACKEND, "TOOL_CALL", "Wrote " SCHEMA, "--files_modified=1"),
    EVENT(12500, BACKEND, "TEST", "12 passed, 0 failed", "--duration_ms=840"),
    STATUS(14500, SAVE_RENAME, "1", "done"),
    LOG(15200, "backend-engineer: readings are keyed by harbour and time"),
    STATUS(16000, SAVE_REWRITE, "2", "in_progress"),
    EVENT(20000, FRONTEND, "TEST", "4 passed, 0 failed", "--duration_ms=310"),
    STATUS(24000, SAVE_ANEW, "4", "done"),
    STATUS(25500, SAVE_IN_PLACE, "5", "in_progress"),
    STATUS(28000, SAVE_RENAME, "5", "blocked (no depth over the sill in the answer)"),
    EVENT(28600, FRONTEND, "BLOCKED", "Task 5: /api/tides does not say how deep the sill is", NULL),
    SAVE(32000, SAVE_RENAME, ROUTE, NULL, route),
    MAP(32600, SCHEMA, "One row for a harbour and a time"),
    MAP(32600, ROUTE, "A day of readings"),
    EVENT(33500, BACKEND, "TEST", "19 passed, 0 failed", "--duration_ms=1210"),
    STATUS(36000, SAVE_RENAME, "2", "done"),
    SAVE(38500, SAVE_RENAME, HANDOFF, NULL, handoff),
    SUBMIT(39000, BACKEND),
    EVENT(40000, BACKEND, "COMPLETED", "Tasks 1 and 2; the schema waits for a review", NULL),
    STATUS(41500, SAVE_IN_PLACE, "7", "review"),
    EVENT(46000, FRONTEND, "ESCALATE",
          "Task 5 needs a column for the sill; migrations are out of my bounds",
          "--to=backend-engineer"),
    LOG(48000, "frontend-specialist: the warning waits for the sill, task 6 comes first"),
    STATUS(51000, SAVE_RENAME, "6", "in_progress"),
    EVENT(51600, FRONTEND, "START", "Task 6: a table for screen readers behind the curve", NULL),
    EVENT(53000, BACKEND, "NOTE", "The budget check is right: what is asked for is checked in packages/core", NULL),
    SAVE(55500, SAVE_RENAME, CORE, NULL, core),
    SAVE(55600, SAVE_RENAME, ROUTE, NULL, route_revised),
    MAP(56000, CORE, "What a query may ask for"),
    SAVE(57000, SAVE_IN_PLACE, HANDOFF, NULL, handoff_revised),
    SUBMIT(57500, BACKEND),
    EVENT(63000, FRONTEND, "TEST", "7 passed, 0 failed", "--duration_ms=430"),
    STATUS(66500, SAVE_REWRITE, "6", "done"),
    EVENT(70000, FRONTEND, "ESCALATE",
          "Task 5 needs a column for the sill; migrations are out of my bounds",
          "--to=backend-engineer"),
    EVENT(74000, ORCHESTRATOR, "ROUTE", "The review and the escalation wait for a human", NULL),
};
const size_t demo_step_count = ARRAY_LEN(demo_steps);
