#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# docstrings.sh PROJECT: fails if the docstring of an operation does not have the seven headings in their order.
set -u
cd "$1" || exit 1
find include/ami -name '*.hpp' ! -path '*/impl/*' | sort | xargs awk '
    BEGIN {
        wanted = "Completion signature|Completes when|Errors|Cancellation|Server rights|Thread safety|Time|"
    }
    FNR == 1 { headings = ""; is_operation = 0 }
    /^ *\/\/\// {
        if (!in_comment) headings = ""
        in_comment = 1
        if (sub(/^ *\/\/\/ \\par /, "")) headings = headings $0 "|"
        next
    }
    { in_comment = 0 }
    /operation_token Token = default_token>/ { is_operation = 1 }
    /auto async_[a-z_]+\(/ {
        if (is_operation) {
            ++operations
            name = $0
            sub(/^.*auto /, "", name)
            sub(/\(.*$/, "", name)
            if (headings != wanted) {
                printf "%s:%d: %s has the headings %s\n", FILENAME, FNR, name, headings
                bad = 1
            }
        }
        is_operation = 0
        headings = ""
    }
    /^[ ]*[{}]/ { headings = "" }
    END {
        if (bad) print "each has, in this order: " wanted
        else print operations " operations have the seven headings"
        exit bad || !operations
    }
'
