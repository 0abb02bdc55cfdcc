#!/bin/sh
# references.sh PROJECT: fails if a text names a section of protocol/README.md, or include/ami/README.md names a file, that
# does not exist.
set -u
cd "$1" || exit 1
page=include/ami/protocol/README.md
map=include/ami/README.md

sections()
{
    # "protocol/README.md 0.2, 1.6" names two sections.
    grep -rnoE 'protocol/README\.md( [0-9]+(\.[0-9]+)?(, [0-9]+(\.[0-9]+)?)*)?|protocol\.md' include tests examples \
        --include='*.[chi]pp' --include='*.inc' --include='*.sh' --include='*.in' --exclude=references.sh |
        while IFS=: read -r file line reference; do
            named=$(echo "${reference#protocol/README.md}" | tr -d ,)
            [ -n "$named" ] || echo "$file:$line: which section of $page?"
            for section in $named; do
                grep -qE "^(#+ |- \*\*)$(echo "$section" | sed 's/\./\\./')( |\*\*)" $page ||
                    echo "$file:$line: $page has no section $section"
            done
        done
}

files()
{
    grep -oE '`[a-z_/]+/[a-z0-9_.-]*`|`[a-z_/]+\.[a-z]+`|\]\([^)]+\)' $map | tr -d '`()]' | sort -u |
        while read -r name; do
            for folder in include/ami include/ami/protocol include/ami/session include/ami/net tests . /nowhere; do
                [ -e "$folder/$name" ] && break
            done
            [ "$folder" != /nowhere ] || echo "$map: there is no $name"
        done
}

wrong=$(sections; files)
[ -z "$wrong" ] || { echo "$wrong"; exit 1; }
echo "all sections and files that are named exist"
