/*
 * test_edit_all.c - properties of edits over every fixture, in every encoding, and over mutations.
 *
 * For each task and each wish: either a sentence, or a patch whose bytes lie in the file, that
 * changes one run of them, reads back as wished, and can be taken back byte by byte.
 */
#include "doc_test.h"

#include <errno.h>

#include "baton/doc/edit.h"

enum { MUTATIONS = 6 };

static size_t made, refused;

static size_t count_lines(const Buf *b)
{
    CLEANUP(buf_done) Buf text = BUF_INIT;
    doc_decode(buf_str(b), &text);
    size_t n = 0;
    for (Str rest = buf_str(&text), line; str_next_line(&rest, &line);)
        n++;
    return n;
}

static void apply(Str bytes, const Patch *p, Buf *out)
{
    buf_add_str(out, str_slice(bytes, 0, p->at));
    buf_add_str(out, p->with);
    buf_add_str(out, str_slice(bytes, p->at + p->len, bytes.len));
}

static void check_wished(const Facts *after, int task, const EditWish *w)
{
    if (w->kind == EDIT_STATE)
        assert_int_equal(after->tasks.items[task].state, w->state);
    if (w->kind == EDIT_ASSIGN)
        assert_non_null(strstr(after->tasks.items[task].assignee, w->text));
}

static void check_one(const char *path, const Buf *file, int task, const EditWish *w)
{
    CLEANUP(arena_free_ptr) Arena *a = arena_new();
    CLEANUP(buf_done) Buf out = BUF_INIT;
    CLEANUP(buf_done) Buf back = BUF_INIT;
    Patch p = { 0 };
    Message m = { .text = "" };
    int r = doc_edit(path, buf_str(file), task, w, a, &p, &m);
    if (r < 0) {
        assert_true(r == -ENOTSUP || r == -EALREADY || r == -ENOENT);
        assert_true(str_starts(str_from(m.text), str_from(path)));
        refused++;
        return;
    }
    made++;
    assert_true(p.at <= file->len && p.len <= file->len - p.at);
    apply(buf_str(file), &p, &out);
    size_t before = count_lines(file), after = count_lines(&out);
    assert_int_equal(after, before + (size_t)p.lines);
    CLEANUP(facts_free_ptr) Facts *f = doc_read(path, buf_str(&out));
    check_wished(f, task, w);
    Patch undo = { .at = p.at, .len = p.with.len, .with = str_slice(buf_str(file), p.at, p.at + p.len) };
    apply(buf_str(&out), &undo, &back);
    assert_int_equal(back.len, file->len);
    assert_memory_equal(back.data, file->data, file->len);
}

static void check_task(const char *path, const Buf *file, int task)
{
    const EditWish others[] = {
        { .kind = EDIT_ASSIGN, .text = "nova-tester" },
        { .kind = EDIT_NOTE, .text = "wait for the key" },
        { .kind = EDIT_ADD, .text = "Write it down", .state = TASK_PENDING },
        { .kind = EDIT_ADD, .text = "Read | it", .state = TASK_DONE, .assignee = "nova-tester" },
    };
    for (TaskState s = TASK_PENDING; s < TASK_STATE_COUNT; s++)
        check_one(path, file, task, &(EditWish){ .kind = EDIT_STATE, .state = s });
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        check_one(path, file, task, &others[i]);
}

/* Whoever has something in the file gets one more task there. */
static void check_part(const char *path, const Buf *file, const char *agent)
{
    check_one(path, file, -1, &(EditWish){ .kind = EDIT_ADD, .text = "Take it over", .state = TASK_PENDING,
                                           .part = agent });
    check_one(path, file, -1, &(EditWish){ .kind = EDIT_ADD, .text = "Take it over", .state = TASK_PENDING,
                                           .part = agent, .assignee = agent });
}

static void check_file(const char *path, const Buf *file, size_t most)
{
    CLEANUP(facts_free_ptr) Facts *f = doc_read(path, buf_str(file));
    for (size_t i = 0; i < MIN(f->agents.len, (size_t)4); i++)
        check_part(path, file, f->agents.items[i].name);
    for (size_t i = 0; i < MIN(f->tasks.len, (size_t)4); i++)
        if (f->tasks.items[i].assignee)
            check_part(path, file, f->tasks.items[i].assignee);
    size_t step = MAX(f->tasks.len / most, (size_t)1);
    for (size_t i = 0; i < f->tasks.len; i += step)
        check_task(path, file, (int)i);
}

