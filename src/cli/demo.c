/*
 * demo.c - `baton demo`: a session to look at, where there is none.
 *
 * On a terminal the player is a process of its own, so that the dashboard sees what it sees in real
 * life: files that somebody else saves.
 */
#include "demo.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "baton/base/safe.h"
#include "baton/sys/proc.h"
#include "commands.h"
#include "dashboard.h"
#include "lists.h"

static const FlagDef flags[] = {
    { "speed", 0, "N", "play N times as fast; 1 takes 75 seconds", false },
    { "once", 0, NULL, "play everything without waiting and print the status", false },
    { "dir", 0, "DIR", "play in this new or empty folder and keep it", false },
    { "keep", 0, NULL, "keep the temporary folder", false },
    { "play", 0, "DIR", "only play into the folder of a demo, and show nothing", false },
    FLAGS_END,
};

/* These would lead the processes of the demo into another project. */
static void forget_surroundings(void)
{
    static const char *const names[] = { "BATON_DIR", "GIT_DIR", "GIT_WORK_TREE",
                                         "GIT_INDEX_FILE" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        unsetenv(names[i]);
}

static int read_speed(Cmd *cmd, double *ret_speed)
{
    const char *text = cmd_flag(cmd, "speed");
    char *end;
    *ret_speed = 1;
    if (text)
        *ret_speed = strtod(text, &end);
    if (text &&
        (end == text || *end || !isfinite(*ret_speed) || *ret_speed < 0.01 || *ret_speed > 1e6))
        return cmd_usage(cmd, "--speed needs a number from 0.01 to 1000000, not '%s'", text);
    if (cmd_has(cmd, "once"))
        *ret_speed = 0;
    return DONE;
}

/* The player: ends with the dashboard that started it, however that ends. */
static int run_player(Cmd *cmd, const char *dir, double speed)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    return demo_play(dir, speed, &cmd->error) < 0 ? REFUSED : DONE;
}

static int run_paper(Cmd *cmd, const char *dir, double speed)
{
    if (demo_play(dir, speed, &cmd->error) < 0)
        return REFUSED;
    Cmd status = {
        .table = cmd->table,
        .arena = cmd->arena,
        .out = cmd->out,
        .tty = cmd->tty,
        .flush = cmd->flush,
    };
    int r = command_run(&status, &cmd_status, dir, 0, NULL);
    context_free(status.context);
    cmd->error = status.error;
    buf_adds(cmd->out, "\nThe demo is in ");
    safe_add(cmd->out, raw(dir), -1);
    buf_adds(cmd->out, "\n");
    return r;
}

static int run_screen(Cmd *cmd, const char *dir, double speed)
{
    const char *argv[] = {
        proc_self(cmd->arena),
        "demo",
        "--play",
        dir,
        "--speed",
        arena_printf(cmd->arena, "%g", speed),
        NULL,
    };
    int player = argv[0] ? proc_background(argv, dir) : -1;
    if (player < 0)
        return cmd_refuse(cmd, "cannot start the player of the demo");
    int code = dashboard_open(dir, &cmd->error);
    proc_stop(player);
    return code < 0 ? REFUSED : code;
}

static int run(Cmd *cmd)
{
    double speed;
    const char *dir = NULL, *wanted = cmd_flag(cmd, "dir"), *play = cmd_flag(cmd, "play");
    int r = read_speed(cmd, &speed);
    if (r)
        return r;
    forget_surroundings();
    if (play)
        return run_player(cmd, play, speed);
    bool screen = cmd->tty && isatty(STDIN_FILENO) && !cmd_has(cmd, "once");
    if (demo_folder_make(cmd->arena, wanted, &dir, &cmd->error) < 0)
        return REFUSED;
    if (!screen && !cmd_flag(cmd, "speed"))
        speed = 0;                      /* nobody watches: waiting shows nothing to anyone */
    r = screen ? run_screen(cmd, dir, speed) : run_paper(cmd, dir, speed);
    if (screen && !wanted && !cmd_has(cmd, "keep"))
        demo_folder_remove(dir);
    return r;
}

const CommandRow cmd_demo = {
    .name = "demo",
    .args = "",
    .flags = flags,
    .help = "Play a session into a small project of its own, and show it.",
    .detail = "On a terminal the dashboard opens, and the folder is removed when it is closed.\n"
              "Otherwise the session is played (without waiting, unless --speed says how\n"
              "fast), its status is printed, and the folder stays\n"
              "where the last line says.",
    .needs = NEED_SHELL,
    .run = run,
};
