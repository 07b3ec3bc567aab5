/*
 * test_evidence.c - looking back: the dossier says what the ledger holds, the folder it is written to verifies
 * with the commands that its README prints, and verify names the first decision that is not what it says.
 */
#include "project_test.h"

#include "baton/base/clock.h"
#include "baton/base/digest.h"
#include "baton/core/evidence.h"
#include "baton/gate/signature.h"
#include "baton/gate/work.h"
#include "baton/sys/exec.h"

#define HANDOFF "0190c0de-0000-7000-8000-000000000001"
#define REVISION revision
static char revision[DIGEST_HEX_SIZE];          /* of what submit() hands over */

static void told_at(Scene *s, int64_t at, EventKind kind, const char *reason, Json *body)
{
    CLEANUP(json_free_ptr) Json *owned = body;
    CLEANUP(buf_done) Buf text = BUF_INIT;
    json_write(&text, owned, false);
    Event e = { .kind = kind, .at = at, .subject = HANDOFF, .actor = "vera", .run = "run-1",
                .agent = "backend-engineer", .reason = reason, .body = text.data };
    assert_int_equal(store_append(s->c->store, &e, NULL), 0);
}

static void told(Scene *s, EventKind kind, Json *body)
{
    told_at(s, clock_now(), kind, NULL, body);
}

static Json *tree(const char *text)
{
    Json *j = NULL;
    assert_int_equal(json_parse(str_from(text), &j), 0);
    return j;
}

static void name_revision(const char *artifact)
{
    static WorkFile files[] = {
        { .path = "src/a b.c", .mode = "100644", .hash = "aa", .counts = true },
        { .path = "odd\nname", .mode = "100755", .hash = "bb", .counts = true },
    };
    const Work work = { .items = files, .len = ARRAY_LEN(files), .base = "b1", .head = "h1" };
    revision_digest(&(Revision){ artifact, "backend-engineer", "qa-engineer", &work }, revision);
}

static void submit(Scene *s, const char *artifact)
{
    char digest[DIGEST_HEX_SIZE];
    Json *body = tree("{\"file\":\".agents/handoff.md\",\"state\":\"submitted\",\"from\":\"backend-engineer\","
                      "\"from_why\":\"the artifact says so\",\"to\":\"qa-engineer\",\"summary\":\"Rates *now*\","
                      "\"base\":\"b1\",\"base_why\":\"the run started there\",\"head\":\"h1\",\"tree\":\"/tmp/x\","
                      "\"accomplishments\":[{\"line\":3,\"text\":\"Table of rates\",\"citations\":[]}],"
                      "\"extras\":[{\"line\":9,\"text\":\"a migration\",\"citations\":[]}],"
                      "\"files\":[{\"path\":\"src/a b.c\",\"mode\":\"100644\",\"hash\":\"aa\",\"status\":\"M\","
                      "\"counts\":true},{\"path\":\"odd\\nname\",\"mode\":\"100755\",\"hash\":\"bb\",\"status\":\"A\","
                      "\"counts\":true},{\"path\":\"stray\",\"mode\":\"100644\",\"hash\":\"cc\",\"status\":\"A\","
                      "\"counts\":false}]}");
    json_put_str(body, "artifact", digest_hex(str_from(artifact), digest));
    name_revision(digest);
    json_put_str(body, "revision", REVISION);
    json_put_str(body, "text", artifact);
    told(s, EVENT_HANDOFF_REVISED, body);
    body = tree("{\"diff\":\"--- a/x\\n+++ b/x\\n@@ -1 +1 @@\\n-one\\n+two\\n\",\"left_out\":0}");
    json_put_str(body, "revision", REVISION);
    told(s, EVENT_HANDOFF_EVIDENCE, body);
    body = tree("{\"checks\":[{\"name\":\"scope\",\"state\":\"failed\",\"findings\":[{\"file\":\"stray\",\"line\":1,"
                "\"text\":\"it lies outside\"}]},{\"name\":\"command npm test\",\"state\":\"passed\","
                "\"output\":\"12 tests\\n```\\nfine\\n\",\"status\":0,\"findings\":[]}]}");
    json_put_str(body, "revision", REVISION);
    told(s, EVENT_CHECK_REPORTED, body);
}

static HandoffRow handoff(Scene *s)
{
    HandoffRows rows = { 0 };
    assert_int_equal(store_handoffs(s->c->store, s->arena, &(HandoffQuery){ .id = "1" }, &rows), 0);
    assert_int_equal(rows.len, 1);
    return rows.items[0];
}

/* ---- keys ---- */

