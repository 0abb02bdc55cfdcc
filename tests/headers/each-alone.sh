#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# each-alone.sh COMPILER FLAGS_FILE INCLUDE_FOLDER: every header must compile as the only include of a file.
#
# Those that users include are compiled just so. The others are many and include much of the same: other libraries' headers come
# precompiled to them, so that what they forget to include of ours is found.
# (Those in testing/detail/ are included by the test server alone.)
set -u
compiler=$1 flags=$2 include=$3
export compiler flags
cd "$include" || exit 1
scratch=$(mktemp -d)
export scratch
trap 'rm -rf "$scratch"' EXIT

find ami -name '*.hpp' ! -path '*/impl/*' ! -path 'ami/testing/detail/*' ! -path 'ami/src/*' ! -path ami/src.hpp ! -path ami/http_src.hpp ! -path ami/testing/src.hpp ! -path ami/testing/http_src.hpp | sort >"$scratch/all"
grep -E '^ami/([a-z_]+/[^/]+/|session/|net/|detail/|typed/)' "$scratch/all" >"$scratch/inner"
grep -vxFf "$scratch/inner" "$scratch/all" >"$scratch/outer"

warnings='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror'
export warnings
find ami -name '*.?pp' -exec grep -hoE '^#include <(boost|fmt|openssl)/[^>]+>' {} + | sort -u >"$scratch/outside.hpp"
"$compiler" -std=c++20 -DAMI_SEPARATE_COMPILATION "@$flags" -x c++-header "$scratch/outside.hpp" -o "$scratch/outside.hpp.gch" || exit 1

status=0
# shellcheck disable=SC2016
xargs -P 2 -I {} sh -c '
    printf "#include <%s>\n" "{}" |
        "$compiler" -std=c++20 -fsyntax-only $warnings "@$flags" -x c++ - ||
        { echo "FAILED alone: {}"; exit 1; }' <"$scratch/outer" || status=1
# shellcheck disable=SC2016
xargs -P 2 -I {} sh -c '
    printf "#include <%s>\n" "{}" |
        "$compiler" -std=c++20 -fsyntax-only -DAMI_SEPARATE_COMPILATION $warnings "@$flags" -include "$scratch/outside.hpp" -x c++ - ||
        { echo "FAILED alone: {}"; exit 1; }' <"$scratch/inner" || status=1

echo "$(wc -l <"$scratch/outer") headers that users include, and $(wc -l <"$scratch/inner") others, compile alone with $compiler"
exit $status
