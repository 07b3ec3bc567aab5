-- Escalations from every place that tells of one: one row per cause, whatever became of it.
DROP TABLE escalation;
CREATE TABLE escalation (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- of the event that raised it
    cause TEXT NOT NULL,                -- digest of the reason, 'task:ID', 'scope:HANDOFF'
    state TEXT NOT NULL,
    via TEXT NOT NULL,
    source TEXT NOT NULL,
    run TEXT NOT NULL,
    slug TEXT NOT NULL,
    agent TEXT NOT NULL,
    to_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    task TEXT NOT NULL COLLATE NOCASE,  -- as it was said, or the id of the one that is blocked
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    handoff INTEGER NOT NULL,
    count INTEGER NOT NULL,
    listed INTEGER NOT NULL,            -- entries of sections that say it now
    spoken INTEGER NOT NULL,            -- an event or a printed line said it since it is open
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    comment TEXT NOT NULL,
    closed_why TEXT NOT NULL,
    routed_to TEXT NOT NULL
) STRICT;
CREATE INDEX escalation_agent ON escalation(slug, cause, run);
CREATE INDEX escalation_live ON escalation(task) WHERE state <> 'resolved';

-- The events of each: channel 'event', 'file:PATH', 'task' or 'check' raised it, 'act' and 'close' changed it.
-- Number 0, channel 'to:AGENT': events that hand one over to that agent.
CREATE TABLE escalation_event (
    number INTEGER NOT NULL,
    channel TEXT NOT NULL,
    n INTEGER NOT NULL,                 -- 1, 2, 3 … of this channel
    seq INTEGER NOT NULL,
    PRIMARY KEY (number, channel, n)
) STRICT, WITHOUT ROWID;

-- What files say now, by the mark that knows a text again.
CREATE TABLE escalation_mark (
    file TEXT NOT NULL,
    mark TEXT NOT NULL,
    number INTEGER NOT NULL,            -- 0: it is no news there
    listed INTEGER NOT NULL,
    PRIMARY KEY (file, mark)
) STRICT, WITHOUT ROWID;