static int run(Scene *s, const char *dir, const char *input, const char *const argv[])
{
    CLEANUP(buf_done) Buf out = BUF_INIT;
    ExecResult result = { 0 };
    ExecOrder o = { .argv = argv, .dir = dir, .input = str_from(input), .timeout_ms = 20000, .max = 4096 };
    (void)s;
    int r = exec_run(&o, &out, &result);
    if (r < 0 || result.status)
        print_message("%s: %d %d: %s\n", argv[0], r, result.status, out.data);
    return r < 0 ? r : result.status;
}

static const char *make_key(Scene *s, const char *name)
{
    const char *path = scene_path(s, name);
    const char *argv[] = { "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "of a test", "-f", path, NULL };
    if (run(s, s->dir, "", argv) != 0)
        return NULL;
    return path;
}

static const char *public_of(Scene *s, const char *key)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    assert_int_equal(file_read(arena_printf(s->arena, "%s.pub", key), 4096, &text, NULL), 0);
    return arena_str(s->arena, str_trim(buf_str(&text)));
}

static const char *list_signer(Scene *s, const char *principal, const char *key)
{
    const char *line = arena_printf(s->arena, "%s %s\n", principal, public_of(s, key));
    put(s, ".baton/allowed_signers", line);
    return line;
}

/* As a decision is recorded, by a key where there is one. */
static void decide(Scene *s, const char *verdict, const char *state, const char *comment, const char *key,
                   const char *principal, const char *signer)
{
    CLEANUP(buf_done) Buf statement = BUF_INIT, signature = BUF_INIT;
    char chain[65], at[TIME_TEXT_SIZE];
    int64_t seq = 0, now = clock_now();
    Message m = { 0 };
    Json *body = tree("{\"roles\":[\"lead\"],\"remarks\":[{\"file\":\"src/x.c\",\"line\":14,\"side\":\"new\","
                      "\"text\":\"use the table\"}],\"waived\":[],\"failed\":[\"scope\"],\"checks\":\"cc\",\"effects\":[]}");
    assert_int_equal(store_head(s->c->store, &seq, chain), 0);
    const char *head = arena_printf(s->arena, "%lld %s", (long long)seq, chain);
    statement_write(&(Statement){ .project = store_project_id(s->c->store, s->arena), .handoff = HANDOFF,
                                  .revision = REVISION, .verdict = verdict, .principal = principal,
                                  .time = time_format(now, at), .comment = comment, .checks = "cc",
                                  .ledger = head, .waived = &(StrList){ 0 } }, &statement);
    json_put_str(body, "verdict", verdict);
    json_put_str(body, "state", state);
    json_put_str(body, "revision", REVISION);
    json_put_str(body, "person", "Vera");
    json_put_str(body, "principal", principal);
    json_put_str(body, "head", head);
    if (key) {
        if (signature_make(exec_run, key, false, buf_str(&statement), &signature, &m) < 0)
            fail_msg("%s", m.text);
        json_put_str(body, "statement", statement.data);
        json_put_str(body, "signature", signature.data);
        json_put_str(body, "signer", signer);
    }
    told_at(s, now, EVENT_HANDOFF_DECIDED, comment, body);
}

/* ---- the dossier ---- */

static void test_json_holds_all(void **state)
{
    Scene *s = *state;
    submit(s, "# Handoff\n\nTable of rates\n");
    decide(s, "rejected", "rejected", "not yet", NULL, "vera", NULL);
    HandoffRow h = handoff(s);
    CLEANUP(json_free_ptr) Json *j = dossier_json(s->c, &h, s->arena);
    const Json *d = json_get(j, "decision"), *rev = json_first(json_get(j, "revision_list"));

    assert_string_equal(json_get_str(j, "state"), "rejected");
    assert_string_equal(json_get_str(d, "verdict"), "rejected");
    assert_string_equal(json_get_str(d, "actor"), "vera");
    assert_string_equal(json_get_str(d, "comment"), "not yet");
    assert_string_equal(json_get_str(d, "revision"), REVISION);
    assert_false(json_get_bool(d, "signed", true));
    assert_false(json_get_bool(d, "verified", true));
    assert_string_equal(json_get_str(json_first(json_get(d, "remarks")), "file"), "src/x.c");
    assert_non_null(json_get_str(j, "decided_at"));
    assert_int_equal(json_len(json_get(j, "checks")), 2);
    assert_int_equal(json_len(json_get(j, "extras")), 1);
    assert_string_equal(json_get_str(rev, "text"), "# Handoff\n\nTable of rates\n");
    assert_non_null(strstr(json_get_str(rev, "diff"), "+two"));
    assert_int_equal(json_len(json_get(rev, "files")), 3);
    assert_int_equal(json_len(json_get(j, "decisions")), 1);
    assert_int_equal(json_len(json_get(j, "history")), 4);
    assert_null(json_get(json_first(json_get(j, "history")), "body"));
}

