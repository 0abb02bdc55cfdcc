#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# references.sh PROJECT: fails if a text names a section of protocol/README.md, include/ami/README.md a file, or the guide a page,
# that does not exist, if the guide lacks the cause or the cure of an error, or if a chapter does not begin with a complete
# program.
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

links()
{
    for page in README.md CONTRIBUTING.md examples/guide/*.md; do
        grep -oE '\]\([^)#:]+[^):]*\)' "$page" | tr -d '])(' | while read -r link; do
            target=$(dirname "$page")/${link%%#*}
            [ -e "$target" ] || echo "$page: there is no $link"
            case $link in
                *'#'*)
                    sed -nE 's/^#+ //p' "$target" | tr 'A-Z ' 'a-z-' | tr -d '?:,.' | grep -qxF "${link#*#}" ||
                        echo "$page: $link is no heading"
                    ;;
            esac
        done
    done
}

errors()
{
    sed -n '/^enum class errc {/,/^};/p' include/ami/protocol/errors/errc.hpp | sed -nE 's/^ +([a-z_0-9]+)( = 1)?,?$/\1/p' |
        while read -r name; do
            grep -qE "^\| \`$name\` \| [^|]{10,} \| [^|]{10,} \|$" examples/guide/07-errors.md ||
                echo "examples/guide/07-errors.md has no row with cause and cure of $name"
        done
}

programs()
{
    for page in examples/guide/*.md; do
        sed -n '/^```cpp$/,/^```$/p; ' "$page" | sed '/^```$/q' | grep -q '^int main(' ||
            echo "$page: the first code is no complete program"
    done
}

wrong=$(sections; files; links; errors; programs)
[ -z "$wrong" ] || { echo "$wrong"; exit 1; }
echo "all sections, files, pages and errors that are named exist"
