/*
 * facts_json.h - what one document says as JSON: the object that `baton parse --json` prints.
 *
 * `run` and `telemetry` are there only when the document is of that kind; every other key always
 * is, so that a reader need not ask.
 */
#ifndef BATON_CORE_FACTS_JSON_H
#define BATON_CORE_FACTS_JSON_H

#include "baton/format/json.h"
#include "baton/model/facts.h"

Json *facts_json(const Facts *f);
Json *record_json(const RecordFact *r);          /* one of its records */

#endif
