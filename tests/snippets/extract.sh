#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# extract.sh FOLDER FILE.md...: writes every marked code block of the documents to FOLDER/NAME.cpp.
#
# In a document, a comment right before a ```cpp block marks it:
#
#   <!-- snippet: NAME -->                          a whole program; compiled, and run with the URL of a test server
#   <!-- snippet: NAME, compile only -->            compiled, never run
#   <!-- snippet: NAME, until stopped -->           a whole program that runs until SIGTERM, which it gets once it is logged in
#   <!-- snippet: NAME, in: FRAME -->               some lines, which replace @snippet@ in tests/snippets/FRAME.in
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
shift
new=$folder.new
rm -rf "$new"
mkdir -p "$new" "$folder"
awk -v here="$here" -v folder="$new" '
    function fail(why) { printf "%s:%d: %s\n", FILENAME, FNR, why >"/dev/stderr"; failed = 1; exit 1 }
    function finish(    frame, line, found) {
        if (inside == "") { printf "%s", text >file; close(file); return }
        frame = here "/" inside ".in"
        while ((getline line <frame) > 0) {
            if (line ~ /^ *@snippet@ *$/) { printf "#line %d \"%s\"\n%s", first, FILENAME, text >file; found = 1 }
            else print line >file
        }
        close(frame); close(file)
        if (!found) fail("no @snippet@ in " frame)
    }
    /^<!-- *snippet:/ {
        line = $0; sub(/^<!-- *snippet: */, "", line); sub(/ *-->.*/, "", line)
        count = split(line, parts, / *, */)
        name = parts[1]; inside = ""; suffix = ""
        if (name !~ /^[a-z0-9_]+$/) fail("a snippet is named with a-z, 0-9 and _")
        if (name in seen) fail("there are two snippets " name)
        seen[name] = 1
        for (i = 2; i <= count; i++) {
            if (parts[i] == "compile only") suffix = ".compile_only"
            else if (parts[i] == "until stopped") suffix = ".stopped"
            else if (parts[i] ~ /^in: */) { inside = parts[i]; sub(/^in: */, "", inside) }
            else fail("unknown word in the comment: " parts[i])
        }
        file = folder "/" name suffix ".cpp"
        wanted = 1
        next
    }
    wanted && /^ *```cpp/ { wanted = 0; copying = 1; first = FNR + 1; text = ""; next }
    wanted && !/^[ \t]*$/ { fail("the snippet comment must stand right before its code block") }
    copying && /^ *```/ { copying = 0; finish(); next }
    copying { text = text $0 "\n" }
    END { if (!failed && (wanted || copying)) fail("a snippet without its end"); if (failed) exit 1 }
' "$@"

# Only what has changed is touched, so only that is compiled again.
for file in "$new"/*.cpp; do
    [ -e "$file" ] || break
    cmp -s "$file" "$folder/${file##*/}" || cp "$file" "$folder/"
done
for file in "$folder"/*.cpp; do
    [ -e "$new/${file##*/}" ] || rm -f "$file"
done
rm -rf "$new"
