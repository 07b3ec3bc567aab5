/*
 * config.c - `baton config [NAME]`: every setting, its value, and where it was said.
 *
 * A slip in a settings file is told after what is in force all the same: that is what helps to find
 * it.
 */
#include "baton/base/safe.h"
#include "commands.h"
#include "lenient.h"
#include "lists.h"
#include "output.h"

static const FlagDef flags[] = { FLAG_JSON, FLAGS_END };

static Json *value_json(const Conf *c, SettingId id)
{
    Json *list;
    switch (conf_def(id)->type) {
    case SETTING_BOOL:
        return json_bool(conf_bool(c, id));
    case SETTING_INT:
        return json_int(conf_int(c, id));
    case SETTING_LIST:
        list = json_array();
        for (size_t i = 0; i < conf_list(c, id)->len; i++)
            json_put_str(list, NULL, conf_list(c, id)->items[i]);
        return list;
    case SETTING_TEXT:
    case SETTING_CHOICE:
    case SETTING_SPAN:
        break;
    }
    return json_string(conf_text(c, id));
}

static Json *setting_json(const Conf *c, SettingId id)
{
    const SettingDef *def = conf_def(id);
    Json *j = json_object();
    json_put_str(j, "name", def->name);
    json_put(j, "value", value_json(c, id));
    json_put_str(j, "from", conf_from(c, id));
    json_put_str(j, "unit", def->unit);
    json_put_str(j, "help", def->help);
    return j;
}

/* Lists have one item in each line. */
static const char *value_text(Arena *a, const Conf *c, SettingId id)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    switch (conf_def(id)->type) {
    case SETTING_BOOL:
        return conf_bool(c, id) ? "yes" : "no";
    case SETTING_INT:
        return arena_printf(a, "%lld", (long long)conf_int(c, id));
    case SETTING_LIST:
        for (size_t i = 0; i < conf_list(c, id)->len; i++)
            buf_addf(&text, "%s%s", i ? "\n" : "", conf_list(c, id)->items[i]);
        return arena_str(a, buf_str(&text));
    case SETTING_TEXT:
    case SETTING_CHOICE:
    case SETTING_SPAN:
        break;
    }
    return conf_text(c, id);
}

static void add_setting(Cmd *cmd, Table *t, SettingId id)
{
    const SettingDef *def = conf_def(id);
    Str rest = str_from(value_text(cmd->arena, cmd->context->conf, id)), line;
    bool first = true;
    if (!rest.len)
        rest = STR("(empty)");
    while (str_next_line(&rest, &line)) {
        const char *unit = first && def->unit ? def->unit : "";
        table_cell(t, first ? def->name : " ");
        table_cell(t, first ? conf_from(cmd->context->conf, id) : " ");
        table_cellf(t, "%.*s%s%s", STR_ARG(line), *unit ? " " : "", unit);
        first = false;
    }
}

static int print_all(Cmd *cmd)
{
    static const Column columns[] = {
        { "SETTING", 0, false }, { "FROM", 40, false }, { "VALUE", 0, false },
    };
    Table *t = table_new(cmd->arena, columns, ARRAY_LEN(columns));
    for (SettingId id = 0; id < CONF_COUNT; id++)
        add_setting(cmd, t, id);
    table_write(t, cmd->out, output_width(cmd), "");
    return DONE;
}

static int all_json(Cmd *cmd)
{
    Json *array = json_array();
    for (SettingId id = 0; id < CONF_COUNT; id++)
        json_put(array, NULL, setting_json(cmd->context->conf, id));
    return output_json_rows(cmd, array);
}

static int print_one(Cmd *cmd, SettingId id)
{
    Str rest = str_from(value_text(cmd->arena, cmd->context->conf, id)), line;
    if (cmd_has(cmd, "json"))
        return output_json_one(cmd, setting_json(cmd->context->conf, id));
    while (str_next_line(&rest, &line)) {
        safe_add(cmd->out, raw_str(line), -1);
        buf_addc(cmd->out, '\n');
    }
    return DONE;
}

static int run_one(Cmd *cmd, const char *name)
{
    Nearest near = { .word = name };
    for (SettingId id = 0; id < CONF_COUNT; id++) {
        if (strcmp(conf_def(id)->name, name) == 0)
            return print_one(cmd, id);
        nearest_offer(&near, conf_def(id)->name);
    }
    if (near.best)
        return cmd_refuse(cmd, "there is no setting '%s'; did you mean '%s'?", name, near.best);
    return cmd_refuse(cmd, "there is no setting '%s'; 'baton config' lists them all", name);
}

static int show(Cmd *cmd)
{
    if (cmd->args.len)
        return run_one(cmd, cmd->args.items[0]);
    return cmd_has(cmd, "json") ? all_json(cmd) : print_all(cmd);
}

static int run(Cmd *cmd)
{
    Message complaint = { 0 };
    if (!cmd->context && lenient_open(&cmd->context, &complaint) < 0)
        return cmd_refuse(cmd, "%s", complaint.text);
    int r = show(cmd);
    return r || !*complaint.text ? r : cmd_refuse(cmd, "%s", complaint.text);
}

const CommandRow cmd_config = {
    .name = "config",
    .args = "[NAME]",
    .max_args = 1,
    .flags = flags,
    .help = "Show the settings, and where each was said.",
    .detail = "Settings stand in .baton/config.yaml, in $XDG_CONFIG_HOME/baton/config.yaml and\n"
              "in BATON_… variables of the environment.  With NAME only its value is printed.",
    .run = run,
};
