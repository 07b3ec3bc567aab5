/*
 * json_tree.h - what a Json really is, for the two files that work on it.
 */
#ifndef BATON_FORMAT_JSON_TREE_H
#define BATON_FORMAT_JSON_TREE_H

#include <cjson/cJSON.h>
#include <stdio.h>

#include "baton/format/json.h"

/* A Json is a cJSON under another name, so that cJSON's type stays out of the door. */

#endif
