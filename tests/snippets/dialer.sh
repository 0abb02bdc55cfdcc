#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# A list of 10,000 lines, some of them blank and some with letters, for the dialer: driver and program are the arguments.
set -eu

list=$(mktemp)
trap 'rm -f "$list" "$list.out"' EXIT
awk 'BEGIN {
    for (i = 0; i < 10000; ++i) {
        if (i % 20 == 7) print ""
        else if (i % 20 == 13) print "  \t"
        else if (i % 20 == 17) print "call Bob 20-07"
        else if (i % 100 == 50) print "2006"
        else if (i % 2) print " 20-03 "
        else print "2003\r"
    }
}' >"$list"
"$1" tcp "$2" "$list" 100 >"$list.out" || {
    tail -n 20 "$list.out"
    exit 1
}
tail -n 4 "$list.out"
grep -qx '  8400 busy' "$list.out"
grep -qx '   100 failed' "$list.out"
grep -qx '   500 not a number' "$list.out"
grep -q '8500/8500$' "$list.out"
