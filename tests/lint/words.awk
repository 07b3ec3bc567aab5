# words.awk - refuses functions that STYLE.md rules out, and marks of unfinished work.
# usage: awk -f words.awk FILE...
function refuse(pattern, why) {
    if (code ~ pattern) {
        printf "%s:%d: %s\n", FILENAME, FNR, why
        bad++
    }
}
{
    code = $0
    gsub(/"([^"\\]|\\.)*"/, "\"\"", code)       # words in strings are no calls
    if (code ~ /(TODO|FIXME|XXX|HACK)/) {
        printf "%s:%d: a mark of unfinished work\n", FILENAME, FNR
        bad++
    }
    sub(/\/\/.*/, "", code)
    gsub(/\/\*.*\*\//, "", code)
    if (code ~ /^ \*/)
        next
    refuse("(^|[^a-z_])(atoi|atol|atof)\\(", "ignores trailing junk and overflow: str_to_i64()")
    refuse("(^|[^a-z_])(sprintf|vsprintf|strcpy|strcat|gets)\\(", "cannot see the end of the buffer: buf_addf()")
    refuse("(^|[^a-z_])(system|popen)\\(", "goes through a shell: sys/proc.h")
    refuse("(^|[^a-z_])strtok(_r)?\\(", "writes into its input: str_cut()")
    refuse("(^|[^a-z_])(mv|w|mvw)?(addn?str|printw|addch)\\(", "prints unsanitised text: canvas_put()")
    refuse("[ *][a-z_0-9]+ CLEANUP\\(", "CLEANUP stands before the type")
    if (length($0) > 120) {
        printf "%s:%d: %d columns; 100 is the aim and 120 the end\n", FILENAME, FNR, length($0)
        bad++
    }
}
END { exit bad > 0 }
