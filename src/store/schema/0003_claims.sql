-- Who said to be at work on which task.  Two names on one task that is in progress are a conflict.
CREATE TABLE claim (
    slug TEXT NOT NULL,
    task TEXT NOT NULL,                 -- id
    source TEXT NOT NULL,               -- 'file', 'telemetry', 'report'
    name TEXT NOT NULL,                 -- as written
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (slug, task, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_task ON claim(task, slug);
CREATE INDEX task_by_ref ON task(ref) WHERE ref <> '';
CREATE INDEX task_started ON task(ref, slug, id) WHERE state = 'in_progress' AND ref <> '';
CREATE INDEX gone_task_seq ON gone_task(seq);