static void test_lists_say_the_verdict(void **state)
{
    Scene *s = *state;
    submit(s, "x");
    HandoffRow h = handoff(s);
    CLEANUP(json_free_ptr) Json *before = handoff_gate_json(s->c, NULL, &h, s->arena);
    assert_true(json_is_null(json_get(before, "decision")));
    assert_true(json_is_null(json_get(before, "decided_at")));
    const Json *check = json_first(json_get(before, "checks"));
    assert_non_null(json_get_str(check, "name"));
    assert_non_null(json_get_str(check, "state"));
    assert_null(json_get(check, "output"));

    decide(s, "commented", "submitted", "a remark", NULL, "vera", NULL);
    h = handoff(s);
    CLEANUP(json_free_ptr) Json *remark = handoff_gate_json(s->c, NULL, &h, s->arena);
    assert_true(json_is_null(json_get(remark, "decision")));

    decide(s, "approved", "approved", NULL, NULL, "vera", NULL);
    h = handoff(s);
    CLEANUP(json_free_ptr) Json *after = handoff_gate_json(s->c, NULL, &h, s->arena);
    assert_string_equal(json_get_str(json_get(after, "decision"), "verdict"), "approved");
    assert_true(json_is_null(json_get(json_get(after, "decision"), "verified")));

    decide(s, "revoked", "submitted", "a leak", NULL, "vera", NULL);
    h = handoff(s);
    CLEANUP(json_free_ptr) Json *again = handoff_gate_json(s->c, NULL, &h, s->arena);
    assert_true(json_is_null(json_get(again, "decision")));
}

/* A dossier is looked at with cat(1): nothing in it steers a terminal. */
static void test_markdown_is_harmless(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    submit(s, "\033[2J\ttext \xe2\x80\xae\n");
    decide(s, "rejected", "rejected", "\033]0;title\a", NULL, "vera", NULL);
    HandoffRow h = handoff(s);
    dossier_markdown(s->c, &h, s->arena, &out);
    assert_non_null(strstr(out.data, "^[[2J\ttext <202E>\n"));
    assert_null(memchr(out.data, '\033', out.len));
    assert_null(memchr(out.data, '\a', out.len));
}

static void test_markdown_stays_text(void **state)
{
    Scene *s = *state;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    submit(s, "# Not a heading of ours\n````\n");
    decide(s, "rejected", "rejected", "see\n# here <b>", NULL, "vera", NULL);
    HandoffRow h = handoff(s);
    dossier_markdown(s->c, &h, s->arena, &out);
    static const char *const parts[] = {
        "# Handoff 1: Rates \\*now\\*\n", "- State: rejected\n", "## Decisions\n", "- **rejected** by Vera",
        "    - comment: see # here \\<b>\n", "`src/x.c:14`: use the table\n", "had failed or not finished: scope\n",
        "scope: failed", "`stray:1`: it lies outside", "\n````text\n12 tests\n```\nfine\n````\n", "- Table of rates\n",
        "## Also said", "- M `src/a b.c`\n", "- A `stray` (not part of the revision)\n",
        "\n`````markdown\n# Not a heading", "\n```diff\n--- a/x", "## Revisions", "## History",
    };
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (!strstr(out.data, parts[i]))
            fail_msg("there is no '%s' in:\n%s", parts[i], out.data);
}

/* ---- the folder ---- */

/* Every indented line of the README is a command: run as it stands, in the folder. */
static int run_readme(Scene *s, const char *dir)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    int n = 0;
    assert_int_equal(file_read(path_join(s->arena, dir, "README.md"), 1 << 20, &text, NULL), 0);
    for (Str rest = buf_str(&text), line; str_next_line(&rest, &line);) {
        if (!str_starts(line, STR("    ")))
            continue;
        const char *argv[] = { "sh", "-c", arena_str(s->arena, str_trim(line)), NULL };
        if (run(s, dir, "", argv) != 0)
            return -1;
        n++;
    }
    return n;
}

