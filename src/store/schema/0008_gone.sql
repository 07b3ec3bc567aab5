-- Rows of tasks that went away by the number of their event: a key that holds a whole row is read as a whole to be
-- compared, and a title may have megabytes.
ALTER TABLE gone_task RENAME TO gone_before;
CREATE TABLE gone_task (
    seq INTEGER PRIMARY KEY,            -- of the event that said so
    file TEXT NOT NULL,
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    title TEXT NOT NULL,
    section TEXT NOT NULL
) STRICT;
INSERT INTO gone_task(seq, file, id, ref, title, section) SELECT seq, file, id, ref, title, section FROM gone_before;
DROP TABLE gone_before;
CREATE UNIQUE INDEX gone_task_id ON gone_task(file, id);
