-- Which escalation was first, last or again raised at some time.  Most were said once: of those there is one entry.
CREATE INDEX escalation_first ON escalation(first_at, slug);
CREATE INDEX escalation_last ON escalation(last_at, slug) WHERE last_at <> first_at;
CREATE INDEX escalation_opened ON escalation(opened_at, slug) WHERE opened_at <> first_at;
