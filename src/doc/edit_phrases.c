/*
 * edit_phrases.c - "in Arbeit", "EM ANDAMENTO", "In Progress", "in_progress", "进行中".
 */
#include "edit_phrases.h"

#include "text.h"

static const char *const usual[LANGUAGE_COUNT][TASK_STATE_COUNT] = {
#define ROW(language, pending, progress, blocked, review, done, cancelled) \
    [LANGUAGE_##language] = { [TASK_PENDING] = pending, [TASK_IN_PROGRESS] = progress, \
                              [TASK_BLOCKED] = blocked, [TASK_REVIEW] = review, \
                              [TASK_DONE] = done,       [TASK_CANCELLED] = cancelled },
    ROW(ENGLISH, "pending", "in progress", "blocked", "in review", "done", "cancelled")
    ROW(GERMAN, "offen", "in Arbeit", "blockiert", "in Prüfung", "erledigt", "abgebrochen")
    ROW(PORTUGUESE, "pendente", "em andamento", "bloqueado", "em revisão", "concluído", "cancelado")
    ROW(SPANISH, "pendiente", "en progreso", "bloqueado", "en revisión", "completado", "cancelado")
    ROW(FRENCH, "à faire", "en cours", "bloqué", "en revue", "terminé", "annulé")
    ROW(CHINESE, "待办", "进行中", "阻塞", "待审核", "已完成", "已取消")
    ROW(CHINESE_TRADITIONAL, "待辦", "進行中", "受阻", "待審核", "已完成", "已取消")
    ROW(JAPANESE, "未着手", "進行中", "保留中", "レビュー待ち", "完了", NULL)
    ROW(KOREAN, "대기", "진행 중", NULL, NULL, "완료", NULL)
#undef ROW
};

/* Words that only this language has; what is none of them is English or, by its signs, Chinese. */
static const char *const words[LANGUAGE_COUNT] = {
    [LANGUAGE_GERMAN] = "offen|in arbeit|blockiert|in prüfung|erledigt|abgebrochen|fertig|"
                        "abgeschlossen|umgesetzt|nicht begonnen|noch nicht begonnen|noch nicht|"
                        "nicht gestartet|ausstehend|geplant|"
                        "zu erledigen|in bearbeitung|läuft|laufend|begonnen|in umsetzung|pausiert|"
                        "wartet|verworfen|storniert|entfällt|zur prüfung|im review",
    [LANGUAGE_PORTUGUESE] = "pendente|pendentes|em andamento|em revisão|concluído|concluída|"
                            "concluido|concluida|concluídos|concluídas|feito|feita|finalizado|"
                            "finalizada|a fazer|planejado|planejada|aberto|em progresso|fazendo|"
                            "em desenvolvimento|bloqueado|bloqueada|cancelado|cancelada|aguardando|"
                            "não iniciado|não iniciada|completo|completa|arquivado|pausado",
    [LANGUAGE_SPANISH] = "pendiente|pendientes|en progreso|en curso|en revisión|hecho|terminado|"
                         "completado|completada|por hacer|no iniciado|no iniciada",
    [LANGUAGE_FRENCH] = "à faire|en cours|bloqué|en revue|terminé|annulé|non commencé",
    [LANGUAGE_CHINESE_TRADITIONAL] = "待辦|待處理|待開始|開發中|待審核|審核中|未開始|進行中",
    [LANGUAGE_JAPANESE] = "未着手|保留中|レビュー待ち|レビュー中|完了",
    [LANGUAGE_KOREAN] = "대기|진행 중|완료",
};

Language phrase_language(Str phrase)
{
    for (Language l = 0; l < LANGUAGE_COUNT; l++)
        if (words[l] && text_is_one_of(phrase, words[l]))
            return l;
    return phrase.len && (unsigned char)phrase.data[0] >= 0xE3 ? LANGUAGE_CHINESE : LANGUAGE_ENGLISH;
}

char phrase_joint(Str s)
{
    for (size_t i = 1; i + 1 < s.len; i++)
        if (strchr(" _-", s.data[i]) && s.data[i])
            return s.data[i];
    return 0;
}

typedef enum { CASE_LOWER, CASE_SENTENCE, CASE_TITLE, CASE_UPPER } Case;

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

static Case case_of(Str s)
{
    size_t upper = 0, lower = 0, heads = 0, words_seen = 0;
    for (size_t i = 0; i < s.len; i++) {
        bool head = i == 0 || strchr(" _-", s.data[i - 1]);
        upper += is_upper(s.data[i]);
        lower += is_lower(s.data[i]);
        words_seen += head;
        heads += head && is_upper(s.data[i]);
    }
    if (upper > 1 && !lower)
        return CASE_UPPER;
    if (s.len == 0 || (words_seen > 1 && heads == words_seen))
        return CASE_TITLE;
    if (!s.len || !is_upper(s.data[0]))
        return CASE_LOWER;
    return words_seen == 1 ? CASE_TITLE : CASE_SENTENCE;
}

/* Letters of Latin-1 have their capitals 0x20 below, in the second of two bytes. */
static void raise_at(char *s, size_t i)
{
    unsigned char c = (unsigned char)s[i];
    if (is_lower(s[i]))
        s[i] = (char)(c - 0x20);
    else if (i && (unsigned char)s[i - 1] == 0xC3 && c >= 0xA0 && c != 0xB7)
        s[i] = (char)(c - 0x20);
}

static void raise_head(char *s, size_t i)
{
    raise_at(s, (unsigned char)s[i] == 0xC3 ? i + 1 : i);
}

Str phrase_usual(Arena *a, TaskState state, Str sample, char joint)
{
    Language language = phrase_language(sample);
    const char *word = usual[language][state];
    if (!word)
        return STR("");
    if (language == LANGUAGE_ENGLISH && state == TASK_PENDING && str_eq(sample, STR("Done")))
        word = "to do";
    char *s = arena_strdup(a, word);
    Case c = case_of(sample);
    if (c == CASE_TITLE && joint == '_' && !phrase_joint(sample))
        c = CASE_LOWER;         /* "Blocked" beside "in_progress": "in_review", not "In_Review" */
    bool each = c == CASE_TITLE && language == LANGUAGE_ENGLISH;
    for (size_t i = 0; s[i]; i++) {
        if (c == CASE_UPPER)
            raise_at(s, i);
        else if (i == 0 ? c != CASE_LOWER : each && s[i - 1] == ' ')
            raise_head(s, i);
    }
    for (size_t i = 0; s[i]; i++)
        if (s[i] == ' ')
            s[i] = joint;
    return str_from(s);
}
