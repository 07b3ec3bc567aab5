/*
 * doctor_machine.c - what is around baton: database, kernel, terminal, git.
 */
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>

#include "baton/base/fd.h"
#include "baton/core/ingest.h"
#include "baton/store/store.h"
#include "baton/sys/proc.h"
#include "baton/sys/watch.h"
#include "doctor.h"
#include "output.h"

enum { GIT_TIMEOUT_MS = 5000, GIT_OUTPUT_MAX = 4096, WATCHES_SPARE = 256 };

void doctor_sqlite(Doctor *d)
{
    const char *warning = store_sqlite_warning();
    if (warning)
        doctor_say(d, FINDING_WARN, NULL, "%s", warning);
    else
        doctor_say(d, FINDING_OK, NULL, "%s", store_sqlite_version());
}

void doctor_file_system(Doctor *d)
{
    const char *kind = fs_untrusted(d->context->project->root);
    if (kind)
        doctor_say(d, FINDING_WARN, "nothing to mend; 'ingest.poll' says how often",
                   "%s: changes by other machines are not announced, so files are polled", kind);
    else
        doctor_say(d, FINDING_OK, NULL, "changes are announced");
}

/* A limit of the kernel; -1 when it is not told. */
static int64_t kernel_number(const char *path)
{
    CLEANUP(close_file) FILE *f = fopen(path, "re");
    char line[64];
    int64_t n;
    if (!f || !fgets(line, sizeof line, f) || str_to_i64(str_trim(str_from(line)), &n) < 0)
        return -1;
    return n;
}

void doctor_inotify(Doctor *d)
{
    int64_t watches = kernel_number("/proc/sys/fs/inotify/max_user_watches");
    StrList folders = { 0 };
    ingest_folders(d->context, d->arena, &folders);
    if (watches < 0)
        doctor_say(d, FINDING_WARN, NULL,
                   "the kernel does not tell its limit; folders are polled where it refuses");
    else if (watches < (int64_t)folders.len + WATCHES_SPARE)
        doctor_say(d, FINDING_WARN, "sysctl fs.inotify.max_user_watches=65536",
                   "%lld watches for all programs, and %zu folders here: the rest is polled",
                   (long long)watches, folders.len);
    else
        doctor_say(d, FINDING_OK, NULL, "%zu folders of at most %lld", folders.len,
                   (long long)watches);
}

void doctor_terminal(Doctor *d)
{
    const char *term = getenv("TERM");
    if (!term || !*term)
        doctor_say(d, FINDING_WARN, "TERM=xterm-256color, or what your terminal is",
                   "TERM is not set");
    else if (strcmp(term, "dumb") == 0 || strcmp(term, "unknown") == 0)
        doctor_say(d, FINDING_WARN, "start the dashboard in a terminal; every list works here",
                   "TERM is '%s': the dashboard cannot draw there", term);
    else
        doctor_say(d, FINDING_OK, NULL, "%s", term);
}

void doctor_locale(Doctor *d)
{
    const char *name = setlocale(LC_CTYPE, "");
    const char *codeset = name ? nl_langinfo(CODESET) : "unknown";
    bool utf8 = strcmp(codeset, "UTF-8") == 0;
    if (utf8)
        doctor_say(d, FINDING_OK, NULL, "%s", name);
    else
        doctor_say(d, FINDING_WARN,
                   "LC_CTYPE=C.UTF-8, or 'ascii: yes' in the settings where the terminal has no "
                   "UTF-8",
                   "the locale '%s' is not UTF-8 (%s); baton writes UTF-8 all the same",
                   name ? name : "of the environment", codeset);
    output_locale();
}

void doctor_colours(Doctor *d)
{
    const char *no = getenv("NO_COLOR"), *deep = getenv("COLORTERM"), *term = getenv("TERM");
    if (no && *no)
        doctor_say(d, FINDING_OK, NULL, "off, as NO_COLOR says");
    else if (deep && (strcmp(deep, "truecolor") == 0 || strcmp(deep, "24bit") == 0))
        doctor_say(d, FINDING_OK, NULL, "all of them (COLORTERM)");
    else if (term && strstr(term, "256color"))
        doctor_say(d, FINDING_OK, NULL, "256 (TERM)");
    else
        doctor_say(d, FINDING_OK, NULL, "what TERM has");
}

void doctor_git(Doctor *d)
{
    static const char *const argv[] = { "git", "--version", NULL };
    CLEANUP(buf_done) Buf output = BUF_INIT;
    if (proc_capture(argv, NULL, GIT_TIMEOUT_MS, GIT_OUTPUT_MAX, &output) == 0)
        doctor_say(d, FINDING_OK, NULL, "%.*s", STR_ARG(str_trim(buf_str(&output))));
    else
        doctor_say(d, FINDING_WARN, "install git",
                   "git does not run here; tasks and events need none");
}

void doctor_data(Doctor *d)
{
    const char *themes = conf_data_dir("themes", d->arena),
               *agents = conf_data_dir("agents", d->arena);
    if (themes && agents)
        doctor_say(d, FINDING_OK, NULL, "%s", themes);
    else
        doctor_say(d, FINDING_WARN, "install baton with 'cmake --install', or set BATON_DATA",
                   "the folder of %s is not found", themes ? "agent definitions" : "themes");
}
