# deps.awk - refuses an #include that points up the stack, and a library used outside its owner.
# usage: awk -f deps.awk CMakeLists.txt FILE...
# The floor plan is read from the lines baton_module(NAME LINKS …) of CMakeLists.txt.
function module_of(path) {
    sub(/^(.*\/)?(src|include\/baton)\//, "", path)
    sub(/\/.*/, "", path)
    return path
}
function owned(header, pattern, owner) {
    if (header ~ pattern && FILENAME !~ owner) {
        printf "%s:%d: <%s> may only be included by %s\n", FILENAME, FNR, header, owner
        bad++
    }
}
FILENAME ~ /CMakeLists\.txt$/ {
    if (match($0, /^baton_module\([a-z]+ +LINKS [^)]*\)/)) {
        line = substr($0, 14, RLENGTH - 14)
        n = split(line, word, " ")
        known[word[1]] = 1
        for (i = 3; i <= n; i++)
            may[word[1], word[i]] = 1
        modules++
    }
    next
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    to = quoted[2]
    from = module_of(FILENAME)
    if (to !~ /^baton\//) {
        if (to ~ /\//) {
            printf "%s:%d: \"%s\": a private header of another folder\n", FILENAME, FNR, to
            bad++
        }
        next
    }
    sub(/^baton\//, "", to)
    sub(/\/.*/, "", to)
    if (from != "app" && !(to in known)) {
        printf "%s:%d: \"%s\" is no module\n", FILENAME, FNR, to
        bad++
    } else if (from != "app" && to != from && !((from, to) in may)) {
        printf "%s:%d: %s may not include %s\n", FILENAME, FNR, from, to
        bad++
    }
}
/^[ \t]*#[ \t]*include[ \t]*</ {
    split($0, angle, /[<>]/)
    owned(angle[2], "^(n?curses|panel|term)\\.h$", "src/tui/term_caps")
    owned(angle[2], "^uv\\.h$", "src/sys/")
    owned(angle[2], "^sqlite3\\.h$", "src/store/")
    owned(angle[2], "^yaml\\.h$", "src/format/yaml")
    owned(angle[2], "^md4c", "src/format/markdown")
    owned(angle[2], "^cjson/", "src/format/json")
    owned(angle[2], "^utf8proc\\.h$", "src/base/(utf8|safe)")
    owned(angle[2], "^sodium\\.h$", "src/base/digest")
}
END {
    if (!modules) {
        print "CMakeLists.txt: no baton_module() lines were found"
        bad++
    }
    exit bad > 0
}
