#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# gate.sh PROGRAM: seeds that are new with each commit. Those that once failed are tests of their own (regressions.txt).
set -eu
program=$1
cd "$(dirname "$0")"
hash=$(git rev-parse --short=7 HEAD 2>/dev/null) || hash=19
first=$(printf '%d' "0x$hash")
echo "seeds from $first"
"$program" "$first-$((first + 23))" --for 30m
"$program" "$first-$((first + 3))" --for 10m --twice
"$program" "$first-$((first + 1))" --for 12h --memory
