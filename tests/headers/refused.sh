#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# refused.sh COMPILER FLAGS_FILE FILE.cpp...: what must not compile does not, and says why.
#
# A file compiles as it is. With -DMISTAKE=1, 2, ... it must not, and the compiler must say the text of its line
# `// mistake 1: TEXT`.
set -u
compiler=$1 flags=$2
shift 2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
printf '#include <ami/agi.hpp>\n#include <ami/client.hpp>\n' >"$work/all.hpp"
options="-std=c++20 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror -DAMI_SEPARATE_COMPILATION"
case $("$compiler" --version) in
    *clang*) header="$work/all.pch" use="-include-pch $work/all.pch" ;;
    *) header="$work/all.hpp.gch" use="-include $work/all.hpp" ;;
esac
# shellcheck disable=SC2086
"$compiler" $options "@$flags" -x c++-header "$work/all.hpp" -o "$header" || exit 1
bad=0 count=0
for file in "$@"; do
    # shellcheck disable=SC2086
    "$compiler" $options "@$flags" $use -fsyntax-only "$file" || { echo "does not compile, and must: $file"; bad=1; }
    grep -c '^// mistake ' "$file" >"$work/number"
    number=0
    while [ "$number" -lt "$(cat "$work/number")" ]; do
        number=$((number + 1)) count=$((count + 1))
        text=$(sed -n "s,^// mistake $number: ,,p" "$file")
        [ -n "$text" ] || { echo "no text for mistake $number: $file"; bad=1; }
        # shellcheck disable=SC2086
        if LC_ALL=C "$compiler" $options "@$flags" $use -fsyntax-only -DMISTAKE=$number "$file" >"$work/said" 2>&1; then
            echo "compiles, and must not: mistake $number of $file"
            bad=1
        elif ! tr '\n' ' ' <"$work/said" | grep -qF -e "$text"; then
            echo "does not say why ($text): mistake $number of $file"
            head -n 30 "$work/said"
            bad=1
        fi
    done
done
[ "$count" != 0 ] || { echo 'there are no mistakes'; bad=1; }
echo "$count mistakes are refused with $compiler"
exit "$bad"
