#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# check.sh [--fix] CLANG_FORMAT PROJECT: fails if clang-format would change a file; with --fix it does change them.
set -u
fix=
if [ "$1" = --fix ]; then
    fix=1
    shift
fi
case $("$1" --version 2>/dev/null) in
    *"version 14."*) ;;
    *) echo "SKIPPED: clang-format 14 is not here" && exit 77 ;;
esac
format=$1
cd "$2" || exit 1
bad=0
for file in $(find include tests examples -name '*.hpp' -o -name '*.cpp' -o -name '*.ipp' | sort); do
    if [ -n "$fix" ]; then
        "$format" -i "$file"
    elif ! "$format" --dry-run -Werror "$file" 2>/dev/null; then
        bad=1
        echo "$file: not as clang-format would have it"
        "$format" "$file" | diff "$file" - | head -n 10
    fi
done
[ "$bad" = 0 ] || echo "mend with: sh tests/format/check.sh --fix $format ."
exit "$bad"
