/*
 * doctor_gate.c - can people decide here, and how: ssh-keygen, the policy, who we are to it, agent clients.
 */
#include <errno.h>
#include <unistd.h>

#include "baton/conf/policy.h"
#include "baton/gate/client.h"
#include "baton/gate/signature.h"
#include "baton/sys/proc.h"
#include "doctor.h"

enum { KEYGEN_TIMEOUT_MS = 5000, KEYGEN_OUTPUT_MAX = 4096 };

extern char **environ;

/* -1: what is wrong was said already, or there is no project. */
static int read_policy(Doctor *d, Policy *ret, Message *m)
{
    *ret = (Policy){ 0 };
    return policy_load(d->context->project, d->arena, ret, m);
}

void doctor_keygen(Doctor *d)
{
    static const char *const argv[] = { "ssh-keygen", "-Y", "find-principals", NULL };
    CLEANUP(buf_done) Buf output = BUF_INIT;
    Policy policy;
    Message m = { 0 };
    bool asked = read_policy(d, &policy, &m) == 0 && policy.is_signed;
    int r = proc_capture(argv, NULL, KEYGEN_TIMEOUT_MS, KEYGEN_OUTPUT_MAX, &output);
    if (r < 0)
        doctor_say(d, asked ? FINDING_BAD : FINDING_WARN, "install OpenSSH's client",
                   "ssh-keygen does not run here: decisions cannot be signed or verified");
    else if (strstr(output.data, "unknown option") || strstr(output.data, "illegal option"))
        doctor_say(d, asked ? FINDING_BAD : FINDING_WARN, "install OpenSSH 8.2 or later",
                   "this ssh-keygen does not know signatures (-Y)");
    else
        doctor_say(d, FINDING_OK, NULL, "ssh-keygen can sign and verify");
}

/* Whether decisions of this principal verify with this file. */
static void look_at_signers(Doctor *d, const char *path, const char *principal, bool asked)
{
    const char *lines = NULL;
    Message m = { 0 };
    if (signers_read(path, principal, d->arena, &lines, &m) < 0)
        doctor_say(d, FINDING_BAD, "mend it: ssh-keygen(1) tells how, at ALLOWED SIGNERS", "%s", m.text);
    else if (lines && *lines)
        doctor_say(d, FINDING_OK, NULL, "'%s' lists a key of '%s'", path, principal);
    else if (asked)
        doctor_say(d, FINDING_WARN, arena_printf(d->arena, "add a line '%s KEYTYPE KEY'", principal),
                   "'%s' lists no key of '%s': what it signs does not verify", path, principal);
}

void doctor_signers(Doctor *d)
{
    Policy policy;
    Approver me = { 0 };
    Message m = { 0 };
    if (read_policy(d, &policy, &m) < 0)
        return;
    policy_approver(&policy, context_user(), d->arena, &me);
    for (size_t i = 0; i < policy.layers.len; i++)
        if (policy.layers.items[i].signers)
            look_at_signers(d, policy.layers.items[i].signers, me.principal, policy.is_signed && me.known);
}

static size_t rules_of(const Policy *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->layers.len; i++)
        n += p->layers.items[i].rules.len;
    return n;
}

void doctor_policy(Doctor *d)
{
    Policy policy;
    Message m = { 0 };
    if (read_policy(d, &policy, &m) < 0) {
        doctor_say(d, FINDING_BAD, "nothing can be decided until it is understood", "%s", m.text);
        return;
    }
    doctor_say(d, FINDING_OK, NULL, "%zu rule%s, %zu required check%s, decisions are %s", rules_of(&policy),
               rules_of(&policy) == 1 ? "" : "s", policy.require.len, policy.require.len == 1 ? "" : "s",
               policy.is_signed ? "signed" : "not signed");
}

static bool names_people(const Policy *p)
{
    for (size_t i = 0; i < p->layers.len; i++)
        if (p->layers.items[i].has_people)
            return true;
    return false;
}

static const char *roles_text(Doctor *d, const StrList *roles)
{
    const char *text = roles->len ? ", " : "";
    for (size_t i = 0; i < roles->len; i++)
        text = arena_printf(d->arena, "%s%s%s", text, i ? ", " : "", roles->items[i]);
    return text;
}

void doctor_person(Doctor *d)
{
    const char *login = context_user();
    Policy policy;
    Approver me = { 0 };
    Message m = { 0 };
    if (read_policy(d, &policy, &m) < 0)
        return;
    policy_approver(&policy, login, d->arena, &me);
    if (!names_people(&policy))
        doctor_say(d, FINDING_OK, NULL, "%s; the settings name no people, so any person may decide", login);
    else if (me.known)
        doctor_say(d, FINDING_OK, NULL, "%s (%s%s)", me.name, login, roles_text(d, &me.roles));
    else
        doctor_say(d, FINDING_WARN, "name it in 'people' of .baton/config.yaml",
                   "the settings do not name '%s' among the people: it may not decide", login);
}

void doctor_client(Doctor *d)
{
    const char *how = NULL, *client = client_find(environ, "/proc", getpid(), d->arena, &how);
    if (client)
        doctor_say(d, FINDING_WARN, "decide from a terminal of your own",
                   "inside %s (%s): approve, reject, waive, revoke, trust and answer are refused here", client, how);
    else
        doctor_say(d, FINDING_OK, NULL, "not inside one");
}
