#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# gate.sh PROGRAM: three minutes of seeds that are new with each commit, a fixed number of them, so that who repeats it gets the same.
# Those that once failed are tests of their own (regressions.txt).
set -eu
program=$1
cd "$(dirname "$0")"
hash=$(git rev-parse --short=7 HEAD 2>/dev/null) || hash=19
first=$(printf '%d' "0x$hash")
echo "seeds from $first"
"$program" "$first-$((first + 2399))" --for 30m
"$program" "$first-$((first + 49))" --for 10m --twice
"$program" "$first-$((first + 7))" --for 12h --memory
