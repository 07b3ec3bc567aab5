/*
 * command_help.c - help texts, made from the rows so that they cannot say anything else.
 */
#include "baton/core/command.h"

enum { NAME_COLS = 22, FLAG_COLS = 24 };

static void pad_to(Buf *out, size_t start, size_t cols)
{
    for (size_t used = out->len - start; used < cols; used++)
        buf_addc(out, ' ');
}

static void add_flag_name(Buf *out, const FlagDef *f)
{
    if (f->letter)
        buf_addf(out, "  -%c, --%s", f->letter, f->name);
    else
        buf_addf(out, "      --%s", f->name);
    if (f->value)
        buf_addf(out, " %s", f->value);
}

static void add_flag(Buf *out, const FlagDef *f)
{
    size_t start = out->len;
    add_flag_name(out, f);
    if (out->len - start > FLAG_COLS - 2) {
        buf_addc(out, '\n');
        start = out->len;
    }
    pad_to(out, start, FLAG_COLS);
    buf_addf(out, "%s\n", f->help);
}

static void add_usage(Buf *out, const CommandRow *row)
{
    buf_addf(out, "usage: baton %s", row->name);
    if (row->flags || row->unknown_flags)
        buf_adds(out, " [flags]");
    if (*row->args)
        buf_addf(out, " %s", row->args);
    buf_addf(out, "\n\n%s\n", row->help);
}

void command_help(const CommandRow *row, Buf *out)
{
    static const FlagDef help = { "help", 'h', NULL, "say this", false };

    add_usage(out, row);
    if (row->detail)
        buf_addf(out, "\n%s\n", row->detail);
    buf_addc(out, '\n');
    for (const FlagDef *f = row->flags; f && f->name; f++)
        add_flag(out, f);
    add_flag(out, &help);
}

static void add_row(Buf *out, const CommandRow *row)
{
    size_t start = out->len;
    buf_addf(out, "  %s ", row->name);
    pad_to(out, start, NAME_COLS);
    buf_addf(out, "%s\n", row->help);
}

static void add_rows(Buf *out, const CommandRow *const table[], bool screen)
{
    for (size_t i = 0; table[i]; i++)
        if (!(table[i]->needs & NOT_LISTED) && !!(table[i]->needs & NEED_SCREEN) == screen)
            add_row(out, table[i]);
}

static bool has_screen_rows(const CommandRow *const table[])
{
    for (size_t i = 0; table[i]; i++)
        if (table[i]->needs & NEED_SCREEN)
            return true;
    return false;
}

void command_help_all(const CommandRow *const table[], Buf *out)
{
    buf_adds(out,
             "usage: baton [-C DIR] [COMMAND] [flags] [arguments]\n\n"
             "Without a command: the dashboard, or the status when the output is no terminal.\n\n");
    add_rows(out, table, false);
    buf_adds(out, "\n"
                  "  -C DIR            work as if started in DIR\n"
                  "  --theme NAME      theme of the dashboard\n"
                  "  --view NAME       view that the dashboard opens first\n"
                  "  --version, --help\n\n"
                  "'baton help COMMAND' tells more about one.\n");
    if (!has_screen_rows(table))
        return;
    buf_adds(out, "\nInside the dashboard, after ':'\n\n");
    add_rows(out, table, true);
}
