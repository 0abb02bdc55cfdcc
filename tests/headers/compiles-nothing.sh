#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# compiles-nothing.sh NM OBJECT...: no function of ours is in an object file whose source only includes our headers.
#
# A virtual function that is declared without `inline` and defined inline behind its class makes g++ compile its class,
# and all that it calls, in every file that includes it.
set -u
nm=$1
shift
symbols=$("$nm" -C "$@") || exit 1
if echo "$symbols" | grep -E ' [WVT] .*ami::'; then
    echo 'functions were compiled that nobody calls: is a virtual function declared without AMI_DECL?'
    exit 1
fi
echo 'to include the headers compiles nothing'