static void test_export_verifies(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    const char *key = make_key(s, "key");
    if (!key)
        skip();
    const char *line = list_signer(s, "o'vera@example", key), *dir = scene_path(s, "out/dossier");
    submit(s, "# Handoff\n");
    decide(s, "approved", "approved", "fine", key, "o'vera@example", line);
    HandoffRow h = handoff(s);
    if (dossier_export(s->c, &h, dir, s->arena, &m) < 0)
        fail_msg("%s", m.text);
    static const char *const files[] = {
        "artifact", "diff.patch", "checks.json", "outputs/02-command_npm_test.txt", "files.txt", "allowed_signers",
        "decisions/1.json", "decisions/1.statement", "decisions/1.sig", "dossier.md", "dossier.json", "README.md",
        "SHA256SUMS",
    };
    FileId id;
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        if (file_id(path_join(s->arena, dir, files[i]), &id) < 0)
            fail_msg("there is no '%s'", files[i]);
    CLEANUP(buf_done) Buf list = BUF_INIT;
    assert_int_equal(file_read(path_join(s->arena, dir, "files.txt"), 4096, &list, NULL), 0);
    assert_string_equal(list.data, "src/a b.c 100644 aa\n\"odd\\012name\" 100755 bb\n");
    assert_int_equal(run_readme(s, dir), 2);

    put(s, "out/dossier/artifact", "# Handoff!\n");
    assert_int_equal(run_readme(s, dir), -1);
    put(s, "out/dossier/artifact", "# Handoff\n");
    assert_int_equal(run_readme(s, dir), 2);
    put(s, "out/dossier/decisions/1.statement", "verdict: approved\n");
    const char *argv[] = { "sh", "-c", "ssh-keygen -Y verify -f allowed_signers -I \"o'vera@example\" -n baton-decision "
                                       "-s decisions/1.sig <decisions/1.statement", NULL };
    assert_int_not_equal(run(s, dir, "", argv), 0);
}

static void test_export_refuses_a_full_folder(void **state)
{
    Scene *s = *state;
    Message m = { 0 };
    submit(s, "x");
    HandoffRow h = handoff(s);
    put(s, "full/of", "things");
    assert_int_equal(dossier_export(s->c, &h, scene_path(s, "full"), s->arena, &m), -EEXIST);
    assert_non_null(strstr(m.text, "not empty"));
    assert_int_equal(dossier_export(s->c, &h, scene_path(s, "full/of"), s->arena, &m), -ENOTDIR);
    assert_int_equal(dossier_export(s->c, &h, scene_path(s, "fresh"), s->arena, &m), 0);
}

/* ---- verify ---- */

static int verify(Scene *s, const char *signers, Message *m)
{
    VerifyReport report = { 0 };
    *m = (Message){ 0 };
    return ledger_verify(s->c, signers, &report, m);
}

static void test_verify_holds_signatures(void **state)
{
    Scene *s = *state;
    Message m;
    const char *key = make_key(s, "key"), *other = key ? make_key(s, "other") : NULL;
    if (!other)
        skip();
    put(s, ".baton/config.yaml", "approvals: {signed: true}\npeople:\n  - {name: Vera, unix: vera, key: vera}\n");
    scene_reopen(s);
    const char *line = list_signer(s, "vera", key), *mine = scene_path(s, ".baton/allowed_signers");
    submit(s, "x");
    decide(s, "approved", "approved", "fine", key, "vera", line);
    int r = verify(s, NULL, &m);
    if (r)
        fail_msg("%d %s", r, m.text);
    r = verify(s, mine, &m);
    if (r)
        fail_msg("%d %s", r, m.text);

    // Somebody else's list does not know this key, and says so.
    put(s, "elsewhere", arena_printf(s->arena, "vera %s\n", public_of(s, other)));
    assert_int_equal(verify(s, scene_path(s, "elsewhere"), &m), 1);
    assert_non_null(strstr(m.text, "handoff 1 approved by 'Vera'"));
}

static void test_verify_wants_signatures(void **state)
{
    Scene *s = *state;
    Message m;
    const char *key = make_key(s, "key");
    if (!key)
        skip();
    list_signer(s, "vera", key);
    submit(s, "x");
    decide(s, "approved", "approved", "fine", NULL, "vera", NULL);
    assert_int_equal(verify(s, NULL, &m), 0);
    assert_int_equal(verify(s, scene_path(s, ".baton/allowed_signers"), &m), 1);
    assert_non_null(strstr(m.text, "not signed"));
    put(s, ".baton/config.yaml", "approvals: {signed: true}\npeople:\n  - {name: Vera, unix: vera, key: vera}\n");
    scene_reopen(s);
    assert_int_equal(verify(s, NULL, &m), 1);
    assert_non_null(strstr(m.text, "not signed"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(test_json_holds_all),
        SCENE_TEST(test_lists_say_the_verdict),
        SCENE_TEST(test_markdown_stays_text),
        SCENE_TEST(test_markdown_is_harmless),
        SCENE_TEST(test_export_verifies),
        SCENE_TEST(test_export_refuses_a_full_folder),
        SCENE_TEST(test_verify_holds_signatures),
        SCENE_TEST(test_verify_wants_signatures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
