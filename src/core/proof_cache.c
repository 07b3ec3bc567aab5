/*
 * proof_cache.c - what ssh-keygen said of a signature, remembered as long as the process lives.
 *
 * An answer follows from the bytes alone that were asked about, so its key is the digest of all of them, the
 * text of allowed_signers among them: whoever changes one of them asks anew.  Failures to ask are not kept.
 */
#include <pthread.h>

#include "baton/base/file.h"
#include "deciding.h"

enum { KEPT_MAX = 512, WHY_MAX = 200 };

typedef struct { char key[DIGEST_HEX_SIZE]; SignatureState state; bool has_why; char why[WHY_MAX]; } Kept;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Kept all[KEPT_MAX];
static size_t next;             /* where the next one goes; older ones are written over */

static bool key_of(const SignatureAsk *ask, char out[DIGEST_HEX_SIZE])
{
    CLEANUP(buf_done) Buf signers = BUF_INIT;
    const char *const texts[] = { ask->kept, ask->principal, ask->statement, ask->signature };
    uint8_t sum[DIGEST_SIZE];
    if (!ask->signers || file_read(ask->signers, SIGNERS_MAX, &signers, NULL) < 0)
        return false;
    DigestFields *d = digest_fields_new();
    digest_fields_add_str(d, buf_str(&signers));
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        digest_fields_add(d, texts[i]);
    digest_fields_end(d, sum);
    hex_from(sum, sizeof sum, out);
    return true;
}

static bool find(const char *key, Arena *a, SignatureState *ret, const char **ret_why)
{
    const Kept *found = NULL;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < KEPT_MAX && !found; i++)
        found = strcmp(all[i].key, key) == 0 ? &all[i] : NULL;
    if (found) {
        *ret = found->state;
        *ret_why = found->has_why ? arena_strdup(a, found->why) : NULL;
    }
    pthread_mutex_unlock(&lock);
    return found;
}

/* A reason that is too long to keep is asked for again. */
static void keep(const char *key, SignatureState state, const char *why)
{
    if (why && strlen(why) >= WHY_MAX)
        return;
    pthread_mutex_lock(&lock);
    Kept *k = &all[next++ % KEPT_MAX];
    memcpy(k->key, key, sizeof k->key);
    k->state = state;
    k->has_why = why != NULL;
    memcpy(k->why, why ? why : "", why ? strlen(why) + 1 : 1);
    pthread_mutex_unlock(&lock);
}

int signature_ask(Context *c, const SignatureAsk *ask, Arena *a, SignatureState *ret, const char **ret_why,
                  Message *m)
{
    char key[DIGEST_HEX_SIZE], after[DIGEST_HEX_SIZE];
    bool known = key_of(ask, key);
    if (known && find(key, a, ret, ret_why))
        return 0;
    int r = signature_verify(c->exec, ask->signers, ask->kept, ask->principal, str_from(ask->statement),
                             str_from(ask->signature), a, ret, ret_why, m);
    if (r == 0 && known && key_of(ask, after) && strcmp(key, after) == 0)
        keep(key, *ret, *ret_why);
    return r;
}
