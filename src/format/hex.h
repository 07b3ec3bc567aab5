/*
 * hex.h - the four digits of "\u12ab", for the tree and for the scanner of lines.
 */
#ifndef BATON_FORMAT_HEX_H
#define BATON_FORMAT_HEX_H

#include "baton/base/str.h"

/* The value of four digits at the front, or -1. */
static inline int hex4(Str s)
{
    int v = 0;
    if (s.len < 4)
        return -1;
    for (size_t i = 0; i < 4; i++) {
        int c = s.data[i] | 0x20;               /* digits have the bit already */
        if (s.data[i] >= '0' && s.data[i] <= '9')
            v = v * 16 + c - '0';
        else if (c >= 'a' && c <= 'f')
            v = v * 16 + c - 'a' + 10;
        else
            return -1;
    }
    return v;
}

#endif
