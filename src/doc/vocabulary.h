/*
 * vocabulary.h - words that name a task state, counted in files that agents wrote.
 *
 * Phrases are lower case with blanks for "_" and "-".  A REVIEW phrase outweighs the others of a
 * value, then a NEGATED one, then the leftmost counts.  STRONG phrases speak of a task wherever
 * they stand; a VALUE is one only as a status; a WHOLE only when it is all that the status says.
 */
#ifndef BATON_SRC_DOC_VOCABULARY_H
#define BATON_SRC_DOC_VOCABULARY_H

#define REVIEW_WORDS(X) \
    X(REVIEW, STRONG, "in review") X(REVIEW, STRONG, "under review") \
    X(REVIEW, STRONG, "needs review") X(REVIEW, STRONG, "need review") \
    X(REVIEW, STRONG, "inreview") X(REVIEW, VALUE, "code review") \
    X(REVIEW, STRONG, "ready for review") X(REVIEW, STRONG, "ready for testing") \
    X(REVIEW, STRONG, "ready for test") X(REVIEW, STRONG, "ready for qa") \
    X(REVIEW, STRONG, "ready to test") X(REVIEW, STRONG, "ready for validation") \
    X(REVIEW, STRONG, "ready for verification") X(REVIEW, STRONG, "ready for merge") \
    X(REVIEW, STRONG, "ready to merge") X(REVIEW, STRONG, "ready for approval") \
    X(REVIEW, STRONG, "ready for handoff") X(REVIEW, STRONG, "pending review") \
    X(REVIEW, STRONG, "pending approval") X(REVIEW, STRONG, "pending validation") \
    X(REVIEW, STRONG, "pending verification") X(REVIEW, STRONG, "pending merge") \
    X(REVIEW, STRONG, "pending sign off") X(REVIEW, STRONG, "waiting for review") \
    X(REVIEW, STRONG, "waiting for approval") X(REVIEW, STRONG, "awaiting") \
    X(REVIEW, STRONG, "in qa") X(REVIEW, STRONG, "in testing") X(REVIEW, WHOLE, "review") \
    X(REVIEW, WHOLE, "reviewing") X(REVIEW, WHOLE, "testing") X(REVIEW, WHOLE, "qa") \
    X(REVIEW, STRONG, "im review") X(REVIEW, STRONG, "in prüfung") \
    X(REVIEW, STRONG, "zur prüfung") X(REVIEW, STRONG, "wartet auf freigabe") \
    X(REVIEW, STRONG, "wartet auf review") X(REVIEW, STRONG, "em revisão") \
    X(REVIEW, STRONG, "aguardando revisão") X(REVIEW, STRONG, "aguardando aprovação") \
    X(REVIEW, STRONG, "en revisión") X(REVIEW, STRONG, "en revue") X(REVIEW, STRONG, "待审核") \
    X(REVIEW, STRONG, "审核中") X(REVIEW, STRONG, "待评审") X(REVIEW, STRONG, "评审中") \
    X(REVIEW, STRONG, "待验收") X(REVIEW, STRONG, "待测试") X(REVIEW, STRONG, "测试中") \
    X(REVIEW, STRONG, "待确认") X(REVIEW, STRONG, "待審核") X(REVIEW, STRONG, "審核中") \
    X(REVIEW, STRONG, "レビュー中") X(REVIEW, STRONG, "レビュー待ち")

