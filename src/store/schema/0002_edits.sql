-- Edits that baton made in files, and what became of them.
CREATE TABLE edit (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,                   -- of the event that made it
    task TEXT NOT NULL,
    title TEXT NOT NULL,
    ref TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL,
    passed_by INTEGER NOT NULL,         -- the edit that set the same value anew; 0: none
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    shown_before TEXT NOT NULL,
    shown_after TEXT NOT NULL,
    was TEXT NOT NULL,                  -- the value as baton understands it: a state, an assignee
    became TEXT NOT NULL,
    actor TEXT NOT NULL,
    agent TEXT NOT NULL,
    patch TEXT NOT NULL,
    at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX edit_watched ON edit(file, number) WHERE state = 'standing' OR state = 'lost';