static void check_fixture(const char *name)
{
    CLEANUP(buf_done) Buf path = BUF_INIT;
    CLEANUP(buf_done) Buf file = BUF_INIT;
    buf_addf(&path, "%s/%s", DOCUMENTS, name);
    read_file(path.data, &file);
    check_file(name, &file, 400);
}

static void every_fixture_is_edited_or_refused(void **state)
{
    (void)state;
    made = refused = 0;
    assert_true(each_fixture(".md", check_fixture) > 20);
    assert_true(made > 500);
    assert_true(made > refused);
}

typedef enum { AS_CRLF, AS_BOM, AS_UTF16LE, AS_UTF16BE, AS_BAD, AS_OPEN_END, AS_COUNT } As;

static void put_wide(Buf *out, unsigned char c, bool big)
{
    buf_addc(out, big ? 0 : (char)c);
    buf_addc(out, big ? (char)c : 0);
}

static void encode(Str text, As as, Buf *out)
{
    if (as == AS_BOM)
        buf_adds(out, "\xEF\xBB\xBF");
    if (as == AS_UTF16LE)
        buf_adds(out, "\xFF\xFE");
    if (as == AS_UTF16BE)
        buf_adds(out, "\xFE\xFF");
    for (size_t i = 0; i < text.len; i++) {
        if (as == AS_CRLF && text.data[i] == '\n')
            buf_addc(out, '\r');
        if (as == AS_UTF16LE || as == AS_UTF16BE)
            put_wide(out, (unsigned char)text.data[i] & 0x7F, as == AS_UTF16BE);
        else
            buf_addc(out, text.data[i]);
    }
    if (as == AS_BAD)
        buf_adds(out, "\nbroken \xC3\x28 here  \n");
    if (as == AS_OPEN_END && str_ends(buf_str(out), STR("\n")))
        buf_cut(out, out->len - 1);
}

static void check_encoded(const char *name)
{
    CLEANUP(buf_done) Buf path = BUF_INIT;
    CLEANUP(buf_done) Buf file = BUF_INIT;
    buf_addf(&path, "%s/%s", DOCUMENTS, name);
    read_file(path.data, &file);
    for (As as = 0; as < AS_COUNT; as++) {
        CLEANUP(buf_done) Buf other = BUF_INIT;
        encode(buf_str(&file), as, &other);
        check_file(name, &other, 2);
    }
}

static void encodings_and_line_ends_stay(void **state)
{
    (void)state;
    made = refused = 0;
    each_fixture(".md", check_encoded);
    assert_true(made > 500);
}

static void mutate(Buf *b, uint32_t *seed)
{
    static const char *const bits[] = { "\n", "|", "**", "[ ]", "- ", "#", ": ", "`", "~~", "\r", "  ", "(", "✅" };
    size_t at = next_random(seed) % (b->len + 1), cut = next_random(seed) % 6;
    CLEANUP(buf_done) Buf out = BUF_INIT;
    buf_add_str(&out, str_slice(buf_str(b), 0, at));
    if (next_random(seed) % 2)
        buf_adds(&out, bits[next_random(seed) % ARRAY_LEN(bits)]);
    buf_add_str(&out, str_slice(buf_str(b), MIN(at + cut, b->len), b->len));
    buf_clear(b);
    buf_add_str(b, buf_str(&out));
}

static void check_mutated(const char *name)
{
    CLEANUP(buf_done) Buf path = BUF_INIT;
    CLEANUP(buf_done) Buf file = BUF_INIT;
    uint32_t seed = 77 + (uint32_t)strlen(name);
    buf_addf(&path, "%s/%s", DOCUMENTS, name);
    read_file(path.data, &file);
    for (int i = 0; i < MUTATIONS; i++) {
        for (int k = 0; k < 3; k++)
            mutate(&file, &seed);
        check_file(name, &file, 1);
    }
}

static void mutated_documents_are_edited_or_refused(void **state)
{
    (void)state;
    made = refused = 0;
    each_fixture(".md", check_mutated);
    assert_true(made > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fixture_is_edited_or_refused),
        cmocka_unit_test(encodings_and_line_ends_stay),
        cmocka_unit_test(mutated_documents_are_edited_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
