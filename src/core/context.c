/*
 * context.c - opening a project, its settings and its ledger.
 */
#include "baton/core/context.h"

#include <errno.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "baton/core/ingest.h"
#include "baton/gate/work.h"
#include "baton/sys/exec.h"

enum { TIMEOUT_MS = 5000 };

/* What agents keep beside the work, by the settings; for the whole process. */
static void tell_control_files(const Context *c)
{
    static const SettingId settings[] = { CONF_FILES_SESSION, CONF_FILES_BOARDS, CONF_FILES_RECORDS,
                                          CONF_FILES_HANDOFF, CONF_FILES_RUN, CONF_FILES_TELEMETRY };
    StrList *all = arena_alloc(c->project->arena, sizeof *all);
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        const StrList *globs = conf_list(c->conf, settings[i]);
        for (size_t k = 0; k < globs->len; k++)
            strlist_add(all, c->project->arena, arena_strdup(c->project->arena, globs->items[k]));
    }
    work_control_globs(all);
}

int context_open(const char *start, Context **ret_context, Message *m)
{
    CLEANUP(context_free_ptr) Context *c = mem_alloc(sizeof *c);

    c->timeout_ms = TIMEOUT_MS;
    c->exec = exec_run;
    if (project_find(start, &c->project, m) < 0 || conf_load(c->project, &c->conf, m) < 0)
        return -1;
    tell_control_files(c);
    *ret_context = TAKE(c);
    return 0;
}

Context *context_free(Context *c)
{
    if (!c)
        return NULL;
    c->store = store_free(c->store);
    if (!c->forked) {
        work_control_globs(NULL);
        c->conf = conf_free(c->conf);
        c->project = project_free(c->project);
    }
    free(c);
    return NULL;
}

int context_fork(const Context *c, int timeout_ms, Context **ret_context, Message *m)
{
    (void)m;
    Context *f = mem_alloc(sizeof *f);
    *f = (Context){
        .project = c->project, .conf = c->conf, .timeout_ms = timeout_ms, .exec = c->exec, .forked = true
    };
    *ret_context = f;
    return 0;
}

/* ---- the ledger ---- */

static int open_store(Context *c, const char *path, StoreMode mode, Message *m)
{
    Message notice = { 0 };
    Store *s = NULL;
    int r = store_open(path, mode, c->timeout_ms, &s, &notice);

    if (r < 0)
        return fail_with(m, r, "%s", notice.text);
    if (*notice.text)
        c->notice = notice;
    store_free(c->store);
    c->store = s;
    c->store_mode = mode;
    return 0;
}

static bool is_folder(const char *path)
{
    FileId id;
    return file_id(path, &id) == 0 && S_ISDIR(id.mode);
}

static int open_for_writing(Context *c, Message *m)
{
    int r = 0;
    if (!is_folder(c->project->baton_dir)) {
        if (c->forked)                  /* the project is shared and stays as it is */
            return fail_with(m, -ENOENT, "There is no folder '%s' any more", c->project->baton_dir);
        r = project_make(c->project, m);
    }
    return r < 0 ? r : open_store(c, c->project->db_path, STORE_WRITE, m);
}

/* An empty ledger that goes with this process: it is filled from the files like any other. */
static int open_in_memory(Context *c, Message *m)
{
    int r = open_store(c, STORE_MEMORY, STORE_WRITE, m);
    c->store_mode = STORE_READ;
    if (r == 0 && (c->project->exists || ingest_anything(c)))
        fail(&c->notice,
             "Nothing can be kept in '%s': what is shown is read-only and lasts until baton ends",
             c->project->baton_dir);
    return r;
}

/* One of an older baton is brought up to date first: it would seem to be empty. */
static int open_existing(Context *c, Message *m)
{
    int r = open_store(c, c->project->db_path, STORE_READ, m);
    if (r == -ENOENT && access(c->project->db_path, F_OK) == 0 &&
        open_store(c, c->project->db_path, STORE_WRITE, m) == 0)
        r = open_store(c, c->project->db_path, STORE_READ, m);
    return r;
}

static int open_for_reading(Context *c, Message *m)
{
    int r = access(c->project->db_path, F_OK) < 0 ? -ENOENT : open_existing(c, m);
    if (r == 0 && access(c->project->db_path, W_OK) < 0)
        fail(&c->notice, "The ledger '%s' is read-only: what is shown may be older than the files",
             c->project->db_path);
    return r == -ENOENT ? open_in_memory(c, m) : r;
}

int context_store(Context *c, StoreMode mode, Message *m)
{
    if (c->store && (c->store_mode == STORE_WRITE || mode == STORE_READ))
        return 0;
    return mode == STORE_WRITE ? open_for_writing(c, m) : open_for_reading(c, m);
}

bool context_may_record(const Context *c)
{
    return c->store &&
           (c->store_mode == STORE_WRITE || strcmp(store_path(c->store), STORE_MEMORY) == 0);
}

/* ---- who and where we are ---- */

static char user[256], host[256];
static pthread_once_t names_once = PTHREAD_ONCE_INIT;

static void names_init(void)
{
    char room[16 * 1024];
    struct passwd pw, *found = NULL;

    if (getpwuid_r(geteuid(), &pw, room, sizeof room, &found) == 0 && found && *found->pw_name)
        snprintf(user, sizeof user, "%s", found->pw_name);
    else
        snprintf(user, sizeof user, "uid-%u", (unsigned)geteuid());
    if (gethostname(host, sizeof host - 1) < 0 || !*host)
        snprintf(host, sizeof host, "localhost");
}

const char *context_user(void)
{
    pthread_once(&names_once, names_init);
    return user;
}

const char *context_host(void)
{
    pthread_once(&names_once, names_init);
    return host;
}
