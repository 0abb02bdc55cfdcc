#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# not-compiled.sh NM OBJECT...: a program that follows no calls compiles nothing of what follows them.
#
# A function that every program reaches names a class of those parts, or one of its virtual functions does.
set -u
nm=$1
shift
symbols=$("$nm" -C "$@") || exit 1
echo "$symbols" | grep -q 'ami::detail::client_core' || { echo 'this is no program with a client'; exit 1; }
if echo "$symbols" | grep -E 'ami::detail::(call_[a-z]+|followed_calls|tracked_call|dial_operation)::'; then
    echo 'a program without calls compiles these: which function that all reach names them?'
    exit 1
fi
echo 'a program without calls compiles nothing of them'
