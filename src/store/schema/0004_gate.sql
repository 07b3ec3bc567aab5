-- The gate: revisions of handoffs, evidence about them, decisions, and what follows from decisions.
-- What a decision says stands in its event alone; its row says that it counted.
DROP TABLE handoff;
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
    digest TEXT NOT NULL,               -- of its current revision
    artifact TEXT NOT NULL,             -- of the artifact of that revision
    base TEXT NOT NULL,
    tree TEXT NOT NULL,
    run TEXT NOT NULL,
    revisions INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    decided_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE revision (
    handoff TEXT NOT NULL,
    number INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    digest TEXT NOT NULL,
    artifact TEXT NOT NULL,
    file TEXT NOT NULL,
    from_name TEXT NOT NULL,
    to_name TEXT NOT NULL,
    summary TEXT NOT NULL,
    run TEXT NOT NULL,
    base TEXT NOT NULL,
    base_why TEXT NOT NULL,
    head TEXT NOT NULL,
    tree TEXT NOT NULL,
    files TEXT NOT NULL,
    evidence_seq INTEGER NOT NULL,      -- 0: none yet
    PRIMARY KEY (handoff, number)
) STRICT, WITHOUT ROWID;
-- What somebody who was killed has left to do.
CREATE INDEX revision_bare ON revision(handoff, number) WHERE evidence_seq = 0;

CREATE TABLE check_result (
    handoff TEXT NOT NULL,
    revision TEXT NOT NULL,             -- digest
    name TEXT NOT NULL,
    place INTEGER NOT NULL,             -- in the order in which they were first reported
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    findings TEXT NOT NULL,
    findings_more INTEGER NOT NULL,
    output TEXT NOT NULL,
    output_dropped INTEGER NOT NULL,
    status INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (handoff, revision, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_running ON check_result(handoff, revision) WHERE state = 'running';

CREATE TABLE decision (
    handoff TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    revision TEXT NOT NULL,
    verdict TEXT NOT NULL,
    person TEXT NOT NULL,
    state TEXT NOT NULL,                -- what it made of the handoff
    revoked INTEGER NOT NULL,
    PRIMARY KEY (handoff, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE effect (
    decision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    handoff TEXT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (decision, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX effect_pending ON effect(decision, place) WHERE state = 'pending';

-- What somebody wants to be asked later: 'kind:id' as store_needs() has them.
CREATE TABLE snooze (
    need TEXT NOT NULL PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Found without reading the whole ledger.
CREATE INDEX event_rare ON event(kind) WHERE kind IN ('signers.read', 'event.redacted');

-- Caches, no projections: who is at work on what, and what somebody looked at last.
CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    pid INTEGER NOT NULL,
    started INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE viewed (
    who TEXT NOT NULL,
    handoff TEXT NOT NULL,
    revision TEXT NOT NULL,
    PRIMARY KEY (who, handoff)
) STRICT, WITHOUT ROWID;
