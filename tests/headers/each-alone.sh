#!/bin/sh
# each-alone.sh COMPILER FLAGS_FILE INCLUDE_FOLDER: every header must compile as the only include of a file: those that users
# include header-only too, the others without the definitions, which users' headers bring along. (Those in testing/detail/ are
# included by the test server alone.)
set -u
compiler=$1 flags=$2 include=$3
export compiler flags
cd "$include" || exit 1
find ami -name '*.hpp' ! -path '*/impl/*' ! -path 'ami/testing/detail/*' ! -path 'ami/src/*' ! -path ami/src.hpp ! -path ami/http_src.hpp ! -path ami/testing/src.hpp ! -path ami/testing/http_src.hpp | sort >"${TMPDIR:-/tmp}/ami-headers.$$"
trap 'rm -f "${TMPDIR:-/tmp}/ami-headers.$$"' EXIT
# shellcheck disable=SC2016
xargs -P 2 -I {} sh -c '
    case {} in ami/[a-z_]*/*/* | ami/session/* | ami/net/* | ami/detail/* | ami/typed/*) set -- -DAMI_SEPARATE_COMPILATION ;; esac
    printf "#include <%s>\n" "{}" |
        "$compiler" "$@" -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror "@$flags" -x c++ - ||
        { echo "FAILED alone: {}"; exit 1; }' <"${TMPDIR:-/tmp}/ami-headers.$$" || exit 1
echo "$(wc -l <"${TMPDIR:-/tmp}/ami-headers.$$") headers compile alone with $compiler"
