/*
 * telemetry_shim.c - .agents/telemetry/cli.ts, which prompts call to report.
 *
 * Prompts that were written for a project's own script go on working: the arguments are handed to `baton event`
 * as they are, without a shell.  Where there is no baton the line goes to the log that is watched anyway.
 * The script keeps to what every runtime takes: no types at all, no import but node's own, and those
 * inside of a function, because not every project says whether its files are modules.
 */
#include "telemetry_shim.h"

#include <errno.h>

#include "baton/base/file.h"

#define SHIM_FILE ".agents/telemetry/cli.ts"
#define MARK "// Made by `baton init --telemetry-shim`"

enum { READ_MAX = 1024 * 1024 };

static const char script[] =
    MARK " and renewed by it: changes in this file do not stay.\n"
    "//\n"
    "//   npx tsx " SHIM_FILE " --run_id=ID --agent=NAME --action=START --reason=\"why\"\n"
    "//\n"
    "// Reports to baton.  Without baton the event becomes a line of .agents/logs/orchestration/YYYY-MM.jsonl.\n"
    "\n"
    "// @ts-nocheck\n"
    "\n"
    "function readFields(args) {\n"
    "  const fields = {};\n"
    "  for (let i = 0; i < args.length; i++) {\n"
    "    const word = args[i];\n"
    "    if (!word.startsWith(\"--\")) continue;\n"
    "    const at = word.indexOf(\"=\");\n"
    "    const next = args[i + 1];\n"
    "    if (at > 2) fields[word.slice(2, at)] = word.slice(at + 1);\n"
    "    else if (next !== undefined && !next.startsWith(\"--\")) {\n"
    "      fields[word.slice(2)] = next;\n"
    "      i++;\n"
    "    } else fields[word.slice(2)] = true;\n"
    "  }\n"
    "  for (const [name, value] of Object.entries(fields))\n"
    "    if (name !== \"run_id\" && Number.isSafeInteger(Number(value)) && String(Number(value)) === value)\n"
    "      fields[name] = Number(value);\n"
    "  return fields;\n"
    "}\n"
    "\n"
    "async function writeLine(args) {\n"
    "  const fs = await import(\"node:fs\");\n"
    "  const path = await import(\"node:path\");\n"
    "  const root = path.resolve(path.dirname(path.resolve(process.argv[1])), \"..\", \"..\");\n"
    "  const { run_id, agent, action, reason, timestamp, ...rest } = readFields(args);\n"
    "  let run = run_id;\n"
    "  try {\n"
    "    run = run ?? fs.readFileSync(path.join(root, \".agents\", \".current_run\"), \"utf8\").trim();\n"
    "  } catch {\n"
    "    // Nobody runs anything.\n"
    "  }\n"
    "  const at = timestamp ?? new Date().toISOString();\n"
    "  const line = { timestamp: at, run_id: run, active_agent: agent, action, reason, ...rest };\n"
    "  const folder = path.join(root, \".agents\", \"logs\", \"orchestration\");\n"
    "  fs.mkdirSync(folder, { recursive: true });\n"
    "  const month = new Date().toISOString().slice(0, 7);\n"
    "  fs.appendFileSync(path.join(folder, month + \".jsonl\"), JSON.stringify(line) + \"\\n\");\n"
    "}\n"
    "\n"
    "async function report(args) {\n"
    "  const { spawnSync } = await import(\"node:child_process\");\n"
    "  const done = spawnSync(\"baton\", [\"event\", ...args], { stdio: \"inherit\", timeout: 30000 });\n"
    "  if (!done.error && (done.status === 0 || done.status === 2)) return done.status;\n"
    "  await writeLine(args);\n"
    "  return 0;\n"
    "}\n"
    "\n"
    "report(process.argv.slice(2)).then(\n"
    "  (code) => { process.exitCode = code; },\n"
    "  (error) => {\n"
    "    console.error(\"telemetry: the event could not be recorded: \" + String(error));\n"
    "    process.exitCode = 1;\n"
    "  },\n"
    ");\n";

static int failed(Cmd *cmd, int r)
{
    return cmd_refuse(cmd, "'%s' cannot be written: %s", SHIM_FILE, strerror(-r));
}

static int say(Cmd *cmd, const char *what)
{
    buf_addf(cmd->out, "'%s' %s\n", SHIM_FILE, what);
    return DONE;
}

static int write_first(Cmd *cmd, const char *path)
{
    int r = dir_make_all(path_dir(cmd->arena, path), 0755);
    if (r == 0)
        r = file_write_new(path, str_from(script), 0644);
    return r < 0 ? failed(cmd, r) : say(cmd, "was written: it hands events to 'baton event'.");
}

int telemetry_shim_write(Cmd *cmd)
{
    CLEANUP(buf_done) Buf now = BUF_INIT;
    const char *path = path_join(cmd->arena, cmd->context->project->root, SHIM_FILE);
    int r = file_read(path, READ_MAX, &now, NULL);
    if (r == -ENOENT)
        return write_first(cmd, path);
    if (r < 0)
        return failed(cmd, r);
    if (str_eq(buf_str(&now), str_from(script)))
        return say(cmd, "is up to date.");
    if (!str_starts(buf_str(&now), STR(MARK)))
        return cmd_refuse(cmd, "'%s' is not baton's and was left as it is; move it away first", SHIM_FILE);
    r = file_write_atomic(path, str_from(script), 0644);
    return r < 0 ? failed(cmd, r) : say(cmd, "was renewed.");
}