#define NEGATED_WORDS(X) \
    X(PENDING, STRONG, "not started") X(PENDING, STRONG, "not yet") \
    X(PENDING, STRONG, "not begun") X(PENDING, STRONG, "notstarted") \
    X(PENDING, STRONG, "unstarted") X(PENDING, STRONG, "to be done") \
    X(PENDING, VALUE, "uncompleted") X(PENDING, STRONG, "待完成") \
    X(PENDING, STRONG, "未対応") X(PENDING, STRONG, "ยังไม่เริ่ม") X(PENDING, STRONG, "ยังไม่เสร็จ") \
    X(PENDING, VALUE, "incomplete") X(PENDING, VALUE, "unfinished") \
    X(PENDING, STRONG, "to be started") X(PENDING, STRONG, "nicht begonnen") \
    X(PENDING, STRONG, "nicht gestartet") X(PENDING, STRONG, "noch nicht") \
    X(PENDING, STRONG, "não iniciado") X(PENDING, STRONG, "não iniciada") \
    X(PENDING, STRONG, "no iniciado") X(PENDING, STRONG, "no iniciada") \
    X(PENDING, STRONG, "non commencé") X(PENDING, STRONG, "未开始") X(PENDING, STRONG, "未完成") \
    X(PENDING, STRONG, "未開始") X(PENDING, STRONG, "未着手") X(PENDING, STRONG, "尚未") \
    X(IN_PROGRESS, STRONG, "partially complete") X(IN_PROGRESS, STRONG, "partially completed") \
    X(IN_PROGRESS, STRONG, "partially done") X(IN_PROGRESS, STRONG, "partially implemented") \
    X(IN_PROGRESS, STRONG, "mostly done") X(IN_PROGRESS, STRONG, "mostly complete") \
    X(IN_PROGRESS, STRONG, "almost done") X(IN_PROGRESS, STRONG, "almost complete") \
    X(IN_PROGRESS, STRONG, "nearly done") X(IN_PROGRESS, STRONG, "nearly complete") \
    X(IN_PROGRESS, STRONG, "部分完成")

