#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# teeth.sh [FIRST-LAST [LENGTH]]: puts each fault of faults.txt into a copy of the library, and tells which seed finds it.
# CXX, CXXFLAGS: the compiler (default: g++ -O0). It compiles once for each fault.
set -eu
seeds=${1:-1-200}
length=${2:-1h}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missed=0
while IFS='|' read -r name file script; do
    case $name in '' | '#'*) continue ;; esac
    file=$(echo $file)
    script=${script# }
    rm -rf "$work/include"
    cp -r "$root/include" "$work/include"
    sed -i "$script" "$work/include/ami/$file"
    if cmp -s "$root/include/ami/$file" "$work/include/ami/$file"; then
        echo "$name: NOT IN THE SOURCE ANY MORE"
        missed=$((missed + 1))
        continue
    fi
    # shellcheck disable=SC2086
    "${CXX:-g++}" -std=c++20 ${CXXFLAGS:--O0} -w -I"$work/include" -I"$root/tests" "$root/tests/simulation/main.cpp" \
        -o "$work/program" -lfmt -lssl -lcrypto -pthread </dev/null || { echo "$name: DOES NOT COMPILE"; continue; }
    if found=$("$work/program" "$seeds" --for "$length" --first </dev/null | sed -n 's/^seed //p' | head -n 1) && [ -n "$found" ]; then
        echo "$name: seed $found"
    else
        echo "$name: NOT FOUND by $seeds"
        missed=$((missed + 1))
    fi
done <"${AMI_FAULTS:-$root/tests/simulation/faults.txt}"
[ "$missed" = 0 ]
