-- Looking up what is rare in a long ledger.  Telemetry, its bulk, pays for none of it.
DROP INDEX event_rare;
CREATE INDEX event_kind ON event(kind) WHERE kind <> 'telemetry';
CREATE INDEX handoff_state ON handoff(state, from_slug, run);
