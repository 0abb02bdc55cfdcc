#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# teeth.sh [FIRST-LAST [LENGTH]]: puts all faults of faults.txt into a copy of the library, each with a switch, and tells which
# seed finds which. CXX, CXXFLAGS: the compiler (default: g++ -O1). It compiles once. AMI_TEETH: a program that it made before.
set -eu
seeds=${1:-1-200}
length=${2:-30m}
root=$(cd "$(dirname "$0")/../.." && pwd)
faults=$root/tests/simulation/faults.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
missed=0

# Each line with its number, without comments.
grep -v '^#' "$faults" | grep -n '|' | sed 's/:/ | /' >"$work/faults"
program=${AMI_TEETH:-$work/program}
if [ ! -x "$program" ]; then
    cp -r "$root/include" "$work/include"
    while IFS='|' read -r number name file script; do
        file=$work/include/ami/$(echo $file)
        number=$(echo $number)
        cp "$file" "$work/before"
        sed -i "$(printf '%s\n' "$script" | sed "s/^ //; s/FAULT/::simulation::fault($number)/g")" "$file"
        if cmp -s "$work/before" "$file"; then
            echo "$number$name: NOT IN THE SOURCE ANY MORE"
            missed=$((missed + 1))
        fi
    done <"$work/faults"
    # shellcheck disable=SC2086
    "${CXX:-g++}" -std=c++20 ${CXXFLAGS:--O1} -w -include "$root/tests/simulation/fault.hpp" -I"$work/include" -I"$root/tests" \
        "$root/tests/simulation/main.cpp" -o "$program" -lfmt -lssl -lcrypto -pthread </dev/null
fi

# A fault that ends the program, or makes it run for ever, is found too.
while IFS='|' read -r number name file script; do
    number=$(echo $number)
    result=0
    timeout 300 "$program" "$seeds" --for "$length" --first --fault "$number" </dev/null >"$work/told" 2>&1 || result=$?
    if grep '^seed ' "$work/told" >"$work/found"; then
        echo "$number$name: $(head -n 1 "$work/found")"
    elif [ "$result" -gt 1 ]; then
        echo "$number$name: ends with $result"
    else
        echo "$number$name: NOT FOUND by $seeds"
        missed=$((missed + 1))
    fi
done <"$work/faults"
[ "$missed" = 0 ]
