-- The ledger, and what is folded from it.  Never edited after a release: the next step is a file
-- of its own.  Every process parses this on its way in, so there are few objects.
-- A text that is not known is '', so that comparing needs no IS.

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    run TEXT NOT NULL,
    agent TEXT NOT NULL,
    slug TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor TEXT NOT NULL,
    source TEXT NOT NULL,
    host TEXT NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL,
    chain BLOB NOT NULL
) STRICT;
CREATE INDEX event_run ON event(run) WHERE run <> '';
CREATE INDEX event_agent ON event(slug) WHERE slug <> '';
CREATE INDEX event_subject ON event(subject) WHERE subject <> '';
CREATE TRIGGER event_kept BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'an event of the ledger is never deleted'); END;
CREATE TRIGGER event_fixed BEFORE UPDATE ON event
BEGIN SELECT raise(ABORT, 'an event of the ledger is never changed'); END;

CREATE TABLE run (
    id TEXT NOT NULL PRIMARY KEY,
    file TEXT NOT NULL,
    state TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    started_seq INTEGER NOT NULL,       -- 0: seen in telemetry only, nobody said that it began
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    events INTEGER NOT NULL,
    heard_at INTEGER NOT NULL,
    last_agent TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- file '': what is known of a name (reports, counts of its tasks; slug '' is nobody).
-- Otherwise: the definition in that file.
CREATE TABLE agent (
    slug TEXT NOT NULL,
    file TEXT NOT NULL,
    shown TEXT NOT NULL,
    reported TEXT NOT NULL DEFAULT '',
    word TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    reported_at INTEGER NOT NULL DEFAULT 0,
    task TEXT NOT NULL DEFAULT '',
    in_handoff INTEGER NOT NULL DEFAULT 0,
    tasks_unknown INTEGER NOT NULL DEFAULT 0,
    tasks_pending INTEGER NOT NULL DEFAULT 0,
    tasks_in_progress INTEGER NOT NULL DEFAULT 0,
    tasks_blocked INTEGER NOT NULL DEFAULT 0,
    tasks_review INTEGER NOT NULL DEFAULT 0,
    tasks_done INTEGER NOT NULL DEFAULT 0,
    tasks_cancelled INTEGER NOT NULL DEFAULT 0,
    def TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (slug, file)
) STRICT, WITHOUT ROWID;

CREATE TABLE task (
    seq INTEGER PRIMARY KEY,            -- of the event that added it
    id TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    position INTEGER NOT NULL,
    unassigned INTEGER NOT NULL,        -- leads the index, so that nobody's tasks come last
    slug TEXT NOT NULL,
    assignee TEXT NOT NULL,
    state TEXT NOT NULL,
    state_raw TEXT NOT NULL,
    ref TEXT NOT NULL,
    title TEXT NOT NULL,
    section TEXT NOT NULL,
    depends_on TEXT NOT NULL,
    depth INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX task_by_agent ON task(unassigned, slug, file, line);
CREATE INDEX task_by_file ON task(file, line);
CREATE INDEX task_active ON task(slug, state, state_at)
    WHERE state = 'in_progress' OR state = 'blocked';

-- Tasks that went away: one that comes back into its file is the same task.
CREATE TABLE gone_task (
    file TEXT NOT NULL,
    id TEXT NOT NULL,
    seq INTEGER NOT NULL,               -- of the event that said so
    ref TEXT NOT NULL,
    title TEXT NOT NULL,
    section TEXT NOT NULL,
    PRIMARY KEY (file, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    path TEXT NOT NULL PRIMARY KEY,
    dialect TEXT NOT NULL,
    encoding TEXT NOT NULL,
    digest TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    problem_count INTEGER NOT NULL,
    problems TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A cache of what files looked like: no projection, rebuild leaves it alone.
CREATE TABLE seen (
    path TEXT NOT NULL PRIMARY KEY,
    dev INTEGER NOT NULL,
    ino INTEGER NOT NULL,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    ctime INTEGER NOT NULL,
    mode INTEGER NOT NULL,
    digest TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE handoff (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    file TEXT NOT NULL,
    gone INTEGER NOT NULL,
    from_slug TEXT NOT NULL,
    from_name TEXT NOT NULL,
    from_why TEXT NOT NULL,
    to_name TEXT NOT NULL,
    to_raw TEXT NOT NULL,
    summary TEXT NOT NULL,
    digest TEXT NOT NULL,
    run TEXT NOT NULL,
    revisions INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE escalation (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    cause TEXT NOT NULL,
    state TEXT NOT NULL,
    slug TEXT NOT NULL,
    agent TEXT NOT NULL,
    to_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    run TEXT NOT NULL,
    task TEXT NOT NULL,
    source TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX escalation_state ON escalation(state, cause);