#define PLAIN_WORDS(X) \
    X(DONE, STRONG, "done") X(DONE, STRONG, "complete") X(DONE, STRONG, "completed") \
    X(DONE, STRONG, "finished") X(DONE, VALUE, "pass") X(DONE, VALUE, "passed") \
    X(DONE, VALUE, "passing") X(DONE, VALUE, "confirmed") X(DONE, VALUE, "merged") \
    X(DONE, VALUE, "approved") X(DONE, VALUE, "fixed") X(DONE, VALUE, "accepted") \
    X(DONE, VALUE, "locked") X(DONE, VALUE, "built") X(DONE, VALUE, "implemented") \
    X(DONE, VALUE, "closed") X(DONE, VALUE, "verified") X(DONE, VALUE, "validated") \
    X(DONE, VALUE, "resolved") \
    X(DONE, VALUE, "shipped") X(DONE, VALUE, "deployed") X(DONE, VALUE, "released") \
    X(DONE, VALUE, "delivered") X(DONE, VALUE, "ready for archival") \
    X(DONE, STRONG, "concluído") X(DONE, STRONG, "concluída") X(DONE, STRONG, "concluido") \
    X(DONE, STRONG, "concluida") X(DONE, STRONG, "concluídos") X(DONE, STRONG, "concluídas") \
    X(DONE, VALUE, "feito") X(DONE, VALUE, "feita") X(DONE, STRONG, "finalizado") \
    X(DONE, STRONG, "finalizada") X(DONE, VALUE, "completo") X(DONE, VALUE, "completa") \
    X(DONE, STRONG, "completado") X(DONE, STRONG, "completada") X(DONE, VALUE, "hecho") \
    X(DONE, VALUE, "hecha") X(DONE, VALUE, "hechos") X(DONE, VALUE, "hechas") \
    X(DONE, VALUE, "terminada") X(DONE, VALUE, "terminée") X(DONE, WHOLE, "listo") \
    X(DONE, STRONG, "対応済み") X(DONE, STRONG, "เสร็จแล้ว") X(DONE, STRONG, "เสร็จสิ้น") \
    X(IN_PROGRESS, STRONG, "対応中") X(IN_PROGRESS, STRONG, "作業中") \
    X(IN_PROGRESS, STRONG, "กำลังทำ") X(IN_PROGRESS, STRONG, "กำลังดำเนินการ") \
    X(PENDING, STRONG, "รอดำเนินการ") X(BLOCKED, VALUE, "en pausa") \
    X(BLOCKED, VALUE, "bloquée") \
    X(DONE, VALUE, "terminado") X(DONE, VALUE, "terminé") X(DONE, STRONG, "erledigt") \
    X(DONE, STRONG, "fertig") X(DONE, STRONG, "abgeschlossen") X(DONE, VALUE, "umgesetzt") \
    X(DONE, STRONG, "已完成") X(DONE, STRONG, "完成") X(DONE, STRONG, "已关闭") X(DONE, STRONG, "已合并") \
    X(DONE, STRONG, "已解决") X(DONE, STRONG, "完了") X(DONE, STRONG, "완료") \
    X(PENDING, STRONG, "todo") X(PENDING, STRONG, "to do") X(PENDING, STRONG, "todos") \
    X(PENDING, STRONG, "pending") X(PENDING, STRONG, "planned") X(PENDING, STRONG, "queued") \
    X(PENDING, STRONG, "backlog") X(PENDING, VALUE, "draft") X(PENDING, VALUE, "needs research") \
    X(PENDING, VALUE, "proposed") X(PENDING, VALUE, "open") X(PENDING, VALUE, "scheduled") \
    X(PENDING, STRONG, "ready to start") X(PENDING, STRONG, "ready to implement") \
    X(PENDING, STRONG, "ready for implementation") X(PENDING, STRONG, "ready for development") \
    X(PENDING, STRONG, "ready for dev") X(PENDING, STRONG, "up next") \
    X(PENDING, STRONG, "next up") X(PENDING, STRONG, "upcoming") X(PENDING, VALUE, "deferred") \
    X(PENDING, VALUE, "postponed") X(PENDING, WHOLE, "new") X(PENDING, WHOLE, "unassigned") \
    X(PENDING, WHOLE, "ready") X(PENDING, STRONG, "pendente") X(PENDING, STRONG, "pendentes") \
    X(PENDING, STRONG, "a fazer") X(PENDING, VALUE, "planejado") X(PENDING, VALUE, "planejada") \
    X(PENDING, VALUE, "aberto") X(PENDING, STRONG, "pendiente") X(PENDING, STRONG, "pendientes") \
    X(PENDING, STRONG, "por hacer") X(PENDING, VALUE, "à faire") X(PENDING, VALUE, "offen") \
    X(PENDING, STRONG, "ausstehend") X(PENDING, VALUE, "geplant") \
    X(PENDING, STRONG, "zu erledigen") X(PENDING, STRONG, "待办") X(PENDING, STRONG, "待處理") \
    X(PENDING, STRONG, "待处理") X(PENDING, STRONG, "待開始") X(PENDING, STRONG, "待开始") \
    X(PENDING, STRONG, "待辦") X(PENDING, STRONG, "计划中") X(PENDING, STRONG, "排队中") \
    X(PENDING, STRONG, "待开发") X(PENDING, STRONG, "대기") X(IN_PROGRESS, STRONG, "in progress") \
    X(IN_PROGRESS, STRONG, "inprogress") X(IN_PROGRESS, VALUE, "active") \
    X(IN_PROGRESS, VALUE, "partial") X(IN_PROGRESS, VALUE, "partially") \
    X(IN_PROGRESS, VALUE, "running") X(IN_PROGRESS, STRONG, "wip") \
    X(IN_PROGRESS, STRONG, "work in progress") X(IN_PROGRESS, STRONG, "ongoing") \
    X(IN_PROGRESS, STRONG, "underway") X(IN_PROGRESS, STRONG, "under way") \
    X(IN_PROGRESS, STRONG, "in development") X(IN_PROGRESS, VALUE, "started") \
    X(IN_PROGRESS, WHOLE, "doing") X(IN_PROGRESS, VALUE, "hooked") \
    X(IN_PROGRESS, STRONG, "in flight") X(IN_PROGRESS, VALUE, "claimed") \
    X(IN_PROGRESS, STRONG, "em andamento") X(IN_PROGRESS, STRONG, "em progresso") \
    X(IN_PROGRESS, STRONG, "em desenvolvimento") X(IN_PROGRESS, VALUE, "fazendo") \
    X(IN_PROGRESS, STRONG, "en progreso") X(IN_PROGRESS, STRONG, "en curso") \
    X(IN_PROGRESS, STRONG, "en cours") X(IN_PROGRESS, STRONG, "in arbeit") \
    X(IN_PROGRESS, STRONG, "in bearbeitung") X(IN_PROGRESS, VALUE, "läuft") \
    X(IN_PROGRESS, VALUE, "laufend") X(IN_PROGRESS, VALUE, "begonnen") \
    X(IN_PROGRESS, STRONG, "in umsetzung") X(IN_PROGRESS, STRONG, "进行中") \
    X(IN_PROGRESS, STRONG, "開發中") X(IN_PROGRESS, STRONG, "开发中") X(IN_PROGRESS, STRONG, "進行中") \
    X(IN_PROGRESS, STRONG, "处理中") X(IN_PROGRESS, STRONG, "진행 중") X(BLOCKED, STRONG, "blocked") \
    X(BLOCKED, STRONG, "paused") X(BLOCKED, STRONG, "on hold") X(BLOCKED, STRONG, "stalled") \
    X(BLOCKED, STRONG, "stuck") X(BLOCKED, VALUE, "waiting on") X(BLOCKED, VALUE, "waiting for") \
    X(BLOCKED, WHOLE, "waiting") X(BLOCKED, STRONG, "blockiert") X(BLOCKED, VALUE, "pausiert") \
    X(BLOCKED, VALUE, "wartet auf") X(BLOCKED, WHOLE, "wartet") X(BLOCKED, STRONG, "bloqueado") \
    X(BLOCKED, STRONG, "bloqueada") X(BLOCKED, STRONG, "bloqueados") \
    X(BLOCKED, VALUE, "pausado") X(BLOCKED, VALUE, "aguardando") X(BLOCKED, VALUE, "bloqué") \
    X(BLOCKED, STRONG, "阻塞") X(BLOCKED, STRONG, "受阻") X(BLOCKED, STRONG, "已暂停") \
    X(BLOCKED, STRONG, "暂停") X(BLOCKED, STRONG, "搁置") X(BLOCKED, STRONG, "保留中") \
    X(CANCELLED, VALUE, "archived") X(CANCELLED, VALUE, "superseded") \
    X(CANCELLED, VALUE, "wontfix") X(CANCELLED, VALUE, "wont fix") \
    X(CANCELLED, VALUE, "won't fix") X(CANCELLED, VALUE, "won't do") \
    X(CANCELLED, STRONG, "cancelled") X(CANCELLED, STRONG, "canceled") \
    X(CANCELLED, VALUE, "abandoned") X(CANCELLED, VALUE, "obsolete") \
    X(CANCELLED, VALUE, "dropped") X(CANCELLED, VALUE, "skipped") \
    X(CANCELLED, VALUE, "rejected") X(CANCELLED, VALUE, "duplicate") \
    X(CANCELLED, VALUE, "descoped") X(CANCELLED, STRONG, "cancelado") \
    X(CANCELLED, STRONG, "cancelada") X(CANCELLED, VALUE, "arquivado") \
    X(CANCELLED, VALUE, "abgebrochen") X(CANCELLED, VALUE, "verworfen") \
    X(CANCELLED, VALUE, "storniert") X(CANCELLED, VALUE, "entfällt") \
    X(CANCELLED, VALUE, "annulé") X(CANCELLED, STRONG, "已取消") X(CANCELLED, STRONG, "已废弃") \
    X(CANCELLED, STRONG, "废弃") X(CANCELLED, STRONG, "已归档")

/*
 * Only where no word says anything.  A red or a crossed mark is priority as often as state: none.
 */
#define EMOJI_WORDS(X) \
    X(DONE, VALUE, "✅") X(DONE, VALUE, "✔") X(DONE, VALUE, "✓") X(DONE, VALUE, "☑") \
    X(DONE, VALUE, "🎉") X(IN_PROGRESS, VALUE, "🔄") X(IN_PROGRESS, VALUE, "🚧") \
    X(PENDING, VALUE, "⏳") X(PENDING, VALUE, "⬜") X(PENDING, VALUE, "☐") X(PENDING, VALUE, "🔲") \
    X(BLOCKED, VALUE, "⛔") X(BLOCKED, VALUE, "🚫") X(BLOCKED, VALUE, "⏸") X(REVIEW, VALUE, "👀")

#endif
