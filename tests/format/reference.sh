#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# reference.sh PROJECT DOXYFILE FOLDER: makes the reference below FOLDER. Fails if Doxygen warns, if a page needs an outside
# address or names a folder of this machine, or if a header, a chapter or a heading of the guide has no page.
set -u
project=$1 doxyfile=$2 folder=$3
command -v doxygen >/dev/null || { echo 'SKIPPED: there is no doxygen'; exit 77; }
rm -rf "$folder"
mkdir -p "$folder" || exit 1
if ! { cat "$doxyfile"; echo "OUTPUT_DIRECTORY = $folder"; } | doxygen - >"$folder/log" 2>&1; then
    sed "s|^$project/||" "$folder/log" | sort -u | head -n 40
    echo '^ the reference: warnings of Doxygen are errors'
    exit 1
fi
cd "$folder/html" || exit 1
bad=0
report()
{
    [ -z "$2" ] || { echo "$2" | head -n 10; echo "^ $1"; bad=1; }
}

report 'the site loads or names an outside address' \
    "$(grep -rnoE '(src|href|action) *= *"?([a-z]+:)?//[^"> ]*|@import[^;]*|url\( *["'"'"']?([a-z]+:)?//[^)]*' --include='*.html' --include='*.css' .)"
report 'a page names a folder of this machine' "$(grep -rlF -e "$project" -e "$folder" .)"
report 'a macro of the library is shown: PREDEFINED in cmake/docs/Doxyfile.in' \
    "$(grep -rnoE '\bAMI_(DECL|COLD|SHARED|ALWAYS_INLINE|[A-Z]+_DECL)\b' --include='*.html' .)"
report 'a chapter has no page' "$(for chapter in "$project"/examples/guide/*.md; do
    page=guide-$(basename "$chapter" .md | sed 's/^[0-9]*-//').html
    [ -f "$page" ] || echo "$page"
done)"
report 'a link leads nowhere' "$(grep -ohE 'href="[^"#]+\.html(#[^"]*)?"' index.html guide-*.html | sort -u | sed 's/^href="//; s/"$//' |
    while read -r link; do
        page=${link%%#*}
        [ -f "$page" ] || { echo "$link"; continue; }
        case $link in *'#'*) grep -qF "id=\"${link#*#}\"" "$page" || grep -qF "name=\"${link#*#}\"" "$page" || echo "$link" ;; esac
    done)"
# The generated classes with header, kind and versions.
report 'the page of a generated event or action lacks a header, a kind or versions' "$(
    grep -q 'HoldTime.*in seconds' classami_1_1events_1_1agent__complete.html || echo 'events::agent_complete: HoldTime, in seconds'
    grep -q 'Asterisk 13 or later' classami_1_1events_1_1agent__complete.html || echo 'events::agent_complete: versions'
    grep -q 'ami/events/queue.hpp' classami_1_1events_1_1agent__complete.html || echo 'events::agent_complete: the header to include'
    grep -q 'Reason.*22.2' classami_1_1actions_1_1queue__add.html || echo 'actions::queue_add: versions of Reason')"
[ "$bad" = 1 ] || echo "$(ls -- *.html | wc -l) pages without a warning"
exit "$bad"
