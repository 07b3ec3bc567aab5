# Writes the migrations in FILES as C string literals, one array element each, ordered by name.
# usage: cmake -DOUT=schema.inc "-DFILES=0001_a.sql;0002_b.sql" -P embed-schema.cmake
list(SORT FILES)
set(text "/* generated from src/store/schema; do not edit */\n")
foreach(file ${FILES})
  file(READ "${file}" sql)
  string(REPLACE "\\" "\\\\" sql "${sql}")
  string(REPLACE "\"" "\\\"" sql "${sql}")
  string(REPLACE "\n" "\\n\"\n\"" sql "${sql}")
  string(APPEND text "\"${sql}\",\n")
endforeach()
file(WRITE "${OUT}" "${text}")
