/*
 * front_words.h - what documents and agent definitions say alike of broken front matter.
 */
#ifndef BATON_SRC_DOC_FRONT_WORDS_H
#define BATON_SRC_DOC_FRONT_WORDS_H

/* With what libyaml says. */
#define FRONT_NOT_YAML \
    "the front matter is not valid YAML (%s) and was read line by line; put the value in quotes"

#endif
