#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Other AMI clients beside this one: the same floods of events and the same Pings, of one server. Prints a table with
# their versions.
#
#   sh tests/benchmark/peers/run.sh [AMI_BENCHMARK]     # default: build/speed/tests/ami_benchmark
#
# Peers: panoramisk (Debian: python3-panoramisk), and yana and ami-io, which npm installs into a temporary folder. A peer
# that is missing is skipped, and the table says so. Each figure is the median of three runs.
#
# EVENTS, PINGS: how many, default 200000 and 20000 (a multiple of 1000).
set -eu

case ${1:-} in
    -h | --help)
        sed -n '3,/^set/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
esac

here=$(cd "$(dirname "$0")" && pwd)
benchmark=${1:-$here/../../../build/speed/tests/ami_benchmark}
events=${EVENTS:-200000}
pings=${PINGS:-20000}
[ -x "$benchmark" ] || {
    echo "$benchmark is missing; README.md, section Speed, says how to build it" >&2
    exit 2
}

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

"$benchmark" --child blaster >"$work/ports" &
server=$!
while [ ! -s "$work/ports" ]; do
    kill -0 "$server" || exit 1
    sleep 0.1
done
read -r port _ <"$work/ports"

skipped=
skip() {
    echo "SKIPPED: $1: $2" >&2
    skipped="$skipped $1"
}

# peer NAME COMMAND...: its line of the table.
peer() {
    name=$1
    shift
    if "$@" >"$work/line" 2>"$work/error"; then
        cat "$work/line" >>"$work/lines"
    else
        cat "$work/error" >&2
        skip "$name" 'it failed, see above'
    fi
}

: >"$work/lines"
peer ami "$benchmark" --child peer "$port" "$events" "$pings"

# The first of both that has it: Debian's packages are for its own python3.
python=
for each in python3 /usr/bin/python3; do
    if [ -z "$python" ] && command -v "$each" >/dev/null && "$each" -c 'import panoramisk' 2>/dev/null; then
        python=$each
    fi
done
if [ -n "$python" ]; then
    peer panoramisk "$python" "$here/panoramisk_peer.py" "$port" "$events" "$pings"
else
    skip panoramisk 'install python3-panoramisk'
fi

for name in yana ami-io; do
    if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
        skip "$name" 'node or npm is missing'
    elif ! npm install --prefix "$work" --no-audit --no-fund --loglevel=error "$name" >"$work/npm" 2>&1; then
        cat "$work/npm" >&2
        skip "$name" 'npm cannot install it'
    else
        peer "$name" env NODE_PATH="$work/node_modules" NODE_NO_WARNINGS=1 \
            node "$here/node_peer.js" "$name" "$port" "$events" "$pings"
    fi
done

printf '\n%-12s %-10s %12s %14s %16s %20s\n' client version 'events/s' 'ns of each' 'Pings in turn/s' '1,000 pending/s'
while read -r name version rate time in_turn pending; do
    printf '%-12s %-10s %12s %14s %16s %20s\n' "$name" "$version" "$rate" "$time" "$in_turn" "$pending"
done <"$work/lines"
for name in $skipped; do
    printf '%-12s SKIPPED\n' "$name"
done
